"""Objects to sustain and plan lines: their list, quick entry, the bin and the way back."""

import json
import re

import pytest
from django.urls import reverse

from tests.factories import RlpFactory, RoundFactory
from tests.rlps.reading import messages_of
from worksheets import services
from worksheets.models import Change, PlanLine, Sheet, SustainedObject

HTMX = {"HX-Request": "true"}


@pytest.fixture
def mardis(workbook, coordinator):
    return services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator, line="programmes")


def names():
    return list(SustainedObject.objects.values_list("name", "code", "line"))


# Quick entry with its own button


def test_an_object_is_added_and_only_its_row_comes_back(coordinator_client, url, mardis):
    sent = {"line": "relations", "new-object-relations": "La confiance"}

    response = coordinator_client.post(url("add_object"), sent, headers=HTMX)

    row = SustainedObject.objects.latest("id")
    assert response.status_code == 200
    assert (row.name, row.code, row.line) == ("La confiance", "R", "relations")
    assert response.content.decode().lstrip().startswith(f'<li data-row="{row.public_id}"')
    assert Sheet.objects.get().instrument_key == "ft1"


def test_a_measure_is_added_and_only_its_row_comes_back(coordinator_client, url):
    sent = {"strategy": "resources", "new-measure-resources": "Une demande"}

    response = coordinator_client.post(url("add_plan_line"), sent, headers=HTMX)

    line = PlanLine.objects.get()
    assert (line.measure, line.strategy) == ("Une demande", "resources")
    assert response.content.decode().lstrip().startswith(f'<li data-row="{line.public_id}"')


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("add_object", {"line": "relations", "new-object-relations": " \u200b"}),
        ("add_plan_line", {"strategy": "policy", "new-measure-policy": ""}),
        ("add_plan_line", {"strategy": "policy"}),
        ("add_object", {}),
    ],
)
def test_an_empty_line_is_refused(coordinator_client, url, name, sent):
    response = coordinator_client.post(url(name), sent, headers=HTMX)

    assert response.status_code == 422
    assert response.json() == {"message": "Écrivez d’abord le nom, puis appuyez sur «\u00a0Ajouter\u00a0»."}
    assert not Change.objects.exists()


def test_a_strategy_that_does_not_exist_is_refused(coordinator_client, url):
    sent = {"strategy": "luck", "new-measure-luck": "Une loterie"}

    response = coordinator_client.post(url("add_plan_line"), sent, headers=HTMX)

    assert response.status_code == 422
    assert response.json() == {"message": "Ce choix n’existe plus. Choisissez-en un autre."}
    assert not PlanLine.objects.exists()


def test_without_script_adding_comes_back_to_the_page_it_came_from(coordinator_client, url):
    page = f"http://testserver{url('sheet', 'ft1')}"
    sent = {"line": "relations", "new-object-relations": "La confiance"}

    response = coordinator_client.post(url("add_object"), sent, headers={"Referer": page})

    assert (response.status_code, response["Location"]) == (302, page)


def test_an_address_of_another_site_is_not_followed(coordinator_client, url):
    sent = {"line": "relations", "new-object-relations": "La confiance"}

    response = coordinator_client.post(url("add_object"), sent, headers={"Referer": "https://ailleurs.example/"})

    assert response["Location"] == url("objects")


def test_adding_and_removing_say_the_hour_of_the_save(coordinator_client, url, mardis):
    sent = {"strategy": "policy", "new-measure-policy": "Écrire"}

    responses = [
        coordinator_client.post(url("add_plan_line"), sent, headers=HTMX),
        coordinator_client.post(url("delete_row", mardis.public_id), headers=HTMX),
    ]

    for response in responses:
        said = json.loads(response["HX-Trigger"])["portal:saved"]["said"]
        assert re.fullmatch(r"Enregistré à \d+\u00a0h(\u00a0\d\d)?", said)


# The list of objects


def test_objects_are_listed_by_nature(plain, url, workbook, coordinator):
    for name, code in [("Un lien", "R"), ("Les mardis", "A"), ("La fête", "A")]:
        services.add_object(workbook=workbook, name=name, code=code, by=coordinator)

    page = plain.open(url("objects"))

    sections = [(one.first("h2").text, one) for one in page.every("section", class_="object-group")]
    shown = {
        title: [
            control.text.strip() for control in section.every("textarea") if control.attrs["name"].endswith(":name")
        ]
        for title, section in sections
    }
    assert shown == {
        "Activités et programmes": ["Les mardis", "La fête"],
        "Relations et collaborations": ["Un lien"],
        "Ajouter un objet": [],
    }


def test_an_object_from_elsewhere_is_added_with_its_nature(plain, url):
    plain.send(plain.open(url("objects")), {"new-object-": "Le comité", "new-code-": "S"}, button="add")

    assert names() == [("Le comité", "S", "")]


def test_an_object_is_renamed_and_its_fate_decided(plain, url, mardis):
    address = f"object:{mardis.public_id}"

    page = plain.send(plain.open(url("objects")), {f"{address}:name": "Les jeudis", f"{address}:fate": "transform"})

    mardis.refresh_from_db()
    assert (mardis.name, mardis.fate) == ("Les jeudis", "transform")
    assert (page.value(f"{address}:name"), page.value(f"{address}:fate")) == ("Les jeudis", "transform")


