"""The words of intents and of body parts, in all languages."""

from functools import cache

from core.domain.languages.lexicon import Lexicon, load_tables


@cache
def intent_lexicon() -> Lexicon:
    """Return the words of intents and of body parts of all languages."""
    return Lexicon(load_tables("intents", ["intents", "body"]))
