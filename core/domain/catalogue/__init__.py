"""The catalogue of exercises: checked data beside this module.

`exercises.toml` is what the coach calculates with, `words.<language>.toml` what a runner reads.
"""

import re
from collections import ChainMap
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


def read_catalogue(structure: Source, *words: Source) -> Catalogue:
    """Read a catalogue from its files; CatalogueError names the file, the exercise and what is wrong.

    `words` are in order of preference: where one has nothing on an exercise, the next is asked.
    """
    tables = structure.tables()
    worded = dict(ChainMap(*(source.tables() for source in words)))
    for key in sorted(tables.keys() ^ worded.keys()):
        alone = tables.get(key) or worded[key]
        alone.refuse("has no words" if key in tables else "has words, but is no exercise")
    catalogue = Catalogue(exercises={table.key: exercise_from(table, worded[key]) for key, table in tables.items()})
    check_neighbours(catalogue, tables)
    check_names(catalogue, worded)
    return catalogue


@cache
def _load(language: str) -> Catalogue:
    languages = dict.fromkeys((language, _ENGLISH))
    return read_catalogue(_source("exercises.toml"), *(_source(f"words.{one}.toml") for one in languages))


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.name.split(".")[1] for path in _FOLDER.iterdir() if path.name.startswith("words."))


def _source(name: str) -> Source:
    return Source(name=name, text=_FOLDER.joinpath(name).read_text(encoding="utf-8"))
