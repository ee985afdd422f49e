"""The readings of one exercise's statements, side by side: what one makes clear holds for its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from core.domain.training import TrainingSet

#: A reading this many times as likely as the next is not asked about.
CLEAR = 3.0
_NEVER = 1e-6


class Candidate(NamedTuple):
    """One reading of one statement, with the question and answer that it stands for."""

    score: float
    sets: tuple[TrainingSet, ...]
    question: str = ""
    shape: str = ""
    choice: str = ""
    unused: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Heard:
    """The candidates of each statement, best first, and how all of them together lean, by shape and choice."""

    statements: tuple[Sequence[Candidate], ...]
    _leanings: dict[str, dict[str, float]] = field(default_factory=dict)

    def undecided(self, near: Sequence[Candidate]) -> list[Candidate]:
        """Return those of some near candidates between which the other statements leave a doubt."""
        leaning = self._leaning(near[0].shape)
        ranked = sorted(near, key=lambda one: -leaning.get(one.choice, 0))
        return [one for one in ranked if leaning.get(one.choice, 0) + log(CLEAR) > leaning.get(ranked[0].choice, 0)]

    def settled(self, *, shape: str, choice: str) -> list[Candidate]:
        """Return one candidate a statement, with `choice` wherever `shape` was in question."""
        return [self._settle(one, shape=shape, choice=choice) for one in self.statements if one]

    def _settle(self, candidates: Sequence[Candidate], *, shape: str, choice: str) -> Candidate:
        wanted = [one for one in candidates if one.shape == shape and one.choice == choice]
        if wanted or is_clear(candidates):
            return (wanted or candidates)[0]
        leaning = self._leaning(candidates[0].shape)
        near = [one for one in candidates if one.score * CLEAR >= candidates[0].score]
        return max(near, key=lambda one: leaning.get(one.choice, 0))

    def _leaning(self, shape: str) -> dict[str, float]:
        """Return, for each answer to one question, how well it fits all statements (a sum of logarithms)."""
        known = self._leanings.get(shape)
        if known is None:
            told = [found for candidates in self.statements if (found := _scores(candidates, shape))]
            choices = {choice for scores in told for choice in scores}
            known = {choice: sum(log(max(scores.get(choice, 0), _NEVER)) for scores in told) for choice in choices}
            self._leanings[shape] = known
        return known


def is_clear(candidates: Sequence[Candidate]) -> bool:
    """Tell whether the best of some candidates needs no question."""
    return len(candidates) < 2 or candidates[0].score >= CLEAR * candidates[1].score  # noqa: PLR2004 - a rival


def _scores(candidates: Sequence[Candidate], shape: str) -> dict[str, float]:
    """Return the scores of one statement's candidates of a shape, as shares of its best."""
    return {one.choice: one.score / candidates[0].score for one in candidates if one.shape == shape}
