import pytest

from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import Anonymity, StepMode
from rlp_portal.workshops.services import close_workshop, go_to, join, open_workshop
from tests.factories import WorkshopFactory
from tests.rlps.carnet.pages import Page

HTMX = {"HX-Request": "true"}


def agenda(workshop):
    return [(title_of(step), step.minutes) for step in workshop.steps.all()]


def step_at(workshop, position):
    return workshop.steps.get(position=position)


def page_of(response):
    page = Page(response, path="")
    return page.first("main") or page


def told(response):
    return page_of(response).first(class_="agenda-said").text


def test_the_agenda_says_when_each_step_begins_and_when_all_ends(client, url):
    page = page_of(client.get(url("workshop_agenda")))

    assert [one.text for one in page.every("p", class_="agenda-time")] == [
        "9\u00a0h",
        "9\u00a0h\u00a010",
        "9\u00a0h\u00a030",
    ]
    assert "Fin prévue à 10\u00a0h\u00a020" in page.first(class_="agenda-end").text
    assert "Heures comptées à partir de 9\u00a0h" in page.first(class_="agenda-end").text


def test_a_step_is_changed_and_the_page_says_so(client, url, prepared):
    step = step_at(prepared, 3)
    data = {"minutes": "30", "mode": StepMode.TABLES, "anonymity": Anonymity.FIRST_NAMES, "may_skip": "on"}

    response = client.post(url("edit_step", step.public_id), data, follow=True)

    step.refresh_from_db()
    assert (step.minutes, step.mode, step.anonymity, step.may_skip) == (30, "tables", "first_names", True)
    assert told(response).startswith("Enregistré à ")
    assert told(client.get(url("workshop_agenda"))) == ""


@pytest.mark.parametrize(
    ("by", "typed", "minutes"), [("5", "45", 50), ("-5", "45", 40), ("-5", "3", 5), ("5", "?", 50)]
)
def test_minutes_go_up_and_down_by_buttons(client, url, prepared, by, typed, minutes):
    step = step_at(prepared, 3)
    data = {"minutes": typed, "par": by, "mode": StepMode.PHONES, "anonymity": Anonymity.ANONYMOUS}

    client.post(url("edit_step", step.public_id), data)

    assert step_at(prepared, 3).minutes == minutes


def test_the_agenda_says_its_version_to_a_script_that_may_hear_an_older_one_last(client, url, prepared):
    before = prepared.version

    response = client.post(url("move_step", step_at(prepared, 1).public_id), {"vers": "bas"}, headers=HTMX)

    shown = page_of(response).first("h2", id="deroulement-titre")
    assert shown.attrs["data-version"] == str(before + 1)


def test_a_script_gets_the_agenda_alone(client, url, prepared):
    step = step_at(prepared, 1)

    response = client.post(url("edit_step", step.public_id), {"title": "Bienvenue", "minutes": "15"}, headers=HTMX)

    page = page_of(response)
    assert (response.status_code, list(page.every("h1"))) == (200, [])
    assert told(response).startswith("Enregistré à ")
    assert agenda(prepared)[0] == ("Bienvenue", 15)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("", "Écrivez une durée, en minutes."),
        ("0", "Choisissez un nombre de 1 à 240."),
        ("trois", "Écrivez le nombre en chiffres, par exemple 3."),
    ],
)
def test_a_duration_that_is_none_is_refused_beside_its_field(client, url, prepared, minutes, said):
    data = {"minutes": minutes, "mode": StepMode.PHONES, "anonymity": Anonymity.ANONYMOUS}

    response = client.post(url("edit_step", step_at(prepared, 3).public_id), data)

    page = page_of(response)
    assert response.status_code == 422
    assert [one.text for one in page.every("p", class_="invalid-feedback")] == [said]
    assert f"{said}" in page.text
    assert step_at(prepared, 3).minutes == 45


