"""The registry of a carnet: its sectors in their order, its actors, two actors made into one."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from worksheets.cleaning import Refused
from worksheets.codes import Circle, Involvement, Strategy
from worksheets.fingerprints import fingerprint
from worksheets.joining import joined
from worksheets.models import Actor, Change, Origin, PlanLine, Sector, Workbook
from worksheets.registry import twin_of
from worksheets.rows import ACTOR
from worksheets.schema import LongText, ShortText
from worksheets.services.begun import DELETED, begin_showing
from worksheets.services.journal import Stroke
from worksheets.services.rows import (
    add_row,
    change_of,
    note_row,
    read_row_field,
    set_deleted,
    write_row_field,
)

SAME_ACTOR = "Choisissez deux acteurs différents."
REMOVED_ACTOR = "Un de ces acteurs est à la corbeille. Reprenez-le d’abord."


class LooksKnown(Refused):
    """An actor of this name is there already. Asked, never decided: `anyway` adds it all the same."""

    def __init__(self, twin):
        super().__init__(f"Cet organisme semble déjà inscrit\u00a0: «\u00a0{twin.name}\u00a0». Est-ce le même?")
        self.twin = twin


def hold(workbook_id):
    """Until the end of the transaction, nobody else counts the sectors and actors of this carnet."""
    Workbook.objects.select_for_update().get(pk=workbook_id)


# ---- Sectors -----------------------------------------------------------------------------------------------------


def add_sector(*, workbook, circle, name, by, carried_from=None, op_id=None, origin=Origin.SCREEN, at=None):
    """At the end of its wheel. Raises Refused where the wheel is full."""
    row = Sector(workbook=workbook, circle=circle, name=name, place=None, carried_from=carried_from)
    return place_sector(row, stroke=Stroke.of(by=by, origin=origin, op_id=op_id, at=at))


@transaction.atomic
def place_sector(row, *, stroke):
    """A sector without a place goes to the end of its wheel. The same operation: it had this place."""
    hold(row.workbook_id)
    known = change_of(stroke)
    row.place = row.place or (place_in(known) if known else place_after(around(row.workbook_id, row.circle)))
    return add_row(row, stroke=stroke)


def place_in(change):
    held = (change.after or {}).get("value")
    return held.get("place", 1) if isinstance(held, dict) else 1


def place_after(sectors):
    return sectors[-1].place + 1 if sectors else 1


def around(workbook_id, circle):
    """The sectors of a wheel, in their order."""
    return list(Sector.objects.kept().filter(workbook=workbook_id, circle=circle))


@transaction.atomic
def move_sector(*, sector, step, by, op_id=None):
    """One place towards the first (-1) or the last (1); at the end of the wheel nothing moves."""
    stroke = Stroke.of(by=by, op_id=op_id)
    hold(sector.workbook_id)
    if change_of(stroke):
        return
    sectors = around(sector.workbook_id, sector.circle)
    here = sectors.index(sector) if sector in sectors else None
    if here is None or not 0 <= here + step < len(sectors):
        return
    sectors[here], sectors[here + step] = sectors[here + step], sectors[here]
    for place, one in enumerate(sectors, start=1):
        if one.place != place:
            write_place(one, place, stroke=stroke)
            stroke = Stroke.of(by=by, at=stroke.at)  # an operation has one line in the journal that bears its id


def write_place(sector, place, *, stroke):
    before, sector.place = sector.place, place
    sector.save(update_fields=["place"])
    note_row(sector, stroke, address="place", before={"value": before}, after={"value": place})


# ---- Actors ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_actor(
    *,
    workbook,
    name,
    by,
    organisation="",
    sector=None,
    other_sector="",
    circle="",
    involvement=Involvement.TO_MOBILISE,
    contact="",
    anyway=False,
    op_id=None,
    origin=Origin.SCREEN,
    at=None,
    **about,
):
    """Raises LooksKnown when the registry has an actor of this name, unless `anyway`. `about`: its other columns."""
    stroke = Stroke.of(by=by, origin=origin, op_id=op_id, at=at)
    hold(workbook.pk)
    if not anyway and change_of(stroke) is None:
        refuse_known(workbook.pk, name=name, organisation=organisation)
    row = Actor(
        workbook=workbook,
        name=name,
        organisation=organisation,
        sector=sector,
        other_sector=other_sector,
        circle=sector.circle if sector else circle,
        involvement=involvement,
        contact=contact,
        **about,
    )
    return add_row(row, stroke=stroke)


def refuse_known(workbook_id, *, name, organisation):
    actors = Actor.objects.kept().filter(workbook=workbook_id)
    if twin := twin_of(actors, name=name, organisation=organisation):
        raise LooksKnown(twin)


@transaction.atomic
def add_actors(*, workbook, actors, by, op_id, origin=Origin.SCREEN):
    """A list at once; `actors` hold what `add_actor` takes. The same operation sent again adds nothing more.

    The wheels where they come in are begun.
    """
    added = [
        add_actor(workbook=workbook, by=by, anyway=True, origin=origin, op_id=uuid.uuid5(op_id, str(place)), **one)
        for place, one in enumerate(actors)
    ]
    for one in {actor.sector_id: actor for actor in added}.values():
        begin_showing(one, address="name")
    return added


@transaction.atomic
def place_actor(*, actor, sector, involvement, by, at=None):
    """Move an actor that is known already to a list of a wheel."""
    actor = Actor.objects.select_for_update(of=("self",)).select_related("sector").get(pk=actor.pk)
    stroke = Stroke.of(by=by, at=at)
    for key, value in [("sector", str(sector.public_id)), ("involvement", str(involvement))]:
        if read_row_field(actor, ACTOR.fields[key]) != value:
            write_noted(actor, ACTOR.fields[key], value, stroke=stroke, on=timezone.localdate(stroke.at))


@transaction.atomic
def set_involvement(*, actor, involvement, by, at=None):
    """The day is noted when it changes: two people who ask for the same do it once. The actor as it is now."""
    actor = Actor.objects.select_for_update().get(pk=actor.pk)
    if actor.involvement != involvement:
        stroke = Stroke.of(by=by, at=at)
        field, on = ACTOR.fields["involvement"], timezone.localdate(stroke.at)
        write_noted(actor, field, str(involvement), stroke=stroke, on=on)
    return actor


@transaction.atomic
def plan_contact(*, actor, by, op_id=None, at=None):
    """(plan line, is new): the measure by which somebody approaches this actor. Once: a second time finds it."""
    actor = Actor.objects.select_for_update(of=("self",)).select_related("plan_line", "sector").get(pk=actor.pk)
    if actor.plan_line and actor.plan_line.deleted_at is None:
        return actor.plan_line, False
    row = PlanLine(
        workbook_id=actor.workbook_id,
        strategy=strategy_towards(actor),
        measure=f"Approcher {actor.name}",
        who=actor.contact_by,
        when=actor.contact_on,
    )
    line = add_row(row, stroke=Stroke.of(by=by, op_id=op_id, at=at))
    begin_showing(line, address="measure", at=at)
    actor.plan_line = line
    actor.save(update_fields=["plan_line"])
    return line, True


def strategy_towards(actor):
    """People and groups of the community make things their own; organisations take them in."""
    is_informal = actor.circle_in_force == Circle.INFORMAL
    return Strategy.COMMUNITY if is_informal else Strategy.INSTITUTIONALISATION


# ---- Two actors made into one ------------------------------------------------------------------------------------


@transaction.atomic
def merge_actors(*, keep, drop, by, op_id=None, at=None):
    """`keep` takes over what `drop` says; `drop` goes to the bin, and what points to it now names `keep`.

    Taking `drop` back undoes it all, but for what was written in `keep` since.
    """
    stroke = Stroke.of(by=by, origin=Origin.MERGED, op_id=op_id, at=at)
    hold(keep.workbook_id)
    if change_of(stroke):
        return
    keep, drop = (Actor.objects.select_related("sector").get(pk=one.pk) for one in (keep, drop))
    if keep == drop or keep.workbook_id != drop.workbook_id:
        raise Refused(SAME_ACTOR)
    if keep.deleted_at or drop.deleted_at:
        raise Refused(REMOVED_ACTOR)
    taken = {
        key: value for key, field in ACTOR.fields.items() if (value := taken_over(keep, drop, field)) is not None
    }
    before = {key: read_row_field(keep, ACTOR.fields[key]) for key in taken}
    since = keep.involvement_since.isoformat() if keep.involvement_since else None
    told = {"merged_into": str(keep.public_id), "was": before, "became": taken, "since": since}
    drop.merged_into = keep
    drop.save(update_fields=["merged_into"])
    set_deleted(drop, deleted=True, stroke=stroke, **told)
    for key, value in taken.items():
        stroke = Stroke.of(by=by, origin=Origin.MERGED, at=stroke.at)
        write_noted(keep, ACTOR.fields[key], value, stroke=stroke, on=drop.involvement_since)


def taken_over(keep, drop, field):
    """What a field of `keep` becomes; None where it stays as it is."""
    mine, theirs = read_row_field(keep, field), read_row_field(drop, field)
    if theirs is None or mine == theirs or field.key == ACTOR.title:
        return None
    if field.key == "involvement":
        return theirs if theirs == Involvement.INVOLVED else None
    if mine is None:
        return theirs
    if not isinstance(field, ShortText | LongText) or theirs in mine:
        return None
    return theirs if mine in theirs else joined(field, theirs, mine)


def write_noted(row, field, value, *, stroke, on):
    """`on`: the day to note beside it, where the field has one."""
    before = read_row_field(row, field)
    write_row_field(row, field, value, on=on)
    note_row(row, stroke, address=field.key, before={"value": before}, after={"value": value})


def part_again(drop, *, stroke):
    """The actor that was merged is itself again, and the other loses what it had taken over and still holds."""
    hold(drop.workbook_id)
    keep = Actor.objects.select_related("sector").get(pk=drop.merged_into_id)
    told = Change.objects.filter(target=ACTOR.target, target_id=drop.public_id, address=DELETED).first()
    after = told.after if told else {}
    since = datetime.date.fromisoformat(after["since"]) if after.get("since") else None
    for key, value in after.get("became", {}).items():
        field = ACTOR.fields[key]
        if fingerprint(read_row_field(keep, field)) == fingerprint(value):
            write_noted(keep, field, after["was"][key], stroke=stroke, on=since)
    drop.merged_into = None
    drop.save(update_fields=["merged_into"])
