"""Settings of two logbooks become one: the richer ones win, and the others fill their gaps."""

from dataclasses import fields, replace

from core.domain.runner import Settings

_PLAIN = Settings()
_NAMES = tuple(field.name for field in fields(Settings))
# What only means something together.
_PAIRS = (("zone", "zone_known"), ("quiet_from", "quiet_to"))
_APART = frozenset({"locale", "notation", "set_up", *(name for pair in _PAIRS for name in pair)})


def richness(settings: Settings) -> tuple[int, int]:
    """Return how much a runner said of themselves: what differs from the beginning, and questions answered."""
    said = sum(getattr(settings, name) != getattr(_PLAIN, name) for name in _NAMES if name != "locale")
    return said, len(settings.set_up)


def merged(leading: Settings, other: Settings) -> Settings:
    """Return `leading` with what only the other says."""
    filled = {name: getattr(other, name) for name in _NAMES if name not in _APART and _is_plain(leading, name)}
    for pair in _PAIRS:
        if all(_is_plain(leading, name) for name in pair):
            filled |= {name: getattr(other, name) for name in pair}
    notation = tuple((dict(other.notation) | dict(leading.notation)).items())
    return replace(leading, **filled, notation=notation, set_up=leading.set_up | other.set_up)


def carried(onto: Settings, *, was: Settings, now: Settings) -> Settings:
    """Return settings with what changed between two moments."""
    changed = {name: getattr(now, name) for name in _NAMES if getattr(now, name) != getattr(was, name)}
    return replace(onto, **changed)


def _is_plain(settings: Settings, name: str) -> bool:
    return bool(getattr(settings, name) == getattr(_PLAIN, name))
