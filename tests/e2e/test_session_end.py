"""F15: a session that ends takes nothing with it. The same person finds her words sent; another never sees them."""

import re

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.people import COORDINATOR, sign_in
from tests.e2e.queue import expect_kept, kept_texts, line_of
from tests.e2e.sheets import expect_saved, write, written

COLLEAGUE = "soutien.berges@exemple.org"
QUESTIONS = "/rlp/rlp-des-berges/demarches/2/feuilles/ft5/questions/"
FIELDS = [
    "Quelles normes voulons-nous changer?",
    "Comment les mobiliser?",
    "Comment sensibiliser et associer les médias?",
]
SESSION = (
    "from django.contrib.sessions.models import Session\n"
    "from django.utils import timezone\n"
    "from rlp_portal.accounts.sessions import ENDS_AT, SessionStore\n"
    "{do}"
)


@pytest.fixture
def words(request):
    return f"Écrit pendant {request.node.originalname}"


@pytest.fixture
def page(open_context, guard):
    """Signed in by herself: her session is ended without ending that of the other tests."""
    guard.expects(401)
    page = open_context().new_page()
    sign_in(page, COORDINATOR)
    page.goto(QUESTIONS)
    return page


def session_key(page):
    return next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")


def end_session(portal, page):
    portal.run(SESSION.format(do=f"Session.objects.filter(session_key={session_key(page)!r}).delete()"))


def end_session_in(portal, page, seconds):
    do = (
        f"session = SessionStore({session_key(page)!r})\n"
        f"session[ENDS_AT] = timezone.now().timestamp() + {seconds}\n"
        "session.save()"
    )
    portal.run(SESSION.format(do=do))


def seconds_left(page):
    return page.request.get("/session/").json()["seconds"]


def write_three(page, words):
    """All three before the first answer: the dialog that it opens takes the keyboard."""
    held = []
    page.route("**/champ/**", lambda route: held.append(route))
    for label in FIELDS:
        write(page, label, f"{words}\u00a0: {label}")
    for route in held:
        route.continue_()
    page.unroute("**/champ/**")


def dialog_of(page):
    return page.get_by_role("dialog", name="Connectez-vous de nouveau")


def sign_in_there(page, email, *, password=PASSWORD):
    dialog = dialog_of(page)
    dialog.get_by_label("Courriel").fill(email)
    dialog.locator("[autocomplete=current-password]").fill(password)
    dialog.get_by_role("button", name="Se connecter").click()


def texts_of(words):
    return sorted(f"{words}\u00a0: {label}" for label in FIELDS)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_same_person_signs_in_again_in_place_and_all_that_waited_is_sent(page, portal, words, width):
    page.set_viewport_size({"width": width, "height": 760})
    words = f"{words} à {width}"
    end_session(portal, page)
    write_three(page, words)

    expect(dialog_of(page)).to_be_visible()
    expect(line_of(page)).to_have_text(
        re.compile(r"^Session terminée\s: \d modifications? gardées? sur cet appareil$")
    )
    sign_in_there(page, COORDINATOR, password="pas-la-bonne")
    expect(dialog_of(page).get_by_role("alert")).not_to_be_empty()
    sign_in_there(page, COORDINATOR)

    expect(dialog_of(page)).to_be_hidden()
    expect_saved(page)
    expect_kept(page, [])
    page.reload()
    assert sorted(written(page, label) for label in FIELDS) == texts_of(words)


def test_later_means_later_and_nothing_is_lost_meanwhile(page, portal, words):
    end_session(portal, page)
    write(page, FIELDS[0], words)
    expect(dialog_of(page)).to_be_visible()

    dialog_of(page).get_by_role("button", name="Plus tard").click()
    write(page, FIELDS[1], words)

    band = page.locator("[data-kept-here]")
    expect(band).to_contain_text("Connectez-vous de nouveau pour enregistrer 2 modifications.")
    band.get_by_role("button", name="Se connecter de nouveau").click()
    sign_in_there(page, COORDINATOR)
    expect_saved(page)
    expect(band).to_be_hidden()
    page.reload()
    assert [written(page, label) for label in FIELDS[:2]] == [words, words]


