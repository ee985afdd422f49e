"""What can hardly be meant: five hundred kilos, nine hundred reps, ten times the usual."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from core.domain.load import Load
from core.domain.reading import Option, ReadingContext, Work
from core.domain.training import TrainingSet

_MOST_KG = Decimal(500)
_MOST_REPS = 300
_MOST_SECONDS = 1200
_MOST_SETS = 30
_TIMES_USUAL = 10


def absurd_options(works: Sequence[Work], context: ReadingContext, *, doubtful: bool = False) -> tuple[Option, ...]:
    """Return what to ask about works that can hardly be meant; empty where all is well.

    `doubtful` works have a minus sign before a number, or metres behind it. The choices are `as-written` (both left
    out), `slip` (a figure too many was typed) and `nothing`.
    """
    if not (doubtful or _has_absurd(works, context) or _too_many(works)):
        return ()
    options = [Option(works=tuple(works), choice="as-written")]
    mended = tuple(replace(work, sets=tuple(_mend(one, context) for one in work.sets)) for work in works)
    sane = not _has_absurd(mended, context) and not _too_many(mended)
    if mended != tuple(works) and sane:
        options.append(Option(works=mended, choice="slip"))
    return (*options, Option(works=(), choice="nothing"))


def _has_absurd(works: Iterable[Work], context: ReadingContext) -> bool:
    """Tell whether any set can hardly be meant; sets that are the same value are looked at once."""
    for work in works:
        for one in {id(one): one for one in work.sets}.values():
            if _is_absurd(one, context):
                return True
    return False


def _too_many(works: Iterable[Work]) -> bool:
    return any(len(work.sets) > _MOST_SETS or all(one.reps == 0 for one in work.sets) for work in works)


def _is_absurd(one: TrainingSet, context: ReadingContext) -> bool:
    return _much_weight(one.load, context) or _many(one, context)


def _much_weight(load: Load | None, context: ReadingContext) -> bool:
    if load is None:
        return False
    usual = context.usual_load.kg if context.usual_load is not None else Decimal(0)
    return load.kg >= _MOST_KG or (usual > 0 and load.kg >= _TIMES_USUAL * usual)


def _many(one: TrainingSet, context: ReadingContext) -> bool:
    most = min(_MOST_REPS, _TIMES_USUAL * (context.usual_reps or _MOST_REPS))
    return (one.reps or 0) >= most or (one.seconds or 0) > _MOST_SECONDS


def _mend(one: TrainingSet, context: ReadingContext) -> TrainingSet:
    """Take one figure off what is absurd."""
    if one.load is not None and _much_weight(one.load, context):
        one = replace(one, load=Load.of(one.load.amount / 10, one.load.unit))
    if _many(one, context) and one.reps:
        one = replace(one, reps=one.reps // 10)
    return one
