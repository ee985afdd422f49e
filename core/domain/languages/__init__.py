"""The words of each language, as data: one TOML file a language, one table a reader.

Another language is another file; nothing else has to know of it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files(__name__)
_SUFFIX = ".toml"
FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a file, English first."""
    names = (one.name for one in _FOLDER.iterdir())
    codes = sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))
    return (FALLBACK, *(code for code in codes if code != FALLBACK))


@cache
def load_words(language: str, section: str) -> Mapping[str, Any]:
    """Return one table of one language; empty where the language has no such table."""
    if language not in languages():
        return {}
    text = (_FOLDER / f"{language}{_SUFFIX}").read_text("utf-8")
    table: Mapping[str, Any] = tomllib.loads(text).get(section, {})
    return table


@cache
def language_of(locale: str) -> str:
    """Return the language of a locale tag (`pt-BR`, `de_AT`) that has words, else English."""
    code = locale.replace("_", "-").split("-", 1)[0].casefold()
    return code if code in languages() else FALLBACK
