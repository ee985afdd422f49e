"""What stands in a log without being a set: tempo, rest, labels, comments, distances."""

from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.lexemes import Kind

_TIMES = frozenset({Kind.SECONDS, Kind.MINUTES})
_NOT_TRAINING = frozenset({Kind.AMOUNT, Kind.METRES, Kind.FREQUENCY, Kind.DAYS, Kind.MONTH})
_TOLD = frozenset(
    {
        Kind.KG,
        Kind.LB,
        Kind.STONE,
        Kind.RPE,
        Kind.RESERVE,
        Kind.LEFT,
        Kind.RIGHT,
        Kind.EACH,
        Kind.BODYWEIGHT,
        Kind.FAILURE,
        Kind.HAND,
        Kind.ASSISTED,
    }
)
_COMMENTED = frozenset({Kind.WORD, Kind.REST, Kind.TEMPO, Kind.LABEL, Kind.EXERCISE})
_TEMPO = frozenset({Kind.NUMBER, Kind.TIMES, Kind.DASH, Kind.SLASH, Kind.COLON, Kind.OF})
_SMALL = frozenset({Kind.FILLER, Kind.OF, Kind.ON_DAY, Kind.AT})
#: Figures in brackets that are part of a log when nothing else stands beside them.
_FIGURES = frozenset(
    {Kind.NUMBER, Kind.TIMES, Kind.COMMA, Kind.SETS, Kind.REPS, Kind.SECONDS, Kind.AT, Kind.AT_SIGN, Kind.SLASH}
)
_TEMPO_FIGURES = 2
#: What has to stand behind a number that may count no set.
_SUSPECT = (
    _NOT_TRAINING
    | _TIMES
    | {Kind.CLOSE, Kind.DOT, Kind.REST, Kind.OF, Kind.FILLER, Kind.FAILED, Kind.KG, Kind.TIMES, Kind.SLASH}
)
_LONGEST_BRACKET = 40
_HALL_FIGURES = 2
_MOST_LABEL = 30


def take_numbered(cursor: Cursor) -> bool:
    """Take a number that counts no set: of a list, a distance, a rest, a tempo; tell whether it was one."""
    at = cursor.at
    if cursor.kind(at + 1) not in _SUSPECT:
        return False
    length = _label_length(cursor) or _rest_length(cursor) or _pace_length(cursor) or _other_length(cursor)
    while cursor.at < at + length:
        cursor.take(Fate.NOTED)
    return bool(length)


def _label_length(cursor: Cursor) -> int:
    """Measure "1." or "1)" at the beginning of a line."""
    at = cursor.at
    if cursor.kind(at - 1) not in {None, Kind.LINE} or not cursor.value.isdigit() or int(cursor.value) > _MOST_LABEL:
        return 0
    if cursor.kind(at + 1) is Kind.CLOSE:
        return 2
    spaced = cursor.kind(at + 1) is Kind.DOT and cursor.kind(at + 2) not in {None, Kind.LINE}
    return 2 if spaced and cursor.kind(at + 3) not in {Kind.DOT, None} else 0


def _rest_length(cursor: Cursor) -> int:
    """Measure "90s rest", "2 min between sets", "90 rest"."""
    at = cursor.at + 1
    if cursor.kind(at) in _TIMES:
        at += 1
    while cursor.kind(at) in {Kind.OF, Kind.FILLER}:
        at += 1
    return at + 1 - cursor.at if cursor.kind(at) is Kind.REST else 0


def _pace_length(cursor: Cursor) -> int:
    """Measure "5:30/km" and "5 min/km"."""
    slash = cursor.at + 1 + (cursor.kind(cursor.at + 1) in _TIMES)
    paced = cursor.kind(slash) is Kind.SLASH and cursor.kind(slash + 1) is Kind.METRES
    return slash + 2 - cursor.at if paced else 0


def _other_length(cursor: Cursor) -> int:
    """Measure "10 km", "5k run", "4x400 m", "2x/day", "6f", "45 degrees"."""
    at = cursor.at + 1
    kind = cursor.kind(at)
    if kind is Kind.METRES and cursor.kind(at + 1) is Kind.TIMES:
        return 0  # "20 m x 3" is work, though its landings are not told
    if kind is Kind.FAILED or kind in _NOT_TRAINING:
        return 2 + (cursor.kind(at + 1) is Kind.AGO)
    if (kind in _TIMES or _thousands(cursor, at)) and cursor.kind(at + 1) is Kind.RUN:
        return 3
    if kind is Kind.TIMES and cursor.kind(at + 2) is Kind.METRES and _far(cursor.lexemes[at + 1].value):
        return 4 + (cursor.kind(at + 3) is Kind.RUN)
    if kind is Kind.TIMES:
        slash = cursor.kind(at + 1) is Kind.SLASH
        behind = cursor.kind(at + 1 + slash)
        return 3 + slash if behind in {Kind.FREQUENCY, Kind.DAYS} or (slash and behind is Kind.LABEL) else 0
    return 0