def test_another_person_sends_nothing_and_sees_nothing_and_the_first_finds_all(page, portal, words, guard):
    guard.expects("ERR_ABORTED")
    end_session(portal, page)
    write_three(page, words)
    expect(dialog_of(page)).to_be_visible()
    expect_three_kept(page, words)
    posted = []
    page.on("request", lambda request: posted.append(request.url) if "/champ/" in request.url else None)

    sign_in_there(page, COLLEAGUE)
    page.wait_for_url(lambda url: "/feuilles/" not in url)
    page.goto(QUESTIONS)

    expect(page.locator("[data-kept-here]")).to_be_hidden()
    assert words not in page.content()
    assert words not in "".join(written(page, label) for label in FIELDS)
    assert posted == []
    assert sorted(kept_texts(page)) == texts_of(words)  # for her alone, until she is back

    end_session(portal, page)
    page.context.clear_cookies(name="sessionid")
    sign_in(page, COORDINATOR)
    expect_kept(page, [])
    page.goto(QUESTIONS)
    assert sorted(written(page, label) for label in FIELDS) == texts_of(words)


def expect_three_kept(page, words):
    expect(line_of(page)).to_have_text("Session terminée\u00a0: 3 modifications gardées sur cet appareil")
    assert sorted(kept_texts(page)) == texts_of(words)


def test_another_tab_that_signs_in_again_lets_this_one_go_on(page, portal, words):
    end_session(portal, page)
    write(page, FIELDS[0], words)
    expect(dialog_of(page)).to_be_visible()

    other = page.context.new_page()
    sign_in(other, COORDINATOR)
    other.goto(QUESTIONS)

    expect(dialog_of(page)).to_be_hidden()
    expect_saved(page)
    expect_kept(page, [])
    page.reload()
    assert written(page, FIELDS[0]) == words


def test_another_person_signed_in_from_another_tab_leaves_nothing_of_the_first_in_sight(page, portal, words):
    other = page.context.new_page()
    sign_out(other)

    sign_in(other, COLLEAGUE)

    page.wait_for_url(lambda url: "/feuilles/" not in url)
    expect(page.get_by_text("Karine Boisclair").first).to_be_attached()


def sign_out(page):
    page.goto("/accueil/")
    page.locator("summary", has_text="Sylvie Marcotte").first.click()
    with page.expect_navigation():
        page.locator("[data-sign-out]:visible").click()


# ---- Five minutes before ------------------------------------------------------------------------------------------


def test_five_minutes_before_the_end_it_is_said_and_one_button_puts_it_off(page, portal):
    page.clock.install()
    page.reload()
    notice = page.locator("[data-session-end]")
    expect(notice).to_be_hidden()
    end_session_in(portal, page, 290)

    page.clock.fast_forward("11:56:00")

    expect(notice).to_have_text(re.compile(r"Votre session se termine dans 5 minutes\.\s*Rester connecté"))
    notice.get_by_role("button", name="Rester connecté").click()
    expect(notice).to_be_hidden()
    assert 3_500 < seconds_left(page) <= 3_600


def test_after_the_last_extension_it_says_what_will_be_possible(page, portal):
    end_session_in(portal, page, 200)
    do = f"session = SessionStore({session_key(page)!r})\nsession['extensions'] = 10\nsession.save()"
    portal.run(SESSION.format(do=do))

    page.reload()

    notice = page.locator("[data-session-end]")
    expect(notice).to_contain_text("Votre session se termine dans 3 minutes.")
    expect(notice).to_contain_text("Vous pourrez vous connecter de nouveau sans quitter la page.")
    expect(notice.get_by_role("button")).to_be_hidden()


def test_no_warning_as_long_as_another_tab_put_the_end_off(page, portal):
    """A computer that slept, or another tab: the server knows better than this page’s clock."""
    page.clock.install()
    page.reload()

    with page.expect_response("**/session/"):
        page.clock.fast_forward("11:56:00")

    expect(page.locator("[data-session-end]")).to_be_hidden()
