"""Every kind of PDF the portal makes, against PDF/UA-1 and our own thirty checks."""

import page
import pytest
from django.template.loader import render_to_string

from rlp_portal.reports.blank import blank_pack, blank_sheet
from rlp_portal.reports.gather import gather_carnet, gather_sheet
from rlp_portal.reports.paper import Variant
from tests.pdf_words import words_of
from tests.reports.pdf_checks import faults
from tests.reports.rendering import pdf_of
from worksheets import catalogue, schema

KEYS = [instrument.key for instrument in catalogue.all_latest()]


def assert_accessible(html, *, stylesheet):
    content = pdf_of(html, stylesheet=stylesheet)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []
    return content


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
def test_b66_an_empty_sheet_says_each_thing_that_it_asks(empty_carnet, key):
    report = gather_sheet(empty_carnet, instrument_key=key)

    content = assert_accessible(render_to_string("reports/print/sheet.html", {"report": report}), stylesheet="report")

    text = words_of(content)
    said, _, listed = text.partition(" Voici ce qu’elle demande : ")
    assert said.endswith("Cette feuille est encore vide.")
    missing = [label for label in labels_of(catalogue.latest(key)) if " ".join(label.split()) not in listed]
    assert missing == []


def labels_of(instrument):
    for section in instrument.sections:
        if section.layout == "front_pages":
            yield section.title  # one page, not its boxes
            continue
        for _address, asked, row in section.questions():
            if not isinstance(asked, schema.KeptObjects) and asked.counts:
                yield f"{asked.number}. {asked.label}" if asked.number else row.label if row else asked.label


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("key", KEYS)
def test_blank_sheet(key, variant):
    report = blank_sheet(catalogue.latest(key), variant=variant)

    assert_accessible(render_to_string("reports/print/blank.html", {"report": report}), stylesheet="blank")


def test_blank_pack():
    html = render_to_string("reports/print/blank_pack.html", {"report": blank_pack()})

    assert_accessible(html, stylesheet="blank")
