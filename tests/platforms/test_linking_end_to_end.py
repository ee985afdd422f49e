"""One person on Telegram and Discord at once, over real HTTP: a code from here, typed there, and one history."""

import re
from pathlib import Path

from tests.support.both_platforms import both_platforms


async def test_a_code_of_one_platform_links_on_the_other(tmp_path: Path) -> None:
    """Logged on both, linked by the code, undone by a button: each answer comes where it belongs."""
    async with both_platforms(tmp_path / "coach.db") as ana:
        assert "3 × 12" in await ana.say_on_telegram("3x12 20kg")
        assert "Bunny hops" in await ana.say_on_discord("yesterday 2x20 bunny hops")
        found = re.search(r"/link ([A-Z]{4}-[A-Z]{4})", await ana.say_on_telegram("/link"))
        assert found is not None
        assert "one history of two" in await ana.say_on_discord(f"/link {found[1]}")
        assert "share one history" in await ana.press_on_discord("Link them")
        assert "linked to you here" in await ana.read_telegram()
        history = await ana.say_on_telegram("/history")
        assert "Bunny hops" in history
        assert "3 × 12" in history
        assert "undone" in await ana.tap_on_telegram("Undo the link")
        history = await ana.say_on_discord("/history")
        assert "Bunny hops" in history
        assert "3 × 12" not in history
