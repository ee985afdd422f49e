"""Reminders in words, at the moment of their delivery: what is said, or why nothing is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from bot.chat import Button, Reply, button_rows
from bot.conversation.day_message import day_message, open_message
from bot.conversation.marking import marked
from bot.conversation.phrases import day_words, reason_words
from bot.conversation.settings_words import time_words
from bot.conversation.summary import nudge, week_summary
from bot.conversation.texts import Tongue, texts_for
from bot.conversation.turn import Scene
from core.domain.exercise import Catalogue
from core.domain.health import open_flag
from core.domain.logbook import Logbook
from core.domain.messages import Outgoing
from core.domain.pain import WORST
from core.domain.planning.coverage import about_to_slip, week_coverage
from core.domain.planning.today import Done, Plan, Rest, plan_day
from core.domain.prescription import Prescription
from core.domain.race import RACE_RESTS
from core.domain.reminder import Reminder, ReminderKind
from core.domain.reminders.pain_check import unanswered
from core.domain.reminders.welcome import expiry, send_from
from core.domain.week import instant_of, is_training_day, next_training_day
from core.services.pause import current_pause
from core.services.show_today import current_prescription

#: Reminders that need a runner's whole history.
LOOKING_BACK = frozenset({ReminderKind.WEEKLY.value})
#: Says that the exercise comes to the private chat again, since the channel that was chosen for it is lost.
CHANNEL_LOST = "channel-lost"
#: Why nothing is said where a chat cannot be written to any more.
BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unneeded:
    """The reminder makes no sense any more; `reason` is a stable code."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """The reminder is late and the runner's hours are quiet until the instant `until`."""

    until: datetime


Rendered: TypeAlias = Reply | Unneeded | NotNow


def render(
    logbook: Logbook | None, outgoing: Outgoing, *, now: datetime, catalogue: Catalogue, tongue: Tongue = texts_for
) -> Rendered:
    """Word a reminder from what is known of the runner now; None is a runner who is forgotten."""
    if logbook is None:
        return Unneeded(reason="forgotten")
    if not any(one.reachable and outgoing.address in {one.address, one.channel} for one in logbook.accounts):
        return Unneeded(reason=BLOCKED)
    wished = outgoing.kind == ReminderKind.LATER and any(one.until == outgoing.due for one in logbook.snoozes)
    start = send_from(logbook.settings, outgoing.due, now=now, wished=wished)
    if start > now:
        return NotNow(until=start)
    scene = Scene(logbook=logbook, texts=tongue(logbook.settings.locale), catalogue=catalogue, now=now)
    if current_pause(logbook, scene.today):
        return Unneeded(reason="paused")
    say = _WORDS.get(outgoing.kind)
    worded = say(scene, outgoing) if say else Unneeded(reason="unknown-kind")
    chat = next((one for one in logbook.accounts if one.address == outgoing.address), None)
    return marked(worded, chat) if isinstance(worded, Reply) else worded


def _exercise(scene: Scene, outgoing: Outgoing) -> Rendered:
    if outgoing.day != scene.today:
        return Unneeded(reason="another-day")
    if _is_passed_over(scene):
        return Unneeded(reason="skipped")
    if _is_put_off(scene, outgoing):
        return Unneeded(reason="put-off")
    return _planned(scene, outgoing)


def _is_put_off(scene: Scene, outgoing: Outgoing) -> bool:
    """Tell whether the runner has wished for another moment since the exercise was queued, even if that is over."""
    since = outgoing.queued if outgoing.kind == ReminderKind.DAILY else scene.now
    later = (one.until for one in scene.logbook.snoozes if one.day == scene.today)
    return any(until > since for until in later)


def _is_passed_over(scene: Scene) -> bool:
    return any(one.day == scene.today for one in scene.logbook.skips)


def _planned(scene: Scene, outgoing: Outgoing) -> Rendered:
    match _plan(scene, outgoing):
        case Done():
            return Unneeded(reason="trained")
        case Prescription() as plan if plan.id != scene.logbook.next_id:
            return open_message(scene, plan) if _is_open(scene, outgoing) else day_message(scene, plan)
        case Rest() as rest if rest.reasons[0].code in RACE_RESTS and not _is_open(scene, outgoing):
            return Reply(text=reason_words(scene, rest.reasons[0]))
        case _:
            return Unneeded(reason="plan-changed")


