"""T08 and T09: a hundred and fifty scripts in every text that people may type, on every page. Nothing runs.

The browser is the judge: no dialog, no word in the console, no refusal of its security policy, no request elsewhere,
no element that a text brought; and each text is shown as it was typed.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from rlp_portal.reports.drawings import OF_THE_CARNET
from tests.e2e.conftest import PHONE, running
from tests.e2e.guard import FAILED_LOAD, Guard
from tests.e2e.payload_world import ADMINISTRATOR, ADVISOR, COORDINATOR, FACILITATOR, MEMBER
from tests.e2e.people import sign_in
from tests.payloads import PAYLOADS, SHORT, tagged
from tests.worksheets.diagrams.soundness import faults_of_drawing
from worksheets import catalogue, schema
from worksheets.figures import DRAWINGS

SLOW = 30_000  # milliseconds, where a page holds a hundred and sixty forms
ADVICE = "[DOM] Password forms"  # Chromium’s own, to those who make pages

# What the page says to whoever reads it and fills it: its words, and what its fields hold.
SAID = """() => [document.title, document.body.textContent,
  ...[...document.querySelectorAll("input, textarea")].map((one) => one.value)].join("\\n")"""

# What no page of ours holds, so that only a text could have brought it.
BROUGHT = """() => {
  const strange = "iframe, object, embed, base, marquee, video, audio, math, picture, frame, applet, template, xmp,"
    + "noembed, listing, mglyph, custom-element, x, script:not([src]), style, meta[http-equiv], [background],"
    + "[ping], [srcset], [poster], [formaction^='javascript'], [popovertarget], link[rel=prefetch]";
  const handled = (one) => [...one.attributes].some(({ name, value }) => /^on|^(data-)?hx-on|^srcdoc$/.test(name)
    || (/^(xlink:)?href$|src$|action$|^data$|^cite$/.test(name) && /^\\s*(javascript|vbscript|data):/i.test(value)));
  const ours = (one) => one.matches("img") && one.src.startsWith("data:image/");
  return [...document.querySelectorAll("*")]
    .filter((one) => one.matches(strange) || (handled(one) && !ours(one)))
    .map((one) => one.outerHTML.slice(0, 120));
}"""

# T09: each drawing is sound XML of harmless elements.
DRAWN_BADLY = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const text = new XMLSerializer().serializeToString(svg);
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const all = [...parsed.querySelectorAll("*")];
  const bad = all.filter((one) => ["script", "foreignObject", "a", "image", "use", "animate", "set", "parsererror"]
    .includes(one.localName) || [...one.attributes].some(({ name }) => /^on|href$/.test(name)));
  return bad.map((one) => one.outerHTML.slice(0, 120));
})"""


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """One of its own: nobody else would find her way among these names."""
    yield from running(tmp_path_factory)


@pytest.fixture(scope="module")
def signed_in_states():
    return {}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def ids(portal, archive):
    return json.loads(
        portal.run(f"from tests.e2e.payload_world import print_seed; print_seed({str(archive)!r})").splitlines()[-1]
    )


