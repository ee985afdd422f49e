"""What an import would bring: worked out before anything is asked, and once more before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.exercise import ExerciseKey
from core.domain.logbook import Edit
from core.domain.training import FactId
from core.services.foreign.columns import App
from core.services.foreign.rows import NamedCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A name in the file, the exercise that it becomes, and how many sets that is; not `exact`, it is the nearest."""

    name: str
    exercise: ExerciseKey
    sets: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How much of the log an import brings, and between which days."""

    entries: int = 0
    sets: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import brings and what it leaves out.

    `facts` counts what is no entry (tests, pauses, races …). `known` is how many entries and facts were here before,
    `future` how many entries lie in the future. `settings` says that they come too, `stranger` that the file is
    of another account. `unitless` says that weights have no unit in the file. `next_id` and `joined` are the runner's
    after it.
    """

    app: App
    edits: tuple[Edit, ...]
    work: Work
    next_id: FactId
    joined: datetime | None = None
    facts: int = 0
    mapped: Sequence[Mapping] = ()
    others: Sequence[NamedCount] = ()
    known: int = 0
    future: int = 0
    warm_ups: int = 0
    unreadable: int = 0
    settings: bool = False
    stranger: bool = False
    unitless: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to bring."""
        return not self.edits
