"""Settings changed in words, and what a runner says of themselves and their day."""

import re
from dataclasses import replace

from bot.chat import Said
from bot.conversation.topics import at_hand, health, pause, setup, today
from bot.conversation.topics.setting_answers import LEAST_KG, MOST_KG
from bot.conversation.topics.settings import ask_zone, confirm, open_page, show, with_quiet, with_time, with_zone
from bot.conversation.turn import Turn
from bot.conversation.understanding import places
from bot.conversation.understanding.oneself import GROWN
from core.domain.facts import Condition
from core.domain.load import Load
from core.domain.runner import Sex

_NEGATIVE = re.compile(r"(?:^|\s)[-\u2212]\s*\d")


def set_time(turn: Turn) -> None:
    """Move the reminder to the time that was said, and to the days where several were."""
    meaning = turn.meaning
    if meaning is not None and meaning.at is not None:
        settings = with_time(turn.logbook.settings, meaning.at)
        days = meaning.days if len(meaning.days) > 1 else settings.training_days
        confirm(turn, replace(settings, training_days=days))
        return
    _ask_again(turn, "time")


def set_days(turn: Turn) -> None:
    """Train on the days that were said."""
    days = turn.meaning.days if turn.meaning else None
    if days:
        confirm(turn, replace(turn.logbook.settings, training_days=days))
        return
    _ask_again(turn, "days")


def set_units(turn: Turn) -> None:
    """Count weight in the unit that was said."""
    unit = turn.meaning.unit if turn.meaning else None
    if unit is not None:
        confirm(turn, replace(turn.logbook.settings, unit=unit))
        return
    _ask_again(turn, "unit")


def set_equipment(turn: Turn) -> None:
    """Note what the runner has now, or change today's exercise where it is only for today."""
    meaning = turn.meaning
    if meaning is None or not at_hand.is_told(meaning):
        _ask_again(turn, "equipment")
        return
    at_hand.told(turn, meaning)


def settings(turn: Turn) -> None:
    """Show the settings, or note what the runner said of themselves."""
    meaning = turn.meaning
    if meaning is None:
        show(turn)
    elif meaning.condition is not None:
        health.told_condition(turn, meaning.condition)
    elif meaning.body_weight is not None:
        set_weight(turn, meaning.body_weight)
    elif meaning.quiet_hours is not None:
        confirm(turn, with_quiet(turn.logbook.settings, meaning.quiet_hours))
    elif meaning.week_starts is not None:
        confirm(turn, replace(turn.logbook.settings, week_starts=meaning.week_starts))
    elif meaning.born is not None or meaning.sex is not None:
        set_person(turn, born=meaning.born, sex=meaning.sex)
    elif meaning.unreadable == "quiet":
        open_page(turn, "quiet")
    elif meaning.unreadable:
        _ask_again(turn, meaning.unreadable)
    else:
        show(turn)


def set_person(turn: Turn, *, born: int | None, sex: Sex | None) -> None:
    """Note age and sex; who is under 16 is coached in technique and easy raises."""
    before = turn.logbook.settings
    confirm(turn, replace(before, born=before.born if born is None else born, sex=before.sex if sex is None else sex))
    if born is not None and turn.today.year - born < GROWN:
        health.told_condition(turn, Condition.UNDER_16)


def set_weight(turn: Turn, weight: Load) -> None:
    """Note the body weight; what no grown person weighs is asked for again."""
    negative = isinstance(turn.event, Said) and _NEGATIVE.search(turn.event.text)
    if not negative and LEAST_KG <= weight.kg <= MOST_KG:
        confirm(turn, replace(turn.logbook.settings, body_weight=weight))
        return
    turn.tell("weight-unknown")


def travel(turn: Turn) -> None:
    """Move to another time zone, or pause for a journey."""
    meaning = turn.meaning
    doubtful = meaning is not None and meaning.intent is None  # "I'm in Nowhereville"
    if meaning is not None and meaning.zone_options:
        ask_zone(turn, meaning.zone_options)
        return
    moved = with_zone(turn.logbook.settings, meaning.zone) if meaning and meaning.zone else None
    if moved is not None:
        confirm(turn, moved)
    elif doubtful or (meaning is not None and meaning.unreadable == "zone"):
        turn.ask("setting", page="zone")
        turn.tell("zone-unknown")
    elif meaning is not None and meaning.when is not None:
        pause.pause(turn, since=meaning.since, end=meaning.when, reason="travelling")
    else:
        turn.tell("travel-ask")


def located(turn: Turn, latitude: float, *, longitude: float) -> None:
    """Move to the time zone of a shared place."""
    moved = with_zone(turn.logbook.settings, places.zone_at(latitude, longitude=longitude))
    if moved is None:
        turn.tell("zone-unknown")
        return
    setup.settle(turn, "zone", settings=moved)


def ill(turn: Turn) -> None:
    """Pause until the runner expects to be well, or leave out today."""
    meaning = turn.meaning
    if meaning is not None and meaning.when is not None:
        pause.pause(turn, since=meaning.since, end=meaning.when, reason="ill")
        return
    today.skip(turn, reason="ill")
    turn.add_line(turn.texts("ill-longer"))
    turn.add_buttons(*pause.length_buttons(turn))


def stop(turn: Turn) -> None:
    """Ask before the messages stop."""
    turn.tell("stop-ask", (turn.button("button-stop-yes", "stop-yes"), turn.button("button-stop-no", "stop-no")))


def stop_yes(turn: Turn) -> None:
    """Send no more messages until the runner writes."""
    pause.pause(turn, end=None, reason="stopped")


def stop_no(turn: Turn) -> None:
    """Go on as before."""
    turn.tell("not-stopped")


def _ask_again(turn: Turn, page: str) -> None:
    """Say how a setting can be said, where it was tried in vain; else open its page."""
    if turn.meaning is not None and turn.meaning.unreadable:
        turn.ask("setting", page=page)
        turn.tell(f"{page}-unknown")
        return
    open_page(turn, page)
