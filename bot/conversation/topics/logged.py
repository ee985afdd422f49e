"""Saying what was logged: what was understood, what is new about it, and how the week stands."""

from collections.abc import Sequence

from bot.chat import Button
from bot.conversation.phrases import day_words, reason_words, sets_words, variation_words
from bot.conversation.topics.pain import beside_work
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import LoadKind, Measure
from core.domain.planning.coverage import week_coverage
from core.domain.prescription import Reason
from core.domain.progression.dose_reasons import News
from core.domain.records import news
from core.domain.training import Entry
from core.services.log_sets import Logged

_OFFERED = 2
_SAID_BY = {News.MORE_CONTACTS.code: News.MOST_CONTACTS.code, News.MORE_SECONDS.code: News.LONGEST_HOLD.code}


def say_logged(turn: Turn, logged: Sequence[Logged], *, left_over: str = "") -> None:
    """Say what was understood, what is new about it, and how the week stands."""
    lines = [_logged_words(turn, one) for one in logged]
    lines.append(coverage_words(turn, logged[-1].entry))
    if any(_weight_unknown(turn, one.entry) for one in logged):
        lines.append(turn.texts("log-no-weight", unit=str(turn.logbook.settings.unit)))
    if weighed := next((one.entry for one in logged if _is_weighed(turn, one.entry)), None):
        lines.append(turn.texts("log-landings-weighted", name=turn.catalogue[weighed.exercise].name))
    if left_over.strip():
        lines.append(turn.texts("log-left-over", text=left_over.strip()))
    lines += beside_work(turn)
    entry = logged[-1].entry
    buttons = [undo_button(turn)]
    landings = turn.catalogue[entry.exercise].measure is Measure.CONTACTS
    if not landings and all(one.rpe is None for one in entry.sets):
        buttons.append(turn.button("button-rpe", f"rpe:{entry.id}"))
    if entry.day == turn.training_day != turn.today:
        lines.append(turn.texts("log-night"))
        buttons.append(turn.button("button-move", f"move:{entry.id}"))
    rows = [tuple(buttons)]
    if weighed:
        rows.append(tuple(_meant_instead(turn, weighed)))
    turn.say("\n".join(lines), *rows)


def _weight_unknown(turn: Turn, entry: Entry) -> bool:
    """Tell whether work with a weight was told without it."""
    unsaid = all(one.load is None and not one.bodyweight for one in entry.sets)
    return unsaid and turn.catalogue[entry.exercise].weighted


def _is_weighed(turn: Turn, entry: Entry) -> bool:
    """Tell whether a weight was told for what is done without one."""
    return turn.catalogue[entry.exercise].load_kind is LoadKind.NONE and any(one.load is not None for one in entry.sets)


def _meant_instead(turn: Turn, entry: Entry) -> list[Button]:
    """Offer the exercises that can carry a weight and were done last."""
    done = dict.fromkeys(one.exercise for one in reversed(turn.logbook.entries))
    carrying = [turn.catalogue[key] for key in done if turn.catalogue[key].load_kind is not LoadKind.NONE]
    return [turn.button("button-was", f"was:{entry.id}:{one.key}", name=one.name) for one in carrying[:_OFFERED]]


def coverage_words(turn: Turn, entry: Entry) -> str:
    """Say which variations the week of an entry has, and which are missing."""
    coverage = week_coverage(turn.logbook, entry.day, catalogue=turn.catalogue)
    if coverage.full:
        return turn.texts("week-full")
    words = [
        turn.texts(
            "week-covered" if one.doses else "week-missing", variation=variation_words(turn.texts, one.variation)
        )
        for one in coverage.work
    ]
    return turn.texts("week-line", variations="  ".join(words))


def _logged_words(turn: Turn, logged: Logged) -> str:
    entry = logged.entry
    exercise = turn.catalogue[entry.exercise]
    sets = sets_words(turn, entry.sets, exercise=exercise)
    key = "logged" if entry.day == turn.today else "logged-on"
    line = turn.texts(key, name=exercise.name, sets=sets, day=day_words(turn, entry.day))
    return " ".join([line, *(reason_words(turn, one, form="news") for one in _fresh(turn, logged))])


def _fresh(turn: Turn, logged: Logged) -> list[Reason]:
    """Return what is new about an entry, without what was new before these sets or a record says already."""
    found = news(turn.logbook, logged.entry, catalogue=turn.catalogue)
    known = news(turn.logbook, logged.before, catalogue=turn.catalogue) if logged.before else ()
    codes = {one.code for one in found}
    return [one for one in found if one not in known and _SAID_BY.get(one.code) not in codes]
