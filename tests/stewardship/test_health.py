"""F02, F07, F09, F20: what is in force is asked of the machine, and what fails is said."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone

from rlp_portal.reports.refusals import PdfWithoutRoom
from rlp_portal.reports.renderer import render_pdf
from rlp_portal.stewardship import health, public_views
from rlp_portal.stewardship.backups import backup_state
from rlp_portal.stewardship.models import BackupRun
from rlp_portal.ui import disk
from rlp_portal.ui.errors import is_disk_full, server_error
from tests.rlps.carnet.pages import Page
from tests.worksheets.writing import new_sheet, write
from worksheets.models import Answer, Workbook


def kept_copy(*, hours=0):
    return BackupRun.objects.create(
        at=timezone.now() - timedelta(hours=hours), succeeded=True, file_name="portail.zip", size=1, rows=1
    )


def failed_copy():
    return BackupRun.objects.create(succeeded=False, problem="Plus de place")


# ---- The short page -----------------------------------------------------------------------------------------------


def test_probe_gets_two_letters(client, db):
    response = client.get("/sante/")

    assert (response.status_code, response.content, response["Content-Type"]) == (
        200,
        b"ok\n",
        "text/plain; charset=utf-8",
    )


def test_f07_probe_is_told_when_the_database_is_away(client, db, monkeypatch):
    def away():
        raise OperationalError("connection refused at 10.0.0.3")

    monkeypatch.setattr(public_views, "answers", away)

    response = client.get("/sante/")

    assert (response.status_code, response.content) == (503, b"indisponible\n")


# ---- The detailed one -------------------------------------------------------------------------------------------


@pytest.fixture
def confirmed_client(administrator, administrator_client):
    """She has just typed her password."""
    request = RequestFactory().get("/")
    request.session = session = administrator_client.session
    record_authentication(request, administrator, method="password", reauthenticated=True)
    session.save()
    return administrator_client


def test_details_ask_for_the_password_again(administrator_client):
    response = administrator_client.get("/gestion/intendance/etat/")

    assert (response.status_code, response["Location"]) == (
        302,
        "/mon-compte/confirmer/?next=%2Fgestion%2Fintendance%2Fetat%2F",
    )


def test_details_say_what_is_in_force(confirmed_client):
    kept_copy()
    page = Page(confirmed_client.get("/gestion/intendance/etat/"), path="")

    labels = [one.text for one in page.every("dt")]
    said = dict(zip(labels, [one.text for one in page.every("dd")], strict=True))
    assert labels == [
        "Base de données",
        "Enregistrement durable",
        "Structure de la base",
        "Espace disque",
        "Sauvegarde",
        "Moteur de PDF",
        "Courriel",
        "Versions",
    ]
    assert said["Structure de la base"] == "À jour."
    in_force = {
        "sqlite": "(synchronous=FULL, journal=",
        "postgresql": "(synchronous_commit=on, fsync=on)",
    }[connection.vendor]
    assert in_force in said["Enregistrement durable"]


def test_a_weak_setting_is_seen(db, monkeypatch):
    answers = {
        "PRAGMA synchronous": 1,
        "PRAGMA journal_mode": "delete",
        "SHOW synchronous_commit": "off",
        "SHOW fsync": "on",
    }
    monkeypatch.setattr(health, "ask", answers.get)

    found = health.durability()

    assert not found.is_good
    assert found.said.startswith("Une panne de courant peut faire perdre")


def test_waiting_migrations_are_seen(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'stewardship'")

    found = health.migrations()
    assert not found.is_good
    assert found.said.endswith("attendent. Lancez manage.py migrate.")


# ---- F20: backups ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("copies", "said", "is_alarming"),
    [
        ([], "Aucune copie n’a encore été faite.", False),
        ([("kept", 2)], "Dernière bonne copie\u00a0: ", False),
        ([("kept", 24)], "Dernière bonne copie\u00a0: ", False),
        ([("kept", 26)], "Une sauvegarde a été manquée. Dernière bonne copie\u00a0: ", True),
        ([("kept", 2), ("failed", 0)], "La dernière sauvegarde a échoué. Dernière bonne copie\u00a0: ", True),
        ([("failed", 0)], "La dernière sauvegarde a échoué. Aucune bonne copie n’existe.", True),
        ([("failed", 0), ("kept", 0)], "Dernière bonne copie\u00a0: ", False),
    ],
)
def test_f20_state_of_the_copies_in_words(db, copies, said, is_alarming):
    for kind, hours in copies:
        kept_copy(hours=hours) if kind == "kept" else failed_copy()

    state = backup_state()

    assert state.said.startswith(said)
    assert state.is_alarming is is_alarming


def test_f20_no_copy_at_all_alarms_in_production(db, settings):
    settings.PRODUCTION = True

    assert backup_state().is_alarming


def test_f20_failure_is_told_on_every_page_of_the_administration_and_nowhere_else(
    administrator_client, person_client
):
    failed_copy()
    told = "La dernière sauvegarde a échoué."

    assert told in administrator_client.get("/gestion/personnes/").content.decode()
    assert told in administrator_client.get("/gestion/regroupements/").content.decode()
    assert told not in person_client.get("/mon-compte/").content.decode()


# ---- F09: the disk is full ----------------------------------------------------------------------------------------


def test_f09_pdfs_are_refused_first(db, monkeypatch):
    monkeypatch.setattr(disk, "free_space", lambda: (1_000, 0.04))

    with pytest.raises(PdfWithoutRoom):
        render_pdf("<p>Un document</p>")
    assert not health.room().is_good


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite’s own limit")
def test_f09_save_on_a_full_disk_is_refused_in_words_and_reads_go_on(transactional_db, administrator):
    sheet = new_sheet(Workbook.objects.create())
    saved = write(sheet, "Avant", by=administrator)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    try:
        saved, problem = write_until_full(sheet, saved, by=administrator)
        assert is_disk_full(problem)
        response = answer_to(problem)
        assert Answer.objects.get().fingerprint == saved.fingerprint
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert response.status_code == 507
    assert "Le disque du portail est plein" in response.content.decode()
    assert write(sheet, "Après", by=administrator, base=saved.fingerprint).fingerprint


def write_until_full(sheet, saved, *, by):
    """The last save that was acknowledged, and what the next one met."""
    for count in range(100):
        try:
            saved = write(sheet, f"{count} " + "x" * 4000, by=by, base=saved.fingerprint)
        except OperationalError as problem:
            return saved, problem
    return saved, None


def answer_to(problem):
    try:
        raise problem
    except OperationalError:
        return server_error(RequestFactory().get("/"))


def test_f09_postgresql_says_it_by_a_number(db):
    class FullDisk(Exception):
        pgcode = "53100"

    problem = OperationalError("could not extend file")
    problem.__cause__ = FullDisk()

    assert answer_to(problem).status_code == 507
    assert answer_to(OperationalError("server closed the connection")).status_code == 503
