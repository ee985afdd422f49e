"""The words of each language, as data: one TOML file a language, one table a reader.

Another language is another file; nothing else has to know of it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a file, English first."""
    codes = sorted(path.stem for path in _FOLDER.glob("*.toml"))
    return (FALLBACK, *(code for code in codes if code != FALLBACK))


@cache
def load_words(language: str, section: str) -> Mapping[str, Any]:
    """Return one table of one language; empty where the language has no such table."""
    if language not in languages():
        return {}
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        table: Mapping[str, Any] = tomllib.load(file).get(section, {})
    return table


@cache
def language_of(locale: str) -> str:
    """Return the language of a locale tag (`pt-BR`, `de_AT`) that has words, else English."""
    code = locale.replace("_", "-").split("-", 1)[0].casefold()
    return code if code in languages() else FALLBACK
