"""What can be guessed of a runner who writes for the first time; all of it can be changed in the set-up."""

from core.domain.load import Unit
from core.domain.runner import Settings

# The most people of a language tag live by this clock.
_ZONES = {
    "en": "Europe/London",
    "en-us": "America/New_York",
    "en-ca": "America/Toronto",
    "en-au": "Australia/Sydney",
    "en-nz": "Pacific/Auckland",
    "en-ie": "Europe/Dublin",
    "en-in": "Asia/Kolkata",
    "de": "Europe/Berlin",
    "de-at": "Europe/Vienna",
    "de-ch": "Europe/Zurich",
    "es": "Europe/Madrid",
    "es-mx": "America/Mexico_City",
    "es-ar": "America/Argentina/Buenos_Aires",
    "fr": "Europe/Paris",
    "fr-ca": "America/Toronto",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "pl": "Europe/Warsaw",
    "pt": "Europe/Lisbon",
    "pt-br": "America/Sao_Paulo",
    "ru": "Europe/Moscow",
    "ja": "Asia/Tokyo",
    "sv": "Europe/Stockholm",
    "sv-se": "Europe/Stockholm",
    "da": "Europe/Copenhagen",
    "no": "Europe/Oslo",
    "fi": "Europe/Helsinki",
    "cs": "Europe/Prague",
    "uk": "Europe/Kyiv",
    "tr": "Europe/Istanbul",
}
_POUNDS = frozenset({"en-us"})


def first_settings(language: str, *, zone: str = "") -> Settings:
    """Guess the settings of a newcomer from their platform's language tag; a `zone` that is given is known."""
    tag = language.replace("_", "-").casefold()
    guessed = _ZONES.get(tag) or _ZONES.get(tag.partition("-")[0]) or "UTC"
    return Settings(
        zone=zone or guessed,
        zone_known=bool(zone),
        unit=Unit.LB if tag in _POUNDS else Unit.KG,
        locale=language or "en",
    )
