"""The set-up: one question a message, each with buttons and a Skip; left at any point and gone on with later."""

from dataclasses import replace

from bot.chat import Button
from bot.conversation.meaning import Intent
from bot.conversation.settings_words import PAGES, changed_words, time_words
from bot.conversation.topics import health
from bot.conversation.topics.setting_answers import is_answer, read_answer
from bot.conversation.topics.settings import (
    ask_zone,
    confirm,
    page_buttons,
    page_text,
    quiet_named,
    with_day,
    with_experience,
    with_gear,
    with_quiet,
    with_sex,
    with_time,
    with_unit,
    with_week_start,
    with_zone,
)
from bot.conversation.topics.today import today
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.logbook import Edit, Logbook
from core.domain.runner import Settings
from core.services.change_settings import change_settings

SWITCHES = frozenset({"days", "equipment"})  # pages on which one taps several things


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


def pressed_week_start(turn: Turn, day: str) -> None:
    """Begin the week on the day of the button."""
    settle(turn, "week", settings=with_week_start(turn.logbook.settings, int(day)))


def pressed_quiet(turn: Turn, name: str) -> None:
    """Send nothing in the hours of the button."""
    settle(turn, "quiet", settings=with_quiet(turn.logbook.settings, quiet_named(name)))


def pressed_sex(turn: Turn, name: str) -> None:
    """Note the sex of the button, or leave it out."""
    settle(turn, "sex", settings=with_sex(turn.logbook.settings, name))


def pressed_no_age(turn: Turn, _: str) -> None:
    """Leave the age out."""
    settle(turn, "born", settings=replace(turn.logbook.settings, born=None))


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
    if turn.asked is None:
        return False
    page = turn.asked.facts["page"]
    if in_setup(turn) and _passes_over(turn, page):
        skip_page(turn, page)
        return True
    if not is_answer(turn, page, text=text):
        return False
    match read_answer(turn, page, text=text):
        case Settings() as settings:
            settle(turn, page, settings=settings)
        case tuple(zones):
            ask_zone(turn, zones)
        case None:
            explain(turn)
    return True


def _passes_over(turn: Turn, page: str) -> bool:
    """Tell whether words leave a page of the set-up as it is: "skip", and "done" where one taps several things."""
    intent = turn.meaning.intent if turn.meaning else None
    return intent is Intent.SKIP or (page in SWITCHES and intent is Intent.DONE)


def explain(turn: Turn) -> None:
    """Say in one sentence how the open page can be answered; outside of the set-up that is said once."""
    page = turn.asked.facts["page"] if turn.asked else PAGES[0]
    turn.say(turn.texts(f"{page}-unknown"), *_buttons(turn, page))
    if not in_setup(turn):
        turn.asked = None


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
    before = turn.logbook
    turn.logbook = change_settings(before, settings, at=turn.now)
    _mark(turn, page)
    _ask_after(turn, page, told=before)


def _switched(turn: Turn, page: str, *, settings: Settings) -> None:
    turn.logbook = change_settings(turn.logbook, settings, at=turn.now)
    turn.say(page_text(turn, page), *_buttons(turn, page))


def _mark(turn: Turn, page: str) -> None:
    """Note that a question was answered or passed over; that alone is nothing to undo."""
    before = turn.logbook.settings
    after = replace(before, set_up=before.set_up | {page})
    turn.logbook = turn.logbook.write(Edit(before=before, after=after))


def _ask(turn: Turn, page: str, *, intro: str = "", undo: tuple[Button, ...] = ()) -> None:
    turn.ask("setup", page=page)
    turn.say(intro + page_text(turn, page), *_buttons(turn, page), undo)


def _ask_after(turn: Turn, page: str, *, told: Logbook | None = None) -> None:
    """Ask the next question, after saying what was understood of the answer to the last one."""
    changed = told is not None and told.cursor != turn.logbook.cursor
    intro = f"{_understood(turn, told)}\n" if told and changed else ""
    undo = (undo_button(turn),) if changed else ()
    following = PAGES[PAGES.index(page) + 1 :]
    if following:
        _ask(turn, following[0], intro=intro, undo=undo)
        return
    turn.asked = None
    turn.say(intro + turn.texts("setup-done", time=time_words(turn.logbook.settings.reminder_time)), undo)
    health.ask_once(turn)
    today(turn)


def _understood(turn: Turn, before: Logbook) -> str:
    what = changed_words(turn.texts, before=before.settings, after=turn.logbook.settings)
    return turn.texts("settings-changed", what=what)


def _buttons(turn: Turn, page: str) -> tuple[tuple[Button, ...], ...]:
    rows = page_buttons(turn, page)
    if not in_setup(turn):
        return rows
    key = "button-page-done" if page in SWITCHES else "button-skip-page"
    return (*rows, (turn.button(key, f"setup-skip:{page}"),))
