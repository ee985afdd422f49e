"""The pure part of `calfcoach parse`: one message a line in, one JSON object a line out."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

from bot.conversation.meaning import Intent, Meaning
from bot.conversation.understanding import UnderstandingContext, understand
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Catalogue, Measure
from core.domain.load import Load, Unit
from core.domain.notation import read
from core.domain.prescription import Dose, Effort
from core.domain.reading import Correction, Option, Reading, ReadingContext, Reference, Status, Work
from core.domain.training import TrainingSet

Json: TypeAlias = dict[str, Any]

_REST_SECONDS = 120
_RPE = Decimal(8)
_RESERVE = 2
_WHICH_INTENT = "which-intent"
_TIMED = frozenset({Intent.LATER, Intent.PAUSE, Intent.ILL, Intent.TRAVEL, Intent.RACE, Intent.RESUME})


def parse_lines(
    lines: Iterable[str],
    *,
    unit: str = Unit.KG,
    expect: str | None = None,
    locale: str = "en",
    now: datetime,
) -> Iterator[str]:
    """Yield, for each line, the JSON of what it means at `now`, local in its zone; `expect` is the day's prescription.

    Raises ValueError where `unit` is none.
    """
    context = _context(now, unit=Unit(unit), locale=locale, catalogue=load_catalogue())
    if expect:
        context = replace(context, reading=_expecting(expect, context))
    for line in lines:
        text = line.rstrip("\r\n")
        yield json.dumps(as_json(text, understand(text, context), context=context), ensure_ascii=False)


def as_json(text: str, meaning: Meaning, *, context: UnderstandingContext) -> Json:
    """Return the JSON object of one understood text."""
    reading = meaning.reading or Reading(status=Status.NONE)
    works = reading.works or _referred(reading, context)
    first = works[0] if works else Work(sets=())
    result: Json = {
        "text": text,
        "status": _status(meaning, reading),
        "exercise": first.exercise or meaning.exercise,
        "date": first.day.isoformat() if first.day else None,
        "intent": meaning.intent.value if meaning.intent else None,
        "sets": [_set(one, context) for work in works for one in work.sets],
        "left_over": _left_over(text, meaning, reading=reading),
        "question": _question(meaning, reading),
        "options": _options(meaning, reading, context=context),
    }
    if len(works) > 1:
        result["works"] = [_work(work, context) for work in works]
    if note := first.note:
        result["note"] = note
    if reading.correction is not None:
        result["correction"] = _correction(reading.correction)
    return result | _carried(meaning)


def _context(now: datetime, *, unit: Unit, locale: str, catalogue: Catalogue) -> UnderstandingContext:
    """Return the context of a runner of whom only unit and locale are known."""
    reading = ReadingContext(today=now.date(), unit=unit, locale=locale)
    return UnderstandingContext(reading=reading, now=now, catalogue=catalogue)


def _expecting(expect: str, context: UnderstandingContext) -> ReadingContext:
    """Return the context of a day on which the work that `expect` describes is prescribed."""
    reading = read(expect, context.reading, context.catalogue)
    works = reading.works or (reading.options[0].works if reading.options else ())
    if not works or not works[0].sets:
        return context.reading
    work = works[0]
    exercise = context.catalogue[work.exercise] if work.exercise else None
    return replace(
        context.reading,
        exercise=work.exercise,
        variation=exercise.variation if exercise else None,
        dose=_dose(work, measure=exercise.measure if exercise else None),
    )


def _dose(work: Work, *, measure: Measure | None) -> Dose:
    """Return the dose that asks for such work."""
    one = work.sets[0]
    timed = Measure.SECONDS if one.seconds is not None else Measure.REPS
    return Dose(
        effort=Effort.HARD,
        sets=len(work.sets),
        reps=one.seconds or one.reps or 0,
        measure=measure or timed,
        load=one.load,
        bodyweight=one.bodyweight,
        rpe=one.rpe or _RPE,
        reserve=_RESERVE,
        rest_seconds=_REST_SECONDS,
    )


def _referred(reading: Reading, context: UnderstandingContext) -> tuple[Work, ...]:
    """Return the work of today that a text points at instead of telling it."""
    dose = context.reading.dose
    if reading.reference is not Reference.AS_PLANNED or dose is None:
        return ()
    count = reading.reference_sets if reading.reference_sets is not None else dose.sets
    timed = dose.measure is Measure.SECONDS
    one = TrainingSet(
        reps=None if timed else dose.reps,
        seconds=dose.reps if timed else None,
        load=dose.load,
        bodyweight=dose.bodyweight,
    )
    return (Work(sets=(one,) * max(0, count - reading.but_last), exercise=context.reading.exercise),)


def _status(meaning: Meaning, reading: Reading) -> str:
    """Return whether it is read, asked, or nothing to log."""
    if meaning.intent is None:
        return Status.ASK.value
    return reading.status.value


def _left_over(text: str, meaning: Meaning, *, reading: Reading) -> str:
    """Return what was not understood: all of it where nothing was."""
    if meaning.intent in {None, Intent.UNKNOWN} and meaning.reading is None:
        return text
    return reading.left_over


def _question(meaning: Meaning, reading: Reading) -> str | None:
    """Return the code of what is asked."""
    return _WHICH_INTENT if meaning.intent is None else reading.question or None


def _options(meaning: Meaning, reading: Reading, *, context: UnderstandingContext) -> list[Json]:
    """Return what can be chosen: readings with their sets, or intents."""
    if meaning.intent is None:
        return [{"intent": one.value, "sets": []} for one in meaning.candidates]
    return [_option(one, context) for one in reading.options]


def _option(option: Option, context: UnderstandingContext) -> Json:
    """Return one reading to choose."""
    exercise = option.works[0].exercise if option.works else None
    sets = [_set(one, context) for work in option.works for one in work.sets]
    return {"exercise": exercise, "sets": sets, "shape": option.shape, "choice": option.choice}


def _work(work: Work, context: UnderstandingContext) -> Json:
    """Return the sets of one exercise of several."""
    return {
        "exercise": work.exercise,
        "date": work.day.isoformat() if work.day else None,
        "sets": [_set(one, context) for one in work.sets],
        "note": work.note,
    }


def _set(one: TrainingSet, context: UnderstandingContext) -> Json:
    """Return one set as the command line prints it."""
    result: Json = {
        "reps": one.reps,
        "seconds": one.seconds,
        "load": _number(one.load),
        "unit": (one.load.unit if one.load else context.reading.unit).value,
        "bodyweight": one.bodyweight,
        "side": one.side.value,
        "rpe": _rpe(one.rpe),
    }
    return result if one.reps_to is None else result | {"reps_to": one.reps_to}


def _number(load: Load | None) -> str | None:
    """Return a load as written, with a decimal point."""
    return None if load is None else load.text.replace(",", ".")


def _rpe(rpe: Decimal | None) -> int | float | None:
    """Return an effort as a JSON number."""
    if rpe is None:
        return None
    return int(rpe) if rpe == rpe.to_integral_value() else float(rpe)


def _correction(correction: Correction) -> Json:
    """Return what a correction changes."""
    values = {field.name: getattr(correction, field.name) for field in fields(correction)}
    if correction.load is not None:
        values |= {"load": _number(correction.load), "unit": correction.load.unit}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _carried(meaning: Meaning) -> Json:
    """Return what the intent carries, as far as it was said."""
    found: Json = {
        "urgency": meaning.urgency.value if meaning.urgency else None,
        "level": meaning.level,
        "place": meaning.place or None,
        "side": meaning.side or None,
        "when": _when(meaning),
        "since": meaning.since.isoformat() if meaning.since else None,
        "reason": meaning.reason or None,
        "zone": meaning.zone,
        "zones": list(meaning.zone_options) or None,
        "days": sorted(meaning.days) or None,
        "unit": meaning.unit.value if meaning.unit else None,
        "body_weight": _number(meaning.body_weight),
        "gained": _sorted(meaning.gained),
        "lost": _sorted(meaning.lost),
        "only": meaning.only or None,
        "for_today": meaning.for_today or None,
        "variation": meaning.variation.value if meaning.variation else None,
        "raises": list(meaning.raises) if meaning.raises else None,
        "unreadable": meaning.unreadable or None,
    }
    always = _always(meaning.intent)
    return {name: value for name, value in found.items() if value is not None or name in always}


def _always(intent: Intent | None) -> frozenset[str]:
    """Return the keys that an intent has even where nothing was said for them."""
    if intent is Intent.PAIN:
        return frozenset({"level", "place"})
    return frozenset({"when"}) if intent in {Intent.LATER, Intent.PAUSE, Intent.SET_TIME} else frozenset()


def _when(meaning: Meaning) -> str | None:
    """Return the moment or the time of day, ISO 8601, local."""
    if meaning.when is not None:
        return meaning.when.isoformat()
    return meaning.at.isoformat("minutes") if meaning.at else None


def _sorted(names: Iterable[str]) -> Sequence[str] | None:
    """Return names in order, None where there is none."""
    return sorted(names) or None
