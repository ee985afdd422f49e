"""Logging what was done, in words or by a button."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import msgspec

from bot.chat import Button, button_rows
from bot.conversation.phrases import entry_words, sets_words
from bot.conversation.state import Asked
from bot.conversation.topics.logged import say_logged
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import ExerciseKey, LoadKind
from core.domain.logbook import Edit
from core.domain.prescription import Prescription
from core.domain.reading import Option, Reading, Reference, Work
from core.domain.training import TrainingSet
from core.services.correct_log import rate_entry
from core.services.log_sets import Logging, log_as_planned, log_works, open_entry
from core.services.show_today import current_prescription, show_today

RATINGS = ("6", "7", "8", "9", "10")
_OPTIONS = msgspec.json.Decoder(tuple[Option, ...])
#: Characters that a button shows at ease, and how many of a longer list it begins with.
_LONGEST_OPTION, _BEGINNING = 60, 30


def log(turn: Turn, reading: Reading) -> None:
    """Log what was read, or ask which reading is meant."""
    if reading.options:
        ask_reading(turn, reading)
    elif reading.reference is not None:
        log_reference(turn, reading)
    else:
        log_told(turn, reading.works, left_over=reading.left_over)


def log_told(turn: Turn, works: Sequence[Work], *, left_over: str = "") -> None:
    """Log sets; those without an exercise belong to the one of the day."""
    logging = _logging(turn, works)
    unknown = next((work.named for work in works if work.named and work.exercise is None), "")
    if unknown:
        _ask_exercise(turn, works, named=unknown)
        return
    if logging.exercise is None and logging.prescription is None and any(work.exercise is None for work in works):
        _ask_exercise(turn, works)
        return
    turn.logbook, logged = log_works(turn.logbook, works, logging=logging, catalogue=turn.catalogue)
    say_logged(turn, logged, left_over=left_over)


def _ask_exercise(turn: Turn, works: Sequence[Work], *, named: str = "") -> None:
    """Ask which exercise the sets were; they wait for the answer."""
    held = msgspec.json.encode((Option(works=tuple(works)),)).decode()
    told = str(turn.message)
    turn.ask("which-exercise", options=held, told=told)
    if not named:
        turn.tell("log-which-exercise")
        return
    current = current_prescription(turn.logbook, turn.training_day)
    name = turn.catalogue[current.exercise].name if current else ""
    buttons = (Button(label=name, action=f"which:{told}:{current.exercise}"),) if current else ()
    turn.tell("log-unknown-exercise", buttons, name=named)


def log_reference(turn: Turn, reading: Reading) -> None:
    """Log work that was told by pointing at other work: as planned, or the same as last time."""
    prescription = asked_for(turn)
    if prescription is None:
        turn.tell("log-which-exercise")
        return
    if reading.reference is Reference.SAME_AS_LAST:
        earlier = [one for one in turn.logbook.entries if one.exercise == prescription.exercise]
        if not earlier:
            turn.tell("log-no-last-time")
            return
        sets = tuple(replace(one, message=None) for one in earlier[-1].sets)
        log_told(turn, [Work(sets=_fewer(sets, reading))], left_over=reading.left_over)
        return
    number = reading.reference_sets
    if number is None and reading.but_last:
        number = max(prescription.dose.sets - reading.but_last, 1)
    if number is None and _tell_logged(turn, prescription):
        return
    _log_plan(turn, prescription, sets=number, left_over=reading.left_over)


def done(turn: Turn, *, rpe: str | None = None) -> None:
    """Log the day's prescription as planned."""
    prescription = asked_for(turn)
    if prescription is None:
        turn.tell("log-which-exercise")
        return
    if not _tell_logged(turn, prescription):
        _log_plan(turn, prescription, sets=None, rpe=rpe)


def answer_exercise(turn: Turn, named: ExerciseKey) -> None:
    """Take an exercise as the answer to which one it was, and log the sets that waited for it."""
    if turn.asked is not None:
        _log_held(turn, turn.asked, exercise=named)


