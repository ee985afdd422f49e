"""The set-up: one question a message, each with buttons and a Skip; left at any point and gone on with later."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.chat import Button
from bot.conversation.settings_words import PAGES, time_words
from bot.conversation.topics.settings import (
    confirm,
    page_buttons,
    page_text,
    with_day,
    with_experience,
    with_gear,
    with_time,
    with_unit,
    with_zone,
)
from bot.conversation.topics.today import today
from bot.conversation.turn import Turn
from bot.conversation.understanding import places, times
from core.domain.load import Load, Unit
from core.domain.logbook import Edit
from core.domain.runner import Settings
from core.services.change_settings import change_settings

LEAST_KG, MOST_KG = Decimal(25), Decimal(300)
SWITCHES = frozenset({"days", "equipment"})  # pages on which one taps several things
_WEIGHT = re.compile(r"\D*(\d{2,3}(?:[.,]\d{1,2})?)\s*(kg|kilos?|lbs?|pounds?)?\D*", re.IGNORECASE)


def begin(turn: Turn, _: str = "") -> None:
    """Ask the first question that was not answered or passed over yet; all of them again when all were."""
    asked = turn.logbook.settings.set_up
    page = next((one for one in PAGES if one not in asked), PAGES[0])
    _ask(turn, page)


def skip_page(turn: Turn, page: str) -> None:
    """Pass over a question, or leave a page of switches as it is now."""
    _mark(turn, page)
    _ask_after(turn, page)


def pressed_zone(turn: Turn, zone: str) -> None:
    """Move to the time zone of the button."""
    settle(turn, "zone", settings=with_zone(turn.logbook.settings, zone))


def pressed_time(turn: Turn, at: str) -> None:
    """Move the reminder to the time of the button."""
    hour, _, minute = at.partition(":")
    settings = turn.logbook.settings
    settle(
        turn, "time", settings=with_time(settings, settings.reminder_time.replace(hour=int(hour), minute=int(minute)))
    )


def pressed_unit(turn: Turn, name: str) -> None:
    """Count weight in the unit of the button."""
    settle(turn, "unit", settings=with_unit(turn.logbook.settings, name))


def pressed_experience(turn: Turn, name: str) -> None:
    """Note the experience of the button."""
    settle(turn, "experience", settings=with_experience(turn.logbook.settings, name))


def pressed_day(turn: Turn, day: str) -> None:
    """Switch a training day on or off, and show the page as it is now."""
    settings = with_day(turn.logbook.settings, int(day))
    if settings is None:
        turn.say(turn.texts("days-none"), beside=True)
        return
    _switched(turn, "days", settings=settings)


def pressed_gear(turn: Turn, name: str) -> None:
    """Switch a piece of equipment on or off, and show the page as it is now."""
    settings = with_gear(turn.logbook.settings, name)
    if settings is not None:
        _switched(turn, "equipment", settings=settings)


def answer(turn: Turn, text: str) -> bool:
    """Take words as the answer to the open page; False where they are about something else."""
    asked = turn.asked
    if asked is None:
        return False
    page = asked.facts["page"]
    settings = _READERS[page](turn, text)
    if settings is None:
        return False
    settle(turn, page, settings=settings)
    return True


def explain(turn: Turn) -> None:
    """Say in one sentence how the open page can be answered."""
    page = turn.asked.facts["page"] if turn.asked else PAGES[0]
    turn.say(turn.texts(f"{page}-unknown"), *_buttons(turn, page))


def in_setup(turn: Turn) -> bool:
    """Tell whether the open question is part of the set-up."""
    return turn.asked is not None and turn.asked.topic == "setup"


def settle(turn: Turn, page: str, *, settings: Settings | None) -> None:
    """Put an answer in force, and go on with the set-up where it is under way."""
    if settings is None:
        turn.tell(f"{page}-unknown")
        return
    if not in_setup(turn):
        turn.asked = None
        confirm(turn, settings)
        return
    turn.logbook = change_settings(turn.logbook, settings, at=turn.now)
    _mark(turn, page)
    _ask_after(turn, page)


def _switched(turn: Turn, page: str, *, settings: Settings) -> None:
    turn.logbook = change_settings(turn.logbook, settings, at=turn.now)
    turn.say(page_text(turn, page), *_buttons(turn, page))


def _mark(turn: Turn, page: str) -> None:
    """Note that a question was answered or passed over; that alone is nothing to undo."""
    before = turn.logbook.settings
    after = replace(before, set_up=before.set_up | {page})
    turn.logbook = turn.logbook.write(Edit(before=before, after=after))


def _ask(turn: Turn, page: str) -> None:
    turn.ask("setup", page=page)
    turn.say(page_text(turn, page), *_buttons(turn, page))


def _ask_after(turn: Turn, page: str) -> None:
    following = PAGES[PAGES.index(page) + 1 :]
    if following:
        _ask(turn, following[0])
        return
    turn.asked = None
    turn.tell("setup-done", time=time_words(turn.logbook.settings.reminder_time))
    today(turn)


def _buttons(turn: Turn, page: str) -> tuple[tuple[Button, ...], ...]:
    rows = page_buttons(turn, page)
    if not in_setup(turn):
        return rows
    key = "button-page-done" if page in SWITCHES else "button-skip-page"
    return (*rows, (turn.button(key, f"setup-skip:{page}"),))


def _read_zone(turn: Turn, text: str) -> Settings | None:
    found = places.find_zones(text, now=turn.now)
    return with_zone(turn.logbook.settings, found[0]) if len(found) == 1 else None


def _read_time(turn: Turn, text: str) -> Settings | None:
    at = times.read_wall_time(text, locale=turn.texts.locale)
    return None if at is None else with_time(turn.logbook.settings, at)


def _read_weight(turn: Turn, text: str) -> Settings | None:
    found = _WEIGHT.fullmatch(text.strip())
    if found is None:
        return None
    settings = turn.logbook.settings
    named = (found[2] or "").casefold()
    unit = settings.unit if not named else Unit.KG if named.startswith("k") else Unit.LB
    weight = Load(text=found[1], unit=unit)
    return replace(settings, body_weight=weight) if LEAST_KG <= weight.kg <= MOST_KG else None


def _read_unit(turn: Turn, text: str) -> Settings | None:
    unit = turn.meaning.unit if turn.meaning else None
    return with_unit(turn.logbook.settings, unit or text.strip().casefold())


def _read_days(turn: Turn, _: str) -> Settings | None:
    days = turn.meaning.days if turn.meaning else None
    return replace(turn.logbook.settings, training_days=days) if days else None


def _read_equipment(turn: Turn, _: str) -> Settings | None:
    meaning = turn.meaning
    if meaning is None or not (meaning.gained or meaning.lost or meaning.only):
        return None
    settings = turn.logbook.settings
    kept = frozenset() if meaning.only else settings.equipment
    return replace(settings, equipment=(kept | meaning.gained) - meaning.lost)


def _read_experience(turn: Turn, text: str) -> Settings | None:
    return with_experience(turn.logbook.settings, text.strip().casefold())


_READERS: dict[str, Callable[[Turn, str], Settings | None]] = {
    "zone": _read_zone,
    "time": _read_time,
    "days": _read_days,
    "equipment": _read_equipment,
    "unit": _read_unit,
    "weight": _read_weight,
    "experience": _read_experience,
}
