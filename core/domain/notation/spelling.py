"""A small distance between words: how many slips of the finger lie between them."""

from collections.abc import Sequence
from functools import lru_cache

_SURE_LENGTH = 7
_LONGEST = 24


@lru_cache(maxsize=4096)
def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that `word` most likely was meant to be; None where none is near.

    One slip is forgiven in a short word, whose first letter has to be right; two in one of seven letters or more.
    """
    if len(word) > _LONGEST:
        return None
    allowed = 2 if len(word) >= _SURE_LENGTH else 1
    best: str | None = None
    letters = set(word)
    for one in known:
        if abs(len(one) - len(word)) > allowed or (allowed == 1 and one[:1] != word[:1]):
            continue
        if len(letters.symmetric_difference(one)) > 2 * allowed:
            continue
        found = slips(word, one, most=allowed)
        if found <= allowed:
            best, allowed = one, found - 1
        if allowed < 0:
            break
    return best


def slips(one: str, other: str, *, most: int) -> int:
    """Return the number of letters missing, added, changed or swapped; more than `most` counts as `most` + 1."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, target in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != target))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == target:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
