"""Two rounds of a carnet on one page."""

from dataclasses import replace

import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory, UserFactory
from tests.rlps.sharing.carnets import write
from worksheets import catalogue, services
from worksheets.figures import DRAWINGS

TITLES = {1: "Démarche 2024", 2: "Démarche 2026"}


@pytest.fixture
def rounds(rlp):
    return [RoundFactory(rlp=rlp, number=number, title=title) for number, title in TITLES.items()]


@pytest.fixture
def url(rlp, rounds):
    return reverse("compare_rounds", args=[rlp.slug, 2, 1])


def fill(rounds, by, key, address, before, now, *, finished=True):
    for round_, value in zip(rounds, (before, now), strict=True):
        if value is not None:
            sheet = write(round_, key, address, value, by=by)
            if finished:
                services.finish_sheet(sheet=sheet, by=by)


@pytest.fixture
def filled(rounds, coordinator):
    """The approach is finished twice, trust is a draft, the ladder was blank before, the wheel is blank."""
    fill(rounds, coordinator, "approach", "stance", 2, 4)
    fill(rounds, coordinator, "trust", "rating.sincerity", 2, 3, finished=False)
    fill(rounds, coordinator, "ladder", "collaborations.r1", None, {"name": "Table", "rung": 6})
    fill(rounds, coordinator, "ft3", "importance", 2, 5)
    return rounds


def titles(sheets):
    return [one.instrument.short_title for one in sheets]


def reasons(compared):
    return {one.instrument.key: one.reason for one in compared.refused}


def test_it_shows_before_and_now(coordinator_client, url, filled):
    page = coordinator_client.get(url)
    compared = page.context["compared"]

    assert page.status_code == 200
    assert titles(compared.sheets) == ["Approche", "Institutionnalisation", "Confiance"]
    html = page.content.decode()
    assert "«\u00a0Démarche 2024\u00a0», commencée le" in html
    assert "plutôt «\u00a0faiblesses et lacunes\u00a0»" in html
    assert "1\u00a0réponse sur 1 a changé." in html
    assert html.count("<figure") == 1 + 1 + 2  # the importance, the positions, the wheel and its rows
    assert "institutionnalisation, 5 sur 5, avant 2;" in html


def test_each_sheet_that_is_not_compared_says_why(coordinator_client, url, filled):
    compared = coordinator_client.get(url).context["compared"]

    found = reasons(compared)
    assert found["ladder"] == "Rien n’y était noté dans la démarche «\u00a0Démarche 2024\u00a0»."
    assert found["experiences"].startswith("Elle ne demande que des textes")
    assert catalogue.latest("partnership_wheel").title in compared.untouched
    assert len(compared.sheets) + len(compared.refused) + len(compared.untouched) == len(catalogue.all_latest())


def test_a_blank_sheet_of_now_is_said_so(coordinator, coordinator_client, url, rounds):
    fill(rounds, coordinator, "trust", "rating.sincerity", 3, None)

    found = reasons(coordinator_client.get(url).context["compared"])

    assert found["trust"] == "Rien n’y était noté dans la démarche «\u00a0Démarche 2026\u00a0»."


def test_a_member_compares_the_sheets_that_are_finished(member_client, coordinator, url, filled):
    fill(filled, coordinator, "ft4", "importance", 1, 4, finished=False)

    page = member_client.get(url)
    compared = page.context["compared"]

    assert titles(compared.sheets) == ["Approche", "Institutionnalisation"]
    assert reasons(compared)["trust"] == (
        "Elle n’est terminée ni dans la démarche «\u00a0Démarche 2024\u00a0» ni dans la démarche "
        "«\u00a0Démarche 2026\u00a0»."
    )
    assert "Changement de politiques" not in compared.importance.drawing.title
    assert "Télécharger la comparaison" not in page.content.decode()


def test_a_sheet_that_one_round_has_not_finished_is_closed_to_a_member(member_client, coordinator, url, rounds):
    fill(rounds, coordinator, "trust", "rating.sincerity", 3, None)
    fill(rounds, coordinator, "trust", "rating.sincerity", None, 4, finished=False)

    page = member_client.get(url)

    assert reasons(page.context["compared"])["trust"] == (
        "Elle n’est pas terminée dans la démarche «\u00a0Démarche 2026\u00a0»."
    )
    assert "4 sur 5" not in page.content.decode()


