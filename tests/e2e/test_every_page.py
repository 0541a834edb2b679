"""Every page of every role, in its states, is one that everybody can read and use.

The pages come from the permission matrix, hence from the addresses themselves: a new one fails until it is visited.
"""

import json
import re
import tomllib
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e import people
from tests.e2e.conftest import DESK
from tests.e2e.inspection import faults, faults_of_errors
from tests.reports.fillable.filling import fill_with_mupdf
from worksheets import catalogue

MATRIX = tomllib.loads((Path(__file__).parent.parent / "permission_matrix.toml").read_text(encoding="utf-8"))
ROLES = {
    "member": people.MEMBER,
    "coordinator": people.COORDINATOR,
    "facilitator": people.FACILITATOR,
    "advisor": people.ADVISOR,
    "administrator": people.ADMINISTRATOR,
}
EMPTY_COORDINATOR = "coordination.nord@exemple.org"  # her second RLP has no round yet
SECOND_STEP_PERSON = "conseil.est@exemple.org"
RLP, EMPTY, ROUND = "/rlp/rlp-des-berges/", "/rlp/rlp-des-cedres-rouges/", "/rlp/rlp-des-berges/demarches/2/"
FIRST_ROUND = "/rlp/rlp-des-berges/demarches/1/"

A_WALK = 20  # pages
REFUSALS = (403, 404, 409, 410, 422, 429)

