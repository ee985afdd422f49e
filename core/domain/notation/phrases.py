"""The smallest phrases of training notation: a number with its unit, a list, a chain of multiplications."""

from core.domain.load import Unit
from core.domain.notation.cursor import Cursor
from core.domain.notation.lexemes import Kind, Lexeme
from core.domain.notation.numerals import amount, clocked, listed
from core.domain.notation.pointing import take_done_of
from core.domain.notation.statement import Count, Factor, Role, Weight
from core.domain.notation.vocabulary import TIMES_WORD
from core.domain.notation.wording import is_number, names_reps, take_words

UNITS: dict[Kind | None, Unit] = {Kind.KG: Unit.KG, Kind.LB: Unit.LB, Kind.HASH: Unit.LB}
_LOADED = frozenset({Kind.KG, Kind.LB, Kind.STONE, Kind.PERCENT, Kind.PLATES})
_TIMED = frozenset({Kind.SECONDS, Kind.MINUTES, Kind.METRES})
#: Behind a number these say that it is not one more of a plain list.
_NOT_LISTED = (
    _LOADED | _TIMED | {Kind.SETS, Kind.TIMES, Kind.AMOUNT, Kind.FREQUENCY, Kind.DAYS, Kind.RESERVE, Kind.HASH}
)
_LIST_SIGNS: dict[Kind | None, str] = {
    Kind.COMMA: ",",
    Kind.SLASH: "/",
    Kind.DASH: "-",
    Kind.DOT: ".",
    Kind.AND: ",",
    Kind.THEN: ",",
    Kind.PLUS: "+",
}
_LINKS = frozenset({Kind.TIMES, Kind.OF})
#: Between the number of sets and the reps nearly any small word will do.
_LOOSE_LINKS = _LINKS | {Kind.AT, Kind.FILLER, Kind.ON_DAY, Kind.COMMA, Kind.SEMICOLON, Kind.COLON}
_POUNDS_IN_A_STONE = 14
_MINUTE = 60
_PAIR = 2
_WORDS_FOR_NUMBERS = frozenset({Kind.BODYWEIGHT, Kind.FAILURE, Kind.UNKNOWN})


def chain(cursor: Cursor) -> list[Factor]:
    """Read numbers joined by multiplication signs, from a number, a sign or a body weight on."""
    factors: list[Factor] = []
    if cursor.here is Kind.TIMES:
        cursor.take()
        one = factor(cursor)
        one.role = one.role or Role.COUNT
        factors.append(one)
    else:
        factors.append(factor(cursor))
    if take_done_of(cursor, factors[-1]):
        return factors
    while _linked(cursor, factors[-1]):
        factors.append(factor(cursor))
    if cursor.here is Kind.TIMES:
        cursor.take()
        factors[-1].dangling = True
        if cursor.kind(cursor.at) is Kind.WORD and cursor.value[:1].isdigit():
            factors[-1].counts, factors[-1].role = (), None  # "3x12rm": half of it is not understood
    return factors


def _linked(cursor: Cursor, last: Factor) -> bool:
    """Take the sign between two factors, if there is one with a factor behind it."""
    if cursor.here is Kind.EACH and cursor.kind(cursor.at + 1) is Kind.TIMES:
        cursor.take()
        last.each = True
    if cursor.here is Kind.REPS and _multiplies(cursor):
        cursor.take()
        return True
    links = _LOOSE_LINKS if last.role is Role.SETS else _LINKS
    if cursor.here not in links:
        return False
    behind = cursor.at + 1
    if cursor.kind(behind) is Kind.NUMBER and cursor.lexemes[behind].spelt and cursor.kind(behind + 1) is Kind.NUMBER:
        behind += 1  # "for a triple"
    if not (is_number(cursor, behind) or cursor.kind(behind) in _WORDS_FOR_NUMBERS):
        return False
    if cursor.here not in _LINKS and _unit_behind(cursor, behind) in _NOT_LISTED - {Kind.SECONDS, Kind.MINUTES}:
        return False
    while cursor.at < behind:
        cursor.take()
    return True


def _unit_behind(cursor: Cursor, at: int) -> Kind | None:
    return cursor.kind(at + 1)


def factor(cursor: Cursor) -> Factor:
    """Read one factor: a number or list with its unit, a body weight, or "to failure"."""
    if cursor.here is Kind.BODYWEIGHT:
        return _body(cursor)
    if cursor.here in {Kind.FAILURE, Kind.UNKNOWN}:
        cursor.take()
        return Factor(at=cursor.at - 1, counts=(Count(),), role=Role.COUNT)
    return _with_unit(cursor, _numbers(cursor))


