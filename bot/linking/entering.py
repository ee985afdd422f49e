"""Codes: shown in one chat, typed in another."""

from bot.conversation.link_words import code_words, proposal
from bot.conversation.turn import Scene
from bot.linking.asking import Asked
from core.domain.account import Platform
from core.domain.linking.codes import LIFE, SHOWN, SHOWN_TO_ALL, TRIES, TRIES_OF_ALL, digest_of, new_code, written
from core.domain.linking.merging import Merger, merge
from core.domain.logbook import Logbook
from core.domain.runner import RunnerId
from core.storage import codes, parts
from core.storage.codes import Deed

_NOBODY = RunnerId(0)


async def offer(asked: Asked) -> None:
    """Show a new code; earlier ones are over."""
    since = asked.now - LIFE
    if await codes.counted(asked.transaction, Deed.SHOWN, since=since, runner=asked.runner) >= SHOWN:
        await asked.tell("link-code-many")
        return
    if await codes.counted(asked.transaction, Deed.SHOWN, since=since) >= SHOWN_TO_ALL:
        await asked.tell("link-busy")
        return
    code = new_code(asked.desk.choose)
    await codes.count(asked.transaction, asked.runner, deed=Deed.SHOWN, since=since, now=asked.now)
    await codes.keep_code(asked.transaction, asked.runner, digest=digest_of(code), now=asked.now)
    await asked.say(code_words(asked.texts, code, url=_url(asked, code)))


def _url(asked: Asked, code: str) -> str:
    """Return the link that opens a code on Telegram; empty there, and while the bot's name is not known."""
    name = asked.desk.telegram_name()
    there = asked.case.event.origin.account.platform is Platform.TELEGRAM
    return f"https://t.me/{name}?start=link-{written(code)}" if name and not there else ""


async def use(asked: Asked, code: str) -> None:
    """Say what would become of two histories, or why this code does not lead to that."""
    found = await codes.code_of(asked.transaction, digest_of(code)) if code else None
    refusal = await _too_many(asked) or await _refusal(asked, found)
    theirs = await parts.glance(asked.transaction, found.runner) if found and not refusal else None
    if found is None or theirs is None:
        await asked.tell(refusal or "link-over")
        return
    await codes.claim(asked.transaction, found, claimant=asked.runner, now=asked.now)
    mine = (await asked.transaction.logbooks([asked.runner], since=None))[asked.runner]
    scene = Scene(logbook=mine, texts=asked.texts, catalogue=asked.desk.catalogue, now=asked.now)
    await asked.say(proposal(scene, theirs, merger=_preview(mine, theirs, asked=asked)))


async def _too_many(asked: Asked) -> str:
    """Return why nobody listens to one code more; empty where somebody does."""
    since = asked.now - LIFE
    if await codes.counted(asked.transaction, Deed.WRONG, since=since, runner=asked.runner) >= TRIES:
        return "link-many"
    return "link-busy" if await codes.counted(asked.transaction, Deed.WRONG, since=since) >= TRIES_OF_ALL else ""


async def _refusal(asked: Asked, code: codes.Code | None) -> str:
    """Return why a code leads to nothing; empty where it does lead to somebody."""
    if code is None:
        await codes.count(asked.transaction, asked.runner, deed=Deed.WRONG, since=asked.now - LIFE, now=asked.now)
        return "link-wrong"
    if code.runner == asked.runner:
        return "link-own" if len(asked.logbook.accounts) == 1 else "link-already"
    if asked.now - code.shown > LIFE:
        return "link-old"
    if code.used and code.claimant != asked.runner:
        return "link-used" if code.claimed else "link-old"
    return ""


def _preview(mine: Logbook, theirs: Logbook, *, asked: Asked) -> Merger:
    """Return what the two would become."""
    first, second = sorted((mine, theirs), key=lambda logbook: logbook.runner)
    return merge(first, second, runner=_NOBODY, at=asked.now)
