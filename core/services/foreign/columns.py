"""Which app wrote a table, and what its columns mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.load import Unit
from core.services.foreign.cells import plain


class App(StrEnum):
    """Who wrote a log; the value is its stable name in storage."""

    OURS = "calfcoach"
    STRONG = "strong"
    HEVY = "hevy"
    WGER = "wger"


# Names of columns, without signs and in lower case. Strong: strong.app's export in its three forms (comma or
# semicolon, units in columns of their own or in brackets); Hevy: "exercise_title" and its neighbours, in kilograms or
# pounds; wger: the fields of its workout log, with the exercise by name.
_MEANINGS: Mapping[str, frozenset[str]] = {
    "when": frozenset({"date", "start time", "workout date", "session date", "datetime", "day"}),
    "exercise": frozenset({"exercise name", "exercise title", "exercise", "exercise base name", "name"}),
    "order": frozenset({"set order", "set index", "set", "set number"}),
    "kind": frozenset({"set type", "type"}),
    "reps": frozenset({"reps", "repetitions", "repetition"}),
    "reps_unit": frozenset({"repetitions unit", "repetition unit", "reps unit"}),
    "seconds": frozenset({"seconds", "duration seconds"}),
    "weight": frozenset({"weight", "weight kg", "weight kgs", "weight lb", "weight lbs", "load"}),
    "unit": frozenset({"weight unit", "unit"}),
    "rpe": frozenset({"rpe"}),
    "reserve": frozenset({"rir"}),
    "note": frozenset({"notes", "note", "exercise notes", "comment"}),
    "side": frozenset({"side"}),
    "bodyweight": frozenset({"bodyweight"}),
    "easy": frozenset({"easy"}),
    "logged": frozenset({"logged at"}),
}
_NEEDED = ("when", "exercise")
_BRACKETS = re.compile(r"[()\[\]_\-.\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each meaning stands in a row; `unit` is what the heading of the weights says."""

    app: App
    places: Mapping[str, int]
    unit: Unit | None
    width: int

    def cell(self, row: Sequence[str], meaning: str) -> str:
        """Return what a row says under a heading, empty where it has none."""
        place = self.places.get(meaning)
        return plain(row[place]) if place is not None and place < len(row) else ""


def columns_of(header: Sequence[str]) -> Columns | None:
    """Recognise a table by its header; None where it is no log of training that is known here."""
    names = [_BRACKETS.sub(" ", plain(cell).casefold()).strip() for cell in header]
    places: dict[str, int] = {}
    for meaning, spellings in _MEANINGS.items():
        place = next((at for at, name in enumerate(names) if name in spellings), None)
        if place is not None:
            places[meaning] = place
    app = _app(frozenset(names))
    if app is None or any(one not in places for one in _NEEDED) or not {"reps", "seconds"} & places.keys():
        return None
    heading = names[places["weight"]] if "weight" in places else ""
    return Columns(app=app, places=places, unit=_unit_in(heading), width=len(names))


def unit_named(text: str) -> Unit | None:
    """Return the unit that a cell names, by word or by wger's number."""
    word = text.casefold().strip(" .")
    if word in {"kg", "kgs", "1", "kilogram", "kilograms"}:
        return Unit.KG
    return Unit.LB if word in {"lb", "lbs", "2", "pound", "pounds"} else None


def _unit_in(heading: str) -> Unit | None:
    return unit_named(heading.rpartition(" ")[2])


def _app(names: frozenset[str]) -> App | None:
    if "logged at" in names and "load kg" in names:
        return App.OURS
    if "exercise title" in names:
        return App.HEVY
    if "exercise name" in names and ("workout name" in names or "set order" in names):
        return App.STRONG
    return App.WGER if "repetitions" in names or "reps" in names else None
