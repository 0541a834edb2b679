"""`make pdf` looks at every PDF of the demonstration: no address that gives one is forgotten."""

from django.urls import get_resolver

from tests.every_pdf import PDFS

WITHOUT_THE_ENDING = {"report_file", "blank_sheet", "blank_fillable"}


def test_every_address_of_a_pdf_is_asked():
    assert named(get_resolver()) | WITHOUT_THE_ENDING == set(PDFS)


def named(resolver):
    found = set()
    for one in resolver.url_patterns:
        found |= named(one) if hasattr(one, "url_patterns") else {one.name} if is_of_a_pdf(one) else set()
    return found


def is_of_a_pdf(pattern):
    return str(pattern.pattern).endswith(".pdf")
