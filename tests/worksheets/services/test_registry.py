"""The registry of a carnet: sectors around their wheel, actors, two actors made into one."""

import datetime
import uuid

import pytest

from tests.worksheets.writing import write_row
from worksheets.cleaning import Refused
from worksheets.codes import Circle, Involvement
from worksheets.fingerprints import fingerprint
from worksheets.kinds import UNKNOWN_CHOICE
from worksheets.models import Actor, Change, PlanLine, Sector, Workbook
from worksheets.naming import names_in
from worksheets.rows import ACTOR, FULL_WHEEL
from worksheets.services import (
    LooksKnown,
    add_actor,
    add_actors,
    add_sector,
    delete_row,
    merge_actors,
    move_sector,
    place_actor,
    plan_contact,
    read_row_field,
    restore_version,
    set_involvement,
    undelete_row,
)
from worksheets.services.registry import REMOVED_ACTOR, SAME_ACTOR

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)
LATE_AT_NIGHT = datetime.datetime(2026, 11, 19, 3, 0, tzinfo=datetime.UTC)  # the 18th, in Québec
TURNED = datetime.date(2026, 11, 18)
OP = uuid.UUID("0d6f2a1e-58f2-4c0a-9b5e-2f6f3b1c7a11")


@pytest.fixture
def schools(workbook, marie):
    return add_sector(workbook=workbook, circle=Circle.FORMAL, name="Scolaire", by=marie)


@pytest.fixture
def school(workbook, schools, marie):
    return add_actor(workbook=workbook, name="École du Boisé", sector=schools, by=marie)


def wheel(circle=Circle.FORMAL):
    return list(Sector.objects.kept().filter(circle=circle).values_list("name", "place"))


def full(workbook, by, circle=Circle.FORMAL):
    return [add_sector(workbook=workbook, circle=circle, name=f"Secteur {one}", by=by) for one in range(1, 13)]


def fields_of(row):
    row.refresh_from_db()
    return {key: value for key, field in ACTOR.fields.items() if (value := read_row_field(row, field)) is not None}


# ---- Sectors -----------------------------------------------------------------------------------------------------


def test_sectors_stand_in_the_order_of_their_coming_each_circle_apart(workbook, marie):
    for circle, name in [("formal", "Scolaire"), ("informal", "Parents"), ("formal", "Municipal")]:
        add_sector(workbook=workbook, circle=circle, name=name, by=marie)

    assert wheel() == [("Scolaire", 1), ("Municipal", 2)]
    assert wheel(Circle.INFORMAL) == [("Parents", 1)]


def test_a_sector_added_is_in_the_journal(workbook, marie):
    sector = add_sector(workbook=workbook, circle="formal", name="Scolaire", by=marie, at=NOON)

    change = Change.objects.get()
    assert (change.target, change.target_id, change.address, change.before, change.author, change.at) == (
        *("sector", sector.public_id, "", None),
        *(marie, NOON),
    )
    assert change.after == {"value": {"name": "Scolaire", "place": 1}}


def test_the_thirteenth_is_refused(workbook, marie):
    full(workbook, marie)

    with pytest.raises(Refused) as refusal:
        add_sector(workbook=workbook, circle="formal", name="Treizième", by=marie, op_id=OP)

    assert (
        str(refusal.value)
        == FULL_WHEEL
        == (
            "Ce diagramme compte déjà 12\u00a0secteurs, et n’en prend pas plus. "
            "Retirez-en un, ou réunissez-en deux. Ce que vous avez écrit est gardé."
        )
    )
    assert len(wheel()) == 12


def test_a_full_wheel_leaves_the_other_one_and_other_carnets_open(workbook, marie):
    full(workbook, marie)

    add_sector(workbook=workbook, circle="informal", name="Parents", by=marie)
    add_sector(workbook=Workbook.objects.create(), circle="formal", name="Scolaire", by=marie)

    assert Sector.objects.count() == 14


