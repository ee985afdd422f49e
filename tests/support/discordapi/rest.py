"""The methods of the stand-in's REST API, each as the documentation has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.discordapi.bodies import check_commands, check_message
from tests.support.discordapi.channels import Channel
from tests.support.discordapi.refusals import (
    already_acknowledged,
    invalid,
    not_yours,
    unknown_interaction,
    unknown_message,
    unknown_user,
    unknown_webhook,
)
from tests.support.discordapi.world import (
    ACKNOWLEDGE_WITHIN,
    ANSWER_WITHIN,
    EPHEMERAL,
    LOADING,
    Interaction,
    Json,
    World,
)

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: the facts of its path, its query, its body and the names of its files."""

    facts: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: tuple[str, ...] = ()


Method = Callable[[Asked], object]


@dataclass(slots=True, kw_only=True)
class Methods:
    """The API over one world; `gateway` is the address of the gateway."""

    world: World
    gateway: Callable[[], str]

    def table(self) -> dict[tuple[str, str], Method]:
        """Return all methods, by verb and path."""
        return {
            ("GET", "/users/@me"): lambda _: self.world.me(),
            ("GET", "/oauth2/applications/@me"): lambda _: self._application(),
            ("GET", "/applications/@me"): lambda _: self._application(),
            ("GET", "/gateway"): lambda _: {"url": self.gateway()},
            ("GET", "/gateway/bot"): lambda _: self._gateway(),
            ("GET", "/users/@me/channels"): lambda _: [],
            ("POST", "/users/@me/channels"): self._open_direct,
            ("GET", "/channels/{channel}"): self._channel,
            ("GET", "/channels/{channel}/messages"): self._history,
            ("POST", "/channels/{channel}/messages"): self._send,
            ("PATCH", "/channels/{channel}/messages/{message}"): self._edit,
            ("POST", "/interactions/{interaction}/{token}/callback"): self._callback,
            ("POST", "/webhooks/{application}/{token}"): self._follow_up,
            ("GET", "/webhooks/{application}/{token}/messages/@original"): self._original,
            ("PATCH", "/webhooks/{application}/{token}/messages/@original"): self._edit_original,
            ("PUT", "/applications/{application}/commands"): self._commands,
            ("GET", "/applications/{application}/commands"): lambda _: self.world.commands,
        }

    def _application(self) -> Json:
        return {
            "id": self.world.application,
            "name": "Calf coach",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "",
            "flags": 0,
            "team": None,
            "owner": self.world.me(),
        }

    def _gateway(self) -> Json:
        start = {
            "total": 1000,
            "remaining": self.world.sessions_left,
            "reset_after": 3_600_000,
            "max_concurrency": 1,
        }
        return {"url": self.gateway(), "shards": 1, "session_start_limit": start}

    def _open_direct(self, asked: Asked) -> Json:
        user = str(asked.body.get("recipient_id", ""))
        if user not in self.world.people:
            raise unknown_user()
        return self._shown(self.world.direct(user))

    def _channel(self, asked: Asked) -> Json:
        channel = self.world.channel(asked.facts["channel"])
        if refusal := channel.refusal():
            raise refusal
        return self._shown(channel)

    def _shown(self, channel: Channel) -> Json:
        if not channel.person:
            return {"id": channel.id, "type": channel.kind, "guild_id": channel.guild, "name": "runners"}
        return {"id": channel.id, "type": 1, "recipients": [self.world.people[channel.person]]}

    def _history(self, asked: Asked) -> list[Json]:
        after, limit = int(asked.query.get("after", 0)), int(asked.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise invalid("limit")
        return self.world.history(asked.facts["channel"], after=after, limit=limit)

    def _send(self, asked: Asked) -> Json:
        channel = self._writable(asked.facts["channel"])
        check_message(asked.body, files=asked.files)
        nonce = str(asked.body.get("nonce") or "")
        if nonce in channel.nonces and asked.body.get("enforce_nonce"):
            return channel.messages[channel.nonces[nonce]]
        message = self.world.message(channel, self._kept(asked), author=self.world.me())
        if nonce:
            channel.nonces[nonce] = message["id"]
        return message

    def _edit(self, asked: Asked) -> Json:
        channel = self._writable(asked.facts["channel"])
        message = self.world.found(channel, asked.facts["message"])
        if message["author"]["id"] != self.world.bot:
            raise not_yours()
        if message["flags"] & EPHEMERAL:
            raise unknown_message()
        return self._change(message, asked)

    def _writable(self, channel: str) -> Channel:
        found = self.world.channel(channel)
        if refusal := found.refusal():
            raise refusal
        return found

    def _change(self, message: Json, asked: Asked) -> Json:
        check_message(asked.body, files=asked.files, edit=True)
        message |= self._kept(asked) | {"edited_timestamp": self.world.now()}
        return message

    def _kept(self, asked: Asked) -> Json:
        kept = {
            name: value for name, value in asked.body.items() if name in {"content", "embeds", "components", "flags"}
        }
        described = {one["filename"]: one.get("description") for one in asked.body.get("attachments") or ()}
        attached = [
            {
                "id": str(number),
                "filename": name,
                "size": 1,
                "url": "",
                "proxy_url": "",
                "description": described.get(name),
            }
            for number, name in enumerate(asked.files)
        ]
        return kept | {"attachments": attached}

    def _callback(self, asked: Asked) -> None:
        one = self.world.interactions.get(asked.facts["token"])
        if one is None or one.id != asked.facts["interaction"]:
            raise unknown_interaction()
        if one.acknowledged:
            raise already_acknowledged()
        if self.world.clock() - one.made > ACKNOWLEDGE_WITHIN:
            raise unknown_interaction()
        data = asked.body.get("data") or {}
        one.ephemeral = bool(int(data.get("flags") or 0) & EPHEMERAL)
        self._acknowledge(one, asked.body["type"], data=data)
        one.acknowledged, one.acknowledged_at = asked.body["type"], self.world.clock()
        one.answer = data

    def _acknowledge(self, one: Interaction, kind: int, *, data: Json) -> None:
        flags = EPHEMERAL if one.ephemeral else 0
        if kind == DEFERRED:
            one.original = self.world.message(one.channel, {"flags": flags | LOADING}, author=self.world.me())["id"]
        elif kind == MESSAGE:
            check_message(data, files=())
            shown = {"content": data.get("content", ""), "flags": flags}
            one.original = self.world.message(one.channel, shown, author=self.world.me())["id"]
        elif kind in {DEFERRED_UPDATE, UPDATE}:
            if not one.message:
                raise invalid("type")
            one.original = one.message
        elif kind not in {CHOICES, MODAL}:
            raise invalid("type")

    def _answered(self, asked: Asked) -> Interaction:
        one = self.world.interactions.get(asked.facts["token"])
        over = one is not None and self.world.clock() - one.made > ANSWER_WITHIN
        if one is None or over or not one.acknowledged or asked.facts["application"] != self.world.application:
            raise unknown_webhook()
        return one

    def _original(self, asked: Asked) -> Json:
        one = self._answered(asked)
        return self.world.found(one.channel, one.original)

    def _edit_original(self, asked: Asked) -> Json:
        one = self._answered(asked)
        message = self.world.found(one.channel, one.original)
        message["flags"] &= ~LOADING
        return self._change(message, asked)

    def _follow_up(self, asked: Asked) -> Json:
        one = self._answered(asked)
        check_message(asked.body, files=asked.files)
        if one.original and one.channel.messages[one.original]["flags"] & LOADING:
            return self._edit_original(asked)
        return self.world.message(one.channel, self._kept(asked), author=self.world.me())

    def _commands(self, asked: Asked) -> list[Json]:
        commands = check_commands(asked.body)
        self.world.commands = [
            {**one, "id": self.world.snowflake(), "application_id": self.world.application, "version": "1"}
            for one in commands
        ]
        return self.world.commands
