"""The one module that names every concrete class of a serving process; chance enters here."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from random import SystemRandom
from typing import TypeVar
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, Route
from uvicorn import Config

from bot.chat import ChatPlatform, Event, FileSource
from bot.clock import Clock, WallClock
from bot.conversation.newcomer import first_settings
from bot.delivery.dispatch import Delivery
from bot.delivery.pace import Limits
from bot.discord.adapter import DiscordPlatform
from bot.inbox import Inbox, in_turns
from bot.metrics import Metrics
from bot.noticeboard import EVERY, Noticeboard
from bot.running import Part, once_reached
from bot.scheduler import Job, keep_time
from bot.settings import DatabaseSection, DiscordSection, Settings
from bot.standing import Standing
from bot.telegram.adapter import TelegramPlatform
from bot.telegram.webhook import Webhook
from bot.waiting_room import WaitingRoom
from bot.warming import warm_up
from bot.web import QuietServer, make_app
from bot.wiring_discord import gateway_part
from bot.wiring_telegram import Handle, open_telegram, polling_part, register
from bot.worker import Keeping, Worker
from core.domain.account import Platform
from core.domain.catalogue import load_catalogue
from core.errors import CoachError
from core.storage.errors import StorageError
from core.storage.memory import StoredMemory
from core.storage.store import Store

SWEEP = 10_000
_Opened = TypeVar("_Opened")


async def open_parts(settings: Settings, chosen: frozenset[str], *, stack: AsyncExitStack) -> list[Part]:
    """Open what the chosen parts need, and return them ready to run; all is closed with `stack`.

    Every process delivers to the platforms that it has tokens for: what it took in itself goes out at once.
    """
    clock = WallClock()
    catalogue = load_catalogue()
    store = await _open_store(settings.database, stack=stack)
    metrics = Metrics()
    memory = StoredMemory(store)
    owner = await _owner(store, chosen, clock=clock)
    standing = Standing(platforms=_with_token(settings), metrics=metrics)
    telegram, discord = await _open_platforms(settings, standing=standing, clock=clock, memory=memory, stack=stack)
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
        polling = polling_part(telegram, memory=memory, handle=handle)
        parts.append(standing.guard(polling, platform=Platform.TELEGRAM))
    if discord is not None and "discord" in chosen:
        gateway = gateway_part(discord, store=store, clock=clock, memory=memory, handle=handle, warm=warm)
        parts.append(standing.guard(gateway, platform=Platform.DISCORD))
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
                standing=standing,
            )
        )
    return parts


async def _open_store(kept: DatabaseSection, *, stack: AsyncExitStack) -> Store:
    return await once_reached(lambda: stack.enter_async_context(Store.open(kept.url, connections=kept.connections)))


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


def _with_token(settings: Settings) -> frozenset[Platform]:
    secrets_of = {Platform.TELEGRAM: settings.telegram.secret, Platform.DISCORD: settings.discord.secret}
    return frozenset(platform for platform, secret in secrets_of.items() if secret)


async def _open_platforms(
    settings: Settings, *, standing: Standing, clock: Clock, memory: StoredMemory, stack: AsyncExitStack
) -> tuple[TelegramPlatform | None, DiscordPlatform | None]:
    telegram = await _unless_refused(
        Platform.TELEGRAM,
        lambda: open_telegram(settings.telegram, clock=clock, memory=memory, stack=stack),
        standing=standing,
    )
    discord = await _unless_refused(
        Platform.DISCORD, lambda: _open_discord(settings.discord, clock=clock, stack=stack), standing=standing
    )
    return telegram, discord


async def _unless_refused(
    platform: Platform, opening: Callable[[], Awaitable[_Opened]], *, standing: Standing
) -> _Opened | None:
    """Open a platform; None where it has no token, or one that is none."""
    if platform not in standing.platforms:
        return None
    try:
        return await opening()
    except StorageError:
        raise
    except CoachError as error:
        standing.refuse(platform, error)
    return None


async def _open_discord(section: DiscordSection, *, clock: Clock, stack: AsyncExitStack) -> DiscordPlatform:
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
    return Noticeboard(store=store, counts=metrics.registry, process=process, clock=clock.now)


def _sharing_part(board: Noticeboard, *, clock: Clock) -> Part:
    job = Job(name="share", every=EVERY, do=board.put_up)
    return Part(name="sharing", run=partial(keep_time, (job,), clock=clock.now))


def _web_part(
    settings: Settings,
    *,
    store: Store,
    clock: Clock,
    metrics: Metrics,
    board: Noticeboard,
    memory: StoredMemory,
    telegram: TelegramPlatform | None,
    handle: Handle,
    standing: Standing,
) -> Part:
    """Serve health and metrics, and the webhook where Telegram is to call."""
    section = settings.telegram
    webhook = None
    routes: list[BaseRoute] = []
    if telegram is not None and section.mode == "webhook":
        webhook = Webhook(platform=telegram, handle=handle, secret=section.webhook_password)
        routes.append(Route(urlsplit(section.webhook_url).path or "/", endpoint=webhook))
    app = make_app(store=store, metrics=metrics, clock=clock.now, board=board, refused=standing.refused, routes=routes)
    server = QuietServer(
        Config(
            app,
            host=settings.web.host,
            port=settings.web.port,
            http="h11",  # unlike httptools there, it takes no head of any length
            log_config=None,
            access_log=False,
            lifespan="off",
        )
    )

    def stop() -> None:
        server.should_exit = True

    async def run() -> None:
        if telegram is None or webhook is None:
            await server.serve()
            return
        telling = asyncio.create_task(
            standing.hold(
                Platform.TELEGRAM,
                partial(register, telegram, webhook, url=section.webhook_url, memory=memory),
                stopped=asyncio.Event(),
            )
        )
        telling.add_done_callback(lambda task: None if task.cancelled() or task.exception() is None else stop())
        await server.serve()
        if telling.done():
            telling.result()
        telling.cancel()

    return Part(name="web", run=run, stop=stop)
