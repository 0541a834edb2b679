"""Quick entry of paper sheets, without a script: the whole form, and what the autosave notes."""

import html

import pytest

from rlp_portal.rlps.carnet.saving import PAPER_ENTRY
from worksheets.models import Answer, Change, Origin, PlanLine, SustainedObject, Variant

pytestmark = pytest.mark.django_db


def said(page):
    return html.unescape(page.response.content.decode())


def origins(workbook):
    return set(Change.objects.filter(workbook=workbook).values_list("origin", flat=True))


@pytest.mark.parametrize("code", ["FT1 · 11", "ft1", "11"])
def test_code_leads_to_its_sheet(coordinator_client, url, code):
    response = coordinator_client.get(url("paper_entry"), {"code": code})

    assert (response.status_code, response["Location"]) == (302, url("paper_sheet", "ft1"))


def test_unknown_code_is_said_and_kept_in_the_field(coordinator_client, url):
    response = coordinator_client.get(url("paper_entry"), {"code": "FT<9>"})

    assert response.status_code == 422
    assert "Aucune feuille ne porte le code «\u00a0FT<9>\u00a0»." in html.unescape(response.content.decode())
    assert 'value="FT&lt;9&gt;"' in response.content.decode()


def test_every_answer_of_the_sheet_is_noted_as_paper(plain, url, workbook):
    page = plain.open(url("paper_sheet", "ft3"))

    plain.send(page, {"importance": "4", "adopters": "Le service des loisirs"})

    assert {answer.address: answer.value for answer in Answer.objects.all()} == {
        "importance": 4,
        "adopters": "Le service des loisirs",
    }
    assert origins(workbook) == {Origin.PAPER}


def test_objects_and_measures_too(plain, url, workbook):
    plain.send(plain.open(url("paper_sheet", "ft1")), {"new-object-programmes": "Le jeu libre"})
    plain.send(plain.open(url("paper_sheet", "ft7")), {"new-measure-policy": "Écrire à la ville"})
    page = plain.open(url("paper_sheet", "ft7"))
    who = f"plan_line:{PlanLine.objects.get().public_id}:who"

    plain.send(page, {who: "Ana"})

    assert SustainedObject.objects.get().line == "programmes"
    assert PlanLine.objects.get().who == "Ana"
    assert origins(workbook) == {Origin.PAPER}
    assert Change.objects.count() == 3


@pytest.mark.parametrize("state", ["passed", "not_applicable"])
def test_a_state_is_taken_and_stays_on_the_ordinary_page(plain, url, state):
    plain.send(plain.open(url("paper_sheet", "ft3")), {"importance--state": state})
    ordinary = plain.open(url("sheet", "ft3"))

    plain.send(ordinary, {})

    assert Answer.objects.get().state == state
    assert Change.objects.count() == 1


def test_passing_is_not_offered_on_the_ordinary_page(plain, url):
    assert "Je passe" not in said(plain.open(url("sheet", "ft3")))
    assert "Je passe" in said(plain.open(url("paper_sheet", "ft3")))


def test_what_is_in_the_carnet_is_shown_and_left_alone(plain, url, autosave):
    autosave("ft3", "adopters", {"adopters": "Déjà là"})
    page = plain.open(url("paper_sheet", "ft3"))

    plain.send(page, {"importance": "2"})

    assert page.fields["adopters"] == ["Déjà là"]
    assert said(page).count("Déjà au carnet") == 1
    assert Change.objects.filter(address="adopters").count() == 1


def test_a_colleagues_words_are_never_overwritten_silently(plain, other_plain, url):
    page = plain.open(url("paper_sheet", "ft3"))
    other_plain.send(other_plain.open(url("sheet_section", "ft3", "questions")), {"adopters": "La collègue"})

    refused = plain.send(page, {"adopters": "Le papier"})

    assert refused.response.status_code == 409
    assert Answer.objects.get(address="adopters").value == "La collègue"
    assert Variant.objects.get().value == "Le papier"
    assert "Saisie papier" in said(refused)


def test_a_refused_value_stays_in_its_place(plain, url):
    refused = plain.send(plain.open(url("paper_sheet", "ft3")), {"adopters": "a" * 9_000, "importance": "3"})

    assert refused.response.status_code == 422
    assert refused.fields["adopters"] == ["a" * 9_000]
    assert Answer.objects.get().address == "importance"


@pytest.mark.parametrize(("code", "place"), [("FT2", ("paper_sheet", "ft2")), ("", ("paper_sheet", "ft3"))])
def test_the_next_sheet_comes_by_its_code(plain, url, code, place):
    following = plain.send(plain.open(url("paper_sheet", "ft3")), {"importance": "3", "code": code}, button="next")

    assert following.path.partition("#")[0] == url(*place)
    assert Answer.objects.get().value == 3


def test_an_unknown_next_code_loses_nothing(plain, url):
    following = plain.send(plain.open(url("paper_sheet", "ft3")), {"importance": "3", "code": "XX"}, button="next")

    assert following.response.status_code == 422
    assert Answer.objects.get().value == 3


def test_autosave_of_this_page_is_noted_as_paper(plain, url, coordinator_client, workbook):
    page = plain.open(url("paper_sheet", "ft7"))
    asked = url("save_field", "ft3")

    coordinator_client.post(f"{asked}?{PAPER_ENTRY}", {"field": "adopters", "adopters": "Ana"})
    coordinator_client.post(
        f"{url('add_plan_line')}?{PAPER_ENTRY}", {"strategy": "policy", "new-measure-policy": "Écrire"}
    )
    name = f"plan_line:{PlanLine.objects.get().public_id}:who"
    base = ""
    coordinator_client.post(
        f"{url('save_row_field')}?{PAPER_ENTRY}", {"field": name, name: "Luc", f"{name}--base": base}
    )

    assert PAPER_ENTRY in said(page)
    assert PlanLine.objects.get().who == "Luc"
    assert origins(workbook) == {Origin.PAPER}
