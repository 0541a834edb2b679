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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_word_typed_is_found(open_context, portal, size):
    mark = size["width"]
    sylvie, karine = (Writer(open_context(viewport=size), email) for email in (COORDINATOR, COLLEAGUE))

    a_conflict(sylvie, karine, mark)
    a_cut_network(karine, mark)
    a_killed_server(sylvie, karine, portal, mark)
    an_expired_session(sylvie, portal, mark)
    a_network_and_a_session_lost_together(karine, portal, mark)

    for one in (sylvie, karine):
        one.page.reload()
        expect(one.page.locator("[data-field-conflict]:not([hidden])")).to_have_count(0)
    held = sylvie.page.request.get(f"{ROUND}carnet.json?historique=1&noms=1").text()
    present = " ".join(written(sylvie.page, label) for label in FIELDS.values())
    assert [word for word in [*sylvie.typed, *karine.typed] if word not in present] == []
    assert [word for word in [*sylvie.typed, *karine.typed] if word not in held] == []
    assert present == " ".join(written(karine.page, label) for label in FIELDS.values())


def a_conflict(sylvie, karine, mark):
    """Both in one field: the second sees both texts, and joins them."""
    question(karine.page, FIELDS["norms"]).focus()
    sylvie.type("norms", f"sylvie-conflit-{mark}")
    sylvie.expect_saved()
    karine.type("norms", f"karine-conflit-{mark}")
    panel = karine.page.locator("[data-field-conflict]:not([hidden])")
    expect(panel.locator("blockquote").first).to_contain_text(f"sylvie-conflit-{mark}")
    karine.page.get_by_role("button", name="Réunir les deux").click()
    karine.page.get_by_role("button", name="Garder le texte réuni").click()
    expect(panel).to_have_count(0)
    karine.expect_saved()
    expect(question(karine.page, FIELDS["norms"])).to_have_value(
        re.compile(rf"sylvie[\s\S]*{mark}[\s\S]*karine[\s\S]*{mark}")
    )


def a_cut_network(karine, mark):
    karine.page.context.set_offline(True)
    karine.type("influencers", f"karine-sans-réseau-{mark}")
    karine.type("mobilise", f"karine-toujours-sans-{mark}")
    expect(line_of(karine.page)).to_have_text("Hors ligne\u00a0: 2 modifications gardées sur cet appareil")
    karine.page.context.set_offline(False)
    karine.expect_saved()


def a_killed_server(sylvie, karine, portal, mark):
    """In the middle of a save, while both are typing."""
    with sylvie.page.expect_request(re.compile("/champ/$")):
        sylvie.type("activities", f"sylvie-pendant-la-panne-{mark}")
        sylvie.page.keyboard.press("Tab")  # a field that is left is sent at once
    portal.kill()
    karine.type("citizens", f"karine-pendant-la-panne-{mark}")
    sylvie.type("assets", f"sylvie-encore-pendant-{mark}")
    for one in (sylvie, karine):
        expect(line_of(one.page)).to_have_text(re.compile("^(Hors ligne|Nous ne pouvons pas enregistrer)"))
    portal.start()
    for one in (sylvie, karine):
        one.expect_saved()


def an_expired_session(sylvie, portal, mark):
    end_session(sylvie, portal)
    sylvie.type("media", f"sylvie-session-finie-{mark}")
    sign_in_again(sylvie)
    sylvie.expect_saved()


def a_network_and_a_session_lost_together(karine, portal, mark):
    karine.page.context.set_offline(True)
    karine.type("mobilise", f"karine-tout-perdu-{mark}")
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