def test_what_may_not_change_any_more_is_said(client, url, prepared, facilitator):
    open_workshop(workshop=prepared, by=facilitator)
    join(workshop=prepared)
    data = {"minutes": "45", "mode": StepMode.PHONES, "anonymity": Anonymity.FIRST_NAMES}

    response = client.post(url("edit_step", step_at(prepared, 3).public_id), data)

    assert response.status_code == 422
    assert "Des personnes sont déjà entrées\u00a0: l’anonymat ne change plus." in page_of(response).text


def test_steps_move_and_come_back(client, url, prepared):
    response = client.post(url("move_step", step_at(prepared, 1).public_id), {"vers": "bas"}, follow=True)
    assert told(response) == "Étape déplacée\u00a0: Accueil."
    assert [title for title, _minutes in agenda(prepared)][:2] == ["Importance des quatre stratégies", "Accueil"]

    response = client.post(url("undo_agenda"), follow=True)
    assert told(response) == "C’est annulé."
    assert agenda(prepared)[0] == ("Accueil", 10)
    assert client.post(url("undo_agenda")).status_code == 409


def test_a_step_taken_out_comes_back(client, url, prepared):
    before = agenda(prepared)

    client.post(url("take_step_out", step_at(prepared, 2).public_id))
    assert len(agenda(prepared)) == 2
    client.post(url("undo_agenda"))

    assert agenda(prepared) == before


def test_the_gestures_of_the_console_are_not_undone_here(client, url, prepared, facilitator):
    open_workshop(workshop=prepared, by=facilitator)
    go_to(workshop=prepared, step=step_at(prepared, 2), by=facilitator)

    assert client.post(url("undo_agenda")).status_code == 409
    prepared.refresh_from_db()
    assert prepared.current_step == step_at(prepared, 2)


@pytest.mark.parametrize(
    ("data", "added"),
    [
        ({"what": "feuille:ft2"}, ("FT2 Résultats à l’interne\u00a0: fonctions du regroupement", 20)),
        (
            {"what": "feuille:ft2", "minutes": "12"},
            ("FT2 Résultats à l’interne\u00a0: fonctions du regroupement", 12),
        ),
        ({"what": "importance"}, ("Importance des quatre stratégies", 20)),
        ({"what": "talk"}, ("Échange", 10)),
        ({"what": "break", "title": "Dîner", "minutes": "60"}, ("Dîner", 60)),
    ],
)
def test_a_step_is_added_at_the_end(client, url, prepared, data, added):
    client.post(url("add_step"), data)

    assert agenda(prepared)[3:] == [added]


@pytest.mark.parametrize("what", ["", "feuille:rien", "pause"])
def test_a_step_that_does_not_exist_is_refused(client, url, prepared, what):
    response = client.post(url("add_step"), {"what": what})

    assert response.status_code == 422
    assert len(agenda(prepared)) == 3


def test_a_closed_workshop_changes_no_more(client, url, prepared, facilitator):
    open_workshop(workshop=prepared, by=facilitator)
    close_workshop(workshop=prepared, by=facilitator)

    assert client.post(url("add_step"), {"what": "talk"}).status_code == 409
    page = page_of(client.get(url("workshop_agenda")))
    assert [*page.every("div", class_="agenda-moves"), *page.every("form", class_="agenda-add")] == []


def test_an_agenda_takes_the_same_queries_for_few_steps_and_many(
    client, url, prepared, django_assert_max_num_queries
):
    for _ in range(12):
        client.post(url("add_step"), {"what": "talk"})
    client.get(url("workshop_agenda"))

    with django_assert_max_num_queries(8):
        client.get(url("workshop_agenda"))


def test_a_step_is_found_in_its_own_workshop_alone(client, url, prepared):
    other = WorkshopFactory(round=prepared.round)

    there = url("move_step", step_at(prepared, 1).public_id, workshop=other)

    assert client.post(there, {"vers": "bas"}).status_code == 404


def test_a_direction_that_is_none_moves_nothing(client, url, prepared):
    before = agenda(prepared)

    assert client.post(url("move_step", step_at(prepared, 1).public_id), {"vers": "côté"}).status_code == 404
    assert agenda(prepared) == before
