"""What is said while histories are linked and parted, to whoever asked and in the other chats."""

from collections.abc import Sequence

from bot.chat import Button, Reply
from bot.conversation.phrases import date_words
from bot.conversation.texts import Texts
from bot.conversation.topics.link import all_names, names, status_buttons
from bot.conversation.turn import Scene
from core.domain.account import Account, AccountKey
from core.domain.facts import ContraIndication, RedFlag
from core.domain.linking.codes import written
from core.domain.linking.merging import Merger, leader
from core.domain.linking.separating import Share
from core.domain.logbook import Logbook


def code_words(texts: Texts, code: str, *, url: str) -> Reply:
    """Show a code, and the link that opens it on Telegram where there is one."""
    lines = [texts("link-code", code=written(code)), *([texts("link-code-url", url=url)] if url else [])]
    return Reply(text="\n".join(lines))


def proposal(scene: Scene, theirs: Logbook, *, merger: Merger) -> Reply:
    """Say what both histories hold and what becomes of them, and ask; the scene is whoever typed the code."""
    mine, texts = scene.logbook, scene.texts
    leading = leader(*sorted((mine, theirs), key=lambda one: one.runner))
    text = texts(
        "link-ask",
        here=all_names(texts, mine.accounts),
        mine=_history(scene, mine),
        there=all_names(texts, theirs.accounts),
        theirs=_history(scene, theirs),
        same=merger.same,
        wins=all_names(texts, leading.accounts),
    )
    locks: tuple[RedFlag | ContraIndication, ...] = (*merger.logbook.red_flags, *merger.logbook.conditions)
    locked = any(one.cleared is None for one in locks)
    buttons = scene.button("button-link-yes", "link-yes"), scene.button("button-link-no", "link-no")
    return Reply(text="\n".join([text, texts("link-lock")] if locked else [text]), buttons=(buttons,))


def linked(texts: Texts, accounts: Sequence[Account]) -> Reply:
    """Say that the chats are linked, and ask where the daily message is to come."""
    home = next(one for one in accounts if one.home)
    lines = (
        texts("linked", platforms=all_names(texts, accounts)),
        texts("link-home", platform=names(texts, accounts)[home.key]),
    )
    return Reply(text="\n".join(lines), buttons=status_buttons(texts, accounts, undoable=True))


def linked_elsewhere(texts: Texts, accounts: Sequence[Account], *, by: AccountKey) -> Reply:
    """Say in another chat that it is linked, and how that is undone."""
    undo = Button(label=texts("button-link-undo"), action="link-undo")
    return Reply(text=texts("linked-elsewhere", platform=names(texts, accounts)[by]), buttons=((undo,),))


def unlinked(texts: Texts, others: Sequence[Account], *, share: Share) -> Reply:
    """Say that the chat goes its own way, and with what."""
    return Reply(text=texts("unlinked", share=share.value, platform=all_names(texts, others)))


def _history(scene: Scene, logbook: Logbook) -> str:
    first = min((one.day for one in logbook.entries), default=None)
    day = "" if first is None else date_words(scene, first)
    return scene.texts("link-history", logs=len(logbook.entries), day=day)
