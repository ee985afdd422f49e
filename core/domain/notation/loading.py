"""Weights that a word or sign announces: "@ 20 kg", "+10", "body weight", "assisted"."""

from core.domain.notation import noise
from core.domain.notation.lexemes import Kind
from core.domain.notation.numerals import amount
from core.domain.notation.phrases import chain, factor
from core.domain.notation.placing import Placer
from core.domain.notation.statement import Role, Weight
from core.domain.notation.wording import is_number

_ANNOUNCED = frozenset({Kind.UP_TO, Kind.COLON, Kind.OF, Kind.FILLER, Kind.AT})


def take_at(placer: Placer) -> None:
    """Read what an @ or a "with" brings: a weight, an effort, a tempo."""
    cursor = placer.cursor
    sign = cursor.here is Kind.AT_SIGN
    cursor.take()
    while cursor.here in _ANNOUNCED:
        cursor.take()
    if cursor.here is Kind.UNKNOWN:
        cursor.take()
        placer.weight(Weight())
    elif cursor.here is Kind.PERCENT:
        noise.take_percent(cursor)
    elif cursor.kind(cursor.at + 1 + (cursor.kind(cursor.at + 1) is Kind.DOT)) is Kind.MONTH:
        return  # "on 15 January", "on 15. January": a day, read in its turn
    elif cursor.here is Kind.NUMBER and is_number(cursor, cursor.at) and not noise.take_numbered(cursor):
        alone = sign and placer.draft.now.counted
        cursor.weighing = True
        factors = [factor(cursor)] if alone else chain(cursor)
        cursor.weighing = False
        placer.brought(factors, sign=sign)


def take_plus(placer: Placer) -> None:
    """Read "+10": what is added to the body, or simply the weight behind reps; before whole sets it only joins."""
    cursor, draft = placer.cursor, placer.draft
    cursor.take()
    if not is_number(cursor, cursor.at):
        draft.separated = Kind.THEN
        return
    if draft.now.full and cursor.kind(cursor.at + 1) in {Kind.TIMES, Kind.SETS}:
        draft.separated = Kind.THEN
        return
    factors = chain(cursor)
    first = factors[0]
    text = first.weight.text if first.weight is not None else first.maybe or str(first.number or "")
    added = not draft.now.counted or placer.loaded_on_body()
    if not text:
        placer.place(factors)
        return
    unit = first.weight.unit if first.weight is not None else None
    first.role, first.weight = Role.LOAD, Weight(text=text, unit=unit, bodyweight=added)
    placer.place(factors)


def take_body(placer: Placer) -> None:
    """Read a body weight, which may begin a chain."""
    placer.place(chain(placer.cursor))


def take_added(placer: Placer) -> None:
    """Read a word that says that the weight came on top of the body, or off it."""
    cursor = placer.cursor
    sign = "-" if cursor.here is Kind.ASSISTED else ""
    cursor.take()
    weights = placer.draft.now.weights
    if weights and weights[-1].text is not None and not weights[-1].bodyweight:
        weights[-1] = weights[-1]._replace(text=sign + weights[-1].text, bodyweight=True)
    elif cursor.here is Kind.NUMBER and (text := amount(cursor.value, decimal=cursor.decimal, comma=True)):
        one = chain(cursor)[0]
        unit = one.weight.unit if one.weight is not None else None
        placer.weight(Weight(text=sign + text, unit=unit, bodyweight=True))
    elif sign:
        placer.draft.now.assisted = True
