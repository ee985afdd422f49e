"""The one module that names every concrete class of a serving process; chance enters here."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from functools import partial
from random import SystemRandom
from typing import TypeAlias
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, Route
from uvicorn import Config

from bot.chat import ChatPlatform, Event, FileSource
from bot.clock import Clock, WallClock
from bot.conversation.menu import COMMANDS, GROUP_COMMANDS
from bot.conversation.newcomer import first_settings
from bot.conversation.texts import Texts, texts_for
from bot.delivery.dispatch import Delivery
from bot.delivery.errors import DeliveryError
from bot.delivery.pace import Limits
from bot.discord.adapter import DiscordPlatform
from bot.inbox import Inbox, in_turns
from bot.metrics import Metrics
from bot.noticeboard import EVERY, Noticeboard
from bot.running import Part, once_reached
from bot.scheduler import Job, keep_time
from bot.settings import Settings
from bot.telegram.adapter import Memory, TelegramPlatform
from bot.telegram.errors import BadTokenError
from bot.telegram.polling import Poller
from bot.telegram.profile import Menu, Place, Profile, introduce
from bot.telegram.webhook import Webhook
from bot.waiting_room import WaitingRoom
from bot.warming import warm_up
from bot.web import QuietServer, make_app
from bot.wiring_discord import gateway_part
from bot.worker import Keeping, Worker
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.storage.memory import StoredMemory
from core.storage.store import Store

SWEEP = 10_000
FREE_TELEGRAM_RATE = 30
Handle: TypeAlias = Callable[[Sequence[Event]], Awaitable[None]]


async def open_parts(settings: Settings, chosen: frozenset[str], *, stack: AsyncExitStack) -> list[Part]:
    """Open what the chosen parts need, and return them ready to run; all is closed with `stack`.

    Every process delivers to the platforms that it has tokens for: what it took in itself goes out at once.
    """
    clock = WallClock()
    catalogue = load_catalogue()
    kept = settings.database
    store = await once_reached(lambda: stack.enter_async_context(Store.open(kept.url, connections=kept.connections)))
    metrics = Metrics()
    memory = StoredMemory(store)
    owner = await _owner(store, chosen, clock=clock)
    telegram = await _open_telegram(settings, clock=clock, memory=memory, stack=stack)
    discord = await _open_discord(settings, clock=clock, stack=stack)
    opened: dict[Platform, ChatPlatform | None] = {Platform.TELEGRAM: telegram, Platform.DISCORD: discord}
    platforms = {name: one for name, one in opened.items() if one is not None}
    delivery = Delivery(
        store=store,
        platforms=platforms,
        clock=clock.now,
        catalogue=catalogue,
        chance=SystemRandom(),
        owner=owner,
        limits=_limits(settings),
        metrics=metrics,
    )
    inbox = Inbox(
        store=store,
        clock=clock.now,
        catalogue=catalogue,
        newcomer=lambda origin: first_settings(origin.language),
        kept_days=settings.worker.keep_messages_days,
        tell=metrics.count_reading,
        telegram_name=lambda: telegram.username if telegram is not None else "",
        files={name: one for name, one in platforms.items() if isinstance(one, FileSource)},
    )

    warm = warm_up(catalogue, listening=bool(chosen - {"worker"}))
    handle = _handler(inbox, delivery=delivery, warm=warm)
    board = _noticeboard(store, metrics=metrics, owner=owner, chosen=chosen, clock=clock)
    parts = [Part(name="delivery", run=delivery.run), _sharing_part(board, clock=clock)]
    if "worker" in chosen:
        parts.append(_worker_part(settings, store=store, delivery=delivery, clock=clock, metrics=metrics))
    else:
        parts.append(_waking_part(delivery, clock=clock))
    called = settings.telegram.mode == "webhook"
    if telegram is not None and "telegram" in chosen and not called:
        parts.append(_polling_part(telegram, memory=memory, handle=handle))
    if discord is not None and "discord" in chosen:
        parts.append(gateway_part(discord, store=store, clock=clock, memory=memory, handle=handle, warm=warm))
    if "web" in chosen or ("telegram" in chosen and called):
        parts.append(
            _web_part(
                settings,
                store=store,
                clock=clock,
                metrics=metrics,
                board=board,
                memory=memory,
                telegram=telegram,
                handle=handle,
            )
        )
    return parts


def _handler(inbox: Inbox, *, delivery: Delivery, warm: Callable[[], Awaitable[None]]) -> Handle:
    room = WaitingRoom(inbox.receive)

    async def handle(events: Sequence[Event]) -> None:
        await warm()
        for some in in_turns(events):
            delivery.post(await room.receive(some))
            delivery.wake()

    return handle


async def _owner(store: Store, chosen: frozenset[str], *, clock: Clock) -> str:
    """Name this process as a holder of leases.

    On SQLite the parts run in one process at a time: what they held when it was killed is taken back at once. On
    PostgreSQL every process has a name of its own, and the leases of a dead one run out.
    """
    if store.database.path is None:
        return secrets.token_hex(8)
    owner = "+".join(sorted(chosen))
    async with store.transaction() as transaction:
        await transaction.release(owner, now=clock.now())
    return owner


async def _open_telegram(
    settings: Settings, *, clock: Clock, memory: Memory, stack: AsyncExitStack
) -> TelegramPlatform | None:
    section = settings.telegram
    if not section.secret:
        return None
    return await stack.enter_async_context(
        TelegramPlatform(
            token=section.secret,
            clock=clock.now,
            memory=memory,
            api_base_url=section.api_base_url,
            proxy=section.proxy,
            paid_broadcast=section.messages_per_second > FREE_TELEGRAM_RATE,
        )
    )


async def _open_discord(settings: Settings, *, clock: Clock, stack: AsyncExitStack) -> DiscordPlatform | None:
    section = settings.discord
    if not section.secret:
        return None
    platform = DiscordPlatform(
        token=section.secret, clock=clock.now, api_base_url=section.api_base_url, proxy=section.proxy
    )
    return await stack.enter_async_context(platform)


def _limits(settings: Settings) -> dict[Platform, Limits]:
    telegram = settings.telegram
    return {
        Platform.TELEGRAM: Limits(
            per_second=telegram.messages_per_second, per_second_in_chat=telegram.messages_per_second_in_chat
        ),
        Platform.DISCORD: Limits(per_second=settings.discord.requests_per_second),
    }


def _worker_part(settings: Settings, *, store: Store, delivery: Delivery, clock: Clock, metrics: Metrics) -> Part:
    kept = settings.worker
    worker = Worker(
        store=store,
        delivery=delivery,
        clock=clock.now,
        catalogue=load_catalogue(),
        metrics=metrics,
        keeping=Keeping(
            events=timedelta(days=kept.keep_events_days),
            messages=timedelta(days=kept.keep_messages_days),
            sent=timedelta(days=kept.keep_sent_days),
        ),
    )
    jobs = worker.jobs(sweep_every=timedelta(seconds=kept.sweep_seconds))
    return Part(name="worker", run=partial(keep_time, jobs, clock=clock.now))


def _waking_part(delivery: Delivery, *, clock: Clock) -> Part:
    """Look for messages every second where no worker does: one may have waited for another of its chat."""

    async def wake() -> None:
        delivery.wake()

    job = Job(name="deliver", every=timedelta(seconds=1), do=wake)
    return Part(name="waking", run=partial(keep_time, (job,), clock=clock.now))


def _noticeboard(store: Store, *, metrics: Metrics, owner: str, chosen: frozenset[str], clock: Clock) -> Noticeboard:
    """Name the process by its parts; on PostgreSQL, where several may have the same, by its leases too."""
    parts = "+".join(sorted(chosen))
    process = parts if store.database.path else f"{parts}-{owner[:6]}"
    return Noticeboard(store=store, registry=metrics.registry, process=process, clock=clock.now)


def _sharing_part(board: Noticeboard, *, clock: Clock) -> Part:
    job = Job(name="share", every=EVERY, do=board.put_up)
    return Part(name="sharing", run=partial(keep_time, (job,), clock=clock.now))


def _polling_part(telegram: TelegramPlatform, *, memory: Memory, handle: Handle) -> Part:
    poller = Poller(platform=telegram, handle=handle, chance=SystemRandom())

    async def run() -> None:
        introducing = asyncio.create_task(_introduce(telegram, memory=memory))
        try:
            await poller.run()
        finally:
            introducing.cancel()

    return Part(name="telegram", run=run, stop=poller.stop)


def _web_part(
    settings: Settings,
    *,
    store: Store,
    clock: Clock,
    metrics: Metrics,
    board: Noticeboard,
    memory: Memory,
    telegram: TelegramPlatform | None,
    handle: Handle,
) -> Part:
    """Serve health and metrics, and the webhook where Telegram is to call."""
    section = settings.telegram
    webhook = None
    routes: list[BaseRoute] = []
    if telegram is not None and section.mode == "webhook":
        webhook = Webhook(platform=telegram, handle=handle, secret=section.webhook_password)
        routes.append(Route(urlsplit(section.webhook_url).path or "/", endpoint=webhook))
    app = make_app(store=store, metrics=metrics, clock=clock.now, board=board, routes=routes)
    server = QuietServer(
        Config(app, host=settings.web.host, port=settings.web.port, log_config=None, access_log=False, lifespan="off")
    )

    def stop() -> None:
        server.should_exit = True

    async def run() -> None:
        if telegram is None or webhook is None:
            await server.serve()
            return
        telling = asyncio.create_task(_register(telegram, webhook, url=section.webhook_url, memory=memory))
        telling.add_done_callback(lambda task: None if task.cancelled() or task.exception() is None else stop())
        await server.serve()
        if telling.done():
            telling.result()
        telling.cancel()

    return Part(name="web", run=run, stop=stop)


async def _register(telegram: TelegramPlatform, webhook: Webhook, *, url: str, memory: Memory) -> None:
    """Tell Telegram where to call, as soon as it can be reached, and what to show."""
    await webhook.register_once_reached(url, chance=SystemRandom())
    await _introduce(telegram, memory=memory)


async def _introduce(telegram: TelegramPlatform, *, memory: Memory) -> None:
    """Show the menu and the descriptions; what cannot be told now is told at the next start."""
    with suppress(DeliveryError, BadTokenError):  # of a bad token the receiving speaks
        await introduce(telegram, _profile(texts_for("en")), memory=memory)


def _profile(texts: Texts) -> Profile:
    named = {Place.PRIVATE: COMMANDS, Place.GROUPS: GROUP_COMMANDS}
    return Profile(
        menus=[
            Menu(place=place, language="", commands=[(name, texts(f"command-{name}")) for name in names])
            for place, names in named.items()
        ],
        description={"": texts("profile-description")},
        about={"": texts("profile-about")},
    )
