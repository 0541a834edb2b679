"""From giving plans to a second reader to what is settled between the two."""

from uuid import uuid4

import pytest
from django.urls import reverse

from rlp_portal.analysis.coding.choices import choice_of
from rlp_portal.analysis.models import Coding, DoubleReading
from rlp_portal.analysis.plans.services import Incoming, add_version
from rlp_portal.analysis.plans.views import READ_AGAIN
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.syntheses.document import agreement_rows
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.queries import codings_of_sample
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, MembershipFactory
from tests.rlps.carnet.pages import Page

CONTE, PARENTS = "Le CPE hébergera l’Heure du conte.", "Les parents seront formés."
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(rlp):
    return MembershipFactory(rlp=rlp, role=Role.ADVISOR, user__name="Deuxième Lectrice").user


@pytest.fixture
def sample(rlp, advisor):
    return sample_of(rlp, advisor, 3)


def sample_of(rlp, advisor, count):
    for _number in range(count):
        ActionPlanFactory(rlp=rlp)
    return draw_sample(list(universe([rlp])), Terms(share=1, seed="2026"), by=advisor, op_id=uuid4())


def address(name, sample, *plans):
    return reverse(name, args=[sample.public_id, *(plan.public_id for plan in plans)])


def give(sample, reader, share="40"):
    client = signed_in(sample.main_coder)
    return client.post(address("assign_double_reading", sample), {"reader": reader.public_id, "share": share})


def finish(plan, *people):
    for person in people:
        signed_in(person).post(reverse("reading_place", args=[plan.public_id]), {"act": "finish"})


def given_plan(sample, reader):
    give(sample, reader, "20")
    return sample.double_readings.get().plan


def compared_plan(sample, reader):
    plan = given_plan(sample, reader)
    excerpt = ExcerptFactory(plan=plan, words=CONTE)
    CodingFactory(excerpt=excerpt, coder=sample.main_coder, objects_coded="A")
    CodingFactory(excerpt=excerpt, coder=reader, objects_coded="R")
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=PARENTS), coder=reader, objects_coded="S")
    finish(plan, sample.main_coder, reader)
    return plan


def test_share_is_rounded_up_and_a_larger_one_keeps_what_was_given(sample, reader):
    counts = []
    for share in ("20", "40", "100"):
        assert give(sample, reader, share).status_code == 302
        counts.append(sample.double_readings.count())

    assert counts == [1, 2, 3]
    assert give(sample, reader, "100").status_code == 422
    assert sample.double_readings.count() == 3


def test_same_plans_are_given_whoever_asks_again(sample, reader):
    give(sample, reader, "40")
    first = set(sample.double_readings.values_list("plan", flat=True))
    DoubleReading.objects.all().delete()
    give(sample, reader, "40")

    assert set(sample.double_readings.values_list("plan", flat=True)) == first


def test_advisor_of_other_rlps_alone_cannot_be_chosen(sample):
    stranger = MembershipFactory(role=Role.ADVISOR).user

    response = give(sample, stranger)

    assert response.status_code == 422
    assert not DoubleReading.objects.exists()


def test_main_coder_alone_gives_plans(sample, reader):
    give(sample, reader, "20")
    response = signed_in(reader).post(
        address("assign_double_reading", sample), {"reader": reader.public_id, "share": "100"}
    )

    assert response.status_code == 403


def test_reader_finds_her_plans_on_the_page_of_the_sample(sample, reader):
    plan = given_plan(sample, reader)

    page = signed_in(reader).get(sample.get_absolute_url()).context

    assert [row.plan for row in page["drawn"] if hasattr(row, "coding")] == [plan]


def test_nobody_sees_the_other_reading_before_both_are_finished(sample, reader):
    plan = given_plan(sample, reader)
    excerpt = ExcerptFactory(plan=plan, words=CONTE)
    CodingFactory(excerpt=excerpt, coder=sample.main_coder, memo="Premier mémo")
    finish(plan, sample.main_coder)

    client = signed_in(reader)
    assert client.get(address("compare_readings", sample, plan)).status_code == 404
    assert b"Premier" not in client.get(reverse("code_plan", args=[plan.public_id])).content
    assert client.get(address("agreement", sample)).context["lines"] == []

    finish(plan, reader)
    assert b"Premier" in client.get(address("compare_readings", sample, plan)).content


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["main coder first", "reader first"])
def test_readings_open_when_the_last_of_the_two_has_finished(order, sample, reader):
    plan = given_plan(sample, reader)
    first, last = ((sample.main_coder, reader)[place] for place in order)

    finish(plan, first)
    assert signed_in(first).get(address("compare_readings", sample, plan)).status_code == 404
    finish(plan, last)
    assert signed_in(first).get(address("compare_readings", sample, plan)).status_code == 200


