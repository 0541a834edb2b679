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
from worksheets.rows import ACTOR, OBJECT, PLAN_LINE, SECTOR, kind_of_row
from worksheets.services import read_row_field
from worksheets.sheet_forms import is_row_of
from worksheets.wording import words

FORMAT, VERSION = "portail-rlp/carnet", 2
ABOUT_ACTORS = [key for key, field in ACTOR.fields.items() if field.about_people]
SCHEMA_PATH = Path(__file__).with_name("carnet.schema.json")
# Those of older versions stay here: their files go on coming back.
SCHEMAS = {1: SCHEMA_PATH.with_name("carnet-1.schema.json"), VERSION: SCHEMA_PATH}


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
        part_of(SECTOR): [sector_part(one) for one in taken.sectors],
        part_of(ACTOR): [actor_part(one, taken) for one in taken.actors],
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
    part = {
        "address": address,
        "section": section,
        "question": asked.label if asked else "",
        "row": row.label if row else "",
        "value": answer.value,
        "number": answer.number,
        "state": answer.state,
        "words": words(asked, answer.value, state=answer.state, objects=taken.names) if asked else [],
        "base": answer.fingerprint,
        "origin": taken.origins.get((filled.sheet.pk, address), Origin.SCREEN).value,
        "saved_at": iso(answer.updated_at),
    }
    if taken.with_names and answer.updated_by:
        part["saved_by"] = str(answer.updated_by)
    return part


def object_part(one):
    return {**row_part(one), "line": one.line, "removed": one.deleted_at is not None}


def sector_part(one):
    return {**row_part(one), "circle": one.circle, "removed": one.deleted_at is not None}


def actor_part(one, taken):
    """Without the names, what is about people does not leave, and its bases neither: a text is guessed from them."""
    left = [] if taken.with_names else [key for key, field in ACTOR.fields.items() if field.about_people]
    since = one.involvement_since
    return {
        **row_part(one, but=left),
        "involvement_since": since.isoformat() if since else None,
        "removed": one.deleted_at is not None,
    }


def row_part(row, *, but=()):
    """A row: its fields, and the base of each."""
    asked = {key: field for key, field in kind_of_row(row).fields.items() if key not in but}
    fields = {key: read_row_field(row, field) for key, field in asked.items()}
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
    if not taken.with_names:
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
    """What a line of the journal held, without the name of the person it is about, nor what is thought of them.

    `instrument` is that of its sheet, if it has one.
    """
    if of_actor(change) and held:
        return opinionless(change, held)
    is_person = instrument and change.target == Change.Target.ANSWER and is_about_a_person(instrument, change.address)
    if not is_person or not held or not held["value"]:
        return held
    return {**held, "value": withhold_name(held["value"])}


def of_actor(change):
    """Variants are told in the journal under the kind of row that they were for."""
    return ACTOR.target in (change.target, (change.after or {}).get("of"))


def opinionless(change, held):
    """What was added, merged or written of an actor, without the fields about people."""
    if change.address in ABOUT_ACTORS:
        return {**held, "value": None} if "value" in held else held
    return {key: without_keys(value) for key, value in held.items()}


def without_keys(value):
    return {key: one for key, one in value.items() if key not in ABOUT_ACTORS} if isinstance(value, dict) else value


def iso(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
