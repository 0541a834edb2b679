"""What the scripts add, in a real browser, on the page that holds every component."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 760}
DESK = {"width": 1280, "height": 900}
AXE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
BOLD_TABLE = "<table><tr><td><b>Jeu</b></td></tr></table>"
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "Jeu");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def wait_for_words(page, selector, words):
    page.wait_for_function(
        "([selector, words]) => document.querySelector(selector)?.textContent === words", arg=[selector, words]
    )


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize("path", ["/", "/?erreurs=1&annuler=1", "/bienvenue/", "/absent/", "/suspendu/"])
def test_axe_finds_nothing(page_of_components, path, size):
    page = page_of_components(path)
    page.set_viewport_size(size)
    for disclosure in page.locator("main details").all():
        disclosure.evaluate("(one) => { one.open = true; }")

    # The page's own policy would refuse an added <script>: the debugging protocol evaluates it instead.
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
    )

    assert found == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(page_of_components, width):
    page = page_of_components("/?erreurs=1&annuler=1")

    page.set_viewport_size({"width": width, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_targets_are_large_enough_for_a_thumb(page_of_components):
    page = page_of_components()
    page.set_viewport_size(PHONE)

    small = page.evaluate(
        """[...document.querySelectorAll("a, button, summary, select, textarea, label.segment, .form-check")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 80))"""
    )

    assert small == []


def test_error_summary_takes_the_focus_and_its_links_lead_to_the_fields(page_of_components):
    page = page_of_components("/?erreurs=1")

    assert focused(page) == "error-summary"
    page.get_by_role("link", name="Mot utilisé").click()
    assert focused(page) == "id_word_0"


def test_menu_closes_by_escape_and_gives_the_focus_back(page_of_components):
    page = page_of_components()
    summary = page.locator("details.menu summary").first
    summary.click()
    page.get_by_role("button", name="Animation").focus()

    page.keyboard.press("Escape")

    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_undo_is_announced_then_leaves_after_ten_seconds_but_not_under_the_focus(page_of_components):
    page = page_of_components("/bienvenue/")
    page.clock.install()
    page.goto(page.url.replace("/bienvenue/", "/?annuler=1"))
    page.clock.run_for(100)
    assert page.locator("#annonces").text_content() == (
        "Objet retiré de la liste. Il reste 30 jours dans la corbeille. Vous pouvez annuler."
    )

    page.get_by_role("button", name="Annuler").focus()
    page.clock.run_for(15_000)
    assert page.locator("[data-undo-bar]").count() == 1

    page.locator("#constat").focus()
    page.clock.run_for(9_900)
    assert page.locator("[data-undo-bar]").count() == 1
    page.clock.run_for(200)
    assert page.locator("[data-undo-bar]").count() == 0


def test_characters_are_counted_as_people_see_them(page_of_components):
    page = page_of_components()
    field = page.locator("#constat")

    field.fill("é" * 89 + "👩‍👩‍👧")
    wait_for_words(page, "#constat-compte", "Encore 10\u00a0caractères")
    field.fill("e\u0301" * 99)
    wait_for_words(page, "#constat-compte", "Encore 1\u00a0caractère")
    wait_for_words(page, "#annonces", "Encore 1\u00a0caractère")
    field.fill("a" * 103)
    wait_for_words(page, "#constat-compte", "3\u00a0caractères de trop (limite\u00a0: 100)")

    assert field.input_value() == "a" * 103


def test_count_is_added_where_a_field_only_names_its_limit(page_of_components):
    page = page_of_components()

    page.locator("#id_words").fill("a" * 190)

    wait_for_words(page, "#id_words-compte", "Encore 10\u00a0caractères")
    assert page.locator("#id_words").get_attribute("aria-describedby") == "id_words-compte"


def test_counter_has_buttons_and_stops_at_its_least(page_of_components):
    page = page_of_components()
    field = page.get_by_label("Personnes présentes", exact=True)
    page.get_by_role("button", name="Ajouter 1 (Personnes présentes)").click()
    assert field.input_value() == "13"

    field.fill("0")
    page.get_by_role("button", name="Retirer 1 (Personnes présentes)").click()

    assert field.input_value() == "0"


@pytest.mark.parametrize(
    ("html", "said"), [(BOLD_TABLE, ["La mise en forme a été retirée."]), ("<p>Jeu</p>", []), ("", [])]
)
def test_formatting_left_behind_by_a_paste_is_said(page_of_components, html, said):
    page = page_of_components()

    page.locator("#constat").evaluate(PASTE, html)

    assert page.locator("[data-paste-notice]").all_text_contents() == said


def test_a_double_click_sends_a_form_once(page_of_components):
    page = page_of_components("/?annuler=1")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.get_by_role("button", name="Annuler").dblclick()
    page.wait_for_url("**/enregistrer/")

    assert [url.split("/", 3)[3] for url in sent] == ["enregistrer/"]


def test_a_refused_fragment_is_said_in_the_words_of_the_server(page_of_components):
    page = page_of_components()

    page.evaluate("htmx.ajax('GET', '/interdit/', { target: '#constat' })")

    notice = page.locator("[data-request-notice]")
    notice.wait_for()
    assert notice.text_content() == "Seule la coordination peut remplir le carnet."


def test_a_cut_network_is_said(page_of_components, context):
    page = page_of_components()
    context.set_offline(True)

    page.evaluate("htmx.ajax('GET', '/bienvenue/', { target: '#constat' }).catch(() => {})")

    notice = page.locator("[data-request-notice]")
    notice.wait_for()
    assert notice.text_content().startswith("La connexion est coupée.")


def test_pages_ask_nothing_of_another_origin_and_break_no_rule(page_of_components, live_server):
    page = page_of_components("/bienvenue/")
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.goto(live_server.url + "/")
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert said == []


def test_without_script_every_component_is_still_there(browser, page_of_components, live_server, context):
    page = page_of_components()
    with_script = page.locator("main input, main textarea, main select").count()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())

    page = plain.new_page()
    page.goto(live_server.url + "/?annuler=1")

    assert page.locator("main input:not([type=hidden]), main textarea, main select").count() > 0
    assert page.locator("main input, main textarea, main select").count() >= with_script
    page.get_by_role("button", name="Annuler").click()
    assert page.url == live_server.url + "/enregistrer/"
    plain.close()