def _body(cursor: Cursor) -> Factor:
    """Read "bw", "bw+10 kg", "body weight minus 15"."""
    at = cursor.at
    cursor.take()
    signs: dict[Kind | None, str] = {Kind.PLUS: "", Kind.DASH: "-", Kind.ADDED: "", Kind.ASSISTED: "-"}
    sign = signs.get(cursor.here)
    if sign is None or not is_number(cursor, cursor.at + 1):
        return Factor(at=at, role=Role.LOAD, weight=Weight(bodyweight=True))
    cursor.take()
    told = weight_here(cursor)
    if told is None:
        return Factor(at=at, role=Role.LOAD, weight=Weight(bodyweight=True))
    return Factor(at=at, role=Role.LOAD, weight=Weight(text=sign + (told.text or "0"), unit=told.unit, bodyweight=True))


def weight_here(cursor: Cursor) -> Weight | None:
    """Read a number where only a weight can stand, with its unit if one follows; None where it is no amount."""
    text = amount(cursor.value, decimal=cursor.decimal, comma=True)
    if cursor.lexemes[cursor.at].spelt:
        text = str(take_words(cursor))
    elif text is not None:
        cursor.take()
    if text is None:
        return None
    unit = UNITS.get(cursor.here)
    if unit is not None:
        cursor.take()
    return Weight(text=text, unit=unit)


def _numbers(cursor: Cursor) -> Factor:
    """Read a number, or a list or range of plain numbers."""
    at = cursor.at
    if cursor.lexemes[at].spelt and names_reps(cursor, at):
        return Factor(at=at, counts=(Count(reps=take_words(cursor)),), role=Role.COUNT)
    if cursor.lexemes[at].spelt:
        return _listing(cursor, Factor(at=at, counts=(Count(reps=take_words(cursor)),)))
    text = cursor.value
    cursor.take()
    if text.isdigit():
        return _listing(cursor, Factor(at=at, counts=(Count(reps=int(text)),)))
    if ":" in text:
        seconds = clocked(text)
        role = Role.COUNT if seconds is not None else None
        return Factor(at=at, counts=(Count(seconds=seconds),) if seconds is not None else (), role=role)
    whole = amount(text, decimal=cursor.decimal, comma=True)
    parts = listed(text) if "," in text or text.count(".") > 1 else ()
    if not parts or (whole is not None and whole.isdigit()):
        return Factor(at=at, maybe=whole)
    counts = tuple(Count(reps=int(part)) for part in parts)
    return _listing(cursor, Factor(at=at, counts=counts, maybe=whole, separator=","))


def _listing(cursor: Cursor, first: Factor) -> Factor:
    """Take the further numbers of a list whose first number was read."""
    sign = _LIST_SIGNS.get(cursor.here)
    while sign is not None and (not first.separator or first.separator == sign):
        further = _next_listed(cursor, sign)
        if further is None:
            break
        if not first.separator and not _worth_a_list(cursor, sign):
            break
        cursor.take()
        cursor.take()
        first.separator = sign
        first.counts += further
        if first.maybe is not None:
            first.maybe = None
        sign = _LIST_SIGNS.get(cursor.here)
    return _range(first)


def _worth_a_list(cursor: Cursor, sign: str) -> bool:
    """Tell whether a list may begin with this sign: full stops and plus signs need two of their kind."""
    if sign not in "+.":
        return True
    again = cursor.at + 2
    return cursor.kind(again) is cursor.here and (is_number(cursor, again + 1) or sign == ".")


def _next_listed(cursor: Cursor, sign: str) -> tuple[Count, ...] | None:
    """Return the number behind a list sign if it belongs to the list; an x in a list is a failed set."""
    at = cursor.at + 1
    if cursor.kind(at) is Kind.TIMES and sign in ",/" and not is_number(cursor, at + 1):
        return (Count(reps=0),)
    if not is_number(cursor, at) or (cursor.weighing and cursor.kind(at + 1) is Kind.REPS):
        return None
    if sign in "-/" and cursor.kind(at + 1) is Kind.TIMES and cursor.kind(at - 2) is cursor.here:
        return (Count(reps=int(cursor.lexemes[at].value)),) if cursor.lexemes[at].value.isdigit() else None
    unlisted = cursor.kind(at + 1) in _NOT_LISTED
    if (unlisted and not (cursor.kind(at + 1) is Kind.SECONDS and is_with(cursor, at + 1))) or _label(cursor, at):
        return None
    lexeme = cursor.lexemes[at]
    if cursor.kind(at + 1) is Kind.NUMBER and lexeme.spelt:
        return None
    parts = (lexeme.value,) if lexeme.value.isdigit() else listed(lexeme.value) if sign == "," else ()
    return tuple(Count(reps=int(part)) for part in parts) or None


