"""Which topic answers: an open question first, then a command or a button, then what the text means."""

import re
from dataclasses import replace

from bot.chat import Deleted, Edited, Event, FileGiven, Located, Pressed, Reachable, Said, Sent, button_rows
from bot.conversation import judging
from bot.conversation.answers import ANSWERS
from bot.conversation.deeds import MEANINGS, PRESSES
from bot.conversation.marking import meant
from bot.conversation.meaning import Intent, Meaning
from bot.conversation.topics import (
    at_hand,
    correct,
    health,
    importing,
    link,
    today,
    welcome,
    wishes,
)
from bot.conversation.turn import Turn
from bot.conversation.understanding import UnderstandingContext, alarm_in, understand
from core.domain.account import Account
from core.domain.reading import ReadingContext
from core.services.log_sets import open_entry
from core.services.show_today import current_prescription

_AT_ONCE = frozenset(
    {
        Intent.LOG,
        Intent.PAIN,
        Intent.RED_FLAG,
        Intent.SET_TIME,
        Intent.SET_DAYS,
        Intent.SET_UNITS,
        Intent.SET_EQUIPMENT,
        Intent.TRAVEL,
        Intent.QUESTION,
        Intent.HELP,
        Intent.PRIVACY,
        Intent.EXPORT,
        Intent.IMPORT,
        Intent.DELETE,
        Intent.LINK,
    }
)  # first words that are answered before the welcome
_WITHOUT_WELCOME = frozenset(
    {Intent.RED_FLAG, Intent.EXPORT, Intent.IMPORT, Intent.DELETE, Intent.LINK}
)  # and those that are answered alone
# What may be done where it is the only thing that was possibly meant: it shows or asks, and changes nothing.
_HARMLESS = frozenset(
    {
        Intent.TODAY,
        Intent.WEEK,
        Intent.HISTORY,
        Intent.MISSING,
        Intent.WHY,
        Intent.HOW_HEAVY,
        Intent.SHOW,
        Intent.SETTINGS,
        Intent.HELP,
        Intent.TRAVEL,
        Intent.PAIN,
    }
)
# Escape sequences of terminals, and what has no shape of its own: nothing of them is said.
_UNSAID = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)|\x1b.?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]"
)
_SIGN = "sign:"  # the buttons under the question for signs that a person must look at
GOES_ON = frozenset({"setup"})  # open questions that outlive words about something else


def converse(turn: Turn) -> None:
    """Answer one event."""
    event = turn.event
    if not event.origin.private:
        _keep_private(turn)
        return
    match event:
        case Said() | FileGiven():
            _heard(turn, event)
        case Edited():
            _edited(turn, event.text)
        case Deleted():
            correct.ask_remove(turn)
        case Pressed():
            _pressed(turn, event.action)
        case Located():
            wishes.located(turn, event.latitude, longitude=event.longitude)
        case Sent():
            welcome.not_text(turn, event.kind)
        case Reachable():
            _reachable(turn, reachable=event.reachable)


def is_alarm(event: Event) -> bool:
    """Tell whether an event says that a person must look at something: it is heard even from who sends too much."""
    match event:
        case Said() | Edited() | FileGiven():
            return event.origin.private and alarm_in(readable(event.text)) is not None
        case Pressed():
            return event.action.rpartition("~")[2].startswith(_SIGN)
        case _:
            return False


def _keep_private(turn: Turn) -> None:
    """Lead to the private chat, once a message: what is edited or deleted later was answered so before."""
    if not isinstance(turn.event, Edited | Deleted):
        welcome.private_only(turn)


def _heard(turn: Turn, event: Said | FileGiven) -> None:
    """Answer what was written, and a file with nothing written beside it in one line."""
    if isinstance(event, FileGiven) and (importing.is_log(event) or not event.text):
        importing.take(turn, event.opened)
    else:
        _said(turn, event.text)


def _said(turn: Turn, written: str) -> None:
    text = readable(written)
    if not any(char.isprintable() and not char.isspace() for char in text):
        turn.tell("unknown-empty")
        return
    if link.hears_code(turn, text):
        return
    meaning = turn.meaning = understand(text, context=_context(turn))
    if judging.heard_first(turn, text):
        return
    if turn.first:
        if not _asked_at_once(turn) or not _answered(turn, text):
            _first(turn, meaning)
        return
    if meaning.intent is not Intent.RED_FLAG and _answered(turn, text):
        return
    _mean(turn, meaning)


