"""The whole way of an advisor: five documents, a draw, codes, a second reader, a synthesis that she makes final, and
what becomes of it when a code changes afterwards.
"""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.analysis.plans.documents import pdf, scanned, word
from tests.analysis.plans.hostile_word import bomb
from tests.e2e.conftest import DESK, PHONE

BARS = """() => [...new Set([...document.querySelectorAll('.sub-line svg')].map((bar) => {
  const { left, right } = bar.getBoundingClientRect();
  return `${Math.round(left)}-${Math.round(right)}`;
}))]"""  # where bars that are compared by eye begin and end
TOWNS = ("Amont", "Butte", "Crique", "Dune")
SEED_PEOPLE = """
from rlp_portal.accounts.models import User
from tests.factories import MembershipFactory, RlpFactory, UserFactory
people = [UserFactory(email=one + ".{mark}@exemple.org", name=name, plain_password={password!r})
          for one, name in (("premiere", "Ariane Caron"), ("seconde", "Blaise Dubé"))]
slugs = []
for level, town in enumerate({towns!r}, start=1):
    rlp = RlpFactory(name="RLP de la " + town + " {mark}", slug=town.lower() + "-{mark}")
    slugs.append(rlp.slug)
    for person in people:
        MembershipFactory(rlp=rlp, user=person, role="advisor")
print(" ".join(slugs))
"""
TITLE = "Mise en contexte"
LINES = {
    "Amont": ("Les partenaires hébergeront l’Heure du conte.", "La Ville paiera les livres."),
    "Butte": ("Les parents animeront la halte.", "La Ville prête un local."),
    "Crique": ("Le comité réécrit ses règles.", "Un fonds commun est créé."),
    "Dune": ("Les bénévoles tiennent la joujouthèque.", "La fête revient chaque été."),
}
KEYS = {  # what each sentence holds, after the heading
    "Amont": (("Shift+A", "1", "p"), ("Shift+A", "4", "b", "p")),
    "Butte": (("Shift+R", "2", "c", "f"), ("Shift+S", "4", "a", "f")),
    "Crique": (("Shift+S", "3", "a", "p"), ("Shift+S", "4", "b", "f")),
    "Dune": (("Shift+A", "2", "b", "f"), ("Shift+C", "4", "c", "p")),
}


@pytest.fixture
def world(portal):
    """(her e-mail, the second reader's, {town: slug of its RLP})"""
    mark = uuid4().hex[:6]
    slugs = portal.run(SEED_PEOPLE.format(mark=mark, password=PASSWORD, towns=TOWNS)).split()
    return f"premiere.{mark}@exemple.org", f"seconde.{mark}@exemple.org", dict(zip(TOWNS, slugs, strict=True))


def test_from_five_documents_to_a_synthesis_and_its_next_draft(signed_in, world, guard):
    guard.expects(422)  # the bomb and the scan
    first, second, slugs = world
    page = signed_in(first)
    deposit_all(page, slugs)
    sample = draw(page)
    assign(page, sample)
    code_all(page, sample)
    other = signed_in(second)
    read_the_one_given(other, sample)
    settle_all(page, sample)
    read_analysis(page, sample)
    synthesis = write_synthesis(page)
    final = make_final_and_print(page, synthesis)
    project = take_project_away(page, sample)
    change_one_code(page, sample)
    draft = begin_flagged_draft(page, synthesis, final)
    bring_project_back(page, sample, project)
    page.goto(draft)
    expect(page.get_by_text("1 chiffre cité")).to_be_visible()
    expect(page.get_by_text("Un chiffre cité a changé")).to_have_count(0)


# ---- Documents ---------------------------------------------------------------------------------------------------


