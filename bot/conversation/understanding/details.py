"""Filling a decided meaning with what its intent carries."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any, TypeAlias

from bot.conversation.meaning import Intent, Meaning
from bot.conversation.understanding.clock import read_clock
from bot.conversation.understanding.context import UnderstandingContext
from bot.conversation.understanding.evidence import Heard, read_sides
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.places import by_clock, by_offset
from bot.conversation.understanding.slots import (
    body_weight,
    equipment,
    exercise,
    pain_level,
    pain_place,
    pain_side,
    reason,
    training_days,
    unit,
    variation,
)
from bot.conversation.understanding.times import read_day, read_moment, read_span, read_time_of_day
from core.domain.exercise import Variation

Slots: TypeAlias = dict[str, Any]
_OF_TODAY = ("today", "hotel", "travel", "holiday", "here", "noise", "taken", "bare")
_Reader: TypeAlias = Callable[[Heard, UnderstandingContext], Slots]


def fill(meaning: Meaning, heard: Heard, *, context: UnderstandingContext) -> Meaning:
    """Return the meaning with the slots of its intent."""
    reader = _READERS.get(meaning.intent) if meaning.intent else None
    if reader is None:
        return meaning
    slots = reader(heard, context)
    return replace(meaning, **slots) if slots else meaning


def _pain(heard: Heard, _context: UnderstandingContext) -> Slots:
    return {"level": pain_level(heard), "place": pain_place(heard), "side": pain_side(heard)}


def _later(heard: Heard, context: UnderstandingContext) -> Slots:
    when = read_moment(heard.times, context.now, usual=context.usual)
    return {"when": when, "unreadable": "" if when or not _bad_clock(heard) else "time"}


def _break(heard: Heard, context: UnderstandingContext) -> Slots:
    span = read_span(heard.times, context.now)
    why = reason(heard)
    if span is None:
        return {"reason": why} if why else {}
    if heard.said("resume") and span.since is not None:  # "back next week" is the end of it
        return {"when": span.since, "since": None, "reason": why}
    return {"when": span.end, "since": span.since, "reason": why}


def _travel(heard: Heard, context: UnderstandingContext) -> Slots:
    zone = heard.place or by_offset(heard.text, context.now)
    if zone is None and heard.said("here"):
        zone = by_clock(heard.text, context.now, locale=context.locale)
    if zone is None:
        sought = heard.said("located") or heard.said("zone") or heard.said("here")
        return _break(heard, context) | {"unreadable": "zone" if sought else ""}
    return _break(heard, context) | {"zone": zone.name, "zone_options": zone.options}


def _race(heard: Heard, context: UnderstandingContext) -> Slots:
    day = read_day(heard.times, context.now.date())
    when = datetime.combine(day, time(), tzinfo=context.now.tzinfo) if day else None
    denied = heard.said("not") or heard.said("lost")  # "no long run on Sunday" names the Sunday, not the other days
    days = frozenset(day for _, day in heard.times.numbered("d")) if denied else training_days(heard)
    return {"when": when, "days": days, "question": heard.text.strip()}


def _test(heard: Heard, _context: UnderstandingContext) -> Slots:
    sides = read_sides(heard.words, heard.hits)
    return {"raises": sides} if sides else {}


def _skip(heard: Heard, _context: UnderstandingContext) -> Slots:
    return {"reason": reason(heard)}


def _swap(heard: Heard, context: UnderstandingContext) -> Slots:
    why, refused = reason(heard), _refused(heard)
    told = _at_hand(heard)
    today = told["for_today"] or why in {"equipment", "noise"}
    return {
        **told,
        "reason": why,
        "for_today": today and not told["lasting"],
        "quiet": told["quiet"] or refused is Variation.PLYOMETRIC,
        "variation": None if refused else variation(heard),
        "exercise": None if refused else exercise(heard, context.catalogue),
    }


def _refused(heard: Heard) -> Variation | None:
    """Return the variation that is not wanted: "no hops today"."""
    denied = {hit.end for hit in heard.hits if hit.concept == "not"}
    return next((Variation(hit.concept[2:]) for hit in heard.kinds("v") if hit.start in denied), None)


def _at_hand(heard: Heard) -> Slots:
    """Gather what there is to train with, for how long that holds, and whether it has to be quiet."""
    gained, lost, only = equipment(heard)
    judged = Judged.of(heard.words)
    return {
        "gained": gained,
        "lost": lost,
        "only": only or heard.said("hotel") or heard.said("bare"),
        "for_today": any(heard.said(one) for one in _OF_TODAY),
        "lasting": judged.said("lasting") and not heard.said("taken"),
        "owned": judged.said("owned"),
        "quiet": heard.said("noise"),
    }


def _set_time(heard: Heard, _context: UnderstandingContext) -> Slots:
    at = read_time_of_day(heard.times)
    return {
        "at": at,
        "days": training_days(heard),
        "unreadable": "time" if at is None and _tried_clock(heard) else "",
    }


def _set_days(heard: Heard, context: UnderstandingContext) -> Slots:
    return {"days": training_days(heard, now=context.training_days)}


def _set_units(heard: Heard, _context: UnderstandingContext) -> Slots:
    return {"unit": unit(heard)}


def _set_equipment(heard: Heard, _context: UnderstandingContext) -> Slots:
    return _at_hand(heard)


def _settings(heard: Heard, context: UnderstandingContext) -> Slots:
    if not (heard.said("weigh") or heard.said("u")):
        return {}
    weight = body_weight(heard, context.reading.unit)
    return {"body_weight": weight, "unit": weight.unit if weight else None}


def _about(heard: Heard, context: UnderstandingContext) -> Slots:
    named = exercise(heard, context.catalogue)
    return {"variation": variation(heard), "exercise": named, "question": heard.text.strip()}


def _bad_clock(heard: Heard) -> bool:
    clock = read_clock(heard.times)
    return clock is not None and not clock.valid


def _tried_clock(heard: Heard) -> bool:
    return any(word[0].isdecimal() for word in heard.words)


_READERS: Mapping[Intent, _Reader] = {
    Intent.PAIN: _pain,
    Intent.LATER: _later,
    Intent.PAUSE: _break,
    Intent.RESUME: _break,
    Intent.ILL: _break,
    Intent.TRAVEL: _travel,
    Intent.SKIP: _skip,
    Intent.RACE: _race,
    Intent.TEST: _test,
    Intent.SWAP: _swap,
    Intent.SET_TIME: _set_time,
    Intent.SET_DAYS: _set_days,
    Intent.SET_UNITS: _set_units,
    Intent.SET_EQUIPMENT: _set_equipment,
    Intent.SETTINGS: _settings,
    Intent.WHY: _about,
    Intent.SHOW: _about,
    Intent.HOW_HEAVY: _about,
    Intent.QUESTION: _about,
    Intent.MISSING: _about,
}
