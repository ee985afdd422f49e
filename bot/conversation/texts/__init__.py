"""Every sentence that a runner can see: Fluent messages, one folder a language."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

from fluent.runtime import FluentBundle, FluentResource

from core.domain.languages import language_of
from core.domain.notation.vocabulary import load_written
from core.errors import CoachError

Fact = str | int
#: So many sentences of a language are kept as they were filled in last: runners hear much the same.
_KEPT = 8192


class MissingWordsError(CoachError):
    """The message catalogue has no words for {key} in {locale}: {trouble}."""

    def __init__(self, *, key: str, locale: str, trouble: str = "add the message") -> None:
        """Keep what is missing."""
        super().__init__()
        self.key = key
        self.locale = locale
        self.trouble = trouble


class Texts:
    """The words of one language; `notation` has those with which sets are written."""

    def __init__(self, *, locale: str, bundle: FluentBundle, notation: Mapping[str, str]) -> None:
        """Speak the language of `bundle`."""
        self.locale = locale
        self.notation = notation
        self._bundle = bundle
        self._kept = lru_cache(_KEPT, typed=True)(self._filled)

    def __call__(self, key: str, /, **facts: Fact) -> str:
        """Return the message `key` with its facts filled in; MissingWordsError where it cannot be."""
        return self._kept(key, *facts.items())

    def _filled(self, key: str, *facts: tuple[str, Fact]) -> str:
        if not self._bundle.has_message(key):
            raise MissingWordsError(key=key, locale=self.locale)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise MissingWordsError(key=key, locale=self.locale, trouble="it is empty")
        words, troubles = self._bundle.format_pattern(pattern, dict(facts))
        if troubles:
            raise MissingWordsError(key=key, locale=self.locale, trouble=repr(troubles[0]))
        return str(words)

    def has(self, key: str) -> bool:
        """Tell whether there are words for `key`."""
        return bool(self._bundle.has_message(key))

    def several(self, things: list[str]) -> str:
        """Join one or more things as a language does: "a, b and c"."""
        *first, last = things
        return self("list-and", first=", ".join(first), last=last) if first else last


Tongue: TypeAlias = Callable[[str], Texts]  # the words of a language tag


@cache
def texts_for(locale: str) -> Texts:
    """Return the words of a language tag ("en", "en-GB"), English where it is not spoken yet."""
    tag = next((one for one in (locale, locale.partition("-")[0]) if one in spoken()), "en")
    bundle = FluentBundle([tag], use_isolating=False)
    for source in sources(tag):
        bundle.add_resource(FluentResource(source))
    return Texts(locale=tag, bundle=bundle, notation=load_written(language_of(tag)))


@cache
def spoken() -> frozenset[str]:
    """Return the language tags that have a folder of messages."""
    return frozenset(one.name for one in _home().iterdir() if one.is_dir() and not one.name.startswith("_"))


def sources(tag: str) -> list[str]:
    """Return the Fluent sources of a language, in order of their file names."""
    folder = _home() / tag
    return [one.read_text("utf-8") for one in sorted(folder.iterdir(), key=lambda one: one.name)]


def _home() -> Traversable:
    return files(__name__)
