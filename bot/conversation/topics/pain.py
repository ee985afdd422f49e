"""What hurts: the tendon rule, and what it changes today."""

from dataclasses import replace
from datetime import timedelta

from bot.chat import Button, button_rows
from bot.conversation.phrases import day_words
from bot.conversation.topics import health
from bot.conversation.topics.today import say_prescription
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from core.domain.facts import PainReport, PainWhen
from core.domain.languages.tokens import words
from core.domain.pain import GO_ON, SPEAKS, WORST, is_severe, trend
from core.domain.prescription import Prescription
from core.domain.training import FactId
from core.services.report_pain import Reported, complete_report, newest_report, report_pain

PLACES = ("calf", "achilles", "heel", "shin", "foot", "elsewhere")
SIDES = ("left", "right", "both")
_SIGNS = {
    "worse": frozenset({"worse", "worsened", "stiffer"}),
    "limp": frozenset({"limp", "limping", "limped"}),
    "sharp": frozenset({"sharp", "stabbing", "stab"}),
}
_MORNING = ("this morning", "next morning", "in the morning", "woke up", "waking up", "first steps", "overnight")
_NEGATIONS = frozenset({"no", "not", "isnt", "dont", "never", "without"})
_TREND_FROM = 3
_FACTS = ("place", "side", "morning", "worse", "limp", "sharp")


def pain(turn: Turn) -> None:
    """Answer pain by the tendon rule: up to 2 go on, up to 5 hold, above stop."""
    level = turn.meaning.level if turn.meaning else None
    facts = _heard(turn)
    if level is None:
        turn.ask("pain", **facts)
        turn.tell("pain-ask", *button_rows([_level_button(one) for one in range(WORST + 1)], 4))
        return
    _take(turn, level, facts=facts)


def pain_words(turn: Turn, level: int) -> str:
    """Keep pain that was told along with sets, and return what follows from it."""
    if not 0 <= level <= WORST:
        return turn.texts("pain-range")
    return " ".join(_lines(turn, _keep(turn, level, facts=_heard(turn))))


def tell(turn: Turn, level: int, *, place: str, side: str) -> None:
    """Answer pain whose level and place were read already."""
    _take(turn, level, facts={**_heard(turn), "place": place, "side": side})


def tell_morning(turn: Turn, level: int) -> None:
    """Answer a bare "4/10": on a day after pain it is how it was that morning."""
    earlier = newest_report(turn.logbook)
    later = earlier is not None and earlier.day < turn.today
    _take(turn, level, facts={**_heard(turn), **({"morning": "yes"} if later else {})})


def answer_level(turn: Turn, text: str) -> bool:
    """Take a bare number as the answer to how strong it is."""
    bare = text.strip().removesuffix("/10").strip()
    if not bare.removeprefix("-").isdecimal() or turn.asked is None:
        return False
    level = int(bare[:WORST])
    if turn.asked.facts.get("morning") == "asked":
        turn.asked = replace(turn.asked, facts={**turn.asked.facts, "morning": "yes"})
    _take(turn, level, facts=turn.asked.facts)
    return True


def pressed_level(turn: Turn, arg: str) -> None:
    """Take the level of a button; on another day than it was asked the answer is about today."""
    facts = turn.asked.facts if turn.asked is not None and turn.asked.topic == "pain" else {}
    level, _, when = arg.partition(":")
    if not level.isdecimal() or int(level) > WORST:
        turn.tell("button-old")
        return
    _take(turn, int(level), facts={**facts, "morning": "yes"} if when == "morning" else facts)


def pressed_place(turn: Turn, arg: str) -> None:
    """Note where it is, in the report that the button asked about."""
    _complete(turn, arg, field="place", known=PLACES)


def pressed_side(turn: Turn, arg: str) -> None:
    """Note which side it is."""
    _complete(turn, arg, field="side", known=SIDES)


def ask_where(turn: Turn, report: PainReport) -> None:
    """Ask what the report does not say yet: where it is, then which side."""
    if not report.place:
        buttons = [turn.button(f"place-{one}", f"hurt-at:{report.id}:{one}") for one in PLACES]
        turn.say(turn.texts("pain-where"), *button_rows(buttons), beside=bool(turn.replies))
    elif not report.side:
        turn.tell("pain-side", tuple(turn.button(f"side-{one}", f"hurt-side:{report.id}:{one}") for one in SIDES))
    else:
        turn.tell("pain-noted")


