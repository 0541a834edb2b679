"""Two coordinators in the same carnet: what one writes appears at the other’s, and nobody’s typing is disturbed."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.sheets import expect_saved, press, question, write

COLLEAGUE = "soutien.berges@exemple.org"
ROUND = "/rlp/rlp-des-berges/demarches/2/"
QUESTIONS = f"{ROUND}feuilles/ft5/questions/"
STREAM = re.compile("/flux/")
SOON = 2_000  # what the client was promised, in milliseconds
FIELD = "Comment les mobiliser?"
OTHER_FIELD = "Comment sensibiliser et associer les médias?"
NOBODY = re.compile("^$")
KEEP_FIRST_NEWS = """document.addEventListener("portal:news", ({ detail }) => {
  window.early ??= detail;
  document.documentElement.dataset.told = "";
})"""


@pytest.fixture
def words(request):
    """Other words in each test, or there would be nothing to save."""
    return f"Écrit pendant {request.node.originalname}"


@pytest.fixture
def two(signed_in, live):
    """Sylvie and Karine, both in front of the same questions."""
    return live(COORDINATOR, QUESTIONS), live(COLLEAGUE, QUESTIONS)


@pytest.fixture
def live(signed_in):
    """Opens a page and waits for its stream."""

    def open_page(email, path):
        page = signed_in(email)
        with page.expect_response(STREAM) as stream:
            page.goto(path)
        assert stream.value.status == 200
        return page

    return open_page


def presence(page):
    return page.locator("[data-presence-words]")


def news_of(page, label):
    return page.locator("[data-question]", has=question(page, label)).locator("[data-field-live]")


def test_news_from_before_one_s_own_save_does_not_say_that_somebody_wrote(signed_in, words):
    page = signed_in(COORDINATOR)
    page.add_init_script(KEEP_FIRST_NEWS)
    page.goto(QUESTIONS)
    expect(page.locator("html[data-told]")).to_have_count(1)

    write(page, FIELD, words)
    expect_saved(page)
    page.evaluate("document.dispatchEvent(new CustomEvent('portal:news', { detail: window.early }))")

    expect(question(page, FIELD)).to_be_focused()
    expect(news_of(page, FIELD)).to_have_count(0)


def test_what_a_colleague_writes_appears_with_her_name(two, words):
    sylvie, karine = two
    write(sylvie, FIELD, words)
    expect_saved(sylvie)

    expect(question(karine, FIELD)).to_have_value(words, timeout=SOON)
    expect(news_of(karine, FIELD)).to_have_text(re.compile(r"^Modifié par Sylvie Marcotte à \d+\sh(\s\d\d)?\.$"))
    expect(karine.locator("[data-announcements]")).to_have_text(re.compile("Sylvie Marcotte"), timeout=35_000)


def test_what_appeared_is_the_new_base_to_write_on(two, words):
    sylvie, karine = two
    write(sylvie, FIELD, words)
    expect(question(karine, FIELD)).to_have_value(words)

    write(karine, FIELD, f"{words}, puis complété")

    expect_saved(karine)
    expect(question(sylvie, FIELD)).to_have_value(words)  # she is still in this field
    question(sylvie, OTHER_FIELD).focus()
    expect(question(sylvie, FIELD)).to_have_value(f"{words}, puis complété")


def test_a_field_being_typed_is_not_touched_and_both_texts_are_kept(two, words, guard):
    guard.expects(409)
    sylvie, karine = two
    karine.route("**/champ/", lambda route: None)  # hers stays on its way
    field = question(karine, FIELD)
    field.fill("Par la bibliothèque et")
    field.evaluate("(one) => one.setSelectionRange(4, 6)")
    before = karine.evaluate("scrollY")

    write(sylvie, FIELD, words)
    write(sylvie, OTHER_FIELD, words)

    expect(news_of(karine, FIELD)).to_have_text("Sylvie Marcotte vient de modifier ce champ.")
    expect(question(karine, OTHER_FIELD)).to_have_value(words)
    expect(field).to_have_value("Par la bibliothèque et")
    expect(field).to_be_focused()
    assert field.evaluate("(one) => [one.selectionStart, one.selectionEnd]") == [4, 6]
    assert karine.evaluate("scrollY") == before
    karine.unroute("**/champ/")
    karine.reload()
    expect(question(karine, FIELD)).to_have_value(re.compile("."))


def test_the_second_text_meets_the_first_as_a_variant(two, words, guard):
    guard.expects(409)
    sylvie, karine = two
    question(karine, FIELD).focus()
    write(sylvie, FIELD, words)
    expect(news_of(karine, FIELD)).to_have_text("Sylvie Marcotte vient de modifier ce champ.")

    write(karine, FIELD, "Par la bibliothèque")

    expect(karine.locator("[data-field-conflict]:not([hidden])")).to_contain_text(words)
    expect(question(karine, FIELD)).to_have_value("Par la bibliothèque")


def test_whoever_opens_the_sheet_is_seen_and_whoever_closes_it_is_not(live):
    sylvie = live(COORDINATOR, QUESTIONS)
    expect(presence(sylvie)).to_have_text(NOBODY)

    karine = live(COLLEAGUE, QUESTIONS)

    expect(presence(sylvie)).to_have_text("Karine Boisclair est aussi sur cette feuille.", timeout=SOON)
    expect(presence(karine)).to_have_text("Sylvie Marcotte est aussi sur cette feuille.", timeout=SOON)
    karine.close()
    expect(presence(sylvie)).to_have_text(NOBODY)


def test_another_sheet_is_another_place(live):
    sylvie, karine = live(COORDINATOR, QUESTIONS), live(COLLEAGUE, f"{ROUND}feuilles/ft6/questions/")

    expect(presence(karine)).to_have_text(NOBODY)
    expect(presence(sylvie)).to_have_text(NOBODY)


def test_the_same_person_in_two_tabs_is_told(live):
    first, second = live(COORDINATOR, QUESTIONS), live(COORDINATOR, QUESTIONS)

    for page in (first, second):
        expect(presence(page)).to_have_text("Cette feuille est aussi ouverte dans un autre onglet.", timeout=15_000)


def test_rows_come_and_go_and_the_state_of_the_sheet_too(live):
    path = f"{ROUND}feuilles/ft7/"
    sylvie, karine = live(COORDINATOR, path), live(COLLEAGUE, path)
    entry = sylvie.locator("#nouvelle-mesure-policy")
    entry.fill("Une mesure en direct")
    entry.press("Enter")

    appeared = karine.locator("[data-row]", has=karine.get_by_text("Une mesure en direct"))
    expect(appeared).to_have_count(1, timeout=SOON)
    assert appeared.locator("xpath=..").get_attribute("id") == "mesures-policy"
    appeared.get_by_label("Qui", exact=True).fill("La bibliothèque")
    expect_saved(karine)
    added = sylvie.locator("[data-row]", has=sylvie.get_by_text("Une mesure en direct"))
    expect(added.get_by_label("Qui", exact=True)).to_have_value("La bibliothèque")
    added.get_by_role("button", name="Retirer").click()
    question_somewhere_else(karine).focus()
    expect(appeared).to_have_count(0)

    press(sylvie, "Oui, j’ai terminé")
    expect(karine.get_by_text("Cette feuille est terminée.")).to_be_visible()
    sylvie.goto(path)
    press(sylvie, "Remettre en cours")
    expect(karine.get_by_text("Avez-vous terminé cette feuille?")).to_be_visible()


def question_somewhere_else(page):
    return page.locator("#nouvelle-mesure-community")


def test_without_a_stream_the_page_asks_then_finds_its_stream_again(signed_in, live, words, guard):
    guard.expects("ERR_FAILED")
    sylvie = live(COORDINATOR, QUESTIONS)
    karine = signed_in(COLLEAGUE)
    karine.route(STREAM, lambda route: route.abort())
    karine.goto(QUESTIONS)

    expect(presence(sylvie)).to_have_text("Karine Boisclair est aussi sur cette feuille.", timeout=15_000)
    write(sylvie, FIELD, words)
    expect(question(karine, FIELD)).to_have_value(words, timeout=15_000)

    with karine.expect_response(STREAM, timeout=60_000):
        karine.unroute(STREAM)
    write(sylvie, FIELD, f"{words} encore")
    expect_saved(sylvie)
    expect(question(karine, FIELD)).to_have_value(f"{words} encore", timeout=SOON)


def test_a_right_withdrawn_is_said_and_what_was_written_stays(signed_in, guard, portal, words):
    guard.expects(403, 404, "ERR_FAILED")
    page = signed_in("coordination.canal@exemple.org")
    page.route(STREAM, lambda route: route.abort())  # asking now and then tells it sooner than the minute of a stream
    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft5/questions/")
    portal.run(MEMBERSHIPS.format(action="update(role='member')"))
    try:
        question(page, FIELD).fill(words)
        expect(presence(page)).to_have_text(
            "Vous n’avez plus accès à cette feuille. "
            "Ce que vous avez écrit reste dans la page\u00a0: copiez-le avant de la fermer.",
            timeout=20_000,
        )
        expect(question(page, FIELD)).to_have_value(words)
    finally:
        portal.run(MEMBERSHIPS.format(action="update(role='coordinator')"))


MEMBERSHIPS = (
    "from rlp_portal.rlps.models import Membership\n"
    "own = Membership.objects.filter(rlp__slug='instance-canal-nord', user__email='coordination.canal@exemple.org')\n"
    "own.{action}"
)
