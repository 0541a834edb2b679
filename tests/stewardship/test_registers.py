"""The registers that the law asks for: days are counted, entries are added and never changed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from rlp_portal.stewardship import registers
from rlp_portal.stewardship.models import DataRequest, Incident, IncidentEntry
from tests.rlps.carnet.pages import Page

KNOWN = {
    "information": "Noms et courriels",
    "circumstances": "Un courriel envoyé à toute la liste",
    "happened": "Le 3 avril",
    "known_on": "2026-04-03",
    "people": "12",
    "risk": "to_assess",
}
NEW = "/gestion/intendance/incidents/nouveau/"


# ---- Requests -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "said", "is_late"),
    [
        (0, "encore 30\u00a0jours", False),
        (29, "encore 1\u00a0jour", False),
        (30, "dernier jour", True),
        (32, "en retard de 2\u00a0jours", True),
    ],
)
def test_days_left_are_counted(person, days_ago, said, is_late):
    asked_at = timezone.now() - timedelta(days=days_ago, minutes=1)
    asked = DataRequest(person=person, kind=DataRequest.Kind.OTHER, asked_at=asked_at)

    assert (registers.time_left(asked), registers.is_late(asked)) == (said, is_late)


def test_an_answer_is_given_once(person, administrator):
    asked = registers.ask(person=person, kind=DataRequest.Kind.OTHER, words="Pourquoi?")
    registers.answer(asked=asked, words="Parce que.", by=administrator)

    with pytest.raises(registers.AlreadyAnswered):
        registers.answer(asked=asked, words="Non.", by=administrator)

    asked.refresh_from_db()
    assert asked.answer == "Parce que."


def test_the_home_of_the_stewardship_counts_what_waits(administrator_client, person):
    late = timezone.now() - timedelta(days=31)
    registers.ask(person=person, kind=DataRequest.Kind.OTHER, words="Pourquoi?")
    DataRequest.objects.create(person=person, kind=DataRequest.Kind.OTHER, asked_at=late)

    html = administrator_client.get("/gestion/intendance/").content.decode()

    assert "2\u00a0demandes en attente, 1 en retard." in html


# ---- Incidents ------------------------------------------------------------------------------------------------


def test_an_incident_is_entered_with_its_number(administrator_client, administrator):
    response = administrator_client.post(NEW, KNOWN)

    incident = Incident.objects.get()
    assert response["Location"] == f"/gestion/intendance/incidents/{incident.public_id}/"
    entry = incident.entries.get()
    assert (incident.number, entry.by, entry.known_on) == (1, administrator, date(2026, 4, 3))
    assert entry.circumstances == "Un courriel envoyé à toute la liste"


def test_a_correction_is_added_and_the_former_entry_stays(administrator_client):
    url = administrator_client.post(NEW, KNOWN)["Location"]
    page = Page(administrator_client.get(url), path=url)
    assert page.first("textarea", name="circumstances").raw_text.strip() == KNOWN["circumstances"]

    administrator_client.post(
        url, {**KNOWN, "people": "14", "risk": "serious", "reasons": "Des adresses personnelles"}
    )

    assert list(IncidentEntry.objects.values_list("people", "risk")) == [("12", "to_assess"), ("14", "serious")]
    shown = Page(administrator_client.get(url), path=url)
    entries = shown.every("section", class_="incident-entry")
    assert [one.first("h2").text for one in entries] == ["Ce qui est su", "Ce qui était su avant"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"information": ""}, "Ce champ est vide. Écrivez une réponse, même courte."),
        ({"known_on": ""}, "Écrivez une date."),
        ({"known_on": "2026-02-30"}, "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ({"known_on": "2099-01-01"}, "Cette date est à venir. Écrivez celle du jour où c’est arrivé."),
        ({"risk": "peut-être"}, "Choisissez une réponse de la liste."),
        ({"risk": "not_serious"}, "Écrivez pourquoi. Le règlement le demande."),
        ({"measures": "a" * 3001}, "Le texte compte 3\u00a0001 caractères. La limite est de 3\u00a0000."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays_in_the_page(administrator_client, wrong, said):
    response = administrator_client.post(NEW, {**KNOWN, **wrong})

    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert "Un courriel envoyé à toute la liste</textarea>" in html
    assert not Incident.objects.exists()


def test_two_incidents_never_share_a_number(administrator, monkeypatch):
    known = {**KNOWN, "known_on": date(2026, 4, 3)}
    registers.open_incident(by=administrator, **known)
    insert, taken = registers.insert_incident, iter([IntegrityError])

    def just_after_someone_else(**given):
        for refusal in taken:
            raise refusal
        return insert(**given)

    monkeypatch.setattr(registers, "insert_incident", just_after_someone_else)

    registers.open_incident(by=administrator, **known)

    assert sorted(Incident.objects.values_list("number", flat=True)) == [1, 2]


def test_register_leaves_as_a_table_without_formulas(administrator_client, administrator):
    administrator_client.post(NEW, {**KNOWN, "circumstances": "=HYPERLINK(1)"})

    response = administrator_client.get("/gestion/intendance/incidents.csv")

    head, line = response.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Incident;Inscrit;Par;Renseignements touchés;Ce qui est arrivé;")
    assert line.split(";")[:1] == ["1"]
    assert line.split(";")[2:5] == [str(administrator), "Noms et courriels", "'=HYPERLINK(1)"]


def test_no_address_deletes_or_rewrites_an_entry(administrator_client):
    url = administrator_client.post(NEW, KNOWN)["Location"]

    for method in ("put", "patch", "delete"):
        assert getattr(administrator_client, method)(url).status_code == 405
    assert IncidentEntry.objects.get().people == "12"
