"""PDFs of the tests: the same page is made once in a run, for all the tests, the workers and the engines."""

from rlp_portal.reports.printing import content_key, printed


def pdf_of(html, *, stylesheet="report"):
    return printed(content_key(html, stylesheet=stylesheet), lambda: html, stylesheet=stylesheet).content
