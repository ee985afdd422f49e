"""The message catalogue: nothing the code says is missing, nothing is left over, nothing is said that must not be."""

import importlib
import itertools
import pkgutil
import re
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

import core.domain
from bot.conversation.deeds import MEANINGS
from bot.conversation.meaning import Intent
from bot.conversation.settings_words import ALL_PAGES
from bot.conversation.texts import MissingWordsError, Texts, spoken, texts_for
from bot.conversation.topics.welcome import not_yet
from core.domain.exercise import Equipment, Variation
from core.domain.facts import Condition
from core.domain.load import Unit
from core.domain.planning.reasons import Coded
from core.domain.progression.dose_reasons import News
from core.domain.red_flags import Urgency
from core.domain.runner import Experience, Sex
from tests.support.wording import (
    ROOT,
    facts_of,
    messages,
    quoted_keys,
    source_of,
    spoken_families,
    spoken_keys,
    strings,
)

for _module in pkgutil.iter_modules(core.domain.__path__, "core.domain."):
    importlib.import_module(_module.name)
FAMILIES: tuple[type[Coded], ...] = tuple(family for family in Coded.__subclasses__() if family is not News)
SKIP_REASONS = ("sore", "no-time", "ill", "travelling", "equipment", "pain", "dislike", "noise")
# Nobody is asked whether they mean these: what is answered at once, and what the coach cannot do yet.
NEVER_ASKED = {Intent.RED_FLAG, Intent.GREETING, Intent.THANKS, Intent.UNKNOWN} | {
    intent for intent, topic in MEANINGS.items() if topic is not_yet
}
CODES = {"because": ("", "sore", "pain", "ill", "equipment", "no-time", "dislike", "noise"), "side": ("left", "right")}
MANY_VALUES: dict[str, tuple[str | int, ...]] = {
    **CODES,
    "day": ("none", "on Wednesday"),
    "until": ("none", "Friday"),
}
COUNTS = (0, 1, 2, 3, 5, 11, 100)
MUST_NOT = (
    r"\bcur(e|es|ed)\b",
    r"\bprevent",
    r"\bisolat",
    r"\byou have (a|an|got) (strain|tear|tendin|thrombosis|clot|injur|fracture)",
    r"no pain,? no gain",
    r"pain.?free",
    r"\bguarantee",
    r"\bsafe\b",
    r"\bdiagnos",
    r"\binjury",
    r"times (your )?body ?weight",
)
GUILT = (
    r"\byou should have\b",
    r"\bfailed?\b",
    r"\bdisappoint",
    r"\blazy\b",
    r"\bonly managed\b",
    r"\bmust\b",
    r"\bcrush",
    r"\bbeast\b",
    r"\bawesome\b",
    r"\bamazing\b",
)


@cache
def english() -> Texts:
    """Return the words of English."""
    return texts_for("en")


def matching(pattern: str) -> Iterable[str]:
    """Return the keys of the catalogue that a key of the code can become."""
    return [key for key in messages() if fnmatchcase(key, pattern)]


def told() -> Iterator[tuple[str, str]]:
    """Give every sentence as a runner may see it, with its key: each message with each choice of its facts."""
    for key, message in messages().items():
        for facts in fillings(key, facts_of(message)):
            yield key, english()(key, **facts)


def fillings(key: str, names: Iterable[str]) -> Iterator[dict[str, str | int]]:
    """Give facts for a message: every code and count that it may choose by."""
    wanted = sorted(names)
    selects = {name: values(key, name) for name in wanted}
    for chosen in itertools.product(*selects.values()):
        yield dict(zip(selects, chosen, strict=True))


def values(key: str, name: str) -> tuple[str | int, ...]:
    """Return what a fact of a message may be."""
    if name == "day" and key.startswith(("weekday", "month")):
        return tuple(range(7))
    if name == "month":
        return tuple(range(1, 13))
    if name in MANY_VALUES and not (name == "day" and "reason" not in key):
        return MANY_VALUES[name]
    return COUNTS if re.search(rf"\${name} ->", source_of(messages()[key])) else ("40 kg",)


def test_every_key_that_the_code_says_has_words() -> None:
    """A key in the code without words would cost a runner their answer."""
    missing = [f"{one.place} says {one.key}" for one in spoken_keys() if not list(matching(one.key))]
    assert missing == []


def test_every_message_is_given_its_facts() -> None:
    """A fact that the code forgets would cost a runner their answer too."""
    wrong = [
        f"{one.place} gives {key} only {sorted(one.facts)}"
        for one in spoken_keys()
        if one.facts is not None
        for key in matching(one.key)
        if not facts_of(messages()[key]) <= one.facts
    ]
    assert wrong == []


def test_every_message_is_said_somewhere() -> None:
    """Words that nothing says are dead, and translators would work on them for nothing."""
    families = {"reason-*", "brief-*", "news-*"}  # made of a form and a code in phrases.reason_words
    said = strings() | quoted_keys() | spoken_families() | families
    # A bare asterisk, or one with a hyphen beside it, would vouch for every message.
    patterns = {one for one in said if len(one.replace("*", "").strip("-")) > 1}
    left_over = [key for key in messages() if not any(fnmatchcase(key, one) for one in patterns)]
    assert left_over == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_reason_has_a_full_sentence_from_its_own_facts(family: type[Coded]) -> None:
    """Each reason code is worded in full, and asks for no fact that the code does not carry."""
    for why in family:
        assert f"reason-{why.code}" in messages(), why
        assert facts_of(messages()[f"reason-{why.code}"]) <= set(why.facts), why


