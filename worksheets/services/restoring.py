"""Taking back a version of the journal: a new change like any other, that says which one it restores."""

from worksheets.models import AnswerState, Change, Origin
from worksheets.rows import ROW_KINDS
from worksheets.services.answers import save_answer
from worksheets.services.rows import save_row_field


def restore_version(*, change, by, base, op_id=None):
    """Write again what an answer or a row's field was after `change`. Raises AnswerConflict like any save."""
    value = change.after["value"]
    stroke = {"base": base, "by": by, "op_id": op_id, "origin": Origin.RESTORED, "restores": change}
    if change.target == Change.Target.ANSWER:
        state = change.after.get("state", AnswerState.ANSWERED)
        return save_answer(sheet=change.sheet, address=change.address, value=value, state=state, **stroke)
    kind = ROW_KINDS[change.target]
    row = kind.model.objects.get(workbook=change.workbook_id, public_id=change.target_id)
    return save_row_field(row=row, field=kind.fields[change.address], value=value, **stroke)
