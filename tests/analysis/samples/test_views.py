"""Drawing in three clicks, excluding with a reason, reading the list, taking the minutes away."""

import pytest
from django.urls import reverse

from rlp_portal.analysis.models import ActionPlan, Sample
from rlp_portal.analysis.samples import views
from rlp_portal.analysis.samples.queries import lists_of
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, MembershipFactory, UserFactory
from tests.rlps.carnet.pages import Page

NEW = "/conseil/echantillons/nouveau/"


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


@pytest.fixture
def plans(rlp):
    return [ActionPlanFactory(rlp=rlp, level=n % 4 + 1) for n in range(10)]


def form_of(client, url=NEW):
    """What its button would send, with nothing ticked."""
    form = Page(client.get(url), path=url).first("input", name="share").closest("form")
    typed = [one.attrs for one in form.every("input") if one.attrs.get("type") != "checkbox"]
    return {one["name"]: one.get("value", "") for one in typed}


def test_three_clicks_draw_forty_per_cent(client, plans, advisor):
    data = form_of(client)
    assert data["share"] == "40"

    response = client.post(NEW, data)

    sample = Sample.objects.get()
    assert response.headers["Location"] == sample.get_absolute_url()
    assert (sample.drawn_size, sample.universe_size, sample.main_coder) == (4, 10, advisor)
    assert client.post(NEW, data).headers["Location"] == sample.get_absolute_url()
    assert Sample.objects.count() == 1


def test_reason_typed_excludes_a_plan_and_stays_beside_it_when_something_is_wrong(client, plans):
    data = form_of(client) | {f"exclure-{plans[0].public_id}": "Trop court"}

    refused = client.post(NEW, data | {"share": "0"})
    assert refused.status_code == 422
    page = Page(refused, path=NEW)
    assert page.first("input", name=f"exclure-{plans[0].public_id}").attrs["value"] == "Trop court"

    client.post(NEW, data)
    sample = Sample.objects.get()
    assert [(row.plan, row.reason) for row in lists_of(sample)["excluded"]] == [(plans[0], "Trop court")]
    assert sample.universe_size == 9


def test_universe_that_changed_meanwhile_is_said_and_nothing_is_drawn(client, plans, rlp):
    data = form_of(client)
    ActionPlanFactory(rlp=rlp)

    response = client.post(NEW, data)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [views.CHANGED]
    assert not Sample.objects.exists()


def test_days_restrict_the_universe_and_are_kept_with_the_draw(client, plans):
    ActionPlan.objects.filter(pk__in=[one.pk for one in plans[:3]]).update(deposited_at="2026-03-01T12:00:00Z")
    url = f"{NEW}?start=2026-02-01&end=2026-03-31"

    client.post(url, form_of(client, url))

    sample = Sample.objects.get()
    assert sample.universe_size == 3
    assert (str(sample.universe_start), str(sample.universe_end)) == ("2026-02-01", "2026-03-31")


def test_b24_days_in_the_wrong_order_are_said(client, plans):
    page = Page(client.get(f"{NEW}?start=2026-03-10&end=2026-03-03"), path=NEW)

    assert "La date de fin (3\u00a0mars\u00a02026) précède la date de début (10\u00a0mars\u00a02026)." in page.text


def test_everything_excluded_leaves_nothing_to_draw(client, plans):
    data = form_of(client) | {f"exclure-{plan.public_id}": "non" for plan in plans}

    assert client.post(NEW, data).context["form"].non_field_errors() == [views.NOTHING]


def test_long_universe_is_counted_and_not_listed(client, plans, monkeypatch):
    monkeypatch.setattr(views, "MOST_LISTED", 9)

    page = Page(client.get(NEW), path=NEW)

    assert page.first("details", class_="exclusions") is None
    assert "10\u00a0documents" in page.text


@pytest.fixture
def sample(client, plans):
    client.post(
        NEW, form_of(client) | {"by_level": "on", "title": "Pour 2026", f"exclure-{plans[9].public_id}": "Court"}
    )
    return Sample.objects.get()


def test_sample_shows_its_lists_by_rank(client, sample):
    page = Page(client.get(sample.get_absolute_url()), path="")

    lists = lists_of(sample)
    tables = [[one.text for one in table.every("th", scope="row")] for table in page.every("table")]
    assert tables == [[row.label for row in lists[outcome]] for outcome in ("drawn", "left_out", "excluded")]
    assert sample.universe_hash in page.text


def test_sample_of_someone_else_does_not_exist(sample, rlp):
    other = signed_in(MembershipFactory(rlp=rlp, role="advisor").user)

    for name in ("sample", "sample_minutes"):
        assert other.get(reverse(name, args=[sample.public_id])).status_code == 404


def test_second_reader_reads_the_sample_and_cannot_withdraw_it(sample, rlp, advisor):
    reader = MembershipFactory(rlp=rlp, role="advisor").user
    sample.double_readings.create(plan=ActionPlan.objects.first(), reader=reader, assigned_by=advisor)
    client = signed_in(reader)

    assert client.get(sample.get_absolute_url()).status_code == 200
    refused = client.post(reverse("withdraw_sample", args=[sample.public_id]))
    assert refused.status_code == 403
    assert views.NOT_HERS in refused.content.decode()


def test_sample_leaves_the_list_and_comes_back(client, sample):
    client.post(reverse("withdraw_sample", args=[sample.public_id]))
    assert Page(client.get(reverse("samples")), path="").first("table") is None

    client.post(reverse("put_sample_back", args=[sample.public_id]))
    assert "Échantillon 1" in Page(client.get(reverse("samples")), path="").first("table").text


def test_advisor_whose_role_ended_is_refused_at_the_next_request(client, sample, advisor):
    advisor.memberships.all().delete()

    assert client.get(sample.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("name", ["samples", "new_sample", "sample"])
def test_pages_make_as_many_queries_for_ten_plans_as_for_forty(name, client, sample, rlp, advisor, count_queries):
    url = reverse(name, args=[sample.public_id] if name == "sample" else [])
    count_queries(client, url)
    few = count_queries(client, url)

    for _ in range(30):
        ActionPlanFactory(rlp=MembershipFactory(user=advisor, role="advisor").rlp)
    client.post(NEW, form_of(client) | {"share": "100"})
    last = Sample.objects.order_by("-number").first()
    url = reverse(name, args=[last.public_id] if name == "sample" else [])

    assert count_queries(client, url) == few <= 8


def test_portfolio_without_any_plan_says_so(client):
    assert "Aucun document ne peut être tiré." in Page(client.get(NEW), path="").text


def test_person_of_another_portfolio_never_draws_these_plans(plans):
    other = UserFactory()
    mine = ActionPlanFactory(rlp=MembershipFactory(user=other, role="advisor").rlp)

    signed_in(other).post(NEW, {"share": "100", "seed": "a"})

    assert [row.plan for row in Sample.objects.get().sampled_plans.all()] == [mine]
