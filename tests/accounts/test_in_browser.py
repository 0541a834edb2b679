"""The doors in a real browser, with and without scripts."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import RequestFactory

from rlp_portal.accounts import services
from tests.accounts.test_second_step import code_now
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("theme")]

AXE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
SIZES = [{"width": 360, "height": 760}, {"width": 1280, "height": 900}]


@pytest.fixture
def sylvie():
    return UserFactory(name="Sylvie Marcotte", administrator=True)


@pytest.fixture
def page(context, live_server):
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def sign_in(page, live_server, person):
    page.goto(f"{live_server.url}/connexion/?next=/mon-compte/")
    page.get_by_label("Courriel").fill(person.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/mon-compte/")


def invitation_link(live_server, administrator):
    request = RequestFactory().get("/", HTTP_HOST=live_server.url.removeprefix("http://"))
    return services.invite(email="marie@exemple.org", name="Marie Côté", by=administrator, request=request)[1]


def test_invited_person_opens_her_account_without_scripts(new_context, live_server, sylvie):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(invitation_link(live_server, sylvie))
    page.get_by_label("Courriel").fill("marie@exemple.org")
    page.locator("#id_password1").fill("123456")
    page.get_by_label("Le même mot de passe").fill("123456")
    page.get_by_role("button", name="Ouvrir mon compte").click()

    assert page.get_by_text("Ce mot de passe est trop courant.").first.is_visible()
    assert page.get_by_label("Courriel").input_value() == "marie@exemple.org"

    page.locator("#id_password1").fill("une phrase à retenir")
    page.get_by_label("Le même mot de passe").fill("une phrase à retenir")
    page.get_by_role("button", name="Ouvrir mon compte").click()
    page.goto(f"{live_server.url}/mon-compte/")

    assert page.get_by_label("Prénom et nom").input_value() == "Marie Côté"


def test_second_step_without_scripts(new_context, live_server, sylvie):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, sylvie)
    page.get_by_role("link", name="L’activer").click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_text("Je ne peux pas lire le code QR").click()
    secret = page.locator(".secret-key").inner_text().replace(" ", "")
    page.get_by_label("Code à 6").fill(code_now(secret))
    page.get_by_role("button", name="Activer").click()

    assert page.get_by_role("heading", name="Vos codes de secours").is_visible()
    assert page.locator(".recovery-codes li").count() == 10


def test_back_button_shows_nothing_after_signing_out(page, live_server, sylvie):
    sign_in(page, live_server, sylvie)
    page.locator(".site-tools summary").filter(has_text="Sylvie").click()
    page.get_by_role("button", name="Se déconnecter").first.click()
    page.wait_for_url(f"{live_server.url}/")
    assert page.get_by_text("Votre session est fermée.").is_visible()

    page.go_back()
    page.wait_for_load_state()

    assert page.url.startswith(f"{live_server.url}/connexion/?next=")
    assert "Sylvie" not in page.content()


def test_link_is_copied_in_one_click(page, live_server, sylvie, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server, sylvie)
    page.goto(f"{live_server.url}/gestion/personnes/inviter/")
    page.get_by_label("Prénom et nom").fill("Marie Côté")
    page.get_by_label("Courriel").fill("marie@exemple.org")
    page.get_by_role("button", name="Préparer l’invitation").click()

    page.get_by_role("button", name="Copier").click()

    link = page.get_by_label("Lien d’invitation").input_value()
    page.get_by_role("button", name="Copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link


@pytest.mark.parametrize("size", SIZES, ids=["360", "1280"])
def test_axe_finds_nothing_and_nothing_overflows_outside(page, live_server, sylvie, size):
    page.set_viewport_size(size)
    link = invitation_link(live_server, sylvie).removeprefix(live_server.url)

    for path in [
        "/",
        "/connexion/",
        "/mot-de-passe/oublie/",
        "/mot-de-passe/oublie/courriel/",
        link,
        "/invitation/x/",
    ]:
        look_at(page, live_server, path)


@pytest.mark.parametrize("size", SIZES, ids=["360", "1280"])
def test_axe_finds_nothing_and_nothing_overflows_inside(page, live_server, sylvie, size):
    page.set_viewport_size(size)
    invited = UserFactory(name="M" * 120, email=f"{'m' * 60}@{'exemple' * 8}.org", invited=True)
    sign_in(page, live_server, sylvie)
    TOTP.activate(UserFactory(name="Josée"), generate_totp_secret())

    for path in [
        "/mon-compte/",
        "/mon-compte/mot-de-passe/",
        "/mon-compte/deux-etapes/",
        "/mon-compte/deux-etapes/activer/",
        "/gestion/personnes/",
        "/gestion/personnes/?q=personne-de-ce-nom",
        "/gestion/personnes/inviter/",
        f"/gestion/personnes/{invited.public_id}/",
    ]:
        look_at(page, live_server, path)


def look_at(page, live_server, path):
    page.goto(live_server.url + path)
    page.complaints = [one for one in page.complaints if "410" not in one]
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
    )
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (path, found, width, page.complaints) == (path, [], 0, [])
