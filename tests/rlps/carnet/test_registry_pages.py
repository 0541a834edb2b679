"""The registry in a browser without JavaScript: one line, a pasted list, one click, two files made into one."""

import datetime
import uuid

import pytest

from rlp_portal.rlps.carnet.paste_views import TOO_LONG
from tests.rlps.reading import messages_of
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Actor, Change, PlanLine, Sector, Variant
from worksheets.queries import tasks_of
from worksheets.rows import FULL_WHEEL

B37 = "Cet organisme semble déjà inscrit\u00a0: «\u00a0CPE Les Petits Pas\u00a0». Est-ce le même?"


@pytest.fixture
def schools(workbook, coordinator):
    return services.add_sector(workbook=workbook, circle="formal", name="Scolaire", by=coordinator)


@pytest.fixture
def cpe(workbook, coordinator):
    return services.add_actor(workbook=workbook, name="CPE Les Petits Pas", by=coordinator)


def names():
    return list(Actor.objects.kept().values_list("name", flat=True))


# ---- The list ----------------------------------------------------------------------------------------------------


def test_an_actor_is_added_in_one_line_with_what_is_chosen_beside(plain, url, schools):
    typed = {"new-actor-": "École du Boisé", "with-organisation": "CSS", "with-sector": str(schools.public_id)}

    page = plain.send(plain.open(url("actors")), {**typed, "with-involvement": "involved"}, button="add")

    actor = Actor.objects.get()
    assert (actor.name, actor.organisation, actor.sector, actor.involvement) == (
        *("École du Boisé", "CSS"),
        *(schools, "involved"),
    )
    assert "Ajouté\u00a0: École du Boisé" in page.first("main").text


def test_b37_a_name_that_is_there_already_is_asked_about_and_either_answer_is_taken(plain, url, cpe):
    page = plain.send(plain.open(url("actors")), {"new-actor-": "cpe  LES PETITS pas"}, button="add")

    assert page.status == 422
    assert B37 in page.first("main").text
    assert names() == ["CPE Les Petits Pas"]

    plain.send(page, {}, button="anyway:new-actor-")
    assert names() == ["CPE Les Petits Pas", "cpe  LES PETITS pas"]


def test_b39_a_sector_that_is_in_no_list_is_kept_beside_the_name(plain, url, cpe, schools):
    name = f"actor:{cpe.public_id}:other_sector"

    plain.send(plain.open(url("actors")), {name: " Pêche côtière "}, button="save")

    page = plain.open(url("actors"))
    assert (page.value(name), [one.text for one in page.every(class_="actor-note")]) == (
        "Pêche côtière",
        ["Pêche côtière"],
    )
    cpe.refresh_from_db()
    assert (cpe.sector, cpe.other_sector) == (None, "Pêche côtière")


def test_it_is_found_by_name_sector_and_involvement(plain, url, cpe, schools, workbook, coordinator):
    services.add_actor(workbook=workbook, name="École", sector=schools, involvement="involved", by=coordinator)

    def shown(query):
        page = plain.open(f"{url('actors')}?{query}")
        return [row["name"]["value"] for row in page.response.context["actors"]]

    assert shown("q=petits") == ["CPE Les Petits Pas"]
    assert shown(f"secteur={schools.public_id}") == ["École"]
    assert shown("secteur=aucun") == ["CPE Les Petits Pas"]
    assert shown("implication=involved") == ["École"]
    assert shown("q=%00rien&secteur=x&implication=x") == []


def test_one_click_makes_an_actor_involved_on_that_day(plain, url, cpe):
    plain.send(plain.open(url("actors")), {}, button=f"involve:{cpe.public_id}")

    cpe.refresh_from_db()
    assert (cpe.involvement, cpe.involvement_since) == ("involved", datetime.date.today())  # noqa: DTZ011


def test_two_people_who_press_it_together_ask_for_the_same(plain, other_plain, url, cpe):
    mine, theirs = plain.open(url("actors")), other_plain.open(url("actors"))
    plain.send(mine, {}, button=f"involve:{cpe.public_id}")

    other_plain.send(theirs, {}, button=f"involve:{cpe.public_id}")

    cpe.refresh_from_db()
    assert cpe.is_involved
    assert Change.objects.filter(target_id=cpe.public_id, address="involvement").count() == 1


