"""The demonstration, loaded as `make run` loads it."""

import pytest
from django.db.models import Count

from rlp_portal.accounts.demo import PASSWORD
from rlp_portal.accounts.models import User
from rlp_portal.rlps import demo
from rlp_portal.rlps.models import MobilisationRating, Rlp, Round
from tests.furnished import furnished
from worksheets.models import Actor, Answer, Change, Origin, PlanLine, Sector, Sheet, SustainedObject

pytestmark = pytest.mark.django_db


def test_all_or_nothing(monkeypatch):
    monkeypatch.setattr(demo.services, "finish_sheet", stumble)

    with pytest.raises(ZeroDivisionError):
        demo.load_demonstration()

    assert not Rlp.objects.exists()
    assert not User.objects.exists()


def stumble(**_):
    raise ZeroDivisionError


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with furnished(django_db_blocker, demo.load_demonstration) as loaded:
        yield loaded


def test_loading_twice_is_refused(loaded):
    assert loaded == {"rlps": 12, "people": 21, "carnets": 9}

    with pytest.raises(demo.AlreadyLoaded):
        demo.load_demonstration()

    assert (Rlp.objects.count(), User.objects.count(), Round.objects.count()) == (12, 21, 9)


def test_everyone_shares_the_password_but_the_person_invited(loaded):
    closed = [user.email for user in User.objects.all() if not user.check_password(PASSWORD)]
    assert closed == ["nouvelle.personne@exemple.org"]
    invited = User.objects.get(email=closed[0])
    assert invited.awaits_invitation
    assert invited.invitations.usable().count() == 1


def test_journal_tells_every_answer_as_it_stands_now(loaded):
    latest = {}
    for change in Change.objects.filter(target=Change.Target.ANSWER).order_by("id"):
        latest[change.sheet_id, change.address] = change.after
    stored = {(one.sheet_id, one.address): {"value": one.value, "state": one.state} for one in Answer.objects.all()}
    assert latest == stored


def test_journal_of_each_carnet_follows_the_dates(loaded):
    for round_ in Round.objects.all():
        moments = list(Change.objects.filter(workbook=round_.workbook).order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_second_round_says_what_it_took_from_the_first(loaded):
    second = Round.objects.get(rlp__slug="rlp-des-berges", number=2)

    carried = SustainedObject.objects.filter(workbook=second.workbook, carried_from__isnull=False)

    assert second.workbook.previous.round.number == 1
    assert {one.carried_from.workbook_id for one in carried} == {second.workbook.previous_id}
    assert set(Change.objects.filter(origin=Origin.CARRIED).values_list("target_id", flat=True)) >= {
        one.public_id for one in carried
    }


def test_chosen_objects_are_those_of_the_same_carnet(loaded):
    answer = Answer.objects.get(
        sheet__workbook__round__number=2,
        sheet__instrument_key="ft3",
        address="projects",
        sheet__workbook__round__rlp__slug="rlp-des-berges",
    )

    chosen = SustainedObject.objects.filter(public_id__in=answer.value["objects"])

    assert len(answer.value["objects"]) == 4
    assert {one.workbook_id for one in chosen} == {answer.sheet.workbook_id}


def test_actors_come_from_the_round_before_and_some_have_joined_since(loaded):
    second = Round.objects.get(rlp__slug="rlp-des-berges", number=2).workbook

    carried = Actor.objects.filter(workbook=second, carried_from__isnull=False)
    joined = [one.name for one in carried if one.is_involved and not one.carried_from.is_involved]

    assert Sector.objects.filter(workbook=second, carried_from__workbook=second.previous).count() == 9
    assert carried.count() == 15
    assert "Municipalité de Val-Brochu" in joined
    assert [
        (one.measure, one.who) for one in PlanLine.objects.filter(workbook=second, measure__startswith="Approch")
    ] == [("Approcher TransHérons, transport collectif", "Karine Boisclair")]


def test_berges_is_rich_and_others_stand_at_various_stages(loaded):
    second = Round.objects.get(rlp__slug="rlp-des-berges", number=2).workbook

    assert Sheet.objects.filter(workbook=second).count() == 22
    assert Sheet.objects.filter(workbook=second, finished_at=None).count() == 4
    assert PlanLine.objects.filter(workbook=second).count() == 19
    assert sorted(Rlp.objects.annotate(rounds_count=Count("rounds")).values_list("rounds_count", flat=True)) == [
        *[0] * 5,
        *[1] * 5,
        *[2] * 2,
    ]
    assert MobilisationRating.objects.filter(rlp__slug="rlp-des-berges").count() == 5


def test_the_level_of_a_continuum_is_the_rating_of_its_day(loaded):
    told = MobilisationRating.objects.filter(rlp__slug="rlp-des-berges", round__isnull=False).order_by("rated_on")

    assert [(one.round.number, one.level, one.proposed_level, bool(one.note)) for one in told] == [
        (1, 3, 2, True),
        (2, 3, 3, True),
    ]
