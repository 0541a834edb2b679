"""Taking a file back: kept between its preview and the answer to it, then written under the save contract."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.utils import timezone

from rlp_portal.reports.imports.lines import GONE, AnswerLine, Fate, NewRowLine, RowLine
from rlp_portal.reports.models import FilledForm, ReturnedCarnet
from rlp_portal.rlps.carnet.saving import storable
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.models import Origin, Variant
from worksheets.rows import kind_of_row
from worksheets.services.references import refuse_foreign_rows

KEPT = timedelta(days=1)
AT_ONCE = 200  # lines of a preview shown, and answered, together
FROM_FILE, BESIDE = "file", "beside"  # what the preview may answer; anything else leaves the carnet as it is


class TakenAlready(Exception):
    """The same file, with the same values, was taken back before."""

    def __init__(self, file):
        super().__init__(file.public_id)
        self.file = file


@dataclass
class Outcome:
    """What was done so far; `answered` holds the keys of the lines that were, as long as others wait."""

    taken: int = 0
    beside: int = 0
    left: int = 0
    refused: list = field(default_factory=list)  # [{label, said}]
    answered: list = field(default_factory=list)


def digest_of(*content):
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def refuse_twice(received):
    """`received`: the files of one place with one digest; raises TakenAlready."""
    if file := received.filter(taken_at__isnull=False).order_by("-taken_at").first():
        raise TakenAlready(file)


def forget_unanswered(*, at=None):
    """What nobody answered within a day goes; the content of a file taken back went when it was."""
    old = {"taken_at__isnull": True, "received_at__lt": (at or timezone.now()) - KEPT}
    return sum(model.objects.filter(**old).delete()[0] for model in (FilledForm, ReturnedCarnet))


def waiting_lines(file, comparison):
    """The lines that nobody answered yet."""
    answered = set(file.outcome.get("answered", ()))
    return [line for line in comparison.shown if line.key not in answered]


def take(file, comparison, *, answers, by):
    """Write what was chosen; `answers` maps each line shown to (choice, base shown). Sent twice, written once.

    The file is taken back once each of its lines was answered.
    """
    outcome = Outcome(**file.outcome)
    waiting = waiting_lines(file, comparison)
    answered = [line for line in waiting if line.key in answers]
    writer = Writer(file, by=by, outcome=outcome)
    for line in answered:
        choice, base = answers[line.key]
        take_line(writer, line, choice=choice, base=base)
    outcome.answered += [line.key for line in answered]
    written = {"outcome": asdict(outcome)}
    if len(answered) == len(waiting):
        del written["outcome"]["answered"]
        written |= {"taken_at": timezone.now(), "taken_by": by, "content": {}}
    type(file).objects.filter(pk=file.pk, taken_at__isnull=True).update(**written)
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

    def __init__(self, file, *, by, outcome):
        self.file, self.by, self.outcome = file, by, outcome
        self.workbook = file.round.workbook

    def write(self, line, *, base):
        try:
            WRITERS[type(line)](self, line, base)
        except services.AnswerConflict:
            self.outcome.beside += 1
        except Refused as refusal:
            self.keep_unreadable(line, said=str(refusal))
        else:
            self.outcome.taken += 1

    def stroke(self, line):
        op_id = getattr(line, "op_id", None) or uuid.uuid5(self.file.public_id, line.key)
        return {"by": self.by, "op_id": op_id, "origin": Origin.IMPORTED}

    def answer(self, line, base):
        services.save_answer(
            sheet=line.sheet,
            address=line.address,
            value=line.value,
            state=line.state,
            base=base,
            **self.stroke(line),
        )

    def row_field(self, line, base):
        services.save_row_field(row=line.row, field=line.field, value=line.value, base=base, **self.stroke(line))

    def new_row(self, line, base):
        values, lost, whys = self.without_lost_references(line)
        row = services.add_brought_row(
            kind=line.kind, workbook=self.workbook, values=values, public_id=line.public_id, **self.stroke(line)
        )
        if line.sheet:
            services.begin_sheet(line.sheet)
        for key, raw in {**line.refused, **lost}.items():
            self.keep(line, address=key, raw=raw, target=line.kind.target, target_id=row.public_id)
        self.outcome.refused += [{"label": line.label, "said": said} for said in (line.why, *whys) if said]

    def without_lost_references(self, line):
        """A row may point to another one that was not taken, or is gone: it comes in without it."""
        values, lost, whys = dict(line.values), {}, []
        for key, asked in line.kind.fields.items():
            try:
                refuse_foreign_rows(asked, values.get(key), workbook_id=self.workbook.pk)
            except Refused as refusal:
                lost[key] = values.pop(key)
                whys.append(f"{asked.label}\u00a0: {refusal}")
        return values, lost, whys

    def keep_unreadable(self, line, *, said=""):
        """Nothing typed is dropped: it stays on the server, under « À vérifier »."""
        self.outcome.refused.append({"label": line.label, "said": said or line.why})
        if isinstance(line, AnswerLine):
            self.keep(line, address=line.address, raw=line.raw, sheet=services.begin_sheet(line.sheet))
        elif isinstance(line, RowLine):
            place = {"target": kind_of_row(line.row).target, "target_id": line.row.public_id}
            if line.why == GONE:  # ready to be written should the row come back
                self.keep(line, address=line.field.key, raw=line.value, reason=Variant.Reason.REMOVED, **place)
            else:
                self.keep(line, address=line.field.key, raw=line.raw, **place)
        else:
            for key in filter(line.raw.get, line.raw):
                self.keep(line, address=key, raw=line.raw[key], target=line.kind.target)

    def keep(self, line, *, address, raw, reason=Variant.Reason.INVALID, **place):
        services.keep_variant(
            workbook_id=self.workbook.pk,
            address=address,
            value=storable(raw),
            base=line.base,
            reason=reason,
            by=self.by,
            op_id=uuid.uuid5(self.file.public_id, f"{line.key} {address} unread"),
            **place,
        )


WRITERS = {AnswerLine: Writer.answer, RowLine: Writer.row_field, NewRowLine: Writer.new_row}
