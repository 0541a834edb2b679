"""A paragraph saved as it is typed: the save contract, two versions of it, a paragraph taken out meanwhile."""

from uuid import uuid4

from rlp_portal.analysis.models import TextAct
from rlp_portal.analysis.syntheses.document import document_of
from rlp_portal.analysis.syntheses.services import start_synthesis
from rlp_portal.analysis.syntheses.texts import kept_aside
from tests.analysis.syntheses.conftest import add


def saved_by_script(client, synthesis, text_id, text, *cited, base="", op_id=None, section="objects"):
    """As autosave.js sends what is being typed."""
    url = f"{synthesis.get_absolute_url()}paragraphes/{text_id}/?section={section}"
    sent = {"field": "text", "text": text, "text--cite": cited, "text--base": base, "op_id": op_id or uuid4()}
    return client.post(url, sent, headers={"Accept": "application/json"})


def test_paragraph_is_saved_as_it_is_typed(client, synthesis):
    text_id, op_id = uuid4(), uuid4()

    first = saved_by_script(client, synthesis, text_id, "Ils sont", "object.A.rlps", op_id=op_id)
    again = saved_by_script(client, synthesis, text_id, "Ils sont", "object.A.rlps", op_id=op_id)
    then = saved_by_script(client, synthesis, text_id, "Ils sont 4.", "object.A.rlps", base=first.json()["base"])

    assert (first.status_code, again.json()["base"], then.status_code) == (200, first.json()["base"], 200)
    assert first.json()["saved"].startswith("Enregistré à ")
    assert [one[:32] for one in first.json()["notices"]] == ["Le paragraphe ne contient pas «\u00a0"]
    assert then.json()["notices"] == []
    text = synthesis.texts.get()
    assert (text.text, text.section, text.fingerprint) == ("Ils sont 4.", "objects", then.json()["base"])
    assert list(text.cited_numbers.values_list("key", "shown")) == [("object.A.rlps", "4")]
    assert list(text.acts.values_list("before", "after")) == [("", "Ils sont"), ("Ils sont", "Ils sont 4.")]


def test_empty_paragraph_is_kept_while_it_is_written_and_is_not_printed(client, synthesis):
    saved = saved_by_script(client, synthesis, uuid4(), "")

    assert saved.status_code == 200
    assert "Paragraphe encore vide. Il ne s’imprime pas." in client.get(synthesis.get_absolute_url()).content.decode()
    assert document_of(synthesis).paragraphs["objects"] == []
    assert add(client, synthesis, "").status_code == 422


def test_number_ticked_that_left_the_text_is_said_on_the_page(client, synthesis):
    text_id = uuid4()
    base = saved_by_script(client, synthesis, text_id, "Ils sont 4.", "object.A.rlps").json()["base"]

    saved_by_script(client, synthesis, text_id, "Ils sont", "object.A.rlps", base=base)

    assert (
        "Le paragraphe ne contient pas «&nbsp;4&nbsp;»" in client.get(synthesis.get_absolute_url()).content.decode()
    )


def test_two_pages_of_one_person_choose_and_lose_nothing(client, synthesis, advisor):
    text_id = uuid4()
    base = saved_by_script(client, synthesis, text_id, "Premier jet.").json()["base"]
    there = saved_by_script(client, synthesis, text_id, "Là-bas.", base=base).json()["base"]

    here = saved_by_script(client, synthesis, text_id, "Ici.", "object.A.rlps", base=base)

    assert (here.status_code, here.json()["base"]) == (409, there)
    assert "Là-bas." in here.json()["html"]
    text = synthesis.texts.get()
    assert text.text == "Là-bas."
    assert (
        "Un texte gardé à part"
        in client.get(f"{synthesis.get_absolute_url()}paragraphes/{text_id}/").content.decode()
    )

    settle = f"{synthesis.get_absolute_url()}paragraphes/{text_id}/choisir/"
    json_only = {"Accept": "application/json"}
    stale = client.post(settle, {"choice": "mine", "base": base, "text": "Ici."}, headers=json_only)
    assert stale.status_code == 409
    mine = client.post(settle, {"choice": "mine", "base": there, "text": "Ici."}, headers=json_only)
    assert mine.status_code == 200
    text.refresh_from_db()
    assert (text.text, text.fingerprint) == ("Ici.", mine.json()["base"])
    assert not kept_aside(text, advisor).exists()
    assert text.acts.filter(outcome="refused").count() == 2


def test_the_other_version_may_be_kept(client, synthesis, advisor):
    text_id = uuid4()
    base = saved_by_script(client, synthesis, text_id, "Premier jet.").json()["base"]
    saved_by_script(client, synthesis, text_id, "Là-bas.", base=base)
    saved_by_script(client, synthesis, text_id, "Ici.", base=base)
    settle = f"{synthesis.get_absolute_url()}paragraphes/{text_id}/choisir/"

    assert client.post(settle, {"choice": "theirs"}).status_code == 302

    text = synthesis.texts.get()
    assert (text.text, kept_aside(text, advisor).exists()) == ("Là-bas.", False)


def test_old_page_sent_again_by_the_back_button_is_another_text(client, synthesis):
    text_id, op_id = uuid4(), uuid4()
    saved_by_script(client, synthesis, text_id, "Premier jet.", op_id=op_id)

    assert saved_by_script(client, synthesis, text_id, "Autre chose.", op_id=op_id).status_code == 409
    assert list(TextAct.objects.values_list("outcome", "after")) == [
        ("written", "Premier jet."), ("refused", "Autre chose."),
    ]  # fmt: skip


def test_paragraph_taken_out_meanwhile_is_put_back_and_saved(client, synthesis):
    text_id = uuid4()
    base = saved_by_script(client, synthesis, text_id, "Premier jet.").json()["base"]
    client.post(f"{synthesis.get_absolute_url()}paragraphes/{text_id}/retirer/")

    refused = saved_by_script(client, synthesis, text_id, "La suite.", base=base)
    assert (refused.status_code, refused.json()["message"]) == (
        410,
        "Ce paragraphe a été retiré dans une autre page.",
    )

    client.post(refused.json()["take_back"])
    assert saved_by_script(client, synthesis, text_id, "La suite.", base=base).status_code == 200


def test_paragraph_of_another_synthesis_or_of_no_section_is_not_found(client, synthesis, sample, advisor):
    text_id = uuid4()
    saved_by_script(client, synthesis, text_id, "Ici.")
    other = start_synthesis(by=advisor, sample=sample, title="Une autre")

    assert saved_by_script(client, other, text_id, "Là.").status_code == 404
    assert saved_by_script(client, other, uuid4(), "Là.", section="nulle-part").status_code == 404
    assert not other.texts.exists()
