"""A round opens with rows of the one before: a sheet is begun once the group changes one of them."""

import datetime
from functools import partial

import pytest

from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Actor, PlanLine, Sector, SustainedObject
from worksheets.queries import tasks_of
from worksheets.rows import kind_of_row
from worksheets.services import read_row_field


@pytest.fixture
def carried(workbook, marie):
    """The carnet of a second round, nothing done yet."""
    add = {"workbook": workbook, "by": marie}
    schools = services.add_sector(circle="formal", name="Scolaire", **add)
    parents = services.add_sector(circle="informal", name="Parents", **add)
    services.add_sector(circle="formal", name="Municipal", **add)
    services.add_actor(name="École", sector=schools, **add)
    services.add_actor(name="Comité", sector=parents, **add)
    services.add_actor(name="Clinique", **add)
    services.add_object(name="Heure du conte", code="A", **add)
    services.add_plan_line(strategy="community", measure="Lire au parc", **add)
    kinds = {"objects": SustainedObject, "plan_lines": PlanLine, "sectors": Sector, "actors": Actor}
    taken = {name: model.objects.filter(workbook=workbook) for name, model in kinds.items()}
    return services.start_workbook(by=marie, previous=workbook, **taken)


def begun(workbook):
    return sorted(task.instrument.key for task in tasks_of(workbook.pk) if task.status != "not_started")


def save(model, key, value, *, workbook, by, **which):
    row = model.objects.get(workbook=workbook, **which)
    field = kind_of_row(row).fields[key]
    base = fingerprint(read_row_field(row, field))
    services.save_row_field(row=row, field=field, value=value, base=base, by=by)


def move(name, *, workbook, by):
    services.move_sector(sector=Sector.objects.get(workbook=workbook, name=name), step=1, by=by)


def remove(model, *, workbook, by, **which):
    services.delete_row(row=model.objects.get(workbook=workbook, **which), by=by)


def turn(name, *, workbook, by):
    services.set_involvement(actor=Actor.objects.get(workbook=workbook, name=name), involvement="involved", by=by)


def place(name, sector, *, workbook, by):
    actor, to = Actor.objects.get(workbook=workbook, name=name), Sector.objects.get(workbook=workbook, name=sector)
    save(Actor, "sector", str(to.public_id), workbook=workbook, by=by, pk=actor.pk)


def plan(name, *, workbook, by):
    services.plan_contact(actor=Actor.objects.get(workbook=workbook, name=name), by=by)


def merge(keep, drop, *, workbook, by):
    one, other = (Actor.objects.get(workbook=workbook, name=name) for name in (keep, drop))
    services.merge_actors(keep=one, drop=other, by=by)


def test_what_was_carried_begins_nothing(carried):
    assert begun(carried) == []


@pytest.mark.parametrize(
    ("gesture", "expected"),
    [
        (partial(save, Sector, "name", "Écoles", name="Scolaire"), ["formal_sectors"]),
        (partial(move, "Scolaire"), ["formal_sectors"]),
        (partial(move, "Parents"), []),  # alone in its wheel: nothing moves
        (partial(remove, Sector, name="Parents"), ["informal_sectors"]),
        (partial(save, Actor, "name", "Comité élargi", name="Comité"), ["informal_sectors"]),
        (partial(turn, "École"), ["formal_sectors"]),
        (partial(remove, Actor, name="École"), ["formal_sectors"]),
        (partial(place, "Clinique", "Parents"), ["informal_sectors"]),
        (partial(place, "École", "Parents"), ["formal_sectors", "informal_sectors"]),
        (partial(merge, "École", "Comité"), ["informal_sectors"]),
        (partial(save, Actor, "organisation", "CSS", name="École"), []),
        (partial(turn, "Clinique"), []),  # in no wheel
        (partial(save, Actor, "role", "Accueillir", name="Clinique"), ["stakeholders"]),
        (partial(plan, "Clinique"), ["ft7"]),
        (partial(save, PlanLine, "when", datetime.date(2027, 3, 1).isoformat()), ["ft7"]),
        (partial(remove, PlanLine), ["ft7"]),
        (partial(save, SustainedObject, "fate", "let_go"), ["ft1"]),
        (partial(remove, SustainedObject), ["ft1"]),
    ],
)
def test_the_first_change_to_what_was_carried_begins_the_sheet_that_shows_it(carried, marie, gesture, expected):
    gesture(workbook=carried, by=marie)

    assert begun(carried) == expected
