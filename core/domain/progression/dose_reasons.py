"""Why a dose is what it is, and what is new about a session: every code, with the names of its facts.

The message catalogue words each of them. `from`, `to` and `load`, and `before` of a load, are as typed with the unit
("22,5 kg"; "0 kg" is the body alone), `exercise` is a key, `day` and `until` are ISO dates, `side` is `left` or
`right`, `rpe` a number from 1 to 10; all others are counts.
"""

from core.domain.planning.reasons import Coded


class DoseWhy(Coded):
    """A reason of a dose: its stable code, and its facts in order."""

    # The first times
    INTRO = ("intro", "until")  # the first two weeks; `until` is their last day
    EASY_DOSE = ("easy-dose", "percent")
    ASK_WEIGHT = ("ask-weight", "reserve")  # pick a weight that leaves `reserve` reps
    START_LOAD = ("start-load", "to", "percent", "raises")  # `percent` of body weight, from `raises` in the test
    START_BODY_ALONE = ("start-body-alone", "reps")
    START_HOLD = ("start-hold", "seconds")
    NO_WEIGHT_YET = ("no-weight-yet", "needed", "raises")  # the same code and facts as where planning locks by it

    # On the way up
    ADD_REPS = ("add-reps", "last", "next")
    ADD_SECONDS = ("add-seconds", "last", "next")
    ADD_LOAD = ("add-load", "from", "to")
    ADD_SET = ("add-set", "sets")
    SLOW_DOWN = ("slow-down",)  # same work, slower on the way down
    LIGHTER_FOR_REPS = ("lighter-for-reps", "from", "to", "next")
    CAPPED_10_PERCENT = ("capped-10-percent", "from", "to")  # `from` was wanted or lifted, `to` is what a week allows
    JUMP_TOO_LARGE = ("jump-too-large", "from", "to")  # the next weight that exists is more than 10 % up
    TRY_HARDER = ("try-harder", "exercise")
    TRY_EASIER = ("try-easier", "exercise")

    # Staying and stepping back
    HOLD_RPE = ("hold-rpe", "rpe")
    FINISH_SETS = ("finish-sets", "done", "sets")
    SAME_AGAIN = ("same-again", "reps")  # nothing to judge the last time by
    REPEAT_AFTER_MISS = ("repeat-after-miss", "last", "next")
    REPEAT_AFTER_TWO_MISSES = ("repeat-after-two-misses", "last", "next")
    DROP_5 = ("drop-5", "from", "to")
    DROP_10 = ("drop-10", "from", "to")
    STEP_DOWN_RPE = ("step-down-rpe", "rpe", "from", "to")
    FEWER_REPS_MISSES = ("fewer-reps-misses", "misses", "last", "next")  # where there is no weight to take off
    FEWER_REPS_RPE = ("fewer-reps-rpe", "rpe", "last", "next")

    # After a break, in days since the last training of the variation
    BREAK_7_13 = ("break-7-13", "days")
    BREAK_2_3_WEEKS = ("break-2-3-weeks", "days")
    BREAK_4_5_WEEKS = ("break-4-5-weeks", "days")
    BREAK_6_8_WEEKS = ("break-6-8-weeks", "days")
    START_OVER = ("start-over", "days")
    TEST_AGAIN = ("test-again",)

    # Uneven legs
    WEAKER_SIDE_SET = ("weaker-side-set", "side", "percent")
    WEAKER_SIDE_LOAD = ("weaker-side-load", "side", "to")

    # Pain and races
    PAIN_HOLD = ("pain-hold", "level")
    PAIN_LESS = ("pain-less", "percent", "until")
    RACE_SETS = ("race-sets", "sets", "race", "day")

    # Landings
    START_CONTACTS = ("start-contacts", "contacts")
    ADD_CONTACTS = ("add-contacts", "last", "next")
    HOLD_CONTACTS = ("hold-contacts", "contacts")  # at most a fifth more a week, and that is used up
    IMPACT_UP = ("impact-up", "contacts")  # harder landings this week, so not more of them
    CAPPED_WEEK = ("capped-week-contacts", "contacts", "done")  # `done` are this week's landings before today
    CAPPED_SESSION = ("capped-session-contacts", "contacts")


class News(Coded):
    """What is new about an entry: its stable code, and its facts in order."""

    FIRST_TIME = ("first-time", "exercise")
    MORE_REPS = ("more-reps", "more", "day")  # than the last time, on `day`, at the same load
    MORE_REPS_LAST_WEEK = ("more-reps-last-week", "more", "day")  # the same, where `day` lies in the week before
    MORE_SECONDS = ("more-seconds", "more", "day")
    MORE_CONTACTS = ("more-contacts", "more", "day")
    HEAVIEST = ("heaviest", "load", "before")
    MOST_REPS = ("most-reps", "reps", "load")  # in one set, at that load or above
    LONGEST_HOLD = ("longest-hold", "seconds", "before")
    MOST_CONTACTS = ("most-contacts", "contacts", "before")
