"""Every kind of PDF the portal makes, against PDF/UA-1 and our own thirty checks."""

import page
import pytest
from django.template.loader import render_to_string

from rlp_portal.reports.blank import blank_pack, blank_sheet
from rlp_portal.reports.gather import gather_carnet, gather_sheet
from rlp_portal.reports.paper import Variant
from rlp_portal.reports.renderer import render_pdf
from tests.reports.pdf_checks import faults
from worksheets import catalogue

KEYS = [instrument.key for instrument in catalogue.all_latest()]


def assert_accessible(html, *, stylesheet):
    content = render_pdf(html, stylesheet=stylesheet).content

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []


def test_whole_carnet(carnet):
    report = gather_carnet(carnet)

    assert_accessible(render_to_string("reports/print/carnet.html", {"report": report}), stylesheet="report")


def test_whole_carnet_with_nothing_in_it(empty_carnet):
    report = gather_carnet(empty_carnet)

    assert_accessible(render_to_string("reports/print/carnet.html", {"report": report}), stylesheet="report")


@pytest.mark.parametrize("key", KEYS)
def test_filled_sheet(carnet, key):
    report = gather_sheet(carnet, instrument_key=key)

    assert_accessible(render_to_string("reports/print/sheet.html", {"report": report}), stylesheet="report")


@pytest.mark.parametrize("key", KEYS)
def test_empty_sheet(empty_carnet, key):
    report = gather_sheet(empty_carnet, instrument_key=key)

    assert_accessible(render_to_string("reports/print/sheet.html", {"report": report}), stylesheet="report")


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("key", KEYS)
def test_blank_sheet(key, variant):
    report = blank_sheet(catalogue.latest(key), variant=variant)

    assert_accessible(render_to_string("reports/print/blank.html", {"report": report}), stylesheet="blank")


def test_blank_pack():
    html = render_to_string("reports/print/blank_pack.html", {"report": blank_pack()})

    assert_accessible(html, stylesheet="blank")
