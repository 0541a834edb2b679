"""A synthesis, from its first paragraph to its seal: cited numbers, conflicts, passages, what is refused to whom."""

import json
from uuid import uuid4

import pytest
from django.core.management import call_command

from rlp_portal.analysis.models import Coding, DoubleReading, Excerpt, Reading, Synthesis, TextAct
from rlp_portal.analysis.syntheses.document import BrokenSeal, document_of, read, written
from rlp_portal.analysis.syntheses.services import finalise_synthesis, start_synthesis
from rlp_portal.analysis.syntheses.texts import TextConflict, Words, save_text
from tests.analysis.syntheses.conftest import add
from tests.analysis.tables.test_views import coded_plan, followed, sample_of
from tests.conftest import signed_in
from tests.factories import CodingFactory, ExcerptFactory, MembershipFactory

URL = "/conseil/syntheses/"


def code_one_more(sample, advisor):
    plan = next(row.plan for row in sample.sampled_plans.all() if not row.plan.codings.exists())
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="Premier passage"), coder=advisor)
    Reading.objects.filter(plan=plan).update(revision=1)


def test_new_synthesis_begins_with_its_computed_sentences(client, sample):
    response = client.post(
        f"{URL}nouvelle/", {"sample": str(sample.public_id), "title": "Ma synthèse", "dated_on": "2026-11-26"}
    )

    made = Synthesis.objects.get()
    assert response.headers["Location"] == made.get_absolute_url()
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Les RLP cherchent surtout à pérenniser les activités et programmes (4\u00a0sur\u00a05)." in page
    assert "Trop peu de RLP pour comparer" in page


def test_paragraph_is_flagged_when_a_number_that_it_cites_changes(client, synthesis, sample, advisor):
    assert add(client, synthesis, "Ils sont 4 à parler d’activités.", "object.A.rlps").status_code == 302
    assert "Un chiffre cité a changé" not in client.get(synthesis.get_absolute_url()).content.decode()

    code_one_more(sample, advisor)

    page = client.get(synthesis.get_absolute_url()).content.decode()
    assert "Un chiffre cité a changé (4 → 5)" in page
    text = synthesis.texts.get()
    url = f"{synthesis.get_absolute_url()}paragraphes/{text.public_id}/"
    client.post(url, {"text": "Ils sont cinq.", "text--cite": "object.A.rlps", "text--base": text.fingerprint})
    assert list(text.cited_numbers.values_list("key", "shown")) == [("object.A.rlps", "cinq")]
    assert "Un chiffre cité a changé" not in client.get(synthesis.get_absolute_url()).content.decode()


def test_number_ticked_must_be_in_the_paragraph(client, synthesis):
    refused = add(client, synthesis, "Plusieurs le disent.", "object.A.rlps")

    assert refused.status_code == 422
    assert "Le paragraphe ne contient pas «\u00a04\u00a0»" in refused.content.decode()
    assert "Plusieurs le disent." in refused.content.decode()
    assert not synthesis.texts.exists()


def test_two_people_on_one_paragraph_lose_nothing(client, synthesis, advisor):
    add(client, synthesis, "Premier jet.")
    text = synthesis.texts.get()
    url = f"{synthesis.get_absolute_url()}paragraphes/{text.public_id}/"
    client.post(url, {"text": "Deuxième jet.", "text--base": text.fingerprint})

    late = client.post(url, {"text": "Troisième jet.", "text--base": text.fingerprint})

    assert late.status_code == 409
    assert "Deuxième jet." in late.content.decode()
    assert "Troisième jet." in late.content.decode()
    text.refresh_from_db()
    assert text.text == "Deuxième jet."
    assert list(TextAct.objects.values_list("outcome", "after")) == [
        ("written", "Premier jet."), ("written", "Deuxième jet."), ("refused", "Troisième jet."),
    ]  # fmt: skip


