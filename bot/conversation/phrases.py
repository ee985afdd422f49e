"""Values of the coach as words: days, loads, doses, the exercise of a day."""

from dataclasses import replace
from datetime import date

from bot.conversation.texts import Fact, Texts
from bot.conversation.turn import Scene
from core.domain.exercise import Exercise, ExerciseKey, LoadKind, Measure, Variation
from core.domain.load import Load, Unit
from core.domain.notation import write
from core.domain.prescription import Dose, Prescription, Reason
from core.domain.training import Entry, TrainingSet
from core.services.log_sets import planned_sets

ONE_WEEK = 7
NO_DAY = "none"  # what a message chooses by where there is no day


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


def day_words(scene: Scene, day: date) -> str:
    """Say a day as people do: today, yesterday, Wednesday, Mon 2 March."""
    distance = (day - scene.today).days
    near = {0: "day-today", -1: "day-yesterday", 1: "day-tomorrow"}
    if distance in near:
        return scene.texts(near[distance])
    if abs(distance) < ONE_WEEK:
        return scene.texts("weekday", day=day.weekday())
    return date_words(scene, day)


def when_words(scene: Scene, day: date) -> str:
    """Say on which day something is: yesterday, on Wednesday, on Mon 2 March."""
    words = day_words(scene, day)
    return words if abs((day - scene.today).days) <= 1 else scene.texts("on-day", day=words)


def date_words(scene: Scene, day: date) -> str:
    """Say a date with its weekday, and with its year where that is another one."""
    texts = scene.texts
    weekday, month = texts("weekday-short", day=day.weekday()), texts("month", month=day.month)
    if day.year == scene.today.year:
        return texts("day-in-month", weekday=weekday, day=day.day, month=month)
    return texts("day-in-year", weekday=weekday, day=day.day, month=month, year=str(day.year))


def sets_words(scene: Scene, sets: tuple[TrainingSet, ...], *, exercise: Exercise | None) -> str:
    """Say sets in the notation that the reader reads back; `exercise` None is one that is not known yet."""
    if exercise is None:
        return write(sets, words=scene.texts.notation)
    if exercise.load_kind is LoadKind.NONE:  # a landing always carries the body alone: that is not worth a word
        sets = tuple(replace(one, bodyweight=False) for one in sets)
    contacts = exercise.measure is Measure.CONTACTS
    return write(sets, words=scene.texts.notation, contacts=contacts)


def entry_words(scene: Scene, entry: Entry) -> str:
    """Say an entry: the exercise and its sets."""
    exercise = scene.catalogue[entry.exercise]
    return scene.texts("entry", exercise=exercise.name, sets=sets_words(scene, entry.sets, exercise=exercise))


def dose_words(scene: Scene, dose: Dose, *, exercise: Exercise) -> str:
    """Say a dose: sets, reps, load, and what to do where no load is known yet."""
    words = sets_words(scene, planned_sets(dose, exercise), exercise=exercise)
    if dose.sets == 1 and dose.measure is not Measure.SECONDS:  # "1 × 25 s" says it already
        words = f"1 × {words}"
    if exercise.load_kind is LoadKind.PER_HAND and dose.load is not None:
        words = scene.texts("dose-per-hand", sets=words)
    if dose.load is None and not dose.bodyweight and exercise.load_kind is not LoadKind.NONE:
        words = scene.texts("dose-find-weight", sets=words, reserve=dose.reserve)
    if dose.extra_weaker:
        words = scene.texts("dose-extra-weaker", sets=words, extra=dose.extra_weaker)
    return words


def rest_words(texts: Texts, seconds: int) -> str:
    """Say a rest between sets."""
    minutes, rest = divmod(seconds, 60)
    return texts("rest-seconds", seconds=seconds) if rest else texts("rest-minutes", minutes=minutes)


def reason_words(scene: Scene, reason: Reason, *, form: str = "reason") -> str:
    """Say one reason of a decision, in full or in its `brief` form."""
    facts: dict[str, Fact] = {name: fact_words(scene, name, text=text) for name, text in reason.facts}
    return scene.texts(f"{form}-{reason.code}", **facts)


def fact_words(scene: Scene, name: str, *, text: str) -> Fact:
    """Say one fact of a reason: keys, dates and loads as words, counts as numbers, so that plurals come right.

    A code such as `because` stays what it is, for the message to choose by; so does `none` for a day that is not there.
    """
    match name:
        case "variation":
            return variation_words(scene.texts, Variation(text))
        case "exercise":
            return scene.catalogue[ExerciseKey(text)].name
        case "missing" | "extra":
            return scene.texts.several([scene.texts(f"equipment-{one}") for one in text.split(",")])
        case "day":
            return when_words(scene, date.fromisoformat(text)) if text else NO_DAY
        case "until":
            return day_words(scene, date.fromisoformat(text)) if text else NO_DAY
        case _:
            return _amount_words(scene.texts, text)


def _amount_words(texts: Texts, text: str) -> Fact:
    """Say a count or a load; any other text is a code."""
    if text.isdecimal():
        return int(text)
    amount, _, unit = text.partition(" ")
    if unit not in set(Unit):
        return text
    load = Load(text=amount, unit=Unit(unit))
    return load_words(texts, load) if load.amount else texts("load-body")


def last_time(scene: Scene, prescription: Prescription) -> Entry | None:
    """Return the newest entry of the prescribed exercise before its day."""
    earlier = [
        one for one in scene.logbook.entries if one.exercise == prescription.exercise and one.day < prescription.day
    ]
    return earlier[-1] if earlier else None
