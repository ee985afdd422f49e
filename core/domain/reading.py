"""What was read from a runner's words about training: values only; the grammar is in `core.domain.notation`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.exercise import ExerciseKey, Variation
from core.domain.load import Load, Unit
from core.domain.prescription import Dose
from core.domain.training import Side, TrainingSet


class Status(StrEnum):
    """How sure a reading is: one reading, several sensible ones, or nothing to log."""

    READ = "read"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Sets of one exercise; `exercise` None is the one of the day, `day` None is today.

    `named` is the name that was told where the catalogue knows no such exercise ("bench"), as typed; then
    `exercise` is None too.
    """

    sets: tuple[TrainingSet, ...]
    exercise: ExerciseKey | None = None
    day: date | None = None
    note: str = ""
    named: str = ""


class Reference(StrEnum):
    """Work told by pointing at other work instead of by numbers."""

    AS_PLANNED = "as-planned"  # "done", "all of it", "as planned"
    SAME_AS_LAST = "same-as-last"  # "same as last time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """How the newest entry is to be changed; None or False leaves a thing as it is.

    `position` counts sets from 0 (-1 the last; None all of them); `sets` is how many sets there really were;
    `remove` takes the set at
    `position` out. "Actually 11" is position -1, reps 11.
    """

    position: int | None = None
    reps: int | None = None
    seconds: int | None = None
    load: Load | None = None
    bodyweight: bool = False
    side: Side | None = None
    rpe: str | None = None
    sets: int | None = None
    exercise: ExerciseKey | None = None
    remove: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of several sensible readings, offered as a button.

    `shape` and `choice` are what to remember of the answer.
    """

    works: tuple[Work, ...]
    shape: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says about training.

    READ has `works`, or a `reference` (with `sets` where fewer or more sets were done than it points at,
    `but_last` for "all but the last
    set"), or a `correction`. ASK has a `question` code and two or more `options`. What was not understood stands
    in `left_over`, as typed.
    """

    status: Status
    works: tuple[Work, ...] = ()
    reference: Reference | None = None
    reference_sets: int | None = None
    but_last: int = 0
    correction: Correction | None = None
    question: str = ""
    options: tuple[Option, ...] = ()
    left_over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """What decides between readings: today's prescription, the runner's unit, locale and earlier answers.

    `exercise` and `dose` are what is prescribed (or being logged) today, None where nothing is. `usual_reps` and
    `usual_load` are the runner's
    recent values for it, for telling the absurd from the usual. `notation` is `Settings.notation`.
    """

    today: date
    unit: Unit = Unit.KG
    locale: str = "en"
    exercise: ExerciseKey | None = None
    variation: Variation | None = None
    dose: Dose | None = None
    usual_reps: int | None = None
    usual_load: Load | None = None
    notation: tuple[tuple[str, str], ...] = ()
    logging: bool = False  # an entry is open that further sets or corrections belong to
