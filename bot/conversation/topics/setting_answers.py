"""What is typed as the answer to the question of one setting."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from bot.conversation.meaning import Intent
from bot.conversation.topics.settings import (
    with_experience,
    with_quiet,
    with_time,
    with_unit,
    with_week_start,
    with_zone,
)
from bot.conversation.turn import Turn
from bot.conversation.understanding import places, times
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.oneself import read_person
from bot.conversation.understanding.quiet_hours import read_quiet_hours
from bot.conversation.understanding.time_words import TimeWords
from core.domain.load import Load, Unit
from core.domain.runner import Experience, Settings

LEAST_KG, MOST_KG = Decimal(25), Decimal(300)
Zones: TypeAlias = tuple[str, ...]
Reader: TypeAlias = Callable[[Turn, str], Settings | Zones | None]

_WEIGHT = re.compile(r"[^\d-]*?(\d{2,3}(?:[.,]\d{1,2})?)\s*(kg|kilos?|lbs?|pounds?)?[\s.!]*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,4}(?:[.,]\d{1,2})?\s*")
_CLOCK_ALONE = 2  # words of "7:40 pm"
_NO_MEANING = frozenset({None, Intent.UNKNOWN})
# What words that answer a question may seem to mean beside.
_ABOUT: Mapping[str, frozenset[Intent]] = MappingProxyType(
    {
        "zone": frozenset({Intent.TRAVEL, Intent.SET_TIME}),
        "time": frozenset({Intent.SET_TIME, Intent.LATER}),
        "days": frozenset({Intent.SET_DAYS}),
        "equipment": frozenset({Intent.SET_EQUIPMENT}),
        "unit": frozenset({Intent.SET_UNITS}),
        "weight": frozenset(),
        "experience": frozenset(),
        "quiet": frozenset({Intent.SETTINGS, Intent.SET_TIME, Intent.LATER, Intent.LOG}),
        "week": frozenset({Intent.SETTINGS, Intent.SET_DAYS}),
        "born": frozenset({Intent.SETTINGS}),
        "sex": frozenset({Intent.SETTINGS}),
    }
)
_WEEKDAY_AT_MOST = 4  # words of an answer that is a weekday
_SPAN_AT_MOST = 8  # words of one that is hours


def is_answer(turn: Turn, page: str, *, text: str) -> bool:
    """Tell whether words are meant as the answer to the question of a page, readable or not."""
    intent = turn.meaning.intent if turn.meaning else None
    if text.startswith("/"):
        return False
    if _is_plain(turn, page, text=text):
        return True
    if page == "zone" and intent is Intent.SET_TIME:
        return len(text.split()) <= _CLOCK_ALONE
    if page == "weight" and intent not in _NO_MEANING:
        return _WEIGHT.fullmatch(text.strip()) is not None or bool(turn.meaning and turn.meaning.body_weight)
    return intent in _NO_MEANING or intent in _ABOUT[page]


def _is_plain(turn: Turn, page: str, *, text: str) -> bool:
    """Tell whether words can be nothing but the answer to the question of a page."""
    match page:
        case "time" | "weight" | "born":
            return _NUMBER.fullmatch(text) is not None
        case "week":
            return len(text.split()) <= _WEEKDAY_AT_MOST and _weekday(turn, text) is not None
        case "quiet":
            return len(text.split()) <= _SPAN_AT_MOST and read_quiet_hours(text) is not None
        case _:
            return False


def read_answer(turn: Turn, page: str, *, text: str) -> Settings | Zones | None:
    """Return the settings with the answer in them, several zones where the place is ambiguous, None if unreadable."""
    return _READERS[page](turn, text)


def _read_zone(turn: Turn, text: str) -> Settings | Zones | None:
    found = places.read_zone(text, turn.local, locale=turn.texts.locale)
    if found is None:
        return None
    return with_zone(turn.logbook.settings, found.name) if found.name else found.options


def _read_time(turn: Turn, text: str) -> Settings | None:
    at = times.read_time_of_day(TimeWords.of(f"at {text}" if _NUMBER.fullmatch(text) else text, turn.texts.locale))
    return None if at is None else with_time(turn.logbook.settings, at)


def _read_days(turn: Turn, _: str) -> Settings | None:
    days = turn.meaning.days if turn.meaning else None
    return replace(turn.logbook.settings, training_days=days) if days else None


def _read_equipment(turn: Turn, _: str) -> Settings | None:
    return with_equipment(turn)


def with_equipment(turn: Turn) -> Settings | None:
    """Apply what was said of equipment: only this, this too, this no more; None where nothing was said of it."""
    meaning = turn.meaning
    if meaning is None or not (meaning.gained or meaning.lost or meaning.only):
        return None
    settings = turn.logbook.settings
    kept = frozenset() if meaning.only else settings.equipment
    return replace(settings, equipment=(kept | meaning.gained) - meaning.lost)


def _read_unit(turn: Turn, text: str) -> Settings | None:
    unit = turn.meaning.unit if turn.meaning else None
    return with_unit(turn.logbook.settings, unit or text.strip().casefold())


def _read_weight(turn: Turn, text: str) -> Settings | None:
    settings = turn.logbook.settings
    weight = turn.meaning.body_weight if turn.meaning else None
    found = _WEIGHT.fullmatch(text.strip())
    if weight is None and found is not None:
        named = (found[2] or "").casefold()
        unit = settings.unit if not named else Unit.KG if named.startswith("k") else Unit.LB
        weight = Load(text=found[1], unit=unit)
    if weight is None or not LEAST_KG <= weight.kg <= MOST_KG:
        return None
    return replace(settings, body_weight=weight)


def _read_experience(turn: Turn, text: str) -> Settings | None:
    said = text.strip().casefold()
    names = {turn.texts(f"experience-{one}").casefold(): one for one in Experience}
    return with_experience(turn.logbook.settings, names.get(said, said))


def _weekday(turn: Turn, text: str) -> int | None:
    """Return the one weekday that a text names."""
    days = {day for _, day in TimeWords.of(text, turn.texts.locale).numbered("d")}
    return days.pop() if len(days) == 1 else None


def _read_week(turn: Turn, text: str) -> Settings | None:
    day = _weekday(turn, text)
    return None if day is None else with_week_start(turn.logbook.settings, day)


def _read_quiet(turn: Turn, text: str) -> Settings | None:
    span = read_quiet_hours(text)
    return None if span is None else with_quiet(turn.logbook.settings, span)


def _read_person(turn: Turn, text: str) -> Settings | None:
    """Take age or sex, or both: "43", "1981", "woman", "43 f"."""
    told = read_person(Judged.of(text), turn.today)
    return replace(turn.logbook.settings, **told) if told else None


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "zone": _read_zone,
        "time": _read_time,
        "days": _read_days,
        "equipment": _read_equipment,
        "unit": _read_unit,
        "weight": _read_weight,
        "experience": _read_experience,
        "quiet": _read_quiet,
        "week": _read_week,
        "born": _read_person,
        "sex": _read_person,
    }
)
