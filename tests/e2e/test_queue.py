"""F03, F06, F23: what is typed without a network waits in the browser, and leaves as soon as it may."""

import re

import pytest
from playwright.sync_api import Error, expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.people import COORDINATOR
from tests.e2e.queue import crash, expect_kept, kept_texts, line_of, make_older
from tests.e2e.sheets import SAVED, expect_saved, question, write, written

ROUND = "/rlp/rlp-des-berges/demarches/2/"
QUESTIONS = f"{ROUND}feuilles/ft4/questions/"
OTHER_SHEET = f"{ROUND}feuilles/ft6/questions/"
PLAN = f"{ROUND}feuilles/ft7/"
FIELD = "Quels obstacles faudra-t-il franchir?"
OTHER_FIELD = "Quelles sont les prochaines étapes?"
THIRD_FIELD = "Que faut-il faire pour les mettre en œuvre?"
SAVE = re.compile("/champ/$")
SOON = 10_000  # what the client was promised, in milliseconds
AWAY = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


@pytest.fixture
def words(request):
    """Other words in each test, or there would be nothing to save."""
    return f"Écrit pendant {request.node.originalname}"


@pytest.fixture
def page(signed_in, guard):
    guard.expects(*AWAY)
    return signed_in(COORDINATOR)


def test_f03_three_fields_and_a_row_typed_offline_arrive_when_the_network_is_back(page, words):
    page.goto(PLAN)
    page.context.set_offline(True)
    region = page.get_by_role("region", name="Changement de politiques")
    for label in ("Qui", "Nos besoins"):
        page.get_by_label(label, exact=True).first.fill(f"{words} ({label})")
    region.get_by_role("textbox").last.fill(words)
    region.get_by_role("textbox").last.press("Enter")

    expect(line_of(page)).to_have_text("Hors ligne\u00a0: 3 modifications gardées sur cet appareil")
    expect(region.get_by_text("En attente d’enregistrement")).to_be_visible()
    assert set(kept_texts(page)) == {words, "policy", f"{words} (Nos besoins)", f"{words} (Qui)"}

    page.context.set_offline(False)
    expect(line_of(page)).to_have_text(SAVED, timeout=SOON)
    expect_kept(page, [])
    page.reload()
    expect(page.get_by_label("Qui", exact=True).first).to_have_value(f"{words} (Qui)")
    expect(page.get_by_label("Nos besoins", exact=True).first).to_have_value(f"{words} (Nos besoins)")
    expect(region.get_by_role("group", name=f"Mesure\u00a0: {words}")).to_have_count(1)


def test_f03_ten_minutes_offline_with_fifty_fields(page, words, portal):
    portal.run(
        "from rlp_portal.rlps.models import Round\n"
        "from worksheets.services import add_plan_line\n"
        "round_ = Round.objects.get(rlp__slug='rlp-des-berges', number=2)\n"
        "for place in range(17):\n"
        "    add_plan_line(workbook=round_.workbook, strategy='community', measure=f'Mesure {place}', by=None)"
    )
    page.clock.install()
    page.goto(PLAN)
    fields = page.locator("[data-row] :is([id^=mesure-], [id^=qui-], [id^=besoins-])")
    page.context.set_offline(True)
    ids = fields.evaluate_all("(all) => all.map((one) => one.id).slice(-50)")
    for place, one in enumerate(ids):
        page.locator(f"[id='{one}']").fill(f"{words} {place}")
        page.clock.run_for(12_000)  # ten minutes in all
    expect(line_of(page)).to_have_text("Hors ligne\u00a0: 50 modifications gardées sur cet appareil")

    page.context.set_offline(False)
    page.clock.resume()
    expect(line_of(page)).to_have_text(SAVED, timeout=SOON)

    page.reload()
    assert [page.locator(f"[id='{one}']").input_value() for one in ids] == [f"{words} {place}" for place in range(50)]
    expect(page.locator("[data-field-conflict]:not([hidden])")).to_have_count(0)


def test_f03_a_reload_without_a_network_loses_nothing(page, words):
    page.goto(QUESTIONS)
    page.context.set_offline(True)
    write(page, FIELD, words)
    expect(line_of(page)).to_have_text("Hors ligne\u00a0: 1 modification gardée sur cet appareil")
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()

    page.context.set_offline(False)
    page.goto(QUESTIONS)

    expect(question(page, FIELD)).to_have_value(words)
    expect_saved(page)
    expect_kept(page, [])
    page.reload()
    assert written(page, FIELD) == words


@pytest.mark.parametrize("path", [QUESTIONS, OTHER_SHEET, PLAN, f"{ROUND}objets/", "/mon-compte/"])
def test_after_a_crash_the_next_page_sends_what_waited_whichever_it_is(path, page, words):
    page.goto(QUESTIONS)
    page.context.set_offline(True)
    write(page, FIELD, f"{words} {path}")
    expect_kept(page, [f"{words} {path}"])
    crash(page)

    page.context.set_offline(False)
    fresh = page.context.new_page()
    fresh.goto(path)

    expect_kept(fresh, [])
    fresh.goto(QUESTIONS)
    assert written(fresh, FIELD) == f"{words} {path}"


