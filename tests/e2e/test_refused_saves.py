"""B43 and F29: a save that cannot be taken is said, and its text stays where it can be copied."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.queue import line_of, log_of_words
from tests.e2e.sheets import expect_saved, question, write, written

QUESTIONS = "/rlp/rlp-des-berges/demarches/2/feuilles/ft4/questions/"
CANAL = "/rlp/instance-canal-nord/demarches/1/feuilles/ft6/questions/"
FIELD = "Que faut-il faire pour les mettre en œuvre?"
SAVE = re.compile("/champ/$")
COPIER = "Copier mon texte"


@pytest.fixture
def words(request):
    return f"Écrit pendant {request.node.originalname}"


def error_of(page, label):
    return page.locator("[data-question]", has=question(page, label)).locator("[data-field-error]")


def allow_copying(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")


# ---- B43 ----------------------------------------------------------------------------------------------------------


def cut_bodies(page, *, times):
    """The first saves lose half of their body on the way; how many were sent."""
    sent = []

    def cut(route):
        sent.append(route.request.post_data)
        if len(sent) <= times:
            route.continue_(post_data="diff%C3%A9rent=1")
        else:
            route.continue_()

    page.route(SAVE, cut)
    return sent


def test_b43_a_body_cut_on_its_way_is_sent_once_more_by_itself(signed_in, guard, words):
    guard.expects(400)
    page = signed_in(COORDINATOR)
    page.goto(QUESTIONS)
    sent, sentences = cut_bodies(page, times=1), log_of_words(page)

    write(page, FIELD, words)

    expect_saved(page)
    assert "L’envoi est incomplet. Nous réessayons." in sentences()
    assert len(sent) == 2
    assert len(set(sent)) == 1  # the same operation
    page.reload()
    assert written(page, FIELD) == words


def test_b43_cut_twice_its_text_is_offered_for_copying_and_saved_when_it_changes(signed_in, guard, words):
    guard.expects(400)
    page = signed_in(COORDINATOR)
    page.goto(QUESTIONS)
    allow_copying(page)
    sent = cut_bodies(page, times=2)

    write(page, FIELD, words)

    error = error_of(page, FIELD)
    expect(error).to_contain_text(
        "L’envoi est incomplet. Votre texte est encore ici\u00a0: copiez-le, puis rechargez la page."
    )
    expect(line_of(page)).to_have_text("À vérifier\u00a0: 1 champ")
    expect(question(page, FIELD)).to_have_value(words)
    error.get_by_role("button", name=COPIER).click()
    expect(error.get_by_role("button", name="Copié")).to_be_visible()
    assert copied(page) == words
    assert len(sent) == 2

    write(page, FIELD, f"{words}, encore")
    expect_saved(page)
    expect(error).to_be_hidden()


# ---- F29 ----------------------------------------------------------------------------------------------------------

MEMBERSHIP = (
    "from rlp_portal.rlps.models import Membership\n"
    "own = Membership.objects.filter(rlp__slug='instance-canal-nord', user__email='coordination.canal@exemple.org')\n"
    "own.update(role='{role}')"
)
HELD = (
    "from worksheets.models import Answer, Change, Variant\n"
    "models = ((Answer, ['value']), (Variant, ['value']), (Change, ['before', 'after']))\n"
    "rows = [str(row) for model, columns in models for row in model.objects.values_list(*columns)]\n"
    "print(sum({words!r} in row for row in rows))"
)


def test_f29_a_right_withdrawn_between_two_saves_keeps_the_text_for_its_author_alone(signed_in, guard, portal, words):
    guard.expects(403)
    page = signed_in("coordination.canal@exemple.org")
    page.goto(CANAL)
    allow_copying(page)
    first = page.get_by_role("textbox").first
    first.fill(f"Avant, {words}")
    expect_saved(page)

    portal.run(MEMBERSHIP.format(role="member"))
    try:
        second = page.get_by_role("textbox").nth(1)
        second.fill(f"Après, {words}")
        error = page.locator("[data-field-error]:not([hidden])")
        expect(error).to_contain_text("Seule la coordination peut remplir le carnet.")
        expect(error).to_contain_text("Votre texte est encore ici\u00a0: copiez-le.")
        expect(second).to_have_value(f"Après, {words}")
        error.get_by_role("button", name=COPIER).click()
        expect(error.get_by_role("button", name="Copié")).to_be_visible()
        assert copied(page) == f"Après, {words}"
        assert portal.run(HELD.format(words=f"Avant, {words}")) != "0"
        assert portal.run(HELD.format(words=f"Après, {words}")) == "0"

        page.goto("/rlp/instance-canal-nord/")  # where it waits, for her alone, until she erases it
        waiting = page.locator("[data-kept-list]")
        expect(waiting.locator("blockquote")).to_have_text(f"Après, {words}")
        waiting.get_by_role("button", name="Effacer de cet appareil").click()
        expect(waiting).to_be_hidden()
    finally:
        portal.run(MEMBERSHIP.format(role="coordinator"))
