"""Take down pain, and change what is left of the day by it."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.exercise import Catalogue
from core.domain.facts import PainReport
from core.domain.logbook import Edit, Logbook
from core.domain.pain import Ruling, pain_rule
from core.domain.planning.plan import Plan
from core.domain.planning.today import replan
from core.domain.prescription import Prescription
from core.services.show_today import current_prescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report as it was kept, what the pain rule says of it, and what takes the place of today's exercise.

    `plan` is None where nothing was prescribed or where it stays.
    """

    report: PainReport
    ruling: Ruling
    plan: Plan | None


def report_pain(logbook: Logbook, told: PainReport, *, at: datetime, catalogue: Catalogue) -> tuple[Logbook, Reported]:
    """Keep a report of pain as one change, with another exercise or dose for today where it needs one."""
    prescribed = current_prescription(logbook, told.day)
    report = replace(told, id=logbook.next_id, at=at, exercise=prescribed.exercise if prescribed else None)
    return _changed(logbook, Edit(before=None, after=report), report=report, at=at, catalogue=catalogue)


def complete_report(
    logbook: Logbook, told: PainReport, *, at: datetime, catalogue: Catalogue
) -> tuple[Logbook, Reported]:
    """Put a report with what the runner added to it (where it is, that it was worse) in the place of itself."""
    earlier = next(one for one in logbook.pains if one.id == told.id)
    return _changed(logbook, Edit(before=earlier, after=told), report=told, at=at, catalogue=catalogue)


def newest_report(logbook: Logbook) -> PainReport | None:
    """Return the report that was made last."""
    return max(logbook.pains, key=lambda one: one.id, default=None)


def _changed(
    logbook: Logbook, edit: Edit, *, report: PainReport, at: datetime, catalogue: Catalogue
) -> tuple[Logbook, Reported]:
    kept = logbook.write(edit)
    plan = replan(kept, report.day, catalogue=catalogue)
    new = isinstance(plan, Prescription) and plan.id == kept.next_id
    edits = [edit, Edit(before=None, after=plan)] if isinstance(plan, Prescription) and new else [edit]
    reported = Reported(report=report, ruling=pain_rule(kept.pains, report.day), plan=plan)
    return logbook.change("pain", edits, at=at), reported
