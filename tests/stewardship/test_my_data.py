"""P3, T30: what is held about someone is shown, taken away whole, and leaves without a trace when it must."""

import json

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rlp_portal.accounts.models import Invitation, User
from rlp_portal.accounts.services import LastAdministrator
from rlp_portal.accounts.sessions import SessionStore
from rlp_portal.reports.archive.services import path_of
from rlp_portal.reports.models import Archive
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.stewardship import my_data, registers
from rlp_portal.stewardship.classification import tables
from rlp_portal.stewardship.erasing import CannotErase, erase_person, is_erased
from rlp_portal.stewardship.models import DataRequest
from tests.conftest import signed_in
from tests.factories import MembershipFactory, UserFactory
from tests.rlps.carnet.pages import Page
from tests.worksheets.writing import new_sheet, write
from tests.world import build_world
from worksheets.models import Answer, Change

CANARY_NAME, CANARY_EMAIL = "Grenadine Martin-Pêcheur", "grenadine.canari@exemple.org"


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def grenadine(world):
    """A second coordinator, who wrote, invited, was invited and asked."""
    person = MembershipFactory(
        rlp=world.own, role=Role.COORDINATOR, user__name=CANARY_NAME, user__email=CANARY_EMAIL
    ).user
    write(new_sheet(world.own.rounds.first().workbook), "Un mot", by=person)
    Invitation.objects.create(
        user=person, invited_by=person, token_hash="1" * 64, expires_at=person.created_at, used_at=person.created_at
    )
    Membership.objects.filter(user=world.people["member"]).update(created_by=person)
    registers.ask(person=person, kind=DataRequest.Kind.RECTIFICATION, words=f"Écrivez {CANARY_NAME}")
    return person


@pytest.fixture
def her_client(grenadine):
    return signed_in(grenadine)


# ---- Reading --------------------------------------------------------------------------------------------------


def test_page_says_in_words_what_is_held(her_client, grenadine):
    page = Page(her_client.get("/mon-compte/renseignements/"), path="")

    facts = dict(zip([one.text for one in page.every("dt")], [one.text for one in page.every("dd")], strict=True))
    assert (facts["Nom"], facts["Courriel"]) == (CANARY_NAME, CANARY_EMAIL)
    assert facts["Invitations reçues"] == "1\u00a0invitation"
    assert facts["Deuxième étape"] == "Pas active"
    assert [cell.text for cell in page.first("tbody").every("td")][0] == "1"
    assert "Corriger un renseignement" in page.text


def test_page_makes_few_queries_whatever_is_held(her_client, grenadine, world):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert her_client.get("/mon-compte/renseignements/").status_code == 200
        return len(queries)

    few = count()
    for _ in range(3):
        registers.ask(person=grenadine, kind=DataRequest.Kind.OTHER, words="Pourquoi?")
    assert count() == few <= 8


def test_file_holds_every_row_about_her_and_only_those(her_client, grenadine):
    response = her_client.get("/mon-compte/renseignements.json")

    taken = {one["table"]: one["lignes"] for one in json.loads(response.content)["renseignements"]}
    about_her = ["Comptes", "Demandes sur vos renseignements", "Historique", "Invitations", "Rôles", "Réponses"]
    assert sorted(taken) == sorted(about_her)
    assert [one["email"] for one in taken["Comptes"]] == [CANARY_EMAIL]
    assert [one["value"] for one in taken["Réponses"]] == ["Un mot"]
    assert [one["after"] for one in taken["Historique"]] == [{"value": "Un mot", "state": "answered"}]
    assert [(one["user"], one["created_by"]) for one in taken["Rôles"]] == [
        ("une autre personne", "vous"),
        ("vous", None),
    ]
    assert response["Content-Disposition"].startswith("attachment; ")


def test_file_is_what_the_classification_says_and_holds_no_secret(her_client, grenadine):
    taken = json.loads(her_client.get("/mon-compte/renseignements.json").content)["renseignements"]

    by_title = {one.title: one for one in tables().values()}
    for one in taken:
        allowed = set(by_title[one["table"]].exported)
        for row in one["lignes"]:
            assert set(row) == allowed - my_data.WORDS_OF_OTHERS.get(by_title[one["table"]].label, set())
    assert grenadine.password not in str(taken)
    assert "1" * 64 not in str(taken)


def test_every_table_that_points_to_a_person_reaches_the_file():
    pointing = {label for label, one in tables().items() if one.of("person")}

    assert pointing == {
        model._meta.label_lower
        for model in apps.get_models()
        if any(field.related_model is User for field in model._meta.concrete_fields)
    }


def test_pdf_is_made_and_kept_nowhere(her_client, grenadine, settings, tmp_path):
    settings.VAR_DIR = tmp_path

    response = her_client.get("/mon-compte/renseignements.pdf")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert list(tmp_path.rglob("*.pdf")) == []


# ---- Asking ---------------------------------------------------------------------------------------------------