def pressed_exercise(turn: Turn, arg: str) -> None:
    """Log the sets that waited for it as the exercise of the button."""
    told, _, key = arg.partition(":")
    if turn.asked is None or turn.asked.facts.get("told") != told or key not in turn.catalogue.exercises:
        turn.tell("button-old")
        return
    _log_held(turn, turn.asked, exercise=ExerciseKey(key))


def _log_held(turn: Turn, asked: Asked, *, exercise: ExerciseKey) -> None:
    works = [replace(work, exercise=work.exercise or exercise, named="") for work in held_works(asked.facts)]
    turn.asked = None
    log_told(turn, works)


def pressed_done(turn: Turn, fact: str) -> None:
    """Log the prescription that the button stands under; pressed twice it is logged once."""
    prescription = prescription_of(turn, fact)
    if prescription is None:
        turn.tell("button-old")
        return
    if not _tell_logged(turn, prescription):
        _log_plan(turn, prescription, sets=None)


def _tell_logged(turn: Turn, prescription: Prescription) -> bool:
    """Say what a prescription was answered with already; False where it was not."""
    entry = next((one for one in turn.logbook.entries if one.prescription == prescription.id), None)
    if entry is None:
        return False
    turn.tell("log-already", (undo_button(turn),), what=entry_words(turn, entry))
    return True


def pressed_other(turn: Turn, fact: str) -> None:
    """Ask what was done instead."""
    turn.ask("other", prescription=fact)
    turn.say(turn.texts("other-ask"), beside=True)


def ask_reading(turn: Turn, reading: Reading) -> None:
    """Ask which of several readings is meant, with a button for each."""
    told = str(turn.message)
    held = msgspec.json.encode(reading.options).decode()
    turn.ask("reading", options=held, left_over=reading.left_over, told=told)
    buttons = [
        Button(label=_option_words(turn, option), action=f"opt:{told}:{number}")
        for number, option in enumerate(reading.options)
    ]
    question = f"ask-{reading.question}"
    turn.say(turn.texts(question if turn.texts.has(question) else "ask-reading"), *button_rows(buttons, 1))


def pressed_option(turn: Turn, arg: str) -> None:
    """Log the reading that was chosen, and remember the choice for this runner."""
    told, _, number = arg.partition(":")
    if turn.asked is None or turn.asked.facts.get("told") != told:
        turn.tell("button-old")
        return
    options = _OPTIONS.decode(turn.asked.facts["options"])
    left_over = turn.asked.facts.get("left_over", "")
    option = options[int(number)]
    turn.asked = None
    _remember(turn, option)
    if option.works:
        log_told(turn, option.works, left_over=left_over)
    else:
        turn.tell("log-nothing-kept")


def held_works(facts: dict[str, str]) -> tuple[Work, ...]:
    """Return the sets that an open question holds."""
    return _OPTIONS.decode(facts["options"])[0].works


def ask_rating(turn: Turn, fact: str) -> None:
    """Ask how hard the sets were."""
    turn.ask("rating", entry=fact)
    buttons = tuple(Button(label=one, action=f"rate:{fact}:{one}") for one in RATINGS)
    turn.say(turn.texts("rpe-ask"), buttons, beside=True)


def rate(turn: Turn, arg: str) -> None:
    """Note how hard the sets were, 1 to 10."""
    fact, _, value = arg.partition(":")
    entry = next((one for one in turn.logbook.entries if str(one.id) == fact), None)
    if entry is None:
        turn.tell("button-old")
        return
    turn.asked = None
    turn.logbook, _after = rate_entry(turn.logbook, entry, rpe=Decimal(value), at=turn.now)
    turn.tell("rated", (undo_button(turn),), rpe=value, name=turn.catalogue[entry.exercise].name)


