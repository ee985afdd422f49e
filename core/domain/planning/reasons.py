"""Why a day's plan is what it is: every code that planning gives, with the names of its facts.

The message catalogue words each of them. A fact named `variation` or `exercise` carries a key, `day` an ISO date,
`days_left`, `done`, `target`, `needed`, `raises` and `days` are counts, `percent` and `needed_percent` per cent.
"""

from enum import Enum

from core.domain.prescription import Reason


class Coded(Enum):
    """A family of reasons: each member is a stable code, then the names of its facts in order."""

    def __init__(self, code: str, *facts: str) -> None:
        self.code = code
        self.facts = facts

    def because(self, *facts: object) -> Reason:
        """Return this reason with its facts, in the order in which they are named."""
        return Reason(code=self.code, facts=tuple(zip(self.facts, map(str, facts), strict=True)))


class Why(Coded):
    """A reason of planning: its stable code, and its facts in order."""

    # Which variation
    FIRST_EVER = ("first-ever",)
    MISSING_THIS_WEEK = ("missing-this-week", "variation", "days_left")
    BELOW_TARGET = ("below-target", "variation", "done", "target")
    LONGEST_AGO = ("longest-ago", "variation", "day")  # `day` is empty where it was not trained for four weeks
    ON_REQUEST = ("on-request", "variation")
    SWAPPED = ("swapped", "exercise", "because")  # `exercise` is the one left; `because` a code or empty
    WITHOUT_TODAY = ("without-today", "missing")  # keys of equipment that is not at hand, with commas
    WITH_TODAY = ("with-today", "extra")  # keys of equipment that is at hand today alone, with commas
    QUIET_TODAY = ("quiet-today",)  # no jumps today: somebody sleeps, or lives downstairs
    SWAP_LEAVES_UNCOVERED = ("swap-leaves-uncovered", "variation", "days_left")
    CANNOT_COVER = ("cannot-cover", "variation")  # the next reason says what locks it

    # Which exercise
    ALTERNATES = ("alternates", "exercise")  # `exercise` is the one that had its turn last
    PLAN_CHANGED = ("plan-changed", "exercise")  # `exercise` was prescribed earlier today and is locked now
    REPORTED_FAULT = ("reported-fault", "exercise")  # the cue mends a fault that the runner told of

    # Why easy
    ONLY_EASY_48H = ("only-easy-48h", "exercise", "day")  # the last hard strength dose
    LOW_IMPACT_48H = ("low-impact-48h", "exercise", "day")  # the last medium or high plyometrics
    ONLY_EASY_AFTER_SKIP = ("only-easy-after-skip", "because", "day")  # `because` is `sore` or `ill`
    ONLY_EASY_ON_REQUEST = ("only-easy-on-request", "because")  # swapped because of `sore` or `pain`
    TARGET_REACHED = ("target-reached", "variation", "done")

    # What locks an exercise
    EQUIPMENT = ("equipment", "missing")  # keys of equipment, with commas
    GATE_TEST = ("gate-test", "needed")  # opens with a calf test of `needed` clean raises
    GATE_RAISES = ("gate-raises", "needed", "raises")
    GATE_SYMMETRY = ("gate-symmetry", "needed_percent", "percent")
    GATE_MEDIUM_WEEKS = ("gate-medium-weeks", "needed", "done")
    NO_WEIGHT_YET = ("no-weight-yet", "needed", "raises")
    ONE_STEP_A_WEEK = ("one-step-a-week",)  # contacts rose this week, so impact waits
    NOT_IN_CATALOGUE = ("not-in-catalogue",)

    # What health, pain, runs and races lock; `race` and `run` are kinds, `condition` and `urgency` codes
    RED_FLAG_LOCK = ("red-flag-lock", "urgency", "day")
    CLEARANCE_WAITS = ("clearance-waits", "condition")
    PAIN_STOPPED = ("pain-stopped", "level")
    PAIN_TWICE = ("pain-twice",)
    PAIN_RISING = ("pain-rising",)
    PAIN_WORSE = ("pain-worse", "until")
    PAIN_NOTHING_NEW = ("pain-nothing-new", "level")
    TEST_HURTS = ("test-hurts", "level")  # no calf test above a pain of 2
    RUN_SOON = ("run-soon", "run", "day")
    RACE_SOON = ("race-soon", "race", "day")
    RACE_LAST_HARD = ("race-last-hard", "race", "day")
    RACE_EVE = ("race-eve", "race")
    RACE_DAY = ("race-day", "race")
    RACE_RECOVERY = ("race-recovery", "race", "until")

    # Why no exercise
    REST_DAY = ("rest-day", "day")  # `day` is the next training day, empty where there is none
    PAUSED = ("paused", "until")  # ISO date, empty where the end is open
    NOTHING_ELSE = ("nothing-else",)  # every permitted exercise was offered today
    NOTHING_POSSIBLE = ("nothing-possible",)  # everything is locked; the next reasons say by what
