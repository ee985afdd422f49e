"""From lexemes to passages: one walk through the text, each piece to its reader."""

from collections.abc import Callable, Mapping

from core.domain.notation import noise
from core.domain.notation.cursor import Cursor, Fate
from core.domain.notation.days import Calendar, take_day
from core.domain.notation.differing import take_differing
from core.domain.notation.effort import take_effort
from core.domain.notation.lexemes import Kind
from core.domain.notation.loading import take_added, take_at, take_body, take_plus
from core.domain.notation.passages import Draft
from core.domain.notation.phrases import chain, factor, is_with
from core.domain.notation.placing import Placer
from core.domain.notation.statement import Role, Weight
from core.domain.notation.titles import take_exercise, take_word
from core.domain.notation.wording import is_number
from core.domain.training import Side

Step = Callable[[Placer], None]
_HEADING = frozenset({Kind.WORD, Kind.EXERCISE, Kind.LABEL})
_BEFORE_REMARKS = frozenset({Kind.COMMA, Kind.SEMICOLON, Kind.LINE, Kind.DOT, Kind.DASH, Kind.OPEN, Kind.FILLER})
_SMALL_WORDS = frozenset({Kind.FILLER, Kind.WAS, Kind.LEG})


def scan(placer: Placer, calendar: Calendar) -> Draft:
    """Read all lexemes and return the passages that they make."""
    cursor = placer.cursor
    while (kind := cursor.here) is not None:
        before = cursor.at
        if not take_day(cursor, calendar, draft=placer.draft):
            _STEPS.get(kind, _leave)(placer)
        if cursor.at == before:
            cursor.take(Fate.LEFT)
    return placer.draft


def _number(placer: Placer) -> None:
    """Read a number and whatever hangs on it."""
    cursor = placer.cursor
    if not is_number(cursor, cursor.at):
        cursor.take(Fate.READ if cursor.lexemes[cursor.at].spelt else Fate.LEFT)
    elif not noise.take_numbered(cursor):
        placer.place(chain(cursor))


def _each(placer: Placer) -> None:
    """Read "each": per leg, or per hand where it follows a weight."""
    cursor, now = placer.cursor, placer.draft.now
    generic = cursor.value == "one"
    before = cursor.kind(cursor.at - 1)
    cursor.take()
    per_set = before is Kind.REPS and now.sets is not None
    if generic and (per_set or before in {Kind.KG, Kind.LB, Kind.STONE}) and not placer.one_leg():
        now.by_hand = not per_set
    else:
        now.side = Side.EACH


def _colon(placer: Placer) -> None:
    """Read a colon: a weight before it holds for all that follows, other numbers before it are a heading."""
    draft, cursor = placer.draft, placer.cursor
    cursor.take()
    now = draft.now
    if now.full or draft.prefixed_sides:
        return
    if now.bare and any(cursor.kind(at) in _HEADING for at in range(now.bare[0].at, cursor.at)):
        for one in now.bare:
            cursor.fates[one.at] = Fate.LEFT
    elif now.bare and now.sets is None:
        now.weights += [Weight(text=str(one.number)) for one in now.bare if one.number is not None]
    now.bare = []
    draft.carried = list(now.weights)


def _separate(placer: Placer) -> None:
    draft, kind = placer.draft, placer.cursor.here
    draft.line += kind is Kind.LINE
    if draft.separated is not Kind.LINE:
        draft.separated = kind
    placer.cursor.take()


def _then(placer: Placer) -> None:
    """Read "then" as the end of some sets, and "&" between two as the beginning of another exercise."""
    cursor, draft = placer.cursor, placer.draft
    sign = cursor.lexemes[cursor.at].end - cursor.lexemes[cursor.at].start == 1
    cursor.take()
    draft.separated = Kind.THEN
    if sign and draft.passage.counted and is_number(cursor, cursor.at):
        draft.turn_passage().apart = True


def _slash(placer: Placer) -> None:
    cursor = placer.cursor
    cursor.take()
    if cursor.here is Kind.LEG:
        cursor.take()
        placer.draft.now.side = Side.EACH


def _times(placer: Placer) -> None:
    """Read a multiplication sign that nothing stands before."""
    if is_number(placer.cursor, placer.cursor.at + 1):
        placer.repeat(chain(placer.cursor))
    else:
        placer.cursor.take()


def _reps(placer: Placer) -> None:
    """Read "reps: 12"."""
    cursor = placer.cursor
    cursor.take()
    if cursor.here is Kind.COLON and is_number(cursor, cursor.at + 1):
        cursor.take()
        one = factor(cursor)
        one.role = one.role or Role.COUNT
        placer.place([one])


def _sets(placer: Placer) -> None:
    """Read "Set 1:" as a label and "sets: 3" as their number."""
    cursor, now = placer.cursor, placer.draft.now
    cursor.take()
    if noise.take_set_label(cursor):
        return
    ahead = cursor.at + (cursor.here is Kind.COLON)
    if is_number(cursor, ahead) and now.sets is None and cursor.kind(ahead + 1) is not Kind.TIMES:
        if cursor.here is Kind.COLON:
            cursor.take()
        now.sets = chain(cursor)[0].number


