"""Today's exercise: showing it, doing it, swapping it, passing it over, having it later."""

from datetime import datetime, timedelta

from bot.chat import Button, Reply
from bot.conversation.day_message import day_message
from bot.conversation.phrases import day_words, entry_words, reason_words, variation_words
from bot.conversation.settings_words import time_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import ExerciseKey, Variation
from core.domain.logbook import Logbook
from core.domain.planning.today import Done, Plan, Refusal, Rest
from core.domain.prescription import Prescription
from core.services.pause import current_pause
from core.services.show_today import (
    current_prescription,
    give_exercise,
    give_variation,
    show_today,
    swap_exercise,
)
from core.services.skip import skip_day, snooze

EVENING = 19
LATER_HOURS = {"1h": 1, "3h": 3}


def today(turn: Turn, *, on_demand: bool = False) -> None:
    """Show what is planned for today."""
    say_plan(turn, plan_of_today(turn, on_demand=on_demand))


def say_plan(turn: Turn, plan: Plan) -> None:
    """Say what is planned: an exercise, nothing, or that it is done."""
    match plan:
        case Prescription():
            say_prescription(turn, plan)
        case Rest():
            _say_rest(turn, plan)
        case Done():
            _say_done(turn, plan)


def plan_of_today(turn: Turn, *, on_demand: bool = False) -> Plan:
    """Plan today, and keep the prescription."""
    turn.logbook, plan = show_today(turn.logbook, turn.today, catalogue=turn.catalogue, on_demand=on_demand)
    return plan


def say_prescription(turn: Turn, prescription: Prescription, *, intro: str = "", undo: tuple[Button, ...] = ()) -> None:
    """Say the daily message, after a line of `intro`, with a button that takes the choice back where it was one."""
    reply: Reply = day_message(turn, prescription)
    text = f"{intro}\n{reply.text}" if intro else reply.text
    *rows, last = reply.buttons
    turn.say(text, *rows, (*last, *undo), accent=reply.accent)


def say_changed(turn: Turn) -> None:
    """Say today's exercise again where what was just told puts another one in its place."""
    before = current_prescription(turn.logbook, turn.today)
    if before is None:
        return
    plan = plan_of_today(turn)
    if isinstance(plan, Prescription) and plan.id != before.id:
        say_prescription(turn, plan)


def anyway(turn: Turn, _: str) -> None:
    """Give an exercise on a day that has none."""
    today(turn, on_demand=True)


def give(turn: Turn, name: str) -> None:
    """Give the variation or the exercise that the runner asks for by a button."""
    if name in set(Variation):
        give_one(turn, Variation(name))
    elif name in turn.catalogue.exercises:
        give_named(turn, ExerciseKey(name))
    else:
        today(turn)


def give_one(turn: Turn, variation: Variation) -> None:
    """Prescribe an exercise of the variation that the runner asks for."""
    before = turn.logbook
    turn.logbook, given = give_variation(before, turn.today, variation=variation, catalogue=turn.catalogue, at=turn.now)
    _say_given(turn, given, before=before)


def give_named(turn: Turn, exercise: ExerciseKey) -> None:
    """Prescribe the exercise that the runner asks for."""
    before = turn.logbook
    turn.logbook, given = give_exercise(before, turn.today, exercise=exercise, catalogue=turn.catalogue, at=turn.now)
    _say_given(turn, given, before=before)


def swap(turn: Turn, *, reason: str = "") -> None:
    """Swap today's exercise for the next best one."""
    if current_prescription(turn.logbook, turn.today) is None:
        plan = plan_of_today(turn)
        if not isinstance(plan, Prescription):
            today(turn)
            return
    before = turn.logbook
    turn.logbook, given = swap_exercise(before, turn.today, catalogue=turn.catalogue, at=turn.now, reason=reason)
    _say_given(turn, given, before=before, intro=turn.texts("swapped"))


def pressed_swap(turn: Turn, fact: str) -> None:
    """Swap the exercise that the button stands under; an older one is not swapped any more."""
    current = current_prescription(turn.logbook, turn.today)
    if current is None or str(current.id) != fact:
        today(turn)
        return
    swap(turn)