def test_paragraph_taken_out_comes_back(client, synthesis):
    add(client, synthesis, "À retirer.")
    text = synthesis.texts.get()
    url = f"{synthesis.get_absolute_url()}paragraphes/{text.public_id}/"

    client.post(f"{url}retirer/")
    page = client.get(synthesis.get_absolute_url()).content.decode()
    assert "À retirer." not in page
    assert f"{url}remettre/" in page

    client.post(f"{url}remettre/")
    assert "À retirer." in client.get(synthesis.get_absolute_url()).content.decode()


def test_passages_are_quoted_without_the_name_of_their_rlp(client, advisor):
    rlp = followed(advisor, name="Premier passage du Nord")
    plan = coded_plan(advisor, ("A", "resources.money", "done"), rlp=rlp)
    coding = plan.codings.get()
    Coding.objects.update(is_starred=True)
    rlp.name = "Premier"
    rlp.save()
    Excerpt.objects.update(quotation="• " + coding.excerpt.quotation, end=coding.excerpt.end + 2)
    made = start_synthesis(by=advisor, sample=sample_of([plan], advisor), title="S")
    url = f"{made.get_absolute_url()}sections/resources/passages/"

    shown = client.get(url).content.decode()
    assert "[…] passage" in shown
    assert "•" not in shown  # a line of a list, out of its list
    refused = client.post(url, {"citer": str(coding.public_id), f"mots-{coding.public_id}": " "})
    assert refused.status_code == 422
    client.post(url, {"citer": str(coding.public_id), f"mots-{coding.public_id}": "[…] passage"})

    assert list(made.chosen_excerpts.values_list("words", "sub_strategy")) == [("[…] passage", "resources.money")]
    assert "[…] passage" in client.get(made.get_absolute_url()).content.decode()
    client.post(url, {})
    assert not made.chosen_excerpts.exists()


def test_final_synthesis_keeps_its_numbers_and_a_new_draft_is_flagged(client, synthesis, sample, advisor):
    add(client, synthesis, "Ils sont 4.", "object.A.rlps")
    client.post(f"{synthesis.get_absolute_url()}finale/")
    synthesis.refresh_from_db()
    frozen = synthesis.frozen
    code_one_more(sample, advisor)
    advisor.name = "Autre Nom"
    advisor.save()

    page = client.get(synthesis.get_absolute_url()).content.decode()
    assert "(4\u00a0sur\u00a05)" in page
    assert "Un chiffre cité a changé" not in page
    synthesis.refresh_from_db()
    assert (synthesis.frozen, written(read(synthesis))) == (frozen, frozen)

    response = client.post(f"{synthesis.get_absolute_url()}nouvelle-version/")
    draft = Synthesis.objects.get(state="draft")
    assert response.headers["Location"] == draft.get_absolute_url()
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Un chiffre cité a changé (4 → 5)" in page
    assert "À côté de la synthèse nº\u00a01" in page.replace("&nbsp;", "\u00a0")
    assert "4\u00a0sur\u00a05 (80\u00a0%)" in page
    assert ("Le même échantillon, compté deux fois" in page, "Deux échantillons" in page) == (True, False)
    compared = document_of(draft).compared
    assert [
        "RLP avec l’objet Activités et programmes",
        "4\u00a0sur\u00a05 (80\u00a0%)",
        "5\u00a0sur\u00a05 (100\u00a0%)",
    ] in compared.rows


def test_nothing_is_written_in_a_final_synthesis(client, synthesis, advisor):
    add(client, synthesis, "Un mot.")
    text = synthesis.texts.get()
    finalise_synthesis(synthesis=synthesis, by=advisor)
    url = synthesis.get_absolute_url()

    for path in (
        "titre/", "finale/", "sections/policy/passages/",
        f"paragraphes/{text.public_id}/", f"paragraphes/{text.public_id}/retirer/",
    ):  # fmt: skip
        assert client.post(url + path, {"text": "Non", "title": "Non"}).status_code == 403
    words = Words("Non", {}, text.fingerprint)
    with pytest.raises(TextConflict):
        save_text(synthesis=synthesis, text_id=text.public_id, section="objects", words=words, by=advisor)


