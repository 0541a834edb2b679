"""An advisor proposes another text for a code; the administration answers; everybody who may reads it."""

import pytest

from rlp_portal.analysis import codebook as codebooks
from rlp_portal.analysis.models import CodebookProposal
from tests.conftest import signed_in
from tests.factories import CodebookProposalFactory, UserFactory
from tests.rlps.carnet.pages import Page
from tests.rlps.reading import messages_of

pytestmark = pytest.mark.django_db
CODEBOOK, PROPOSE = "/conseil/lexique/", "/conseil/lexique/proposer/"
TYPED = {
    "code": "resources.money",
    "part": "example",
    "text": "  La Ville paie le local. ",
    "reason": "L’exemple actuel parle de dons.",
    "op_id": "0b8a6a52-8f0c-4c33-9d5d-5b1a1f0f7f11",
}
TOO_LONG = (
    "Le texte compte 1\u00a0001 caractères. La limite est de 1\u00a0000. Rien n’est perdu\u00a0: raccourcissez-le."
)


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


@pytest.fixture
def administrator_client(db):
    return signed_in(UserFactory(is_administrator=True, name="Maude Gestion"))


def shown(client):
    """What the page of the codebook says of each proposal: its title, how it stands."""
    section = Page(client.get(CODEBOOK), path=CODEBOOK).first("section", **{"aria-labelledby": "propositions"})
    return [(one.first("h3").text, one.first("strong").text) for one in section.every("article")]


def test_a_proposal_is_noted_once_and_read_on_the_page_of_the_codebook(client, advisor):
    assert "Aucun changement n’est proposé." in client.get(CODEBOOK).content.decode()

    first, again = client.post(PROPOSE, TYPED), client.post(PROPOSE, TYPED)

    assert (first.url, again.url) == ("/conseil/lexique/#propositions", "/conseil/lexique/#propositions")
    [made] = CodebookProposal.objects.all()
    assert (made.code, made.part, made.text, made.reason) == (
        "resources.money", "example", "La Ville paie le local.", "L’exemple actuel parle de dons."
    )  # fmt: skip
    assert (made.codebook_version, made.proposed_by, made.is_waiting) == (codebooks.latest().version, advisor, True)
    name = codebooks.latest().name_of("resources.money")
    assert shown(client) == [(f"{name}\u00a0: exemple", "Proposée")]
    page = client.get(CODEBOOK).content.decode()
    assert "par vous" in page
    assert [one for one in ("La Ville paie le local.", "L’exemple actuel parle de dons.") if one not in page] == []


def test_what_the_code_says_today_stands_beside_the_form(client):
    page = client.get(f"{PROPOSE}?code=A")

    assert codebooks.latest().by_key["A"].name in page.content.decode()
    assert page.context["form"]["code"].value() == "A"
    assert client.get(f"{PROPOSE}?code=B9").status_code == 404
    assert client.get(PROPOSE).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"text": ""}, "text", "Ce champ est vide. Écrivez le texte que vous proposez."),
        ({"reason": " "}, "reason", "Ce champ est vide. Dites pourquoi en une phrase."),
        ({"text": "SAME"}, "text", "C’est le texte actuel. Écrivez ce que vous changeriez."),
        ({"text": "KNOWN"}, "text", "Cette proposition attend déjà une réponse."),
        ({"code": ""}, "code", "Aucun code n’est choisi."),
        ({"code": "B9"}, "code", "Choisissez une réponse de la liste."),
        ({"part": "key"}, "part", "Choisissez une réponse de la liste."),
        ({"text": "é" * 1001}, "text", TOO_LONG),
    ],
)
def test_what_cannot_be_proposed_is_said_beside_its_field_and_kept(client, changes, field, said):
    CodebookProposalFactory(code="resources.money", part="example", text="KNOWN")
    typed = {**TYPED, **changes}
    if typed["text"] == "SAME":
        typed["text"] = codebooks.latest().by_key["resources.money"].example

    response = client.post(PROPOSE, typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [said]}
    assert response.context["form"]["text"].value() == typed["text"]
    assert CodebookProposal.objects.count() == 1


@pytest.mark.parametrize(
    ("answered", "state", "said"),
    [
        ({"status": "retained", "retained_in": "2"}, "Retenue dans la version 2, à venir", ""),
        ({"status": "not_retained", "answer": "Déjà dit en R"}, "Non retenue", "Déjà dit en R"),
        ({"status": "not_retained", "retained_in": "2", "answer": "Non"}, "Non retenue", "Non"),
    ],
)
def test_the_answer_is_read_by_all_and_may_be_taken_back(answered, state, said, client, administrator_client):
    proposal = CodebookProposalFactory()
    url = f"{CODEBOOK}propositions/{proposal.public_id}/"

    assert administrator_client.post(url, answered).status_code == 302

    assert [one for _title, one in shown(client)] == [one for _title, one in shown(administrator_client)] == [state]
    assert said in client.get(CODEBOOK).content.decode()
    proposal.refresh_from_db()
    assert (proposal.retained_in, proposal.settled_by.name) == (2 if "Retenue" in state else None, "Maude Gestion")

    second = administrator_client.post(url, {"status": "not_retained", "answer": "Autre raison"})
    text = second.content.decode()
    assert second.status_code == 422
    assert "Cette proposition a déjà sa réponse. Rien n’est changé; la vôtre reste écrite ici." in text
    assert "Autre raison</textarea>" in text
    assert [one for _title, one in shown(client)] == [state]

    administrator_client.post(f"{url}reprendre/")
    assert [one for _title, one in shown(client)] == ["Proposée"]
    proposal.refresh_from_db()
    assert (proposal.settled_at, proposal.settled_by, proposal.answer) == (None, None, said)