def test_passages_lost_by_a_new_version_do_not_tell_what_the_other_coded(rlp, sample, reader):
    plan = given_plan(sample, reader)
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=CONTE), coder=sample.main_coder)
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=PARENTS), coder=reader)
    finish(plan, sample.main_coder, reader)  # compared until now
    made = add_version(plan=plan, incoming=Incoming("Tout autre chose."), by=sample.main_coder)
    lost = reverse("lost_passages", args=[rlp.slug, plan.public_id])

    assert (made.found, made.lost) == (0, 1)

    seen = [signed_in(one).get(lost).content.decode() for one in (sample.main_coder, reader)]
    assert [(CONTE in page, PARENTS in page) for page in seen] == [(True, False), (False, True)]
    assert "Un passage codé n’a pas été retrouvé" in signed_in(reader).get(plan.get_absolute_url()).content.decode()

    finish(plan, sample.main_coder, reader)
    page = signed_in(reader).get(lost).content.decode()
    assert (CONTE in page, PARENTS in page) == (True, True)


def test_agreement_is_said_with_its_n(sample, reader):
    compared_plan(sample, reader)

    page = signed_in(reader).get(address("agreement", sample)).context

    lines = {line["code"].key: (line["n"], line["percent"], line["alpha"]) for line in page["lines"]}
    assert page["sentences"] == 3
    assert lines["A"] == (3, "67\u00a0%", "0,00")
    assert lines["P"] == (3, "100\u00a0%", "")


def test_agreement_of_a_synthesis_is_that_of_compared_readings_alone(sample, reader):
    plan = given_plan(sample, reader)
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=CONTE), coder=reader, objects_coded="A")
    assert agreement_rows(sample) == []

    finish(plan, sample.main_coder, reader)

    assert agreement_rows(sample)[0] == ["Activités et programmes", 3, "67\u00a0%", "0,00"]