def asked_for(turn: Turn) -> Prescription | None:
    """Return the prescription that sets without a name belong to.

    That is the one replied to, else the one of an open "what did you do", else the day's, else the exercise that
    is being logged.
    """
    if turn.about is not None:
        return turn.about
    if turn.asked is not None and turn.asked.topic == "other":
        return prescription_of(turn, turn.asked.facts["prescription"])
    current = current_prescription(turn.logbook, turn.training_day)
    if turn.training_day != turn.today and (current is None or _is_logged(turn, current)):
        current = current_prescription(turn.logbook, turn.today) or current  # what was shown after midnight
    if current is None:
        day, catalogue = turn.training_day, turn.catalogue
        turn.logbook, plan = show_today(turn.logbook, day, catalogue=catalogue, on_demand=True)
        current = plan if isinstance(plan, Prescription) else None
    return current


def prescription_of(turn: Turn, fact: str) -> Prescription | None:
    """Return the prescription with that id."""
    return next((one for one in turn.logbook.prescriptions if str(one.id) == fact), None)


def _logging(turn: Turn, works: Sequence[Work]) -> Logging:
    """Find what sets without a name belong to: one further set joins what is being logged, the rest is today's."""
    prescription = asked_for(turn)
    day = prescription.day if prescription else turn.training_day
    going_on = open_entry(turn.logbook, turn.now)
    fits = going_on is not None and going_on.day == day and _could_be(turn, works, key=going_on.exercise)
    exercise = going_on.exercise if going_on and fits and _goes_on(turn, works, prescription=prescription) else None
    return Logging(day=day, at=turn.now, exercise=exercise, prescription=prescription, message=turn.message)


def _could_be(turn: Turn, works: Sequence[Work], *, key: ExerciseKey) -> bool:
    """Tell whether sets can be of an exercise: what is done without weight is not told with one."""
    loaded = any(one.load is not None for work in works for one in work.sets)
    return not loaded or turn.catalogue[key].load_kind is not LoadKind.NONE


def _goes_on(turn: Turn, works: Sequence[Work], *, prescription: Prescription | None) -> bool:
    """Tell whether sets without a name go on with the open entry instead of answering what is prescribed."""
    if turn.about is not None or (turn.asked is not None and turn.asked.topic == "other"):
        return False
    if prescription is None or sum(len(work.sets) for work in works) == 1:
        return True
    return _is_logged(turn, prescription)


def _is_logged(turn: Turn, prescription: Prescription) -> bool:
    return any(one.prescription == prescription.id for one in turn.logbook.entries)


def _log_plan(
    turn: Turn, prescription: Prescription, *, sets: int | None, left_over: str = "", rpe: str | None = None
) -> None:
    logging = Logging(day=prescription.day, at=turn.now)
    turn.logbook, logged = log_as_planned(
        turn.logbook,
        prescription,
        logging=logging,
        catalogue=turn.catalogue,
        sets=sets,
        rpe=None if rpe is None else Decimal(rpe),
    )
    say_logged(turn, [logged], left_over=left_over)


def _fewer(sets: tuple[TrainingSet, ...], reading: Reading) -> tuple[TrainingSet, ...]:
    """Return the first sets, as many as were done."""
    count = len(sets) - reading.but_last if reading.reference_sets is None else reading.reference_sets
    return (sets + sets[-1:] * count)[: max(count, 1)]


def _option_words(turn: Turn, option: Option) -> str:
    if not option.works:
        return turn.texts("option-none")
    prescription = asked_for(turn)
    words = []
    for work in option.works:
        key = work.exercise or (prescription.exercise if prescription else None)
        exercise = turn.catalogue[key] if key else None
        told = sets_words(turn, work.sets, exercise=exercise)
        if len(told) > _LONGEST_OPTION:
            begun = told[:_BEGINNING].rpartition(",")[0]
            told = turn.texts("option-long", count=len(work.sets), sets=begun)
        words.append(told)
    return turn.texts.several(words)


def _remember(turn: Turn, option: Option) -> None:
    """Keep the answer, so that the same notation is not asked about again; that alone is nothing to undo."""
    if not option.shape:
        return
    before = turn.logbook.settings
    others = tuple(pair for pair in before.notation if pair[0] != option.shape)
    after = replace(before, notation=(*others, (option.shape, option.choice)))
    turn.logbook = turn.logbook.write(Edit(before=before, after=after))
