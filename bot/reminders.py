"""Reminders in words, at the moment of their delivery: what is said, or why nothing is."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.chat import Reply
from bot.conversation.day_message import day_message
from bot.conversation.texts import texts_for
from bot.conversation.turn import Scene
from core.domain.due import is_over
from core.domain.exercise import Catalogue
from core.domain.logbook import Logbook
from core.domain.messages import Outgoing
from core.domain.reminder import ReminderKind
from core.domain.welcome import send_from
from core.services.pause import current_pause
from core.services.show_today import current_prescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Unneeded:
    """The reminder makes no sense any more; `reason` is a stable code."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """The reminder is late and the runner's hours are quiet until the instant `until`."""

    until: datetime


Rendered: TypeAlias = Reply | Unneeded | NotNow


def render(logbook: Logbook | None, outgoing: Outgoing, *, now: datetime, catalogue: Catalogue) -> Rendered:
    """Word a reminder from what is known of the runner now; None is a runner who is forgotten."""
    if logbook is None or outgoing.day is None:
        return Unneeded(reason="forgotten")
    start = send_from(logbook.settings, outgoing.due, now=now)
    if start > now:
        return NotNow(until=start)
    scene = Scene(logbook=logbook, texts=texts_for(logbook.settings.locale), catalogue=catalogue, now=now)
    if current_pause(logbook, scene.today):
        return Unneeded(reason="paused")
    return _RENDERERS[ReminderKind(outgoing.kind)](scene, outgoing)


def _exercise(scene: Scene, outgoing: Outgoing) -> Rendered:
    prescription = current_prescription(scene.logbook, scene.today)
    if outgoing.day != scene.today or prescription is None:
        return Unneeded(reason="another-day")
    if is_over(scene.logbook, scene.today):
        return Unneeded(reason="day-is-over")
    return day_message(scene, prescription)


def _nothing_yet(_scene: Scene, _outgoing: Outgoing) -> Rendered:
    return Unneeded(reason="no-words-yet")


_RENDERERS = dict.fromkeys(ReminderKind, _nothing_yet) | {
    ReminderKind.DAILY: _exercise,
    ReminderKind.LATER: _exercise,
}
