"""The coordination shares, withdraws and compares."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.services import note_reading
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory
from tests.rlps.reading import messages_of, texts
from tests.rlps.sharing.carnets import document_of, share_now, write
from worksheets.cleaning import UNREADABLE_REMOVED

pytestmark = pytest.mark.django_db

PREVIEW = "/rlp/rlp-des-berges/demarches/1/partager/"
VERSIONS = "/rlp/rlp-des-berges/versions/"


def drawn(client):
    """The hidden fields of the page, as a browser sends them back."""
    page = client.get(PREVIEW).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(op_id|after|seen)" value="([^"]*)">', page))


def ticked(page, name):
    found = re.findall(rf'name="{name}" value="(\w+)"( checked)?', page.content.decode())
    return [key for key, checked in found if checked], [key for key, _checked in found]


def test_finished_sheets_are_ticked_the_others_and_people_are_not(round_, advisor, coordinator_client):
    page = coordinator_client.get(PREVIEW)

    every_sheet = ["approach", "members", "ft1", "ft2", "ft4", "ft5", "ft7"]
    assert ticked(page, "sheets") == (["approach", "members", "ft1", "ft2", "ft4"], every_sheet)
    assert ticked(page, "people") == ([], ["members", "ft5", "ft7"])
    assert [words.strip() for words in texts(page, "status")].count("En cours") == 2
    assert "Qui la lira\u00a0: Nadia Benhamou." in texts(page, "band")[0]


def test_the_page_shows_all_that_may_leave(round_, coordinator_client):
    words = coordinator_client.get(PREVIEW).content.decode()

    for text in (
        *("Quatre bibliothèques", "Dix-neuf membres", "Une politique familiale", "Ginette Untel, Loisirs"),
        *("Le maire Tremblay", "Heure du conte", "Signer l’entente", "Paul Lebel", "Jouer dehors"),
    ):
        assert text in words


def test_nobody_to_read_it_is_said_and_prevents_nothing(round_, coordinator_client):
    page = coordinator_client.get(PREVIEW)
    assert texts(page, "band")[0].startswith("Personne n’a encore le rôle de conseil pour votre regroupement.")

    coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "sheets": ["ft4"]})

    assert SharedVersion.objects.count() == 1


def test_an_advisor_whose_account_is_closed_is_not_said_to_read(round_, advisor, coordinator_client):
    advisor.is_active = False
    advisor.save()

    assert "Personne n’a encore le rôle de conseil" in texts(coordinator_client.get(PREVIEW), "band")[0]


def test_nothing_to_share_yet(rlp, coordinator_client):
    RoundFactory(rlp=rlp)

    page = coordinator_client.get(PREVIEW)

    assert texts(page, "empty") == ["Rien à partager encore. Remplissez une feuille, puis revenez. Ouvrir le carnet"]


def test_sharing_freezes_what_is_ticked_and_offers_to_withdraw(round_, coordinator_client, coordinator):
    given = {**drawn(coordinator_client), "sheets": ["members", "ft4"], "people": ["members"], "note": " Bonjour "}

    response = coordinator_client.post(PREVIEW, given, follow=True)

    version = SharedVersion.objects.get()
    document = document_of(version)
    assert response.redirect_chain == [(VERSIONS, 302)]
    assert messages_of(response) == ["La version 1 est partagée."]
    assert texts(response, "undo-bar") == ["La version 1 est partagée. Annuler"]
    assert ([one.key for one in document.sheets], document.note) == (["members", "ft4"], "Bonjour")
    assert document.left_out.people == []
    assert version.shared_by == coordinator


def test_no_sheet_is_refused_and_the_note_stays(round_, coordinator_client):
    page = coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "note": "Mes mots"})

    assert page.status_code == 422
    assert "Aucune feuille n’est cochée. Cochez au moins celle que vous voulez montrer." in page.content.decode()
    assert "Mes mots</textarea>" in page.content.decode()
    assert not SharedVersion.objects.exists()


@pytest.mark.parametrize("missing", ["op_id", "after", "seen"])
def test_a_sending_that_comes_from_no_page_shares_nothing(missing, round_, coordinator_client):
    given = {**drawn(coordinator_client), "sheets": ["ft4"]}
    given.pop(missing)

    page = coordinator_client.post(PREVIEW, given)

    assert page.status_code == 409
    assert "Cette page n’est plus à jour." in texts(page, "error-summary")[0]
    assert not SharedVersion.objects.exists()


@pytest.mark.parametrize("name", ["sheets", "people"])
def test_an_unknown_sheet_is_refused(name, round_, coordinator_client):
    page = coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "sheets": ["ft4"], name: ["ft99"]})

    assert page.status_code == 422
    assert not SharedVersion.objects.exists()


def test_a_carnet_that_changed_meanwhile_is_shown_again_with_the_choices(round_, coordinator_client, coordinator):
    given = {**drawn(coordinator_client), "sheets": ["ft4"], "people": ["members"], "note": "Mes mots"}
    write(round_, "ft4", "local", "Tapé entre-temps", by=coordinator)

    page = coordinator_client.post(PREVIEW, given)

    assert page.status_code == 409
    assert texts(page, "error-summary") == [
        "À relire avant de partager Le carnet a changé depuis que cette page est ouverte\u00a0: "
        "FT4 Changement des politiques. Rien n’est parti. Vos choix sont encore ici\u00a0: relisez, puis partagez."
    ]
    assert (ticked(page, "sheets")[0], ticked(page, "people")[0]) == (["ft4"], ["members"])
    assert "Mes mots</textarea>" in page.content.decode()
    assert "Tapé entre-temps" in page.content.decode()
    assert not SharedVersion.objects.exists()


def test_the_second_coordinator_is_told_that_a_version_was_just_shared(round_, rlp, coordinator_client):
    other = signed_in(MembershipFactory(rlp=rlp, role=Role.COORDINATOR).user)
    first, second = drawn(coordinator_client), drawn(other)
    coordinator_client.post(PREVIEW, {**first, "sheets": ["ft4"]})

    page = other.post(PREVIEW, {**second, "sheets": ["ft4"], "note": "Mes mots"})

    assert page.status_code == 409
    assert texts(page, "error-summary")[0].startswith("À relire avant de partager Une version vient d’être partagée")
    assert "Mes mots</textarea>" in page.content.decode()
    assert SharedVersion.objects.count() == 1


def test_a_double_click_shares_once(round_, coordinator_client):
    given = {**drawn(coordinator_client), "sheets": ["ft4"]}

    answers = [coordinator_client.post(PREVIEW, given).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert SharedVersion.objects.count() == 1


def test_b04_an_unreadable_sign_in_the_note_is_taken_out_and_said(round_, coordinator_client):
    given = {**drawn(coordinator_client), "sheets": ["ft4"], "note": "Bon\ufffdjour\x00"}

    page = coordinator_client.post(PREVIEW, given, follow=True)

    assert document_of(SharedVersion.objects.get()).note == "Bonjour"
    assert UNREADABLE_REMOVED in messages_of(page)


def test_b07_a_note_too_long_is_refused_and_kept(round_, coordinator_client):
    page = coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "sheets": ["ft4"], "note": "a" * 2001})

    assert page.status_code == 422
    assert "Le texte compte 2\u00a0001 caractères. La limite est de 2\u00a0000." in page.content.decode()
    assert "a" * 2001 in page.content.decode()


def test_the_list_says_who_read_what_and_what_was_withdrawn(version, advisor_client, coordinator_client):
    args = ["rlp-des-berges", version.public_id]
    assert "Personne ne l’a encore ouverte" in texts(coordinator_client.get(VERSIONS), "version")[0]
    advisor_client.post(reverse("open_version", args=args))

    page = coordinator_client.get(VERSIONS)
    assert texts(page, "readings")[0].startswith("Ouverte par Nadia Benhamou le ")

    page = coordinator_client.post(
        reverse("withdraw_version", args=["rlp-des-berges", version.public_id]), follow=True
    )
    assert messages_of(page) == ["La version 1 est retirée. La conseillère ne la lit plus."]
    assert "par Sylvie Marcotte" in texts(page, "version-state")[0]
    assert "Remettre" in texts(page, "version-acts")[0]

    page = coordinator_client.post(
        reverse("put_version_back", args=["rlp-des-berges", version.public_id]), follow=True
    )
    assert messages_of(page) == ["La version 1 est de nouveau partagée."]
    assert texts(page, "version-state") == []


def test_a_coordinator_who_reads_leaves_no_trace(version, coordinator_client):
    page = coordinator_client.get(reverse("shared_version", args=["rlp-des-berges", version.public_id]))
    coordinator_client.post(reverse("open_version", args=["rlp-des-berges", version.public_id]))

    assert page.status_code == 200
    assert not version.readings.exists()


def test_what_changed_is_shown_side_by_side(version, round_, coordinator_client, coordinator):
    url = reverse("changes_since", args=["rlp-des-berges", version.public_id])
    assert texts(coordinator_client.get(url), "empty") == ["Rien n’a changé dans ce que montre cette version."]

    write(round_, "ft4", "local", "Deux politiques", by=coordinator)

    assert texts(coordinator_client.get(url), "side-by-side") == [
        "Version partagée Une politique familiale Aujourd’hui Deux politiques"
    ]


def test_versions_of_another_round_are_not_found_under_this_rlp(version, coordinator_client):
    urls = [
        reverse(name, args=["rlp-des-berges", uuid4()])
        for name in ("shared_version", "changes_since", "shared_version_pdf")
    ]

    assert [coordinator_client.get(url).status_code for url in urls] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_little_however_many_versions_there_are(
    count, round_, coordinator, advisor, coordinator_client, rlp, count_queries
):
    for _ in range(count):
        MembershipFactory(rlp=rlp, role=Role.ADVISOR)
        version = share_now(round_, by=coordinator, sheets=["ft4"], at=timezone.now() - timedelta(days=1))
        note_reading(version=version, reader=advisor)
    changes = reverse("changes_since", args=["rlp-des-berges", version.public_id])
    shared = reverse("shared_version", args=["rlp-des-berges", version.public_id])

    counts = [count_queries(coordinator_client, url) for url in (PREVIEW, VERSIONS, changes, shared)]

    assert counts == [8, 7, 8, 4]
