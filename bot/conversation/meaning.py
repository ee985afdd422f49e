"""What a runner means: the intents of a message and what they carry."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from core.domain.exercise import Equipment, ExerciseKey, Variation
from core.domain.facts import Condition
from core.domain.load import Load, Unit
from core.domain.reading import Reading
from core.domain.red_flags import Urgency
from core.domain.runner import Sex


class Intent(StrEnum):
    """What a text asks the coach to do; the value is the public name that `calfcoach parse` prints."""

    LOG = "log"
    CORRECT = "correct"
    DONE = "done"
    TODAY = "today"
    SKIP = "skip"
    SWAP = "swap"
    LATER = "later"
    PAUSE = "pause"
    RESUME = "resume"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    PAIN = "pain"
    RED_FLAG = "red_flag"
    ILL = "ill"
    TRAVEL = "travel"
    SET_TIME = "set_time"
    SET_DAYS = "set_days"
    SET_UNITS = "set_units"
    SET_EQUIPMENT = "set_equipment"
    WEEK = "week"
    HISTORY = "history"
    MISSING = "missing"
    WHY = "why"
    HOW_HEAVY = "how_heavy"
    SHOW = "show"
    UNDO = "undo"
    REDO = "redo"
    RACE = "race"
    TEST = "test"
    QUESTION = "question"
    LINK = "link"
    EXPORT = "export"
    IMPORT = "import"
    DELETE = "delete"
    SETTINGS = "settings"
    HELP = "help"
    PRIVACY = "privacy"
    GREETING = "greeting"
    THANKS = "thanks"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One understood message.

    `intent` None means that several are as likely: `candidates` has them, most likely first, and the coach asks.
    `when` is a local aware instant: of `later` the moment, of `pause`, `ill` and `travel` the first moment that is free
    again (`since` is when it begins, None for now), of `race` the start of its day. `at` is a wall time (`set_time`),
    `days` are weekdays from Monday 0 (`set_days`, recurring runs in `race`). `zone` is an IANA name; None with
    `zone_options` where a place is ambiguous.

    `reason` is a stable code: `sore` `no-time` `ill` `travelling` `equipment` `pain` `dislike` `noise` or empty. `only`
    says that `gained` is all there is ("only have dumbbells"); `for_today` that it holds for today alone ("no gym
    today"), `lasting` that it holds from now on ("I sold my dumbbells"), `owned` that it is said of what
    the runner has at all ("I only have"), `quiet` that it has to be quiet. `level` is pain 0 to 10, as said (also when
    out of range), `place` a stable code: `calf` `achilles` `heel` `shin` `foot` `knee` `elsewhere`, `side` `left`
    `right` `both` or empty; `log` and `done` carry them too where pain is told along with the sets. `raises` is a
    test's result, left and right. `born` (a year), `sex`, `week_starts` (a weekday) and `condition` are what
    `settings` tells of the runner. `question` is the text of `question`, `why`, `race` and the like, as typed.
    `unreadable` names the slot that was tried and could not be read (`time`, `zone`, `days`…), so that one sentence
    can say what to do instead.
    """

    intent: Intent | None
    score: float = 0.0
    candidates: tuple[Intent, ...] = ()
    reading: Reading | None = None
    when: datetime | None = None
    since: datetime | None = None
    at: time | None = None
    days: frozenset[int] = frozenset()
    zone: str | None = None
    zone_options: tuple[str, ...] = ()
    reason: str = ""
    gained: frozenset[Equipment] = frozenset()
    lost: frozenset[Equipment] = frozenset()
    only: bool = False
    for_today: bool = False
    lasting: bool = False
    owned: bool = False
    quiet: bool = False
    quiet_hours: tuple[time | None, time | None] | None = None
    unit: Unit | None = None
    body_weight: Load | None = None
    born: int | None = None
    sex: Sex | None = None
    week_starts: int | None = None
    condition: Condition | None = None
    level: int | None = None
    place: str = ""
    side: str = ""
    urgency: Urgency | None = None
    exercise: ExerciseKey | None = None
    variation: Variation | None = None
    raises: tuple[int, int] | None = None
    unreadable: str = ""
    question: str = ""
