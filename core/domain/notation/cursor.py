"""A place in a list of lexemes, and what became of each of them."""

from dataclasses import dataclass, field
from enum import IntEnum

from core.domain.notation.lexemes import Kind, Lexeme


class Fate(IntEnum):
    """What became of a lexeme."""

    UNREAD = 0
    READ = 1
    NOTED = 2
    LEFT = 3


#: Behind the last lexeme and, counted backwards, before the first stands nothing; nobody looks further than this.
_OUTSIDE = (None,) * 64


@dataclass(slots=True)
class Cursor:
    """Goes through lexemes once; `decimal` is the runner's decimal sign."""

    lexemes: list[Lexeme]
    decimal: str
    at: int = 0
    weighing: bool = False  # what is being read stands behind an @
    fates: list[Fate] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fates = [Fate.UNREAD] * len(self.lexemes)
        self.kinds = [*(one.kind for one in self.lexemes), *_OUTSIDE]

    @property
    def here(self) -> Kind | None:
        """The kind of the lexeme at the cursor, None behind the last."""
        return self.kinds[self.at]

    @property
    def value(self) -> str:
        """The value of the lexeme at the cursor."""
        return self.lexemes[self.at].value

    def kind(self, at: int) -> Kind | None:
        """Return the kind of the lexeme at a place, None outside of the text."""
        return self.kinds[at]

    def take(self, fate: Fate = Fate.READ) -> None:
        """Go one lexeme on and say what became of the one passed."""
        self.fates[self.at] = fate
        self.at += 1
