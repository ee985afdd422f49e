"""The words of intents and of body parts, and those that a coach judges by, in all languages."""

from functools import cache

from core.domain.languages.lexicon import Lexicon, load_tables


@cache
def intent_lexicon() -> Lexicon:
    """Return the words of intents and of body parts of all languages."""
    return Lexicon(load_tables("intents", ["intents", "body"]))


@cache
def judgement_lexicon() -> Lexicon:
    """Return the words of clearance, pain, runs, races and of the runner's own person of all languages."""
    return Lexicon(load_tables("judgement", ["judgement"]))