def _far(metres: str) -> bool:
    """Tell repeats on a track from bounds along a hall."""
    return len(metres) > _HALL_FIGURES and metres.isdigit()


def _thousands(cursor: Cursor, at: int) -> bool:
    """Tell the k of "5k run" from kilos."""
    return cursor.kind(at) is Kind.KG and cursor.lexemes[at].end - cursor.lexemes[at].start == 1


def take_percent(cursor: Cursor) -> None:
    """Take "%75" as a note."""
    cursor.take(Fate.NOTED)
    if cursor.here is Kind.NUMBER:
        cursor.take(Fate.NOTED)


def take_set_label(cursor: Cursor) -> bool:
    """Take the number of "Set 1:", whose word was just taken; tell whether there was one."""
    if cursor.here is not Kind.NUMBER or cursor.kind(cursor.at + 1) not in {Kind.COLON, Kind.DASH}:
        return False
    cursor.fates[cursor.at - 1] = Fate.NOTED
    cursor.take(Fate.NOTED)
    cursor.take(Fate.NOTED)
    return True


def take_tempo(cursor: Cursor) -> None:
    """Take a tempo with all its numbers."""
    cursor.take(Fate.NOTED)
    while cursor.here in _TEMPO:
        cursor.take(Fate.NOTED)


def take_rest(cursor: Cursor) -> None:
    """Take "rest 90s"."""
    cursor.take(Fate.NOTED)
    ahead = cursor.at
    while cursor.kind(ahead) in {Kind.OF, Kind.AT, Kind.COLON, Kind.FILLER, Kind.WAS}:
        ahead += 1
    if cursor.kind(ahead) is not Kind.NUMBER or cursor.kind(ahead + 1) in {Kind.TIMES, Kind.SETS, Kind.REPS}:
        return
    end = ahead + 1 + (cursor.kind(ahead + 1) in _TIMES)
    while cursor.at < end:
        cursor.take(Fate.NOTED)
    if cursor.here is Kind.REST:
        cursor.take(Fate.NOTED)


def take_label(cursor: Cursor) -> None:
    """Take "day 18", "circuit 1": the number is a name."""
    cursor.take()
    if cursor.here is Kind.NUMBER and cursor.value.isdigit() and cursor.kind(cursor.at + 1) is not Kind.TIMES:
        cursor.fates[cursor.at - 1] = Fate.NOTED
        cursor.take(Fate.NOTED)


def take_run(cursor: Cursor) -> None:
    """Take a run with its distance or time."""
    cursor.take(Fate.NOTED)
    known = _NOT_TRAINING | _TIMES | {Kind.KG}
    while True:
        ahead = cursor.at
        while cursor.kind(ahead) in _SMALL:
            ahead += 1
        clock = cursor.kind(ahead) is Kind.NUMBER and ":" in cursor.lexemes[ahead].value
        if cursor.kind(ahead) is not Kind.NUMBER or not (clock or cursor.kind(ahead + 1) in known):
            return
        while cursor.at < ahead + 1 + (not clock):
            cursor.take(Fate.NOTED)


def take_tag(cursor: Cursor) -> None:
    """Take a hash sign and the tag behind it."""
    cursor.take(Fate.NOTED)
    if (
        cursor.here is Kind.NUMBER and cursor.lexemes[cursor.at].glued and cursor.kind(cursor.at + 1) is not Kind.TIMES
    ) or (cursor.here is not None and cursor.lexemes[cursor.at].glued and cursor.here is not Kind.NUMBER):
        cursor.take(Fate.NOTED)


def take_brackets(cursor: Cursor, *, full: bool) -> None:
    """Pass over an opening bracket; a comment is taken whole, up to its end, as are figures behind `full` sets."""
    start = cursor.at
    end = start + 1
    inside: set[Kind | None] = set()
    while cursor.kind(end) not in {Kind.CLOSE, Kind.LINE, None} and end - start < _LONGEST_BRACKET:
        inside.add(cursor.kind(end))
        end += 1
    figures = not full and len(inside) > 1 and inside <= _FIGURES and not _is_tempo(cursor, start + 1)
    if cursor.kind(end) is not Kind.CLOSE or figures or _tells(inside):
        cursor.take()
        return
    while cursor.at <= end:
        cursor.take(Fate.NOTED)


def _is_tempo(cursor: Cursor, at: int) -> bool:
    """Tell whether figures look like "31x1"."""
    if cursor.kind(at) is not Kind.NUMBER or cursor.kind(at + 1) is not Kind.TIMES:
        return False
    text = cursor.lexemes[at].value
    return len(text) == _TEMPO_FIGURES and text.isdigit() and max(text) <= "6"


def _tells(inside: set[Kind | None]) -> bool:
    """Tell whether what stands in brackets is part of the log rather than a comment."""
    if Kind.REST in inside or Kind.TEMPO in inside:
        return False
    if inside & {Kind.KG, Kind.LB}:
        return True
    if inside == {Kind.WORD}:
        return True
    return bool(inside & _TOLD) and not inside & _COMMENTED
