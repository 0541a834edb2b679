"""The advisor reads what was shared, and nothing else."""

import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, SharedReading
from rlp_portal.rlps.sharing.services import note_reading, withdraw_version
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, UserFactory
from tests.rlps.reading import texts
from tests.rlps.sharing.carnets import filled_round, rewrite, share_now, write
from tests.worksheets.figures.test_figures import ONE
from worksheets import catalogue
from worksheets.diagrams.svg import svg
from worksheets.figures import DRAWINGS

pytestmark = pytest.mark.django_db
VERSIONS = "/rlp/rlp-des-berges/versions/"


def url_of(version, name="shared_version"):
    return reverse(name, args=[version.round.rlp.slug, version.public_id])


@pytest.fixture
def opened(version, advisor):
    note_reading(version=version, reader=advisor)
    return version


def test_reading_needs_a_gesture_that_the_coordination_sees(version, advisor, advisor_client):
    door = advisor_client.get(url_of(version))
    assert "La coordination verra que vous l’avez ouverte, et quand." in door.content.decode()
    assert "Quatre bibliothèques" not in door.content.decode()
    assert not SharedReading.objects.exists()

    response = advisor_client.post(url_of(version, "open_version"), follow=True)

    assert response.redirect_chain == [(url_of(version), 302)]
    assert "Quatre bibliothèques" in response.content.decode()
    assert [one.reader for one in SharedReading.objects.all()] == [advisor]


def test_the_pdf_is_not_read_before_the_version_is_opened(version, advisor_client):
    response = advisor_client.get(url_of(version, "shared_version_pdf"))

    assert response.headers["Location"] == url_of(version)


def test_the_page_says_what_was_shared_and_what_was_kept(opened, advisor_client):
    page = advisor_client.get(url_of(opened))

    words = page.content.decode()
    assert texts(page, "shared-left-out") == [
        "Ce que le groupe a gardé pour lui "
        "Approche axée sur l’organisme ou sur la collectivité\u00a0: feuille non partagée"
        "FT2 Résultats à l’interne\u00a0: fonctions du regroupement\u00a0: feuille non partagée"
        "FT5 Appropriation par la collectivité\u00a0: feuille non partagée, en cours"
        "FT7 Bâtir l’avenir\u00a0: feuille non partagée, en cours "
        "Questions pour y voir de plus près\u00a0: ce qui nomme des personnes (1)"
    ]
    assert "Le groupe a gardé cette réponse pour lui" in words
    assert "Bonjour" in texts(page, "band")[0]
    hidden = ("Ginette Untel", "Jouer dehors", "Le maire Tremblay", "Signer l’entente", "Paul Lebel")
    assert [one for one in hidden if one in words] == []


def test_the_version_stays_as_it_was_when_the_carnet_changes(opened, round_, coordinator, advisor_client):
    before = texts(advisor_client.get(url_of(opened)), "shared-sheet")

    write(round_, "ft1", "programmes", "Plus rien", by=coordinator)
    round_.workbook.sustained_objects.update(name="Autre objet")

    assert texts(advisor_client.get(url_of(opened)), "shared-sheet") == before


def test_a_version_is_read_when_its_instruments_are_gone(opened, advisor_client, monkeypatch):
    before = texts(advisor_client.get(url_of(opened)), "shared-sheet")
    catalogue._published.cache_clear()
    monkeypatch.setattr(catalogue, "module_names", list)
    try:
        assert catalogue.all_latest() == []

        assert texts(advisor_client.get(url_of(opened)), "shared-sheet") == before
    finally:
        catalogue._published.cache_clear()


def test_a_version_withdrawn_while_she_reads_is_gone_at_the_next_request(opened, coordinator, advisor_client):
    assert advisor_client.get(url_of(opened)).status_code == 200

    withdraw_version(version=opened, by=coordinator)

    answers = [
        advisor_client.get(url_of(opened)),
        advisor_client.get(url_of(opened, "shared_version_pdf")),
        advisor_client.post(url_of(opened, "open_version")),
    ]
    assert [one.status_code for one in answers] == [410, 410, 410]
    assert "La coordination a retiré cette version. Elle ne peut plus être lue." in answers[0].content.decode()
    assert texts(advisor_client.get(VERSIONS), "empty") == ["Ce regroupement n’a rien partagé pour l’instant."]
    assert "Rien n’a encore été partagé" in texts(advisor_client.get("/conseil/"), "table")[0]


def test_an_advisor_who_lost_her_role_reads_nothing_more(opened, advisor, advisor_client):
    assert advisor_client.get(url_of(opened)).status_code == 200

    Membership.objects.filter(user=advisor).delete()

    urls = [url_of(opened), url_of(opened, "shared_version_pdf"), VERSIONS]
    assert [advisor_client.get(url).status_code for url in urls] == [404, 404, 404]