def deposit_all(page, slugs):
    """A Word document, a PDF and a text file; a scan and a bomb are refused, and the scan is then typed by hand."""
    lines = {town: (TITLE, *held) for town, held in LINES.items()}
    fill_deposit(page, slugs["Amont"], name="plan.docx", content=word(*lines["Amont"]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan de la Amont")
    fill_deposit(page, slugs["Butte"], name="plan.pdf", content=pdf(lines["Butte"]))
    expect(page.get_by_text("PDF, 1 page")).to_be_visible()
    fill_deposit(page, slugs["Crique"], name="plan.txt", content="\n".join(lines["Crique"]).encode("cp1252"))
    expect(page.get_by_text("Le comité réécrit ses règles.")).to_be_visible()
    fill_deposit(page, slugs["Dune"], name="plan.docx", content=bomb(200_000_000), status=422)
    expect(page.get_by_text("Ce document n’est pas lisible sans risque.").first).to_be_visible()
    fill_deposit(page, slugs["Dune"], name="numérisé.pdf", content=scanned(), status=422)
    expect(page.get_by_text("Ce PDF ne contient que des images.").first).to_be_visible()
    page.get_by_label("Ou le texte, collé ici").fill("\n".join(lines["Dune"]))
    page.get_by_role("button", name="Déposer").click()
    expect(page.get_by_text("La fête revient chaque été.")).to_be_visible()


def fill_deposit(page, slug, *, name, content, status=200):
    page.goto(f"/rlp/{slug}/documents/deposer/")
    page.get_by_label("Un fichier").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_label("Titre").fill(f"Plan de la {slug.split('-')[0].capitalize()}")
    page.get_by_label("Date du document").fill("2026-02-01")
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        page.get_by_role("button", name="Déposer").click()
    assert posted.value.status == (302 if status == 200 else status)
    page.wait_for_load_state()


# ---- The sample --------------------------------------------------------------------------------------------------


def draw(page):
    page.goto("/conseil/echantillons/")
    page.get_by_role("link", name="Nouveau tirage").click()
    expect(page.get_by_role("heading", name="L’univers : 4 documents")).to_be_visible()
    page.get_by_label("Part à tirer, en %").fill("75")
    page.get_by_label("Graine").fill("2017")
    page.get_by_role("button", name="Tirer").click()
    page.wait_for_url(re.compile(r"/echantillons/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("3 tirés sur 4, soit 75 % arrondis vers le haut")).to_be_visible()
    assert downloaded(page, "Procès-verbal (PDF)").startswith(b"%PDF-")
    return page.url


def assign(page, sample):
    """One document of the three, blind: the second reader sees nothing of the first coding."""
    page.goto(sample)
    page.get_by_role("link", name="Double lecture et accord").click()
    page.get_by_label("Deuxième lecture par").select_option(label="Blaise Dubé")
    page.get_by_label("Part des documents, en %").fill("30")
    page.get_by_role("button", name="Confier").click()
    expect(page.get_by_role("row").filter(has_text="Blaise Dubé")).to_have_count(1)


# ---- Codes -------------------------------------------------------------------------------------------------------


def code_all(page, sample):
    """The three documents drawn, one after the other, from the keyboard."""
    page.goto(sample)
    page.get_by_role("link", name="Coder le document suivant").click()
    for left in (2, 1, 0):
        code_here(page)
        coded = page.url
        page.get_by_role("button", name="J’ai terminé ce document").press("Enter")
        page.wait_for_url(lambda url, coded=coded: url != coded)  # the message of the one before is still there
        if left:
            page.get_by_text("Le document est terminé. Voici le suivant.").wait_for()
    page.get_by_text("Les 3 documents sont terminés.").wait_for()


def code_here(page, *, besides=()):
    """`besides`: keys struck in the first sentence of the text, beyond those of KEYS."""
    open_coding(page)
    town = page.get_by_role("heading", level=1).inner_text().split()[-1]
    page.keyboard.press("0")
    first, then = KEYS[town]
    for keys in ((*first, *besides), then):
        for key in (*keys, "Enter"):
            page.keyboard.press(key)
    expect(page.locator("[data-item]")).to_have_count(3)
    expect(page.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")


def open_coding(page):
    page.locator(".has-coding").wait_for()
    page.wait_for_load_state("networkidle")


def read_the_one_given(other, sample):
    other.goto(sample)
    other.get_by_role("link", name="Coder le document suivant").click()
    open_coding(other)
    expect(other.locator("[data-item]")).to_have_count(0)
    code_here(other, besides=["h", "Shift+P"])
    other.get_by_role("button", name="J’ai terminé ce document").press("Enter")
    other.get_by_text("Le document est terminé.").wait_for()


def settle_all(page, sample):
    page.goto(f"{sample}double-lecture/")
    page.get_by_role("link", name=re.compile("^Comparer")).click()
    expect(page.get_by_text("2 sur 3 pareils; 1 à départager")).to_be_visible()
    page.get_by_role("button", name="Réunir les deux").click()
    expect(page.get_by_text("0 à départager")).to_be_visible()
    page.goto(f"{sample}double-lecture/")
    expect(page.get_by_text("Sur 3 phrases lues par les deux personnes")).to_be_visible()


# ---- What is counted and written -----------------------------------------------------------------------------------


def read_analysis(page, sample):
    page.goto(sample)
    page.get_by_role("link", name="Analyse", exact=True).last.click()
    expect(page.get_by_text("3, dont 3 avec au moins un passage codé")).to_be_visible()
    expect(page.get_by_text("Trop peu de RLP pour comparer").first).to_be_visible()
    for width in (DESK["width"], PHONE["width"]):
        page.set_viewport_size({**DESK, "width": width})
        assert len(page.evaluate(BARS)) == 1, f"{width} px"
    page.set_viewport_size(DESK)


def write_synthesis(page):
    page.goto("/conseil/syntheses/nouvelle/")
    page.get_by_label("Votre fonction").fill("Conseillère")
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(re.compile(r"/syntheses/[0-9a-f-]{36}/$"))
    synthesis = page.url
    money = page.get_by_role("region", name="Que font les RLP quand ils choisissent la stratégie des ressources?")
    money.get_by_role("link", name=re.compile("^Ajouter un paragraphe")).click()
    page.get_by_label(re.compile("RLP avec la stratégie Ressources$")).check()
    page.get_by_label("Paragraphe", exact=True).fill("Les ressources reviennent chez les 3 RLP de notre échantillon.")
    expect(page.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.get_by_label("Paragraphe", exact=True)).to_have_value(re.compile("^Les ressources reviennent"))
    page.get_by_role("button", name="Enregistrer et revenir").click()
    page.get_by_text("Le paragraphe est enregistré.").wait_for()
    expect(money.get_by_text("1 chiffre cité")).to_be_visible()
    return synthesis


def make_final_and_print(page, synthesis):
    page.goto(synthesis)
    page.get_by_role("button", name="Rendre finale").click()
    page.get_by_text("La synthèse est finale").wait_for()
    return downloaded(page, "Imprimer (PDF)")


def downloaded(page, name):
    """A PDF takes its time on a busy machine."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name=name).click(timeout=60_000)
    return download.value.path().read_bytes()


def change_one_code(page, sample):
    """In a document that one person read: what it says of resources is taken out."""
    page.goto(sample)
    links = page.get_by_role("link", name=re.compile("^Terminé"))
    for href in [one.get_attribute("href") for one in links.all()]:
        page.goto(href)
        open_coding(page)
        if not page.get_by_text("Votre lecture de ce document est comparée").count():
            break
    page.get_by_role("button", name="Reprendre ce document").first.click()
    expect(page.locator("[data-closed]")).to_have_count(0)
    open_coding(page)
    page.locator("[data-item] a").last.click()
    page.get_by_role("button", name="Effacer").click()
    expect(page.locator("[data-item]")).to_have_count(2)
    expect(page.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")


def begin_flagged_draft(page, synthesis, final):
    """The final one prints as it did, byte for byte; the next one says what changed."""
    page.goto(synthesis)
    assert downloaded(page, "Imprimer (PDF)") == final
    page.get_by_role("button", name="Commencer une nouvelle version").click()
    page.get_by_text("Un nouveau document de travail reprend vos mots.").wait_for()
    expect(page.get_by_text("Un chiffre cité a changé (3 → 2)")).to_be_visible()
    return page.url


def take_project_away(page, sample):
    page.goto(sample)
    return downloaded(page, "Projet REFI-QDA")


def bring_project_back(page, sample, content):
    """What was erased since is new in it; the rest is already the same."""
    page.goto(sample)
    page.get_by_role("link", name="Rapporter un projet").click()
    page.get_by_label("Le projet REFI-QDA").set_input_files(
        {"name": "p.qdpx", "mimeType": "application/zip", "buffer": content}
    )
    page.get_by_role("button", name="Lire ce fichier").click()
    expect(page.get_by_text("Rien n’est encore écrit.")).to_be_visible()
    page.get_by_role("button", name="Rapporter 1 passage").click()
    page.get_by_text("1 passage est codé comme dans le fichier.").wait_for()