def skip(turn: Turn, *, reason: str = "") -> None:
    """Pass over today."""
    turn.logbook = skip_day(turn.logbook, turn.today, reason=reason, at=turn.now)
    following = turn.texts("skip-next")
    if reason:
        turn.tell("skipped-reason", (undo_button(turn),), reason=turn.texts(f"skip-reason-{reason}"), next=following)
        return
    turn.ask("skip-reason")
    turn.tell("skipped", (undo_button(turn),), next=following)


def pressed_skip(turn: Turn, _: str) -> None:
    """Pass over today by the button; pressed again it changes nothing."""
    if any(one.day == turn.today for one in turn.logbook.skips):
        turn.tell("skipped", next=turn.texts("skip-next"))
        return
    skip(turn)


def ask_later(turn: Turn, _: str = "") -> None:
    """Ask when the exercise is to be sent again."""
    if _is_done(turn):
        return
    buttons = [turn.button("button-in-1", "later-in:1h"), turn.button("button-in-3", "later-in:3h")]
    if turn.local.hour < EVENING:
        buttons.append(turn.button("button-evening", "later-in:evening"))
    turn.ask("later")
    turn.say(turn.texts("later-ask"), tuple(buttons), beside=True)


def later_in(turn: Turn, choice: str) -> None:
    """Send the exercise again in some hours, or this evening."""
    if choice in LATER_HOURS:
        later_at(turn, turn.now + timedelta(hours=LATER_HOURS[choice]))
        return
    later_at(turn, turn.local.replace(hour=EVENING, minute=0, second=0, microsecond=0))


def later_at(turn: Turn, when: datetime) -> None:
    """Send the exercise again at a moment of today."""
    local = when.astimezone(turn.logbook.settings.tz)
    if _is_done(turn):
        return
    if when <= turn.now:
        turn.tell("later-past")
        return
    if local.date() != turn.today:
        turn.tell("later-tomorrow")
        return
    turn.asked = None
    turn.logbook = snooze(turn.logbook, turn.today, until=when.astimezone(turn.now.tzinfo), at=turn.now)
    turn.tell("later-set", (undo_button(turn),), day=day_words(turn, local.date()), time=time_words(local.time()))


def _is_done(turn: Turn) -> bool:
    """Say so where today's work is done: after it nothing is sent until the next day."""
    plan = plan_of_today(turn)
    if isinstance(plan, Done):
        _say_done(turn, plan)
    return isinstance(plan, Done)


def why(turn: Turn) -> None:
    """Say the actual reasons of today's choice, load and dose."""
    prescription = turn.about or current_prescription(turn.logbook, turn.today)
    if prescription is None:
        turn.tell("why-nothing")
        return
    reasons = [reason_words(turn, one) for one in prescription.reasons] or [turn.texts("why-plain")]
    name = turn.catalogue[prescription.exercise].name
    rows = [turn.texts("why-row", reason=one) for one in reasons]
    turn.say("\n".join([turn.texts("why-title", name=name), *rows]))


def _say_given(turn: Turn, given: Prescription | Refusal, *, before: Logbook, intro: str = "") -> None:
    if isinstance(given, Refusal):
        turn.say(" ".join(reason_words(turn, one) for one in given.reasons[:2]) or turn.texts("swap-refused"))
        return
    changed = turn.logbook.cursor != before.cursor
    say_prescription(turn, given, intro=intro, undo=(undo_button(turn),) if changed else ())


def _say_rest(turn: Turn, rest: Rest) -> None:
    if current_pause(turn.logbook, turn.today) is not None:
        turn.tell("today-paused", (turn.button("button-resume", "resume"), turn.button("button-anyway", "anyway")))
        return
    why_not = " ".join(reason_words(turn, one) for one in rest.reasons[:2])
    turn.say(why_not or turn.texts("today-nothing"), (turn.button("button-anyway", "anyway"),))


def _say_done(turn: Turn, done: Done) -> None:
    what = turn.texts.several([entry_words(turn, one) for one in done.entries])
    give_buttons = tuple(
        turn.button("button-give", f"give:{one}", variation=variation_words(turn.texts, one)) for one in done.still[:2]
    )
    turn.tell("today-done", give_buttons, what=what)
