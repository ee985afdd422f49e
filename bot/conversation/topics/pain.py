"""What hurts: the tendon rule, and what it changes today."""

from dataclasses import replace
from datetime import timedelta

from bot.chat import Button, button_rows
from bot.conversation.meaning import Intent
from bot.conversation.phrases import day_words
from bot.conversation.topics import health
from bot.conversation.topics.today import say_prescription
from bot.conversation.topics.undo import undo_button
from bot.conversation.turn import Turn
from bot.conversation.understanding.aside import level_alone
from bot.conversation.understanding.evidence import hear
from bot.conversation.understanding.judged import Judged
from bot.conversation.understanding.slots import pain_place
from core.domain.facts import PainReport, PainWhen
from core.domain.languages.tokens import words
from core.domain.logbook import Logbook
from core.domain.pain import GO_ON, SPEAKS, WORST, is_severe, trend
from core.domain.prescription import Prescription
from core.domain.training import FactId
from core.services.report_pain import Reported, complete_report, newest_report, report_pain

PLACES = ("calf", "achilles", "heel", "shin", "foot", "elsewhere")
SIDES = ("left", "right", "both")
_TWO_SIDED = frozenset({*PLACES, "knee"}) - {"elsewhere"}
_SIGNS = ("worse", "limp", "sharp", "sudden", "morning")
_SHORT_ANSWER = 5
_TREND_FROM = 3
_FACTS = ("place", "side", *_SIGNS)


def pain(turn: Turn) -> None:
    """Answer pain by the tendon rule: up to 2 go on, up to 5 hold, above stop."""
    level = turn.meaning.level if turn.meaning else None
    facts = _heard(turn)
    if level is None:
        _ask_level(turn, facts)
        return
    _take(turn, level, facts=facts)


def beside_work(turn: Turn) -> list[str]:
    """Keep pain that was told along with sets, and return what follows from it; none at all is no news."""
    meaning = turn.meaning
    if meaning is None or meaning.level is None or not 0 <= meaning.level <= WORST:
        return []
    if not meaning.level and not is_recent(turn):
        return []
    return _lines(turn, _keep(turn, meaning.level, facts=_heard(turn)))


def after_work(turn: Turn, before: Logbook) -> None:
    """Keep pain that was told along with sets which wait for an answer, and ask what is still open of it."""
    meaning = turn.meaning
    if meaning is None or meaning.reason != "pain":
        return
    if meaning.level is None:
        _ask_level(turn, _heard(turn))
        return
    if not 0 <= meaning.level <= WORST:
        _say_range(turn, _heard(turn))
        return
    if turn.logbook.pains == before.pains and (lines := beside_work(turn)):
        turn.say("\n".join(lines), (undo_button(turn),))
    report = newest_report(turn.logbook)
    if turn.logbook.pains != before.pains and report is not None:
        _ask_more(turn, report, sudden=bool(_heard(turn).get("sudden")))


def is_recent(turn: Turn) -> bool:
    """Tell whether pain was told of in the last two weeks."""
    return bool(trend(turn.logbook.pains, turn.today))


def was_before_today(turn: Turn) -> bool:
    """Tell whether the newest pain was told of on a day before."""
    earlier = newest_report(turn.logbook)
    return earlier is not None and earlier.day < turn.today


def _say_range(turn: Turn, facts: dict[str, str]) -> None:
    """Say what a level can be, and take the next number as one."""
    turn.ask("pain", **facts)
    turn.tell("pain-range")


def _ask_level(turn: Turn, facts: dict[str, str]) -> None:
    turn.ask("pain", **facts)
    key = "pain-ask-level" if facts.get("place") or facts.get("morning") else "pain-ask"
    turn.tell(key, *button_rows([_level_button(one) for one in range(WORST + 1)], 4))


def tell(turn: Turn, level: int, *, place: str, side: str) -> None:
    """Answer pain whose level and place were read already."""
    _take(turn, level, facts={**_heard(turn), "place": place, "side": side})


def tell_morning(turn: Turn, level: int) -> None:
    """Answer a bare "4/10": on a day after pain it is how it was that morning."""
    earlier = newest_report(turn.logbook)
    later = earlier is not None and earlier.day < turn.today
    _take(turn, level, facts={**_heard(turn), **({"morning": "yes"} if later else {})})


def say_morning(turn: Turn, judged: Judged) -> None:
    """Answer words on the day after pain: with a number as the level, without one by asking for it."""
    numbers = [int(word) for word in judged.words if word.isdecimal()]
    facts = {**_heard(turn), "morning": "yes"}
    if len(numbers) == 1:
        _take(turn, numbers[0], facts=facts)
    else:
        _ask_level(turn, facts)


