"""Red flags and what has to be cleared first: the lock, its one-tap way out of a false alarm, and the clearance."""

from dataclasses import replace

from bot.conversation.meaning import Intent
from bot.conversation.phrases import reason_words
from bot.conversation.topics.today import say_changed
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from bot.conversation.understanding.judged import Judged
from core.domain.facts import Condition
from core.domain.health import health_locks, open_conditions, open_flag
from core.domain.logbook import Edit
from core.domain.planning.locks import Scope
from core.domain.prescription import Reason
from core.domain.red_flags import Urgency
from core.services.confirm_cleared import confirm_cleared, raise_flag, tell_condition, withdraw_flag

#: What asks for an exercise, or for something that has no place while a person has to look first.
EXERCISING = frozenset(
    {
        Intent.TODAY,
        Intent.SWAP,
        Intent.LATER,
        Intent.SHOW,
        Intent.HOW_HEAVY,
        Intent.GREETING,
        Intent.TEST,
        Intent.TOO_EASY,
        Intent.RESUME,
        Intent.SKIP,
        Intent.WHY,
    }
)
EXERCISING_PRESSES = frozenset(
    {"today", "swap", "later", "later-in", "give", "anyway", "show", "resume", "test", "test-start", "skip"}
)
_SHORT_ANSWER = 4
_SILENT = ("just_tired", "no", "filler", "not_had")


def red_flag(turn: Turn) -> None:
    """Say that a person must look at it and how soon; nothing else, and no exercise. The programme is locked."""
    urgency = turn.meaning.urgency if turn.meaning else None
    raise_alarm(turn, urgency or Urgency.SAME_DAY)


def raise_alarm(turn: Turn, urgency: Urgency) -> None:
    """Lock the programme, with one tap to say that it was none."""
    before = open_flag(turn.logbook)
    turn.logbook = raise_flag(turn.logbook, turn.today, urgency=urgency)
    turn.asked = None
    turn.alarm = True
    flag = open_flag(turn.logbook)
    way_out = turn.button("button-cleared", "cleared")
    if before is None and flag is not None:
        way_out = turn.button("button-just-tired", f"tired:{flag.id}")
    turn.tell(f"red-flag-{urgency}", (way_out,))


def hears_false_alarm(turn: Turn, text: str) -> bool:
    """Take "no, just tired" typed on the day of the alarm as the button that says so."""
    flag = open_flag(turn.logbook)
    if flag is None or flag.day != turn.today:
        return False
    judged = Judged.of(text)
    if not judged.said("just_tired") or judged.strange(*_SILENT):
        return False
    pressed_tired(turn, str(flag.id))
    return True


def pressed_tired(turn: Turn, fact: str) -> None:
    """Take a false alarm back; a button of a flag that is gone or cleared changes nothing."""
    flag = next((one for one in turn.logbook.red_flags if str(one.id) == fact and one.cleared is None), None)
    if flag is None:
        turn.tell("button-old")
        return
    turn.logbook = withdraw_flag(turn.logbook, flag)
    turn.tell("alarm-false", (turn.button("button-today", "today"),))


def pressed_cleared(turn: Turn, _: str = "") -> None:
    """Unlock, and keep the day."""
    changed = confirm_cleared(turn.logbook, turn.today, at=turn.now)
    if changed is None:
        turn.tell("cleared-nothing")
        return
    turn.logbook = changed
    turn.tell("cleared", (turn.button("button-today", "today"), undo_button(turn)))


def pressed_not_cleared(turn: Turn, _: str = "") -> None:
    """Leave the lock."""
    turn.tell("not-cleared")


def is_locked(turn: Turn) -> bool:
    """Tell whether the programme is locked by a red flag."""
    return open_flag(turn.logbook) is not None


def lock_reason(turn: Turn) -> Reason | None:
    """Return what locks the whole programme."""
    locks = health_locks(turn.logbook, turn.today)
    return next((lock.reason for lock in locks if lock.scope is Scope.EVERYTHING), None)


def say_locked(turn: Turn) -> None:
    """Say why there is no exercise, and how the lock is opened."""
    reason = lock_reason(turn)
    if reason is not None:
        turn.say(reason_words(turn, reason), (turn.button("button-cleared", "cleared"),), beside=True)


