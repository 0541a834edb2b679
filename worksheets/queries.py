"""The reads of a carnet worth a name. Each says how many queries it makes."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Max, Q

from worksheets import catalogue
from worksheets.kinds import holds_answers
from worksheets.models import Answer, AnswerState, Change, PlanLine, Sheet, SheetOwner
from worksheets.prepared import Prepared
from worksheets.rows import ACTOR, OBJECT, PLAN_LINE, ROW_KINDS, SECTOR
from worksheets.schema import (
    GrowingList,
    KeptObjects,
    People,
    Plan,
    RowChoice,
    RowReference,
    SectorWheel,
    StakeholderMatrix,
)
from worksheets.sheet_forms import is_row_of
from worksheets.whole_rows import rows_of

# The kinds of rows that a window lists, and those that the fields of its rows offer.
LISTED = {
    KeptObjects: (OBJECT,),
    Plan: (PLAN_LINE,),
    SectorWheel: (SECTOR, ACTOR),
    StakeholderMatrix: (ACTOR,),
}
OFFERED = {Plan: (OBJECT,), People: (ACTOR, SECTOR)}

IMPORTANCE = "importance"  # the question that the sheet of each strategy asks first
ANSWERS = Prepared(lambda sheet: Answer.objects.filter(sheet=sheet))
OWN_AND_IMPORTANCE = Prepared(
    lambda sheet, workbook: (
        Answer.objects.filter(sheet__workbook=workbook)
        .filter(
            Q(sheet=sheet)
            | Q(
                sheet__owner=SheetOwner.GROUP,
                sheet__instrument_key__in=[one.key for one in catalogue.all_latest() if one.strategy],
                address=IMPORTANCE,
            )
        )
        .annotate(key=F("sheet__instrument_key"), finished_at=F("sheet__finished_at"))
    )
)


def answers_of(sheet):
    """{address: Answer} of a sheet, in the order they were first written. One query, none for a new sheet."""
    if not sheet.pk:
        return {}
    return {answer.address: answer for answer in ANSWERS(sheet=sheet.pk)}


def answers_by_sheet(workbook_id):
    """[(Sheet, {address: Answer})] of the group's sheets, answers in the order they were first written. One query.

    The answers hold their address, value and state, and no more.
    """
    found = Sheet.objects.filter(workbook=workbook_id, owner=SheetOwner.GROUP).annotate(
        address=F("answers__address"), value=F("answers__value"), state=F("answers__state")
    )
    return [
        (sheet, {one.address: Answer(address=one.address, value=one.value, state=one.state) for one in rows})
        for sheet, rows in grouped_by_sheet(found.order_by("pk", "answers__pk"))
    ]


def grouped_by_sheet(found):
    """A sheet without an answer comes once, with the address None."""
    for _pk, same in groupby(found, key=lambda one: one.pk):
        rows = list(same)
        yield rows[0], [one for one in rows if one.address]


def answers_and_importance(sheet, *, finished=False):
    """(`answers_of` this sheet, {instrument key: Answer} of how important each strategy is). One query.

    `finished`: what is noted on finished sheets only.
    """
    found = OWN_AND_IMPORTANCE(sheet=sheet.pk or 0, workbook=sheet.workbook_id)  # 0 is no sheet's
    own = {one.address: one for one in found if one.sheet_id == sheet.pk}
    noted = [one for one in found if one.address == IMPORTANCE and (one.finished_at or not finished)]
    return own, {one.key: one for one in noted}


def plan_lines_of(workbook_id):
    return list(PlanLine.objects.kept().filter(workbook=workbook_id).select_related("object"))


def asks(instrument):
    """Whether a sheet of this instrument has answers of its own."""
    return any(holds_answers(asked) for _, asked, _ in instrument.questions())


def shows_plan(instrument):
    return any(isinstance(asked, Plan) for _, asked, _ in instrument.questions())


def listed_kinds(instrument):
    """The RowKinds whose rows a sheet of this instrument lists beside its own answers, without repetition."""
    windows = [LISTED.get(type(asked), ()) for _, asked, _ in instrument.questions()]
    return list(dict.fromkeys(kind for kinds in windows for kind in kinds))


def shown_kinds(instrument):
    """Those whose rows a page of this instrument needs: listed, or offered by one of its fields."""
    offered = [kinds_offered(asked) for _, asked, _ in instrument.questions()]
    return list(dict.fromkeys([*listed_kinds(instrument), *(kind for kinds in offered for kind in kinds)]))


def kinds_offered(asked):
    if isinstance(asked, RowChoice | RowReference):
        return (ROW_KINDS[asked.target],)
    return OFFERED.get(type(asked), ())


def rows_shown(instrument, workbook_id):
    """{target: rows} that a page of this instrument needs. One query, none where it needs none."""
    return rows_of(workbook_id, shown_kinds(instrument))


def unanswered(instrument, answers):
    """The questions that « J’ai terminé » finds empty: [(address, field, row)], in sheet order."""
    return [
        (address, asked, row)
        for address, asked, row in instrument.questions()
        if asked.counts and holds_answers(asked) and not is_answered(address, asked, answers)
        if not (row and row.is_extra)
    ]


def is_answered(address, asked, answers):
    if isinstance(asked, GrowingList):
        return any(is_row_of(asked, name) and answer.value for name, answer in answers.items())
    stored = answers.get(address)
    return bool(stored) and (stored.value is not None or stored.state != AnswerState.ANSWERED)


@dataclass(frozen=True)
class Task:
    """A line of the carnet's task list."""

    instrument: object
    sheet: Sheet | None
    touched_at: object

    @property
    def status(self):
        if self.sheet is None:
            return "not_started"
        return "finished" if self.sheet.finished_at else "in_progress"


def tasks_of(workbook_id):
    """One Task per instrument offered, in the order of the pack. Two queries."""
    sheets = {
        sheet.instrument_key: sheet for sheet in Sheet.objects.filter(workbook=workbook_id, owner=SheetOwner.GROUP)
    }
    touched = dict(
        Change.objects.filter(workbook=workbook_id, sheet__isnull=False)
        .order_by()
        .values_list("sheet")
        .annotate(last=Max("at"))
    )
    return [
        Task(instrument, sheet, touched.get(sheet.pk) if sheet else None)
        for instrument in catalogue.all_latest()
        for sheet in [sheets.get(instrument.key)]
    ]


def next_task(tasks):
    """What to open next: the sheet last worked on; once it is finished, the next unfinished one of the pack.

    After the last sheet of the pack come those left at its beginning.
    """
    last = last_worked_on(tasks)
    if last and last.status == "in_progress":
        return last
    return next((task for task in in_turn_after(last, tasks) if task.status != "finished"), None)


def last_worked_on(tasks):
    known = [task for task in tasks if task.sheet]
    return max(known, key=lambda task: task.touched_at or task.sheet.created_at, default=None)


def in_turn_after(task, tasks):
    place = tasks.index(task) + 1 if task else 0
    return tasks[place:] + tasks[:place]
