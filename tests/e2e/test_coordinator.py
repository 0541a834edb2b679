"""From an empty carnet to a PDF worth bringing to a meeting: the coordinator's whole journey, by autosave alone."""

import re
import subprocess

from playwright.sync_api import expect

from tests.e2e import sheets, words
from tests.e2e.sheets import expect_saved, follow, open_sheet, press, write, written

COORDINATOR = "coordination.morilles@exemple.org"
FT_NAMES = {
    "FT1": "Résultats à l’extérieur",
    "FT2": "Fonctions du regroupement",
    "FT3": "Institutionnalisation",
    "FT4": "Changement des politiques",
    "FT5": "Appropriation par la collectivité",
    "FT6": "Ressources",
    "FT7": "Bâtir l’avenir",
}


def test_a_coordinator_fills_her_carnet_and_takes_the_pdf(signed_in, guard):
    guard.expects(422)  # « Il reste 3 questions sans réponse », asked before finishing
    page = signed_in(COORDINATOR)

    open_a_round(page)
    fill_ft1(page)
    fill_ft2(page)
    for code, questions in words.STRATEGIES.items():
        fill_strategy(page, code, questions)
    fill_ft7(page)

    expect(page.locator(".status-finished")).to_have_count(7)
    assert_pdf_holds_her_words(page)


def open_a_round(page):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("RLP de l’Anse-aux-Morilles")
    follow(page, "Ouvrir une démarche")
    write(page, "Titre de la démarche", "Démarche de l’Anse, 2026")
    press(page, "Ouvrir la démarche")
    expect(page.get_by_role("heading", level=1)).to_have_text("Démarche de l’Anse, 2026")


def fill_ft1(page):
    open_sheet(page, FT_NAMES["FT1"])
    for section, lines in words.FT1:
        expect(page.get_by_role("heading", level=2, name=section)).to_be_visible()
        for label, text in lines:
            write(page, label, text)
        expect_saved(page)
        for group, names in words.OBJECTS.items():
            if page.get_by_role("region", name=group).count():
                keep_objects(page.get_by_role("region", name=group), names)
        page.reload()
        assert [written(page, label) for label, _text in lines] == [text for _label, text in lines]
        if section != words.FT1[-1][0]:
            press(page, "Suivant")
    objects = page.get_by_role("region", name="Objets à pérenniser\u00a0: relations")
    objects.get_by_label("Avenir").select_option("À pérenniser")
    expect_saved(page)
    sheets.finish(page, anyway=False)


def keep_objects(region, names):
    """One types, presses Enter, and goes on typing."""
    entry = region.get_by_role("textbox").last
    entry.focus()
    for place, name in enumerate(names, start=1):
        region.page.keyboard.type(name)
        region.page.keyboard.press("Enter")
        expect(region.get_by_role("group")).to_have_count(place)
        expect(entry).to_have_value("")
        expect(entry).to_be_focused()
    assert [one.input_value() for one in region.get_by_label("Nom").all()] == names


def fill_ft2(page):
    open_sheet(page, FT_NAMES["FT2"])
    for function, fulfils, improve in words.FT2:
        row = page.get_by_role("group", name=function)
        sheets.choose(row.get_by_role("group", name="La remplissons-nous?"), fulfils)
        sheets.choose(row.get_by_role("group", name="Voulons-nous mieux la remplir?"), improve)
    expect_saved(page)
    page.reload()
    for function, fulfils, improve in words.FT2:
        row = page.get_by_role("group", name=function)
        assert row.get_by_role("radio", checked=True).evaluate_all(
            "all => all.map((one) => one.closest('label').textContent)"
        ) == [fulfils, improve]
    sheets.finish(page, anyway=True)


def fill_strategy(page, code, questions):
    open_sheet(page, FT_NAMES[code])
    sheets.choose(page.get_by_role("group", name="Cette stratégie est-elle importante"), "4")
    expect_saved(page)
    press(page, "Suivant")
    if code == "FT3":
        choose_objects_of_ft1(page)
    if code == "FT6":
        page.get_by_label("Subvention municipale").check()
        page.get_by_label("Autre", exact=True).check()
        write(page, "Précisez\u00a0: autre", "Vente de pâtés")
    for label, text in questions:
        write(page, label, text)
    expect_saved(page)
    page.reload()
    assert [written(page, label) for label, _text in questions] == [text for _label, text in questions]
    sheets.finish(page, anyway=True)


def choose_objects_of_ft1(page):
    group = page.get_by_role("group", name="Quels projets voulons-nous institutionnaliser?")
    for name in (name for names in words.OBJECTS.values() for name in names):
        expect(group.get_by_role("checkbox", name=name)).not_to_be_checked()
    group.get_by_role("checkbox", name="Heure du conte au parc").check()


def fill_ft7(page):
    open_sheet(page, FT_NAMES["FT7"])
    for strategy, measure, fields in words.PLAN:
        region = page.get_by_role("region", name=re.compile(rf"^{strategy}"))
        entry = region.get_by_role("textbox").last
        entry.fill(measure)
        entry.press("Enter")
        line = region.get_by_role("group", name=measure)
        for label, value in fields.items():
            fill_cell(line.get_by_label(label, exact=True), value)
        expect_saved(page)
    page.reload()
    for _strategy, measure, fields in words.PLAN:
        line = page.get_by_role("group", name=f"Mesure\u00a0: {measure}")
        assert {label: said_in(line.get_by_label(label, exact=True)) for label in fields} == fields
    first = page.get_by_role("region", name="Changement de politiques").get_by_role("group").first
    expect(first.get_by_text("En retard")).to_be_visible()
    sheets.finish(page, anyway=False)


def fill_cell(cell, value):
    if cell.evaluate("one => one.tagName") == "SELECT":
        cell.select_option(value)
    else:
        cell.fill(value)


def said_in(cell):
    if cell.evaluate("one => one.tagName") == "SELECT":
        return cell.evaluate("one => one.selectedOptions[0].textContent")
    return cell.input_value()


def assert_pdf_holds_her_words(page):
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("button", name="Produire le carnet (PDF)").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF-")
    text = comparable(text_of_pdf(download.value.path()))
    assert [said for said in everything_she_wrote() if comparable(said) not in text] == []


def text_of_pdf(path):
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    return done.stdout


def everything_she_wrote():
    return [
        *(said for _section, lines in words.FT1 for _label, said in lines),
        *(name for names in words.OBJECTS.values() for name in names),
        *(said for questions in words.STRATEGIES.values() for _label, said in questions),
        *(measure for _strategy, measure, _fields in words.PLAN),
    ]


def comparable(text):
    """The PDF breaks its lines where it wants, after a hyphen too."""
    return "".join(text.replace("-", "").split())
