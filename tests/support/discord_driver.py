"""A runner on Discord, for transcripts: the real coach, listening to and answering a stand-in over real HTTP."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from discord.http import Route

from bot.chat import Button, Event, File, Picture, Reply
from bot.clock import MovableClock
from bot.console.adapter import ConsolePlatform, Keyboard
from bot.console.session import Session
from bot.console.transcript import Transcript
from bot.conversation.menu import COMMANDS
from bot.conversation.newcomer import first_settings
from bot.conversation.texts import texts_for
from bot.discord.adapter import DiscordPlatform
from bot.discord.commands import Translated, Tree
from bot.discord.gateway import Gateway
from bot.discord.outbound import read_custom_id
from bot.discord.profile import introduce
from bot.terminal import Coach, open_coach
from bot.wiring_discord import make_commands, make_gateway, words_of
from core.domain.account import Platform
from core.storage.memory import StoredMemory
from tests.support.discordapi.bodies import buttons
from tests.support.discordapi.server import TOKEN, Call, DiscordServer

START = datetime(2026, 3, 2, 17, tzinfo=UTC)
RUNNER = "7001"
SPOKEN = (
    "POST /channels/{channel}/messages",
    "PATCH /channels/{channel}/messages/{message}",
    "POST /webhooks/{application}/{token}",
    "PATCH /webhooks/{application}/{token}/messages/@original",
)


@dataclass(slots=True, kw_only=True)
class DiscordDriver:
    """Plays a runner on Discord; `server` is all of Discord, `gateway` the coach's ear."""

    server: DiscordServer
    platform: DiscordPlatform
    gateway: Gateway
    tree: Tree
    coach: Coach
    clock: MovableClock
    transcript: Transcript = field(init=False)
    said: list[str] = field(default_factory=list)
    known: int = 0

    async def say(self, text: str) -> None:
        """Say something in the direct messages."""
        self.said.append(self.server.world.say(RUNNER, text))
        await self.settle()

    async def press(self, label: str) -> None:
        """Press the newest button with that label."""
        self.server.world.press_label(RUNNER, label)
        await self.settle()

    async def edit(self, number: int, text: str) -> None:
        """Change the message of that number."""
        self.server.world.edit(RUNNER, self.said[number - 1], text)
        await self.settle()

    async def command(self, name: str, *, channel: str = "", **options: Any) -> None:  # noqa: ANN401 - as it is typed
        """Use a slash command."""
        self.server.world.command(RUNNER, name, channel=channel, **options)
        await self.settle()

    async def at(self, wall: datetime, *, zone: str) -> None:
        """Move the clock to a wall time."""
        await self.transcript.take(f"at {wall:%Y-%m-%d %H:%M} {zone}".strip())

    async def wait(self, length: timedelta) -> None:
        """Move the clock on."""
        await self.transcript.take(f"wait {length // timedelta(seconds=1)} seconds")

    def heard(self) -> Sequence[Reply]:
        """Return what the coach said since this was last asked."""
        new = self.server.journal[self.known :]
        self.known = len(self.server.journal)
        return [shown(call) for call in new if call.accepted and call.method in SPOKEN]

    async def settle(self) -> None:
        """Wait until the coach has heard, carried out and answered everything."""
        while not (self._all_heard() and self.gateway.ear.receiver.is_idle):  # noqa: ASYNC110 - the library has no event for what it has read
            await asyncio.sleep(0.001)
        await self.gateway.ear.rest()
        await self.coach.deliver()

    def _all_heard(self) -> bool:
        told = sum(len(one.told) for one in self.server.hub.sessions.values())
        socket = self.gateway.ear.socket
        return socket is not None and (socket.sequence or 0) >= told > 0


@asynccontextmanager
async def discord_driver(database: Path) -> AsyncIterator[DiscordDriver]:
    """Open the coach on a SQLite file, and connect it to a stand-in."""
    clock, before = MovableClock(START), Route.BASE
    drivers: list[DiscordDriver] = []

    async def handle(events: Sequence[Event]) -> None:
        for event in events:
            await coach.receive(event)

    async with DiscordServer() as server:
        platform = DiscordPlatform(token=TOKEN, clock=clock.now, api_base_url=server.url)
        newcomer = lambda origin: first_settings(origin.language, zone=drivers[0].transcript.zone)  # noqa: E731
        opened = open_coach(
            f"sqlite:///{database}",
            clock=clock,
            platforms={Platform.DISCORD: platform},
            newcomer=newcomer,
            files={Platform.DISCORD: platform},
        )
        async with platform, opened as coach:
            memory = StoredMemory(coach.store)
            gateway = make_gateway(platform, store=coach.store, clock=clock, memory=memory, handle=handle)
            tree = make_commands(platform, gateway.ear.interactions)
            driver = DiscordDriver(
                server=server, platform=platform, gateway=gateway, tree=tree, coach=coach, clock=clock
            )
            driver.transcript = _clockwork(driver)
            drivers.append(driver)
            running = asyncio.create_task(gateway.run())
            assert await server.until(lambda: server.hub.connected() > 0)
            yield driver
            gateway.stop()
            await running
    Route.BASE = before


async def tell_commands(driver: DiscordDriver, *, names: tuple[str, ...] = COMMANDS) -> int:
    """Tell Discord the commands as a starting process does, and return how many calls that took."""
    makings = driver.tree
    for name in [one.name for one in makings.get_commands() if one.name not in names]:
        makings.remove_command(name)
    translated = Translated(words=words_of, languages={"en"})
    return await introduce(driver.platform, makings, translated=translated, memory=StoredMemory(driver.coach.store))


def shown(call: Call) -> Reply:
    """Return what one call of the bot's shows to the runner, as the coach meant it."""
    body: dict[str, Any] = call.body
    text = body["embeds"][0]["description"] if body["embeds"] else body["content"]
    row = tuple(Button(label=one["label"], action=_action(one)) for one in buttons(body))
    name = call.files[0] if call.files else ""
    picture = Picture(name=name.removesuffix(".png"), alt="", png=b"") if name.endswith(".png") else None
    file = File(name=name, content=b"") if name and picture is None else None
    return Reply(text=re.sub(r"\\(\W|_)", r"\1", text), buttons=(row,) if row else (), picture=picture, file=file)


def _action(button: dict[str, Any]) -> str:
    carried = read_custom_id(button.get("custom_id", ""))
    return carried.action if carried else ""


def _clockwork(driver: DiscordDriver) -> Transcript:
    """Move the clock as a transcript at the terminal does; nothing else of the terminal takes part."""
    screen = ConsolePlatform(session="unused", show=lambda _: None)
    session = Session(
        clock=driver.clock,
        platform=screen,
        keyboard=Keyboard(session="unused", platform=screen),
        receive=driver.coach.receive,
        deliver=driver.coach.deliver,
    )
    return Transcript(
        session=session, clock=driver.clock, zone="UTC", next_due=driver.coach.next_due, words=texts_for("en")
    )