def _dash(placer: Placer) -> None:
    """Read a dash as a bullet or a separator; glued to a lone number or a weight it takes something off."""
    cursor = placer.cursor
    starts_line = cursor.kind(cursor.at - 1) in {None, Kind.LINE}
    spaced = not cursor.lexemes[cursor.at].glued
    cursor.take()
    glued = cursor.here is Kind.NUMBER and cursor.lexemes[cursor.at].glued
    weighs = spaced and cursor.kind(cursor.at + 1) in {Kind.KG, Kind.LB}
    if glued and ((starts_line and cursor.kind(cursor.at + 1) not in {Kind.TIMES, Kind.SETS}) or weighs):
        placer.draft.negative = True


def _seconds(placer: Placer) -> None:
    """Read the Russian letter for "with"; a unit without a number is left."""
    if is_with(placer.cursor):
        take_at(placer)
    else:
        placer.cursor.take(Fate.LEFT)


def _side(side: Side) -> Step:
    def tell(placer: Placer) -> None:
        if _remarks(placer):
            placer.cursor.take(Fate.NOTED)
            return
        placer.cursor.take()
        placer.draft.tell_side(side)

    return tell


def _remarks(placer: Placer) -> bool:
    """Tell whether a side behind whole sets begins a remark: "3x12, left side felt weak"."""
    cursor = placer.cursor
    if not placer.draft.now.full or cursor.kind(cursor.at - 1) not in _BEFORE_REMARKS:
        return False
    at = cursor.at + 1
    while cursor.kind(at) in _SMALL_WORDS:
        at += 1
    return cursor.kind(at) in {Kind.MOOD, Kind.WORD}


def _failure(placer: Placer) -> None:
    placer.cursor.take()
    placer.draft.now.failure = True


def _hand(placer: Placer) -> None:
    placer.cursor.take()
    placer.draft.now.by_hand = True


def _hold(placer: Placer) -> None:
    placer.cursor.take()
    placer.draft.now.hold = True


def _leave(placer: Placer) -> None:
    placer.cursor.take(Fate.LEFT)


def _skip(placer: Placer) -> None:
    placer.cursor.take()


def _note(placer: Placer) -> None:
    placer.cursor.take(Fate.NOTED)


def _by_cursor(take: Callable[[Cursor], None]) -> Step:
    return lambda placer: take(placer.cursor)


_SKIPPED = (
    Kind.DOT,
    Kind.CLOSE,
    Kind.BULLET,
    Kind.UNKNOWN,
    Kind.PERCENT,
    Kind.FILLER,
    Kind.OF,
    Kind.UP_TO,
    Kind.ON_DAY,
    Kind.DONE,
    Kind.ALL_SETS,
    Kind.ONLY,
    Kind.WAS,
    Kind.TODAY,
    Kind.BOTH,
    Kind.PLATES,
    Kind.LEG,
    Kind.ACTUALLY,
    Kind.KG,
    Kind.LB,
    Kind.DAYS,
    Kind.PLANNED,
    Kind.SAME,
    Kind.BUT_LAST,
    Kind.NOT,
    Kind.REMOVE,
    Kind.WRONG,
    Kind.AGO,
)
_STEPS: Mapping[Kind, Step] = {
    **dict.fromkeys(_SKIPPED, _skip),
    **dict.fromkeys((Kind.MOOD, Kind.SET_KIND, Kind.FREQUENCY, Kind.SIGN), _note),
    **dict.fromkeys((Kind.COMMA, Kind.SEMICOLON, Kind.LINE, Kind.AND, Kind.ARROW), _separate),
    **dict.fromkeys((Kind.AT, Kind.AT_SIGN), take_at),
    **dict.fromkeys((Kind.ADDED, Kind.ASSISTED), take_added),
    **dict.fromkeys((Kind.RPE, Kind.RESERVE), lambda placer: take_effort(placer.cursor, placer.draft.now)),
    **dict.fromkeys((Kind.LAST, Kind.ORDINAL), lambda placer: take_differing(placer.cursor, placer.draft)),
    Kind.NUMBER: _number,
    Kind.TIMES: _times,
    Kind.PLUS: take_plus,
    Kind.DASH: _dash,
    Kind.BODYWEIGHT: take_body,
    Kind.SECONDS: _seconds,
    Kind.EACH: _each,
    Kind.LEFT: _side(Side.LEFT),
    Kind.RIGHT: _side(Side.RIGHT),
    Kind.EXERCISE: take_exercise,
    Kind.WORD: take_word,
    Kind.THEN: _then,
    Kind.COLON: _colon,
    Kind.SLASH: _slash,
    Kind.FAILURE: _failure,
    Kind.HAND: _hand,
    Kind.HOLD: _hold,
    Kind.SETS: _sets,
    Kind.REPS: _reps,
    Kind.CONTACTS: _reps,
    Kind.OPEN: lambda placer: noise.take_brackets(placer.cursor, full=placer.draft.now.full),
    Kind.TEMPO: _by_cursor(noise.take_tempo),
    Kind.REST: _by_cursor(noise.take_rest),
    Kind.LABEL: _by_cursor(noise.take_label),
    Kind.RUN: _by_cursor(noise.take_run),
    Kind.HASH: _by_cursor(noise.take_tag),
}
