"""What each intent and each button leads to."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.chat import POST_TO
from bot.conversation import judging
from bot.conversation.meaning import Intent, Meaning
from bot.conversation.topics import (
    at_hand,
    channel,
    correct,
    data,
    effort,
    importing,
    link,
    log,
    pain,
    pause,
    settings,
    setup,
    show,
    today,
    undo,
    week,
    welcome,
    wishes,
)
from bot.conversation.turn import Turn
from core.domain.reading import Reading, Status

Topic = Callable[[Turn], None]
Press = Callable[[Turn, str], None]


def _without(topic: Topic) -> Press:
    """Make a press of a topic that needs nothing more."""
    return lambda turn, _: topic(turn)


def _log(turn: Turn) -> None:
    reading = _reading(turn)
    if reading is None or reading.status is Status.NONE:
        log.pressed_other(turn, "")
        return
    before = turn.logbook
    log.log(turn, reading)
    pain.after_work(turn, before)


def _done(turn: Turn) -> None:
    """Log the day's prescription; "done but only 2 sets" carries a reading of its own."""
    reading, before = _reading(turn), turn.logbook
    if reading is not None and (reading.works or reading.reference or reading.options):
        log.log(turn, reading)
    else:
        log.done(turn, rpe=reading.correction.rpe if reading and reading.correction else None)
    pain.after_work(turn, before)


def _correct(turn: Turn) -> None:
    reading = _reading(turn)
    if reading is None or reading.correction is None:
        turn.tell("correct-nothing")
        return
    correct.correct(turn, reading.correction)


def _undo(turn: Turn) -> None:
    """Take back the last change, or the one set that is named: "remove the last set"."""
    reading = _reading(turn)
    if reading is not None and reading.correction is not None:
        correct.correct(turn, reading.correction)
        return
    undo.undo(turn)


def _reading(turn: Turn) -> Reading | None:
    return turn.meaning.reading if turn.meaning else None


def _skip(turn: Turn) -> None:
    before = turn.logbook
    today.skip(turn, reason=turn.meaning.reason if turn.meaning else "")
    pain.after_work(turn, before)


def _swap(turn: Turn) -> None:
    meaning = turn.meaning
    if meaning is not None and at_hand.is_told(meaning):
        at_hand.told(turn, meaning)
    elif meaning is not None and meaning.exercise is not None:
        today.give_named(turn, meaning.exercise)
    elif meaning is not None and meaning.variation is not None:
        today.give_one(turn, meaning.variation)
    else:
        today.swap(turn, reason=meaning.reason if meaning else "")


def _later(turn: Turn) -> None:
    meaning = turn.meaning
    if meaning is not None and meaning.when is not None:
        today.later_at(turn, meaning.when)
    elif meaning is not None and meaning.unreadable:
        turn.ask("later")
        turn.tell("time-unknown")
    else:
        today.ask_later(turn)


def _pause(turn: Turn) -> None:
    meaning = turn.meaning
    if meaning is None or meaning.when is None:
        pause.ask_pause(turn)
        return
    pause.pause(turn, since=meaning.since, end=meaning.when, reason=meaning.reason)


def _pressed_meaning(turn: Turn, name: str) -> None:
    """Do what the runner chose of several things that they could have meant."""
    if name not in set(Intent):
        turn.tell("button-old")
        return
    turn.meaning = Meaning(intent=Intent(name))
    MEANINGS[Intent(name)](turn)


MEANINGS: Mapping[Intent, Topic] = MappingProxyType(
    {
        Intent.LOG: _log,
        Intent.CORRECT: _correct,
        Intent.DONE: _done,
        Intent.TODAY: today.today,
        Intent.SKIP: _skip,
        Intent.SWAP: _swap,
        Intent.LATER: _later,
        Intent.PAUSE: _pause,
        Intent.RESUME: pause.resume,
        Intent.TOO_EASY: effort.too_easy,
        Intent.TOO_HARD: effort.too_hard,
        Intent.PAIN: pain.pain,
        Intent.ILL: wishes.ill,
        Intent.TRAVEL: wishes.travel,
        Intent.SET_TIME: wishes.set_time,
        Intent.SET_DAYS: wishes.set_days,
        Intent.SET_UNITS: wishes.set_units,
        Intent.SET_EQUIPMENT: wishes.set_equipment,
        Intent.WEEK: week.week,
        Intent.HISTORY: week.history,
        Intent.MISSING: week.missing,
        Intent.WHY: today.why,
        Intent.HOW_HEAVY: effort.how_heavy,
        Intent.SHOW: show.show,
        Intent.UNDO: _undo,
        Intent.REDO: undo.redo,
        Intent.LINK: link.link,
        Intent.EXPORT: data.export,
        Intent.IMPORT: importing.ask_for_file,
        Intent.DELETE: data.ask_delete,
        Intent.SETTINGS: wishes.settings,
        Intent.HELP: welcome.help_,
        Intent.PRIVACY: welcome.privacy,
        Intent.GREETING: welcome.greet,
        Intent.THANKS: welcome.thank,
        Intent.STOP: wishes.stop,
        Intent.UNKNOWN: welcome.unknown,
        **judging.MEANINGS,
    }
)

PRESSES: Mapping[str, Press] = MappingProxyType(
    {
        "today": _without(today.today),
        "week": _without(week.week),
        "history": _without(week.history),
        "setup": setup.begin,
        "setup-skip": setup.skip_page,
        "set": settings.open_page,
        "zone": setup.pressed_zone,
        "time": setup.pressed_time,
        "day": setup.pressed_day,
        "gear": setup.pressed_gear,
        "unit": setup.pressed_unit,
        "exp": setup.pressed_experience,
        "starts": setup.pressed_week_start,
        "quiet": setup.pressed_quiet,
        "sex": setup.pressed_sex,
        "born": setup.pressed_no_age,
        "done": log.pressed_done,
        "other": log.pressed_other,
        "opt": log.pressed_option,
        "which": log.pressed_exercise,
        "settings": _without(settings.show),
        POST_TO: channel.pressed_post_to,
        "rpe": log.ask_rating,
        "rate": log.rate,
        "move": correct.pressed_move,
        "was": correct.pressed_exercise,
        "remove": correct.pressed_remove,
        "keep": correct.pressed_keep,
        "swap": today.pressed_swap,
        "kit-always": at_hand.pressed_from_now_on,
        "kit-today": at_hand.pressed_only_today,
        "skip": today.pressed_skip,
        "later": today.ask_later,
        "later-in": today.later_in,
        "give": today.give,
        "anyway": today.anyway,
        "show": show.pressed_show,
        "fault": show.pressed_fault,
        "pause": pause.pressed_pause,
        "resume": _without(pause.resume),
        "undo": undo.pressed_undo,
        "redo": undo.pressed_redo,
        "export": _without(data.export),
        "import-yes": importing.pressed_import,
        "import-no": importing.pressed_cancel,
        "delete-not": _without(data.keep),
        "link-yes": link.pressed_yes,
        "link-no": link.pressed_no,
        "link-more": link.pressed_more,
        "link-home": link.pressed_home,
        "link-undo": link.pressed_undo,
        "unlink": link.pressed_unlink,
        "unlink-no": link.pressed_stay,
        "mean": _pressed_meaning,
        "stop-yes": _without(wishes.stop_yes),
        "stop-no": _without(wishes.stop_no),
        **judging.PRESSES,
    }
)
