"""The rows that several sheets share: what each kind is made of. Their fields are of the same kinds as the sheets'.

Whoever lists, saves, tells or hands on rows goes through ROW_KINDS: a new kind of row is one more entry.
"""

from worksheets.codes import Circle, Fate, Involvement, ObjectCode, PlanStatus, Strategy
from worksheets.models import Actor, Change, PlanLine, Sector, SustainedObject
from worksheets.schema import (
    Date,
    LongText,
    Name,
    ObjectReference,
    Option,
    Place,
    SectorReference,
    ShortText,
    SingleChoice,
    UnknownAddress,
)

SEPARATOR = ":"
MOST_WEDGES = 12
FULL_WHEEL = (
    f"Ce diagramme compte déjà {MOST_WEDGES}\u00a0secteurs, et n’en prend pas plus. "
    "Retirez-en un, ou réunissez-en deux. Ce que vous avez écrit est gardé."
)
# Names of the lines of quick entry.
NEW_OBJECT, NEW_MEASURE, NEW_SECTOR, NEW_ACTOR = "new-object-", "new-measure-", "new-sector-", "new-actor-"
CONTROL_IDS = {
    "name": "nom",
    "code": "nature",
    "fate": "avenir",
    "measure": "mesure",
    "who": "qui",
    "when": "quand",
    "needs": "besoins",
    "strategy": "strategie",
    "status": "etat",
    "object": "objet",
    "place": "place",
    "organisation": "organisme",
    "sector": "secteur",
    "other_sector": "autre-secteur",
    "circle": "cercle",
    "involvement": "implication",
    "contact": "contact",
    "capacities": "capacites",
    "role": "role",
    "interest": "interet",
    "recruitment": "recrutement",
    "barriers": "obstacles",
    "contact_by": "contact-par",
    "contact_on": "contact-le",
}


def options_of(choices):
    return tuple(Option(key=key, label=label) for key, label in choices.choices)


class RowKind:
    """`title` is the field that names a row; `fixed` are columns that nobody edits once the row is there.

    `related` are the columns that lead to other rows, read with this one; `dated` maps a field to the column that
    says on which day it last changed. A carnet keeps `at_most` of them, for each value of the columns `each`; `full`
    is what one more is told.
    """

    def __init__(
        self,
        model,
        *,
        target,
        noun,
        title,
        fields,
        is_feminine=False,
        fixed=(),
        related=(),
        dated=None,
        at_most=50,
        each=(),
        full="",
    ):
        self.model, self.target, self.noun, self.title = model, target, noun, title
        self.is_feminine, self.fixed, self.related, self.dated = is_feminine, fixed, related, dated or {}
        self.at_most, self.each = at_most, each
        self.full = (
            full or f"Cette liste compte déjà {at_most}\u00a0lignes. Retirez-en une, ou regroupez-en plusieurs."
        )
        self.fields = {field.key: field for field in fields}

    def agree(self, word):
        """« ajouté » or « ajoutée »."""
        return f"{word}e" if self.is_feminine else word

    @property
    def of_the(self):
        """« de l’objet », « de la mesure », « du secteur »."""
        noun = self.noun.lower()
        if noun[0] in "aeioué":
            return f"de l’{noun}"
        return f"de la {noun}" if self.is_feminine else f"du {noun}"

    def rows(self, workbook_id):
        """Of one carnet, those in the bin too."""
        return self.model.objects.filter(workbook=workbook_id).select_related(*self.related)


OBJECT = RowKind(
    SustainedObject,
    target=Change.Target.OBJECT,
    noun="Objet",
    title="name",
    fixed=("line",),
    fields=(
        Name(key="name", label="Nom", limit=180),
        SingleChoice(key="code", label="Nature", options=options_of(ObjectCode)),
        SingleChoice(key="fate", label="Avenir", options=options_of(Fate)),
    ),
)
PLAN_LINE = RowKind(
    PlanLine,
    target=Change.Target.PLAN_LINE,
    noun="Mesure",
    is_feminine=True,
    title="measure",
    related=("object",),
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
SECTOR = RowKind(
    Sector,
    target=Change.Target.SECTOR,
    noun="Secteur",
    title="name",
    fixed=("circle",),
    at_most=MOST_WEDGES,
    each=("circle",),
    full=FULL_WHEEL,
    fields=(
        Name(key="name", label="Nom du secteur", limit=180),
        Place(key="place", label="Place dans le diagramme"),
    ),
)
ACTOR = RowKind(
    Actor,
    target=Change.Target.ACTOR,
    noun="Acteur",
    title="name",
    related=("sector", "plan_line"),
    dated={"involvement": "involvement_since"},
    at_most=1000,
    fields=(
        Name(key="name", label="Nom", limit=180),
        ShortText(key="organisation", label="Organisme", limit=180),
        SectorReference(key="sector", label="Secteur"),
        ShortText(key="other_sector", label="Autre secteur", limit=180),
        SingleChoice(key="circle", label="Formel ou informel", options=options_of(Circle)),
        SingleChoice(key="involvement", label="Implication", options=options_of(Involvement)),
        ShortText(key="contact", label="Personne-contact, sa fonction", about_people=True),
        LongText(key="capacities", label="Capacités, aptitudes et ressources", about_people=True, rows=2),
        LongText(key="role", label="Rôle possible dans le regroupement", about_people=True, rows=2),
        LongText(key="interest", label="Son intérêt\u00a0: pourquoi s’impliquer?", about_people=True, rows=2),
        LongText(key="recruitment", label="Comment le recruter?", about_people=True, rows=2),
        LongText(key="barriers", label="Ce qui pourrait nuire au recrutement", about_people=True, rows=2),
        ShortText(key="contact_by", label="Qui prend contact?", about_people=True),
        Date(key="contact_on", label="Quand?", about_people=True),
    ),
)
ROW_KINDS = {kind.target.value: kind for kind in (OBJECT, PLAN_LINE, SECTOR, ACTOR)}
MATRIX_FIELDS = ("capacities", "role", "interest", "recruitment", "barriers", "contact_by", "contact_on")
_KINDS_BY_MODEL = {kind.model: kind for kind in ROW_KINDS.values()}


def row_address(row, field_key):
    """The address of a row's field in a form: "plan_line:<public id>:measure"."""
    return SEPARATOR.join((kind_of_row(row).target.value, str(row.public_id), field_key))


def control_id(row_id, field_key):
    """The id of the control that shows a row's field: where an error leads."""
    return f"{CONTROL_IDS[field_key]}-{row_id}"


def kind_of_row(row):
    return kind_of_model(type(row))


def kind_of_model(model):
    return _KINDS_BY_MODEL[model]


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