def _label(cursor: Cursor, at: int) -> bool:
    """Tell whether the number is a heading ("…, 70: 4") rather than one of a list."""
    return cursor.kind(at + 1) is Kind.COLON


def _range(listing: Factor) -> Factor:
    """Turn two rising numbers with a dash between into a range."""
    if listing.separator != "-" or len(listing.counts) != _PAIR:
        return listing
    low, high = (one.reps or 0 for one in listing.counts)
    if low < high:
        listing.counts = (Count(reps=low, reps_to=high),)
    return listing


def _with_unit(cursor: Cursor, one: Factor) -> Factor:
    """Give a factor the role that the unit behind it says."""
    kind = cursor.here
    if kind in _LOADED or kind is Kind.HASH:
        return _loaded(cursor, one)
    if kind in {Kind.SETS, Kind.REPS} and cursor.kind(one.at - 1) is Kind.COLON is cursor.kind(cursor.at + 1):
        kind = None  # "reps: 10 sets: 3": the word belongs to what follows
    if kind is Kind.SETS and one.number is not None:
        cursor.take()
        one.role, one.sets = Role.SETS, one.number
    elif kind in {Kind.REPS, Kind.CONTACTS} and not _multiplies(cursor):
        cursor.take()
        one.role = Role.COUNT
    elif kind is Kind.METRES:
        cursor.take()
    elif kind in {Kind.SECONDS, Kind.MINUTES} and (one.counts or one.maybe) and not is_with(cursor):
        _timed(cursor, one)
    elif one.counts and (len(one.counts) > 1 or one.counts[0].reps_to or one.counts[0].seconds) and one.maybe is None:
        one.role = Role.COUNT
    return one


def _multiplies(cursor: Cursor) -> bool:
    """Tell whether a word that counts reps stands between two numbers and multiplies them: "3 keer 12"."""
    return cursor.value == TIMES_WORD and is_number(cursor, cursor.at + 1)


def is_with(cursor: Cursor, at: int | None = None) -> bool:
    """Tell whether a letter is the Russian "with" rather than seconds: it stands free, and a weight follows."""
    at = cursor.at if at is None else at
    lexeme = cursor.lexemes[at]
    counted = cursor.kind(at - 1) in {Kind.NUMBER, Kind.UNKNOWN}
    weighs = cursor.kind(at + 1) in (
        {Kind.NUMBER} if counted else {Kind.NUMBER, Kind.UNKNOWN, Kind.BODYWEIGHT, Kind.HAND}
    )
    return lexeme.value == "с" and not lexeme.glued and weighs


def _loaded(cursor: Cursor, one: Factor) -> Factor:
    kind = cursor.here
    text = one.maybe or (str(one.number) if one.number is not None else None)
    if kind is Kind.HASH and not cursor.lexemes[cursor.at].glued:
        return one
    cursor.take()
    if text is None:
        return one
    unit = UNITS.get(kind)
    if kind is Kind.STONE:
        text, unit = _stone(cursor, text), Unit.LB
    one.role = Role.LOAD
    one.weight = Weight(text=text, unit=unit, percent=kind is Kind.PERCENT, plates=kind is Kind.PLATES)
    return one


def _stone(cursor: Cursor, text: str) -> str:
    """Return stones, and the pounds behind them, in pounds."""
    whole = text.partition(".")[0].partition(",")[0]
    pounds = int(whole or 0) * _POUNDS_IN_A_STONE
    if cursor.here is Kind.NUMBER and cursor.kind(cursor.at + 1) is Kind.LB and cursor.value.isdigit():
        pounds += int(cursor.value)
        cursor.take()
        cursor.take()
    return str(pounds)


def _timed(cursor: Cursor, one: Factor) -> None:
    lexeme: Lexeme = cursor.lexemes[cursor.at]
    cursor.take()
    scale = 1 if lexeme.kind is Kind.SECONDS else _MINUTE
    text = one.maybe
    if text is not None and (scale > 1 or not one.counts):
        seconds = int(float(text.replace(",", ".")) * scale)
        one.counts = (Count(seconds=seconds),)
    else:
        one.counts = tuple(Count(seconds=(count.reps or 0) * scale) for count in one.counts)
    one.maybe = None
    one.timed = bool(lexeme.value)
    one.role = Role.COUNT