def test_a_conflict_in_the_list_shows_both(plain, other_plain, url, mardis):
    name = f"object:{mardis.public_id}:name"
    mine = plain.open(url("objects"))
    other_plain.send(other_plain.open(url("objects")), {name: "Les jeudis"})

    page = plain.send(mine, {name: "Les lundis"})

    assert page.status == 409
    assert page.value(name) == "Les lundis"
    assert [link.attrs["href"] for link in page.summary.every("a")] == [f"#nom-{mardis.public_id}"]
    assert page.summary.first("blockquote").text == "Les jeudis"

    assert plain.send(page, {}).status == 200
    mardis.refresh_from_db()
    assert mardis.name == "Les lundis"


def test_removing_from_the_list_keeps_what_was_typed_elsewhere(plain, url, workbook, coordinator, mardis):
    kept = services.add_object(workbook=workbook, name="La fête", code="A", by=coordinator)
    page = plain.open(url("objects"))

    page = plain.send(page, {f"object:{kept.public_id}:name": "La grande fête"}, button=f"remove:{mardis.public_id}")

    assert page.path == url("objects")
    assert page.value(f"object:{kept.public_id}:name") == "La grande fête"
    assert f"object:{mardis.public_id}:name" not in page.field_names


def test_an_empty_list_leads_to_ft1(plain, url, rlp):
    page = plain.open(url("objects"))

    assert url("sheet", "ft1") in [link.attrs["href"] for link in page.every("a")]


# The bin


def test_a_row_removed_by_its_button_offers_to_undo(coordinator_client, url, mardis):
    response = coordinator_client.post(url("delete_row", mardis.public_id), headers=HTMX)

    mardis.refresh_from_db()
    assert mardis.deleted_at is not None
    assert url("undelete_row", mardis.public_id) in response.content.decode()
    assert (
        "«\u00a0Les mardis\u00a0» est retiré. Il reste 30 jours dans la corbeille. "
        "Vous le retrouverez dans l’historique de la feuille."
    ) in response.content.decode()


@pytest.mark.parametrize("kind", ["object", "line"])
def test_a_row_comes_back(coordinator_client, url, workbook, coordinator, mardis, kind):
    line = services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=coordinator)
    row, page = (mardis, url("objects")) if kind == "object" else (line, url("sheet", "ft7"))
    coordinator_client.post(url("delete_row", row.public_id))

    response = coordinator_client.post(url("undelete_row", row.public_id))

    row.refresh_from_db()
    assert row.deleted_at is None
    assert response["Location"] == f"{page}#ligne-{row.public_id}"
    shown = coordinator_client.get(page)
    assert f'id="ligne-{row.public_id}"' in shown.text
    assert messages_of(shown)[-1] == f"«\u00a0{row}\u00a0» est revenu."


def test_on_its_wheel_an_actor_comes_back_in_its_wedge(coordinator_client, url, workbook, coordinator):
    school = services.add_sector(workbook=workbook, circle="formal", name="École", by=coordinator)
    actor = services.add_actor(workbook=workbook, name="CPE", sector=school, by=coordinator)
    services.delete_row(row=actor, by=coordinator)
    wheel = f"http://testserver{url('sheet', 'formal_sectors')}"

    response = coordinator_client.post(
        url("undelete_row", actor.public_id), headers={"Referer": f"{wheel}?secteur=1"}
    )

    assert response["Location"] == f"{wheel}?secteur={school.public_id}#ligne-{actor.public_id}"


def test_a_measure_without_a_title_can_be_removed(coordinator_client, url, workbook, coordinator):
    line = services.add_plan_line(workbook=workbook, strategy="policy", by=coordinator)

    response = coordinator_client.post(url("delete_row", line.public_id), headers=HTMX)

    assert "«\u00a0Mesure sans titre\u00a0» est retiré." in response.content.decode()


# Who may


@pytest.mark.parametrize("name", ["add_object", "add_plan_line", "delete_row", "undelete_row"])
def test_a_member_changes_no_row(member_client, url, mardis, name):
    args = [mardis.public_id] if name.endswith("delete_row") else []

    assert member_client.post(url(name, *args)).status_code == 403
    assert member_client.get(url(name, *args)).status_code == 405


def test_a_member_does_not_read_the_list(member_client, url):
    assert member_client.get(url("objects")).status_code == 403


def test_a_row_is_not_reached_through_another_round(coordinator_client, rlp, round_, mardis):
    other = RoundFactory(rlp=rlp, number=2)

    response = coordinator_client.post(reverse("delete_row", args=[rlp.slug, other.number, mardis.public_id]))

    assert response.status_code == 404


def test_a_stranger_finds_no_list(coordinator_client):
    foreign = RoundFactory(rlp=RlpFactory())

    assert coordinator_client.get(reverse("objects", args=[foreign.rlp.slug, 1])).status_code == 404
