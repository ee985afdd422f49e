"""Two runners become one, and one becomes two again, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.chat import Reply
from bot.conversation.link_words import linked, linked_elsewhere, unlinked
from bot.conversation.topics.link import names
from bot.linking.asking import Asked
from core.domain.linking.codes import LIFE
from core.domain.linking.merging import UNDO_WITHIN, merge
from core.domain.linking.separating import Part, Share, rejoin, separate
from core.domain.logbook import Logbook
from core.domain.runner import Settings
from core.services.set_reminders import set_reminders
from core.storage import codes, parts

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


async def link(asked: Asked) -> None:
    """Make one of two runners: both are kept as they were for a day, beside the one that they become."""
    transaction, now = asked.transaction, asked.now
    code = (await codes.claims_of(transaction, [asked.runner])).get(asked.runner)
    if code is None or code.claimed is None or now - code.claimed > LIFE:
        await asked.tell("link-already" if len(asked.logbook.accounts) > 1 else "link-over")
        return
    books = await transaction.logbooks([asked.runner, code.runner], since=None)
    both = sorted(books.values(), key=lambda one: one.runner)
    if len(both) == 1 or not all(one.accounts for one in both):
        await asked.tell("link-over")
        return
    first, second = both
    whole = await _joined(asked, first, second=second)
    await codes.hand_over(transaction, [first.runner, second.runner], to=whole.runner)
    await asked.say(linked(asked.texts, whole.accounts), of=whole)
    await asked.tell_others(whole, linked_elsewhere(asked.texts, whole.accounts, by=asked.case.event.origin.account))


async def _joined(asked: Asked, first: Logbook, *, second: Logbook) -> Logbook:
    transaction, now = asked.transaction, asked.now
    begun = await parts.begin_runner(transaction, settings=first.settings, joined=min(first.joined, second.joined))
    merger = merge(first, second, runner=begun.runner, at=now)
    whole = set_reminders(merger.logbook, now=now, catalogue=asked.desk.catalogue)
    loaded = {one.runner: one for one in (first, second, begun)}
    await transaction.save([_emptied(first), _emptied(second), whole], loaded=loaded)
    await parts.keep_parts(
        transaction,
        [parts.Part(runner=one.runner, whole=whole.runner, at=now, accounts=one.accounts) for one in (first, second)],
    )
    for one, shift in ((first, 0), (second, merger.shift)):
        await parts.copy_words(transaction, one.runner, whole=whole.runner, shift=shift)
    return whole


def _emptied(logbook: Logbook) -> Logbook:
    """Return a logbook that nobody writes in: its chats are elsewhere."""
    return replace(logbook, accounts=(), reminders=())


async def undo(asked: Asked) -> None:
    """Make two of one again, as they were, with what became of them since."""
    transaction, now = asked.transaction, asked.now
    kept = await parts.parts_of(transaction, asked.runner)
    if len(kept) != 2 or now - kept[0].at > UNDO_WITHIN:  # noqa: PLR2004 - two became one
        await asked.tell("link-undo-late" if len(asked.logbook.accounts) > 1 else "unlink-nothing")
        return
    books = await transaction.logbooks([asked.runner, *(one.runner for one in kept)], since=None)
    whole = books[asked.runner]
    first, second = (Part(logbook=books[one.runner], accounts=one.accounts) for one in kept)
    base = first.logbook.next_id - 1 + second.logbook.next_id
    again = [
        set_reminders(one, now=now, catalogue=asked.desk.catalogue)
        for one in rejoin(whole, first=first, second=second, at=kept[0].at)
    ]
    await transaction.save([replace(_emptied(whole), settings=Settings()), *again], loaded=books)
    for one, other in ((first, second), (second, first)):
        chats = parts.Chats.of(one.accounts, beside=other.accounts)
        await parts.move_words(
            transaction, whole.runner, to=one.logbook.runner, chats=chats, since=kept[0].at, first=base
        )
        await parts.copy_events(transaction, whole.runner, to=one.logbook.runner)
    await parts.end_parts(transaction, kept)
    await parts.clear(transaction, whole.runner, part_of=first.logbook.runner)
    await _say_parted(asked, again, whole=whole, keys=("link-undone", "link-undone-elsewhere"))


async def unlink(asked: Asked, share: Share) -> None:
    """Let the chat go its own way, as a new runner."""
    transaction, now = asked.transaction, asked.now
    key = asked.case.event.origin.account
    book = (await transaction.logbooks([asked.runner], since=None))[asked.runner]
    if len(book.accounts) == 1:
        await asked.tell("unlink-nothing")
        return
    begun = await parts.begin_runner(transaction, settings=book.settings, joined=book.joined)
    parted = separate(book, {key}, share=share, runner=begun, at=now)
    staying, going = (set_reminders(one, now=now, catalogue=asked.desk.catalogue) for one in parted)
    await parts.forget_changes(transaction, book.runner)
    await transaction.save([staying, going], loaded={book.runner: book, begun.runner: begun})
    await parts.copy_events(transaction, book.runner, to=going.runner)
    if share is not Share.NOTHING:
        chats = parts.Chats.of(going.accounts, beside=staying.accounts) if share is Share.OWN else None
        await parts.move_words(transaction, book.runner, to=going.runner, chats=chats, since=_ALWAYS, first=0)
    await parts.drop(transaction, [one.runner for one in await parts.parts_of(transaction, book.runner)])
    await codes.hand_over(transaction, [book.runner], to=book.runner)
    await asked.say(unlinked(asked.texts, staying.accounts, share=share), of=going)
    name = names(asked.texts, book.accounts)[key]
    await asked.tell_others(staying, Reply(text=asked.texts("unlinked-elsewhere", platform=name)))


async def _say_parted(asked: Asked, again: Sequence[Logbook], *, whole: Logbook, keys: tuple[str, str]) -> None:
    key = asked.case.event.origin.account
    mine = next(one for one in again if any(account.key == key for account in one.accounts))
    await asked.tell(keys[0], of=mine)
    name = names(asked.texts, whole.accounts)[key]
    for one in again:
        await asked.tell_others(one, Reply(text=asked.texts(keys[1], platform=name)))