def _first(turn: Turn, meaning: Meaning) -> None:
    """Begin with the first exercise, unless the first words were already work or a worry."""
    if meaning.intent in _AT_ONCE or at_hand.is_told(meaning):
        _mean(turn, meaning)
        if meaning.intent not in _WITHOUT_WELCOME:
            welcome.introduce(turn)
        return
    welcome.welcome(turn)


def _asked_at_once(turn: Turn) -> bool:
    """Tell whether somebody who has done nothing else yet was asked about deleting everything, or about a file."""
    return turn.asked is not None and turn.asked.topic in {"delete", importing.TOPIC}


def _answered(turn: Turn, text: str) -> bool:
    """Take the words as the answer to the open question, if there is one that they fit."""
    asked = turn.asked
    if asked is None or not asked.fresh(turn.now):
        turn.asked = None
        return False
    answer = ANSWERS.get(asked.topic)
    return answer is not None and answer(turn, text)


def _mean(turn: Turn, meaning: Meaning) -> None:
    """Do what was meant, or ask where several things are as likely."""
    if meaning.intent is None:
        _ask_intent(turn, meaning)
        return
    open_question = turn.asked
    MEANINGS[meaning.intent](turn)
    if turn.asked is open_question and open_question is not None and meaning.intent is not Intent.UNKNOWN:
        turn.asked = open_question if open_question.topic in GOES_ON else None


def _ask_intent(turn: Turn, meaning: Meaning) -> None:
    buttons = [turn.button(f"intent-{one}", f"mean:{one}") for one in meaning.candidates if _can_say(turn, one)]
    if not buttons:
        welcome.unknown(turn)
        return
    if len(buttons) == 1 and meaning.candidates[0] in _HARMLESS:
        MEANINGS[meaning.candidates[0]](turn)
        return
    turn.say(turn.texts("ask-intent"), *button_rows(buttons[:4], 2))


def _can_say(turn: Turn, intent: Intent) -> bool:
    return turn.texts.has(f"intent-{intent}")


def _edited(turn: Turn, written: str) -> None:
    text = readable(written)
    meaning = turn.meaning = understand(text, context=_context(turn))
    if meaning.intent is Intent.RED_FLAG:
        health.red_flag(turn)
    elif meaning.reading is not None and correct.correct_message(turn, meaning.reading):
        return
    elif meaning.intent is Intent.UNKNOWN:
        correct.ask_remove(turn)
    else:
        _mean(turn, meaning)


def _pressed(turn: Turn, action: str) -> None:
    key = turn.event.origin.account
    account = next((one for one in turn.logbook.accounts if one.key == key), None)
    verb, _, arg = (meant(action, account) or "").partition(":")
    press = PRESSES.get(verb)
    if press is None:
        turn.tell("button-old")
        return
    if not judging.held_back(turn, verb, arg=arg):
        press(turn, arg)


def readable(text: str) -> str:
    """Return what of a text can be read, without control characters and escapes."""
    return _UNSAID.sub(" ", text)


def _reachable(turn: Turn, *, reachable: bool) -> None:
    """Note that the runner blocked the coach, or let it in again."""
    key = turn.event.origin.account
    accounts = tuple(_reached(one, reachable=reachable) if one.key == key else one for one in turn.logbook.accounts)
    turn.logbook = replace(turn.logbook, accounts=accounts)
    if reachable and turn.first:
        welcome.welcome(turn)
    elif reachable:
        today.today(turn)
        turn.open_with(turn.texts("welcome-back"))


def _reached(account: Account, *, reachable: bool) -> Account:
    return replace(account, reachable=reachable)


def _context(turn: Turn) -> UnderstandingContext:
    """Gather what decides between the readings of a text."""
    settings_now = turn.logbook.settings
    prescription = turn.about or current_prescription(turn.logbook, turn.training_day)
    going_on = open_entry(turn.logbook, turn.now)
    key = prescription.exercise if prescription else going_on.exercise if going_on else None
    reading = ReadingContext(
        today=turn.training_day,
        unit=settings_now.unit,
        locale=settings_now.locale,
        exercise=key,
        variation=turn.catalogue[key].variation if key else None,
        dose=prescription.dose if prescription else None,
        notation=settings_now.notation,
        logging=going_on is not None,
    )
    return UnderstandingContext(
        reading=reading,
        now=turn.local,
        catalogue=turn.catalogue,
        usual=settings_now.reminder_time,
        training_days=settings_now.training_days,
        question_open=turn.asked is not None,
    )
