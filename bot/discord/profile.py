"""What Discord shows of the bot before anybody writes: its commands."""

import hashlib

import msgspec
import structlog

from bot.delivery.errors import DeliveryError
from bot.discord.adapter import DiscordPlatform, Memory
from bot.discord.commands import Translated, Tree
from bot.discord.trouble import our_words

_LOG = structlog.get_logger(__name__)


async def introduce(
    platform: DiscordPlatform,
    tree: Tree,
    *,
    translated: Translated,
    memory: Memory,
) -> int:
    """Tell Discord the commands where they have changed since it was last told, and return how many calls that took.

    What cannot be told now is told at the next start: the coach works without.

    Raises:
        BadTokenError: Discord does not know the token.
        DeliveryError: Discord could not be asked who the bot is.

    """
    me = await platform.me()
    if tree.translator is not translated:
        await tree.set_translator(translated)
    payload = [await one.get_translated_payload(tree, translated) for one in tree.get_commands()]
    digest = hashlib.sha256(msgspec.json.encode(payload, order="deterministic")).hexdigest()
    key = f"discord:{me.application}:commands"
    if await memory.recall(key) == digest:
        return 0
    try:
        with our_words():
            await platform.client.http.bulk_upsert_global_commands(me.application, payload=payload)
    except DeliveryError as error:
        _LOG.warning("commands not told", trouble=str(error))
        return 0
    await memory.remember(key, digest)
    return 1
