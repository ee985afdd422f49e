"""The reader of sets, as understanding asks it."""

from bot.conversation.understanding.context import UnderstandingContext
from core.domain.reading import Reading, Status


def read_sets(text: str, context: UnderstandingContext) -> Reading:
    """Read what a text says about training."""
    try:
        from core.domain.notation import read
    except ImportError:
        return Reading(status=Status.NONE, left_over=text)
    return read(text, context.reading, context.catalogue)
