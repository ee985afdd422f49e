"""Giving the numbers of a statement their roles: every sensible way, with how likely it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, permutations
from typing import NamedTuple

from core.domain.notation.priors import ORDERS, Priors
from core.domain.notation.statement import Count, Factor, Role, Statement, Weight

_UNUSUAL_ORDER = 0.01
_LIST_OF_BARE = 0.4
_NEAR_REPS = 3
_MOST_OPEN = 3
_DROPPED = 1e-6
_UNCOUNTED = 0.01
#: Beside a weight the sets stand first still more often.
_REPS_FIRST = 0.6
_COMMA_DECIMALS = frozenset({"5", "25", "50", "75"})
_EFFORT = 0.3
_AT_LOAD = 0.3
_MANY_SETS = 50
_PAIR = 2
_ROLES = tuple(Role)


class Solution(NamedTuple):
    """One way to read a statement; `shape` and `choice` name the question and this answer to it."""

    score: float
    sets: int | None = None
    counts: tuple[Count, ...] = ()
    weights: tuple[Weight, ...] = ()
    rpes: tuple[Decimal, ...] = ()
    shape: str = ""
    choice: str = ""
    unused: tuple[int, ...] = ()
    each: bool = False


@dataclass(slots=True)
class _Trial:
    """Roles as they are being tried."""

    sets: int | None
    counts: tuple[Count, ...]
    weights: tuple[Weight, ...]
    score: float = 1.0
    each: bool = False
    letters: list[str] = field(default_factory=list)


def solve(statement: Statement, priors: Priors, *, comma: bool) -> list[Solution]:
    """Return every sensible reading of a statement, best first; `comma` says that the runner's decimal sign is one."""
    factors = statement.factors
    if len(factors) == 1 and factors[0].role is None and not factors[0].dangling:
        statement.bare, factors = [*factors, *statement.bare], []
    chained = _chains(statement, factors, priors=priors, comma=comma)
    found = [one for base in chained for one in _with_bare(statement, base, priors=priors)]
    solved = [one for trial, unused in found for one in _with_ats(statement, trial, unused=unused, priors=priors)]
    return sorted(solved, key=lambda one: -one.score)


def _chains(statement: Statement, factors: Sequence[Factor], *, priors: Priors, comma: bool) -> Iterator[_Trial]:
    """Give roles to the factors of the chain."""
    sets, counts = statement.sets, statement.counts
    known = [one.role for one in factors if one.role is not None]
    if sets is not None and Role.SETS not in known and len(factors) - len(known) > 1 and not statement.ats:
        sets = sets if Role.LOAD not in known and not statement.weights else None
    told = (sets is not None, bool(counts), bool(statement.weights))
    open_roles = [role for role, is_told in zip(_ROLES, told, strict=True) if not is_told and role not in known]
    places = [at for at, one in enumerate(factors) if one.role is None]
    if len(places) > len(open_roles):
        open_roles = [role for role in _ROLES if role not in known]
    if Role.LOAD in known and len(places) > 2 and len(places) == len(factors) - 1:  # noqa: PLR2004
        weight = next(one.weight for one in factors if one.weight is not None)
        yield _Trial(sets, tuple(count for at in places for count in factors[at].counts), (weight,))
        return
    if not factors or len(places) > _MOST_OPEN:
        yield _Trial(sets, counts, tuple(statement.weights))
        return
    for given in permutations(open_roles, len(places)):
        yield from _try(
            statement,
            factors,
            given=given,
            priors=priors,
            comma=comma,
            start=_Trial(sets, counts, tuple(statement.weights)),
        )


def _try(
    statement: Statement,
    factors: Sequence[Factor],
    *,
    given: Sequence[Role],
    priors: Priors,
    comma: bool,
    start: _Trial,
) -> Iterator[_Trial]:
    """Try one giving of roles to the open factors."""
    trial, roles = start, iter(given)
    several = False
    for one in factors:
        role = one.role or next(roles)
        if not _assign(trial, one, role=role, priors=priors, comma=comma):
            return
        trial.letters.append(role)
        several = several or (role is Role.COUNT and len(one.counts) > 1)
    letters = "".join(trial.letters)
    if Role.LOAD in letters and len(factors) == _PAIR and any(one.number == 0 for one in factors):
        return  # "0x12": nobody writes a weight of nothing beside one other number
    trial.score *= ORDERS.get(letters, _UNUSUAL_ORDER) if len(letters) > 1 else 0.5
    if letters == "RS" and statement.weights:
        trial.score *= _REPS_FIRST
    if not trial.counts and len(given) == len(factors):
        trial.score *= _UNCOUNTED
    if several and trial.sets is not None:
        yield from _set_lists(statement, trial)
    else:
        yield trial


def _set_lists(statement: Statement, trial: _Trial) -> Iterator[_Trial]:
    """Read "3x10-8-6" as three sets, "3x12, 10" as three sets and one more."""
    sets = trial.sets or 0
    if statement.slashed and len(trial.counts) == 2:  # noqa: PLR2004
        trial.counts = trial.counts * min(sets, _MANY_SETS)
        yield trial
        return
    told = any(one.role is Role.SETS for one in statement.factors)
    if told or (len(trial.counts) == sets and not statement.listing):
        trial.sets = None
        yield trial
        return
    trial.counts = (trial.counts[0],) * min(sets, _MANY_SETS) + trial.counts[1:]
    trial.sets = None
    trial.score *= 0.3
    yield trial