def hears_clearance(turn: Turn, text: str) -> bool:
    """Take "my doctor cleared me" as the confirmation; ask where it is not sure."""
    waits = is_locked(turn) or bool(open_conditions(turn.logbook))
    if not waits or (turn.meaning is not None and turn.meaning.intent is Intent.RED_FLAG):
        return False
    judged = Judged.of(text)
    by_whom = judged.said("clearer") and judged.said("said_so", "said_ok")
    if not judged.said("cleared") and not by_whom:
        return False
    if judged.said("unsure") and not judged.said("cleared", "said_ok") and "?" not in text:
        turn.tell("not-cleared")
        return True
    if "?" in text or judged.said("unsure") or not judged.said("cleared", "said_ok"):
        yes, no = turn.button("button-cleared", "cleared"), turn.button("button-not-cleared", "cleared-not")
        turn.tell("cleared-ask", (yes, no))
        return True
    pressed_cleared(turn)
    return True


def ask_signs(turn: Turn, fact: int) -> None:
    """Ask by a plain list whether one of the signs is there that a person must look at."""
    groups = tuple(turn.button(f"button-sign-{one}", f"sign:{fact}:{one}") for one in Urgency)
    turn.say(turn.texts("signs-ask"), groups, (turn.button("button-sign-none", f"sign:{fact}:none"),), beside=True)


def pressed_sign(turn: Turn, arg: str) -> None:
    """Lock by the group of signs that was tapped; none of them leaves things as they are."""
    _, _, group = arg.partition(":")
    if group in set(Urgency):
        raise_alarm(turn, Urgency(group))
        return
    turn.tell("signs-none")


def ask_conditions(turn: Turn, _: str = "") -> None:
    """Ask once what has to be cleared first."""
    buttons = tuple((turn.button(f"condition-{one}", f"condition:{one}"),) for one in Condition)
    turn.ask("conditions")
    turn.say(turn.texts("conditions-ask"), *buttons, (turn.button("condition-none", "condition:none"),))


def answer_conditions(turn: Turn, text: str) -> bool:
    """Take "no", "none" and "skip" as the answer to what has to be cleared first."""
    judged = Judged.of(text)
    skips = turn.meaning is not None and turn.meaning.intent is Intent.SKIP
    if not (judged.said("no", "not_had") or skips) or len(judged.words) > _SHORT_ANSWER:
        return False
    turn.asked = None
    pressed_condition(turn, "none")
    return True


def hears_none(turn: Turn, text: str) -> bool:
    """Take "not pregnant, never had surgery" as what it says: nothing to wait for."""
    judged = Judged.of(text)
    told = judged.family("c.")
    if not told or "?" in text or any(judged.holds(f"c.{name}") for name in told):
        return False
    if turn.meaning is not None and turn.meaning.intent in {Intent.RED_FLAG, Intent.LOG}:
        return False
    pressed_condition(turn, "none")
    return True


def ask_once(turn: Turn) -> None:
    """Ask what has to be cleared first, unless it was answered or passed over before."""
    if "health" not in turn.logbook.settings.set_up:
        ask_conditions(turn)


def pressed_condition(turn: Turn, name: str) -> None:
    """Note a contra-indication, or that there is none."""
    before = turn.logbook.settings
    if "health" not in before.set_up:
        after = replace(before, set_up=before.set_up | {"health"})
        turn.logbook = turn.logbook.write(Edit(before=before, after=after))
    if name not in set(Condition):
        turn.tell("conditions-none")
        return
    _keep_condition(turn, Condition(name))


def told_condition(turn: Turn, condition: Condition) -> None:
    """Note a contra-indication that was typed; a question is asked back, and what was cleared locks nothing."""
    text = getattr(turn.event, "text", "")
    judged = Judged.of(text)
    if "?" in text:
        ask_conditions(turn)
    elif judged.said("cleared") and not judged.said("unsure"):
        turn.tell("condition-cleared")
    else:
        _keep_condition(turn, condition)


def _keep_condition(turn: Turn, condition: Condition) -> None:
    turn.asked = None
    turn.logbook = tell_condition(turn.logbook, turn.today, condition=condition, at=turn.now)
    turn.tell(f"condition-noted-{condition}", (turn.button("button-cleared", "cleared"), undo_button(turn)))
    say_changed(turn)