def test_a_sector_removed_makes_room_and_comes_back_only_where_there_is_some(workbook, marie):
    first, *_others = full(workbook, marie)
    delete_row(row=first, by=marie)
    thirteenth = add_sector(workbook=workbook, circle="formal", name="Treizième", by=marie)

    with pytest.raises(Refused):
        undelete_row(row=first, by=marie)
    first.refresh_from_db()
    assert (thirteenth.place, first.deleted_at is None) == (13, False)

    delete_row(row=thirteenth, by=marie)
    undelete_row(row=first, by=marie)
    assert (len(wheel()), wheel()[0]) == (12, ("Secteur 1", 1))


def test_the_same_operation_twice_adds_one_sector(workbook, marie):
    one, again = (
        add_sector(workbook=workbook, circle="formal", name="Scolaire", by=marie, op_id=OP) for _ in range(2)
    )

    assert one == again
    assert wheel() == [("Scolaire", 1)]


def test_the_twelfth_sent_again_is_not_refused(workbook, marie):
    *_others, twelfth = full(workbook, marie)
    delete_row(row=twelfth, by=marie)
    last = add_sector(workbook=workbook, circle="formal", name="Le dernier", by=marie, op_id=OP)

    assert add_sector(workbook=workbook, circle="formal", name="Le dernier", by=marie, op_id=OP) == last


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [("B", -1, "BAC"), ("B", 1, "ACB"), ("A", -1, "ABC"), ("C", 1, "ABC"), ("A", 1, "BAC")],
)
def test_a_sector_moves_one_place(workbook, marie, name, step, expected):
    rows = {one: add_sector(workbook=workbook, circle="formal", name=one, by=marie) for one in "ABC"}

    move_sector(sector=rows[name], step=step, by=marie, op_id=OP)

    assert "".join(name for name, _place in wheel()) == expected


def test_moving_twice_under_one_operation_moves_once(workbook, marie):
    rows = [add_sector(workbook=workbook, circle="formal", name=one, by=marie) for one in "ABC"]

    for _ in range(2):
        move_sector(sector=rows[0], step=1, by=marie, op_id=OP)

    assert wheel() == [("B", 1), ("A", 2), ("C", 3)]
    assert list(Change.objects.filter(address="place").order_by("id").values_list("before", "after")) == [
        ({"value": 2}, {"value": 1}),
        ({"value": 1}, {"value": 2}),
    ]


# ---- Actors ------------------------------------------------------------------------------------------------------


def test_an_actor_is_to_mobilise_at_first_and_on_the_side_of_its_sector(school, schools):
    school.refresh_from_db()

    assert (school.involvement, school.involvement_since, school.circle) == ("to_mobilise", None, "formal")
    assert (school.sector, school.circle_in_force) == (schools, "formal")


def test_the_circle_of_the_sector_wins(school, marie):
    write_row(school, "informal", by=marie, base=fingerprint("formal"), field=ACTOR.fields["circle"])

    school.refresh_from_db()
    assert (school.circle, school.circle_in_force) == ("informal", "formal")


@pytest.mark.parametrize("name", ["École du Boisé", "  ECOLE   du boise "])
def test_a_name_that_is_there_already_is_asked_about(workbook, school, marie, name):
    with pytest.raises(LooksKnown) as asked:
        add_actor(workbook=workbook, name=name, by=marie)

    assert asked.value.twin == school
    assert (
        str(asked.value) == "Cet organisme semble déjà inscrit\u00a0: «\u00a0École du Boisé\u00a0». Est-ce le même?"
    )
    assert Actor.objects.get() == school


def test_it_is_added_all_the_same_when_said_so(workbook, school, marie):
    add_actor(workbook=workbook, name="École du Boisé", anyway=True, by=marie)

    assert Actor.objects.count() == 2


def test_one_in_the_bin_or_in_another_carnet_is_no_twin(workbook, school, marie):
    add_actor(workbook=Workbook.objects.create(), name="École du Boisé", by=marie)
    delete_row(row=school, by=marie)

    add_actor(workbook=workbook, name="École du Boisé", by=marie)

    assert Actor.objects.kept().count() == 2