def test_compared_readings_do_not_change_any_more(sample, reader):
    plan = compared_plan(sample, reader)
    data = {"field": "1:0-5", "1:0-5--base": "", "objects": "A"}

    answers = [
        signed_in(one).post(
            reverse("save_coding", args=[plan.public_id]), data, headers={"Accept": "application/json"}
        )
        for one in (sample.main_coder, reader)
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "ne changent plus" in answers[0].json()["message"]


@pytest.mark.parametrize(("choice", "settled"), [("first", "A"), ("second", "R"), ("both", "A R"), ("nothing", "")])
def test_what_is_settled_stands_beside_both_originals(choice, settled, sample, reader):
    plan = compared_plan(sample, reader)
    originals = [choice_of(one) for one in Coding.objects.order_by("id")]
    passage = plan.excerpts.get(quotation=CONTE).public_id
    data = {"passage": passage, "choice": choice, "base": "", "op_id": uuid4()}

    response = signed_in(reader).post(address("settle_reading", sample, plan), data)

    assert response.headers["Location"].endswith(f"#passage-{passage}")
    assert [choice_of(one) for one in Coding.objects.filter(settles=None).order_by("id")] == originals
    assert [one.objects_coded for one in codings_of_sample(sample)] == [settled]
    page = signed_in(sample.main_coder).get(address("compare_readings", sample, plan)).context
    assert (page["open"], len(page["passages"])) == (1, 2)


def test_settling_again_from_an_old_page_changes_nothing(sample, reader):
    plan = compared_plan(sample, reader)
    data = {"passage": plan.excerpts.get(quotation=CONTE).public_id, "base": ""}
    client = signed_in(reader)
    client.post(address("settle_reading", sample, plan), data | {"choice": "first"})
    client.post(address("settle_reading", sample, plan), data | {"choice": "second"})

    assert Coding.objects.get(settles=sample).objects_coded == "A"


@pytest.mark.parametrize(("sent", "status"), [({"choice": "x"}, 400), ({"passage": "x"}, 404), ({}, 404)])
def test_settling_what_does_not_exist(sent, status, sample, reader):
    plan = compared_plan(sample, reader)
    good = {"passage": plan.excerpts.first().public_id, "choice": "first"} if "choice" in sent else {}

    response = signed_in(reader).post(address("settle_reading", sample, plan), {**good, **sent})

    assert response.status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_whatever_there_is(count, rlp, advisor, reader, count_queries):
    sample = sample_of(rlp, advisor, count)
    give(sample, reader, "100")
    for reading in sample.double_readings.all():
        CodingFactory(excerpt=ExcerptFactory(plan=reading.plan), coder=reader)
        finish(reading.plan, advisor, reader)

    assert count_queries(signed_in(advisor), address("agreement", sample)) == 8
    plan = sample.double_readings.first().plan
    assert count_queries(signed_in(advisor), address("compare_readings", sample, plan)) == 7


def test_list_says_how_many_passages_remain_to_settle(sample, reader):
    plan = compared_plan(sample, reader)
    client, url = signed_in(sample.main_coder), address("compare_readings", sample, plan)
    agreed = ExcerptFactory(plan=plan, words="CPE")
    for coder in (sample.main_coder, reader):
        CodingFactory(excerpt=agreed, coder=coder)

    said = []
    for words in (CONTE, PARENTS, None):
        page = Page(client.get(address("agreement", sample)), path=address("agreement", sample))
        said.append(page.first("a", href=url).text)
        if words:
            passage = plan.excerpts.get(quotation=words)
            data = {"passage": passage.public_id, "choice": "both", "base": "", "op_id": uuid4()}
            client.post(address("settle_reading", sample, plan), data)

    label = sample.sampled_plans.get(plan=plan).label
    assert said == [
        f"Comparer\u00a0: 2 à départager, {label}",
        f"Comparer\u00a0: 1 à départager, {label}",
        f"Comparer\u00a0: tout est départagé, {label}",
    ]


@pytest.mark.parametrize("is_compared", [True, False])
def test_depositor_is_told_once_that_both_read_the_new_version(is_compared, sample, reader):
    plan = compared_plan(sample, reader) if is_compared else given_plan(sample, reader)
    client = signed_in(sample.main_coder)

    told = []
    for words in ("Un autre texte.", "Encore un autre texte."):
        url = reverse("new_plan_version", args=[plan.rlp.slug, plan.public_id])
        page = client.post(url, {"text": words}, follow=True)
        assert page.redirect_chain
        told.append(READ_AGAIN in [str(one) for one in page.context["messages"]])

    assert told == [is_compared, False]


def test_stranger_finds_nothing(sample, reader):
    plan = compared_plan(sample, reader)
    stranger = signed_in(MembershipFactory(role=Role.ADVISOR).user)

    assert stranger.get(address("agreement", sample)).status_code == 404
    assert stranger.get(address("compare_readings", sample, plan)).status_code == 404


def test_new_version_is_read_again_by_both_before_anything_is_compared(sample, reader):
    """What it says anew was read by nobody: it counts in no agreement, and each codes it without seeing the other."""
    plan = compared_plan(sample, reader)
    passage = plan.excerpts.get(quotation=CONTE)
    data = {"passage": passage.public_id, "choice": "both", "base": "", "op_id": uuid4()}
    signed_in(reader).post(address("settle_reading", sample, plan), data)
    text = f"{CONTE} Une phrase toute neuve. Une autre phrase encore."
    add_version(plan=plan, incoming=Incoming(text), by=sample.main_coder)

    page = signed_in(sample.main_coder).get(address("agreement", sample)).context
    assert (page["revealed"], page["lines"]) == (0, [])
    assert signed_in(reader).get(address("compare_readings", sample, plan)).status_code == 404
    assert state_of(sample, reader=reader).is_blind
    assert [one.objects_coded for one in codings_of_sample(sample).filter(settles=sample)] == ["A R"]

    new = {"field": "2:35-58", "2:35-58--base": "", "objects": "P"}
    client, url = signed_in(sample.main_coder), reverse("save_coding", args=[plan.public_id])
    assert client.post(url, new, headers={"Accept": "application/json"}).status_code == 200

    finish(plan, sample.main_coder, reader)
    page = client.get(address("agreement", sample)).context
    lines = {line["code"].key: (line["n"], line["percent"]) for line in page["lines"]}
    assert page["sentences"] == 3
    assert lines["P"] == (3, "67\u00a0%")
    assert lines["S"] == (3, "100\u00a0%")  # its passage is not in this text: it touches none of its sentences


def test_words_of_an_rlp_that_she_advises_no_more_are_closed(sample, reader):
    plan = compared_plan(sample, reader)
    MembershipFactory(user=reader, role=Role.ADVISOR)  # of another RLP
    client = signed_in(reader)
    assert CONTE in client.get(address("compare_readings", sample, plan)).content.decode()
    reader.memberships.filter(rlp=plan.rlp).delete()

    data = {"passage": plan.excerpts.get(quotation=CONTE).public_id, "choice": "both", "base": "", "op_id": uuid4()}
    page = client.get(address("agreement", sample)).content.decode()
    assert "Les deux sont comparées" in page
    assert address("compare_readings", sample, plan) not in page
    assert client.get(address("compare_readings", sample, plan)).status_code == 404
    assert client.post(address("settle_reading", sample, plan), data).status_code == 404
