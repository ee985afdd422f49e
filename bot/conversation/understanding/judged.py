"""A text as a coach judges it: what was cleared, how it hurts, which run is meant, and who somebody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from bot.conversation.understanding.vocabulary import judgement_lexicon
from core.domain.languages.lexicon import Hit
from core.domain.languages.tokens import MARKS, words

_DENIED_FROM = 3  # words before a sign in which a "no" takes it away


@dataclass(frozen=True)
class Judged:
    """The words of a text, with the concepts of the judgement tables of all languages."""

    words: Sequence[str]
    hits: Sequence[Hit]

    @classmethod
    def of(cls, text: str | Sequence[str]) -> Self:
        """Find the concepts of a text."""
        found = words(text) if isinstance(text, str) else text
        return cls(words=found, hits=judgement_lexicon().find(found))

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept that was said."""
        return frozenset(hit.concept for hit in self.hits)

    def said(self, *names: str) -> bool:
        """Tell whether one of the concepts was said."""
        return not self.concepts.isdisjoint(names)

    def family(self, prefix: str) -> list[str]:
        """Return the members of one family of concepts (`k.` for kinds of race) in the order of the text."""
        return [hit.concept[len(prefix) :] for hit in self.hits if hit.concept.startswith(prefix)]

    def denied(self, hit: Hit) -> bool:
        """Tell whether a "no" of the same language stands shortly before what was said, in the same clause."""
        before = range(max(0, hit.start - _DENIED_FROM), hit.start)
        clause = max((at + 1 for at in before if self.words[at] in MARKS), default=0)
        return any(
            one.concept == "not_had" and one.start in before and one.start >= clause and one.languages & hit.languages
            for one in self.hits
        )

    def holds(self, concept: str) -> bool:
        """Tell whether a concept was said and not denied."""
        return any(hit.concept == concept and not self.denied(hit) for hit in self.hits)

    def strange(self, *names: str) -> list[str]:
        """Return the words that belong to none of the concepts; marks and numbers are never strange."""
        known = {at for hit in self.hits if hit.concept in names for at in range(hit.start, hit.end)}
        return [
            word
            for at, word in enumerate(self.words)
            if at not in known and word not in MARKS and not word[0].isdecimal()
        ]
