"""Adding a row from one line of typing: by its own button, or with the whole page."""

from contextlib import contextmanager
from dataclasses import dataclass

from rlp_portal.rlps.carnet.saving import entry_operation_id, keep_refused_entry
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import Circle, Involvement, ObjectCode, Strategy
from worksheets.kinds import UNKNOWN_CHOICE, kind_of
from worksheets.models import Origin
from worksheets.rows import (
    ACTOR,
    NEW_ACTOR,
    NEW_MEASURE,
    NEW_OBJECT,
    NEW_SECTOR,
    OBJECT,
    PLAN_LINE,
    SECTOR,
    SEPARATOR,
)
from worksheets.schema import KeptObjects
from worksheets.services.references import find_rows

NEW_CODE = "new-code-"
WITH_ORGANISATION, WITH_SECTOR, WITH_INVOLVEMENT = "with-organisation", "with-sector", "with-involvement"
ANYWAY, SAME = "anyway:", "same:"  # what is answered to « Est-ce le même? », with the name of the line
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
    begin(open_, row)
    return row, cleaned.notices


def begin(open_, row):
    """A sheet is begun with its first row; the registry is no sheet, but what it adds may be on a wheel."""
    if open_.sheet is not None:
        services.begin_sheet(open_.sheet)
    else:
        services.begin_showing(row, address="name")


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
    begin(open_, row)
    return row, cleaned.notices


def add_sector(open_, data, *, circle, by, op_id=None, origin=Origin.SCREEN):
    """(the sector, notices). Raises Refused, also where its wheel is full; what was typed is then kept."""
    raw = data.get(NEW_SECTOR + circle)
    with kept_if_refused(open_, raw, SECTOR, "name", by=by, op_id=op_id):
        cleaned = read_entry(raw, SECTOR, "name")
        if circle not in Circle.values:
            raise Refused(UNKNOWN_CHOICE)
        row = services.add_sector(
            workbook=open_.round.workbook, circle=circle, name=cleaned.value, by=by, op_id=op_id, origin=origin
        )
    begin(open_, row)
    return row, cleaned.notices


def add_actor(open_, data, *, place, by, op_id=None, origin=Origin.SCREEN):
    """(the actor, notices). `place`: "<sector id>-<involvement>" in a wheel, "" in the registry.

    Raises Refused, what was typed being kept; and LooksKnown, which is a question.
    """
    name = NEW_ACTOR + place
    raw = data.get(name)
    with kept_if_refused(open_, raw, ACTOR, "name", by=by, op_id=op_id):
        cleaned = read_entry(raw, ACTOR, "name")
        row = services.add_actor(
            workbook=open_.round.workbook,
            name=cleaned.value,
            **(in_wheel if place else in_registry)(open_.round.workbook_id, place, data),
            anyway=data.get("then") == ANYWAY + name,
            by=by,
            op_id=op_id,
            origin=origin,
        )
    begin(open_, row)
    return row, cleaned.notices


def in_wheel(workbook_id, place, data):
    sector, involvement = wheel_place(workbook_id, place)
    return {"sector": sector, "involvement": involvement}


def in_registry(workbook_id, place, data):
    """What is chosen beside the name, on the page of the registry."""
    organisation = ACTOR.fields["organisation"]
    sector_id, involvement = data.get(WITH_SECTOR, ""), data.get(WITH_INVOLVEMENT)
    return {
        "organisation": kind_of(organisation).clean(organisation, data.get(WITH_ORGANISATION)).value or "",
        "sector": find_rows(workbook_id, "sector", [sector_id]).filter(deleted_at=None).first()
        if sector_id
        else None,
        "involvement": involvement if involvement in Involvement.values else Involvement.TO_MOBILISE,
    }


def wheel_place(workbook_id, place):
    """(sector, involvement) of a list of a wheel."""
    sector_id, _dash, involvement = place.rpartition("-")
    sector = find_rows(workbook_id, "sector", [sector_id]).filter(deleted_at=None).first()
    if sector is None or involvement not in Involvement.values:
        raise Refused(UNKNOWN_CHOICE)
    return sector, involvement


def use_same(open_, said, *, by):
    """« Oui, c’est le même »: the known actor comes to the place where its name was typed. The actor, or None.

    `said`: "<actor id>:<name of the line>".
    """
    actor_id, _colon, name = said.partition(SEPARATOR)
    actor = find_rows(open_.round.workbook_id, "actor", [actor_id]).filter(deleted_at=None).first()
    place = name.removeprefix(NEW_ACTOR)
    if actor and place:
        sector, involvement = wheel_place(open_.round.workbook_id, place)
        services.place_actor(actor=actor, sector=sector, involvement=involvement, by=by)
    return actor


def offers_of(refusal, name):
    """What a refused line of quick entry proposes, as buttons: [(what they send, what they say)]."""
    if not isinstance(refusal, services.LooksKnown):
        return []
    return [
        (f"{SAME}{refusal.twin.public_id}{SEPARATOR}{name}", "Oui, c’est le même"),
        (ANYWAY + name, "Non, l’ajouter"),
    ]


@contextmanager
def kept_if_refused(open_, raw, row_kind, key, *, by, op_id):
    try:
        yield
    except services.LooksKnown:  # a question: the line goes on showing what was typed
        raise
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
    then = data.get("then", "")
    answered = then.partition(SEPARATOR)[2].partition(SEPARATOR)[2] if then.startswith(SAME) else ""
    return [one for one in data if one.startswith(tuple(ENTRIES)) and data[one].strip() and one != answered]


@dataclass(frozen=True)
class Entry:
    """A line of quick entry: how it adds, under which keyword its place goes, the id of its control, its label."""

    add: object
    place: str
    control: str
    label: str


ENTRIES = {
    NEW_OBJECT: Entry(add_object, "line", "nouvel-objet", "Nouvel objet"),
    NEW_MEASURE: Entry(add_plan_line, "strategy", "nouvelle-mesure", "Nouvelle mesure"),
    NEW_SECTOR: Entry(add_sector, "circle", "nouveau-secteur", "Nouveau secteur"),
    NEW_ACTOR: Entry(add_actor, "place", "nouvel-acteur", "Nouvel acteur"),
}


def entry_of(name):
    """(Entry, its place on the page)."""
    start = next(one for one in ENTRIES if name.startswith(one))
    return ENTRIES[start], name.removeprefix(start)


def add_typed(open_, data, name, *, by, origin):
    entry, place = entry_of(name)
    writer = {"by": by, "origin": origin, "op_id": entry_operation_id(data, name)}
    return entry.add(open_, data, **{entry.place: place}, **writer)


def said_added(row):
    return f"Ajouté\u00a0: {row}"


def wedge_of_entry(name):
    """The sector in whose wedge the line stands; ""."""
    _entry, place = entry_of(name)
    return place.rpartition("-")[0] if name.startswith(NEW_ACTOR) else ""


def entry_id(name):
    """The id of the control of a line of quick entry: where its error leads."""
    entry, place = entry_of(name)
    return "-".join(filter(None, [entry.control, place]))
