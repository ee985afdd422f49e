"""Long and hard runs, and races: told, listed, changed and removed in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.chat import Button
from bot.conversation.phrases import date_words, day_words, when_words
from bot.conversation.topics.today import say_changed
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from bot.conversation.understanding.runs import RECENT, Told
from bot.conversation.understanding.time_words import TimeWords
from bot.conversation.understanding.times import read_day
from core.domain.facts import Race, RaceKind, RunDay, RunKind
from core.services import keep_races

FARTHEST = timedelta(days=731)
_FEWER, _EASY = 13, 4  # days before a race: fewer sets, easy work


def race(turn: Turn) -> None:
    """Do what was said of runs and races."""
    meaning = turn.meaning
    text = meaning.question if meaning and meaning.question else getattr(turn.event, "text", "")
    told = Told.of(text, meaning, today=turn.today, locale=turn.texts.locale)
    if told.gone and not told.said("moved"):
        _remove(turn, told)
    elif told.said("listed") and told.day is None and not told.weekdays:
        list_all(turn)
    elif told.run is not None and told.race is None:
        _tell_run(turn, told, kind=told.run)
    else:
        _tell_race(turn, told)


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
    said = TimeWords.of(text, turn.texts.locale)
    day = read_day(said, turn.today)
    about = Told.of(text, None, today=turn.today, locale=turn.texts.locale)
    if about.run is not None or about.said("gone", "moved", "listed"):
        return False  # that is about another one
    if turn.asked is None or (day is None and not _is_no_date(said)):
        return False
    if day is None:
        turn.tell("race-when")
        return True
    kind = RaceKind(turn.asked.facts.get("kind") or RaceKind.SHORT)
    _keep_race(turn, day, kind=kind, sure=bool(turn.asked.facts.get("kind")))
    return True


def _is_no_date(said: TimeWords) -> bool:
    """Tell whether words are a number and a month that together are no day: "31 February"."""
    return bool(said.numbered("m")) and any(word.isdecimal() for word in said.words)


def answer_run_day(turn: Turn, text: str) -> bool:
    """Take weekdays or a day as the answer to when a run is."""
    said = TimeWords.of(text, turn.texts.locale)
    weekdays = frozenset(day for _, day in said.numbered("d"))
    day = read_day(said, turn.today)
    if turn.asked is None or (day is None and not weekdays):
        return False
    kind = RunKind(turn.asked.facts["kind"])
    if day is None or not weekdays:
        _keep_run_once(turn, kind, day=day or turn.today)
        return True
    turn.asked = None
    turn.logbook = keep_races.add_runs(turn.logbook, turn.today, kind=kind, weekdays=weekdays, at=turn.now)
    _say_weekly(turn, kind, weekdays=sorted(weekdays))
    say_changed(turn)
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
        day=when_words(turn, date.fromisoformat(day)),
    )
    say_changed(turn)


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


def _tell_run(turn: Turn, told: Told, *, kind: RunKind) -> None:
    if told.said("finished") and (told.day is None or told.past is not None):
        turn.tell("run-done")
    elif told.said("moved") and told.weekdays and _move_run(turn, told, kind=kind):
        return
    elif told.weekdays and not told.said("once"):
        turn.logbook = keep_races.add_runs(turn.logbook, turn.today, kind=kind, weekdays=told.weekdays, at=turn.now)
        _say_weekly(turn, kind, weekdays=sorted(told.weekdays))
        say_changed(turn)
    elif told.day is None:
        turn.ask("run", kind=kind)
        turn.tell("run-when")
    else:
        _keep_run_once(turn, kind, day=told.day)


def _keep_run_once(turn: Turn, kind: RunKind, *, day: date) -> None:
    if not _plausible(turn, day):
        return
    turn.asked = None
    turn.logbook = keep_races.add_run_once(turn.logbook, day, kind=kind, at=turn.now)
    turn.tell("run-once-kept", (undo_button(turn),), what=turn.texts(f"kind-run-{kind}"), day=when_words(turn, day))
    say_changed(turn)


def _move_run(turn: Turn, told: Told, *, kind: RunKind) -> bool:
    """Move the one weekly run of a kind to another weekday."""
    weekly = [one for one in turn.logbook.runs if one.weekday is not None and one.kind is kind]
    if len(weekly) != 1 or len(told.weekdays) != 1:
        return False
    (weekday,) = told.weekdays
    turn.logbook = keep_races.move_run(turn.logbook, weekly[0], day=turn.today, weekday=weekday, at=turn.now)
    _say_weekly(turn, kind, weekdays=[weekday])
    say_changed(turn)
    return True


def _say_weekly(turn: Turn, kind: RunKind, *, weekdays: Sequence[int]) -> None:
    names = turn.texts.several([turn.texts("weekday", day=one) for one in weekdays])
    buttons: list[Button] = [undo_button(turn)]
    if len(weekdays) == 1:
        run = next(one for one in turn.logbook.runs if one.weekday == weekdays[0])
        coming = (turn.today + timedelta(days=ahead) for ahead in range(7))
        if first := next((one for one in coming if run.falls_on(one)), None):
            action = f"run-once:{run.id}:{first}"
            buttons.append(turn.button("button-only-once", action, day=day_words(turn, first)))
    turn.tell("run-weekly-kept", tuple(buttons), what=turn.texts(f"kind-run-{kind}"), days=names)


def _tell_race(turn: Turn, told: Told) -> None:
    kind, day = told.race, told.day
    ran = told.ran(turn.today) if told.said("finished") or told.past is not None else None
    if told.said("moved") and day is not None and _move(turn, kind, day=day):
        return
    if ran is not None:
        _finished(turn, kind, day=None if told.day is None and told.past is None else ran)
    elif day is not None:
        _keep_race(turn, day, kind=kind or RaceKind.SHORT, sure=kind is not None)
    elif told.year is not None and told.year < turn.today.year:
        turn.tell("race-past", day=str(told.year))
    elif told.year is not None and told.year > (turn.today + FARTHEST).year:
        turn.tell("race-far", day=str(told.year))
    else:
        turn.ask("race", kind=str(kind or ""))
        turn.tell("race-when")


def _keep_race(turn: Turn, day: date, *, kind: RaceKind, sure: bool) -> None:
    if not _plausible(turn, day):
        return
    turn.asked = None
    turn.logbook = keep_races.add_race(turn.logbook, day, kind=kind, at=turn.now)
    kept = next(one for one in turn.logbook.races if one.day == day)
    rows: list[tuple[Button, ...]] = [(undo_button(turn),)]
    if not sure:
        rows.append(tuple(turn.button(f"kind-race-{one}", f"race-kind:{kept.id}:{one}") for one in RaceKind))
    ahead = (day - turn.today).days
    turn.tell(
        "race-kept" if sure else "race-kept-ask", *rows, what=words_of(turn, kept), days=ahead, stage=_stage(ahead)
    )
    say_changed(turn)


def _stage(ahead: int) -> str:
    """Return what the days before a race are already."""
    if ahead > _FEWER:
        return "far"
    return "fewer" if ahead > _EASY else "easy" if ahead > 1 else "eve" if ahead else "day"


def _finished(turn: Turn, kind: RaceKind | None, *, day: date | None) -> None:
    """Note a race that was run: one that was entered, else a new one."""
    lately = [one for one in turn.logbook.races if turn.today - RECENT <= one.day <= turn.today]
    fitting = [one for one in lately if kind in {None, one.kind} and day in {None, one.day}]
    if fitting:
        turn.logbook = keep_races.finish_race(turn.logbook, fitting[-1], at=turn.now)
    else:
        ran = day or turn.today
        turn.logbook = keep_races.add_race(turn.logbook, ran, kind=kind or RaceKind.SHORT, done=True, at=turn.now)
    turn.tell(f"race-done-{kind or (fitting[-1].kind if fitting else RaceKind.SHORT)}", (undo_button(turn),))
    say_changed(turn)


def _move(turn: Turn, kind: RaceKind | None, *, day: date) -> bool:
    coming = [one for one in turn.logbook.races if one.day >= turn.today and kind in {None, one.kind}]
    if not coming:
        return False
    if not _plausible(turn, day):
        return True
    turn.logbook = keep_races.move_race(turn.logbook, coming[0], day=day, at=turn.now)
    kept = next(one for one in turn.logbook.races if one.id == coming[0].id)
    ahead = (day - turn.today).days
    turn.tell("race-kept", (undo_button(turn),), what=words_of(turn, kept), days=ahead, stage=_stage(ahead))
    say_changed(turn)
    return True


def _remove(turn: Turn, told: Told) -> None:
    runs = [one for one in turn.logbook.runs if told.run in {None, one.kind} and _fits(one, told)]
    if told.run is not None and told.said("once") and told.day is not None:
        weekly = [one for one in runs if one.weekday is not None and one.falls_on(told.day)]
        if len(weekly) == 1:
            _skip_run(turn, weekly[0], day=told.day)
            return
    races = [one for one in turn.logbook.races if one.day >= turn.today and told.race in {None, one.kind}]
    dated = [one for one in races if one.day == told.day]
    about_run = told.run is not None and told.race is None
    found: list[Race | RunDay] = [*runs] if about_run else [*(dated or races)]
    if len(found) == 1:
        _take_out(turn, found)
        return
    list_all(turn)


def _fits(run: RunDay, told: Told) -> bool:
    """Tell whether a run is on the days that were said."""
    return not told.weekdays or run.weekday in told.weekdays or (run.weekday is None and run.day == told.day)


def _skip_run(turn: Turn, weekly: RunDay, *, day: date) -> None:
    """Leave one day of a weekly run out."""
    turn.logbook = keep_races.skip_run(turn.logbook, weekly, day=day, at=turn.now)
    turn.tell(
        "run-skipped", (undo_button(turn),), what=turn.texts(f"kind-run-{weekly.kind}"), day=when_words(turn, day)
    )
    say_changed(turn)


def _take_out(turn: Turn, gone: Sequence[Race | RunDay]) -> None:
    if not gone:
        turn.tell("button-old")
        return
    turn.logbook = keep_races.remove(turn.logbook, gone, at=turn.now)
    turn.tell("race-gone", (undo_button(turn),), what=turn.texts.several([words_of(turn, one) for one in gone]))
    say_changed(turn)


def _plausible(turn: Turn, day: date) -> bool:
    """Tell whether a day can be that of a run to come; say so where it cannot."""
    if day < turn.today:
        turn.tell("race-past", day=date_words(turn, day))
        return False
    if day - turn.today > FARTHEST:
        turn.tell("race-far", day=date_words(turn, day))
        return False
    return True
