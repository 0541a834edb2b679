"""The database of the engine."""

from worksheets.models.carnet import Answer, Sheet, Workbook
from worksheets.models.journal import Change, Restoration, Variant
from worksheets.models.rows import Actor, CarnetRow, PlanLine, Sector, SustainedObject
from worksheets.models.states import NEVER_ANSWERED, AnswerState, Origin, SheetOwner

__all__ = [
    "NEVER_ANSWERED",
    "Actor",
    "Answer",
    "AnswerState",
    "CarnetRow",
    "Change",
    "Origin",
    "PlanLine",
    "Restoration",
    "Sector",
    "Sheet",
    "SheetOwner",
    "SustainedObject",
    "Variant",
    "Workbook",
]
