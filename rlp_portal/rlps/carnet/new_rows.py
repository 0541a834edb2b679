"""Adding an object or a plan line from one line of typing: by its own button, or with the whole page."""

from rlp_portal.rlps.carnet.saving import operation_id
from worksheets import services
from worksheets.cleaning import Refused, clean_text
from worksheets.codes import ObjectCode, Strategy
from worksheets.rows import OBJECT, PLAN_LINE
from worksheets.schema import KeptObjects

NEW_OBJECT, NEW_CODE, NEW_MEASURE = "new-object-", "new-code-", "new-measure-"
EMPTY_NAME = "Écrivez d’abord le nom, puis appuyez sur «\u00a0Ajouter\u00a0»."


def add_object(open_, data, *, line, by, op_id=None):
    """`open_` is the sheet that lists objects; `line` names one of its lines, or "" for an object from elsewhere."""
    name = required_text(data.get(NEW_OBJECT + line), OBJECT.fields["name"])
    code = data.get(NEW_CODE + line) or preset_code(open_.instrument, line)
    row = services.add_object(
        workbook=open_.round.workbook,
        name=name,
        code=code if code in ObjectCode.values else ObjectCode.ACTIVITIES,
        line=line if preset_code(open_.instrument, line) else "",
        by=by,
        op_id=op_id or operation_id(data),
    )
    services.begin_sheet(open_.sheet)
    return row


def preset_code(instrument, line):
    return next(
        (
            asked.preset_code
            for _address, asked, _row in instrument.questions()
            if isinstance(asked, KeptObjects) and asked.line == line
        ),
        "",
    )


def add_plan_line(open_, data, *, strategy, by, op_id=None):
    measure = required_text(data.get(NEW_MEASURE + strategy), PLAN_LINE.fields["measure"])
    row = services.add_plan_line(
        workbook=open_.round.workbook,
        strategy=strategy if strategy in Strategy.values else Strategy.INSTITUTIONALISATION,
        measure=measure,
        by=by,
        op_id=op_id or operation_id(data),
    )
    services.begin_sheet(open_.sheet)
    return row


def required_text(raw, field):
    cleaned = clean_text(raw, limit=field.limit, multiline=False)
    if cleaned.value is None:
        raise Refused(EMPTY_NAME)
    return cleaned.value


def add_typed_rows(open_, data, *, by):
    """Every quick-entry line of a posted page that holds something: pressing « Enregistrer » forgets none."""
    typed = [name for name in data if name.startswith((NEW_OBJECT, NEW_MEASURE)) and data[name].strip()]
    for name in typed:
        if name.startswith(NEW_OBJECT):
            add_object(open_, data, line=name.removeprefix(NEW_OBJECT), by=by)
        else:
            add_plan_line(open_, data, strategy=name.removeprefix(NEW_MEASURE), by=by)
    return len(typed)
