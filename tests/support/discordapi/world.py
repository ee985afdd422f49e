"""Who is on the stand-in Discord: people, channels with their messages, interactions; and what happens there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from tests.support.discordapi.bodies import buttons
from tests.support.discordapi.channels import DM, GUILD_TEXT, Channel, member, shown_channel
from tests.support.discordapi.refusals import (
    unknown_channel,
    unknown_message,
)

Json = dict[str, Any]

_EPOCH = 1_420_070_400_000
EPHEMERAL, LOADING = 1 << 6, 1 << 7
ACKNOWLEDGE_WITHIN = 3.0
ANSWER_WITHIN = 900.0


@dataclass(slots=True, kw_only=True)
class Interaction:
    """A command, press or form, and how far it was answered."""

    id: str
    token: str
    channel: Channel
    user: str
    made: float
    command: str = ""
    message: str = ""
    original: str = ""
    acknowledged: int = 0
    acknowledged_at: float = 0.0
    ephemeral: bool = False
    answer: Json = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class World:
    """One bot and everybody it knows; `tell` hands an event to the gateway, `clock` counts seconds since 1970.

    `allowed` are the permissions that people have where they choose a channel: to see it, and to write there.
    """

    bot: str
    application: str
    clock: Callable[[], float]
    tell: Callable[[str, Json], None]
    people: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    files: dict[str, Json] = field(default_factory=dict)
    sessions_left: int = 999
    silent: bool = False
    allowed: int = (1 << 10) + (1 << 11) + (1 << 38)
    _numbers: "count[int]" = field(default_factory=count)

    def person(self, user: str, *, locale: str = "en-US") -> Json:
        """Return a person, who is there from now on."""
        named = {"id": user, "username": f"runner{user}", "discriminator": "0", "avatar": None, "global_name": None}
        return self.people.setdefault(user, {**named, "locale": locale})

    def direct(self, user: str) -> Channel:
        """Return the direct messages of a person, opened where they are not yet."""
        self.person(user)
        found = next((one for one in self.channels.values() if one.person == user), None)
        if found is None:
            found = Channel(id=self.snowflake(), kind=DM, person=user)
            self.channels[found.id] = found
        return found

    def listed(self) -> list[Json]:
        """Return all direct messages, as a bot may be told of them."""
        return [
            {"id": one.id, "type": DM, "last_message_id": next(reversed(one.messages), None), "recipients": []}
            for one in self.channels.values()
            if one.person
        ]

    def file(self, name: str, *, url: str, size: int, kind: str = "text/csv") -> Json:
        """Upload a file as a person does who attaches it to a message or a command, and return what is known of it."""
        number = self.snowflake()
        known: Json = {"id": number, "filename": name, "content_type": kind, "size": size, "url": url, "proxy_url": url}
        self.files[number] = known
        return known

    def guild_channel(self, guild: str = "77") -> Channel:
        """Open a channel in a server."""
        channel = Channel(id=self.snowflake(), kind=GUILD_TEXT, guild=guild)
        self.channels[channel.id] = channel
        return channel

    def say(self, user: str, text: str, *, channel: str = "", reply_to: str = "", **more: object) -> str:
        """Let a person write, and return the id of the message."""
        where = self.channels[channel] if channel else self.direct(user)
        message = self.message(where, {"content": text, **more}, author=self.person(user))
        if reply_to:
            message |= {"type": 19, "message_reference": {"message_id": reply_to, "channel_id": where.id}}
        message["mentions"] = [self.me()] if f"<@{self.bot}>" in text else []
        self._happen("MESSAGE_CREATE", self._event(where, message))
        return str(message["id"])

    def edit(self, user: str, message: str, text: str) -> None:
        """Let a person change a message."""
        where = self.direct(user)
        where.messages[message] |= {"content": text, "edited_timestamp": self.now()}
        self._happen("MESSAGE_UPDATE", self._event(where, where.messages[message]))

    def delete(self, user: str, message: str) -> None:
        """Let a person delete a message."""
        where = self.direct(user)
        del where.messages[message]
        self._happen("MESSAGE_DELETE", {"id": message, "channel_id": where.id})

    def press(
        self, user: str, message: str, *, custom_id: str, values: list[str] | None = None, channel: str = ""
    ) -> str:
        """Let a person press a button, or choose from a list, and return the id of the interaction."""
        where = self.channels[channel] if channel else self.direct(user)
        data: Json = {"custom_id": custom_id, "component_type": 3 if values else 2}
        data |= {"values": values} if values else {}
        return self._interact(user, where, kind=3, data=data, message=where.messages[message])

    def press_label(self, user: str, label: str, *, channel: str = "") -> str:
        """Let a person press the newest button with that label."""
        where = self.channels[channel] if channel else self.direct(user)
        for message in reversed(where.messages.values()):
            for one in buttons(message):
                if one["label"] == label:
                    values = [one["value"]] if one["type"] == 3 else None
                    return self.press(user, message["id"], custom_id=one["custom_id"], values=values, channel=where.id)
        raise KeyError(label)

    def command(
        self,
        user: str,
        name: str,
        *,
        channel: str = "",
        kind: int = 2,
        given: Mapping[str, Any] | None = None,
        **options: object,
    ) -> str:
        """Let a person use a slash command, and return the id of the interaction; kind 4 asks for choices.

        Options are given by their names, or in `given` where a name is one of ours.
        """
        options |= dict(given or {})
        known = next(one for one in self.commands if one["name"] == name)
        types = {one["name"]: one["type"] for one in known.get("options", ())}
        focused = options.pop("focused", "")
        filled = [
            {"name": key, "type": types[key], "value": value, **({"focused": True} if key == focused else {})}
            for key, value in options.items()
        ]
        where = self.channels[channel] if channel else self.direct(user)
        data: Json = {"id": known["id"], "name": name, "type": 1, "options": filled}
        chosen = {str(one["value"]): self.channels[str(one["value"])] for one in filled if one["type"] == 7}
        if chosen:
            shown = {key: {**shown_channel(one), "permissions": str(self.allowed)} for key, one in chosen.items()}
            data["resolved"] = {"channels": shown}
        files = {str(one["value"]): self.files[str(one["value"])] for one in filled if one["type"] == 11}
        if files:
            data["resolved"] = {"attachments": files}
        return self._interact(user, where, kind=kind, data=data, command=name)

    def submit(self, user: str, *, custom_id: str, field_id: str, text: str) -> str:
        """Let a person fill a form, and return the id of the interaction."""
        parts = [{"type": 1, "components": [{"type": 4, "custom_id": field_id, "value": text}]}]
        return self._interact(user, self.direct(user), kind=5, data={"custom_id": custom_id, "components": parts})

    def message(self, where: Channel, body: Json, *, author: Json) -> Json:
        """Put a message into a channel and return it."""
        message: Json = {
            "id": self.snowflake(),
            "channel_id": where.id,
            "author": author,
            "content": "",
            "timestamp": self.now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "type": 0,
            "flags": 0,
            **body,
        }
        where.messages[message["id"]] = message
        return message

    def history(self, channel: str, *, after: int, limit: int) -> list[Json]:
        """Return the messages after one, newest first, as the API gives a page."""
        messages = [one for key, one in self.channel(channel).messages.items() if int(key) > after]
        return messages[:limit][::-1]

    def channel(self, channel: str) -> Channel:
        """Return a channel, or refuse."""
        if channel not in self.channels:
            raise unknown_channel()
        return self.channels[channel]

    def found(self, where: Channel, message: str) -> Json:
        """Return a message, or refuse."""
        if message not in where.messages:
            raise unknown_message()
        return where.messages[message]

    def me(self) -> Json:
        """Return the bot's user."""
        return {"id": self.bot, "username": "calfcoach", "discriminator": "0", "avatar": None, "bot": True}

    def snowflake(self) -> str:
        """Return an id that is later than all before."""
        return str((int(self.clock() * 1000) - _EPOCH << 22) + next(self._numbers))

    def now(self) -> str:
        """Return the present as the API writes it."""
        return datetime.fromtimestamp(self.clock(), tz=UTC).isoformat()

    def _interact(
        self, user: str, where: Channel, *, kind: int, data: Json, message: Json | None = None, command: str = ""
    ) -> str:
        one = Interaction(
            id=self.snowflake(),
            token=f"interaction-token-{next(self._numbers)}",
            channel=where,
            user=user,
            made=self.clock(),
            command=command,
            message=str(message["id"]) if message else "",
        )
        self.interactions[one.token] = one
        person = self.person(user)
        who: Json = {"user": person} if where.kind == DM else {"member": member(person), "guild_id": where.guild}
        self._happen(
            "INTERACTION_CREATE",
            {
                "id": one.id,
                "application_id": self.application,
                "type": kind,
                "data": data,
                "channel_id": where.id,
                "channel": shown_channel(where),
                "token": one.token,
                "version": 1,
                "locale": person["locale"],
                "context": 1 if where.kind == DM else 0,
                "authorizing_integration_owners": {"0": where.guild or "0"},
                "entitlements": [],
                "app_permissions": "0",
                "attachment_size_limit": 10_485_760,
                **({"message": message} if message else {}),
                **who,
            },
        )
        return one.id

    def _event(self, where: Channel, message: Json) -> Json:
        if where.kind == DM:
            return dict(message)
        return {**message, "guild_id": where.guild, "member": member(message["author"])}

    def _happen(self, name: str, data: Json) -> None:
        if not self.silent:
            self.tell(name, data)
