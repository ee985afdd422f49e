"""Everything that the coach knows of one runner, and the changes that can be taken back.

A logbook is a value: a deed takes one and returns another. What it gathers in `unsaved` and `new_changes` is what
storage has to write.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from itertools import repeat
from operator import attrgetter, call
from typing import Any, Self

from core.domain.account import Account
from core.domain.facts import (
    ContraIndication,
    Fact,
    FaultSeen,
    PainReport,
    Pause,
    Race,
    RedFlag,
    RunDay,
    Skip,
    Snooze,
)
from core.domain.prescription import Prescription
from core.domain.reminder import Reminder
from core.domain.runner import RunnerId, Settings
from core.domain.slots import filled_at_once
from core.domain.training import CalfTest, Entry, FactId
from core.errors import CoachError

SHELVES: dict[type[Fact], str] = {
    Entry: "entries",
    Prescription: "prescriptions",
    Skip: "skips",
    Pause: "pauses",
    Snooze: "snoozes",
    CalfTest: "tests",
    FaultSeen: "faults",
    PainReport: "pains",
    RedFlag: "red_flags",
    ContraIndication: "conditions",
    RunDay: "runs",
    Race: "races",
}


class OlderHistoryNeededError(CoachError):
    """The deed needs more of the runner's history than was loaded; load it whole and do the deed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One fact, or the settings, before and after; None before is new, None after is gone."""

    before: Fact | Settings | None
    after: Fact | Settings | None

    @property
    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(before=self.after, after=self.before)

    @property
    def changed_settings(self) -> dict[str, Any]:
        """The settings that the edit changes, by name, as it leaves them."""
        if not isinstance(self.before, Settings) or not isinstance(self.after, Settings):
            return {}
        names = (one.name for one in fields(Settings))
        return {name: new for name in names if (new := getattr(self.after, name)) != getattr(self.before, name)}

    def applied_to(self, settings: Settings) -> Settings:
        """Return the settings with what the edit changes of them; what was set since beside it stays."""
        if self.before is None and isinstance(self.after, Settings):
            return self.after
        return replace(settings, **self.changed_settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one deed of the runner changed: edits that are undone and redone together."""

    seq: int
    at: datetime
    deed: str
    edits: tuple[Edit, ...]


@filled_at_once
@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """One runner: settings, accounts, facts in order of day and id, and the undo stack.

    `since` is the first day whose facts were
    loaded, None where everything is here. `changes` are those near `cursor`, the seq of the last change in force
    (0: none); a change above the cursor can be redone. `heard` is when the runner last wrote, and
    `pressure` how full the bucket of `core.domain.pressure` was then. `version` is storage's: it rises with every save.
    `summed_up` and `nudged` are the last days of the weeks that had the last summary and the last nudge.
    """

    runner: RunnerId
    settings: Settings
    joined: datetime
    heard: datetime
    accounts: tuple[Account, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    entries: tuple[Entry, ...] = ()
    prescriptions: tuple[Prescription, ...] = ()
    skips: tuple[Skip, ...] = ()
    pauses: tuple[Pause, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    tests: tuple[CalfTest, ...] = ()
    faults: tuple[FaultSeen, ...] = ()
    pains: tuple[PainReport, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    conditions: tuple[ContraIndication, ...] = ()
    runs: tuple[RunDay, ...] = ()
    races: tuple[Race, ...] = ()
    since: date | None = None
    next_id: FactId = FactId(1)
    cursor: int = 0
    pressure: timedelta = timedelta()
    summed_up: date | None = None
    nudged: date | None = None
    version: int = field(default=0, compare=False)
    changes: tuple[Change, ...] = ()
    unsaved: tuple[Edit, ...] = ()
    new_changes: tuple[Change, ...] = ()

    def whole(self) -> Self:
        """Return this logbook if nothing of it was left in storage; OlderHistoryNeededError otherwise."""
        if self.since is not None:
            raise OlderHistoryNeededError
        return self

    def saved(self) -> Self:
        """Return this logbook as storage has it once it is saved."""
        return self._with({"version": self.version + 1, "unsaved": (), "new_changes": ()})

    def reminded_of(self, reminders: tuple[Reminder, ...]) -> Self:
        """Return the logbook with other reminders to come."""
        return self._with({"reminders": reminders})

    def write(self, *edits: Edit) -> Self:
        """Return the logbook with `edits` in force, not undoable."""
        if len(edits) == 1 and (told := self._told(edits[0])) is not None:
            return told
        shelves: dict[str, dict[FactId, Fact]] = {}
        settings = self.settings
        next_id = self.next_id
        for edit in edits:
            if isinstance(edit.after, Settings):
                settings = edit.applied_to(settings)
                continue
            one = edit.after or edit.before
            if one is None or isinstance(one, Settings):
                continue
            name = SHELVES[type(one)]
            kept = shelves[name] if name in shelves else {fact.id: fact for fact in getattr(self, name)}
            if edit.after is None:
                kept.pop(one.id, None)
            else:
                kept[one.id] = one
            shelves[name] = kept
            next_id = max(next_id, FactId(one.id + 1))
        changed: dict[str, Any] = {name: tuple(sorted(facts.values(), key=_place)) for name, facts in shelves.items()}
        return self._with({"settings": settings, "next_id": next_id, "unsaved": self.unsaved + edits, **changed})

    def change(self, deed: str, edits: Iterable[Edit], *, at: datetime) -> Self:
        """Return the logbook with `edits` in force as one undoable change; what could be redone is forgotten."""
        made = Change(seq=self.cursor + 1, at=at, deed=deed, edits=tuple(edits))
        return replace(
            self.write(*made.edits),
            cursor=made.seq,
            changes=(*(one for one in self.changes if one.seq < made.seq), made),
            new_changes=(*(one for one in self.new_changes if one.seq < made.seq), made),
        )

    def undo(self) -> tuple[Self, Change] | None:
        """Take back the last change in force and return it; None where there is none."""
        if not self.cursor:
            return None
        last = self.change_of(self.cursor)
        if last is None:
            raise OlderHistoryNeededError
        inverse = (edit.inverse for edit in reversed(last.edits))
        return replace(self.write(*inverse), cursor=self.cursor - 1), last

    def redo(self) -> tuple[Self, Change] | None:
        """Bring back the change that was taken back last and return it; None where there is none."""
        following = self.change_of(self.cursor + 1)
        if following is None:
            return None
        return replace(self.write(*following.edits), cursor=following.seq), following

    def holds(self, fact: Fact) -> bool:
        """Tell whether a fact stands in the logbook just as it is."""
        return fact in getattr(self, SHELVES[type(fact)])

    def change_of(self, seq: int) -> Change | None:
        """Return the loaded change of that number."""
        return next((one for one in self.changes if one.seq == seq), None)

    def _told(self, edit: Edit) -> Self | None:
        """Return the logbook with a new fact that comes after all others on its shelf, None for any other edit."""
        new = edit.after
        if edit.before is not None or new is None or isinstance(new, Settings) or new.id < self.next_id:
            return None
        name = SHELVES[type(new)]
        shelf = getattr(self, name)
        if shelf and shelf[-1].day > new.day:
            return None
        return self._with(
            {name: (*shelf, new), "next_id": FactId(new.id + 1), "unsaved": (*self.unsaved, edit)},
        )

    def _with(self, changed: Mapping[str, Any]) -> Self:
        """Do what `dataclasses.replace` does, in less than half of the time: it is done to every logbook of a sweep."""
        made = object.__new__(type(self))
        deque(map(call, _PUT, repeat(made), _GET(self)), maxlen=0)
        for name, value in changed.items():
            object.__setattr__(made, name, value)
        return made


_NAMES = tuple(one.name for one in fields(Logbook))
_GET = attrgetter(*_NAMES)
_PUT = tuple(getattr(Logbook, name).__set__ for name in _NAMES)


def _place(fact: Fact) -> tuple[date, int]:
    return fact.day, fact.id
