"""What is at hand today: today's exercise fits it at once, the settings only where that is what was said."""

from dataclasses import replace

from bot.chat import Button
from bot.conversation.meaning import Meaning
from bot.conversation.settings_words import equipment_words
from bot.conversation.topics.settings import confirm
from bot.conversation.topics.today import say_changed, say_plan, say_prescription
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.exercise import Equipment
from core.domain.planning.at_hand import AtHand
from core.domain.planning.plan import Plan
from core.domain.planning.today import told_today
from core.domain.prescription import Prescription
from core.services.show_today import current_prescription, fit_today

_ALL = tuple(Equipment)
_NOTHING: frozenset[Equipment] = frozenset()


def is_told(meaning: Meaning) -> bool:
    """Tell whether a message says what there is to train with, or that it has to be quiet."""
    return bool(meaning.gained or meaning.lost or meaning.only or meaning.quiet)


def told(turn: Turn, meaning: Meaning) -> None:
    """Change today's exercise, the settings, or both, as far as each was meant."""
    if _for_good(turn, meaning):
        _change_settings(turn, meaning)
        return
    _change_today(turn, meaning)


def pressed_from_now_on(turn: Turn, arg: str) -> None:
    """Take what was told of today for the settings."""
    equipment = _unpacked(arg)
    if equipment is None:
        turn.tell("button-old")
        return
    confirm(turn, replace(turn.logbook.settings, equipment=equipment))


def pressed_only_today(turn: Turn, arg: str) -> None:
    """Put the settings back, and keep what was told for today."""
    before = _unpacked(arg)
    if before is None:
        turn.tell("button-old")
        return
    now = turn.logbook.settings.equipment
    confirm(turn, replace(turn.logbook.settings, equipment=before))
    at_hand = AtHand(lacking=before - now, extra=now - before, quiet=told_today(turn.logbook, turn.today).quiet)
    _fit(turn, at_hand, because="equipment")


def _for_good(turn: Turn, meaning: Meaning) -> bool:
    """Tell whether something was said of the settings: sold, bought, or the first word of what is there."""
    if meaning.lasting:
        return True
    if meaning.for_today or meaning.quiet:
        return False
    settings = turn.logbook.settings
    untold = not settings.equipment and "equipment" not in settings.set_up
    return not (meaning.only or meaning.lost) or (meaning.owned and untold)


def _change_settings(turn: Turn, meaning: Meaning) -> None:
    before = turn.logbook
    after = _applied(before.settings.equipment, meaning)
    confirm(turn, replace(before.settings, equipment=after))
    if turn.logbook is before:
        return
    if meaning.only and not meaning.lasting:
        turn.add_buttons(turn.button("button-only-today", f"kit-today:{_packed(before.settings.equipment)}"))
    say_changed(turn)


def _change_today(turn: Turn, meaning: Meaning) -> None:
    owned = turn.logbook.settings.equipment
    earlier = told_today(turn.logbook, turn.today)
    if meaning.only:
        at_hand = AtHand(lacking=owned - meaning.gained, extra=meaning.gained - owned)
    else:
        lacking = (earlier.lacking | (meaning.lost & owned)) - meaning.gained
        at_hand = AtHand(lacking=lacking, extra=(earlier.extra | (meaning.gained - owned)) - meaning.lost)
    at_hand = replace(at_hand, quiet=earlier.quiet or meaning.quiet)
    changed = at_hand.lacking != earlier.lacking or at_hand.extra != earlier.extra
    _fit(turn, at_hand, because="equipment" if changed or not meaning.quiet else "noise", meaning=meaning)


def _fit(turn: Turn, at_hand: AtHand, *, because: str, meaning: Meaning | None = None) -> None:
    """Fit today's exercise, and say what it goes by."""
    before = current_prescription(turn.logbook, turn.today)
    turn.logbook, plan = fit_today(
        turn.logbook, turn.today, told=at_hand, because=because, catalogue=turn.catalogue, at=turn.now
    )
    if isinstance(plan, Prescription):
        intro = _intro(turn, at_hand, plan=plan, before=before)
        say_prescription(turn, plan, intro=intro, undo=(undo_button(turn),))
    else:
        say_plan(turn, plan)
    if meaning is not None and (always := _from_now_on(turn, meaning)):
        turn.add_buttons(*always)


def _intro(turn: Turn, at_hand: AtHand, *, plan: Plan, before: Prescription | None) -> str:
    """Say what today's exercise goes by, and that it stays where it does."""
    owned = turn.logbook.settings.equipment
    here = at_hand.of(owned)
    if before is not None and isinstance(plan, Prescription) and plan.exercise == before.exercise:
        return turn.texts("kit-stays-quiet" if at_hand.quiet and not at_hand.lacking else "kit-stays")
    lines = []
    if at_hand.lacking or at_hand.extra:
        few = bool(here) and (at_hand.extra or len(here) < len(at_hand.lacking))
        key = "kit-only" if few else "kit-without" if here else "kit-nothing"
        lines.append(turn.texts(key, things=equipment_words(turn.texts, here if few else at_hand.lacking)))
    if at_hand.quiet:
        lines.append(turn.texts("kit-quiet"))
    return " ".join(lines) or turn.texts("kit-noted")


def _from_now_on(turn: Turn, meaning: Meaning) -> tuple[Button, ...]:
    """Offer to keep it, where it is not clear that it is for today alone."""
    after = _applied(turn.logbook.settings.equipment, meaning)
    unclear = not meaning.for_today and not meaning.quiet and after != turn.logbook.settings.equipment
    return (turn.button("button-from-now-on", f"kit-always:{_packed(after)}"),) if unclear else ()


def _applied(equipment: frozenset[Equipment], meaning: Meaning) -> frozenset[Equipment]:
    """Return what there is after what was said: only this, this too, this no more."""
    return ((_NOTHING if meaning.only else equipment) | meaning.gained) - meaning.lost


def _packed(equipment: frozenset[Equipment]) -> str:
    """Write equipment short enough for a button."""
    return f"{sum(1 << place for place, one in enumerate(_ALL) if one in equipment):x}"


def _unpacked(arg: str) -> frozenset[Equipment] | None:
    """Read what a button carries; None where it is none of ours."""
    try:
        bits = int(arg, 16)
    except ValueError:
        return None
    return frozenset(one for place, one in enumerate(_ALL) if bits >> place & 1)
