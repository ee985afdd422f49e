"""Run the stand-in Discord: `python -m tests.support.discordapi [--port N] [--token T]`; it prints its address."""

import argparse
import asyncio
import contextlib
import sys

from tests.support.discordapi.control import Control
from tests.support.discordapi.server import TOKEN, DiscordServer


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for Discord, for tests and benchmarks.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    server = DiscordServer(token=given.token, port=given.port)
    server.control = Control(server).answer
    async with server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
