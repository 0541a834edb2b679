"""An empty carnet, on a phone: a group answers in each of the twenty-two sheets, and none is said not to be begun."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import expect_saved
from worksheets import catalogue

SLUG = "rlp-tout-rempli"
LINES = {  # quick entry, by its first words: what is typed there
    "formal_sectors": [("Ajouter un secteur", "Petite enfance"), ("Petite enfance, Impliqué", "CPE La Débarcade")],
    "informal_sectors": [("Ajouter un secteur", "Parents"), ("Parents, À mobiliser", "Parents de la rue du Moulin")],
    "ft1": [("Ajouter à", "Heure du conte au parc")],
    "ft7": [("Nouvelle mesure\u00a0: Institutionnalisation", "Confier l’heure du conte à la bibliothèque")],
}
SAID = {  # in the order of a year: who is there, where we stand, what we want, what must last
    "formal_sectors": "",
    "informal_sectors": "",
    "experiences": "La fête de la rivière a réuni onze organismes autour d’une seule tâche.",
    "continuum": "Un tableau commun des locaux et du matériel, tenu à jour chaque mois.",
    "obstacles": "Dire en début de rencontre ce que chaque organisme gagne et ce qu’il cède.",
    "approach": "Nous partons des forces du quartier, mais l’offre reste celle des organismes.",
    "members": "Maison de la famille du Vieux-Quai",
    "ladder": "Comité des parents du Vieux-Quai",
    "vision": "Chaque enfant du Vieux-Quai a sa place au parc",
    "collective_impact": "Le plan commun est affiché chez chaque partenaire.",
    "trust": "Se visiter une fois par saison, sans ordre du jour.",
    "partnership_wheel": "Les parents siègent depuis l’automne; la ville vient une fois sur deux.",
    "stakeholders": "Connaît les familles qui ne viennent pas encore.",
    "ft1": "Quatorze séances de lecture au parc, avec des grands-parents.",
    "ft2": "",
    "ft3": "La bibliothèque municipale, dès la saison prochaine.",
    "ft4": "Une politique familiale qui nomme les tout-petits.",
    "ft5": "Les grands-parents de la rue du Moulin invitent leurs voisins.",
    "ft6": "Un local chauffé deux matins par semaine.",
    "ft7": "Une entente écrite",
    "stages": "Un mot aux partenaires après chaque rencontre.",
    "sustain_cycle": "Nous en avons parlé dès la première rencontre.",
}
# [id, type] of the inputs that one sees and that hold nothing yet, but « Sans objet »: those of the first question of
# each kind, and of the last.
TO_ANSWER = """() => {
  const isBox = (one) => one.matches("[type=radio], [type=checkbox]");
  const isTicked = (one) => one.closest("[data-question]").querySelector("input:checked:not([value=''])");
  const isEmpty = (one) => one.checkVisibility() && !(isBox(one) ? isTicked(one) : one.value);
  const wanted = "textarea, select, [type=text], [type=date], [type=radio]:not([value='']), " +
    "[type=checkbox]:not([name$='--state'])";
  const kinds = {};
  for (const question of document.querySelectorAll("[data-question]")) {
    const empty = [...question.querySelectorAll(wanted)].filter(isEmpty);
    const asked = [...empty.filter((one) => !isBox(one)), ...empty.filter(isBox).slice(1, 2)];
    const kind = asked.map((one) => one.type).join();
    if (kind) (kinds[kind] ??= []).push(asked.map((one) => [one.id, one.type]));
  }
  return Object.values(kinds).flatMap((all) => (all.length > 1 ? [all[0], all.at(-1)] : all)).flat();
}"""


@pytest.fixture
def page(signed_in, portal):
    email, _path = coordinator_of_a_new_rlp(portal, SLUG)
    return signed_in(email, viewport=PHONE, has_touch=True, is_mobile=True)


def add_line(page, label, words):
    """A line of quick entry; its row comes back drawn by the server."""
    entry = page.get_by_label(re.compile(f"^{re.escape(label)}")).first
    entry.fill(words)
    entry.press("Enter")
    row = page.get_by_role("group", name=words).or_(page.locator("summary", has_text=words))
    expect(row.first).to_be_visible()
    if row.first.evaluate("(one) => one.matches('summary') && !one.parentElement.open"):
        row.first.tap()


def answer(page, words):
    for name, kind in page.evaluate(TO_ANSWER):
        one = page.locator(f"[id='{name}']")
        if kind in ("radio", "checkbox"):
            one.check()
        elif kind.startswith("select"):
            one.select_option(index=1)
        else:
            one.fill("2027-03-01" if kind == "date" else words)


def fill(page, key):
    page.goto(f"/rlp/{SLUG}/demarches/1/feuilles/{key}/tout/")
    for label, words in LINES.get(key, []):
        add_line(page, label, words)
    answer(page, SAID[key])
    page.evaluate("document.activeElement.blur()")
    expect_saved(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], key


def test_the_twenty_two_sheets_are_filled_on_a_phone(page):
    assert sorted(SAID) == sorted(one.key for one in catalogue.all_latest())
    for key in SAID:
        fill(page, key)

    page.goto(f"/rlp/{SLUG}/demarches/1/feuilles/formal_sectors/")
    page.locator("summary", has_text="Voir en tableau").tap()
    cells = page.get_by_role("table").locator("tbody tr").first.locator("th, td")
    expect(cells).to_contain_text(["Petite enfance", "CPE La Débarcade", ""])

    page.goto(f"/rlp/{SLUG}/demarches/1/")
    expect(page.locator(".status-in_progress")).to_have_count(len(SAID))
