"""One name for each row, whatever its kind, and for actors made into one."""

from worksheets.models import Actor
from worksheets.naming import names_in, names_of
from worksheets.services import add_actor, add_object, add_sector, delete_row, merge_actors


def test_objects_sectors_and_actors_are_named_in_one_query(workbook, marie, django_assert_num_queries):
    rows = [
        add_object(workbook=workbook, name="Les mardis", code="A", by=marie),
        add_sector(workbook=workbook, circle="formal", name="Scolaire", by=marie),
        add_actor(workbook=workbook, name="Ville", by=marie),
    ]
    delete_row(row=rows[0], by=marie)

    with django_assert_num_queries(1):
        names = names_in(workbook.pk)

    assert names == names_of(rows) == {str(row.public_id): row.name for row in rows}


def test_a_chain_of_merges_leads_to_the_last_name(workbook, marie):
    first, second, third = (add_actor(workbook=workbook, name=name, by=marie) for name in ("A", "B", "C"))
    merge_actors(keep=second, drop=first, by=marie)
    merge_actors(keep=third, drop=second, by=marie)

    names = names_in(workbook.pk)

    assert names == names_of(Actor.objects.all())
    assert set(names.values()) == {"C"}


def test_a_ring_of_merges_does_not_turn_for_ever(workbook, marie):
    one, other = (add_actor(workbook=workbook, name=name, by=marie) for name in ("A", "B"))
    Actor.objects.filter(pk=one.pk).update(merged_into=other)
    Actor.objects.filter(pk=other.pk).update(merged_into=one)

    assert set(names_in(workbook.pk)) == {str(one.public_id), str(other.public_id)}
