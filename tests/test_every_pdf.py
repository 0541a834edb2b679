"""`make pdf` looks at every PDF of the demonstration: no address that gives one, or a zip of some, is forgotten."""

from django.urls import get_resolver

from tests.every_pdf import PDFS, ZIPS

WITHOUT_THE_ENDING = {"report_file", "blank_sheet", "blank_fillable"}


def test_every_address_of_a_pdf_is_asked():
    assert named(get_resolver(), ".pdf") | WITHOUT_THE_ENDING == set(PDFS)


def test_every_address_of_a_zip_is_asked():
    assert named(get_resolver(), ".zip") == set(ZIPS)


def named(resolver, ending):
    found = set()
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            found |= named(one, ending)
        elif str(one.pattern).endswith(ending):
            found.add(one.name)
    return found