def _take(turn: Turn, level: int, *, facts: dict[str, str]) -> None:
    if not 0 <= level <= WORST:
        turn.ask("pain", **facts)
        turn.tell("pain-range")
        return
    turn.asked = None
    reported = _keep(turn, level, facts=facts)
    text = "\n".join(_lines(turn, reported))
    if health.is_locked(turn):
        turn.say(text, (undo_button(turn),))
        health.say_locked(turn)
        return
    if isinstance(reported.plan, Prescription):
        say_prescription(turn, reported.plan, intro=text, undo=(undo_button(turn),))
    else:
        turn.say(text, (undo_button(turn),))
    if is_severe(reported.report):
        health.ask_signs(turn, reported.report.id)
    elif not reported.report.place:
        ask_where(turn, reported.report)


def _keep(turn: Turn, level: int, *, facts: dict[str, str]) -> Reported:
    earlier = newest_report(turn.logbook)
    if facts.get("morning") and earlier is not None and not facts.get("place"):
        facts = {**facts, "place": earlier.place, "side": earlier.side}
    told = PainReport(
        id=FactId(0),
        day=turn.today,
        at=turn.now,
        level=level,
        place=facts.get("place", ""),
        side=facts.get("side", ""),
        when=PainWhen.MORNING if facts.get("morning") else PainWhen.DURING,
        sharp=bool(facts.get("sharp")),
        limp=bool(facts.get("limp")),
        worse=bool(facts.get("worse")),
    )
    turn.logbook, reported = report_pain(turn.logbook, told, at=turn.now, catalogue=turn.catalogue)
    return reported


def _complete(turn: Turn, arg: str, *, field: str, known: tuple[str, ...]) -> None:
    fact, _, value = arg.partition(":")
    report = newest_report(turn.logbook)
    if report is None or str(report.id) != fact or value not in known:
        turn.tell("button-old")
        return
    told = replace(report, place=value) if field == "place" else replace(report, side=value)
    turn.logbook, reported = complete_report(turn.logbook, told, at=turn.now, catalogue=turn.catalogue)
    ask_where(turn, reported.report)


def _lines(turn: Turn, reported: Reported) -> list[str]:
    """Say what follows from a report, the reason in the same sentence, and how the last two weeks went."""
    ruling, report = reported.ruling, reported.report
    lines = [_first_line(turn, reported)]
    if ruling.twice:
        lines.append(turn.texts("pain-see-twice"))
    if ruling.rising:
        lines.append(turn.texts("pain-see-rising"))
    days = trend(turn.logbook.pains, report.day)
    if len(days) >= _TREND_FROM:
        lines.append(turn.texts("pain-trend", levels=", ".join(str(level) for _, level in days)))
    return lines


def _first_line(turn: Turn, reported: Reported) -> str:
    ruling, report = reported.ruling, reported.report
    if ruling.worse is not None and ruling.worse.id == report.id:
        until = day_words(turn, report.day + SPEAKS - timedelta(days=1))
        return turn.texts("pain-worse", level=report.level, until=until)
    if report.sharp or report.limp:
        return turn.texts("pain-sharp" if report.sharp else "pain-limp", level=report.level)
    if is_severe(report):
        return turn.texts("pain-stop", level=report.level)
    return turn.texts("pain-low" if report.level <= GO_ON else "pain-hold", level=report.level)


def _heard(turn: Turn) -> dict[str, str]:
    """Gather what a message says of pain beside its level."""
    meaning = turn.meaning
    said = getattr(turn.event, "text", "").casefold().replace("'", "").replace("’", "")
    told = words(said)
    facts = {"place": meaning.place, "side": meaning.side} if meaning else {}
    if any(one in said for one in _MORNING):
        facts["morning"] = "yes"
    for name, signs in _SIGNS.items():
        at = next((place for place, word in enumerate(told) if word in signs), None)
        if at is not None and _NEGATIONS.isdisjoint(told[max(0, at - 2) : at]):
            facts[name] = "yes"
    return {name: value for name, value in facts.items() if value and name in _FACTS}


def _level_button(level: int) -> Button:
    return Button(label=str(level), action=f"hurt:{level}")
