"""What a message says of long and hard runs and of races."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.conversation.meaning import Meaning
from bot.conversation.understanding.evidence import hear
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.times import past_day
from core.domain.facts import RaceKind, RunKind
from core.domain.languages.tokens import words

#: How long ago a race may be that is told as run.
RECENT = timedelta(days=21)
_KINDS = (RaceKind.ULTRA, RaceKind.HALF, RaceKind.MARATHON, RaceKind.SHORT)
_YEAR_DIGITS = 4
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """What a message says of a run or a race: what it is, on which day or weekdays, and what happens to it."""

    judged: Judged
    day: date | None
    weekdays: frozenset[int]
    past: date | None

    @classmethod
    def of(cls, text: str, meaning: Meaning | None, *, today: date, locale: str) -> Self:
        """Read a message."""
        return cls(
            judged=Judged.of(hear(text, words(text), locale=locale).words),
            day=meaning.when.date() if meaning and meaning.when else None,
            weekdays=meaning.days if meaning else frozenset(),
            past=past_day(TimeWords.of(text, locale), today),
        )

    def said(self, *names: str) -> bool:
        """Tell whether something was said."""
        return self.judged.said(*names)

    @property
    def gone(self) -> bool:
        """Whether it is called off: "cancel the marathon", "no long run this Sunday"."""
        runs = (hit for hit in self.judged.hits if hit.concept.partition(".")[0] in {"k", "run"})
        return self.said("gone") or any(self.judged.denied(hit) for hit in runs)

    @property
    def race(self) -> RaceKind | None:
        """How far a race is, as far as its words say."""
        return next((kind for kind in _KINDS if self.said(f"k.{kind}")), None)

    @property
    def run(self) -> RunKind | None:
        """Which kind of run it is."""
        return next((kind for kind in RunKind if self.said(f"run.{kind}")), None)

    @property
    def year(self) -> int | None:
        """A year that was told without a day."""
        years = [int(word) for word in self.judged.words if word.isdecimal() and len(word) == _YEAR_DIGITS]
        return years[0] if years and self.day is None else None

    def ran(self, today: date) -> date | None:
        """Return the day on which a race was run that is told as done; None where that is still to come."""
        if self.past is not None:
            return self.past
        if self.day is None or self.day <= today:
            return self.day or today
        if self.weekdays and self.day - today <= _A_WEEK:
            return self.day - _A_WEEK
        last_year = self.day.replace(year=self.day.year - 1) if (self.day.month, self.day.day) != (2, 29) else None
        return last_year if last_year is not None and today - last_year <= RECENT else None