def test_every_brief_sentence_belongs_to_a_reason() -> None:
    """A brief form without its reason would never be said, and one with foreign facts would fail when it is."""
    facts = {why.code: set(why.facts) for family in FAMILIES for why in family}
    for key in matching("brief-*"):
        assert facts_of(messages()[key]) <= facts[key.removeprefix("brief-")], key


def test_every_piece_of_news_has_its_sentence() -> None:
    """Each kind of news is worded, and asks for no fact that it does not carry."""
    for one in News:
        assert facts_of(messages()[f"news-{one.code}"]) <= set(one.facts), one
    assert {f"news-{one.code}" for one in News} == set(matching("news-*"))


def test_no_reason_stands_in_the_catalogue_that_nothing_gives() -> None:
    """Sentences of reasons that were renamed or dropped are found."""
    codes = {why.code for family in FAMILIES for why in family}
    assert {key.removeprefix("reason-") for key in matching("reason-*")} == codes


@pytest.mark.parametrize(
    ("pattern", "codes"),
    [
        ("deed-*", {"settings", "skip", "snooze", "pause", "resume", "swap", "fault", "take-back"}),
        ("intent-*", {str(one) for one in Intent}),
        ("equipment-*", {*(str(one) for one in Equipment), "nothing"}),
        ("setting-*", set(ALL_PAGES)),
        ("page-*", set(ALL_PAGES)),
        ("variation-*", {str(one) for one in Variation}),
        ("unit-*", {str(one) for one in Unit}),
        ("experience-*", {str(one) for one in Experience}),
        ("sex-*", {str(one) for one in Sex}),
        ("condition-noted-*", {str(one) for one in Condition}),
        ("red-flag-*", {str(one) for one in Urgency}),
        ("skip-reason-*", set(SKIP_REASONS)),
        ("*-unknown", set(ALL_PAGES)),
    ],
)
def test_every_member_of_a_family_has_words(pattern: str, codes: set[str]) -> None:
    """Whatever value the code puts into a key, there are words for it."""
    never = {str(one) for one in NEVER_ASKED} if pattern == "intent-*" else set()
    missing = {code for code in codes - never if pattern.replace("*", code) not in messages()}
    assert missing == set()


def test_every_message_can_be_filled() -> None:
    """Each message is made with every choice of its codes and counts, without an error and without gaps."""
    for key, sentence in told():
        assert sentence.strip() == sentence or key.startswith("button-"), key
        assert sentence, key
        assert "{" not in sentence, key
        assert "  " not in sentence, key


def test_one_is_never_said_in_the_plural() -> None:
    """Counts agree with their nouns: no "1 reps", no "One days"."""
    wrong = re.compile(r"\b(1|one) (reps|sets|days|weeks|contacts|training days|full doses|more sets)\b", re.IGNORECASE)
    assert [sentence for _, sentence in told() if wrong.search(sentence)] == []


@pytest.mark.parametrize("forbidden", [*MUST_NOT, *GUILT])
def test_nothing_is_claimed_that_must_not_be(forbidden: str) -> None:
    """No promise of healing, no diagnosis, no guilt and no hype in any message or exercise."""
    pattern = re.compile(forbidden, re.IGNORECASE)
    said = [sentence for _, sentence in told()] + list(exercise_words())
    assert [sentence for sentence in said if pattern.search(sentence)] == []


def test_the_voice_is_calm() -> None:
    """No exclamation marks in rows, no storms of emoji, no shouting."""
    for key, sentence in told():
        assert sentence.count("!") <= 1, key
        assert not re.search("[\U0001f300-\U0001faff]{2,}", sentence), key
        assert not re.search(r"\b[A-Z]{4,}\b", sentence), key


def test_unknown_words_are_an_error_of_ours() -> None:
    """A key without words, and a message without its facts, are told apart from anything a runner did."""
    with pytest.raises(MissingWordsError, match="nonsense"):
        english()("nonsense")
    with pytest.raises(MissingWordsError, match="week-load"):
        english()("week-load")


def test_a_language_that_is_not_spoken_falls_back_to_english() -> None:
    """A runner whose platform speaks Klingon is coached in English; a country's tag finds its language."""
    assert texts_for("tlh").locale == "en"
    assert texts_for("en-GB").locale == "en"
    assert spoken() >= {"en"}


def test_several_things_are_joined_as_people_do() -> None:
    """One thing alone, two with "and", three with a comma before."""
    several = english().several
    assert several(["a"]) == "a"
    assert several(["a", "b"]) == "a and b"
    assert several(["a", "b", "c"]) == "a, b and c"


def exercise_words() -> Iterator[str]:
    """Give every string of the exercises' English words."""
    path = ROOT / "core" / "domain" / "catalogue" / "words.en.toml"
    yield from _leaves(tomllib.loads(Path(path).read_text(encoding="utf-8")))


def _leaves(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, one in value.items():
                yield key
                yield from _leaves(one)
        case list():
            for one in value:
                yield from _leaves(one)
        case _:
            return
