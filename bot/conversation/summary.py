"""The weekly summary and the nudge: what is missing first, then what was done, then what comes next."""

from dataclasses import replace
from datetime import date

from bot.chat import Reply, button_rows
from bot.conversation.phrases import day_words, reason_words, variation_words
from bot.conversation.topics.week import colour_of, coverage_lines, give_buttons, total_lines
from bot.conversation.turn import Scene
from core.domain.planning.coverage import Coverage, is_paused, week_coverage
from core.domain.planning.today import plan_day
from core.domain.prescription import Prescription
from core.domain.progression.dose_reasons import News
from core.domain.records import news
from core.domain.week import is_training_day

_RECORDS = frozenset(one.code for one in (News.HEAVIEST, News.MOST_REPS, News.LONGEST_HOLD, News.MOST_CONTACTS))
_SAID_RECORDS = 3


def week_summary(scene: Scene, last: date) -> Reply:
    """Sum up the week that ends on `last`, in one message; needs the whole logbook."""
    scene.logbook.whole()
    coverage = week_coverage(scene.logbook, last, catalogue=scene.catalogue)
    if scene.today > last:
        coverage = replace(coverage, days_left=0)
    lines = [
        *coverage_lines(scene, coverage),
        *total_lines(scene, coverage),
        *_record_lines(scene, coverage),
        *_next_lines(scene, coverage),
    ]
    details = (scene.button("button-week", "week"), scene.button("button-history", "history"))
    rows = (*button_rows(give_buttons(scene, coverage)), details)
    return Reply(text="\n".join(lines), buttons=tuple(row for row in rows if row), accent=colour_of(coverage))


def nudge(scene: Scene, coverage: Coverage) -> Reply:
    """Say in one line what is still missing, with one button for what comes first of it."""
    plan = plan_day(scene.logbook, scene.today, catalogue=scene.catalogue)
    planned = plan.variation if isinstance(plan, Prescription) else None
    first = planned if planned in coverage.missing else coverage.missing[0]
    lacking = scene.texts.several([variation_words(scene.texts, one) for one in coverage.missing])
    text = scene.texts("nudge", missing=lacking, days=coverage.days_left)
    button = scene.button("button-nudge", f"give:{first}", variation=variation_words(scene.texts, first))
    return Reply(text=text, buttons=((button,),), accent=first)


def _record_lines(scene: Scene, coverage: Coverage) -> list[str]:
    lines = []
    for entry in scene.logbook.entries:
        if entry.day not in coverage.week:
            continue
        name = scene.catalogue[entry.exercise].name if entry.exercise in scene.catalogue.exercises else ""
        for one in news(scene.logbook, entry, catalogue=scene.catalogue):
            if one.code in _RECORDS:
                words = reason_words(scene, one, form="news")
                lines.append(scene.texts("summary-record", name=name, news=words))
    return lines[-_SAID_RECORDS:]


def _next_lines(scene: Scene, coverage: Coverage) -> list[str]:
    """Say what comes first next week."""
    days = (one for one in coverage.week.after if is_training_day(scene.logbook.settings, one))
    day = next((one for one in days if is_paused(scene.logbook, one) is None), None)
    plan = plan_day(scene.logbook, day, catalogue=scene.catalogue) if day else None
    if not isinstance(plan, Prescription):
        return []
    exercise = scene.catalogue[plan.exercise]
    words = {"day": day_words(scene, plan.day), "variation": variation_words(scene.texts, plan.variation)}
    return [scene.texts("summary-next", name=exercise.name, **words)]
