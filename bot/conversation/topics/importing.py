"""What a runner brings along: shown before anything is written, imported as one change, or left."""

from collections.abc import Iterator, Sequence

from bot.chat import FileGiven
from bot.conversation.errands import Drop, Keep
from bot.conversation.phrases import date_words
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.services.foreign.rows import NamedCount
from core.services.import_data import import_data, key_of, pack_given, plan_import, unpack_given
from core.services.import_plan import ImportPlan, Mapping
from core.services.open_file import FileRefusedError, Given, Refusal

TOPIC = "import"
_MOST_NAMES = 12
_MOST_OTHERS = 5
# What a file with words beside it may be, when the words are what was meant: a picture of the gym, a song.
_NO_LOG = frozenset({Refusal.NO_TEXT, Refusal.UNKNOWN, Refusal.EMPTY})


def ask_for_file(turn: Turn) -> None:
    """Say what can be imported, and how."""
    turn.tell("import-how")


def is_log(event: FileGiven) -> bool:
    """Tell whether a file is meant to be imported, and not only the words beside it."""
    opened = event.opened
    return opened is not None and not (event.text and isinstance(opened, FileRefusedError) and opened.reason in _NO_LOG)


def take(turn: Turn, given: Given | FileRefusedError | None) -> None:
    """Show what a file would bring, and ask; or say in one sentence why it brings nothing."""
    if given is None:
        turn.tell("not-text")
        return
    if isinstance(given, FileRefusedError):
        _refuse(turn, given)
        return
    plan = _plan(turn, given)
    if plan.empty:
        nothing = turn.texts("import-nothing" if plan.known else "import-no-work")
        turn.say("\n".join([nothing, *_left_out(turn, plan)]))
        return
    content = pack_given(given)
    key = key_of(content)
    turn.errand = Keep(key=key, content=content)
    turn.ask(TOPIC, key=key)
    buttons = (turn.button("button-import", f"import-yes:{key}"), turn.button("button-import-not", f"import-no:{key}"))
    turn.say("\n".join(_shown(turn, plan)), buttons)


def pressed_import(turn: Turn, key: str) -> None:
    """Import what the question was about, if it is still kept."""
    offered = turn.offered
    turn.asked = None if turn.asked and turn.asked.topic == TOPIC else turn.asked
    if offered is None or offered.key != key:
        turn.tell("import-over")
        return
    plan = _plan(turn, unpack_given(offered.content))
    turn.errand = Drop()
    if plan.empty:
        turn.tell("import-nothing")
        return
    turn.logbook = import_data(turn.logbook, plan, at=turn.now)
    turn.tell("imported", (undo_button(turn), turn.button("button-week", "week")), what=_work_words(turn, plan))


def pressed_cancel(turn: Turn, key: str) -> None:
    """Leave it."""
    turn.asked = None if turn.asked and turn.asked.topic == TOPIC else turn.asked
    if turn.offered is not None and turn.offered.key == key:
        turn.errand = Drop()
    turn.tell("import-not")


def answer(turn: Turn, text: str) -> bool:
    """Take a word as the answer to whether it is to be imported."""
    asked = turn.asked
    word = text.strip(" .!\t\n").casefold()
    if asked is None:
        return False
    if word in turn.texts("import-words-yes").split(", "):
        pressed_import(turn, asked.facts.get("key", ""))
        return True
    if word in turn.texts("import-words-no").split(", "):
        pressed_cancel(turn, asked.facts.get("key", ""))
        return True
    return False


def _refuse(turn: Turn, refused: FileRefusedError) -> None:
    if refused.reason is Refusal.EDITED:
        turn.tell("file-edited", place=refused.place)
    else:
        turn.tell(f"file-refused-{refused.reason}")


def _plan(turn: Turn, given: Given) -> ImportPlan:
    return plan_import(turn.logbook.whole(), given, now=turn.now, catalogue=turn.catalogue)


def _shown(turn: Turn, plan: ImportPlan) -> Iterator[str]:
    """Say what was read: from whom, how much, which name becomes which exercise, what is left out."""
    texts = turn.texts
    yield texts("import-found", app=texts(f"import-app-{plan.app}"), what=_work_words(turn, plan))
    for mapping in plan.mapped[:_MOST_NAMES]:
        yield _mapping_words(turn, mapping)
    if len(plan.mapped) > _MOST_NAMES:
        yield texts("import-more-names", count=len(plan.mapped) - _MOST_NAMES)
    if plan.settings:
        yield texts("import-settings")
    if plan.stranger:
        yield texts("import-stranger")
    if plan.unitless:
        yield texts("import-unitless", unit=texts(f"unit-{turn.logbook.settings.unit}"))
    yield from _left_out(turn, plan)
    yield texts("import-ask")


def _mapping_words(turn: Turn, mapping: Mapping) -> str:
    key = "import-name" if mapping.exact else "import-name-nearest"
    exercise = turn.catalogue[mapping.exercise].name
    return turn.texts(key, name=mapping.name, exercise=exercise, sets=mapping.sets)


def _left_out(turn: Turn, plan: ImportPlan) -> Iterator[str]:
    """Say what stays behind, and why."""
    counts = {"known": plan.known, "warm-ups": plan.warm_ups, "unreadable": plan.unreadable, "future": plan.future}
    for name, count in counts.items():
        if count:
            yield turn.texts(f"import-left-{name}", count=count)
    if plan.others:
        yield turn.texts("import-others", sets=sum(one.sets for one in plan.others), names=_names(turn, plan.others))


def _names(turn: Turn, others: Sequence[NamedCount]) -> str:
    shown = [one.name for one in others if one.name][:_MOST_OTHERS]
    if len(others) > len(shown):
        shown.append(turn.texts("import-more", count=len(others) - len(shown)))
    return turn.texts.several(shown)


def _work_words(turn: Turn, plan: ImportPlan) -> str:
    """Say how much it is, and between which days."""
    texts, work = turn.texts, plan.work
    parts = []
    if work.first is not None and work.last is not None:
        span = {"first": date_words(turn, work.first), "last": date_words(turn, work.last)}
        key = "import-work-of-day" if work.first == work.last else "import-work"
        parts.append(texts(key, entries=work.entries, sets=work.sets, **span))
    if plan.facts:
        parts.append(texts("import-facts", count=plan.facts))
    return texts.several(parts) if parts else texts("import-only-settings")
