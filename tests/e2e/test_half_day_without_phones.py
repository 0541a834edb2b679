"""« Pérennité » again, and nobody has a phone: paper, filled PDFs, raised hands, and as much of it remains."""

import re

from playwright.sync_api import expect

from tests.e2e.half_day import (
    SLOW,
    add_measure,
    bilan_of,
    coordinator_who_facilitates,
    expect_in_the_carnet,
    go_on,
    open_the_room,
    open_the_screen,
    plan,
)
from tests.reports.fillable.filling import fill_with_pypdf

HALL = {"width": 1920, "height": 1080}
SLUG = "rlp-sans-telephone"
MEASURE = "Garder une place au budget de la bibliothèque"
SHEETS = ["2155", "3p25", "4434", "1524"]  # a key for each of the four strategies
FILLED = {"ft3/1/importance": "5", "ft4/1/importance": "2", "ft6/1/importance": "state-passed"}


def note(page, screen, sentence, kind):
    page.locator("#phrase").fill(sentence, timeout=SLOW)
    expect(screen.locator(".screen-sentence")).to_contain_text(sentence, timeout=SLOW)
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name=re.compile("^Enregistrer")).first.click()
    expect(page.locator("[data-console-said]")).to_contain_text(f"{kind} noté", timeout=SLOW)


def test_the_same_half_day_without_a_phone(signed_in, open_context, portal, tmp_path):
    coordinator = coordinator_who_facilitates(portal, SLUG)
    console = signed_in(coordinator)
    plan(console, SLUG)
    mode = console.locator("li.agenda-line", has_text="Importance").get_by_label("Réponses")
    with console.expect_response(lambda response: response.request.method == "POST"):
        mode.select_option("Papier")
    expect(console.locator(".agenda-said")).to_have_text(re.compile("^Enregistré à"))
    open_the_room(console)
    base = console.url.removesuffix("animer/")
    screen, code = open_the_screen(console, open_context(viewport=HALL, reduced_motion="reduce"))

    # ---- Paper: four sheets typed without a mouse, one that was filled in a PDF reader
    go_on(console, "Commencer")
    expect(console.locator(".console-title")).to_have_text("Accueil", timeout=SLOW)
    console.get_by_role("button", name=re.compile("^Importance")).click()
    go_on(console, "Recueillir les feuilles")
    papers = console.context.new_page()
    papers.goto(f"{base}saisie/")
    for number, keys in enumerate(SHEETS, start=1):
        expect(papers.locator(".lead")).to_have_text(
            f"Feuille {number} sur 14, dans l’ordre du papier.", timeout=SLOW
        )
        expect(papers.locator("[data-paper] :focus")).to_have_count(1)
        for key in keys:
            papers.keyboard.press(key)
        papers.keyboard.press("Enter")
    expect(papers.locator("main")).to_contain_text("Feuille 4 enregistrée.", timeout=SLOW)
    papers.get_by_role("link", name="Reprendre des PDF remplis à l’écran").click()
    blank = papers.get_by_role("link", name=re.compile("vierge, à remplir")).get_attribute("href")
    filled = tmp_path / "marie.pdf"
    filled.write_bytes(fill_with_pypdf(papers.request.get(blank, timeout=SLOW).body(), FILLED))
    papers.locator("input[type=file]").set_input_files(filled)
    papers.get_by_role("button", name="Lire ces fichiers").click()
    expect(papers.locator("main")).to_contain_text("1\u00a0feuille reprise.", timeout=SLOW)
    papers.close()

    # ---- They count as answers do: nothing before the reveal, every one at it
    expect(console.locator(".console-count")).to_contain_text("5\u00a0", timeout=SLOW)
    assert "avis" not in screen.locator(".screen-stage").inner_text()
    go_on(console, "Révéler les réponses")
    expect(screen.locator(".screen-wide svg title")).to_contain_text("5\u00a0réponses", timeout=SLOW)
    expect(screen.locator(".screen-stage")).to_have_css(
        "animation-name", "none"
    )  # they fade in, but where asked not to
    go_on(console, "Noter avec le groupe")
    note(console, screen, "L’institutionnalisation d’abord.", "Consensus")

    # ---- Hands, by the buttons
    console.locator(".rail").get_by_role("button", name=re.compile("^Institutionnalisation")).click()
    expect(console.locator(".console-title")).to_contain_text("FT3", timeout=SLOW)
    go_on(console, "Noter avec le groupe")
    more = console.locator(".hands-choice").nth(3).get_by_role("button", name=re.compile("^Ajouter"))
    for _hand in range(6):
        more.click(timeout=SLOW)
    expect(console.locator(".hands-total")).to_contain_text("6\u00a0mains sur 14", timeout=SLOW)
    note(console, screen, "La ville y tient, les écoles hésitent.", "Accord avec réserves")

    # ---- The plan, the end, and what remains
    go_on(console, "Étape suivante")
    expect(console.locator(".console-title")).to_contain_text("FT7", timeout=SLOW)
    go_on(console, "Noter avec le groupe")
    add_measure(console, MEASURE)
    go_on(console, "Étape suivante")
    go_on(console, "Terminer cette étape")
    go_on(console, "Clore l’atelier")
    expect(screen.locator(".screen-stage")).to_contain_text("L’atelier est terminé", timeout=SLOW)
    at_home = open_context().new_page()
    at_home.goto(f"/r/{code}/")
    at_home.get_by_role("button", name="Rejoindre").click()
    expect(at_home.locator("main")).to_contain_text("L’institutionnalisation d’abord.")
    expect(at_home.locator("main")).to_contain_text(MEASURE)
    cover, glance, *others = bilan_of(console)
    assert "14 personnes" in cover.replace("\u00a0", " ")
    for said in ("L’institutionnalisation d’abord.", "La ville y tient, les écoles hésitent."):
        assert said in glance
    told = " ".join(others).replace("\u00a0", " ")
    assert [one for one in ("5 réponses", "papier", "mains levées", MEASURE) if one.lower() not in told.lower()] == []
    expect_in_the_carnet(console, SLUG, MEASURE)
