"""A room of phones, 360 px wide, each in a browser of its own.

One loses the network, one writes while the answers are revealed, one sleeps, one comes late, one leaves.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.e2e.inspection import faults, faults_of_errors
from tests.e2e.keys import press, tab_to, walk
from tests.e2e.live_room import IMPORTANCE, PHONE, TALK, LiveRoom, choose, go_on, see, sheet
from tests.e2e.queue import kept_texts, line_of

SAVED = re.compile(r"^Enregistré à \d+\u00a0h")
CLOSED = "Cette question est fermée. Votre texte est gardé ici\u00a0: copiez-le au besoin."
CHOICE_CLOSED = "Cette question est fermée\u00a0: votre choix est arrivé trop tard."


@pytest.fixture
def open_room(portal):
    return partial(LiveRoom, portal)


@pytest.fixture
def room(open_room):
    return open_room(TALK, IMPORTANCE, sheet("experiences"))


@pytest.fixture
def phone(open_context, room):
    """`phone()` comes in by the QR; `phone(java_script_enabled=False)`."""

    def enter(**options):
        return room.enter(open_context(viewport=PHONE, **options), follows="java_script_enabled" not in options)

    return enter


def test_a_choice_made_before_the_scripts_arrive_is_saved(room, phone, open_context):
    room.advance(3)
    slow = phone()
    see(slow, "Importance des quatre stratégies")
    held = []
    slow.route("**/phone*.js", lambda route: held.append(route))
    slow.reload(wait_until="commit")
    see(slow, "Importance des quatre stratégies")
    choose(slow, "5")

    held[0].continue_()

    expect(line_of(slow)).to_have_text(SAVED)
    assert room.answers()


def test_five_phones_live_a_step_together(room, phone, open_context, guard):
    guard.expects(409, "ERR_INTERNET_DISCONNECTED", 422)
    calm, away, writing, asleep = (phone() for _ in range(4))
    see(calm, "Vous êtes dans la salle")
    room.advance()
    for page in (calm, away, writing, asleep):
        see(page, "Accueil")
    room.advance(2)
    for page in (calm, away, writing, asleep):
        see(page, "Importance des quatre stratégies")

    # One answers everything, passes once, and sends.
    choose(calm, "4")
    expect(line_of(calm)).to_have_text(SAVED)
    go_on(calm)
    go_on(calm, "Je ne sais pas / je passe")
    choose(calm, "2")
    go_on(calm)
    choose(calm, "5")
    go_on(calm, "Terminer")
    expect(calm.locator("[data-recalled]")).to_have_text(
        ["4 sur 5", "Je ne sais pas / je passe", "2 sur 5", "5 sur 5"]
    )
    calm.get_by_role("button", name="Envoyer").click()
    see(calm, "Réponse envoyée")

    # One loses the network, and is told what is kept; it leaves by itself when the network is back.
    away.context.set_offline(True)
    choose(away, "1")
    go_on(away)
    choose(away, "2")
    expect(line_of(away)).to_have_text("Hors ligne\u00a0: 2 modifications gardées sur cet appareil", timeout=20_000)
    away.context.set_offline(False)
    expect(line_of(away)).to_have_text(SAVED, timeout=20_000)

    # One sleeps: its page is closed, and the same address comes back to the same question with the same answer.
    choose(asleep, "3")
    expect(line_of(asleep)).to_have_text(SAVED)
    asleep.close()

    # A late one lands on the question.
    late_context = open_context(viewport=PHONE)
    late = late_context.new_page()
    late.goto("/rejoindre/")
    late.locator("[data-code]").press_sequentially(room.code)
    expect(late.locator("[data-code]")).to_have_value(f"{room.code[:4]} {room.code[4:]}")
    late.get_by_role("button", name="Rejoindre").click()
    late.get_by_role("button", name="Entrer").click()
    see(late, "Importance des quatre stratégies")
    choose(late, "5")
    expect(line_of(late)).to_have_text(SAVED)

    room.advance()

    # Who holds a form keeps it; the others follow.
    see(calm, "Regardez l’écran")
    expect(calm.locator(".told").first).to_contain_text("Vous 4 sur 5")
    expect(calm.locator(".told").first).to_contain_text("4\u00a0réponses")
    expect(late.locator("[data-news]")).to_contain_text("Cette question est fermée")
    late.get_by_role("button", name="Continuer").click()
    see(late, "Regardez l’écran")
    asleep = asleep.context.new_page()
    asleep.goto(room.path)
    see(asleep, "Regardez l’écran")
    expect(asleep.locator(".told").first).to_contain_text("Vous 3 sur 5")
    assert room.answers() == {"importance": ["1", "2", "2", "3", "4", "5", "5"]}

    # The one who answers after the reveal is refused, and told so.
    choose(writing, "1")
    expect(writing.locator("[data-field-error]:visible")).to_have_text(CHOICE_CLOSED)
    for button in ("Suivante", "Suivante", "Suivante", "Terminer"):
        go_on(writing, button)
    expect(writing.locator("[data-recall] .field-error")).to_have_text(
        [f"Cette réponse ne compte pas. {CHOICE_CLOSED}"]
    )
    writing.get_by_role("button", name="Continuer").click()
    see(writing, "Regardez l’écran")
    expect(writing.locator("[data-kept-list] blockquote")).to_have_text("1 sur 5")  # words, and nothing to copy
    expect(writing.get_by_role("button", name="Copier mon texte")).to_have_count(0)

    # Reopened, the room is where it was; whoever has begun to say what it was worth is only asked.
    room.do("services.close_workshop(workshop=workshop, by=by)")
    for page in (calm, writing):
        see(page, "Récapitulatif")
    choose(writing, "5")
    room.do("services.reopen_workshop(workshop=workshop, by=by)")
    see(calm, "Regardez l’écran")
    expect(writing.locator("[data-news]")).to_contain_text("L’atelier est rouvert.")
    writing.get_by_role("button", name="Revenir dans la salle").click()
    see(writing, "Regardez l’écran")
    assert room.answers() == {"importance": ["1", "2", "2", "3", "4", "5", "5"]}


def test_what_is_written_at_the_reveal_stays_and_can_be_copied(room, phone, guard):
    guard.expects(409)
    page = phone()
    room.do("room.go_to(3, advance=1)")
    see(page, "Expériences de regroupement")
    box = page.locator("textarea:visible")
    box.press_sequentially("Une phrase commencée")
    expect(line_of(page)).to_have_text(SAVED)
    room.advance()
    expect(page.locator("[data-news]")).to_contain_text("Cette question est fermée")
    box.press_sequentially(" et jamais finie")

    expect(page.locator("[data-field-error]:visible")).to_contain_text(CLOSED)
    expect(page.locator("[data-field-error]:visible").get_by_role("button", name="Copier mon texte")).to_be_visible()
    expect(box).to_have_value("Une phrase commencée et jamais finie")

    # Even after the page is gone, this browser still holds it.
    page.get_by_role("button", name="Continuer").click()
    see(page, "Regardez l’écran")
    expect(page.locator("[data-kept-list] blockquote")).to_contain_text("Une phrase commencée et jamais finie")
    assert "Une phrase commencée et jamais finie" in kept_texts(page)
    page.get_by_role("button", name="Effacer de cet appareil").click()
    expect(page.locator("[data-kept-here]")).to_be_hidden()
    assert room.answers() == {"positive": ["Une phrase commencée"]}


def test_ten_minutes_without_network_then_a_reload_lose_nothing(room, phone, guard):
    """Nor a clock that is a year ahead."""
    guard.expects("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page = phone()
    room.do("room.go_to(3, advance=1)")
    see(page, "Expériences de regroupement")
    page.clock.install(time=datetime.now(UTC) + timedelta(days=365))
    page.context.set_offline(True)
    for number in range(4):
        page.locator("textarea:visible").fill(f"Écrit hors ligne {number}")
        go_on(page, "Terminer" if number == 3 else "Suivante")
    page.clock.run_for(600_000)
    page.get_by_role("button", name="Envoyer").click()
    expect(line_of(page)).to_contain_text("Hors ligne\u00a0: 4 modifications gardées sur cet appareil")
    page.context.set_offline(False)
    page.reload()

    expect(page.locator("[data-recalled]").or_(page.locator("textarea")).first).to_be_attached()
    expect(line_of(page)).to_have_text(SAVED, timeout=20_000)
    assert sorted(sum(room.answers().values(), [])) == [f"Écrit hors ligne {number}" for number in range(4)]


def test_a_second_idea_and_a_list_line_are_answers_of_their_own(room, phone):
    page = phone()
    room.do("room.go_to(3, advance=1)")
    see(page, "Expériences de regroupement")
    page.locator("textarea:visible").fill("Une idée")
    page.get_by_role("button", name="Ajouter une autre idée").locator("visible=true").click()
    expect(page.locator("textarea:visible").nth(1)).to_be_focused()
    page.locator("textarea:visible").nth(1).fill("Une autre")
    page.locator("textarea:visible").nth(1).blur()
    expect(line_of(page)).to_have_text(SAVED)

    assert sorted(sum(room.answers().values(), [])) == ["Une autre", "Une idée"]
    page.reload()
    expect(page.locator("[data-panel='1'] textarea")).to_have_count(2)


def test_the_back_button_goes_back_by_one_question(room, phone):
    page = phone()
    room.do("room.go_to(3, advance=1)")
    see(page, "Expériences de regroupement")
    progress = page.locator(".progress:visible")
    go_on(page)
    go_on(page)
    expect(progress).to_have_text("3 sur 4")
    page.go_back()
    expect(progress).to_have_text("2 sur 4")
    page.reload()
    expect(progress).to_have_text("2 sur 4")


def test_two_tabs_of_one_phone_say_the_same(room, phone):
    page = phone()
    room.do("room.go_to(2, advance=1)")
    see(page, "Importance des quatre stratégies")
    choose(page, "4")
    expect(line_of(page)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(f"{room.path}?q=1")
    choose(other, "1")
    expect(line_of(other)).to_have_text(SAVED)

    assert room.answers() == {"importance": ["1"]}


def test_a_removed_phone_is_told_kindly(room, phone, guard):
    """At its next gesture; when it does nothing, within a minute (see ui.live.streams)."""
    guard.expects(403)
    page = phone()
    room.do(
        "room.go_to(2, advance=1)\n"
        "services.remove_participants(workshop=workshop, by=by, joined_since=workshop.opened_at)"
    )
    page.get_by_role("link", name="Actualiser").click()

    see(page, "Cet appareil a été retiré")


def test_a_removed_phone_keeps_what_it_wrote(room, phone, guard):
    guard.expects(403)
    page = phone()
    room.do("room.go_to(3, advance=1)")
    see(page, "Expériences de regroupement")
    page.locator("textarea:visible").fill("Mon texte")
    room.do("services.remove_participants(workshop=workshop, by=by, joined_since=workshop.opened_at)")
    page.locator("textarea:visible").fill("Mon texte, encore")

    expect(page.locator("[data-field-error]:visible")).to_contain_text("L’animation a retiré cet appareil")
    expect(page.locator("textarea:visible")).to_have_value("Mon texte, encore")


def test_leaving_forgets_the_phone_and_four_letters_bring_it_back(room, phone, guard):
    page = phone()
    room.do("room.go_to(2, advance=1)")
    see(page, "Importance des quatre stratégies")
    choose(page, "4")
    page.get_by_role("button", name="Quitter").click()
    see(page, "Vous avez quitté l’atelier")
    letters = page.locator(".letters").inner_text()
    page.get_by_role("link", name="Revenir dans l’atelier").click()
    page.locator("[data-code]").fill(room.code)
    page.locator("[name=letters]").fill(letters)
    page.get_by_role("button", name="Revenir").click()

    see(page, "Importance des quatre stratégies")
    assert page.locator("[data-panel='1'] input[value='4']").is_checked()


def test_a_timer_runs_whatever_the_phone_s_own_clock(room, open_context):
    context = open_context(viewport=PHONE)
    context.clock.install(time="2025-06-01T10:00:00")  # off by more than a year
    page = room.enter(context)
    room.do("room.go_to(2, advance=1)\nservices.start_timer(workshop=room.workshop, seconds=270)")
    page.goto(room.path)

    expect(page.locator("[data-timer]")).to_have_text("Il reste 5\u00a0min")
    page.clock.run_for(225_000)
    expect(page.locator("[data-timer]")).to_have_text(re.compile(r"^Plus que \d+\u00a0s$"))
    page.clock.run_for(60_000)
    expect(page.locator("[data-timer]")).to_have_text("C’est l’heure")
    expect(page.get_by_role("button", name="Suivante").locator("visible=true")).to_be_enabled()


# ---- Without a script, without a mouse ---------------------------------------------------------------------------


def test_everything_works_by_plain_forms(room, phone, guard):
    guard.expects(409)
    page = phone(java_script_enabled=False)
    see(page, "Vous êtes dans la salle")
    room.do("room.go_to(2, advance=1)")
    page.get_by_role("link", name="Actualiser").click()
    see(page, "Importance des quatre stratégies")
    choose(page, "4")
    go_on(page)
    expect(page.locator(".progress:visible")).to_have_text("2 sur 4")
    go_on(page, "Je ne sais pas / je passe")
    choose(page, "2")
    go_on(page, "Précédente")
    expect(page.locator(".btn-pass:visible")).to_have_attribute("aria-pressed", "true")
    go_on(page)
    go_on(page)
    choose(page, "5")
    go_on(page, "Terminer")
    expect(page.locator("[data-recalled]")).to_have_text(
        ["4 sur 5", "Je ne sais pas / je passe", "2 sur 5", "5 sur 5"]
    )
    page.get_by_role("button", name="Envoyer").click()
    see(page, "Réponse envoyée")
    page.get_by_role("link", name="Modifier mes réponses").click()
    choose(page, "3")
    room.advance()
    go_on(page)
    see(page, "Réponse non envoyée")
    expect(page.get_by_label("Ce que vous aviez répondu")).to_have_value("3 sur 5")
    page.get_by_role("link", name="Continuer").click()
    see(page, "Regardez l’écran")

    room.do("room.advance()\nservices.open_poll(step=room.step, sentence='Nous continuons.', by=by)")
    page.get_by_role("link", name="Actualiser").click()
    choose(page, "D’accord, avec réserves")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Votre position")).to_contain_text("D’accord, avec réserves")
    room.do("services.close_workshop(workshop=workshop, by=by)")
    page.get_by_role("link", name="Actualiser").click()
    see(page, "Récapitulatif")
    choose(page, "4")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_text("Merci, votre avis est noté.")).to_be_visible()


def test_a_list_without_a_script(room, phone):
    page = phone(java_script_enabled=False)
    room.do("room.go_to(3, advance=1)")
    page.goto(room.path)
    page.locator("textarea:visible").fill("Une idée")
    page.get_by_role("button", name="Ajouter une autre idée").locator("visible=true").click()
    page.locator("textarea:visible").nth(1).fill("Une autre")
    go_on(page)

    expect(page.locator(".progress:visible")).to_have_text("2 sur 4")
    assert sorted(sum(room.answers().values(), [])) == ["Une autre", "Une idée"]


def test_by_keyboard_alone(room, phone):
    page = phone()
    room.do("room.go_to(2, advance=1)")
    see(page, "Importance des quatre stratégies")
    tab_to(page, "Aller au contenu")
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    scale = page.locator("[data-panel='1'] input[type=radio]")
    page.keyboard.press("Tab")
    expect(scale.first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(scale.nth(2)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".progress:visible")).to_have_text("2 sur 4")
    expect(page.locator("[data-panel='2'] legend")).to_be_focused()
    press(page, "Je ne sais pas / je passe")
    press(page, "Je ne sais pas / je passe")
    press(page, "Je ne sais pas / je passe")
    expect(page.get_by_role("heading", name="Vos réponses")).to_be_focused()
    assert walk(page)[1] == []
    press(page, "Envoyer")
    see(page, "Réponse envoyée")
    assert room.answers() == {"importance": ["3"]}


# ---- Every face, looked at ---------------------------------------------------------------------------------------


def test_every_face_is_without_fault(open_room, open_context, guard):
    """At 360 px and beyond: axe, 44 px, nothing wider than the phone, nothing cut."""
    guard.expects(422, 410, 403)
    keys = ["continuum", "obstacles", "members", "ft3", "ft7", "approach", "ladder"]
    room = open_room(TALK, IMPORTANCE, *map(sheet, keys))
    room.do(
        "from rlp_portal.workshops.agenda import Asked\n"
        "from worksheets.services import save_answer\n"
        "sheet = Asked(room.step_at(9)).group_sheet('ladder')\n"
        "save_answer(sheet=sheet, address='collaborations.r99', value={'name': 'Comité des aînés', 'rung': None},"
        " base='', by=by)"
    )
    page = open_context(viewport=PHONE).new_page()
    looked = []

    def look(name, *, errors=False):
        found = faults(page) + (faults_of_errors(page) if errors else [])
        page.set_viewport_size(PHONE)
        looked.append(name)
        assert found == [], name

    page.goto("/rejoindre/")
    look("code")
    page.locator("[data-code]").fill("123")
    page.get_by_role("button", name="Rejoindre").click()
    look("wrong code", errors=True)
    page.goto("/rejoindre/reprise/")
    look("resume")
    page.goto("/q/inconnu/")
    look("old QR")
    page.goto(f"/q/{room.token}/")
    look("join")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/salle/**")
    look("waiting")
    room.do("room.go_to(2)")
    see(page, "Importance des quatre stratégies")
    look("presenting")
    for position in range(2, 10):
        room.do(f"room.go_to({position}, advance=1)")
        page.goto(f"{room.path}?q=1")
        look(f"question {position}")
    page.goto(f"{room.path}?q=fin")
    look("recall")
    room.do("room.go_to(2)")
    page.goto(f"{room.path}?q=1")
    choose(page, "4")
    page.goto(f"{room.path}?q=fin")
    page.get_by_role("button", name="Envoyer").click()
    see(page, "Réponse envoyée")
    look("sent")
    room.advance()
    see(page, "Regardez l’écran")
    look("listening")
    room.do("room.advance()\nservices.open_poll(step=room.step, sentence='Nous continuons.', by=by)")
    see(page, "Où en êtes-vous?")
    look("vote")
    page.get_by_role("button", name="Envoyer").click()
    look("vote refused", errors=True)
    room.do("services.close_workshop(workshop=workshop, by=by)")
    page.goto(room.path)
    look("recap")
    assert len(looked) == len(set(looked)) == 21
