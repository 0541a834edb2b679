"""The fields of objects to sustain and of plan lines: the same kinds as the sheets, saved one at a time."""

from worksheets.codes import Fate, ObjectCode, PlanStatus, Strategy
from worksheets.models import Change, PlanLine, SustainedObject
from worksheets.schema import Date, Name, ObjectReference, Option, ShortText, SingleChoice, UnknownAddress

SEPARATOR = ":"
MOST_ROWS = 50  # of each kind in a carnet
NEW_OBJECT, NEW_MEASURE = "new-object-", "new-measure-"  # names of the lines of quick entry
CONTROL_IDS = {
    "name": "nom",
    "code": "nature",
    "fate": "avenir",
    "measure": "mesure",
    "who": "qui",
    "when": "quand",
    "needs": "besoins",
    "status": "etat",
    "object": "objet",
}


def options_of(choices):
    return tuple(Option(key=key, label=label) for key, label in choices.choices)


class RowKind:
    def __init__(self, model, *, target, fields):
        self.model, self.target = model, target
        self.fields = {field.key: field for field in fields}


OBJECT = RowKind(
    SustainedObject,
    target=Change.Target.OBJECT,
    fields=(
        Name(key="name", label="Nom", limit=180),
        SingleChoice(key="code", label="Nature", options=options_of(ObjectCode)),
        SingleChoice(key="fate", label="Avenir", options=options_of(Fate)),
    ),
)
PLAN_LINE = RowKind(
    PlanLine,
    target=Change.Target.PLAN_LINE,
    fields=(
        ShortText(key="measure", label="Approche ou mesure"),
        ShortText(key="who", label="Qui", about_people=True),
        Date(key="when", label="Quand"),
        ShortText(key="needs", label="Nos besoins"),
        SingleChoice(key="strategy", label="Stratégie", options=options_of(Strategy)),
        SingleChoice(key="status", label="État", options=options_of(PlanStatus)),
        ObjectReference(key="object", label="Objet à pérenniser"),
    ),
)
ROW_KINDS = {kind.target.value: kind for kind in (OBJECT, PLAN_LINE)}


def row_address(row, field_key):
    """The address of a row's field in a form: "plan_line:<public id>:measure"."""
    return SEPARATOR.join((kind_of_row(row).target.value, str(row.public_id), field_key))


def control_id(row_id, field_key):
    """The id of the control that shows a row's field: where an error leads."""
    return f"{CONTROL_IDS[field_key]}-{row_id}"


def kind_of_row(row):
    return PLAN_LINE if isinstance(row, PlanLine) else OBJECT


def is_row_address(address):
    return SEPARATOR in address


def split_row_address(address):
    """(RowKind, public id, field); raises UnknownAddress."""
    try:
        target, public_id, field_key = address.split(SEPARATOR)
        kind = ROW_KINDS[target]
        return kind, public_id, kind.fields[field_key]
    except (ValueError, KeyError):
        raise UnknownAddress(address) from None