def test_she_takes_her_own_back_and_the_administration_sees_it(client, advisor, administrator_client):
    hers, other = CodebookProposalFactory(code="R", proposed_by=advisor), CodebookProposalFactory(code="S")
    url = f"{CODEBOOK}propositions/{hers.public_id}/"
    assert [one.partition(" sur ")[0] for one in buttons(client)] == ["Retirer ma proposition"]

    page = client.post(f"{url}retirer/", follow=True)

    assert f'action="{url}remettre/"' in page.text
    assert [state for _title, state in shown(client)] == ["Proposée", "Retirée"]
    assert "Elle n’attend plus de réponse." in administrator_client.get(CODEBOOK).text
    late = administrator_client.post(url, {"status": "not_retained", "answer": "Trop tard"})
    assert late.status_code == 422
    assert [one for one in ("vient d’être retirée", "Trop tard</textarea>") if one not in late.text] == []
    administrator_client.post(f"{url}reprendre/")
    assert [state for _title, state in shown(client)] == ["Proposée", "Retirée"]

    client.post(f"{url}remettre/")
    assert [state for _title, state in shown(client)] == ["Proposée"] * 2
    assert client.post(f"{CODEBOOK}propositions/{other.public_id}/retirer/").status_code == 404


def test_an_answered_one_is_not_taken_back(client, advisor):
    settled = {"status": "not_retained", "answer": "Non", **answered_by(UserFactory())}
    proposal = CodebookProposalFactory(proposed_by=advisor, **settled)
    url = f"{CODEBOOK}propositions/{proposal.public_id}/"

    page = client.post(f"{url}retirer/", follow=True)

    assert messages_of(page) == ["La gestion a déjà répondu à cette proposition\u00a0: elle ne se retire plus."]
    client.post(f"{url}remettre/")
    assert ([state for _title, state in shown(client)], buttons(client)) == (["Non retenue"], [])


def buttons(client):
    section = Page(client.get(CODEBOOK), path=CODEBOOK).first("section", **{"aria-labelledby": "propositions"})
    return [one.text for one in section.every("button")]


def test_a_version_that_came_since_is_no_longer_to_come(client, administrator_client, monkeypatch):
    proposal = CodebookProposalFactory(status="retained", retained_in=2, **answered_by(UserFactory()))
    assert proposal.status_words == "Retenue dans la version 2, à venir"

    monkeypatch.setitem(codebooks.VERSIONS, 2, codebooks.get(1))

    assert [one for _title, one in shown(client)] == ["Retenue dans la version 2"]


@pytest.mark.parametrize(
    ("answered", "errors"),
    [
        ({}, {"status": ["Aucune réponse n’est choisie."]}),
        ({"status": "proposed"}, {"status": ["Choisissez une réponse de la liste."]}),
        (
            {"status": "not_retained", "answer": " "},
            {"answer": ["Ce champ est vide. Dites pourquoi la proposition n’est pas retenue\u00a0: chacun le lira."]},
        ),
        *[
            (
                {"status": "retained", "retained_in": version},
                {"retained_in": ["Aucune version n’est choisie. Choisissez celle qui porte le changement."]},
            )
            for version in ("", "1", "9", "deux")
        ],
    ],
)
def test_an_answer_that_says_too_little_is_refused(answered, errors, administrator_client):
    proposal = CodebookProposalFactory()

    response = administrator_client.post(f"{CODEBOOK}propositions/{proposal.public_id}/", answered)

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    proposal.refresh_from_db()
    assert proposal.is_waiting


def answered_by(person):
    return {"settled_at": "2026-11-20T12:00Z", "settled_by": person}


def test_those_that_wait_come_first_and_the_administration_is_told_how_many(client, administrator_client):
    settled = {"status": "not_retained", "answer": "Non", **answered_by(UserFactory())}
    CodebookProposalFactory(code="R", **settled)
    CodebookProposalFactory(code="S")
    CodebookProposalFactory(code="P", **settled)

    names = codebooks.latest().name_of
    assert [title.partition("\u00a0: ")[0] for title, _state in shown(client)] == [names("S"), names("P"), names("R")]
    assert (
        "1\u00a0proposition attend une réponse." in administrator_client.get("/gestion/intendance/").content.decode()
    )
    assert "Répondre" not in client.get(CODEBOOK).content.decode()
    assert "Proposer un changement" not in administrator_client.get(CODEBOOK).content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_takes_as_many_queries_whatever_it_holds(count, client, count_queries):
    CodebookProposalFactory.create_batch(count)

    assert count_queries(client, CODEBOOK) <= 6