def test_a_content_changed_in_the_base_is_refused_with_a_sentence(opened, advisor_client, caplog):
    rewrite(opened, opened.content.replace("Quatre bibliothèques", "Cinq bibliothèques"))

    answers = [advisor_client.get(url_of(opened)), advisor_client.get(url_of(opened, "shared_version_pdf"))]

    assert [one.status_code for one in answers] == [500, 500]
    assert "Le contenu gardé ne correspond plus à ce qui a été partagé." in answers[0].content.decode()
    assert "bibliothèques" not in answers[0].content.decode()
    assert f"Shared version {opened.public_id} is not what was shared" in caplog.text


def test_a_version_of_another_rlp_does_not_exist_here(opened, advisor):
    other = filled_round(RlpFactory(slug="autre"), by=opened.shared_by)
    foreign = share_now(other, by=opened.shared_by, sheets=["ft4"])
    client = signed_in(advisor)

    assert client.get(url_of(foreign)).status_code == 404
    assert client.get(reverse("shared_version", args=["rlp-des-berges", foreign.public_id])).status_code == 404


# ---- The portfolio --------------------------------------------------------------------------------------------


def cells(page):
    return texts(page, "table")[0].split(" Dernière version partagée ")[1]


def test_the_portfolio_shows_the_latest_version_and_what_is_new(round_, coordinator, advisor_client):
    share_now(round_, by=coordinator, sheets=["ft4"])
    latest = share_now(round_, by=coordinator, sheets=["ft1"])

    page = advisor_client.get("/conseil/")
    assert "Démarche 2026, version 2, RLP des Berges Nouveau partagée le" in cells(page)
    assert "2\u00a0versions de RLP des Berges" in cells(page)

    advisor_client.post(url_of(latest, "open_version"))

    assert "Nouveau" not in cells(advisor_client.get("/conseil/"))


def test_new_ones_come_first_and_those_that_shared_nothing_last(advisor, advisor_client, round_, coordinator):
    note_reading(version=share_now(round_, by=coordinator, sheets=["ft4"]), reader=advisor)
    quiet = MembershipFactory(rlp=RlpFactory(name="Aaa"), user=advisor, role=Role.ADVISOR).rlp
    zealous = MembershipFactory(rlp=RlpFactory(name="Zzz"), user=advisor, role=Role.ADVISOR).rlp
    share_now(filled_round(zealous, by=coordinator), by=coordinator, sheets=["ft4"])

    listed = advisor_client.get("/conseil/").context["page"].object_list

    assert [one.name for one in listed] == ["Zzz", "RLP des Berges", quiet.name]


def test_thirty_rlps_are_searched_by_page_in_eight_queries_at_most(count_queries, coordinator):
    advisor = UserFactory()
    client = signed_in(advisor)
    for number in range(30):
        rlp = RlpFactory(name=f"Regroupement É{number:02}")
        MembershipFactory(rlp=rlp, user=advisor, role=Role.ADVISOR)
        share_now(filled_round(rlp, by=coordinator), by=coordinator, sheets=["ft4"])

    assert count_queries(client, "/conseil/") <= 8
    assert len(client.get("/conseil/?page=2").context["page"].object_list) == 15
    assert [one.name for one in client.get("/conseil/?q=e07").context["page"].object_list] == ["Regroupement É07"]
    assert texts(client.get("/conseil/?q=rien"), "empty") == [
        "Aucun de vos regroupements ne correspond à cette recherche. Voir tout votre portefeuille"
    ]


@pytest.mark.parametrize("key", ONE)
def test_a_shared_sheet_shows_its_drawings_as_they_were_frozen(round_, coordinator, coordinator_client, key):
    """Without any file to take: those are of the carnet of today."""
    address, value, other = ONE[key]
    write(round_, key, address, value, by=coordinator)
    version = share_now(round_, by=coordinator, sheets=[key])
    (frozen,) = coordinator_client.get(url_of(version)).context["sheets"]
    write(round_, key, address, other, by=coordinator)

    page = coordinator_client.get(url_of(version))

    (shown,) = page.context["sheets"]
    html = page.content.decode()
    assert [one.name for one in shown.figures] == list(DRAWINGS[key])
    assert all(svg(one.drawing) in html for one in shown.figures)
    assert shown.figures == frozen.figures
    assert "/dessins/" not in html


def test_what_the_group_kept_is_not_drawn(round_, coordinator, coordinator_client):
    write(round_, "trust", "rating.sincerity", 4, by=coordinator)
    version = share_now(round_, by=coordinator, sheets=["ft1"])

    page = coordinator_client.get(url_of(version))

    assert [shown.figures for shown in page.context["sheets"]] == [[]]
    assert "4 sur 5" not in page.content.decode()
