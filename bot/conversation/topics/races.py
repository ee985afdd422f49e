"""Long and hard runs, and races: told, listed, changed and removed in words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.chat import Button
from bot.conversation.phrases import date_words, day_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.times import read_day
from core.domain.facts import Race, RaceKind, RunDay, RunKind
from core.services import keep_races

FARTHEST = timedelta(days=731)
_RECENT = timedelta(days=21)
_WORDS = {
    RaceKind.ULTRA: re.compile(r"\bultra|\b(50|100)\s?(k|km)\b", re.IGNORECASE),
    RaceKind.HALF: re.compile(r"\bhalf|\bhalb|\bmezza|\bsemi|\bmedia maratón|\b21\s?(k|km)\b", re.IGNORECASE),
    RaceKind.MARATHON: re.compile(r"\bmara|\b42\s?(k|km)\b", re.IGNORECASE),
    RaceKind.SHORT: re.compile(r"\b(5|10|15)\s?(k|km)\b|\brelay|\bfun run|\bcross", re.IGNORECASE),
}
_LONG = re.compile(r"\blong (run|one)|\blangen? lauf|\bsortie longue", re.IGNORECASE)
_HARD = re.compile(
    r"\b(track|interval|tempo|speed ?(work|session)|hard (run|session)|hills?|hill repeats|fartlek|threshold|"
    r"park ?run|quality session|run club|workout run)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(cancel\w*|remove|delete|drop(ped)?|no more|no longer|not (running|doing|racing)|is off|called off|dns|stop)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(done|finished|completed|ran|did (my|the|a)|just (ran|did)|survived)\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(moved|postponed|now on|changed to|rescheduled|shifted)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(my|which|what|list|show|all)\b.*\b(races?|runs?)\b|^\s*/?races?\s*\??$", re.IGNORECASE)
_ONCE = re.compile(r"\b(this|next|tomorrow|today|only)\b", re.IGNORECASE)


def race(turn: Turn) -> None:
    """Do what was said of runs and races."""
    meaning = turn.meaning
    text = meaning.question if meaning and meaning.question else getattr(turn.event, "text", "")
    if _GONE.search(text):
        _remove(turn, text)
    elif _LISTED.search(text) and not (meaning and (meaning.when or meaning.days)):
        list_all(turn)
    elif _LONG.search(text) or _HARD.search(text):
        _tell_run(turn, text)
    else:
        _tell_race(turn, text)


def list_all(turn: Turn, _: str = "") -> None:
    """List what is kept, each with a button that takes it out."""
    coming = [one for one in turn.logbook.races if one.day >= turn.today and not one.done]
    runs = [one for one in turn.logbook.runs if one.weekday is not None or one.day >= turn.today]
    if not coming and not runs:
        turn.tell("races-none")
        return
    kept: list[Race | RunDay] = [*runs, *coming]
    lines = [turn.texts("race-row", what=words_of(turn, one)) for one in kept]
    buttons = [
        (turn.button("button-race-remove", f"race-remove:{one.id}", what=words_of(turn, one)),) for one in kept[:8]
    ]
    turn.say("\n".join([turn.texts("races-title"), *lines]), *buttons)


def answer_day(turn: Turn, text: str) -> bool:
    """Take a day as the answer to when the race is."""
    day = read_day(TimeWords.of(text, turn.texts.locale), turn.today)
    if day is None or turn.asked is None:
        return False
    kind = RaceKind(turn.asked.facts.get("kind") or RaceKind.SHORT)
    _keep_race(turn, day, kind=kind, sure=bool(turn.asked.facts.get("kind")))
    return True


def pressed_kind(turn: Turn, arg: str) -> None:
    """Note how far a race is."""
    fact, _, name = arg.partition(":")
    found = next((one for one in turn.logbook.races if str(one.id) == fact), None)
    if found is None or name not in set(RaceKind):
        turn.tell("button-old")
        return
    _keep_race(turn, found.day, kind=RaceKind(name), sure=True)


def pressed_once(turn: Turn, arg: str) -> None:
    """Make a weekly run that was meant for one day that one."""
    fact, _, day = arg.partition(":")
    weekly = next((one for one in turn.logbook.runs if str(one.id) == fact and one.weekday is not None), None)
    if weekly is None:
        turn.tell("button-old")
        return
    turn.logbook = keep_races.remove(turn.logbook, [weekly], at=turn.now)
    turn.logbook = keep_races.add_run_once(turn.logbook, date.fromisoformat(day), kind=weekly.kind, at=turn.now)
    turn.tell(
        "run-once-kept",
        (undo_button(turn),),
        what=turn.texts(f"kind-run-{weekly.kind}"),
        day=day_words(turn, date.fromisoformat(day)),
    )


def pressed_remove(turn: Turn, fact: str) -> None:
    """Take out the run or race of the button."""
    kept: list[Race | RunDay] = [*turn.logbook.runs, *turn.logbook.races]
    _take_out(turn, [one for one in kept if str(one.id) == fact])


def words_of(turn: Turn, kept: Race | RunDay) -> str:
    """Say a run or a race with its day."""
    if isinstance(kept, Race):
        return turn.texts("race-on", what=turn.texts(f"kind-race-{kept.kind}"), day=date_words(turn, kept.day))
    what = turn.texts(f"kind-run-{kept.kind}")
    if kept.weekday is None:
        return turn.texts("race-on", what=what, day=date_words(turn, kept.day))
    return turn.texts("run-weekly", what=what, day=turn.texts("weekday", day=kept.weekday))


def kind_in(text: str) -> RaceKind | None:
    """Return how far a race is, as far as its words say."""
    return next((kind for kind, pattern in _WORDS.items() if pattern.search(text)), None)


def _tell_run(turn: Turn, text: str) -> None:
    kind = RunKind.LONG if _LONG.search(text) else RunKind.HARD
    weekdays = turn.meaning.days if turn.meaning else frozenset()
    when = _told_day(turn)
    if weekdays and not _ONCE.search(text):
        turn.logbook = keep_races.add_runs(turn.logbook, turn.today, kind=kind, weekdays=weekdays, at=turn.now)
        _say_weekly(turn, kind, weekdays=sorted(weekdays))
        return
    if when is None:
        turn.tell("run-when")
        return
    if not _plausible(turn, when):
        return
    turn.logbook = keep_races.add_run_once(turn.logbook, when, kind=kind, at=turn.now)
    turn.tell("run-once-kept", (undo_button(turn),), what=turn.texts(f"kind-run-{kind}"), day=day_words(turn, when))


def _say_weekly(turn: Turn, kind: RunKind, *, weekdays: Sequence[int]) -> None:
    names = turn.texts.several([turn.texts("weekday", day=one) for one in weekdays])
    buttons: list[Button] = [undo_button(turn)]
    if len(weekdays) == 1:
        run = next(one for one in turn.logbook.runs if one.weekday == weekdays[0])
        first = next(one for one in (turn.today + timedelta(days=ahead) for ahead in range(7)) if run.falls_on(one))
        buttons.append(turn.button("button-only-once", f"run-once:{run.id}:{first}", day=day_words(turn, first)))
    turn.tell("run-weekly-kept", tuple(buttons), what=turn.texts(f"kind-run-{kind}"), days=names)


def _tell_race(turn: Turn, text: str) -> None:
    kind, day = kind_in(text), _told_day(turn)
    if _MOVED.search(text) and day is not None and _move(turn, kind, day=day):
        return
    if _DONE.search(text) and (day is None or day <= turn.today):
        _finished(turn, kind, day=day)
        return
    if day is None:
        turn.ask("race", kind=str(kind or ""))
        turn.tell("race-when")
        return
    _keep_race(turn, day, kind=kind or RaceKind.SHORT, sure=kind is not None)


def _keep_race(turn: Turn, day: date, *, kind: RaceKind, sure: bool) -> None:
    if not _plausible(turn, day):
        return
    turn.asked = None
    turn.logbook = keep_races.add_race(turn.logbook, day, kind=kind, at=turn.now)
    kept = next(one for one in turn.logbook.races if one.day == day)
    rows: list[tuple[Button, ...]] = [(undo_button(turn),)]
    if not sure:
        rows.append(tuple(turn.button(f"kind-race-{one}", f"race-kind:{kept.id}:{one}") for one in RaceKind))
    key = "race-kept" if sure else "race-kept-ask"
    turn.tell(key, *rows, what=words_of(turn, kept), days=(day - turn.today).days)


def _finished(turn: Turn, kind: RaceKind | None, *, day: date | None) -> None:
    """Note a race that was run: one that was entered, else a new one."""
    lately = [one for one in turn.logbook.races if turn.today - _RECENT <= one.day <= turn.today]
    fitting = [one for one in lately if kind in {None, one.kind} and day in {None, one.day}]
    if fitting:
        turn.logbook = keep_races.finish_race(turn.logbook, fitting[-1], at=turn.now)
    else:
        ran = day or turn.today
        turn.logbook = keep_races.add_race(turn.logbook, ran, kind=kind or RaceKind.SHORT, done=True, at=turn.now)
    turn.tell(f"race-done-{kind or (fitting[-1].kind if fitting else RaceKind.SHORT)}", (undo_button(turn),))


def _move(turn: Turn, kind: RaceKind | None, *, day: date) -> bool:
    coming = [one for one in turn.logbook.races if one.day >= turn.today and kind in {None, one.kind}]
    if not coming:
        return False
    if not _plausible(turn, day):
        return True
    turn.logbook = keep_races.move_race(turn.logbook, coming[0], day=day, at=turn.now)
    kept = next(one for one in turn.logbook.races if one.id == coming[0].id)
    turn.tell("race-kept", (undo_button(turn),), what=words_of(turn, kept), days=(day - turn.today).days)
    return True


def _remove(turn: Turn, text: str) -> None:
    days = turn.meaning.days if turn.meaning else frozenset()
    day = _told_day(turn)
    runs = [one for one in turn.logbook.runs if _fits_run(one, text, days=days)]
    races = [one for one in turn.logbook.races if one.day >= turn.today and kind_in(text) in {None, one.kind}]
    about_run = bool(_LONG.search(text) or _HARD.search(text))
    dated = [one for one in races if one.day == day]
    found: list[Race | RunDay] = [*runs] if about_run else [*(dated or races)]
    if len(found) == 1:
        _take_out(turn, found)
        return
    list_all(turn)


def _fits_run(run: RunDay, text: str, *, days: frozenset[int]) -> bool:
    kind = RunKind.LONG if _LONG.search(text) else RunKind.HARD if _HARD.search(text) else None
    return kind in {None, run.kind} and (not days or run.weekday in days)


def _take_out(turn: Turn, gone: Sequence[Race | RunDay]) -> None:
    if not gone:
        turn.tell("button-old")
        return
    turn.logbook = keep_races.remove(turn.logbook, gone, at=turn.now)
    turn.tell("race-gone", (undo_button(turn),), what=turn.texts.several([words_of(turn, one) for one in gone]))


def _told_day(turn: Turn) -> date | None:
    return turn.meaning.when.date() if turn.meaning and turn.meaning.when else None


def _plausible(turn: Turn, day: date) -> bool:
    """Tell whether a day can be that of a run to come; say so where it cannot."""
    if day < turn.today:
        turn.tell("race-past", day=date_words(turn, day))
        return False
    if day - turn.today > FARTHEST:
        turn.tell("race-far", day=date_words(turn, day))
        return False
    return True
