"""Run the stand-in Bot API server: `python -m tests.support.botapi [--port N] [--token T]`; it prints its address."""

import argparse
import asyncio
import contextlib
import sys

from tests.support.botapi.control import Control
from tests.support.botapi.server import TOKEN, USERNAME, BotApiServer


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for the Telegram Bot API, for tests and benchmarks.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=USERNAME)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    server = BotApiServer(token=given.token, username=given.username, port=given.port)
    server.control = Control(server).answer
    async with server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