class SilentGuard(Guard):
    """Any dialog, any word in the console but the refusals that a test provokes."""

    def watch(self, context):
        super().watch(context)
        context.on("dialog", self.note_dialog)

    def note_dialog(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def note_console(self, message):
        failed = FAILED_LOAD.match(message.text)
        if message.text.startswith(ADVICE) or (failed and self.expected & set(failed.groups())):
            return
        self.complaints.append(f"console: {message.text} ({message.location['url']})")


@pytest.fixture
def guard(portal):
    guard, said = SilentGuard(origin=portal.url), len(portal.said())
    yield guard
    assert portal.said()[said:] == ""
    assert guard.complaints == []


@pytest.fixture
def visit(guard):
    """Opens a page, finds nothing brought in it, and gives what it says."""

    def open_page(page, path):
        response = page.goto(path)
        assert response.status == 200, path
        return look(page)

    def look(page):
        page.wait_for_load_state()
        assert page.evaluate(BROUGHT) == [], page.url
        assert page.evaluate(DRAWN_BADLY) == [], page.url
        assert guard.complaints == [], page.url
        return page.evaluate(SAID)

    open_page.look = look
    return open_page


def plain(text):
    """Spaces apart, and apostrophes however they are set."""
    return re.sub(r"\s+", "", text).replace("’", "'")


def missing(said, texts=PAYLOADS):
    said = plain(said)
    return [one for one in texts if plain(one) not in said]


ROUND = "/rlp/{slug}/demarches/{number}/"


def takes_words(instrument):
    return any(isinstance(asked, schema.LongText | schema.People) for _address, asked, _row in instrument.questions())


def test_carnet_of_a_coordinator(signed_in, ids, visit):
    page = signed_in(COORDINATOR)
    where = ROUND.format(**ids)

    assert missing(visit(page, f"{where}objets/")) == []
    assert missing(visit(page, f"{where}feuilles/ft7/")) == []
    for path in ("", "partager/", "a-verifier/", "papier/", "carnet-rapporte/", "feuilles-remplies/ft5/"):
        visit(page, where + path)
    for path in ("", "demarches/nouvelle/", "rapports/", "versions/", "fiche/", "fiche/modifier/"):
        visit(page, f"/rlp/{ids['slug']}/{path}")
    for path in ("mobilisation/", "equipe/", "demarches/"):
        assert missing(visit(page, f"/rlp/{ids['slug']}/{path}")) == []


@pytest.mark.parametrize("key", [one.key for one in catalogue.all_latest() if takes_words(one)])
def test_every_question_of_every_sheet(key, signed_in, ids, visit):
    page = signed_in(COORDINATOR)
    where = f"{ROUND.format(**ids)}feuilles/{key}/"

    for path in ("tout/", "papier/", "historique/", "a-verifier/"):
        assert missing(visit(page, where + path)) == [], path


def test_what_waits_beside_is_compared_in_the_sheet_and_in_its_list(signed_in, ids, visit):
    page = signed_in(COORDINATOR)

    said = visit(page, f"{ROUND.format(**ids)}a-verifier/")

    assert missing(said) == []


def test_two_people_in_one_field_see_each_other_and_both_texts(signed_in, ids, visit, guard):
    """What scripts of ours draw: presence, news, a conflict, what was removed."""
    path = f"{ROUND.format(**ids)}feuilles/ft5/questions/"
    pages = [signed_in(COORDINATOR), signed_in(COORDINATOR)]
    for page in pages:
        page.goto(path)
    first, second = pages
    other = "<img src=x onerror=alert(1)> autre"
    guard.expects(409)

    box, same = (page.get_by_role("textbox").nth(1) for page in pages)
    same.focus()
    box.fill(other)
    expect(first.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")
    same.fill("</textarea><script>alert(2)</script>")

    panel = second.locator("[data-field-conflict]:not([hidden])")
    expect(panel.locator("blockquote").first).to_have_text(other)
    visit.look(first)
    visit.look(second)


def test_what_is_removed_is_named_as_it_was_typed(signed_in, ids, visit):
    page = signed_in(COORDINATOR)
    page.goto(f"{ROUND.format(**ids)}objets/")
    name = page.locator("[data-row] [id^=nom-]").first.input_value()

    page.get_by_role("button", name=re.compile("^Retirer")).first.click()

    expect(page.get_by_role("button", name="Annuler")).to_be_visible(timeout=SLOW)
    assert missing(visit.look(page), [f"«\u00a0{name}\u00a0»"]) == []


def test_shared_version_as_the_advisor_reads_it(signed_in, ids, visit):
    page = signed_in(ADVISOR)
    where = f"/rlp/{ids['slug']}/versions/"
    visit(page, where)
    visit(page, f"{where}{ids['version']}/")
    page.get_by_role("button", name="Ouvrir").click()
    page.wait_for_load_state()

    said = visit.look(page)

    assert missing(said) == []
    assert missing("".join(visit(page, f"/conseil/?page={number}") for number in range(1, 12))) == []


def test_pages_of_a_member(signed_in, ids, visit):
    page = signed_in(MEMBER)
    where = ROUND.format(**ids)

    for path in ("/accueil/", f"/rlp/{ids['slug']}/", where, "/mon-compte/", "/mon-compte/renseignements/"):
        visit(page, path)
    assert missing(visit(page, f"{where}feuilles/ft1/")) == []


def test_pages_of_the_administration(open_context, ids, visit):
    page = open_context().new_page()
    sign_in(page, ADMINISTRATOR)
    names = "".join(visit(page, f"/gestion/regroupements/?page={number}") for number in range(1, 9))

    assert missing(names) == []
    assert missing(visit(page, "/gestion/personnes/?q=charge")) == []
    for path in ("personnes/", "personnes/inviter/", f"personnes/{ids['person']}/", "intendance/"):
        visit(page, f"/gestion/{path}")
    visit(page, "/gestion/intendance/etat/")
    assert missing(visit(page, f"/gestion/intendance/incidents/{ids['incident']}/")) == []
    assert missing(visit(page, f"/gestion/intendance/demandes/{ids['request']}/")) == []
    for path in ("incidents/", "demandes/", "renseignements/"):
        visit(page, f"/gestion/intendance/{path}")


# ---- Live workshops ---------------------------------------------------------------------------------------------


def unsaid(said, *names):
    """Those of the fields whose texts the page does not say whole."""
    return [name for name in names if missing(said, tagged(name))]


def test_workshops_of_a_facilitator(signed_in, ids, visit):
    page, where, rooms = signed_in(FACILITATOR), f"/rlp/{ids['slug']}/ateliers/", ids["rooms"]
    page.set_default_navigation_timeout(SLOW)
    draft, presenting, collecting, revealed, recording, over = (
        f"{where}{rooms[state]['id']}/"
        for state in ("draft", "presenting", "collecting", "revealed", "recording", "done")
    )

    assert unsaid(visit(page, "/animation/"), "titre", "lieu") == []
    assert unsaid(visit(page, where), "titre", "lieu") == []
    assert unsaid(visit(page, f"{draft}deroulement/"), "titre", "étape") == []
    assert unsaid(visit(page, f"{draft}inviter/"), "titre") == []
    for room in (presenting, collecting, revealed):
        assert unsaid(visit(page, f"{room}animer/"), "titre", "étape", "note") == []
    assert unsaid(visit(page, f"{collecting}animer/salle/"), "prénom") == []
    visit(page, f"{collecting}saisie/")
    visit(page, f"{revealed}animer/reponses/")
    assert unsaid(visit(page, f"{revealed}animer/idees/"), "réponse", "autre", "groupe", "mots") == []
    assert unsaid(visit(page, f"{recording}animer/"), "note") == []
    expect(page.get_by_label("Ce que le groupe retient")).to_be_visible(timeout=SLOW)  # fetched by the page
    assert unsaid(visit.look(page), "phrase", "réserves") == []
    assert unsaid(visit(page, f"{recording}animer/noter/"), "phrase", "réserves") == []
    visit(page, f"{over}bilan/")


def test_screen_and_phone_of_a_room(open_context, portal, ids, visit):
    rooms, context = ids["rooms"], open_context(viewport=PHONE)
    states = ("presenting", "collecting", "revealed", "recording", "done")
    context.add_cookies([{**rooms[state]["cookie"], "url": portal.url} for state in states])
    page = context.new_page()
    page.set_default_navigation_timeout(SLOW)
    screens, phones = (
        {state: visit(page, address(rooms[state])) for state in states}
        for address in (lambda room: f"/ecran/{room['display']}/", lambda room: f"/salle/{room['id']}/")
    )

    assert unsaid(screens["recording"], "phrase") == []
    assert unsaid(phones["collecting"], "réponse", "autre") == []
    assert unsaid(phones["revealed"], "sondage") == []
    assert unsaid(phones["done"], "réponse", "autre", "phrase", "réserves") == []
    visit(page, f"/saisie/{rooms['collecting']['helper']}/")


# ---- Plans, their codings and what is written of them -----------------------------------------------------------


def test_plans_and_synthesis_of_an_advisor(signed_in, ids, visit):
    page, made = signed_in(ADVISOR), ids["analysis"]
    page.set_default_navigation_timeout(SLOW)
    plans, syntheses = f"/rlp/{ids['slug']}/documents/", "/conseil/syntheses/"
    sample = f"/conseil/echantillons/{made['sample']}/"

    assert unsaid(visit(page, plans), "plan") == []
    visit(page, f"{plans}{made['plan']}/")
    assert missing(visit(page, f"{plans}{made['lost']}/passages-perdus/")) == []
    assert missing(visit(page, f"/conseil/codage/{made['plan']}/")) == []
    assert unsaid(visit(page, "/conseil/echantillons/"), "échantillon") == []
    assert unsaid(visit(page, sample), "échantillon", "raison", "plan") == []
    visit(page, f"{sample}double-lecture/")
    assert unsaid(visit(page, f"{sample}double-lecture/{made['plan']}/"), "mémo A", "mémo P") == []
    assert unsaid(visit(page, "/conseil/analyse/"), "échantillon") == []
    said = "".join(visit(page, f"/conseil/analyse/extraits/?page={number}") for number in range(1, 7))
    assert unsaid(said, "mémo A") == []
    assert unsaid(visit(page, syntheses), "synthèse") == []
    for one in (made["draft"], made["final"]):
        assert unsaid(visit(page, f"{syntheses}{one}/"), "synthèse", "fonction", "texte", "cité") == []
    visit(page, f"{syntheses}{made['draft']}/sections/resources/passages/")
    assert unsaid(visit(page, "/conseil/lexique/"), "proposé", "pourquoi", "répondu") == []
    visit(page, f"/conseil/regroupements/{ids['slug']}/")


@pytest.mark.parametrize("drawing", [*OF_THE_CARNET, *DRAWINGS])
def test_drawings_taken_away_hold_only_what_draws(drawing, signed_in, ids):
    """T09: a file is opened outside of our policy."""
    page = signed_in(COORDINATOR)
    names = [f"{drawing}/{one}" for one in DRAWINGS[drawing]] if drawing in DRAWINGS else [f"carnet/{drawing}"]

    for name in names:
        answered = page.request.get(f"{ROUND.format(**ids)}dessins/{name}/dessin.svg")
        if answered.status == 404:  # nothing to draw from words alone
            continue
        assert answered.headers["content-disposition"].startswith("attachment")
        assert answered.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert faults_of_drawing(answered.body()) == []


def test_files_brought_back_before_the_answer(signed_in, ids, visit):
    page = signed_in(COORDINATOR)

    said = visit(page, f"{ROUND.format(**ids)}feuilles-remplies/ft5/{ids['form']}/")
    assert missing(said) == []
    assert SHORT[0] in said
    said = visit(page, f"/rlp/{ids['slug']}/demarches/1/carnet-rapporte/{ids['returned']}/")
    assert missing(said) == []


def test_archive_opened_from_a_disk(browser, ids, archive):
    """No policy protects these pages: only what they say."""
    complaints, context = [], browser.new_context()
    context.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    context.on("console", lambda message: complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
    page = context.new_page()
    told = {}
    for path in sorted(archive.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate(BROUGHT) == [], path
        told[path.relative_to(archive).as_posix()] = page.evaluate(SAID)
    context.close()

    assert complaints == []
    assert missing(told["index.html"]) == []
    assert missing(told[f"demarche-{ids['number']}/index.html"]) == []
    assert [name for name, said in told.items() if "ft5" in name.lower() and missing(said)] == []


# ---- No field is forgotten --------------------------------------------------------------------------------------

NOT_TYPED = {
    "analysis.ChosenExcerpt": {"sub_strategy"},
    "analysis.CitedNumber": {"key", "shown"},
    "analysis.CodebookProposal": {"code"},
    "analysis.Coding": {"objects_coded", "strategies_coded", "fingerprint"},
    "analysis.CodingAct": {"base"},
    "analysis.Paragraph": {"sentences"},
    "analysis.PlanVersion": {"digest"},
    "analysis.Sample": {"universe_hash", "strata"},
    "analysis.SampledPlan": {"rank"},
    "analysis.Synthesis": {"frozen_digest"},
    "analysis.SynthesisText": {"fingerprint"},
    "analysis.TextAct": {"base"},
    "accounts.FailedTries": {"fingerprint"},
    "accounts.Invitation": {"token_hash"},
    "accounts.User": {"password", "email"},
    "reports.FilledForm": {"digest", "outcome", "instrument_key", "seal"},
    "reports.PortfolioPack": {"content_mark", "missing"},
    "reports.Report": {"instrument_key", "data_version", "code_version", "content_key"},
    "reports.ReturnedCarnet": {"digest", "outcome"},
    "rlps.Rlp": {"slug"},
    "rlps.SharedVersion": {"digest"},
    "rlps.SheetPresence": {"instrument_key", "tab"},
    "stewardship.BackupRun": {"file_name"},
    "workshops.Operation": {"mark"},
    "workshops.Outcome": {"item"},
    "workshops.Participant": {"key_hash", "resume_code"},
    "workshops.Poll": {"item"},
    "workshops.Step": {"instrument_key", "current_item", "to_discuss", "answered_by"},
    "workshops.Submission": {"instrument_key"},
    "workshops.Tally": {"item", "choice"},
    "workshops.Workshop": {"join_token", "display_token", "helper_token"},
    "worksheets.Answer": {"address", "fingerprint"},
    "worksheets.Change": {"address"},
    "worksheets.Restoration": {"epoch"},
    "worksheets.Sheet": {"instrument_key"},
    "worksheets.SustainedObject": {"line"},
    "worksheets.Variant": {"address", "fingerprint", "base"},
}
SEEDED = """
import json
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from tests.payloads import PAYLOADS

def written(held):
    return json.dumps(held, ensure_ascii=False)

def is_seeded(model, field):
    held = "".join(map(written, model.objects.values_list(field.name, flat=True)))
    return any(written(one)[1:-1] in held for one in PAYLOADS)

print(json.dumps({
    f"{model._meta.label} {field.name}": is_seeded(model, field)
    for model in apps.get_models()
    if model.__module__.split(".")[0] in {"rlp_portal", "worksheets"}
    for field in model._meta.concrete_fields
    if isinstance(field, (CharField, TextField, JSONField)) and not field.choices
}))
"""


def test_every_text_that_people_may_type_was_seeded(portal, ids):
    known = json.loads(portal.run(SEEDED).splitlines()[-1])

    left = {name for name, is_seeded in known.items() if not is_seeded}

    assert left == {f"{model} {field}" for model, fields in NOT_TYPED.items() for field in fields}