# Name of an address → where it is looked at, by every role that may read it.
PAGES = {
    "action_plans": [f"{RLP}documents/"],
    "deposit_plan": [f"{RLP}documents/deposer/"],
    "samples": ["/conseil/echantillons/"],
    "analysis": ["/conseil/analyse/"],
    "syntheses": ["/conseil/syntheses/"],
    "new_synthesis": ["/conseil/syntheses/nouvelle/"],
    "analysis_excerpts": ["/conseil/analyse/extraits/?objet=S"],
    "new_sample": ["/conseil/echantillons/nouveau/"],
    "codebook": ["/conseil/lexique/"],
    "propose_code": ["/conseil/lexique/proposer/?code=resources.money"],
    "account_change_password": ["/mon-compte/mot-de-passe/"],
    "account_reauthenticate": ["/mon-compte/confirmer/"],
    "blank_sheets": ["/feuilles-vierges/"],
    "accessibility": ["/accessibilite/"],
    "actors": [f"{ROUND}acteurs/", f"{ROUND}acteurs/?q=rien-de-ce-nom"],
    "bring_back": [f"{ROUND}feuilles-remplies/ft3/"],
    "bring_carnet_back": [f"{ROUND}carnet-rapporte/"],
    "carnet": [ROUND, FIRST_ROUND],
    "compare_rounds": [f"{ROUND}comparer/1/"],
    "create_rlp": ["/gestion/regroupements/nouveau/"],
    "data_format": ["/format-des-donnees/"],
    "data_map": ["/gestion/intendance/renseignements/"],
    "data_requests": ["/gestion/intendance/demandes/"],
    "edit_profile": [f"{RLP}fiche/modifier/"],
    "facilitation_home": ["/animation/"],
    "impact_assessment": ["/gestion/intendance/evaluation/"],
    "incidents": ["/gestion/intendance/incidents/"],
    "invite_person": ["/gestion/personnes/inviter/"],
    "manage_people": ["/gestion/personnes/", "/gestion/personnes/?q=personne-de-ce-nom"],
    "manage_rlps": ["/gestion/regroupements/", "/gestion/regroupements/?q=rien-de-ce-nom"],
    "mfa_index": ["/mon-compte/deux-etapes/"],
    "my_account": ["/mon-compte/"],
    "my_data": ["/mon-compte/renseignements/"],
    "new_incident": ["/gestion/intendance/incidents/nouveau/"],
    "new_round": [f"{RLP}demarches/nouvelle/"],
    "objects": [f"{ROUND}objets/"],
    "paste_actors": [f"{ROUND}acteurs/coller/"],
    "paper_entry": [f"{ROUND}papier/", f"{ROUND}papier/?code=rien"],
    "paper_sheet": [f"{ROUND}feuilles/{key}/papier/" for key in ("ladder", "vision", "ft1", "ft2", "ft5", "ft7")],
    "portfolio": ["/conseil/"],
    "followed_rlp": ["/conseil/regroupements/rlp-des-berges/"],
    "portfolio_pack": ["/conseil/dossier/"],
    "privacy": ["/confidentialite/"],
    "ratings": [f"{RLP}mobilisation/"],
    "reports": [f"{RLP}rapports/"],
    "rlp_home": [RLP],
    "rlp_profile": [f"{RLP}fiche/"],
    "rounds": [f"{RLP}demarches/"],
    "share_carnet": [f"{ROUND}partager/"],
    "shared_versions": [f"{RLP}versions/"],
    "sheet_to_check": [f"{ROUND}feuilles/ft6/a-verifier/"],
    "sheet": [f"{ROUND}feuilles/{one.key}/" for one in catalogue.all_latest()],
    "sheet_history": [f"{ROUND}feuilles/ft1/historique/", f"{ROUND}feuilles/ft7/historique/"],
    "sheet_section": [
        f"{ROUND}feuilles/{path}/" for path in ("ft3/questions", "continuum/rating", "vision/front_pages")
    ],
    "stewardship_home": ["/gestion/intendance/"],
    "team": [f"{RLP}equipe/"],
    "to_check": [f"{ROUND}a-verifier/"],
    "new_workshop": [f"{RLP}ateliers/nouveau/"],
    "workshops": [f"{RLP}ateliers/"],
    "wheel_screen": [
        f"{ROUND}feuilles/formal_sectors/diagramme/",
        f"{ROUND}feuilles/formal_sectors/diagramme/?secteur=4",
    ],
    "whole_sheet": [f"{ROUND}feuilles/{key}/tout/" for key in ("continuum", "vision", "ft1", "ft5", "ft6")],
}
# Looked at by a test of their own, below.
APART = {
    "synthesis",
    "describe_synthesis",
    "add_synthesis_text",
    "save_synthesis_text",
    "choose_excerpts",
    "settle_proposal",
    "action_plan",
    "agreement",
    "archive",
    "code_plan",
    "compare_readings",
    "describe_plan",
    "lost_passages",
    "new_plan_version",
    "sample",
    "accept_invitation",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "data_request",
    "detailed_health",
    "filled_form",
    "changes_since",
    "home",
    "import_qdpx",
    "incident",
    "manage_person",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "merge_actors",
    "mfa_view_recovery_codes",
    "next_thing",
    "returned_carnet",
    "shared_version",
    "workshop_agenda",
    "edit_workshop",
    "workshop_invitation",
    # in test_phones.py
    "join",
    "join_by_code",
    "join_by_qr",
    "resume_phone",
    "console",
    "console_room",
    "console_sheet",
    "paper_of_workshop",
    "collect_filled",
    "workshop_outcomes",
}
FILES = {
    "portfolio_csv",
    "portfolio_pack_file",
    "synthesis_pdf",
    "analysis_csv",
    "analysis_xlsx",
    "archive_file",
    "answers_csv",
    "blank_fillable",
    "blank_pack",
    "blank_sheet",
    "carnet_json",
    "carnet_xlsx",
    "codebook_csv",
    "codebook_qdc",
    "comparison_pdf",
    "data_schema",
    "drawing_png",
    "drawing_svg",
    "front_page",
    "health",
    "incidents_csv",
    "mfa_download_recovery_codes",
    "actors_csv",
    "objects_csv",
    "my_data_json",
    "my_data_pdf",
    "plan_csv",
    "plan_ics",
    "plan_original",
    "project_qdpx",
    "report_file",
    "sample_minutes",
    "security_txt",
    "sheet_to_fill",
    "shared_version_pdf",
    "workshop_qr",
    "workshop_bilan",
    "workshop_plan",
    "workshop_kit",
    "workshop_poster",
    "workshop_results",
}
# Those of the console lead back to it in the waiting room; `test_console` looks at them where they open.
REDIRECTIONS = {"current_plan", "console_answers", "console_ideas", "console_hands", "console_noting"}
# What an open page asks for.
PARTS = {
    "coding_suggestions",
    "session_state",
    "sheet_stream",
    "sheet_news",
    "sheet_fields",
    "console_stream",
    "console_news",
}


