"""Settings as words."""

from datetime import time

from bot.conversation.phrases import load_words, weekday_words
from bot.conversation.texts import Texts
from core.domain.exercise import Equipment
from core.domain.runner import Settings

PAGES = ("zone", "time", "days", "equipment", "unit", "weight", "experience")  # in the order of the set-up
ALL_PAGES = (*PAGES, "quiet", "week", "born", "sex")  # and what is asked only where it is wanted


def all_words(texts: Texts, settings: Settings) -> dict[str, str]:
    """Say the value of every page of the settings."""
    weight, experience = settings.body_weight, settings.experience
    return {
        "zone": settings.zone.replace("_", " "),
        "time": time_words(settings.reminder_time),
        "days": weekday_words(texts, settings.training_days),
        "equipment": equipment_words(texts, settings.equipment),
        "unit": texts(f"unit-{settings.unit}"),
        "weight": load_words(texts, weight) if weight else texts("not-told"),
        "experience": texts(f"experience-{experience}") if experience else texts("not-told"),
        "quiet": quiet_words(texts, settings),
        "week": texts("weekday", day=settings.week_starts),
        "born": str(settings.born) if settings.born else texts("not-told"),
        "sex": texts(f"sex-{settings.sex}") if settings.sex else texts("not-told"),
    }


def changed_words(texts: Texts, *, before: Settings, after: Settings) -> str:
    """Name the values of the settings that differ between the two, as they are in `after`."""
    old, new = all_words(texts, before), all_words(texts, after)
    words = [
        texts("value-of", name=texts(f"setting-{page}"), value=new[page])
        for page in ALL_PAGES
        if old[page] != new[page]
    ]
    return ". ".join(words) if words else texts("deed-settings")


def equipment_words(texts: Texts, equipment: frozenset[Equipment]) -> str:
    """Say what a runner has to train with."""
    if not equipment:
        return texts("equipment-nothing")
    return texts.several([texts(f"equipment-{one}") for one in Equipment if one in equipment])


def quiet_words(texts: Texts, settings: Settings) -> str:
    """Say in which hours the coach sends nothing of its own accord."""
    if settings.quiet_from == settings.quiet_to:
        return texts("quiet-never")
    return texts("quiet-span", start=time_words(settings.quiet_from), end=time_words(settings.quiet_to))


def time_words(at: time) -> str:
    """Say a wall time, 24 hours."""
    return f"{at:%H:%M}"