def test_broken_seal_is_not_shown(client, synthesis, advisor):
    finalise_synthesis(synthesis=synthesis, by=advisor)
    Synthesis.objects.update(frozen=json.dumps({"format": 1}))
    synthesis.refresh_from_db()

    with pytest.raises(BrokenSeal):
        read(synthesis)
    assert client.get(synthesis.get_absolute_url()).status_code == 409
    assert client.get(f"{synthesis.get_absolute_url()}synthese.pdf").status_code == 409


def test_another_advisor_does_not_know_it_and_the_coder_reads_without_writing(synthesis, sample, advisor):
    stranger = signed_in(MembershipFactory(role="advisor").user)
    assert stranger.get(synthesis.get_absolute_url()).status_code == 404
    other = MembershipFactory(role="advisor").user
    Synthesis.objects.update(author=other)
    coder = signed_in(advisor)

    assert coder.get(synthesis.get_absolute_url()).status_code == 200
    assert coder.get(f"{synthesis.get_absolute_url()}sections/objects/ajouter/").status_code == 403
    assert coder.post(f"{synthesis.get_absolute_url()}retirer/").status_code == 403


def test_whoever_reads_blind_sees_no_draft_and_seals_none(synthesis, sample, advisor):
    """A draft that she had begun before, too."""
    reader = MembershipFactory(role="advisor").user
    plan = sample.sampled_plans.first().plan
    reading = DoubleReading.objects.create(sample=sample, plan=plan, reader=reader, assigned_by=advisor)
    Synthesis.objects.update(author=reader)
    client, url = signed_in(reader), synthesis.get_absolute_url()
    about = {"sample": str(sample.public_id), "title": "Une autre", "dated_on": "2026-11-26"}

    answers = [
        client.get(url),
        client.get(f"{url}sections/resources/passages/"),
        client.get(f"{url}sections/findings/ajouter/", follow=True),
        client.post(f"{url}finale/"),
        client.post(f"{url}nouvelle-version/"),
        client.post(f"{URL}nouvelle/", about),
    ]

    assert [one.status_code for one in answers] == [403] * 6
    assert Synthesis.objects.get().state == "draft"
    reading.revealed_at = reading.assigned_at
    reading.save()
    assert client.get(url).status_code == 200


def test_draft_reads_the_same_from_its_document(synthesis):
    document = document_of(synthesis)

    assert (document.numbers.n, document.facts["drawn"], document.is_final) == (5, 5, False)
    assert document.record["lists"]["left_out"] == []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_takes_as_many_queries_whatever_it_holds(client, synthesis, count, count_queries, advisor):
    for n in range(count):
        words = Words(f"Paragraphe {n}, 4.", {"object.A.rlps": "4"})
        save_text(synthesis=synthesis, text_id=uuid4(), section="findings", words=words, by=advisor)
    client.get(synthesis.get_absolute_url())

    assert count_queries(client, synthesis.get_absolute_url()) == 8


def test_demonstration_cites_numbers_that_are_true(db):
    """Every number of the written synthesis reads as the portal counts it."""
    call_command("load_demo", stdout=open("/dev/null", "w"))  # noqa: SIM115
    client = signed_in(Synthesis.objects.get().author)

    page = client.get(Synthesis.objects.get().get_absolute_url()).content.decode()

    assert "Un chiffre cité a changé" not in page
    assert page.count("chiffres cités") + page.count("chiffre cité<") > 10


def test_page_and_file_say_the_exclusions(client, advisor):
    plans = [coded_plan(advisor, ("A", "policy", "planned")) for _n in range(3)]
    sample = sample_of(plans, advisor, exclusions={plans[0]: "Deux fois le même"})
    synthesis = start_synthesis(by=advisor, sample=sample, title="Notre synthèse", author_function="")
    said = "parmi 3 déposés, sans limite de date, dont 1\u00a0exclu, soit 100\u00a0% des 2 autres, arrondis"

    assert said in client.get(synthesis.get_absolute_url()).content.decode()
    assert said in document_of(synthesis).sentences["context"][0]
