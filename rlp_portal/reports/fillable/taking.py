"""Taking a filled form back: kept between its preview and the answer to it, then written under the save contract."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from rlp_portal.reports.fillable.boxes import MATRIX_GROUP
from rlp_portal.reports.fillable.comparing import GONE, ROW_WORDS, AnswerLine, Comparison, Fate, NewRowLine, RowLine
from rlp_portal.reports.fillable.reading import FileRefused, shown_name
from rlp_portal.reports.fillable.seal import read_seal
from rlp_portal.reports.models import FilledForm
from rlp_portal.rlps.carnet.saving import storable
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import Circle, ObjectCode
from worksheets.models import Origin, Variant
from worksheets.rows import ACTOR, OBJECT, PLAN_LINE, SECTOR, kind_of_row
from worksheets.services.references import find_rows

KEPT = timedelta(days=1)
OTHER_SHEET = "Ce fichier est une autre feuille. Ouvrez cette feuille-là pour la reprendre."
OTHER_VERSION = (
    "Ce fichier vient d’une autre version de la feuille. "
    "Téléchargez la feuille à remplir, puis recopiez-y les réponses."
)
OTHER_CARNET = (
    "Ce fichier vient d’un autre carnet. Il se reprend là où il a été téléchargé\u00a0: "
    "dans le même regroupement et la même démarche."
)
FROM_FILE, BESIDE = "file", "beside"  # what the preview may answer; anything else leaves the carnet as it is


class TakenAlready(Exception):
    """The same file, with the same values, was taken back before."""

    def __init__(self, form):
        super().__init__(form.public_id)
        self.form = form


@dataclass
class Outcome:
    taken: int = 0
    beside: int = 0
    left: int = 0
    refused: list = field(default_factory=list)  # [{label, said}]


def receive(open_, *, seal, fields, file_name, by, again=False):
    """Keep what a file holds until its preview is answered; raises FileRefused, TakenAlready."""
    refuse_elsewhere(open_, seal)
    forget_unanswered()
    fields = {storable(name): storable(text) for name, text in fields.items()}
    digest = digest_of(seal, fields)
    if not again:
        refuse_twice(open_, digest)
    return FilledForm.objects.create(
        round=open_.round,
        instrument_key=open_.instrument.key,
        file_name=shown_name(file_name),
        digest=digest,
        seal=str(seal),
        fields=fields,
        received_by=by,
    )


def refuse_elsewhere(open_, seal):
    if seal.instrument != open_.instrument.key:
        raise FileRefused(OTHER_SHEET)
    if seal.version != open_.instrument.version:
        raise FileRefused(OTHER_VERSION)
    if not seal.is_blank and seal.round != open_.round.public_id.hex:
        raise FileRefused(OTHER_CARNET)


def refuse_twice(open_, digest):
    known = FilledForm.objects.filter(
        round=open_.round, instrument_key=open_.instrument.key, digest=digest, taken_at__isnull=False
    )
    if form := known.order_by("-taken_at").first():
        raise TakenAlready(form)


def digest_of(seal, fields):
    return hashlib.sha256(json.dumps([str(seal), fields], sort_keys=True).encode()).hexdigest()


def forget_unanswered(*, at=None):
    """What nobody answered within a day goes; the values of a form taken back went when it was."""
    return FilledForm.objects.filter(taken_at__isnull=True, received_at__lt=(at or timezone.now()) - KEPT).delete()[0]


def compare(open_, form):
    return Comparison(open_, seal=read_seal(form.seal), fields=form.fields)


def take(open_, form, *, answers, by):
    """Write what was chosen; `answers` maps each line's key to (choice, base shown). Sent twice, written once."""
    outcome = Outcome()
    comparison = compare(open_, form)
    writer = Writer(open_, form, by=by, outcome=outcome)
    for line in comparison.shown:
        choice, base = answers.get(line.key, ("", ""))
        take_line(writer, line, choice=choice, base=base)
    FilledForm.objects.filter(pk=form.pk, taken_at__isnull=True).update(
        taken_at=timezone.now(), taken_by=by, fields={}, outcome=asdict(outcome)
    )
    return outcome


def take_line(writer, line, *, choice, base):
    if line.fate == Fate.UNREADABLE:
        writer.keep_unreadable(line)
    elif choice == BESIDE and line.fate == Fate.CONFLICT:
        writer.write(line, base=line.drawn)
    elif choice == FROM_FILE:
        writer.write(line, base=base)
    else:
        writer.outcome.left += 1