def hears_change(turn: Turn, text: str) -> bool:
    """Ask how strong it is now, where a part of the body is told to feel better or worse."""
    heard = hear(text, words(text), locale=turn.texts.locale)
    if not heard.said("b") and not heard.said("hurt"):
        return False
    _ask_level(turn, {**_heard(turn), "place": pain_place(heard)})
    return True


def answer_level(turn: Turn, text: str) -> bool:
    """Take a number as the answer to how strong it is: "4", "4/10", "about 4", "it's a 4"."""
    level = _answered(turn, text)
    if level is None or turn.asked is None:
        return False
    if turn.asked.facts.get("morning") == "asked":
        turn.asked = replace(turn.asked, facts={**turn.asked.facts, "morning": "yes"})
    _take(turn, level, facts=turn.asked.facts)
    return True


def _answered(turn: Turn, text: str) -> int | None:
    """Return the one number of a short answer that is no sets."""
    bare = text.strip().removesuffix("/10").strip()
    if bare.removeprefix("-").isdecimal():
        return int(bare[:WORST])
    told = words(text)
    numbers = [word for word in told if word.isdecimal()]
    meant = turn.meaning.intent if turn.meaning else None
    if len(told) > _SHORT_ANSWER or len(numbers) != 1 or meant in {Intent.LOG, Intent.CORRECT, Intent.DONE}:
        return level_alone(text)
    return int(numbers[0]) if int(numbers[0][:WORST]) <= WORST else None


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
    elif _side_buttons(turn, report):
        turn.tell("pain-side", _side_buttons(turn, report))
    else:
        turn.tell("pain-noted", what=_what(turn, report))


def _take(turn: Turn, level: int, *, facts: dict[str, str]) -> None:
    if not 0 <= level <= WORST:
        _say_range(turn, facts)
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
        turn.say(text, _side_buttons(turn, reported.report), (undo_button(turn),))
    _ask_more(turn, reported.report, sudden=bool(facts.get("sudden")))


def _side_buttons(turn: Turn, report: PainReport) -> tuple[Button, ...]:
    """Make the buttons of the side, where a place was told without it."""
    wanted = report.place in _TWO_SIDED and not report.side and report.level
    return tuple(turn.button(f"side-{one}", f"hurt-side:{report.id}:{one}") for one in SIDES) if wanted else ()


def _ask_more(turn: Turn, report: PainReport, *, sudden: bool) -> None:
    """Ask for red flags where it is strong or came suddenly, else where it is."""
    if is_severe(report) or sudden:
        health.ask_signs(turn, report.id)
    elif not report.place and report.level:
        ask_where(turn, report)


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
        sharp=bool(facts.get("sharp") or facts.get("sudden")),
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
    what = _what(turn, report)
    if ruling.worse is not None and ruling.worse.id == report.id:
        until = day_words(turn, report.day + SPEAKS - timedelta(days=1))
        return turn.texts("pain-worse", what=what, until=until)
    if report.sharp or report.limp:
        return turn.texts("pain-sharp" if report.sharp else "pain-limp", what=what)
    if is_severe(report):
        return turn.texts("pain-stop", what=what)
    if report.level <= GO_ON:
        return turn.texts("pain-low" if report.level else "pain-none", what=what)
    return turn.texts("pain-hold" if report.when is PainWhen.DURING else "pain-hold-morning", what=what)


def _what(turn: Turn, report: PainReport) -> str:
    """Say a report: "4 of 10 in the calf on the left"."""
    words = [turn.texts("pain-level", level=report.level)]
    if report.place and report.place != "elsewhere":
        words.append(turn.texts(f"where-{report.place}"))
    if report.place in _TWO_SIDED and report.side:
        words.append(turn.texts(f"at-side-{report.side}"))
    return " ".join(one for one in words if one)


def _heard(turn: Turn) -> dict[str, str]:
    """Gather what a message says of pain beside its level."""
    meaning = turn.meaning
    judged = Judged.of(getattr(turn.event, "text", ""))
    facts = {"place": meaning.place, "side": meaning.side} if meaning else {}
    facts |= {sign: "yes" for sign in _SIGNS if judged.holds(sign)}
    return {name: value for name, value in facts.items() if value and name in _FACTS}


def _level_button(level: int) -> Button:
    return Button(label=str(level), action=f"hurt:{level}")