def test_a_question_whose_meaning_changed_is_refused(coordinator, coordinator_client, url, rounds, monkeypatch):
    fill(rounds, coordinator, "trust", "rating.sincerity", 2, None)
    first = catalogue.latest("trust")
    asked = replace(first.sections[0].fields[0], label="Est-elle là?")
    second = replace(first, version=2, sections=(replace(first.sections[0], fields=(asked,)), *first.sections[1:]))
    published = catalogue._published()
    monkeypatch.setattr(catalogue, "_published", lambda: {**published, "trust": {1: first, 2: second}})
    fill(rounds, coordinator, "trust", "rating.sincerity", None, 4)

    page = coordinator_client.get(url)

    assert reasons(page.context["compared"])["trust"] == (
        "Ses questions n’ont plus le même sens d’une démarche à l’autre."
    )
    assert "4 sur 5" not in page.content.decode()


def test_what_a_sheet_shows_of_elsewhere_is_closed_until_it_is_finished(
    member_client, coordinator_client, coordinator, url, rounds, monkeypatch
):
    fill(rounds, coordinator, "approach", "stance", 2, 4)
    (picture,) = coordinator_client.get(url).context["compared"].sheets[0].figures
    monkeypatch.setitem(DRAWINGS, "ft7", {"window": lambda drawn: picture})

    coordination, member = (one.get(url).context["compared"] for one in (coordinator_client, member_client))

    assert titles(coordination.sheets) == ["Approche", "Bâtir l’avenir"]
    assert titles(member.sheets) == ["Approche"]
    assert reasons(member)["ft7"].startswith("Elle n’est terminée ni dans")


def test_nothing_to_compare_says_what_is_needed(coordinator_client, url, rounds):
    html = coordinator_client.get(url).content.decode()

    assert "Rien à comparer pour l’instant." in html
    assert "Télécharger la comparaison" not in html
    assert "Sans réponse à comparer dans les deux démarches" in html


def test_other_rounds_may_be_chosen_among_the_earlier_ones(coordinator_client, rlp, rounds):
    for number in (3, 4):
        RoundFactory(rlp=rlp, number=number, title=f"Démarche {number}")

    page = coordinator_client.get(reverse("compare_rounds", args=[rlp.slug, 3, 1]))

    assert [(one.title, url) for one, url in page.context["others"]] == [
        ("Démarche 2026", reverse("compare_rounds", args=[rlp.slug, 3, 2]))
    ]


@pytest.mark.parametrize(("number", "other"), [(1, 2), (2, 2), (2, 3), (3, 1), (2, 0), (10**30, 1), (2, 10**30)])
def test_an_earlier_round_of_the_same_rlp_only(coordinator_client, rlp, rounds, number, other):
    RoundFactory(number=3)

    assert coordinator_client.get(reverse("compare_rounds", args=[rlp.slug, number, other])).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADVISOR])
def test_a_role_that_reads_no_carnet_is_told_so(rlp, url, role):
    response = signed_in(MembershipFactory(rlp=rlp, role=role).user).get(url)

    assert response.status_code == 403


def test_a_stranger_finds_nothing(url):
    assert signed_in(UserFactory()).get(url).status_code == 404


def test_nothing_is_posted_there(coordinator_client, url):
    assert coordinator_client.post(url).status_code == 405


def test_the_carnet_leads_there_once_there_is_an_earlier_round(coordinator_client, rounds, url):
    first, second = (coordinator_client.get(one.get_absolute_url()).content.decode() for one in rounds)

    assert f'href="{url}"' in second
    assert "Comparer avec la démarche d’avant" not in first


def test_words_of_people_stay_words(coordinator, coordinator_client, url, rounds):
    name = "<script>alert(1)</script>"
    fill(rounds, coordinator, "ladder", "collaborations.r1", {"name": name, "rung": 3}, {"name": name, "rung": 4})

    html = coordinator_client.get(url).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
