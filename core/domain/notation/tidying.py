"""Putting drafted passages in order before their numbers get roles."""

from core.domain.notation.passages import Draft, Passage
from core.domain.notation.statement import Statement, Weight
from core.domain.training import Side

_SMALL = 20


def tidy(draft: Draft) -> list[Passage]:
    """Return the passages that have sets, with weights and sides where they belong."""
    passages: list[Passage] = []
    for passage in draft.passages:
        passage.statements = _whole(passage.statements)
        if not passage.statements:
            continue
        if passages and not passage.named and not passage.apart and passage.day == passages[-1].day:
            passages[-1].statements += passage.statements
        else:
            passages.append(passage)
    for passage in passages:
        share_weights(passage.statements)
        _share_sets(passage.statements)
    return passages


def _whole(statements: list[Statement]) -> list[Statement]:
    """Merge what tells no sets of its own, a weight or an effort alone, with the sets before it."""
    whole: list[Statement] = []
    waiting: list[Statement] = []
    for one in statements:
        if not one.empty:
            for early in waiting:
                one.weights = [*early.weights, *one.weights]
                one.rpes = [*early.rpes, *one.rpes]
            waiting = []
            whole.append(one)
        elif whole:
            _add(whole[-1], one)
        else:
            waiting.append(one)
    return whole or [one for one in waiting if one.weights]


def _add(before: Statement, one: Statement) -> None:
    before.weights += [weight for weight in one.weights if weight not in before.weights]
    before.rpes += one.rpes
    before.side = before.side or one.side


def share_weights(statements: list[Statement]) -> None:
    """Let a weight that was told once hold for all sets of the exercise; further sets keep the weight before them."""
    with_weight = [one for one in statements if _weighted(one)]
    if len(with_weight) == 1 and len(statements) > 1 and with_weight[0].weights and not with_weight[0].ats:
        for one in statements:
            if not _weighted(one) and _small(one):
                one.weights = list(with_weight[0].weights)
    before: list[Weight] = []
    for one in statements:
        if not _weighted(one) and before and _inherits(one):
            one.weights = list(before)
        if one.weights:
            before = one.weights[-1:]
        elif one.factors:
            before = [factor.weight for factor in one.factors if factor.weight is not None]
            before = before or _first_number(one)


def _weighted(one: Statement) -> bool:
    return bool(one.weights) or any(factor.weight is not None for factor in one.factors)


def _inherits(one: Statement) -> bool:
    """Tell whether sets may take the weight of those before: plain reps do, an open chain may have its own."""
    return len(one.factors) < 2 or all(factor.role is not None for factor in one.factors)  # noqa: PLR2004


def _small(one: Statement) -> bool:
    """Tell whether a statement has no number that looks like a weight of its own."""
    return all((factor.number or 0) <= _SMALL for factor in one.factors)


def _first_number(one: Statement) -> list[Weight]:
    """Return the first number of "290x12", in case "x6" follows."""
    first = one.factors[0].number
    large = first is not None and first > 30  # noqa: PLR2004
    return [Weight(text=str(first))] if large and len(one.factors) > 1 else []


def _share_sets(statements: list[Statement]) -> None:
    """Let "3 sets: 15 left, 12 right" mean three for each."""
    sides = [one for one in statements if one.side in {Side.LEFT, Side.RIGHT}]
    told = [one.sets for one in sides if one.sets is not None]
    if len(sides) > 1 and len(told) == 1 and not any(len(one.factors) > 1 for one in sides):
        for one in sides:
            one.sets = one.sets or told[0]
