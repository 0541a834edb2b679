"""What an open sheet is told: the state of all that it shows, so that it finds by itself what is no longer fresh."""

import hashlib
import json
from functools import partial

from rlp_portal.rlps.carnet.presence import present_at, topic_of
from rlp_portal.ui.live.hub import Channel
from rlp_portal.ui.typography import quebec_time
from worksheets import catalogue
from worksheets.codes import Involvement, Strategy
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, Change, Restoration, Sheet, SheetOwner
from worksheets.queries import rows_shown
from worksheets.registry import in_matrix, wheel_of
from worksheets.rows import SEPARATOR, kind_of_row, row_address
from worksheets.schema import KeptObjects, Plan, SectorWheel, StakeholderMatrix
from worksheets.sectors_drawn import find_wheel
from worksheets.services import read_row_field
from worksheets.windows import actor_list_id, wheel_mark

RECENT_CHANGES = 20


def channel_of(open_):
    """`open_` is an OpenSheet."""
    workbook_id, key = open_.round.workbook_id, open_.instrument.key
    return Channel(topic_of(workbook_id), key, partial(draw, workbook_id, key))


def draw(workbook_id, key):
    return json.dumps(state_of(workbook_id, key), ensure_ascii=False, separators=(",", ":")).encode()


def state_of(workbook_id, key):
    """All that a page of this sheet compares itself with.

    epoch: of the last restoration, as the page brings it back; fields: {address: base} of what holds something;
    rows: {id of a list of the page: [ids of its rows]}; objects: what the lists of rows offer, as a fingerprint;
    marks: {part of the page that is drawn: mark of what it shows};
    recent: who wrote where lately; present: who is here.
    """
    sheet = Sheet.objects.filter(workbook=workbook_id, instrument_key=key, owner=SheetOwner.GROUP).first()
    instrument = catalogue.get(key, sheet.instrument_version) if sheet else catalogue.latest(key)
    rows = rows_shown(instrument, workbook_id)
    lists = lists_of(instrument, rows)
    return {
        "epoch": Restoration.objects.values_list("epoch", flat=True).first() or "",
        "fields": {**bases_of(sheet), **bases_of_rows(lists)},
        "rows": {place: [str(row.public_id) for row in rows] for place, rows in lists.items()},
        "objects": offered(rows),
        "marks": marks_of(instrument, rows),
        "finished": bool(sheet and sheet.finished_at),
        "recent": recent_changes(workbook_id, sheet),
        "present": present_at(workbook_id, key),
    }


def marks_of(instrument, rows):
    asked = find_wheel(instrument)
    return {"wheel": wheel_mark(asked, rows)} if asked else {}


def bases_of(sheet):
    if sheet is None:
        return {}
    answers = Answer.objects.filter(sheet=sheet).exclude(fingerprint=NEVER_ANSWERED)
    return dict(answers.order_by("id").values_list("address", "fingerprint"))


def lists_of(instrument, rows):
    """{id of a list of the page: its rows, in their order}. `rows`: {target: rows}."""
    kept = {target: [one for one in found if one.deleted_at is None] for target, found in rows.items()}
    windows = [asked for _address, asked, _row in instrument.questions() if type(asked) in LISTS]
    return {place: shown for asked in windows for place, shown in LISTS[type(asked)](asked, kept).items()}


def kept_objects(asked, kept):
    return {f"objets-{asked.line}": [one for one in kept["object"] if one.line == asked.line]}


def plan(asked, kept):
    lists = {f"mesures-{strategy}": [] for strategy in Strategy.values}
    for line in kept["plan_line"]:
        lists[f"mesures-{line.strategy}"].append(line)
    return lists


def sector_wheel(asked, kept):
    wheel = wheel_of(asked.circle, sectors=kept["sector"], actors=kept["actor"])
    lists = {
        f"secteurs-{asked.circle}": [one.sector for one in wheel.named],
        f"acteurs-{asked.circle}": wheel.unplaced,
    }
    for one in wheel.named:
        lists[actor_list_id(one.sector, Involvement.INVOLVED)] = one.involved
        lists[actor_list_id(one.sector, Involvement.TO_MOBILISE)] = one.to_mobilise
    return lists


def stakeholder_matrix(asked, kept):
    return {"acteurs": in_matrix(kept["actor"])}


LISTS = {
    KeptObjects: kept_objects,
    Plan: plan,
    SectorWheel: sector_wheel,
    StakeholderMatrix: stakeholder_matrix,
}


def bases_of_rows(lists):
    bases = {
        row_address(row, key): fingerprint(read_row_field(row, field))
        for rows in lists.values()
        for row in rows
        for key, field in kind_of_row(row).fields.items()
    }
    return {address: base for address, base in bases.items() if base}


def offered(rows):
    names = [(str(one.public_id), str(one)) for found in rows.values() for one in found if one.deleted_at is None]
    return hashlib.blake2b(repr(names).encode(), digest_size=6).hexdigest()


def recent_changes(workbook_id, sheet):
    """[{address, by, name, at}], newest first; the address of a row added or removed ends at its id."""
    changes = Change.objects.filter(workbook=workbook_id).select_related("author")[:RECENT_CHANGES]
    return [
        {
            "address": address_of(change),
            "by": str(change.author.public_id),
            "name": str(change.author),
            "at": quebec_time(change.at),
        }
        for change in changes
        if change.author and (change.sheet_id is None or (sheet and change.sheet_id == sheet.pk))
    ]


def address_of(change):
    if change.target_id is None:
        return change.address if change.target == Change.Target.ANSWER else change.target
    return SEPARATOR.join((change.target, str(change.target_id), change.address))
