"""The peer of `telegram_throughput.py`: a bare echo bot on python-telegram-bot.

`python benchmarks/peers/telegram_echo.py URL TOKEN POOL AT_ONCE`
"""

import logging
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Poll until ended."""
    url, token, pool, at_once = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .connection_pool_size(int(pool))
        .pool_timeout(600)
        .read_timeout(60)
        .concurrent_updates(int(at_once) if int(at_once) > 1 else False)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(timeout=20)


if __name__ == "__main__":
    main()