def test_the_same_operation_twice_adds_one_actor_and_asks_nothing(workbook, marie):
    one, again = (add_actor(workbook=workbook, name="CPE", by=marie, op_id=OP) for _ in range(2))

    assert one == again
    assert Actor.objects.get() == one


def test_a_list_sent_twice_comes_in_once(workbook, marie):
    actors = [{"name": "CPE Les Lutins", "organisation": "CPE"}, {"name": "Ville"}]

    for _ in range(2):
        add_actors(workbook=workbook, actors=actors, by=marie, op_id=OP)

    assert list(Actor.objects.values_list("name", "organisation")) == [("CPE Les Lutins", "CPE"), ("Ville", "")]


def test_a_sector_of_another_carnet_is_refused(school, marie):
    foreign = add_sector(workbook=Workbook.objects.create(), circle="formal", name="Ailleurs", by=marie)
    base = fingerprint(str(school.sector.public_id))

    with pytest.raises(Refused, match=UNKNOWN_CHOICE):
        write_row(school, str(foreign.public_id), by=marie, base=base, field=ACTOR.fields["sector"])


# ---- The day of an involvement -----------------------------------------------------------------------------------


def test_a_change_of_involvement_notes_its_day_in_quebec(school, marie):
    base = fingerprint("to_mobilise")

    write_row(school, "involved", by=marie, base=base, field=ACTOR.fields["involvement"], at=LATE_AT_NIGHT)

    school.refresh_from_db()
    assert (school.involvement, school.involvement_since) == ("involved", datetime.date(2026, 11, 18))


def test_another_field_leaves_the_day_as_it_is(school, marie):
    set_involvement(actor=school, involvement="involved", by=marie, at=NOON)

    write_row(school, "Ana", by=marie, base=fingerprint(None), field=ACTOR.fields["contact"])

    school.refresh_from_db()
    assert (school.contact, school.involvement_since) == ("Ana", datetime.date(2026, 11, 18))


def test_turning_goes_and_comes_back(school, marie):
    assert set_involvement(actor=school, involvement="involved", by=marie, at=NOON).is_involved
    later = NOON + datetime.timedelta(days=2)
    turned = set_involvement(actor=school, involvement="to_mobilise", by=marie, at=later)

    assert (turned.involvement, turned.involvement_since) == ("to_mobilise", datetime.date(2026, 11, 20))


def test_asking_again_for_what_is_so_changes_neither_the_day_nor_the_history(school, marie):
    set_involvement(actor=school, involvement="involved", by=marie, at=NOON)
    later = NOON + datetime.timedelta(days=2)
    again = set_involvement(actor=school, involvement="involved", by=marie, at=later)

    assert again.involvement_since == datetime.date(2026, 11, 18)
    assert Change.objects.filter(address="involvement").count() == 1


def test_taking_back_a_version_notes_the_day_too(school, marie):
    set_involvement(actor=school, involvement="involved", by=marie, at=NOON)
    set_involvement(actor=school, involvement="to_mobilise", by=marie, at=NOON)
    change = Change.objects.filter(address="involvement").earliest("id")

    restore_version(change=change, by=marie, base=fingerprint("to_mobilise"))

    school.refresh_from_db()
    assert school.is_involved
    assert school.involvement_since > datetime.date(2026, 11, 18)


def test_placing_an_actor_writes_what_changes_alone(workbook, school, schools, marie):
    parents = add_sector(workbook=workbook, circle="informal", name="Parents", by=marie)

    place_actor(actor=school, sector=schools, involvement=Involvement.TO_MOBILISE, by=marie)
    place_actor(actor=school, sector=parents, involvement=Involvement.INVOLVED, by=marie, at=NOON)

    school.refresh_from_db()
    assert (school.sector, school.involvement, school.involvement_since) == (
        *(parents, "involved"),
        datetime.date(2026, 11, 18),
    )
    told = Change.objects.filter(target_id=school.public_id).exclude(address="").order_by("id")
    assert list(told.values_list("address", flat=True)) == ["sector", "involvement"]


