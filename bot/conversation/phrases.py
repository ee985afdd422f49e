"""Values of the coach as words: days, loads, doses, the exercise of a day."""

from datetime import date, timedelta

from bot.conversation.texts import Texts
from bot.conversation.turn import Turn
from core.domain.exercise import Exercise, LoadKind, Variation
from core.domain.load import Load
from core.domain.notation import write
from core.domain.prescription import Dose, Prescription, Reason
from core.domain.training import Entry, TrainingSet
from core.services.log_sets import planned_sets

ONE_WEEK = 7


def load_words(texts: Texts, load: Load) -> str:
    """Say a load as it was typed, with its unit."""
    return f"{load.text} {texts(f'unit-{load.unit}')}"


def variation_words(texts: Texts, variation: Variation) -> str:
    """Say a variation."""
    return texts(f"variation-{variation}")


def weekday_words(texts: Texts, weekdays: frozenset[int]) -> str:
    """Say training days, short."""
    if len(weekdays) == ONE_WEEK:
        return texts("every-day")
    return texts.several([texts("weekday-short", day=one) for one in sorted(weekdays)])


def day_words(turn: Turn, day: date) -> str:
    """Say a day as people do: today, yesterday, Wednesday, Mon 2 March."""
    distance = (day - turn.today).days
    near = {0: "day-today", -1: "day-yesterday", 1: "day-tomorrow"}
    if distance in near:
        return turn.texts(near[distance])
    if abs(distance) < ONE_WEEK:
        return turn.texts("weekday", day=day.weekday())
    return date_words(turn.texts, day)


def date_words(texts: Texts, day: date) -> str:
    """Say a date with its weekday."""
    weekday = texts("weekday-short", day=day.weekday())
    return texts("day-in-month", weekday=weekday, day=day.day, month=texts("month", month=day.month))


def sets_words(turn: Turn, sets: tuple[TrainingSet, ...], exercise: Exercise) -> str:
    """Say sets in the notation that the reader reads back."""
    return write(sets, exercise=exercise, locale=turn.texts.locale)


def entry_words(turn: Turn, entry: Entry) -> str:
    """Say an entry: the exercise and its sets."""
    exercise = turn.catalogue[entry.exercise]
    return turn.texts("entry", exercise=exercise.name, sets=sets_words(turn, entry.sets, exercise))


def dose_words(turn: Turn, dose: Dose, exercise: Exercise) -> str:
    """Say a dose: sets, reps, load, and what to do where no load is known yet."""
    words = sets_words(turn, planned_sets(dose, exercise), exercise)
    if exercise.load_kind is LoadKind.PER_HAND and dose.load is not None:
        words = turn.texts("dose-per-hand", sets=words)
    if dose.load is None and not dose.bodyweight and exercise.load_kind is not LoadKind.NONE:
        words = turn.texts("dose-find-weight", sets=words, reserve=dose.reserve)
    if dose.extra_weaker:
        words = turn.texts("dose-extra-weaker", sets=words, extra=dose.extra_weaker)
    return words


def rest_words(texts: Texts, seconds: int) -> str:
    """Say a rest between sets."""
    minutes, rest = divmod(seconds, 60)
    return texts("rest-seconds", seconds=seconds) if rest else texts("rest-minutes", minutes=minutes)


def reason_words(turn: Turn, reason: Reason) -> str:
    """Say one reason of a decision."""
    facts = dict(reason.facts)
    if "variation" in facts:
        facts["variation"] = turn.texts(f"variation-{facts['variation']}")
    if "exercise" in facts:
        facts["exercise"] = turn.catalogue.exercises[facts["exercise"]].name  # type: ignore[index]
    return turn.texts(f"reason-{reason.code}", **facts)


def last_time(turn: Turn, prescription: Prescription) -> Entry | None:
    """Return the newest entry of the prescribed exercise before its day."""
    earlier = [
        one for one in turn.logbook.entries if one.exercise == prescription.exercise and one.day < prescription.day
    ]
    return earlier[-1] if earlier else None


def week_of(turn: Turn, day: date) -> tuple[date, date]:
    """Return the first and last day of the runner's week that holds `day`."""
    first = day - timedelta(days=(day.weekday() - turn.logbook.settings.week_starts) % ONE_WEEK)
    return first, first + timedelta(days=ONE_WEEK - 1)
