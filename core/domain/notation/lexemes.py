"""What a text is made of: numbers, words that mean something here, signs, and the rest."""

from enum import IntEnum, auto
from typing import NamedTuple

from core.domain.exercise import ExerciseKey


class Kind(IntEnum):
    """What a piece of a text can be; whole numbers, because they are looked up at every step."""

    NUMBER = auto()
    DATE = auto()
    WORD = auto()  # a word that no table knows
    EXERCISE = auto()
    SIGN = auto()  # a sign without a meaning here
    LINE = auto()
    # signs
    TIMES = auto()
    AT_SIGN = auto()
    PLUS = auto()
    DASH = auto()
    COMMA = auto()
    DOT = auto()
    SEMICOLON = auto()
    COLON = auto()
    SLASH = auto()
    OPEN = auto()
    CLOSE = auto()
    ARROW = auto()
    PERCENT = auto()
    HASH = auto()
    BULLET = auto()
    UNKNOWN = auto()  # a question mark in the place of a number
    # counting
    SETS = auto()
    REPS = auto()
    CONTACTS = auto()
    KG = auto()
    LB = auto()
    STONE = auto()
    PLATES = auto()
    SECONDS = auto()
    MINUTES = auto()
    METRES = auto()
    AMOUNT = auto()  # counts something that is no training: degrees, hours, years
    # sides and loads
    LEFT = auto()
    RIGHT = auto()
    EACH = auto()
    LEG = auto()
    BOTH = auto()
    HAND = auto()
    BODYWEIGHT = auto()
    ADDED = auto()
    ASSISTED = auto()
    FAILURE = auto()
    FAILED = auto()
    RPE = auto()
    RESERVE = auto()
    # connecting
    AT = auto()
    OF = auto()
    AND = auto()
    THEN = auto()
    UP_TO = auto()
    # noise
    REST = auto()
    TEMPO = auto()
    HOLD = auto()
    SET_KIND = auto()
    MOOD = auto()
    FILLER = auto()
    LABEL = auto()  # "day 18", "circuit 1": the number after it is a name
    FREQUENCY = auto()
    RUN = auto()
    # pointing
    LAST = auto()
    ORDINAL = auto()
    ALL_SETS = auto()
    ONLY = auto()
    ACTUALLY = auto()
    NOT = auto()
    WAS = auto()
    WRONG = auto()
    SAME = auto()
    PLANNED = auto()
    BUT_LAST = auto()
    DONE = auto()
    REMOVE = auto()
    # days
    TODAY = auto()
    YESTERDAY = auto()
    BEFORE_YESTERDAY = auto()
    DAYS = auto()
    AGO = auto()
    WEEKDAY = auto()
    MONTH = auto()
    ON_DAY = auto()


class Lexeme(NamedTuple):
    """One piece of a text, from `start` to `end` of its plain spelling; `value` is a number or a fact of a word.

    `glued` says that nothing stands between it and the piece before.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    glued: bool = False
    exercise: ExerciseKey | None = None
    spelt: bool = False  # a number in words
