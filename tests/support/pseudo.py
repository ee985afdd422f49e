"""English in disguise: every word that comes from the message catalogue or the exercises, letter by letter in accents.

What is still plain in an answer did not come from there.
"""

from dataclasses import replace
from functools import cache

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Transformer

from bot.conversation.texts import Texts, sources, texts_for
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Catalogue, Exercise, Fault

_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_DISGUISED = "áḃćḋéḟǵĥíĵḱĺḿńóṕɋŕśṫúṽẃẋýź"
_LETTERS = str.maketrans(_PLAIN + _PLAIN.upper(), _DISGUISED + _DISGUISED.upper())


def disguise(text: str) -> str:
    """Return a text with every plain letter in accents."""
    return text.translate(_LETTERS)


@cache
def pseudo_texts(_: str = "en") -> Texts:
    """Return the words of English in disguise, whatever language is asked for."""
    bundle = FluentBundle(["en"], use_isolating=False)
    for source in sources("en"):
        bundle.add_resource(FluentResource(_disguised(source)))
    notation = {name: disguise(word) for name, word in texts_for("en").notation.items()}
    return Texts(locale="en", bundle=bundle, notation=notation)


@cache
def pseudo_catalogue() -> Catalogue:
    """Return the exercises with their words in disguise."""
    return Catalogue(exercises={key: _strange(one) for key, one in load_catalogue().exercises.items()})


def _strange(exercise: Exercise) -> Exercise:
    return replace(
        exercise,
        name=disguise(exercise.name),
        set_up=tuple(map(disguise, exercise.set_up)),
        cues=tuple(map(disguise, exercise.cues)),
        faults=tuple(Fault(text=disguise(one.text), cue=one.cue) for one in exercise.faults),
    )


def _disguised(source: str) -> str:
    resource = _Disguiser().visit(FluentParser().parse(source))
    return FluentSerializer().serialize(resource)


class _Disguiser(Transformer):
    """Puts the text between the placeables in disguise."""

    def visit_TextElement(self, node: ftl.TextElement) -> ftl.TextElement:  # noqa: N802 - the name is the library's
        """Disguise one stretch of text."""
        return ftl.TextElement(disguise(node.value))
