"""The only writers of a carnet. The save contract lives here.

One save is one field: it carries the new value and the fingerprint of the value the person saw (the base). It is
written only if the stored value is still that base, together with one line of the journal, in one transaction;
callers say « Enregistré » after it returns. What cannot be written is kept as a variant, and said.
"""

from worksheets.services.answers import save_answer
from worksheets.services.begun import begin_sheet, begin_showing
from worksheets.services.bin import delete_row, undelete_row
from worksheets.services.brought import add_brought_row
from worksheets.services.forgetting import empty_bin, forget_operations, forget_settled_variants
from worksheets.services.individual import (
    begin_individual_sheet,
    individual_sheet_to_write,
    save_individual_answer,
)
from worksheets.services.journal import AnswerConflict, OperationReused, Saved, close_written, keep_variant
from worksheets.services.registry import (
    LooksKnown,
    add_actor,
    add_actors,
    add_sector,
    merge_actors,
    move_sector,
    place_actor,
    plan_contact,
    set_involvement,
)
from worksheets.services.restoring import restore_version
from worksheets.services.rows import (
    add_object,
    add_plan_line,
    read_row_field,
    save_row_field,
)
from worksheets.services.settling import NotWritable, settle_variant
from worksheets.services.workbooks import finish_sheet, reopen_sheet, start_workbook

__all__ = [
    "AnswerConflict",
    "LooksKnown",
    "NotWritable",
    "OperationReused",
    "Saved",
    "add_actor",
    "add_actors",
    "add_brought_row",
    "add_object",
    "add_plan_line",
    "add_sector",
    "begin_individual_sheet",
    "begin_sheet",
    "begin_showing",
    "close_written",
    "delete_row",
    "empty_bin",
    "finish_sheet",
    "individual_sheet_to_write",
    "forget_operations",
    "forget_settled_variants",
    "keep_variant",
    "merge_actors",
    "move_sector",
    "place_actor",
    "plan_contact",
    "read_row_field",
    "reopen_sheet",
    "restore_version",
    "save_answer",
    "save_individual_answer",
    "save_row_field",
    "set_involvement",
    "settle_variant",
    "start_workbook",
    "undelete_row",
]
