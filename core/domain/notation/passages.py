"""What a text says, exercise by exercise, before the numbers have their roles."""

from dataclasses import dataclass, field
from datetime import date

from core.domain.exercise import ExerciseKey
from core.domain.notation.lexemes import Kind
from core.domain.notation.statement import Statement, Weight
from core.domain.training import Side


@dataclass(slots=True, kw_only=True)
class Passage:
    """One exercise's part of a text: its name, known or not, its day and its statements."""

    exercise: ExerciseKey | None = None
    unknown: bool = False
    named_after: bool = False
    day: date | None = None
    apart: bool = False  # told to be another exercise, though without a name
    line: int = 0
    start: int = 0
    end: int = 0
    name: str = ""
    statements: list[Statement] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether a name was told, known or not."""
        return self.unknown or self.exercise is not None

    @property
    def counted(self) -> bool:
        """Whether there is a statement with sets in it."""
        return any(not one.empty for one in self.statements)


@dataclass(slots=True, kw_only=True)
class Draft:
    """The passages of a text as they are being written down; `now` is the open statement of the last of them."""

    passages: list[Passage] = field(default_factory=lambda: [Passage()])
    carried: list[Weight] = field(default_factory=list)
    separated: Kind | None = None
    prefixed_sides: bool = False
    side_closed: bool = False
    day: date | None = None
    line: int = 0
    negative: bool = False  # a lone number stood behind a minus sign

    @property
    def passage(self) -> Passage:
        """The passage that is being written."""
        return self.passages[-1]

    @property
    def now(self) -> Statement:
        """The statement that is being written."""
        statements = self.passage.statements
        if not statements:
            statements.append(Statement(start=0, weights=list(self.carried)))
        return statements[-1]

    def turn_statement(self) -> Statement:
        """Begin a new statement of the same exercise."""
        one = Statement(start=0, weights=list(self.carried), listing=bool(self.carried))
        self.side_closed = False
        self.passage.statements.append(one)
        return one

    def turn_passage(self) -> Passage:
        """Begin a new passage, for another exercise or another day."""
        self.passages.append(Passage(day=self.day, line=self.line))
        self.carried = []
        self.prefixed_sides = self.side_closed = False
        return self.passage

    def room_for_counts(self) -> Statement:
        """Return a statement that may take reps: the open one, or a new one where that has its own."""
        passage = self.passage
        now = self.now
        if passage.named_after and not now.empty:
            self.turn_passage()
            return self.now
        full = now.full or (now.bare and now.weights) or self.side_closed
        return self.turn_statement() if full else now

    def tell_side(self, side: Side) -> None:
        """Give a leg to the sets before it, or to those behind it where that is this text's way."""
        now = self.now
        if self.prefixed_sides or not (now.counted or now.bare):
            self.prefixed_sides = True
            if now.counted or now.bare:
                now = self.turn_statement()
            now.side = side
            return
        now.side = side
        self.side_closed = True