def test_a_contact_goes_to_the_plan_once(school, marie):
    Actor.objects.update(contact_by="Marie", contact_on=datetime.date(2027, 1, 15))

    line, is_new = plan_contact(actor=school, by=marie)

    assert is_new
    assert (line.measure, line.who, line.when, line.strategy) == (
        *("Approcher École du Boisé", "Marie", datetime.date(2027, 1, 15)),
        "institutionalisation",
    )
    assert plan_contact(actor=school, by=marie) == (line, False)

    delete_row(row=line, by=marie)
    assert plan_contact(actor=school, by=marie)[1]
    assert PlanLine.objects.kept().count() == 1


# ---- Two actors made into one ------------------------------------------------------------------------------------


@pytest.fixture
def twins(workbook, schools, marie):
    keep = add_actor(workbook=workbook, name="CPE Les Lutins", contact="Ana, directrice", by=marie)
    drop = add_actor(
        workbook=workbook, name="Les Lutins", organisation="CPE", contact="Luc", sector=schools, by=marie
    )
    set_involvement(actor=drop, involvement="involved", by=marie, at=NOON)
    return keep, drop


def test_merging_joins_what_both_say_and_names_one(workbook, twins, schools, marie):
    keep, drop = twins

    merge_actors(keep=keep, drop=drop, by=marie)

    assert fields_of(keep) == {
        "name": "CPE Les Lutins",
        "organisation": "CPE",
        "sector": str(schools.public_id),
        "circle": "formal",
        "involvement": "involved",
        "contact": "Ana, directrice – Luc",
    }
    drop.refresh_from_db()
    assert keep.involvement_since == TURNED
    assert (drop.deleted_at is None, drop.merged_into) == (False, keep)
    assert names_in(workbook.pk)[str(drop.public_id)] == "CPE Les Lutins"


def test_taking_it_back_undoes_the_merge(workbook, twins, marie):
    keep, drop = twins
    Actor.objects.filter(pk=keep.pk).update(involvement_since="2026-03-01")
    before = fields_of(keep), fields_of(drop)
    since = keep.involvement_since, drop.involvement_since
    merge_actors(keep=keep, drop=drop, by=marie)
    drop.refresh_from_db()

    undelete_row(row=drop, by=marie)

    assert (fields_of(keep), fields_of(drop)) == before
    assert (keep.involvement_since, drop.involvement_since) == since == (datetime.date(2026, 3, 1), TURNED)
    assert (drop.deleted_at, drop.merged_into) == (None, None)
    assert names_in(workbook.pk)[str(drop.public_id)] == "Les Lutins"


def test_what_was_written_since_stays(twins, marie):
    keep, drop = twins
    merge_actors(keep=keep, drop=drop, by=marie)
    drop.refresh_from_db()
    write_row(keep, "Zoé", by=marie, base=fingerprint("Ana, directrice – Luc"), field=ACTOR.fields["contact"])

    undelete_row(row=drop, by=marie)

    assert fields_of(keep) == {"name": "CPE Les Lutins", "involvement": "to_mobilise", "contact": "Zoé"}


def test_merging_twice_under_one_operation_merges_once(twins, marie):
    keep, drop = twins

    for _ in range(2):
        merge_actors(keep=keep, drop=drop, by=marie, op_id=OP)

    assert Change.objects.filter(target_id=drop.public_id, address="deleted").count() == 1


def test_merging_with_itself_with_another_carnet_or_with_the_bin_is_refused(twins, marie):
    keep, drop = twins
    foreign = add_actor(workbook=Workbook.objects.create(), name="Ailleurs", by=marie)

    for other in (keep, foreign):
        with pytest.raises(Refused, match=SAME_ACTOR):
            merge_actors(keep=keep, drop=other, by=marie)
    delete_row(row=drop, by=marie)
    with pytest.raises(Refused, match=REMOVED_ACTOR):
        merge_actors(keep=keep, drop=drop, by=marie)
