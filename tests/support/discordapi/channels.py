"""Channels of the stand-in Discord, and how people and channels look in its events."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.discordapi.refusals import Refusal, closed, missing_access, missing_permissions, unknown_channel

Json = dict[str, Any]

DM, GUILD_TEXT = 1, 0


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel; a direct one has its `person`. `gone` is why the bot may not write there."""

    id: str
    kind: int
    person: str = ""
    guild: str = ""
    gone: str = ""
    messages: dict[str, Json] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)

    def refusal(self) -> Refusal | None:
        """Return why the bot may not write here, or None."""
        kinds = {
            "closed": closed,
            "permissions": missing_permissions,
            "access": missing_access,
            "unknown": unknown_channel,
        }
        return kinds[self.gone]() if self.gone else None


def member(person: Json) -> Json:
    """Return a person as a member of a server."""
    return {
        "user": person, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
        "flags": 0, "permissions": "0",
    }  # fmt: skip


def shown_channel(where: Channel) -> Json:
    """Return a channel as events show it."""
    shown: Json = {"id": where.id, "type": where.kind, "last_message_id": None, "flags": 0}
    if where.kind == DM:
        return shown
    named = {"guild_id": where.guild, "name": "runners", "position": 0, "permission_overwrites": [], "parent_id": None}
    return {**shown, **named, "nsfw": False, "topic": None, "rate_limit_per_user": 0}
