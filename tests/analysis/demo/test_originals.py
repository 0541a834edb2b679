"""The files of the demonstration are read back by the portal itself, word for word."""

import io

import pikepdf
import pytest

from rlp_portal.analysis.demo.originals import original_of, word_of
from rlp_portal.analysis.demo.stories import plan_stories
from rlp_portal.analysis.plans.words_of_pdf import words_of_pdf
from rlp_portal.analysis.plans.words_of_word import words_of_word

STORIES = plan_stories()


def of_origin(origin):
    return [pytest.param(one, id=one.rlp) for one in STORIES if one.origin == origin][:4]


@pytest.mark.parametrize("story", of_origin("docx"))
def test_word_document_holds_every_paragraph(story):
    content, pages = original_of(story.text, "docx")

    assert words_of_word(content)["paragraphs"] == story.text.split("\n")
    assert pages is None


@pytest.mark.parametrize("story", of_origin("pdf"))
def test_pdf_holds_every_word_on_whole_pages(story):
    content, pages = original_of(story.text, "pdf")

    read = words_of_pdf(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert (len(document.pages), document.check_pdf_syntax()) == (pages, [])
    assert " ".join(" ".join(read["pages"]).split()) == " ".join(story.text.split())


def test_same_text_gives_the_same_bytes_and_pasted_text_has_no_file():
    assert word_of("A & B\n<c>") == word_of("A & B\n<c>")
    assert original_of("Été", "txt") == ("Été".encode(), None)
    assert original_of("Été", "pasted") == (b"", None)
