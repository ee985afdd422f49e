"""A runner who is understood: three sets of ten at 40 kg to do, the last log still open, a Monday evening in Berlin."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.conversation.meaning import Meaning
from bot.conversation.understanding import UnderstandingContext, understand
from core.domain.catalogue import load_catalogue
from core.domain.exercise import Variation
from core.domain.reading import ReadingContext
from tests.support.stored import prescription

RECORDINGS = Path(__file__).parents[1] / "recordings"
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
CATALOGUE = load_catalogue()
PRESCRIBED = prescription()


def meaning(text: str, locale: str = "en", *, question_open: bool = False) -> Meaning:
    """Return what that runner means by a text."""
    reading = ReadingContext(
        today=NOW.date(),
        locale=locale,
        exercise=PRESCRIBED.exercise,
        variation=Variation.BENT_KNEE,
        dose=PRESCRIBED.dose,
        logging=True,
    )
    context = UnderstandingContext(reading=reading, now=NOW, catalogue=CATALOGUE, question_open=question_open)
    return understand(text, context)


def recorded(name: str) -> list[tuple[str, str, str]]:
    """Return label, language and text of every line of a recording."""
    lines = (RECORDINGS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(label, "en" if language == "mix" else language, text) for label, language, text in rows]