class Writer:
    """The one way from a line to the services."""

    def __init__(self, open_, form, *, by, outcome):
        self.open, self.form, self.by, self.outcome = open_, form, by, outcome
        self.added = {}  # {(kind, group, place in the file): row}

    def write(self, line, *, base):
        try:
            WRITERS[type(line)](self, line, base)
        except services.AnswerConflict:
            self.outcome.beside += 1
        except Refused as refusal:
            self.keep_unreadable(line, said=str(refusal))
        else:
            self.outcome.taken += 1

    def stroke(self, key):
        op_id = uuid.uuid5(self.form.public_id, key)
        return {"by": self.by, "op_id": op_id, "origin": Origin.IMPORTED}

    def answer(self, line, base):
        services.save_answer(
            sheet=self.open.sheet,
            address=line.address,
            value=line.value,
            state=line.state,
            base=base,
            **self.stroke(line.key),
        )

    def row_field(self, line, base):
        services.save_row_field(row=line.row, field=line.field, value=line.value, base=base, **self.stroke(line.key))

    def new_row(self, line, base):
        stroke = {"by": self.by, "op_id": line.op_id, "origin": Origin.IMPORTED}
        add, values_of = NEW_ROWS[line.kind]
        row = add(workbook=self.open.round.workbook, **stroke, **values_of(self, line))
        self.added[line.kind, line.group, line.place] = row
        services.begin_sheet(self.open.sheet)
        for key, raw in line.refused.items():
            self.keep(line, address=key, raw=raw, target=line.kind.target, target_id=row.public_id)
            self.outcome.refused.append({"label": line.label, "said": line.why})

    def object_values(self, line):
        return {"line": line.group, "code": ObjectCode.ACTIVITIES, **line.values}

    def measure_values(self, line):
        values = dict(line.values)
        if "when" in values:
            values["when"] = date.fromisoformat(values["when"])
        if "object" in values:
            values["object"] = self.find("object", values["object"])
        return {**values, "strategy": line.group}

    def sector_values(self, line):
        return {"circle": line.group, **line.values}

    def actor_values(self, line):
        """Known already or not, somebody chose it in the preview."""
        values = dict(line.values)
        if "contact_on" in values:
            values["contact_on"] = date.fromisoformat(values["contact_on"])
        return {**self.place_of_actor(line.group), **values, "anyway": True}

    def place_of_actor(self, group):
        """In a sector of the carnet, or in one that this file has just added."""
        if group == MATRIX_GROUP:
            return {}
        circle, plus, place = group.partition("+")
        if not plus:
            return {"sector": self.find("sector", group)}
        sector = self.added.get((SECTOR, circle, place))
        return {"sector": sector} if sector else {"circle": circle if circle in Circle.values else ""}

    def find(self, target, public_id):
        return find_rows(self.open.round.workbook_id, target, [public_id]).first()

    def keep_unreadable(self, line, *, said=""):
        """Nothing typed is dropped: it stays on the server, under « À vérifier »."""
        self.outcome.refused.append({"label": line.label, "said": said or line.why})
        if isinstance(line, AnswerLine):
            self.keep(line, address=line.address, raw=line.raw, sheet=services.begin_sheet(self.open.sheet))
        elif isinstance(line, RowLine):
            place = {"target": kind_of_row(line.row).target, "target_id": line.row.public_id}
            if line.why == GONE:  # ready to be written should the row come back
                self.keep(line, address=line.field.key, raw=line.value, reason=Variant.Reason.REMOVED, **place)
            else:
                self.keep(line, address=line.field.key, raw=line.raw, **place)
        else:
            for key in filter(line.raw.get, ROW_WORDS):
                self.keep(line, address=key, raw=line.raw[key], target=line.kind.target)

    def keep(self, line, *, address, raw, reason=Variant.Reason.INVALID, **place):
        services.keep_variant(
            workbook_id=self.open.round.workbook_id,
            address=address,
            value=storable(raw),
            base=line.base,
            reason=reason,
            by=self.by,
            op_id=uuid.uuid5(self.form.public_id, f"{line.key} {address} unread"),
            **place,
        )


NEW_ROWS = {
    OBJECT: (services.add_object, Writer.object_values),
    PLAN_LINE: (services.add_plan_line, Writer.measure_values),
    SECTOR: (services.add_sector, Writer.sector_values),
    ACTOR: (services.add_actor, Writer.actor_values),
}
WRITERS = {AnswerLine: Writer.answer, RowLine: Writer.row_field, NewRowLine: Writer.new_row}
