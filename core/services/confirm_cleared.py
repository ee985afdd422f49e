"""Lock the programme by a red flag or a condition, and unlock it once a professional has cleared the runner."""

from dataclasses import replace
from datetime import date, datetime

from core.domain.facts import Condition, ContraIndication, RedFlag
from core.domain.health import open_conditions, open_flag
from core.domain.logbook import Edit, Logbook
from core.domain.red_flags import Urgency

_ORDER = tuple(Urgency)


def raise_flag(logbook: Logbook, day: date, *, urgency: Urgency) -> Logbook:
    """Lock the programme; an open flag is made more urgent, never less. Nothing of this can be undone by "undo"."""
    flag = open_flag(logbook)
    if flag is None:
        new = RedFlag(id=logbook.next_id, day=day, urgency=urgency)
        return logbook.write(Edit(before=None, after=new))
    if _ORDER.index(urgency) >= _ORDER.index(flag.urgency):
        return logbook
    return logbook.write(Edit(before=flag, after=replace(flag, urgency=urgency)))


def withdraw_flag(logbook: Logbook, flag: RedFlag) -> Logbook:
    """Take back a flag that was a false alarm."""
    return logbook.write(Edit(before=flag, after=None)) if logbook.holds(flag) else logbook


def confirm_cleared(logbook: Logbook, day: date, *, at: datetime) -> Logbook | None:
    """Unlock all that waited for clearance, and keep the day; None where nothing did."""
    flags = [one for one in logbook.red_flags if one.cleared is None]
    edits = [Edit(before=one, after=replace(one, cleared=day)) for one in flags]
    edits += [Edit(before=one, after=replace(one, cleared=day)) for one in open_conditions(logbook)]
    return logbook.change("cleared", edits, at=at) if edits else None


def tell_condition(logbook: Logbook, day: date, *, condition: Condition, at: datetime) -> Logbook:
    """Note a contra-indication; one that is open already is not doubled."""
    if any(one.condition is condition for one in open_conditions(logbook)):
        return logbook
    new = ContraIndication(id=logbook.next_id, day=day, condition=condition)
    return logbook.change("condition", [Edit(before=None, after=new)], at=at)