@pytest.mark.parametrize(("days", "arrives"), [(8, False), (365, True)])
def test_what_waited_a_week_is_erased_and_a_clock_set_right_erases_nothing(days, arrives, page, words):
    page.goto(QUESTIONS)
    page.context.set_offline(True)
    write(page, FIELD, words)
    expect(line_of(page)).to_contain_text("Hors ligne")
    make_older(page, days=days)
    crash(page)

    page.context.set_offline(False)
    fresh = page.context.new_page()
    fresh.goto(OTHER_SHEET)

    expect_kept(fresh, [])
    fresh.goto(QUESTIONS)
    assert (written(fresh, FIELD) == words) is arrives


def test_after_a_crash_a_row_is_added_once_by_the_next_page(page, words):
    page.goto(PLAN)
    region = page.get_by_role("region", name="Ressources")
    page.context.set_offline(True)
    region.get_by_role("textbox").last.fill(words)
    region.get_by_role("textbox").last.press("Enter")
    expect_kept(page, [words, "resources"])
    crash(page)

    page.context.set_offline(False)
    fresh = page.context.new_page()
    fresh.goto(OTHER_SHEET)
    expect_kept(fresh, [])
    fresh.goto(PLAN)

    measure = fresh.get_by_role("region", name="Ressources").get_by_role("group", name=f"Mesure\u00a0: {words}")
    expect(measure).to_have_count(1)


def test_a_living_page_keeps_what_is_its_own(page, words):
    """Another tab does not send in its place: two pages would both believe that they did."""
    other = page.context.new_page()
    sent = []
    other.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(QUESTIONS)
    page.route(SAVE, lambda route: route.abort())
    write(page, FIELD, words)
    expect_kept(page, [words])

    other.goto(OTHER_SHEET)
    write(other, "Où trouver ce financement?", words)
    expect_saved(other)

    assert [url for url in sent if "ft4" in url] == []
    assert kept_texts(other) == [words]
    page.unroute(SAVE)
    expect_saved(page)


def test_f06_two_tabs_of_one_person_follow_each_other(page, words):
    other = page.context.new_page()
    for one in (page, other):
        one.goto(QUESTIONS)

    write(page, FIELD, words)
    expect_saved(page)
    expect(question(other, FIELD)).to_have_value(words)
    write(other, FIELD, f"{words}, puis là")
    expect_saved(other)

    question(page, OTHER_FIELD).focus()
    expect(question(page, FIELD)).to_have_value(f"{words}, puis là")
    expect(page.locator("[data-field-conflict]:not([hidden])")).to_have_count(0)


def test_f06_two_tabs_in_one_field_keep_both_texts(page, words, guard):
    guard.expects(409)
    other = page.context.new_page()
    for one in (page, other):
        one.goto(QUESTIONS)
    question(other, THIRD_FIELD).focus()
    write(page, THIRD_FIELD, words)
    expect_saved(page)

    write(other, THIRD_FIELD, "Dans l’autre onglet")

    panel = other.locator("[data-field-conflict]:not([hidden])")
    expect(panel).to_contain_text("Vous avez modifié ce champ à")
    expect(panel.locator("blockquote").first).to_have_text(words)
    other.get_by_role("button", name="Garder la mienne").click()
    expect_saved(other)
    other.reload()
    assert written(other, THIRD_FIELD) == "Dans l’autre onglet"


# ---- Where the browser keeps nothing ------------------------------------------------------------------------------


def test_on_a_shared_computer_nothing_is_kept_and_the_line_says_so(open_context, guard, words):
    guard.expects(*AWAY)
    page = open_context().new_page()
    page.goto("/connexion/")
    page.get_by_label("Cet ordinateur est partagé").check()
    sign_in_here(page)
    page.goto(QUESTIONS)
    expect(line_of(page)).to_contain_text("Ordinateur partagé\u00a0: rien n’est gardé ici.")

    page.context.set_offline(True)
    write(page, FIELD, words)
    expect(line_of(page)).to_have_text(
        "Hors ligne\u00a0: 1 modification. Gardez cette page ouverte, nous réessayons."
    )
    assert kept_texts(page) == []
    assert words not in page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")

    page.context.set_offline(False)
    expect(line_of(page)).to_contain_text("Enregistré à", timeout=SOON)
    page.reload()
    assert written(page, FIELD) == words


def sign_in_here(page):
    page.get_by_label("Courriel").fill(COORDINATOR)
    page.locator("[autocomplete=current-password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "/connexion/" not in url)


REFUSED = """Object.defineProperty(window, "indexedDB", {
  value: { open() { throw new DOMException("", "SecurityError"); } },
});"""
FULL = """IDBObjectStore.prototype.put = function () { throw new DOMException("", "QuotaExceededError"); };"""


@pytest.mark.parametrize("how", [REFUSED, FULL], ids=["refused", "full"])
def test_f23_without_storage_it_saves_and_warns_before_the_page_is_closed(how, page, words):
    page.context.add_init_script(how)
    page.goto(QUESTIONS)
    write(page, FIELD, f"{words} en ligne {len(how)}")
    expect(line_of(page)).to_contain_text("Enregistré à")
    expect(line_of(page)).to_contain_text(
        "Cet appareil ne garde rien\u00a0: fermer la page ferait perdre ce qui n’est pas enregistré."
    )

    page.context.set_offline(True)
    write(page, FIELD, words)
    expect(line_of(page)).to_have_text(
        "Hors ligne\u00a0: 1 modification. Gardez cette page ouverte, nous réessayons."
    )
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    expect(question(page, FIELD)).to_have_value(words)  # she chose to stay
    assert dialogs == ["beforeunload"]

    page.context.set_offline(False)
    expect(line_of(page)).to_contain_text("Enregistré à", timeout=SOON)
    page.reload()
    assert written(page, FIELD) == words
