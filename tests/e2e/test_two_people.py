"""Two people in one field: both texts are shown, either may be kept, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.sheets import expect_saved, press, question, write, written

COLLEAGUE = "soutien.berges@exemple.org"
QUESTIONS = "/rlp/rlp-des-berges/demarches/2/feuilles/ft5/questions/"
PLAN = "/rlp/rlp-des-berges/demarches/2/feuilles/ft7/"
FIELD = "Comment les mobiliser?"
OTHER_FIELD = "Comment sensibiliser et associer les médias?"
BOTH_KEPT = re.compile(
    r"^Sylvie Marcotte a modifié ce champ à \d+\sh(\s\d\d)?\. Vos deux textes sont gardés\. Comparez-les\.$"
)


@pytest.fixture
def grandparents(request):
    """What Sylvie writes: other words in each test, or there would be nothing to save."""
    return f"Par les grands-parents ({request.node.originalname})"


@pytest.fixture
def in_conflict(signed_in, guard, grandparents):
    """Both opened the page, Sylvie wrote first; the page returned is Karine’s, with the two versions in sight."""
    guard.expects(409)
    first, second = signed_in(COORDINATOR), signed_in(COLLEAGUE)
    for page in (first, second):
        page.goto(QUESTIONS)
    question(second, FIELD).focus()  # a field where nobody is would follow by itself
    write(first, FIELD, grandparents)
    expect_saved(first)
    write(second, FIELD, "Par la bibliothèque")
    expect(panel(second)).to_be_visible()
    return second


def panel(page):
    return page.locator("[data-field-conflict]:not([hidden])")


def test_the_second_person_is_shown_both_texts(in_conflict, grandparents):
    assert BOTH_KEPT.match(panel(in_conflict).locator("p").first.inner_text())
    expect(panel(in_conflict).locator("blockquote:visible")).to_have_text(grandparents)
    expect(question(in_conflict, FIELD)).to_have_value("Par la bibliothèque")
    expect(in_conflict.locator("[data-save-words]")).to_have_text("À vérifier\u00a0: 1 champ")


def test_hers_may_be_kept_and_the_other_stays_in_the_history(in_conflict, grandparents):
    in_conflict.get_by_role("button", name="Garder la mienne").click()

    expect_saved(in_conflict)
    expect(panel(in_conflict)).to_have_count(0)
    expect(question(in_conflict, FIELD)).to_be_focused()
    in_conflict.reload()
    assert written(in_conflict, FIELD) == "Par la bibliothèque"
    in_conflict.get_by_role("link", name=re.compile("^Historique.*mobiliser")).click()
    expect(in_conflict.get_by_text(grandparents).first).to_be_visible()


def test_the_other_may_be_kept_without_touching_the_other_fields(in_conflict, grandparents):
    in_conflict.route("**/champ/", lambda route: None)  # the next field stays on its way
    write(in_conflict, OTHER_FIELD, "Une chronique par mois")

    in_conflict.get_by_role("button", name="Garder l’autre").click()

    expect(question(in_conflict, FIELD)).to_have_value(grandparents)
    expect(question(in_conflict, FIELD)).to_be_focused()
    expect(panel(in_conflict)).to_have_count(0)
    assert written(in_conflict, OTHER_FIELD) == "Une chronique par mois"


def test_both_may_be_joined_with_the_keyboard_alone(in_conflict, grandparents):
    join = in_conflict.get_by_role("button", name="Réunir les deux")
    join.focus()
    in_conflict.keyboard.press("Enter")
    joined = in_conflict.get_by_label("Le texte réuni")
    expect(joined).to_be_focused()
    expect(joined).to_have_value(f"{grandparents}\n\n———\n\nPar la bibliothèque")
    in_conflict.keyboard.press("Escape")
    expect(join).to_be_focused()
    expect(joined).to_be_hidden()
    in_conflict.keyboard.press("Enter")
    joined.fill("Par les grands-parents et la bibliothèque")
    in_conflict.keyboard.press("Tab")

    in_conflict.keyboard.press("Enter")

    expect(question(in_conflict, FIELD)).to_have_value("Par les grands-parents et la bibliothèque")
    expect(question(in_conflict, FIELD)).to_be_focused()
    expect(panel(in_conflict)).to_have_count(0)
    expect_saved(in_conflict)
    in_conflict.reload()
    assert written(in_conflict, FIELD) == "Par les grands-parents et la bibliothèque"


def test_a_third_version_is_shown_and_the_joined_text_stays(in_conflict, signed_in, grandparents):
    third = signed_in(COORDINATOR)
    third.goto(QUESTIONS)
    write(third, FIELD, f"{grandparents}, encore")
    expect_saved(third)
    in_conflict.get_by_role("button", name="Réunir les deux").click()
    in_conflict.get_by_label("Le texte réuni").fill("Un texte réuni")

    in_conflict.get_by_role("button", name="Garder le texte réuni").click()

    expect(panel(in_conflict).locator("blockquote").first).to_have_text(f"{grandparents}, encore")
    expect(in_conflict.get_by_label("Le texte réuni")).to_have_value("Un texte réuni")
    in_conflict.get_by_role("button", name="Garder le texte réuni").click()
    expect(question(in_conflict, FIELD)).to_have_value("Un texte réuni")


def test_what_is_written_in_a_row_put_in_the_bin_meanwhile_brings_it_back(signed_in, guard):
    guard.expects(410)
    first, second = signed_in(COORDINATOR), signed_in(COLLEAGUE)
    for page in (first, second):
        page.goto(PLAN)
    second.get_by_label("Nos besoins", exact=True).first.focus()
    first.get_by_role("button", name=re.compile("^Retirer")).first.click()
    expect(first.get_by_text("Il reste 30 jours dans la corbeille.")).to_be_visible()
    second.get_by_label("Nos besoins", exact=True).first.fill("Une salle le mardi")
    recover = second.get_by_role("button", name="Récupérer", exact=True)
    expect(recover).to_be_visible()

    recover.click()

    expect_saved(second)
    expect(panel(second)).to_have_count(0)
    second.reload()
    expect(second.get_by_label("Nos besoins", exact=True).first).to_have_value("Une salle le mardi")


def test_a_line_of_the_plan_has_the_same_care(signed_in, guard):
    guard.expects(409)
    first, second = signed_in(COORDINATOR), signed_in(COLLEAGUE)
    for page in (first, second):
        page.goto(PLAN)
    second.get_by_label("Qui", exact=True).first.focus()
    first.get_by_label("Qui", exact=True).first.fill("La bibliothèque")
    expect_saved(first)
    second.get_by_label("Qui", exact=True).first.fill("La maison de la famille")
    expect(panel(second).locator("blockquote:visible")).to_have_text("La bibliothèque")

    second.get_by_role("button", name="Garder l’autre").click()

    expect(second.get_by_label("Qui", exact=True).first).to_have_value("La bibliothèque")
    expect(second.get_by_label("Qui", exact=True).first).to_be_focused()


def test_without_script_the_page_comes_back_with_both_texts(signed_in, guard):
    guard.expects(409)
    first, second = signed_in(COORDINATOR), signed_in(COLLEAGUE, java_script_enabled=False)
    for page in (first, second):
        page.goto(QUESTIONS)
    write(first, OTHER_FIELD, "Par la radio communautaire")
    expect_saved(first)
    write(second, OTHER_FIELD, "Par le journal de rue")

    with second.expect_response(lambda response: response.request.method == "POST") as refused:
        press(second, "Enregistrer")

    assert refused.value.status == 409
    expect(second).to_have_title(re.compile("^Erreur"))
    summary = second.locator("[data-error-summary]")
    expect(summary.locator("blockquote")).to_have_text("Par la radio communautaire")
    assert written(second, OTHER_FIELD) == "Par le journal de rue"
    press(second, "Enregistrer")
    expect(second.get_by_text("Enregistré à").first).to_be_visible()
    assert written(second, OTHER_FIELD) == "Par le journal de rue"
