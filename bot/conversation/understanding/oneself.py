"""What a runner tells of themselves: age, sex, what has to be cleared first, and on which day their week begins."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from bot.conversation.meaning import Intent, Meaning
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.spelling import respell
from bot.conversation.understanding.time_words import TimeWords
from core.domain.facts import Condition
from core.domain.languages import languages, load_words
from core.domain.languages.tokens import words
from core.domain.red_flags import red_flag
from core.domain.runner import Sex

YOUNGEST, OLDEST, GROWN = 5, 99, 16
_LONGEST = 24  # words; who tells more tells a story
_LONGEST_AGE = 8
_YEAR_DIGITS = 4
_Slots: TypeAlias = dict[str, Any]
_ABOUT_ME = ("me", "years", "aged", "born", "filler", "sex.male", "sex.female")
_LETTER = 1


def read_oneself(typed: Sequence[str], *, today: date, locale: str) -> Meaning | None:
    """Return what a text tells of the runner's own person, None where it tells of something else."""
    if len(typed) > _LONGEST:
        return None
    judged = Judged.of(typed)
    slots = _week(judged, locale=locale) or _condition(judged) or _person(judged, today)
    return Meaning(intent=Intent.SETTINGS, score=1.0, **slots) if slots else None


def is_long_past(typed: Sequence[str], *, today: date) -> bool:
    """Tell whether what sounds like a red flag is a clot, a tear or an operation that lies long back."""
    judged = Judged.of(typed)
    conditions = [hit for hit in judged.hits if hit.concept.startswith("c.")]
    if not conditions or judged.said("now", "others"):
        return False
    years = [int(word) for word in typed if word.isdecimal() and len(word) == _YEAR_DIGITS]
    past = judged.said("past") or any(today.year - OLDEST < year < today.year for year in years)
    clot = all(hit.concept == f"c.{Condition.BLOOD_CLOT}" for hit in conditions)
    if not past and not (clot and judged.said("had")):
        return False
    told = {at for hit in conditions for at in range(hit.start, hit.end)}
    return red_flag([word for at, word in enumerate(typed) if at not in told], respell=respell) is None


def read_person(judged: Judged, today: date) -> _Slots:
    """Return year of birth and sex as far as they are told."""
    numbers = [number for word in judged.words if (number := _number(word)) is not None]
    born = next((year for number in numbers if (year := _born(number, today)) is not None), None)
    sexes = {Sex(name) for name in judged.family("sex.")}
    slots: _Slots = {"born": born} if born is not None else {}
    return slots | ({"sex": sexes.pop()} if len(sexes) == 1 else {})


def _number(word: str) -> int | None:
    """Return a number in digits or as one word of any language."""
    if word.isdecimal():
        return int(word) if len(word) <= _YEAR_DIGITS else None
    return _number_words().get(word)


@cache
def _number_words() -> Mapping[str, int]:
    """Return the words for ages that are one word."""
    tables = (load_words(language, "notation").get("numbers", {}) for language in languages())
    told = {word: number for table in tables for name, number in table.items() for word in words(name)[:1]}
    return {word: number for word, number in told.items() if YOUNGEST <= number <= OLDEST}


def _born(number: int, today: date) -> int | None:
    """Return the year of birth that a number tells as an age or as a year."""
    year = number if number > OLDEST else today.year - number
    return year if YOUNGEST <= today.year - year <= OLDEST else None


def _week(judged: Judged, *, locale: str) -> _Slots:
    """Read "my week starts on Sunday"."""
    if not judged.said("week_starts"):
        return {}
    days = {day for _, day in TimeWords.of(judged.words, locale).numbered("d")}
    return {"week_starts": days.pop()} if len(days) == 1 else {"unreadable": "week"}


def _condition(judged: Judged) -> _Slots:
    """Read "I'm pregnant", "achilles surgery in March"."""
    if judged.said("others"):
        return {}
    told = [Condition(name) for name in judged.family("c.") if judged.holds(f"c.{name}")]
    return {"condition": told[0]} if told else {}


def _person(judged: Judged, today: date) -> _Slots:
    """Read "I'm 43", "born 1981", "male"; the words must tell of nothing else."""
    if len(judged.words) > _LONGEST_AGE or judged.said("not_had"):
        return {}
    if any(word not in _number_words() for word in judged.strange(*_ABOUT_ME)):
        return {}
    numbers = [word for word in judged.words if word[0].isdecimal() or word in _number_words()]
    if numbers:
        told = len(numbers) == 1 and judged.said("me", "years", "aged", "born")
        return (read_person(judged, today) or {"unreadable": "born"}) if told else {}
    named = judged.said("me") or any(len(word) > _LETTER for word in judged.words)
    return read_person(judged, today) if named else {}
