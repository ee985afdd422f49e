"""The week so far, what is missing, and the log of the last weeks."""

from decimal import Decimal

from bot.chat import Button
from bot.conversation.phrases import date_words, entry_words, load_words, variation_words
from bot.conversation.turn import Scene, Turn
from core.domain.exercise import Variation
from core.domain.load import Load, Unit
from core.domain.planning.coverage import Coverage, full_weeks, week_coverage
from core.domain.training import Entry

HISTORY_ENTRIES = 14


def week(turn: Turn) -> None:
    """Show the week: what is covered, what is missing, and the totals."""
    turn.logbook.whole()
    coverage = week_coverage(turn.logbook, turn.today, catalogue=turn.catalogue)
    lines = [*coverage_lines(turn, coverage), *total_lines(turn, coverage)]
    rows = give_buttons(turn, coverage), (turn.button("button-history", "history"),)
    turn.say("\n".join(lines), *rows, accent=colour_of(coverage))


def colour_of(coverage: Coverage) -> Variation | None:
    """Return the variation that colours a week: what is missing first, or what was done last of a full one."""
    return next(iter((*coverage.missing, *reversed(coverage.covered))), None)


def missing(turn: Turn) -> None:
    """Say only what is missing."""
    coverage = week_coverage(turn.logbook, turn.today, catalogue=turn.catalogue)
    turn.say("\n".join(coverage_lines(turn, coverage)[:1]), give_buttons(turn, coverage))


def history(turn: Turn) -> None:
    """List the newest entries, newest day first."""
    entries = turn.logbook.entries[-HISTORY_ENTRIES:]
    if not entries:
        turn.tell("history-empty")
        return
    rows = [_history_row(turn, one) for one in reversed(entries)]
    turn.say("\n".join([turn.texts("history-title"), *rows]))


def coverage_lines(scene: Scene, coverage: Coverage) -> list[str]:
    """Say plainly which variation is missing, then what is covered."""
    texts = scene.texts
    if coverage.full:
        return [texts("week-full")]
    lacking = texts.several([variation_words(texts, one) for one in coverage.missing])
    if not coverage.covered:
        return [texts("week-empty", missing=lacking, days=coverage.days_left)]
    had = texts.several([variation_words(texts, one) for one in coverage.covered])
    return [texts("week-lacks", missing=lacking, days=coverage.days_left), texts("week-has", covered=had)]


def total_lines(scene: Scene, coverage: Coverage) -> list[str]:
    """Say sets, contacts, load moved and the weeks of full coverage in a row."""
    texts = scene.texts
    sets = sum(one.sets for one in coverage.work)
    if not sets:
        return []
    lines = [texts("week-days", days=coverage.days_kept, sets=sets)]
    contacts = coverage.of(Variation.PLYOMETRIC).contacts
    if contacts:
        lines.append(texts("week-contacts", contacts=contacts))
    moved = sum((one.load_kg for one in coverage.work), start=coverage.work[0].load_kg * 0)
    unit = scene.logbook.settings.unit
    if moved:
        amount = Load.of(moved, Unit.KG).to(unit).quantize(Decimal(1))
        lines.append(texts("week-load", load=load_words(texts, Load.of(amount, unit))))
    weeks = full_weeks(scene.logbook, coverage.day, catalogue=scene.catalogue)
    if weeks:
        lines.append(texts("week-streak", weeks=weeks))
    return lines


def give_buttons(scene: Scene, coverage: Coverage) -> tuple[Button, ...]:
    """Make a button for each missing variation."""
    return tuple(
        scene.button("button-give", f"give:{one}", variation=variation_words(scene.texts, one))
        for one in coverage.missing
    )


def _history_row(turn: Turn, entry: Entry) -> str:
    return turn.texts("history-row", day=date_words(turn, entry.day), what=entry_words(turn, entry))