def _is_open(scene: Scene, outgoing: Outgoing) -> bool:
    """Tell whether others read where the message goes."""
    return all(one.address != outgoing.address for one in scene.logbook.accounts)


def _plan(scene: Scene, outgoing: Outgoing) -> Plan:
    """Return what is planned for today; where the runner has not written since it was queued, that is what was."""
    standing = current_prescription(scene.logbook, scene.today)
    untouched = scene.logbook.heard < outgoing.queued and scene.logbook.next_id == (outgoing.about or 0) + 1
    if standing is not None and standing.id == outgoing.about and untouched:
        return standing
    asked_for = outgoing.kind == ReminderKind.LATER
    return plan_day(scene.logbook, scene.today, catalogue=scene.catalogue, on_demand=asked_for)


def _weekly(scene: Scene, outgoing: Outgoing) -> Rendered:
    return week_summary(scene, outgoing.day or scene.today)


def _nudge(scene: Scene, outgoing: Outgoing) -> Rendered:
    if _is_passed_over(scene):
        return Unneeded(reason="skipped")
    coverage = week_coverage(scene.logbook, scene.today, catalogue=scene.catalogue)
    if any(one.last == scene.today for one in coverage.work):
        return Unneeded(reason="trained")
    if outgoing.day != scene.today or not about_to_slip(coverage):
        return Unneeded(reason="not-slipping")
    return nudge(scene, coverage)


def _silence(scene: Scene, outgoing: Outgoing) -> Rendered:
    if scene.logbook.heard >= outgoing.queued:
        return Unneeded(reason="heard-again")
    return Reply(text=scene.texts("silence"), buttons=((scene.button("button-today", "today"),),))


def _pause_end(scene: Scene, _outgoing: Outgoing) -> Rendered:
    texts, settings = scene.texts, scene.logbook.settings
    following = next_training_day(settings, scene.today)
    if is_training_day(settings, scene.today) and scene.local.time() < settings.reminder_time:
        text = texts("pause-over", time=time_words(settings.reminder_time))
    elif is_training_day(settings, scene.today) and _exercise_comes_now(scene):
        text = texts("pause-over-now")
    elif is_training_day(settings, scene.today) or following is None:
        text = texts("pause-over-plain")
    else:
        text = texts("pause-over-day", day=day_words(scene, following))
    buttons = (scene.button("button-today", "today"), scene.button("button-pause-more", "pause:7"))
    return Reply(text=text, buttons=(buttons,))


def _exercise_comes_now(scene: Scene) -> bool:
    """Tell whether the day's exercise, whose time has come, is still welcome."""
    due = instant_of(scene.today, scene.logbook.settings.reminder_time, tz=scene.logbook.settings.tz)
    return scene.now < expiry(scene.logbook.settings, Reminder(kind=ReminderKind.DAILY, due=due, day=scene.today))


def _channel_lost(scene: Scene, _outgoing: Outgoing) -> Rendered:
    return Reply(text=scene.texts("channel-lost"), buttons=((scene.button("button-settings", "settings"),),))


def _pain_check(scene: Scene, outgoing: Outgoing) -> Rendered:
    if open_flag(scene.logbook) is not None:
        return Reply(text=scene.texts("lock-check"), buttons=((scene.button("button-cleared", "cleared"),),))
    if outgoing.day != scene.today or unanswered(scene.logbook) is None:
        return Unneeded(reason="answered")
    levels = [Button(label=str(level), action=f"hurt:{level}:morning") for level in range(WORST + 1)]
    return Reply(text=scene.texts("pain-morning-ask"), buttons=button_rows(levels, 4))


_WORDS: Mapping[str, Callable[[Scene, Outgoing], Rendered]] = MappingProxyType(
    {
        ReminderKind.DAILY.value: _exercise,
        ReminderKind.LATER.value: _exercise,
        ReminderKind.WEEKLY.value: _weekly,
        ReminderKind.NUDGE.value: _nudge,
        ReminderKind.SILENCE.value: _silence,
        ReminderKind.PAUSE_END.value: _pause_end,
        ReminderKind.PAIN_CHECK.value: _pain_check,
        CHANNEL_LOST: _channel_lost,
    }
)
