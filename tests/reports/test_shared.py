"""The PDF of a frozen version: the carnet's own layout, and nothing that was not shared."""

import io
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.reports import shared_views
from rlp_portal.reports.gather import gather_carnet, gather_shared
from rlp_portal.reports.refusals import PdfTooLong
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.sharing.document import digest_of, read, written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import keep_only
from rlp_portal.rlps.sharing.services import note_reading
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.reports.carnets import WRITTEN_AT
from tests.reports.pdf_checks import faults
from tests.reports.rendering import pdf_of
from tests.rlps.sharing.carnets import share_now
from tests.rlps.sharing.workshops import finished_workshop
from worksheets import catalogue
from worksheets.figures import DRAWINGS
from worksheets.models import Answer

NBSP = "\u00a0"
PUBLISHED = Path(__file__).parents[1] / "rlps" / "sharing" / "format_1.json"


def document(carnet, *, sheets=None, people=None, note="", outcomes=False):
    whole = whole_document(carnet, at=WRITTEN_AT, number=3, note=note)
    every_sheet = [sheet.key for sheet in whole.sheets]
    return keep_only(
        whole,
        sheets=every_sheet if sheets is None else sheets,
        people=every_sheet if people is None else people,
        outcomes=outcomes,
    )


def page_of(report):
    return render_to_string("reports/print/carnet.html", {"report": report})


@pytest.fixture
def published():
    text = PUBLISHED.read_text(encoding="utf-8").rstrip("\n")
    return read(text, digest=digest_of(text))


def test_everything_shared_is_laid_out_as_the_carnet_itself(carnet):
    present, shared = gather_carnet(carnet, as_of=WRITTEN_AT), gather_shared(document(carnet))

    assert [(label, [drawn(part) for part in parts]) for label, parts in shared.phases] == [
        (label, [drawn(part) for part in parts]) for label, parts in present.phases
    ]
    assert shared.header == present.header
    assert shared.plan == present.plan
    assert (shared.mobilisation, shared.ratings) == (present.mobilisation, present.ratings)
    same = ("mobilisation", "measures", "objects", "importance", "overdue", "upcoming", "other_upcoming")
    assert [getattr(shared.glance, name) for name in same] == [getattr(present.glance, name) for name in same]


def drawn(part):
    """All that a template shows of a sheet; only grids show their columns."""
    sections = [one if one.layout == "grid" else replace(one, columns=[]) for one in part.sections]
    drawings = [figure.drawing for figure in part.figures]
    return (part.instrument.key, part.instrument.title, part.state, part.is_finished, sections, part.empty, drawings)


@pytest.mark.parametrize("key", DRAWINGS)
def test_a_shared_sheet_is_drawn_from_what_was_frozen(carnet, key):
    """Without one row of the carnet of today, and without the catalogue."""
    frozen = reread(document(carnet))
    present = {part.instrument.key: part for part in gather_carnet(carnet, as_of=WRITTEN_AT).sheets}
    Answer.objects.all().delete()

    (shared,) = [part for part in gather_shared(frozen).sheets if part.instrument.key == key]

    assert shared.figures
    assert shared.figures == present[key].figures


def reread(document):
    text = written(document)
    return read(text, digest=digest_of(text))


def test_what_is_kept_is_said_and_never_printed(carnet):
    report = gather_shared(
        document(carnet, sheets=["ft1", "members", "ft7"], people=[], note="Bonjour Nadia :\nà lundi")
    )

    html = page_of(report)
    assert report.version.note == [f"Bonjour Nadia{NBSP}:", "à lundi"]
    assert report.version.people_left_out[-1].startswith("FT7 Bâtir l’avenir (")
    assert [row.who for row in report.plan.rows if row.who] == []
    assert "Coordination (Maison de la famille)" not in html
    assert "Qui</th>" not in html
    assert f"Version 3, partagée le 18{NBSP}novembre{NBSP}2026, 14{NBSP}h{NBSP}12" in html
    assert "Feuilles que le groupe n’a pas partagées" in html


def test_objects_and_plan_that_were_not_shared_are_not_said_to_be_missing(carnet):
    glance = gather_shared(document(carnet, sheets=["ft4"])).glance

    assert (glance.no_object, glance.no_date, glance.measures) == (
        "Les objets à pérenniser n’ont pas été partagés.",
        "Le plan n’a pas été partagé.",
        "Non partagé",
    )


def test_a_published_version_is_laid_out_without_catalogue(published, monkeypatch):
    before = page_of(gather_shared(published))
    catalogue._published.cache_clear()
    monkeypatch.setattr(catalogue, "module_names", list)
    try:
        assert page_of(gather_shared(published)) == before
    finally:
        catalogue._published.cache_clear()


@pytest.mark.parametrize("people", [None, []], ids=["with people", "without people"])
def test_the_pdf_is_accessible(carnet, coordinator, people):
    finished_workshop(carnet, by=coordinator)

    html = page_of(gather_shared(document(carnet, people=people, note="Un mot", outcomes=True)))

    assert [word for word in ("On y tient", "L’hiver", "La mairesse") if word in html] == ["On y tient", "L’hiver"]

    content = pdf_of(html)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []


def test_an_advisor_takes_away_the_pdf_of_what_was_frozen(carnet, coordinator):
    advisor = MembershipFactory(rlp=carnet.rlp, role=Role.ADVISOR).user
    version = share_now(carnet, by=coordinator, sheets=["ft1", "ft4"])
    note_reading(version=version, reader=advisor)
    url = reverse("shared_version_pdf", args=[carnet.rlp.slug, version.public_id])

    response = signed_in(advisor).get(url)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "version%201.pdf" in response["Content-Disposition"]
    assert len(pikepdf.open(io.BytesIO(response.content)).pages) >= 4
    carnet.workbook.sustained_objects.update(name="Autre chose")
    assert signed_in(advisor).get(url).content == response.content
    assert signed_in(advisor).get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_version_too_long_for_a_pdf_is_said(carnet, coordinator, coordinator_client, monkeypatch):
    version = share_now(carnet, by=coordinator, sheets=["ft1"])

    def refuse(*args, **kwargs):
        raise PdfTooLong

    monkeypatch.setattr(shared_views, "print_report", refuse)

    response = coordinator_client.get(reverse("shared_version_pdf", args=[carnet.rlp.slug, version.public_id]))

    assert response.status_code == 503
    assert "Ce document est trop long pour être mis en page." in response.content.decode()
