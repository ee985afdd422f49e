"""The events of one runner become a new logbook, answers and kept messages; nothing here waits for anything."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.chat import Edited, Event, FileGiven, Pressed, Reachable, Reply, Said
from bot.conversation.errands import Errand, Keep
from bot.conversation.link_errands import LinkErrand
from bot.conversation.marking import marked
from bot.conversation.reach import hear_again
from bot.conversation.router import converse, is_alarm
from bot.conversation.state import dump_asked, load_asked
from bot.conversation.texts import Tongue, texts_for
from bot.conversation.turn import Turn
from bot.delivery.posting import encode_reply
from core.domain.account import Account, Platform
from core.domain.exercise import Catalogue
from core.domain.linking.numbering import took_place
from core.domain.logbook import Logbook, OlderHistoryNeededError
from core.domain.messages import Message, MessageRef, Outgoing, Priority
from core.domain.prescription import Prescription
from core.domain.pressure import Verdict, ease, press, press_alarm, press_hard
from core.domain.reminders.welcome import is_quiet
from core.domain.runner import RunnerId
from core.domain.training import FactId
from core.services.set_reminders import set_reminders

_LOG = structlog.get_logger(__name__)
#: What is kept of words that are nobody's to know.
HIDDEN = "/link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event of a known runner.

    `told` is the message that it edits or deletes, `answered` the one that it replies to, `offered` what an earlier
    file would bring.
    """

    event: Event
    runner: RunnerId
    created: bool = False
    told: Message | None = None
    answered: Outgoing | None = None
    offered: Keep | None = None


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What the events of one runner came to.

    Where the last event that is `done` asked for an `errand`, those after it are `left`: they come once that is over.
    """

    logbook: Logbook
    done: list[Case] = field(default_factory=list)
    errand: Errand | None = None
    left: Sequence[Case] = ()
    outgoing: list[Outgoing] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


def answer(
    logbook: Logbook,
    cases: Sequence[Case],
    *,
    now: datetime,
    catalogue: Catalogue,
    tongue: Tongue = texts_for,
    kept_days: int = 365,
) -> Outcome:
    """Carry out the events of one runner in their order; OlderHistoryNeededError where the whole history is needed."""
    eased = ease(logbook.pressure, passed=now - logbook.heard)
    outcome = Outcome(logbook=replace(logbook, heard=now, pressure=eased))
    for number, case in enumerate(cases, 1):
        verdict = _press(outcome, case)
        if verdict is not Verdict.WELCOME and not _is_let_in(outcome, case):
            _refuse(outcome, case, verdict=verdict, tongue=tongue)
            continue
        turn = _turn(outcome.logbook, case, now=now, catalogue=catalogue, tongue=tongue)
        turn.kept_days = kept_days
        try:
            converse(turn)
        except OlderHistoryNeededError:
            raise
        except Exception as fault:  # noqa: BLE001 - the outermost loop of the conversation: a fault of ours must not cost a runner's words
            turn = _turn(outcome.logbook, case, now=now, catalogue=catalogue, tongue=tongue)
            _own_up(turn, fault)
        if verdict is Verdict.SLOW_DOWN:
            turn.tell("slow-down")
        hear_again(turn)
        _conclude(outcome, case, turn=turn)
        if turn.errand is not None:
            if not isinstance(turn.errand, LinkErrand):
                outcome.logbook = replace(outcome.logbook, pressure=press_hard(outcome.logbook.pressure))
            outcome.left = cases[number:]
            break
    outcome.logbook = set_reminders(outcome.logbook, now=now, catalogue=catalogue)
    return outcome


def _own_up(turn: Turn, fault: Exception) -> None:
    """Answer a turn that failed: a button whose facts cannot be read was never ours, or is not any more."""
    foreign = isinstance(turn.event, Pressed) and isinstance(fault, ValueError | OverflowError)
    happening = turn.event.origin.event
    if foreign:
        _LOG.warning("button not understood", runner=turn.logbook.runner, happening=happening, exc_info=fault)
    else:
        _LOG.error("turn failed", runner=turn.logbook.runner, happening=happening, exc_info=fault)
    turn.tell("button-old" if foreign else "sorry")


def is_counted(event: Event) -> bool:
    """Tell whether an event can be one too many; a terminal is its runner's own."""
    return event.origin.account.platform is not Platform.CONSOLE and not isinstance(event, Reachable)