def _assign(trial: _Trial, one: Factor, *, role: Role, priors: Priors, comma: bool) -> bool:
    """Give one factor a role; tell whether it can have it."""
    if role is Role.LOAD:
        return _assign_load(trial, one, priors=priors, comma=comma)
    if role is Role.SETS:
        number = one.number if one.maybe is None else None
        if not number:
            return False
        trial.sets = number
        trial.score *= priors.of(role, str(number)) if one.role is None else 1
        return True
    if not one.counts:
        return False
    trial.counts, trial.each = one.counts, trial.each or one.each
    if one.role is None and one.counts[0].reps is not None:
        trial.score *= priors.of(role, str(one.counts[0].reps)) * (0.3 if one.maybe is not None and comma else 1)
    return True


def _assign_load(trial: _Trial, one: Factor, *, priors: Priors, comma: bool) -> bool:
    if one.weight is not None:
        trial.weights = (one.weight,)
        return True
    text = one.maybe or (str(one.number) if one.number is not None else None)
    if text is None:
        return False
    if one.maybe is not None and one.counts:
        trial.score *= (1 if comma else 0.2) * (1 if one.maybe.split(",")[-1] in _COMMA_DECIMALS else 0.1)
    trial.weights = (Weight(text=text),)
    trial.score *= priors.of(Role.LOAD, text)
    return True


def _with_bare(statement: Statement, trial: _Trial, *, priors: Priors) -> Iterator[tuple[_Trial, tuple[int, ...]]]:
    """Give roles to the numbers that stand alone."""
    bare = statement.bare
    told = (trial.sets is not None, bool(trial.counts), bool(trial.weights))
    roles = [role for role, is_told in zip(_ROLES, told, strict=True) if not is_told]
    if not bare:
        yield trial, ()
        return
    if not trial.counts and len(bare) > 1 and all(one.number is not None or len(one.counts) > 1 for one in bare):
        yield _as_list(trial, bare, priors=priors), ()
    used = bare[: len(roles)] if len(bare) <= len(roles) or trial.counts else []
    unused = tuple(one.at for one in bare[len(used) :])
    if not used:
        trial.score *= 1 if trial.counts else _DROPPED
        yield trial, unused
    for given in permutations(roles, len(used)):
        tried = _Trial(trial.sets, trial.counts, trial.weights, trial.score, trial.each, list(trial.letters))
        if all(
            _assign(tried, one, role=role, priors=priors, comma=True) for one, role in zip(used, given, strict=True)
        ):
            letters = "".join(role for role in given)
            tried.score *= _bare_order(letters, counted=bool(trial.counts or statement.ats))
            tried.letters.append("+" + letters)
            yield tried, unused


def _bare_order(letters: str, *, counted: bool) -> float:
    """Return how usual bare numbers are in this order."""
    if len(letters) == 1:
        return {"W": 0.9 if counted else 0.0001, "R": 0.8, "S": 0.02}[letters]
    return {"RW": 0.3, "WR": 0.4, "SR": 0.25, "RS": 0.04}.get(letters, ORDERS.get(letters, _UNUSUAL_ORDER))


def _as_list(trial: _Trial, bare: Sequence[Factor], *, priors: Priors) -> _Trial:
    """Read numbers side by side as the reps of one set each."""
    counts = tuple(count for one in bare for count in one.counts)
    reps = [count.reps or 0 for count in counts]
    score = trial.score * _LIST_OF_BARE * priors.of(Role.COUNT, str(reps[0]))
    for before, after in pairwise(reps):
        score *= _after(before, after)
    if len(reps) > _MOST_OPEN:
        score = max(score, 1e-3)
    return _Trial(trial.sets, counts, trial.weights, score, trial.each, [*trial.letters, "+L"])


def _after(before: int, after: int) -> float:
    """Return how usual these reps are in the set behind those."""
    if abs(before - after) <= _NEAR_REPS:
        return 0.25
    return 0.02 if max(before, after) <= 2 * min(before, after) else 0.001


def _with_ats(statement: Statement, trial: _Trial, *, unused: tuple[int, ...], priors: Priors) -> Iterator[Solution]:
    """Read the small numbers behind @ signs: efforts where the weight is known, else one or the other."""
    choice = "".join(trial.letters)
    plain = Solution(
        score=trial.score,
        sets=trial.sets,
        counts=trial.counts,
        weights=trial.weights,
        rpes=tuple(statement.rpes),
        shape=f"order-{len(statement.factors)}-{len(statement.bare)}",
        choice=choice,
        unused=unused,
        each=trial.each,
    )
    numbers = tuple(Decimal(text.replace(",", ".")) for text in statement.ats)
    if not numbers:
        yield plain
        return
    unsure = 1 if trial.weights else _EFFORT
    if all(number >= 1 for number in numbers) and (not statement.rpes or len(numbers) > 1):
        yield plain._replace(score=trial.score * unsure, rpes=numbers, shape="at", choice=choice + "@rpe")
    if trial.weights and not trial.counts and len(numbers) == 1 and statement.ats[0].isdigit():
        counts = (Count(reps=int(statement.ats[0])),)
        yield plain._replace(score=trial.score, counts=counts, shape="at", choice=choice + "@reps")
    if not trial.weights:
        weights = tuple(Weight(text=text) for text in statement.ats)
        likely = priors.like_load(numbers[0]) if priors.load is not None else _AT_LOAD
        yield plain._replace(score=trial.score * likely, weights=weights, shape="at", choice=choice + "@load")
