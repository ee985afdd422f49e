"""One runner on several platforms: codes, the question before two histories become one, and the ways back."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.chat import Button, Said, button_rows
from bot.conversation.link_errands import CancelLink, Link, LinkErrand, OfferCode, UndoLink, Unlink, UseCode
from bot.conversation.texts import Texts
from bot.conversation.topics.welcome import private_only
from bot.conversation.turn import Turn
from core.domain.account import Account, AccountKey
from core.domain.linking.codes import found_in, in_payload, typed_after, typed_alone
from core.domain.linking.merging import LINK, UNDO_WITHIN
from core.domain.linking.separating import Share

_UNLINK = re.compile(r"^\W*unlink|\b(?:unlink|un-link|disconnect|separate|split up)\b", re.IGNORECASE)
_COMMAND = re.compile(r"\s*/(?:link|start)(?:@\w+)?\s+(.+)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"\W*(?:link|code|(?:my|the) (?:link )?code)\b", re.IGNORECASE)
# What is written after the command and is no code.
_WORDS = frozenset(
    {
        "telegram",
        "discord",
        "console",
        "terminal",
        "account",
        "accounts",
        "another",
        "device",
        "platform",
        "please",
        "me",
    }
)


def hears_code(turn: Turn, text: str) -> bool:
    """Take a code that stands alone, after the command, or in a deep link."""
    code = _code(turn, text)
    if code is None:
        return False
    turn.hidden = True
    _ask(turn, UseCode(code))
    return True


def link(turn: Turn) -> None:
    """Show a code, or where the chat is linked, what can be done about it."""
    said = turn.event.text if isinstance(turn.event, Said) else ""
    if _UNLINK.search(said):
        ask_unlink(turn)
    elif code := found_in(said):
        turn.hidden = True
        _ask(turn, UseCode(code))
    elif len(turn.logbook.accounts) > 1:
        if _alone(turn):
            _status(turn, "link-status", platforms=all_names(turn.texts, turn.logbook.accounts))
    else:
        _ask(turn, OfferCode())


def pressed_more(turn: Turn, _: str) -> None:
    """Show a code for one chat more."""
    _ask(turn, OfferCode())


def pressed_yes(turn: Turn, _: str) -> None:
    """Make one of two."""
    _ask(turn, Link())


def pressed_no(turn: Turn, _: str) -> None:
    """Leave the two as they are."""
    _ask(turn, CancelLink())


def pressed_undo(turn: Turn, _: str) -> None:
    """Make two of one again."""
    undo_link(turn)


def undo_link(turn: Turn) -> None:
    """Make two of one again, as they were before."""
    _ask(turn, UndoLink())


def pressed_home(turn: Turn, place: str) -> None:
    """Send the daily message there from now on."""
    if not _alone(turn):
        return
    named = {place_of(turn.logbook.accounts, one): one for one in turn.logbook.accounts}
    chosen = named.get(place)
    if chosen is None or len(named) == 1:
        turn.tell("button-old")
        return
    accounts = tuple(replace(one, home=one.key == chosen.key) for one in turn.logbook.accounts)
    turn.logbook = replace(turn.logbook, accounts=accounts)
    _status(turn, "link-home", platform=names(turn.texts, accounts)[chosen.key])


def ask_unlink(turn: Turn) -> None:
    """Ask who keeps what."""
    if not _alone(turn):
        return
    accounts = turn.logbook.accounts
    if len(accounts) == 1:
        turn.tell("unlink-nothing")
        return
    named = names(turn.texts, accounts)
    here = named[turn.event.origin.account]
    others = turn.texts.several([named[one.key] for one in accounts if one.key != turn.event.origin.account])
    turn.tell(
        "unlink-ask",
        (turn.button("button-unlink-own", f"unlink:{Share.OWN}"), turn.button("button-unlink-no", "unlink-no")),
        (turn.button("button-unlink-all", f"unlink:{Share.ALL}", platform=here),),
        (turn.button("button-unlink-all", f"unlink:{Share.NOTHING}", platform=others),),
    )


def pressed_unlink(turn: Turn, share: str) -> None:
    """Part the chats as was chosen; without a choice, ask."""
    if not share:
        ask_unlink(turn)
    elif share not in set(Share):
        turn.tell("button-old")
    else:
        _ask(turn, Unlink(Share(share)))


def pressed_stay(turn: Turn, _: str) -> None:
    """Leave the chats linked."""
    turn.tell("unlink-not")


def status_buttons(texts: Texts, accounts: Collection[Account], *, undoable: bool) -> tuple[tuple[Button, ...], ...]:
    """Return what can be done about chats that are linked."""
    named = names(texts, accounts)
    elsewhere = [one for one in _in_order(accounts) if not one.home]
    homes = [
        Button(label=texts("button-link-home", platform=named[one.key]), action=f"link-home:{place_of(accounts, one)}")
        for one in elsewhere
    ]
    more = Button(label=texts("button-link-more"), action="link-more")
    undo = Button(label=texts("button-link-undo"), action="link-undo")
    unlink = Button(label=texts("button-unlink"), action="unlink:")
    return (*button_rows(homes, 2), (more, undo if undoable else unlink))


def names(texts: Texts, accounts: Collection[Account]) -> Mapping[AccountKey, str]:
    """Return what each chat is called: its platform, counted where there are several of one."""
    return {one.key: _name(texts, place_of(accounts, one)) for one in accounts}


def all_names(texts: Texts, accounts: Collection[Account]) -> str:
    """Return what all chats are called, as one phrase."""
    named = names(texts, accounts)
    return texts.several([named[one.key] for one in _in_order(accounts)])


def place_of(accounts: Collection[Account], account: Account) -> str:
    """Return what a chat is named by in a button: its platform, and its number there."""
    same = [one.key for one in _in_order(accounts) if one.key.platform is account.key.platform]
    return f"{account.key.platform}:{same.index(account.key)}"


def _in_order(accounts: Collection[Account]) -> list[Account]:
    return sorted(accounts, key=lambda one: (one.joined, one.key.platform, one.key.user))


def _name(texts: Texts, place: str) -> str:
    platform, _, number = place.partition(":")
    name = texts(f"platform-{platform}")
    return name if number == "0" else texts("second-of-platform", platform=name, number=int(number) + 1)


def _code(turn: Turn, text: str) -> str | None:
    """Return the code that was typed, empty where it can be none; None where none was meant."""
    start = in_payload(turn.event.start) if isinstance(turn.event, Said) else None
    if start is not None:
        return typed_after(start)
    alone = typed_alone(text)
    if alone is not None:
        return alone
    behind = _COMMAND.match(text)
    if behind is None:
        return found_in(text) if _NAMED.match(text) else None
    given = behind[1].strip()
    payload = in_payload(given)
    if payload is not None:
        return typed_after(payload)
    if text.lstrip()[:6].casefold() == "/start":
        return None
    code = typed_after(given)
    meant = len(given.split()) == 1 and given.casefold() not in _WORDS
    return code if code or meant else None


def _ask(turn: Turn, errand: LinkErrand) -> None:
    """Leave it to the shell, where nobody reads along."""
    if _alone(turn):
        turn.asked = None
        turn.errand = errand


def _alone(turn: Turn) -> bool:
    if turn.event.origin.private:
        return True
    private_only(turn)
    return False


def _status(turn: Turn, key: str, **facts: str) -> None:
    accounts = turn.logbook.accounts
    turn.tell(key, *status_buttons(turn.texts, accounts, undoable=is_undoable(turn)), **facts)


def is_undoable(turn: Turn) -> bool:
    """Tell whether the chats were linked so lately that it can be taken back."""
    links = [one.at for one in turn.logbook.changes if one.deed == LINK]
    return bool(links) and turn.now - max(links) <= UNDO_WITHIN
