"""The catalogue of exercises: checked data beside this module.

`exercises.toml` is what the coach calculates with, `words.<language>.toml` what a runner reads.
"""

import re
from functools import cache
from importlib.resources import files

from core.domain.catalogue.agreement import check_names, check_neighbours
from core.domain.catalogue.entry import exercise_from
from core.domain.catalogue.table import CatalogueError, Source
from core.domain.exercise import Catalogue

__all__ = ["CatalogueError", "Source", "load_catalogue", "read_catalogue"]

_FOLDER = files(__name__)
_ENGLISH = "en"


def load_catalogue(locale: str = _ENGLISH) -> Catalogue:
    """Return the catalogue in the language of `locale` (`de`, `de-AT`), in English where it has no words for it."""
    language = re.split(r"[-_]", locale.lower(), maxsplit=1)[0]
    return _load(language if language in _languages() else _ENGLISH)


def read_catalogue(structure: Source, words: Source) -> Catalogue:
    """Read a catalogue from its two files; CatalogueError names the file, the exercise and what is wrong."""
    tables, worded = structure.tables(), words.tables()
    for key in sorted(tables.keys() ^ worded.keys()):
        words.refuse(key, "has no words" if key in tables else "has words, but is no exercise")
    catalogue = Catalogue(exercises={table.key: exercise_from(table, worded[key]) for key, table in tables.items()})
    check_neighbours(catalogue, structure)
    check_names(catalogue, words)
    return catalogue


@cache
def _load(language: str) -> Catalogue:
    return read_catalogue(_source("exercises.toml"), _source(f"words.{language}.toml"))


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.name.split(".")[1] for path in _FOLDER.iterdir() if path.name.startswith("words."))


def _source(name: str) -> Source:
    return Source(name=name, text=_FOLDER.joinpath(name).read_text(encoding="utf-8"))
