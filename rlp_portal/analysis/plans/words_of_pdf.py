"""The words of a PDF, line by line and page by page. Text only: nothing is drawn, nothing is fetched."""

import io

from rlp_portal.analysis.plans.unreadable import LOCKED, MOST_SIGNS, ONLY_IMAGES, TOO_LONG, TOO_MANY_PAGES, Unreadable

MOST_PAGES = 300


def words_of_pdf(content):
    """{"pages": [text, …]}"""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=True)
    if reader.is_encrypted:
        raise Unreadable(LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(TOO_MANY_PAGES)
    pages, signs = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        signs += len(pages[-1])
        if signs > MOST_SIGNS:
            raise Unreadable(TOO_LONG)
    if not any(page.strip() for page in pages):
        raise Unreadable(ONLY_IMAGES)
    return {"pages": pages}
