"""The carnet as one JSON document, whose format `carnet.schema.json` fixes: what it holds can come back in.

Texts are as they were typed. Beside each answer lies its base, so that whoever brings the document back is told what
changed meanwhile.
"""

import json
from functools import cache
from pathlib import Path

from django.utils import timezone

from rlp_portal.reports.exports.reading import holds_something, is_about_a_person, withhold_name
from worksheets.fingerprints import fingerprint
from worksheets.kinds import holds_answers
from worksheets.models import Change, Origin
from worksheets.rows import OBJECT, PLAN_LINE, kind_of_row
from worksheets.services import read_row_field
from worksheets.sheet_forms import is_row_of
from worksheets.wording import words

FORMAT, VERSION = "portail-rlp/carnet", 1
SCHEMA_PATH = Path(__file__).with_name("carnet.schema.json")
SCHEMAS = {VERSION: SCHEMA_PATH}  # those of older versions stay here: their files go on coming back


@cache
def schema(version=VERSION):
    """Raises KeyError for a version of the format that this portal does not read."""
    return json.loads(SCHEMAS[version].read_text(encoding="utf-8"))


def document_bytes(taken, *, with_history):
    content = document_of(taken, with_history=with_history)
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def document_of(taken, *, with_history):
    round_ = taken.round
    content = {
        "format": FORMAT,
        "version": VERSION,
        "as_of": iso(taken.as_of),
        "options": {"people_names": taken.with_names, "history": with_history},
        "rlp": rlp_part(round_.rlp),
        "round": round_part(round_),
        "sheets": [sheet_part(taken, filled) for filled in taken.sheets if filled.sheet],
        part_of(OBJECT): [object_part(one) for one in taken.objects],
        part_of(PLAN_LINE): [row_part(line) for line in taken.carnet.plan_lines],
        "ratings": [rating_part(one) for one in taken.carnet.ratings],
    }
    if with_history:
        content["history"] = history_part(taken)
    return content


def rlp_part(rlp):
    return {
        "name": rlp.name,
        "region": rlp.region,
        "territory": rlp.territory,
        "host_organisation": rlp.host_organisation,
    }


def round_part(round_):
    return {
        "id": str(round_.public_id),
        "number": round_.number,
        "title": round_.title,
        "started_on": round_.started_on.isoformat(),
    }


def part_of(kind):
    """The name under which the document lists the rows of a kind."""
    return {OBJECT: "objects", PLAN_LINE: "plan"}.get(kind, f"{kind.target}s")


def sheet_part(taken, filled):
    finished = filled.sheet.finished_at
    return {
        "instrument": filled.instrument.key,
        "instrument_version": filled.instrument.version,
        "code": filled.instrument.code,
        "title": filled.instrument.title,
        "finished_at": iso(finished) if finished else None,
        "answers": [answer_part(taken, filled, *place) for place in answered_places(filled)],
    }


def answered_places(filled):
    """(address, section title, field, row), in sheet order; then what the sheet's questions no longer name."""
    places = []
    for section in filled.instrument.sections:
        for address, asked, row in section.questions():
            if holds_answers(asked):
                held = [one for one in filled.answers if one == address or is_row_of(asked, one)]
                places += [(one, section.title, asked, row) for one in held]
    known = {place[0] for place in places}
    places += [(address, "", None, None) for address in filled.answers if address not in known]
    return [place for place in places if holds_something(filled.answers[place[0]])]


def answer_part(taken, filled, address, section, asked, row):
    answer = filled.answers[address]
    names = {one.public_id: one.name for one in taken.objects}
    part = {
        "address": address,
        "section": section,
        "question": asked.label if asked else "",
        "row": row.label if row else "",
        "value": answer.value,
        "number": answer.number,
        "state": answer.state,
        "words": words(asked, answer.value, state=answer.state, objects=names) if asked else [],
        "base": answer.fingerprint,
        "origin": taken.origins.get((filled.sheet.pk, address), Origin.SCREEN).value,
        "saved_at": iso(answer.updated_at),
    }
    if taken.with_names and answer.updated_by:
        part["saved_by"] = str(answer.updated_by)
    return part


def object_part(one):
    return {**row_part(one), "line": one.line, "removed": one.deleted_at is not None}


def row_part(row):
    """An object or a measure: its fields, and the base of each."""
    fields = {key: read_row_field(row, field) for key, field in kind_of_row(row).fields.items()}
    bases = {key: fingerprint(value) for key, value in fields.items()}
    return {"id": str(row.public_id), **fields, "bases": bases}


def rating_part(one):
    return {"rated_on": one.rated_on.isoformat(), "level": one.level, "source": one.source, "note": one.note}


def history_part(taken):
    """The journal, oldest first."""
    instruments = {filled.sheet.pk: filled.instrument for filled in taken.sheets if filled.sheet}
    changes = Change.objects.filter(workbook=taken.round.workbook_id).order_by("id").select_related("author")
    return [change_part(taken, change, instruments.get(change.sheet_id)) for change in changes]


def change_part(taken, change, instrument):
    before, after = change.before, change.after
    if instrument and not taken.with_names:
        before, after = (nameless_value(instrument, change, held) for held in (before, after))
    part = {
        "at": iso(change.at),
        "target": change.target,
        "instrument": instrument.key if instrument else None,
        "row_id": str(change.target_id) if change.target_id else None,
        "address": change.address,
        "before": before,
        "after": after,
        "origin": change.origin,
    }
    if taken.with_names and change.author:
        part["by"] = str(change.author)
    return part


def nameless_value(instrument, change, held):
    """What a line of the journal held, without the name of the person it is about."""
    is_person = change.target == Change.Target.ANSWER and is_about_a_person(instrument, change.address)
    if not is_person or not held or not held["value"]:
        return held
    return {**held, "value": withhold_name(held["value"])}


def iso(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
