"""One-time codes that prove that two chats belong to one person."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import scrypt

#: Letters that are not taken for one another or for digits, and no vowels: a code is never a word.
LETTERS = "BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8
#: How long a code may be used, and how long the question after it may be answered.
LIFE = timedelta(minutes=10)
#: So many wrong codes in `LIFE` before nobody listens to more: of one runner, and of all together.
TRIES = 5
TRIES_OF_ALL = 300
#: So many codes are shown in `LIFE`: to one runner, and to all together.
SHOWN = 5
SHOWN_TO_ALL = 1000

_ALONE = re.compile(rf"\s*([{LETTERS}]{{4}})[-\s\u2010-\u2014]?([{LETTERS}]{{4}})\s*[.!]?\s*", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\b([{LETTERS}]{{4}})[-\u2010-\u2014 ]?([{LETTERS}]{{4}})\b", re.IGNORECASE)
_PAYLOAD = re.compile(r"link-(\S{1,40})", re.IGNORECASE)
# A code lives for ten minutes; one guess costs about ten milliseconds, so all of them would take years.
_SALT = b"calfcoach link code"
_COST = 2**12


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a code whose letters are drawn by `choose`."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def written(code: str) -> str:
    """Return a code as it is shown: in two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def digest_of(code: str) -> str:
    """Return what is kept of a code."""
    return scrypt(code.encode(), salt=_SALT, n=_COST, r=8, p=1, dklen=24).hex()


def typed_alone(text: str) -> str | None:
    """Return the code that a text is and has nothing beside; None where it is none."""
    found = _ALONE.fullmatch(text)
    return (found[1] + found[2]).upper() if found else None


def found_in(text: str) -> str | None:
    """Return the code that stands somewhere in a text; None where there is none."""
    found = _ANYWHERE.search(text)
    return (found[1] + found[2]).upper() if found else None


def typed_after(text: str) -> str:
    """Return what was typed in the place of a code, as codes are written; empty where that can be none."""
    code = re.sub(r"[\W_]", "", text).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def in_payload(start: str) -> str | None:
    """Return what a deep link brings in the place of a code; None where it brings something else."""
    found = _PAYLOAD.fullmatch(start.strip())
    return found[1] if found else None