def test_an_actor_is_removed_and_taken_back(plain, coordinator_client, url, cpe):
    plain.send(plain.open(url("actors")), {}, button=f"remove:{cpe.public_id}")
    assert names() == []

    coordinator_client.post(url("undelete_row", cpe.public_id))
    assert names() == ["CPE Les Petits Pas"]


def test_two_people_rename_one_actor_and_both_names_are_kept(plain, other_plain, url, cpe):
    name = f"actor:{cpe.public_id}:name"
    mine, theirs = plain.open(url("actors")), other_plain.open(url("actors"))
    plain.send(mine, {name: "CPE Un"}, button="save")

    page = other_plain.send(theirs, {name: "CPE Deux"}, button="save")

    cpe.refresh_from_db()
    assert (page.status, cpe.name, page.value(name)) == (409, "CPE Un", "CPE Deux")
    assert list(Variant.objects.values_list("value", flat=True)) == ["CPE Deux"]


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_an_empty_name_is_refused_and_the_old_one_stays(plain, url, cpe, typed):
    page = plain.send(plain.open(url("actors")), {f"actor:{cpe.public_id}:name": typed}, button="save")

    assert page.status == 422
    assert names() == ["CPE Les Petits Pas"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_makes_few_queries_whatever_it_holds(
    coordinator_client, url, schools, workbook, coordinator, count, django_assert_max_num_queries
):
    for place in range(count):
        services.add_actor(workbook=workbook, name=f"Acteur {place}", sector=schools, by=coordinator)

    with django_assert_max_num_queries(6):
        assert coordinator_client.get(url("actors")).status_code == 200


# ---- A pasted list -----------------------------------------------------------------------------------------------


def test_b38_five_hundred_lines_are_seen_before_they_come_in(coordinator_client, url, schools):
    lines = [*(f"Organisme {one} – scolaire" for one in range(479)), "Seul – Pêche", *["organisme 1"] * 20]

    text = "\n".join(lines)
    response = coordinator_client.post(url("paste_actors"), {"list": text, "then": "check"})

    assert "500\u00a0lignes trouvées, 480\u00a0ajoutables, 20 à vérifier." in response.content.decode()
    assert "Répète la ligne\u00a02." in response.content.decode()
    assert names() == []

    coordinator_client.post(url("paste_actors"), {"list": text, "seen": text, "anyway": ["481"], "then": "add"})
    assert Actor.objects.count() == 481
    assert Actor.objects.filter(sector=schools).count() == 479
    assert Actor.objects.get(name="Seul").other_sector == "Pêche"


def test_a_list_begins_the_wheel_that_it_comes_in(coordinator_client, url, workbook, schools):
    assert {task.status for task in tasks_of(workbook.pk)} == {"not_started"}

    text = "École – scolaire\nSeul"
    coordinator_client.post(url("paste_actors"), {"list": text, "seen": text, "then": "add"})

    begun = [task.instrument.key for task in tasks_of(workbook.pk) if task.status != "not_started"]
    assert begun == ["formal_sectors"]


def test_a_list_sent_twice_comes_in_once(coordinator_client, url):
    sent = {"list": "Un\nDeux", "seen": "Un\nDeux", "then": "add", "op_id": str(uuid.uuid4())}

    for _time in range(2):
        response = coordinator_client.post(url("paste_actors"), sent)

    assert names() == ["Un", "Deux"]
    assert messages_of(response)[-1] == "2\u00a0acteurs ajoutés au carnet."


def test_a_list_changed_since_it_was_seen_is_seen_again(coordinator_client, url):
    response = coordinator_client.post(url("paste_actors"), {"list": "Trois", "seen": "Un", "then": "add"})

    assert (response.status_code, names()) == (200, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" \n ", "Collez d’abord une liste, un acteur par ligne."),
        (
            "é" * 100_001,
            TOO_LONG,
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_said(coordinator_client, url, text, said):
    response = coordinator_client.post(url("paste_actors"), {"list": text, "then": "check"})

    assert response.status_code == 422
    assert said in response.content.decode()


def test_more_actors_than_a_carnet_keeps_are_refused_together(coordinator_client, url, cpe):
    text = "\n".join(f"Acteur {one}" for one in range(1000))

    response = coordinator_client.post(url("paste_actors"), {"list": text, "seen": text, "then": "add"})

    assert response.status_code == 422
    assert "il en prend encore 999" in response.content.decode()
    assert names() == ["CPE Les Petits Pas"]


# ---- Two files made into one -------------------------------------------------------------------------------------


def test_two_files_become_one_and_two_again(plain, coordinator_client, url, cpe, workbook, coordinator):
    twin = services.add_actor(workbook=workbook, name="Les Petits Pas", contact="Ana", by=coordinator)
    page = plain.open(url("merge_actors", twin.public_id))
    assert [one.name for one in page.response.context["close"]] == ["CPE Les Petits Pas"]

    coordinator_client.post(url("merge_actors", twin.public_id), {"keep": str(cpe.public_id)})
    cpe.refresh_from_db()
    assert (names(), cpe.contact) == (["CPE Les Petits Pas"], "Ana")

    coordinator_client.post(url("undelete_row", twin.public_id))
    cpe.refresh_from_db()
    assert (names(), cpe.contact) == (["CPE Les Petits Pas", "Les Petits Pas"], "")


@pytest.mark.parametrize("kept", ["", "rien", "own"])
def test_a_file_is_made_one_with_another_only(plain, url, cpe, kept):
    sent = {"keep": str(cpe.public_id) if kept == "own" else kept}

    response = plain.client.post(url("merge_actors", cpe.public_id), sent)

    assert response.status_code == 422
    assert names() == ["CPE Les Petits Pas"]


def test_an_unknown_actor_is_not_found(coordinator_client, url, cpe):
    assert coordinator_client.get(url("merge_actors", uuid.uuid4())).status_code == 404


# ---- The wheels --------------------------------------------------------------------------------------------------


def test_the_wheel_is_filled_wedge_by_wedge(plain, url):
    page = plain.send(plain.open(url("sheet", "formal_sectors")), {"new-sector-formal": "Scolaire"}, button="add")
    schools = Sector.objects.get()
    line = f"new-actor-{schools.public_id}-to_mobilise"

    page = plain.send(page, {line: "École du Boisé"}, button="add")

    actor = Actor.objects.get()
    assert (actor.sector, actor.involvement) == (schools, "to_mobilise")
    assert f"pointe-{schools.public_id}" in page.first("details", class_="wedge").attrs["id"]

    plain.send(page, {}, button=f"involve:{actor.public_id}")
    assert Actor.objects.get().is_involved


def test_an_example_is_taken_by_its_button(plain, url):
    plain.send(plain.open(url("sheet", "informal_sectors")), {}, button="example:Grands-parents")

    assert list(Sector.objects.values_list("circle", "name")) == [("informal", "Grands-parents")]


def test_a_name_of_the_other_wheel_is_asked_about_and_the_same_file_comes(plain, url, cpe, schools):
    line = f"new-actor-{schools.public_id}-involved"
    page = plain.send(plain.open(url("sheet", "formal_sectors")), {line: "cpe les petits pas"}, button="add")
    assert B37 in page.first("main").text

    plain.send(page, {}, button=f"same:{cpe.public_id}:{line}")

    cpe.refresh_from_db()
    assert (names(), cpe.sector, cpe.is_involved) == (["CPE Les Petits Pas"], schools, True)


def test_a_thirteenth_sector_is_refused_and_stays_where_it_was_typed(plain, url, workbook, coordinator):
    for place in range(12):
        services.add_sector(workbook=workbook, circle="formal", name=f"Secteur {place}", by=coordinator)

    page = plain.send(plain.open(url("sheet", "formal_sectors")), {"new-sector-formal": "De trop"}, button="add")

    assert page.status == 422
    assert FULL_WHEEL in page.first("main").text
    assert page.value("new-sector-formal") == "De trop"
    assert list(Variant.objects.values_list("value", flat=True)) == ["De trop"]


def test_sectors_move_by_their_buttons(plain, url, workbook, coordinator):
    first, second = (
        services.add_sector(workbook=workbook, circle="formal", name=name, by=coordinator) for name in ("A", "B")
    )

    plain.send(plain.open(url("sheet", "formal_sectors")), {}, button=f"up:{second.public_id}")
    assert list(Sector.objects.values_list("name", flat=True)) == ["B", "A"]
    plain.send(plain.open(url("sheet", "formal_sectors")), {}, button=f"down:{second.public_id}")
    assert list(Sector.objects.values_list("name", flat=True)) == ["A", "B"]


def order():
    return list(Sector.objects.kept().values_list("name", flat=True))


@pytest.fixture
def three_sectors(workbook, coordinator):
    return [services.add_sector(workbook=workbook, circle="formal", name=name, by=coordinator) for name in "ABC"]


def test_a_sector_moved_by_itself_says_where_it_is_and_draws_no_page(coordinator_client, url, three_sectors):
    address, sent = url("move_sector", three_sectors[2].public_id), {"step": "-1", "op_id": str(uuid.uuid4())}

    answers = [coordinator_client.post(address, sent).json() for _again in range(2)]

    assert order() == ["A", "C", "B"]
    assert [one["message"] for one in answers] == ["«\u00a0C\u00a0» est le secteur 2 sur 3."] * 2


@pytest.mark.parametrize("step", ["", "0", "2", "x"])
def test_a_sector_takes_one_step_and_no_other(coordinator_client, url, three_sectors, step):
    assert coordinator_client.post(url("move_sector", three_sectors[2].public_id), {"step": step}).status_code == 404
    assert order() == ["A", "B", "C"]


def test_a_sector_in_the_bin_is_not_moved(coordinator_client, coordinator, url, three_sectors):
    services.delete_row(row=three_sectors[2], by=coordinator)

    assert coordinator_client.post(url("move_sector", three_sectors[2].public_id), {"step": "-1"}).status_code == 404


def test_two_people_who_move_sectors_at_once_lose_no_step_and_are_told(plain, other_plain, url, three_sectors):
    mine, theirs = plain.open(url("sheet", "formal_sectors")), other_plain.open(url("sheet", "formal_sectors"))
    plain.send(mine, {}, button=f"up:{three_sectors[2].public_id}")

    page = other_plain.send(theirs, {}, button=f"down:{three_sectors[0].public_id}")

    assert order() == ["C", "A", "B"]
    assert messages_of(page.response) == ["«\u00a0A\u00a0» est le secteur 2 sur 3."]


def test_an_actor_removed_while_in_a_wheel_leaves_it_and_its_history_says_so(
    plain, url, schools, workbook, coordinator
):
    actor = services.add_actor(workbook=workbook, name="École", sector=schools, by=coordinator)
    page = plain.open(url("sheet", "formal_sectors"))
    services.delete_row(row=actor, by=coordinator)

    page = plain.send(page, {f"actor:{actor.public_id}:name": "École neuve"}, button="save")

    assert "a été retiré entre-temps" in page.first("main").text
    assert (
        "Acteur mis à la corbeille\u00a0: École"
        in plain.open(url("sheet_history", "formal_sectors")).first("main").text
    )


@pytest.mark.parametrize("query", ["", "?secteur=1", "?secteur=99", "?secteur=-1", "?secteur=x"])
def test_a_room_sees_the_wheel_whole_or_one_wedge(coordinator_client, url, schools, query):
    response = coordinator_client.get(url("wheel_screen", "formal_sectors") + query)

    assert (response.status_code, response.context["chosen"]) == (200, 1 if query == "?secteur=1" else None)


def test_on_a_phone_the_names_of_a_wedge_are_written_under_the_wheel(plain, url, schools, workbook, coordinator):
    services.add_actor(workbook=workbook, name="École des Érables", sector=schools, by=coordinator)

    wedge = plain.open(url("wheel_screen", "formal_sectors") + "?secteur=1").first("section", class_="screen-wedge")

    assert [one.text for one in wedge.every("li")] == ["personne encore", "École des Érables"]


def test_only_a_wheel_is_shown_so(coordinator_client, url):
    assert coordinator_client.get(url("wheel_screen", "ft1")).status_code == 404


# ---- The stakeholders, and the people of sheet 05 ----------------------------------------------------------------


def test_who_and_when_make_one_line_of_the_plan(plain, url, cpe):
    page = plain.open(url("sheet", "stakeholders"))
    typed = {f"actor:{cpe.public_id}:contact_by": "Marie", f"actor:{cpe.public_id}:contact_on": "2027-01-15"}

    for _time in range(2):
        page = plain.send(page, typed, button=f"plan:{cpe.public_id}")

    assert [(one.measure, one.who, one.when) for one in PlanLine.objects.all()] == [
        ("Approcher CPE Les Petits Pas", "Marie", datetime.date(2027, 1, 15))
    ]


def test_a_contact_joins_the_plan_by_itself_once(coordinator_client, url, cpe):
    answers = [coordinator_client.post(url("plan_contact", cpe.public_id)).json() for _ in range(2)]

    assert list(PlanLine.objects.values_list("measure", flat=True)) == ["Approcher CPE Les Petits Pas"]
    assert [answer["message"].partition(" (FT7)")[0] for answer in answers] == [
        "«\u00a0Approcher CPE Les Petits Pas\u00a0» est ajouté au plan",
        "«\u00a0Approcher CPE Les Petits Pas\u00a0» est déjà au plan",
    ]


@pytest.mark.parametrize(("field", "is_begun"), [("capacities", True), ("organisation", False)])
def test_the_sheet_is_begun_with_the_first_thing_written_of_an_actor(
    coordinator_client, url, cpe, workbook, field, is_begun
):
    name = f"actor:{cpe.public_id}:{field}"
    sent = {"field": name, name: "Une salle", f"{name}--base": fingerprint(None)}

    coordinator_client.post(url("save_row_field"), sent)

    assert [one.status for one in tasks_of(workbook.pk) if one.instrument.key == "stakeholders"] == [
        "in_progress" if is_begun else "not_started"
    ]


def test_a_day_in_the_past_is_taken_and_one_that_does_not_exist_is_refused(plain, url, cpe):
    name = f"actor:{cpe.public_id}:contact_on"
    plain.send(plain.open(url("sheet", "stakeholders")), {name: "2020-02-01"}, button="save")

    page = plain.send(plain.open(url("sheet", "stakeholders")), {name: "2020-02-31"}, button="save")

    cpe.refresh_from_db()
    assert (page.status, cpe.contact_on, page.value(name)) == (422, datetime.date(2020, 2, 1), "2020-02-31")


def test_an_actor_already_involved_is_chosen_to_be_looked_at(plain, url, cpe, coordinator):
    services.set_involvement(actor=cpe, involvement="involved", by=coordinator)
    address = url("sheet", "stakeholders")

    assert f"ligne-{cpe.public_id}" not in str(plain.open(address).raw_text)
    assert plain.open(f"{address}?acteur={cpe.public_id}").by_id(f"ligne-{cpe.public_id}")


def test_a_person_of_sheet_05_becomes_an_actor_once(plain, url, schools):
    typed = {
        "absent.r1--base": "",
        "absent.r1--name": "",
        "absent.r1--organisation": "École de Sainte-Odile",
        "absent.r1--sector": "scolaire",
    }
    address = url("sheet_section", "members", "others")

    page = plain.send(plain.open(address), typed, button="person:absent.r1")
    again = plain.client.post(address, {"then": "person:absent.r1"}, follow=True)

    actor = Actor.objects.get()
    assert (actor.name, actor.organisation, actor.sector) == ("École de Sainte-Odile", "", schools)
    assert "«\u00a0École de Sainte-Odile\u00a0» est ajouté aux acteurs, à mobiliser." in page.first("main").text
    assert "est déjà parmi les acteurs." in again.content.decode()


def test_a_blank_row_names_nobody(plain, url):
    page = plain.send(plain.open(url("sheet_section", "members", "others")), {}, button="person:absent.r1")

    assert "Écrivez d’abord un nom ou un organisme" in page.first("main").text
    assert not Actor.objects.exists()


# ---- The next round ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_taken", [True, False])
def test_the_next_round_takes_the_registry_unless_unticked(plain, rlp, url, schools, workbook, coordinator, is_taken):
    services.add_actor(workbook=workbook, name="École", sector=schools, involvement="involved", by=coordinator)
    sent = {
        "title": "Démarche 2027",
        "started_on": "2027-01-10",
        "after": "1",
        **({"registry": "on"} if is_taken else {}),
    }

    plain.client.post(f"/rlp/{rlp.slug}/demarches/nouvelle/", sent)

    carried = list(Actor.objects.exclude(workbook=workbook).values_list("name", "sector__name", "involvement"))
    assert carried == ([("École", "Scolaire", "involved")] if is_taken else [])
    assert Change.objects.filter(origin="carried").count() == 2 * is_taken
