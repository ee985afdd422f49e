"""Scores: how well each intent's rules fit what was found in a text."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bot.conversation.meaning import Intent

_SURE = 0.95
_FLOOR = 0.52  # what a rule is worth of itself; the rest is for how much of the text it explains
_BONUS = 0.02  # for each further concept: the more special rule wins
_DOUBT = 0.08  # for each misspelled word that a rule rests on


class Score(NamedTuple):
    """How likely an intent is, 0 to 1, and the words that speak for it."""

    intent: Intent
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Concepts that together make an intent."""

    intent: Intent
    needs: tuple[tuple[str, ...], ...]
    never: frozenset[str]
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found: the places of each concept's words, of all words with content, and of the misspelled ones."""

    places: Mapping[str, AbstractSet[int]]
    content: AbstractSet[int]
    doubtful: AbstractSet[int]


def score(evidence: Evidence) -> list[Score]:
    """Return the intents that have a fitting rule, best first."""
    best: dict[Intent, float] = {}
    for rule in _fitting(evidence.places):
        value = _value(rule, evidence)
        if value > best.get(rule.intent, 0):
            best[rule.intent] = value
    return sorted((Score(intent, value) for intent, value in best.items()), key=lambda one: -one.value)


def _fitting(places: Mapping[str, AbstractSet[int]]) -> Iterable[Rule]:
    """Yield the rules whose concepts are all there."""
    index = _rules_by_first()
    for concept in places:
        for rule in index.get(concept, ()):
            needed = all(any(one in places for one in choice) for choice in rule.needs[1:])
            if needed and not any(one in places for one in rule.never):
                yield rule


def _value(rule: Rule, evidence: Evidence) -> float:
    """Return how well one fitting rule explains the text."""
    explained: set[int] = set()
    for choice in rule.needs:
        for concept in choice:
            explained |= evidence.places.get(concept, frozenset())
    share = len(explained & evidence.content) / len(evidence.content) if evidence.content else 1.0
    doubt = _DOUBT * len(explained & evidence.doubtful)
    return min(1.0, rule.sure * (_FLOOR + (1 - _FLOOR) * share) + _BONUS * (len(rule.needs) - 1) - doubt)


@cache
def _rules_by_first() -> Mapping[str, Sequence[Rule]]:
    """Return all rules by the concept (each of the alternatives) that they start with."""
    text = files("bot.conversation.understanding").joinpath("rules.toml").read_text(encoding="utf-8")
    index: dict[str, list[Rule]] = {}
    for intent, lines in tomllib.loads(text).items():
        for line in lines:
            rule = _rule(Intent(intent), line)
            for concept in rule.needs[0]:
                index.setdefault(concept, []).append(rule)
    return index


def _rule(intent: Intent, line: str) -> Rule:
    """Read one line of the rules file."""
    parts = line.split()
    sure = next((float(part[1:]) for part in parts if part.startswith("=")), _SURE)
    needs = tuple(tuple(part.split("|")) for part in parts if part[0] not in "-=")
    never = frozenset(part[1:] for part in parts if part.startswith("-"))
    return Rule(intent=intent, needs=needs, never=never, sure=sure)
