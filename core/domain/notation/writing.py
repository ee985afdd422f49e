"""How the coach writes sets: "3 × 12 at 20 kg", "12, 12, 11 at 40 kg", "3 × 45 s".

What is written here reads back to the same sets, in every language.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from core.domain.languages import language_of
from core.domain.notation.vocabulary import load_written
from core.domain.training import Side, TrainingSet

_MOST_TIMES = 5


def write(
    sets: Sequence[TrainingSet], *, locale: str = "en", contacts: bool = False, words: Mapping[str, str] | None = None
) -> str:
    """Return sets in the words of `locale`, or in those given; numbers as they were typed.

    `contacts` says that landings were counted.
    """
    words = words or load_written(language_of(locale))
    parts = [part for _, same in groupby(sets, key=_alike) for part in _portions(tuple(same))]
    some_load = any(one.load is not None or one.bodyweight for one in sets)
    written = [_counted(part, words, alone=len(parts) == 1, contacts=contacts) for part in parts]
    tails = [_tail(part[0], words, some_load=some_load) for part in parts]
    return "; ".join(count + tail for count, tail in zip(written, _told_once(parts, tails), strict=True))


def _alike(one: TrainingSet) -> tuple[object, ...]:
    """Return what sets that are written together have in common; only plain reps may differ."""
    plain = one.reps is not None and one.reps_to is None
    count = "reps" if plain else (one.reps, one.reps_to, one.seconds)
    return count, one.side, one.load, one.bodyweight, one.rpe


def _portions(part: tuple[TrainingSet, ...]) -> list[tuple[TrainingSet, ...]]:
    """Cut what cannot be written as a list so that "6 × 45 s" never looks like a weight."""
    if part[0].reps is not None and part[0].reps_to is None:
        return [part]
    return [part[at : at + _MOST_TIMES] for at in range(0, len(part), _MOST_TIMES)]


def _told_once(parts: Sequence[Sequence[TrainingSet]], tails: Sequence[str]) -> list[str]:
    """Leave out what the left leg shares with the right behind it."""
    told = list(tails)
    both = [part[0].side for part in parts] == [Side.LEFT, Side.RIGHT]
    if both and tails[0] == tails[1] and parts[0][0].rpe is None:
        told[0] = ""
    return told


def _counted(part: Sequence[TrainingSet], words: Mapping[str, str], *, alone: bool, contacts: bool) -> str:
    """Return how many: sets of as many each, or a list; then the side."""
    counts = [_count(one, words) for one in part]
    lone = len(counts) == 1 and alone and part[0].reps is not None and part[0].reps_to is None
    if lone or len(counts) > _MOST_TIMES or len(set(counts)) > 1:
        told = ", ".join(counts)
    else:
        told = f"{len(counts)} × {counts[0]}"
    if contacts and part[0].seconds is None:
        told += f" {words['contacts']}"
    side = {Side.LEFT: "left", Side.RIGHT: "right", Side.EACH: "each"}.get(part[0].side)
    return f"{told} {words[side]}" if side else told


def _count(one: TrainingSet, words: Mapping[str, str]) -> str:
    if one.seconds is not None:
        return f"{one.seconds} {words['seconds']}"
    if one.reps is None:
        return "?"
    return str(one.reps) if one.reps_to is None else f"{one.reps}–{one.reps_to}"


def _tail(one: TrainingSet, words: Mapping[str, str], *, some_load: bool) -> str:
    """Return the load and the effort."""
    effort = f", RPE {one.rpe.normalize():f}" if one.rpe is not None else ""
    if one.bodyweight:
        return f", {words['bodyweight']}{_added(one)}{effort}"
    if one.load is not None:
        return f" {words['at']} {one.load.text} {one.load.unit}{effort}"
    return f" {words['at']} ?{effort}" if some_load else effort


def _added(one: TrainingSet) -> str:
    if one.load is None:
        return ""
    sign = "−" if one.load.text.startswith("-") else "+"
    return f" {sign} {one.load.text.lstrip('-')} {one.load.unit}"
