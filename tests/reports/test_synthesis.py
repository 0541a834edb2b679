"""The PDF of a synthesis: its sections and four annexes, accessible, and the same bytes from its seal."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string

from rlp_portal.analysis.models import Coding, DoubleReading, PrintedSynthesis, Reading, Synthesis
from rlp_portal.analysis.syntheses.document import document_of, read
from rlp_portal.analysis.syntheses.services import choose_excerpts, finalise_synthesis, printed_once, start_synthesis
from rlp_portal.analysis.syntheses.texts import Words, save_text
from rlp_portal.reports import synthesis_views
from rlp_portal.reports.gather.synthesis import gather_synthesis
from tests.analysis.tables.test_views import coded_plan, sample_of
from tests.conftest import signed_in
from tests.factories import CodingFactory, ExcerptFactory, MembershipFactory
from tests.pdf_words import words_of
from tests.reports.pdf_checks import faults
from tests.rlps.conftest import advisor, rlp

__all__ = ["advisor", "rlp"]
TEMPLATE = "reports/print/synthesis.html"


@pytest.fixture
def synthesis(advisor, pdf_folder):
    cache.clear()
    plans = [coded_plan(advisor, ("A", "resources.money", "planned"), level=1 + 3 * (n % 2)) for n in range(10)]
    made = start_synthesis(
        by=advisor, sample=sample_of(plans, advisor), title="Synthèse <b>&", author_function="Conseil"
    )
    words = Words('Ils sont 10 & "plusieurs".', {})
    save_text(synthesis=made, text_id=uuid4(), section="findings", words=words, by=advisor)
    coding = Coding.objects.first()
    choose_excerpts(
        synthesis=made, section="resources", chosen=[(coding, "resources.money", "Un passage […].")], by=advisor
    )
    return made


def pdf_of(synthesis, advisor):
    response = signed_in(advisor).get(f"{synthesis.get_absolute_url()}synthese.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def test_pdf_is_accessible_and_has_its_sections_and_annexes(synthesis, advisor):
    content = pdf_of(synthesis, advisor)

    assert faults(content, render_to_string(TEMPLATE, {"report": gather_synthesis(document_of(synthesis))})) == []
    text = words_of(content)
    for said in (
        "Constats généraux", "La mobilisation a-t-elle un impact?", "Annexe A – Méthode", "Annexe B – Procès-verbal",
        "Annexe C – Tableaux", "Annexe D – Lexique des codes, version 1", "Document de travail", "Un passage […].",
        "Synthèse <b>&", "La médiane est la valeur du milieu",
    ):  # fmt: skip
        assert said in text


def test_tables_of_the_annex_count_their_totals_and_never_add_them(synthesis):
    rlps, passages = gather_synthesis(document_of(synthesis)).tables[:2]

    assert (rlps.columns[-1], rlps.rows[-1][0], rlps.rows[-1][-1]) == ("Total*", "Total*", "")
    assert rlps.rows[0][-1] == "10 (100\u00a0%)"
    assert rlps.rows[-1][4] == "10 (100\u00a0%)"
    assert (passages.rows[0][-1], passages.rows[1][-1], passages.rows[-1][1]) == ("10", "0", "0")


def test_tables_of_the_annex_say_passages_and_moments(synthesis, advisor):
    """A second passage of one RLP, done, makes passages and RLPs differ."""
    plan = Coding.objects.first().plan
    CodingFactory(
        excerpt=ExcerptFactory(plan=plan, words="Deuxième passage"),
        coder=advisor,
        objects_coded="A",
        strategies_coded="resources.people",
        moment="done",
    )
    Reading.objects.filter(plan=plan).update(revision=9)

    rlps, passages, moments, subs, medians, _groups = gather_synthesis(document_of(synthesis)).tables

    assert (rlps.rows[0][4], passages.rows[0][4]) == ("10 (100\u00a0%)", "11")
    assert moments.rows[-1] == ("Ressources", "10", "0", "1")
    assert [row[-1] for row in subs.rows if "Argent" in row or "Ressources humaines" in row] == [
        "10 (100\u00a0%)", "1 (10\u00a0%)",
    ]  # fmt: skip
    assert [row[1:] for row in medians.rows] == [("1", "1")] * 3


def test_final_synthesis_is_printed_again_byte_for_byte(synthesis, advisor, monkeypatch):
    finalise_synthesis(synthesis=synthesis, by=advisor)
    synthesis.refresh_from_db()
    html = render_to_string(TEMPLATE, {"report": gather_synthesis(read(synthesis))})
    first = pdf_of(synthesis, advisor)

    plan = Coding.objects.first().plan
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="Deuxième passage"), coder=advisor, objects_coded="S")
    Reading.objects.filter(plan=plan).update(revision=9)
    synthesis.texts.update(text="Changé après coup.")
    advisor.name = "Autre Nom"
    advisor.save()

    assert render_to_string(TEMPLATE, {"report": gather_synthesis(read(synthesis))}) == html
    PrintedSynthesis.objects.all().delete()
    monkeypatch.setattr("rlp_portal.reports.printing.read_kept", lambda _key: None)
    assert pdf_of(synthesis, advisor) == first


def test_final_synthesis_printed_once_stays_the_same_file_in_a_later_release(synthesis, advisor, monkeypatch):
    draft = pdf_of(synthesis, advisor)
    finalise_synthesis(synthesis=synthesis, by=advisor)
    first = pdf_of(synthesis, advisor)
    monkeypatch.setattr(synthesis_views, "print_synthesis", lambda _document: b"%PDF- of a later release")

    assert (pdf_of(synthesis, advisor), draft == first) == (first, False)
    assert PrintedSynthesis.objects.get().content == first


def test_draft_is_printed_as_it_is_today(synthesis, advisor, monkeypatch):
    pdf_of(synthesis, advisor)
    monkeypatch.setattr(synthesis_views, "print_synthesis", lambda _document: b"%PDF- of a later release")

    assert pdf_of(synthesis, advisor) == b"%PDF- of a later release"
    assert not PrintedSynthesis.objects.exists()


def test_two_who_print_first_together_get_the_same_file(synthesis, advisor):
    finalise_synthesis(synthesis=synthesis, by=advisor)

    def print_meanwhile():
        printed_once(synthesis, lambda: b"of the one")
        return b"of the other"

    assert printed_once(synthesis, print_meanwhile) == b"of the one"


def test_whoever_reads_blind_prints_what_she_had_sealed_and_no_draft(synthesis, advisor):
    """Her second reading begins again with a new version of a document."""
    reader = MembershipFactory(role="advisor").user
    sample, address = synthesis.sample, f"{synthesis.get_absolute_url()}synthese.pdf"
    plan = sample.sampled_plans.first().plan
    DoubleReading.objects.create(sample=sample, plan=plan, reader=reader, assigned_by=advisor)
    Synthesis.objects.update(author=reader)

    assert signed_in(reader).get(address).status_code == 403
    finalise_synthesis(synthesis=synthesis, by=reader)
    assert signed_in(reader).get(address).status_code == 200
