"""Two browsers in one carnet, through a conflict, a cut network, a killed server and a session that ends.

At the end every word that was typed is found.
"""

import re

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.conftest import DESK, PHONE, running
from tests.e2e.guard import Guard
from tests.e2e.people import COORDINATOR, sign_in
from tests.e2e.queue import expect_kept, line_of
from tests.e2e.sheets import SAVED, question, written

COLLEAGUE = "soutien.berges@exemple.org"
ROUND = "/rlp/rlp-des-berges/demarches/2/"
QUESTIONS = f"{ROUND}feuilles/ft5/questions/"
FIELDS = {
    "norms": "Quelles normes voulons-nous changer?",
    "influencers": "Qui, dans le milieu, peut agir sur ces normes?",
    "mobilise": "Comment les mobiliser?",
    "activities": "Quelles activités voudrions-nous voir le milieu s’approprier?",
    "citizens": "Des citoyennes et citoyens sont-ils déjà mobilisés?",
    "assets": "Comment avons-nous évalué les ressources du milieu?",
    "media": "Comment sensibiliser et associer les médias?",
}
SOON = 45_000  # a page may have waited half a minute for its next try
TROUBLE = (401, 409, "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET")
TROUBLE += ("ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_FAILED", "ERR_ABORTED", 503)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """One that may be killed."""
    yield from running(tmp_path_factory)


@pytest.fixture
def guard(portal):
    guard = Guard(origin=portal.url)
    guard.expects(*TROUBLE)
    yield guard
    assert guard.complaints == []
    assert "Traceback" not in portal.said()


class Writer:
    """One person at her browser. What she types is remembered here, to be asked for at the end."""

    def __init__(self, context, email):
        self.page, self.email, self.typed = context.new_page(), email, []
        sign_in(self.page, email)
        self.page.goto(QUESTIONS)

    def type(self, key, words):
        """By the keyboard, at the end of what is there."""
        box = question(self.page, FIELDS[key])
        box.press("End")
        box.press("Control+End")
        box.press_sequentially(f" {words}")
        self.typed += words.split()

    def expect_saved(self):
        expect(line_of(self.page)).to_have_text(SAVED, timeout=SOON)
        expect_kept(self.page, [])


def test_every_word_typed_is_found(open_context, portal):
    """One at her desk, the other on her phone."""
    sylvie, karine = Writer(open_context(viewport=DESK), COORDINATOR), Writer(open_context(viewport=PHONE), COLLEAGUE)

    a_conflict(sylvie, karine)
    a_cut_network(karine)
    a_killed_server(sylvie, karine, portal)
    an_expired_session(sylvie, portal)
    a_network_and_a_session_lost_together(karine, portal)

    for one in (sylvie, karine):
        one.page.reload()
        expect(one.page.locator("[data-field-conflict]:not([hidden])")).to_have_count(0)
    held = sylvie.page.request.get(f"{ROUND}carnet.json?historique=1&noms=1").text()
    present = " ".join(written(sylvie.page, label) for label in FIELDS.values())
    assert [word for word in [*sylvie.typed, *karine.typed] if word not in present] == []
    assert [word for word in [*sylvie.typed, *karine.typed] if word not in held] == []
    assert present == " ".join(written(karine.page, label) for label in FIELDS.values())


def a_conflict(sylvie, karine):
    """Both in one field: the second sees both texts, and joins them."""
    question(karine.page, FIELDS["norms"]).focus()
    sylvie.type("norms", "sylvie-conflit")
    sylvie.expect_saved()
    karine.type("norms", "karine-conflit")
    panel = karine.page.locator("[data-field-conflict]:not([hidden])")
    expect(panel.locator("blockquote").first).to_contain_text("sylvie-conflit")
    karine.page.get_by_role("button", name="Réunir les deux").click()
    karine.page.get_by_role("button", name="Garder le texte réuni").click()
    expect(panel).to_have_count(0)
    karine.expect_saved()
    expect(question(karine.page, FIELDS["norms"])).to_have_value(re.compile(r"sylvie[\s\S]*karine"))


def a_cut_network(karine):
    karine.page.context.set_offline(True)
    karine.type("influencers", "karine-sans-réseau")
    karine.type("mobilise", "karine-toujours-sans")
    expect(line_of(karine.page)).to_have_text("Hors ligne\u00a0: 2 modifications gardées sur cet appareil")
    karine.page.context.set_offline(False)
    karine.expect_saved()


def a_killed_server(sylvie, karine, portal):
    """In the middle of a save, while both are typing."""
    with sylvie.page.expect_request(re.compile("/champ/$")):
        sylvie.type("activities", "sylvie-pendant-la-panne")
        sylvie.page.keyboard.press("Tab")  # a field that is left is sent at once
    portal.kill()
    karine.type("citizens", "karine-pendant-la-panne")
    sylvie.type("assets", "sylvie-encore-pendant")
    for one in (sylvie, karine):
        expect(line_of(one.page)).to_have_text(re.compile("^(Hors ligne|Nous ne pouvons pas enregistrer)"))
    portal.start()
    for one in (sylvie, karine):
        one.expect_saved()


def an_expired_session(sylvie, portal):
    end_session(sylvie, portal)
    sylvie.type("media", "sylvie-session-finie")
    sign_in_again(sylvie)
    sylvie.expect_saved()


def a_network_and_a_session_lost_together(karine, portal):
    karine.page.context.set_offline(True)
    karine.type("mobilise", "karine-tout-perdu")
    expect(line_of(karine.page)).to_contain_text("Hors ligne")
    end_session(karine, portal)
    karine.page.context.set_offline(False)
    sign_in_again(karine)
    karine.expect_saved()


def end_session(writer, portal):
    key = next(one["value"] for one in writer.page.context.cookies() if one["name"] == "sessionid")
    portal.run(
        f"from django.contrib.sessions.models import Session\nSession.objects.filter(session_key={key!r}).delete()"
    )


def sign_in_again(writer):
    dialog = writer.page.get_by_role("dialog", name="Connectez-vous de nouveau")
    expect(dialog).to_be_visible(timeout=SOON)
    dialog.get_by_label("Courriel").fill(writer.email)
    dialog.locator("[autocomplete=current-password]").fill(PASSWORD)
    dialog.get_by_role("button", name="Se connecter").click()
    expect(dialog).to_be_hidden()
