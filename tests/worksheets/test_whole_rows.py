"""The rows of a carnet read at once are those that the ORM reads kind by kind, to the last column."""

import datetime

import pytest

from worksheets.models import Workbook
from worksheets.rows import ACTOR, OBJECT, PLAN_LINE, ROW_KINDS, SECTOR
from worksheets.services import add_actor, add_object, add_plan_line, add_sector, delete_row, plan_contact
from worksheets.whole_rows import rows_of


@pytest.fixture
def filled(workbook, marie):
    """A row of each kind that leads to another, one in the bin, and a carnet beside."""
    kept = add_object(workbook=workbook, name="Les « mardis »\nde jeu", code="A", line="programmes", by=marie)
    add_plan_line(
        workbook=workbook, strategy="policy", measure="Écrire", when=datetime.date(2027, 1, 15), object=kept, by=marie
    )
    last = add_sector(workbook=workbook, circle="formal", name="Municipal", by=marie)
    first = add_sector(workbook=workbook, circle="informal", name="Parents", by=marie)
    actor = add_actor(workbook=workbook, name="Ville 😀", sector=last, contact_on=datetime.date(2027, 2, 1), by=marie)
    add_actor(workbook=workbook, name="Pères", sector=first, by=marie)
    plan_contact(actor=actor, by=marie)
    delete_row(row=add_actor(workbook=workbook, name="Retiré", by=marie), by=marie)
    add_actor(workbook=Workbook.objects.create(), name="Ailleurs", by=marie)
    return workbook


def columns(rows):
    return [
        (type(row), {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}) for row in rows
    ]


def test_all_kinds_come_in_one_query_as_they_are_stored(filled, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = rows_of(filled.pk, ROW_KINDS.values())
        led_to = [found["plan_line"][0].object, found["actor"][0].sector, found["actor"][0].plan_line]

    assert {target: columns(rows) for target, rows in found.items()} == {
        target: columns(kind.rows(filled.pk)) for target, kind in ROW_KINDS.items()
    }
    assert [str(one) for one in led_to] == ["Les « mardis »\nde jeu", "Municipal", "Approcher Ville 😀"]


def test_what_a_kind_leads_to_comes_with_it(filled, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = rows_of(filled.pk, [ACTOR])
        sectors = [one.sector and one.sector.name for one in found["actor"]]

    assert set(found) == {"actor"}
    assert sectors == ["Municipal", "Parents", None]


def test_a_row_read_so_can_be_written(filled, marie):
    (actor, *_others) = rows_of(filled.pk, [ACTOR])["actor"]

    delete_row(row=actor, by=marie)

    assert ACTOR.rows(filled.pk).get(pk=actor.pk).deleted_by == marie


@pytest.mark.parametrize("kinds", [[], [OBJECT], [SECTOR, PLAN_LINE]])
def test_an_empty_carnet_has_no_rows(db, kinds):
    assert rows_of(Workbook.objects.create().pk, kinds) == {kind.target.value: [] for kind in kinds}
