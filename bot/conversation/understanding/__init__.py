"""What a runner means: red flags first, then sets, then everything else, scored; in doubt it is asked, not guessed."""

from bot.conversation.understanding.context import UnderstandingContext
from bot.conversation.understanding.deciding import alarm_in, understand

__all__ = ["UnderstandingContext", "alarm_in", "understand"]