def test_a_request_is_noted_and_answered(her_client, administrator_client, grenadine, administrator):
    her_client.post("/mon-compte/renseignements/", {"kind": "other", "words": "Qui voit mon nom?"})
    asked = DataRequest.objects.first()
    assert (asked.person, asked.kind, asked.words) == (grenadine, "other", "Qui voit mon nom?")

    administrator_client.post(f"/gestion/intendance/demandes/{asked.public_id}/", {"answer": "Votre équipe."})

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Votre équipe.", administrator)
    assert "Votre équipe." in her_client.get("/mon-compte/renseignements/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choisissez une réponse de la liste."),
        ({"kind": "reine"}, "Choisissez une réponse de la liste."),
        ({"kind": "rectification", "words": " \u200b "}, "Écrivez ce que vous demandez."),
    ],
)
def test_a_request_that_says_nothing_is_refused_in_words(her_client, sent, said):
    before = DataRequest.objects.count()

    response = her_client.post("/mon-compte/renseignements/", sent)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert DataRequest.objects.count() == before


def test_an_answer_too_late_keeps_the_text_in_the_page(administrator_client, grenadine, administrator):
    asked = DataRequest.objects.get(person=grenadine)
    registers.answer(asked=asked, words="Fait.", by=administrator)

    response = administrator_client.post(
        f"/gestion/intendance/demandes/{asked.public_id}/", {"answer": "Un long texte"}
    )

    assert response.status_code == 422
    assert "Un long texte</textarea>" in response.content.decode()
    asked.refresh_from_db()
    assert asked.answer == "Fait."


# ---- Erasing --------------------------------------------------------------------------------------------------


def everywhere(*words):
    """(table, word) wherever a word still stands, sessions read too."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            found += [(model._meta.label_lower, word) for word in words if word.lower() in str(row).lower()]
    sessions = [str(SessionStore().decode(one.session_data)) for one in Session.objects.all()]
    return found + [("session", word) for word in words for one in sessions if word in one]


def test_erasing_leaves_no_trace_and_keeps_what_the_group_wrote(
    her_client, administrator_client, grenadine, world, settings, tmp_path
):
    identifiers = [CANARY_NAME, CANARY_EMAIL, "grenadine", "pecheur", str(grenadine.public_id)]
    asked = registers.ask(person=grenadine, kind=DataRequest.Kind.ERASURE, words="Merci")
    settings.VAR_DIR = tmp_path
    archive = path_of(Archive.objects.create(rlp=world.own, with_names=True, as_of=grenadine.created_at))
    archive.parent.mkdir()
    archive.write_text(CANARY_NAME)
    assert {table for table, _word in everywhere(*identifiers)} == {"accounts.user", "stewardship.datarequest"}

    administrator_client.post(f"/gestion/intendance/demandes/{asked.public_id}/effacer/")

    assert everywhere(*identifiers) == []
    assert not archive.exists()
    assert her_client.get("/mon-compte/").status_code == 302
    erased = User.objects.get(pk=grenadine.pk)
    assert (erased.name, erased.is_active, erased.has_usable_password()) == ("Personne retirée", False, False)
    assert is_erased(erased)
    assert Answer.objects.filter(updated_by=erased, value="Un mot").count() == 1
    assert str(Change.objects.get(author=erased).author) == "Personne retirée"
    assert not DataRequest.objects.filter(person=erased, answered_at__isnull=True).exists()
    assert not erased.memberships.exists()
    assert not erased.invitations.exists()


def test_history_names_her_removed(world, grenadine, administrator):
    erase_person(person=grenadine, by=administrator)

    html = signed_in(world.people["coordinator"]).get("/rlp/berges/demarches/2/feuilles/experiences/historique/")

    assert "Personne retirée" in html.content.decode()


def test_the_last_coordinator_is_not_erased(world, administrator):
    with pytest.raises(CannotErase) as refusal:
        erase_person(person=world.people["coordinator"], by=administrator)

    assert str(refusal.value) == (
        "Cette personne est seule à la coordination de «\u00a0RLP des Berges\u00a0». "
        "Nommez d’abord une autre personne à la coordination."
    )
    assert world.people["coordinator"].memberships.exists()


def test_the_last_administrator_is_not_erased(db):
    person = UserFactory(administrator=True)

    with pytest.raises(LastAdministrator):
        erase_person(person=person, by=person)


def test_only_a_request_for_it_erases(administrator_client, grenadine):
    asked = DataRequest.objects.get(person=grenadine)

    administrator_client.post(f"/gestion/intendance/demandes/{asked.public_id}/effacer/")

    grenadine.refresh_from_db()
    assert grenadine.name == CANARY_NAME


def test_nobody_erases_herself(administrator_client, administrator):
    UserFactory(administrator=True)
    asked = registers.ask(person=administrator, kind=DataRequest.Kind.ERASURE, words="")

    administrator_client.post(f"/gestion/intendance/demandes/{asked.public_id}/effacer/")

    administrator.refresh_from_db()
    assert administrator.is_active
