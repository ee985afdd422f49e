"""Ten years of daily logs go out and come in within two seconds and 50 MB."""

import os
import tracemalloc
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from time import process_time

import pytest

from bot.chat import Reply
from core.domain.account import Platform
from tests.support.senders import Post, actions, open_post
from tests.support.stored import begin
from tests.support.ten_years import keep_daily

DAYS = 3650
#: Measuring every allocation takes three times as long, so two years stand for ten, unless FULL_SIZE=1.
TRACED_DAYS = DAYS if os.environ.get("FULL_SIZE") else 730
SECONDS = 2
MEGABYTES = 50


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """Open an inbox to which files can be sent, where Bob is new."""
    async with open_post(f"sqlite:///{tmp_path / 'coach.db'}") as opened:
        await opened.said("bob", "/start")
        yield opened


async def train(post: Post, days: int) -> None:
    """Let Ann have trained daily."""
    (ann,) = await begin(post.talk.store, "ann", platform=Platform.TELEGRAM)
    await keep_daily(post.talk.store, ann, days)


async def test_ten_years_go_out_and_come_in_within_two_seconds(post: Post) -> None:
    """Export in one go, import in two steps: what is shown before the question, and what is written after it."""
    await train(post, DAYS)
    began = process_time()
    export = (await post.said("ann", "/export")).file
    exported = process_time()
    assert export is not None
    shown = await post.sent("bob", export.content)
    await post.pressed("bob", actions(shown)[0])
    imported = process_time()
    assert "3,650 entries" in shown.text
    assert len(await post.work("bob")) == DAYS
    assert exported - began < SECONDS
    assert imported - exported < SECONDS


async def test_ten_years_go_out_and_come_in_within_fifty_megabytes(post: Post) -> None:
    """At most so much is in memory at once, over what was there before."""
    await train(post, TRACED_DAYS)
    sent, out = await traced(post.said("ann", "/export"))
    assert sent.file is not None
    shown, seen = await traced(post.sent("bob", sent.file.content))
    _, brought = await traced(post.pressed("bob", actions(shown)[0]))
    assert len(await post.work("bob")) == TRACED_DAYS
    assert max(out, seen, brought) < MEGABYTES * TRACED_DAYS / DAYS


async def traced(doing: Awaitable[Reply]) -> tuple[Reply, float]:
    """Return what came of it, and how many megabytes it held at once."""
    tracemalloc.start()
    try:
        return await doing, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
