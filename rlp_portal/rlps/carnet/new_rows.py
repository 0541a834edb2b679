"""Adding an object or a plan line from one line of typing: by its own button, or with the whole page."""

from contextlib import contextmanager

from rlp_portal.rlps.carnet.saving import entry_operation_id, keep_refused_entry
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import ObjectCode, Strategy
from worksheets.kinds import UNKNOWN_CHOICE, kind_of
from worksheets.models import Origin
from worksheets.rows import NEW_MEASURE, NEW_OBJECT, OBJECT, PLAN_LINE
from worksheets.schema import KeptObjects

NEW_CODE = "new-code-"
EMPTY_NAME = "Écrivez d’abord le nom, puis appuyez sur «\u00a0Ajouter\u00a0»."


def add_object(open_, data, *, line, by, op_id=None, origin=Origin.SCREEN):
    """(the object, notices). `open_` is the sheet that lists objects; `line` names one of its lines, or "" for none.

    Raises Refused; what was typed is then kept.
    """
    raw = data.get(NEW_OBJECT + line)
    code = data.get(NEW_CODE + line) or preset_code(open_.instrument, line)
    with kept_if_refused(open_, raw, OBJECT, "name", by=by, op_id=op_id):
        cleaned = read_entry(raw, OBJECT, "name")
        row = services.add_object(
            workbook=open_.round.workbook,
            name=cleaned.value,
            code=code if code in ObjectCode.values else ObjectCode.ACTIVITIES,
            line=line if preset_code(open_.instrument, line) else "",
            by=by,
            op_id=op_id,
            origin=origin,
        )
    services.begin_sheet(open_.sheet)
    return row, cleaned.notices


def preset_code(instrument, line):
    return next(
        (
            asked.preset_code
            for _address, asked, _row in instrument.questions()
            if isinstance(asked, KeptObjects) and asked.line == line
        ),
        "",
    )


def add_plan_line(open_, data, *, strategy, by, op_id=None, origin=Origin.SCREEN):
    """(the plan line, notices). Raises Refused; what was typed is then kept."""
    raw = data.get(NEW_MEASURE + strategy)
    with kept_if_refused(open_, raw, PLAN_LINE, "measure", by=by, op_id=op_id):
        cleaned = read_entry(raw, PLAN_LINE, "measure")
        if strategy not in Strategy.values:
            raise Refused(UNKNOWN_CHOICE)
        row = services.add_plan_line(
            workbook=open_.round.workbook, strategy=strategy, measure=cleaned.value, by=by, op_id=op_id, origin=origin
        )
    services.begin_sheet(open_.sheet)
    return row, cleaned.notices


@contextmanager
def kept_if_refused(open_, raw, row_kind, key, *, by, op_id):
    try:
        yield
    except Refused:
        keep_refused_entry(open_, raw, target=row_kind.target, address=key, by=by, op_id=op_id)
        raise


def read_entry(raw, row_kind, key):
    field = row_kind.fields[key]
    cleaned = kind_of(field).clean(field, raw)
    if cleaned.value is None:
        raise Refused(EMPTY_NAME)
    return cleaned


def typed_entries(data):
    """The quick-entry lines of a posted page that hold something: pressing « Enregistrer » forgets none."""
    return [name for name in data if name.startswith((NEW_OBJECT, NEW_MEASURE)) and data[name].strip()]


def add_typed(open_, data, name, *, by, origin):
    writer = {"by": by, "origin": origin, "op_id": entry_operation_id(data, name)}
    if name.startswith(NEW_OBJECT):
        return add_object(open_, data, line=name.removeprefix(NEW_OBJECT), **writer)
    return add_plan_line(open_, data, strategy=name.removeprefix(NEW_MEASURE), **writer)


def said_added(row):
    return f"Ajouté\u00a0: {row}"


def entry_id(name):
    """The id of the control of a line of quick entry: where its error leads."""
    if name.startswith(NEW_OBJECT):
        return "-".join(filter(None, ["nouvel-objet", name.removeprefix(NEW_OBJECT)]))
    return f"nouvelle-mesure-{name.removeprefix(NEW_MEASURE)}"