def readable():
    """Section and line of the matrix for every address that can be read."""
    sections = ("public", "signed_in", "administration", "rlp")
    return {name: (one, line["GET"]) for one in sections for name, line in MATRIX[one].items() if "GET" in line}


def walks():
    """A role and where it goes: the same page is another one for someone else."""
    paths = {role: [] for role in ROLES}
    for name, of_the_name in PAGES.items():
        for role in roles_that_read(*readable()[name]):
            paths[role] += of_the_name
    for role, whole in paths.items():
        parts = -(-len(whole) // A_WALK)
        for part in range(parts):
            yield pytest.param(role, whole[part::parts], id=f"{role} {part + 1}")


def roles_that_read(section, answers):
    if section == "administration":
        return ["administrator"]
    if section == "public" or (section == "signed_in" and not isinstance(answers, list)):
        return ["coordinator"]  # the same for everyone
    return [
        role
        for role, status in zip(ROLES, answers if isinstance(answers, list) else [200] * 5, strict=True)
        if status == 200
    ]


def test_no_page_is_forgotten():
    assert sorted(readable()) == sorted({*PAGES, *APART, *FILES, *REDIRECTIONS, *PARTS})


@pytest.fixture
def look(guard):
    """Opens a page and finds nothing to say about it."""
    guard.expects(*REFUSALS)

    def look_at(page, path=None, *, errors=False, within="html"):
        if path:
            page.goto(path)
        found = faults(page, within=within) + (faults_of_errors(page) if errors else [])
        assert found == [], page.url

    return look_at


@pytest.mark.parametrize(("role", "paths"), list(walks()))
def test_page(signed_in, guard, role, paths):
    assert faults_along(paths, signed_in(ROLES[role]), guard) == {}


def faults_along(paths, page, guard):
    """In one browser: what its pages share is fetched once."""
    guard.expects(*REFUSALS)
    found = {path: faults_at(page, path, guard) for path in paths}
    return {path: said for path, said in found.items() if said}


def faults_at(page, path, guard):
    page.set_viewport_size(DESK)
    page.goto(path)
    found = faults(page) + guard.complaints
    guard.complaints.clear()
    return found


def test_finished_sheets_read_by_a_member(signed_in, look):
    page = signed_in(people.MEMBER)
    for key in ("ft1", "ft2", "ft3"):
        look(page, f"{ROUND}feuilles/{key}/")


def test_empty_rlp(signed_in, guard):
    paths = ["", "demarches/", "demarches/nouvelle/", "rapports/", "mobilisation/", "equipe/", "fiche/"]

    assert faults_along([EMPTY + path for path in paths], signed_in(EMPTY_COORDINATOR), guard) == {}


def test_someone_with_several_rlps_and_someone_with_none(signed_in, look, portal):
    look(signed_in(EMPTY_COORDINATOR), "/accueil/")
    portal.run(
        "from rlp_portal.accounts.models import User\n"
        "from rlp_portal.accounts.demo import PASSWORD\n"
        "User.objects.create_user(email='sans.role@exemple.org', name='Lou Gagné', password=PASSWORD)"
    )
    look(signed_in("sans.role@exemple.org"), "/accueil/")


@pytest.mark.parametrize("role", ROLES)
def test_open_menus(signed_in, look, role):
    page = signed_in(ROLES[role])
    page.goto("/accueil/")
    for menu in page.locator("details").all():
        menu.evaluate("(one) => { one.open = true; }")
    look(page, within=".site-header")


def test_every_disclosure_open(signed_in, look):
    page = signed_in(people.COORDINATOR)
    for path in (f"{RLP}mobilisation/", f"{ROUND}feuilles/ft1/", f"{RLP}equipe/"):
        page.goto(path)
        for disclosure in page.locator("main details").all():
            disclosure.evaluate("(one) => { one.open = true; }")
        look(page)


# ---- Errors shown ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "path", "button"),
    [
        ("coordinator", "/mon-compte/", "Enregistrer"),
        ("coordinator", "/mon-compte/mot-de-passe/", None),
        ("coordinator", f"{RLP}fiche/modifier/", "Enregistrer"),
        ("coordinator", f"{RLP}mobilisation/", None),
        ("coordinator", f"{RLP}equipe/", None),
        ("coordinator", f"{RLP}demarches/nouvelle/", "Ouvrir la démarche"),
        ("coordinator", "/mon-compte/renseignements/", None),
        ("coordinator", f"{RLP}documents/deposer/", "Déposer"),
        ("administrator", "/gestion/personnes/inviter/", None),
        ("administrator", "/gestion/intendance/incidents/nouveau/", None),
        ("administrator", "/gestion/regroupements/nouveau/", None),
    ],
)
def test_form_sent_blank(signed_in, look, role, path, button):
    page = signed_in(ROLES[role])
    page.goto(path)
    send_blank(page)
    look(page, errors=True)
    assert page.locator("[aria-invalid=true]").count() > 0