def _press(outcome: Outcome, case: Case) -> Verdict:
    """Count an event, and say whether it comes too fast."""
    if not is_counted(case.event):
        return Verdict.WELCOME
    pressed = press(outcome.logbook.pressure)
    outcome.logbook = replace(outcome.logbook, pressure=pressed.level)
    return pressed.verdict


def _is_let_in(outcome: Outcome, case: Case) -> bool:
    """Tell whether an event that comes too fast is answered all the same: an alarm is."""
    if not is_alarm(case.event):
        return False
    pressed = press_alarm(outcome.logbook.pressure)
    outcome.logbook = replace(outcome.logbook, pressure=pressed.level)
    return pressed.verdict is Verdict.WELCOME


def _refuse(outcome: Outcome, case: Case, *, verdict: Verdict, tongue: Tongue) -> None:
    """Pass over an event, with a word where it is the first."""
    outcome.done.append(case)
    if verdict is Verdict.SLOW_DOWN:
        reply = Reply(text=tongue(outcome.logbook.settings.locale)("slow-down"))
        outcome.outgoing.append(answer_to(case, reply, number=0, at=outcome.logbook.heard))


def _turn(logbook: Logbook, case: Case, *, now: datetime, catalogue: Catalogue, tongue: Tongue) -> Turn:
    account = _account(logbook, case)
    told = case.told.id if case.told else None
    message = told
    if told is None and isinstance(case.event, Said | Edited | FileGiven):
        message = logbook.next_id
        logbook = replace(logbook, next_id=FactId(message + 1))
    return Turn(
        logbook=logbook,
        texts=tongue(logbook.settings.locale),
        catalogue=catalogue,
        now=now,
        event=case.event,
        asked=load_asked(account.asked) if account else None,
        message=message,
        edited=told,
        about=_about(logbook, case),
        offered=case.offered,
        first=not logbook.prescriptions and not logbook.entries and not logbook.changes,
    )


def _conclude(outcome: Outcome, case: Case, *, turn: Turn) -> None:
    """Take over what a turn came to: the logbook, the open question, the words, the answers and the errand."""
    outcome.done.append(case)
    outcome.errand = turn.errand
    logbook = turn.logbook
    key = case.event.origin.account
    asked = dump_asked(turn.asked)
    accounts = tuple(replace(one, asked=asked) if one.key == key else one for one in logbook.accounts)
    outcome.logbook = took_place(replace(logbook, accounts=accounts), key, since=outcome.logbook.next_id)
    if isinstance(case.event, Said | Edited | FileGiven) and turn.message is not None:
        reading = turn.meaning.reading if turn.meaning else None
        outcome.messages.append(
            Message(
                id=turn.message,
                ref=message_ref(case.event, case.runner),
                at=turn.now,
                text=HIDDEN if turn.hidden else case.event.text,
                reading=reading,
            )
        )
    priority = Priority.ALARM if turn.alarm else Priority.ANSWER
    silent = is_quiet(logbook.settings, turn.now) and not turn.alarm
    here = _account(outcome.logbook, case)
    replies = [replace(marked(reply, here), silent=True) if silent else marked(reply, here) for reply in turn.replies]
    outcome.outgoing += [
        answer_to(case, reply, number=number, at=turn.now, priority=priority) for number, reply in enumerate(replies)
    ]


def answer_to(case: Case, reply: Reply, *, number: int, at: datetime, priority: Priority = Priority.ANSWER) -> Outgoing:
    """Address a reply to whoever caused an event; `number` counts the replies to it from 0."""
    origin = case.event.origin
    return Outgoing(
        runner=case.runner,
        key=f"answer:{origin.account.platform}:{origin.event}:{number}",
        platform=origin.account.platform,
        address=origin.answer_to or origin.chat,
        kind="answer",
        priority=priority,
        queued=at,
        due=at,
        body=encode_reply(reply),
        replaces=origin.message if reply.replace and isinstance(case.event, Pressed) else "",
    )


def message_ref(event: Event, runner: RunnerId) -> MessageRef:
    """Name the message that an event wrote, edited or deleted."""
    origin = event.origin
    return MessageRef(runner=runner, platform=origin.account.platform, chat=origin.chat, external=origin.message)


def _account(logbook: Logbook, case: Case) -> Account | None:
    return next((one for one in logbook.accounts if one.key == case.event.origin.account), None)


def _about(logbook: Logbook, case: Case) -> Prescription | None:
    """Return the prescription of the message that was replied to."""
    fact = case.answered.about if case.answered else None
    return next((one for one in logbook.prescriptions if one.id == fact), None) if fact else None
