"""Buttons of a numbering that holds no more."""

from datetime import UTC, datetime

from bot.conversation.deeds import PRESSES
from bot.conversation.marking import OF_CHANGES, OF_FACTS, OF_NEITHER, meant
from core.domain.account import Account, AccountKey, Address, Platform

_MOVED = Account(
    key=AccountKey(platform=Platform.TELEGRAM, user="1"),
    address=Address("1"),
    joined=datetime(2026, 3, 2, tzinfo=UTC),
    shifts=(40,),
)


def test_every_button_is_of_one_kind() -> None:
    """Whoever adds a button says whether it carries a number that moves when logbooks become one."""
    assert sorted([*OF_FACTS, *OF_CHANGES, *OF_NEITHER]) == sorted(PRESSES)


def test_a_button_of_no_kind_means_nothing_in_another_numbering() -> None:
    """It could carry a number, and would hit what it was never meant for."""
    assert meant("unheard-of:3", _MOVED) is None
    assert meant("1~unheard-of:3", _MOVED) == "unheard-of:3"
    assert meant("rate:3:8", _MOVED) == "rate:43:8"
    assert meant("undo:3", _MOVED) is None
    assert meant("day:3", _MOVED) == "day:3"