def send_blank(page):
    """Every field emptied, sent past the browser's own checks; the form is the one with the most fields."""
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const sizeOf = (form) => form.querySelectorAll("input:not([type=hidden]), textarea").length;
              const forms = [...document.querySelectorAll("main form[method=post]")];
              const form = forms.sort((one, other) => sizeOf(other) - sizeOf(one))[0];
              for (const one of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
                if (["radio", "checkbox"].includes(one.type)) one.checked = false;
                else one.value = "";
              }
              form.noValidate = true;
              form.requestSubmit();
            }"""
        )


def test_sheet_with_empty_fields_with_a_refused_value_and_with_a_conflict(signed_in, look):
    page = signed_in("coordination.canal@exemple.org")
    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft4/questions/")
    page.get_by_role("button", name="Oui, j’ai terminé").click()
    page.get_by_role("button", name="Terminer quand même").wait_for()
    look(page, errors=True)

    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft4/questions/")
    with page.expect_response(re.compile("/champ/$")):
        page.get_by_role("textbox").first.fill("a" * 9_000)
    page.locator("[data-field-error]:not([hidden])").wait_for()
    look(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.locator("[data-error-summary]").wait_for()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    look(page, errors=True)


def test_conflict_shown(signed_in, look):
    first, second = signed_in(people.COORDINATOR), signed_in("soutien.berges@exemple.org")
    for page in (first, second):
        page.goto(f"{ROUND}feuilles/ft6/questions/")
    second.get_by_role("textbox").nth(1).focus()
    first.get_by_role("textbox").nth(1).fill("Deux écoles")
    expect(first.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")
    second.get_by_role("textbox").nth(1).fill("Trois écoles")
    second.get_by_role("button", name="Garder la mienne").wait_for()
    look(second)


def test_undo_offered(signed_in, look):
    page = signed_in(people.COORDINATOR)
    page.goto(f"{ROUND}feuilles/ft1/")
    page.get_by_role("button", name=re.compile("^Retirer")).first.click()
    page.get_by_role("button", name="Annuler").wait_for()
    look(page)
    page.get_by_role("button", name="Annuler").click()
    page.get_by_text("est revenu.").wait_for()
    page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")  # the bar half covers what passes under it
    look(page)


def test_archive_asked_for_and_ready(signed_in, look):
    page = signed_in(people.COORDINATOR)
    page.goto(f"{RLP}rapports/")
    page.get_by_role("button", name="Préparer l’archive").click()
    page.get_by_role("status").filter(has_text="L’archive").wait_for()
    look(page)
    page.get_by_role("link", name=re.compile("^Télécharger l’archive")).wait_for(timeout=60_000)
    look(page)


PLAN = "Mise en contexte\n\nLe CPE hébergera l’Heure du conte. Les parents seront formés.\n• Prêter un local"


def test_a_synthesis_read_written_and_quoted(signed_in, look):
    page = signed_in(people.ADVISOR)
    page.goto("/conseil/syntheses/")
    page.get_by_role("link", name="Synthèse préliminaire").first.click()
    look(page)
    address = page.url

    for link in ("Titre, date et comparaison", "Ajouter un paragraphe", "Choisir les passages", "Modifier ce"):
        page.goto(address)
        with page.expect_navigation():  # one of them leads further
            page.get_by_role("link", name=link).first.click()
        look(page)


READ_TWICE = """
from rlp_portal.accounts.models import User
from rlp_portal.analysis.models import Sample
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from tests.world import read_twice
from tests.factories import CodingFactory, ExcerptFactory
sample = Sample.objects.get(public_id="{sample}")
read_twice(sample)
reading = sample.double_readings.first()
excerpt = ExcerptFactory(plan=reading.plan, words=reading.plan.versions.first().text[:40])
CodingFactory(excerpt=excerpt, coder=sample.main_coder, objects_coded="A R", memo="Le conte reste.")
CodingFactory(excerpt=excerpt, coder=reading.reader, objects_coded="R", strategies_coded="policy.governance")
Membership.objects.create(user=reading.reader, rlp=reading.plan.rlp, role=Role.ADVISOR)
print(reading.plan.public_id)
"""


def look_at_two_readings(look, page, portal, *, sample):
    plan = portal.run(READ_TWICE.format(sample=sample))
    look(page, f"/conseil/echantillons/{sample}/double-lecture/")
    look(page, f"/conseil/echantillons/{sample}/double-lecture/{plan}/?tout=1")
    look(page, f"/conseil/echantillons/{sample}/rapporter/")


def test_a_plan_deposited_read_replaced_drawn_and_read_twice(signed_in, look, portal):
    page = signed_in(people.ADVISOR)
    page.goto(f"{RLP}documents/deposer/")
    page.get_by_label("Ou le texte, collé ici").fill(PLAN)
    page.get_by_label("Titre").fill("Plan d’action 2026-2027")
    page.get_by_label("Date du document").fill("2026-04-03")
    page.get_by_role("button", name="Déposer").click()
    page.get_by_text("Le document est déposé").wait_for()
    look(page)
    address = page.url

    for link in ("Nouvelle version", "Modifier la fiche"):
        page.goto(address)
        page.get_by_role("link", name=link).click()
        page.wait_for_url(lambda url: url != address)
        look(page)
    look(page, f"{address}passages-perdus/")
    page.goto(address)
    page.get_by_role("link", name="Coder ce document").click()
    page.get_by_text("Phrase 1 sur").wait_for()
    look(page)
    look(page, f"{RLP}documents/")

    page.goto("/conseil/echantillons/nouveau/")
    page.get_by_text("Voir les documents, ou en exclure").click()
    look(page)
    page.get_by_role("button", name="Tirer").click()
    page.get_by_role("heading", name=re.compile("^Échantillon")).wait_for()
    look(page)
    look_at_two_readings(look, page, portal, sample=page.url.split("/")[-2])
    look(page, "/conseil/echantillons/")


def test_refusals(signed_in, look, page):
    member = signed_in(people.MEMBER)
    look(member, f"{RLP}equipe/")
    look(member, "/rlp/regroupement-rive-claire/")
    look(page, "/rien-ici/")


def test_a_filled_form_before_and_after_the_answer(signed_in, look, tmp_path):
    page = signed_in("coordination.canal@exemple.org")
    path = "/rlp/instance-canal-nord/demarches/1/feuilles-remplies/ft3/"
    filled = tmp_path / "feuille.pdf"
    drawn = page.request.get(f"{path}a-remplir.pdf").body()
    boxes = {"ft3/1/adopters": "Le service des loisirs", "ft3/1/involve": "é" * 6_000, "ft3/1/importance": "2"}
    filled.write_bytes(fill_with_mupdf(drawn, boxes))

    page.goto(path)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.locator("[data-error-summary]").wait_for()
    look(page, errors=True)
    page.get_by_label("Le PDF rempli").set_input_files(filled)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.get_by_role("heading", name="Ce que ce fichier changerait").wait_for()
    look(page)
    page.get_by_role("button", name="Reprendre dans le carnet").click()
    page.get_by_role("heading", name="Feuille reprise").wait_for()
    look(page)


def test_a_pasted_list_and_two_files_made_into_one(signed_in, look):
    page = signed_in("coordination.canal@exemple.org")
    path = "/rlp/instance-canal-nord/demarches/1/acteurs/"
    page.goto(f"{path}coller/")
    page.get_by_role("button", name="Vérifier la liste").click()
    page.locator("[data-error-summary]").wait_for()
    look(page, errors=True)
    page.get_by_label("La liste", exact=True).fill("CPE du Canal\nVille\nville\n, sans nom")
    page.get_by_role("button", name="Vérifier la liste").click()
    page.get_by_text("4\u00a0lignes trouvées, 2\u00a0ajoutables, 2 à vérifier.").wait_for()
    look(page)
    page.get_by_role("button", name="Ajouter au carnet").click()
    page.get_by_text("2\u00a0acteurs ajoutés au carnet.").wait_for()
    look(page)
    page.get_by_text("Précisions").first.click()
    page.get_by_role("link", name="Réunir à une autre fiche").first.click()
    look(page)
    page.get_by_role("button", name="Réunir").click()
    page.locator("[data-error-summary]").wait_for()
    look(page, errors=True)
    page.get_by_label("La fiche à garder").select_option(index=1)
    page.get_by_role("button", name="Réunir").click()
    page.get_by_role("button", name="Annuler").wait_for()
    look(page)


def test_a_carnet_brought_back_before_and_after_the_answer(signed_in, look, tmp_path):
    """Taken from one regroupement, brought to another: what is new, what cannot be read, what has no place."""
    held = signed_in(people.COORDINATOR).request.get(f"{ROUND}carnet.json").json()
    answers = [one for one in held["sheets"][0]["answers"] if isinstance(one["value"], str)][:2]
    answers[1]["value"] = "é" * 6_000
    unknown = {**held["sheets"][1], "instrument": "inconnue", "title": "Une feuille d’ailleurs"}
    held |= {
        "sheets": [{**held["sheets"][0], "answers": answers}, unknown],
        "plan": [],
        "objects": held["objects"][:1],
    }
    taken = tmp_path / "carnet.json"
    taken.write_text(json.dumps(held))

    page = signed_in("coordination.canal@exemple.org")
    page.goto("/rlp/instance-canal-nord/demarches/1/carnet-rapporte/")
    page.get_by_role("button", name="Lire ce fichier").click()
    page.locator("[data-error-summary]").wait_for()
    look(page, errors=True)
    page.get_by_label("Le carnet en JSON").set_input_files(taken)
    page.get_by_role("button", name="Lire ce fichier").click()
    page.get_by_text("Ce fichier vient d’un autre carnet").wait_for()
    look(page)
    page.get_by_role("button", name="Reprendre dans le carnet").click()
    page.get_by_role("heading", name="Carnet rapporté").wait_for()
    look(page)


# ---- The doors ------------------------------------------------------------------------------------------------


def test_doors(page, look, portal):
    for path in (
        "/",
        "/connexion/",
        "/mot-de-passe/oublie/",
        "/mot-de-passe/oublie/courriel/",
        "/invitation/perdue/",
    ):
        look(page, path)
    look(page, "/mot-de-passe/nouveau/enregistre/")
    page.goto("/connexion/")
    send_blank(page)
    look(page, errors=True)


def test_a_new_password_by_the_mailed_link(page, look, portal):
    key = portal.run(
        "from django.contrib.auth.tokens import default_token_generator as tokens\n"
        "from allauth.account.utils import user_pk_to_url_str\n"
        "from rlp_portal.accounts.models import User\n"
        "person = User.objects.get(email='membre.aulnes@exemple.org')\n"
        "print(user_pk_to_url_str(person), tokens.make_token(person), sep='-')"
    )
    look(page, f"/mot-de-passe/nouveau/{key}/")
    send_blank(page)
    look(page, errors=True)


def test_an_invitation_from_the_administration_to_the_account(signed_in, page, look):
    administration = signed_in(people.ADMINISTRATOR)
    administration.goto("/gestion/personnes/inviter/")
    administration.get_by_label("Prénom et nom").fill("Océane Gallant")
    administration.get_by_label("Courriel").fill("oceane.gallant@exemple.org")
    administration.get_by_role("button", name="Préparer l’invitation").click()
    link = administration.get_by_label("Lien d’invitation").input_value()
    look(administration)

    look(page, link)
    send_blank(page)
    look(page, errors=True)
    administration.goto("/gestion/personnes/?q=Océane")
    administration.get_by_role("link", name="Océane Gallant").first.click()
    look(administration)


def test_second_step(open_context, look):
    page = open_context().new_page()
    people.sign_in(page, SECOND_STEP_PERSON)
    look(page, "/mon-compte/deux-etapes/activer/")  # the password, once more
    page.locator("[autocomplete=current-password]").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Code à 6").wait_for()
    look(page)
    page.locator("summary", has_text="Je ne peux pas lire le code QR").click()
    secret = page.locator(".secret-key").inner_text().replace(" ", "")
    send_blank(page)
    look(page, errors=True)
    page.get_by_label("Code à 6").fill(code_now(secret))
    page.get_by_role("button", name="Activer").click()
    page.get_by_role("heading", name="Vos codes de secours").wait_for()
    look(page)
    for path in (
        "codes-de-secours/",
        "codes-de-secours/nouveaux/",
        "deux-etapes/",
        "deux-etapes/desactiver/",
        "confirmer/code/",
    ):
        look(page, f"/mon-compte/{path}")

    page = open_context().new_page()
    page.goto("/connexion/")
    page.get_by_label("Courriel").fill(SECOND_STEP_PERSON)
    page.locator("[autocomplete=current-password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/connexion/verification/")
    look(page)
    send_blank(page)
    look(page, errors=True)


def test_a_request_and_an_incident_as_the_administration_sees_them(signed_in, look):
    asking = signed_in(people.MEMBER)
    asking.goto("/mon-compte/renseignements/")
    asking.get_by_label("Effacer mes renseignements").check()
    asking.get_by_role("button", name="Envoyer ma demande").click()
    asking.get_by_text("Votre demande est notée.").wait_for()
    look(asking)

    administration = signed_in(people.ADMINISTRATOR)
    administration.goto("/gestion/intendance/demandes/")
    administration.get_by_role("link", name="Effacer mes renseignements").click()
    look(administration)
    send_blank(administration)
    look(administration, errors=True)

    administration.goto("/gestion/intendance/incidents/nouveau/")
    for label, words in (
        ("Renseignements touchés", "Des courriels"),
        ("Ce qui est arrivé", "Un envoi à toute la liste"),
        ("Quand c’est arrivé", "Le 3 avril"),
        ("Date où vous l’avez su", "2026-04-03"),
        ("Nombre de personnes touchées", "12"),
    ):
        administration.get_by_label(label).fill(words)
    administration.get_by_role("button", name="Inscrire l’incident").click()
    administration.get_by_role("heading", name="Ce qui est su").wait_for()
    look(administration)
    look(administration, "/gestion/intendance/incidents/")


def test_state_of_the_portal_after_the_password(open_context, look):
    page = open_context().new_page()
    people.sign_in(page, people.ADMINISTRATOR)
    look(page, "/gestion/intendance/etat/")


def code_now(secret):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
