"""Documents read: honest ones give their words, the others their sentence, and nothing is ever fetched."""

import socket
import subprocess
import sys
import threading
import time

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from rlp_portal.analysis.enums import TextOrigin
from rlp_portal.analysis.plans import reading, reading_program, words_of_word
from rlp_portal.analysis.plans.joining import paragraphs_of_pages
from rlp_portal.analysis.plans.reading import read_document
from rlp_portal.rlps.uploaded_files import FileRefused
from tests.analysis.plans import trouble
from tests.analysis.plans.documents import (
    LINES,
    add_image_page,
    changed_pdf,
    pdf,
    pdf_of_same_pages,
    saved_word,
    with_document_type,
    word,
)
from tests.analysis.plans.hostile_pdf import PDF_CASES
from tests.analysis.plans.hostile_text import TEXT_CASES
from tests.analysis.plans.hostile_word import WORD_CASES, with_body

WORD, PDF = word(), pdf()
CASES = WORD_CASES | PDF_CASES | TEXT_CASES
ALLOWED_SECONDS = 10
READ = [(make, name) for make, name, said in CASES.values() if not said]
REFUSED = {case: one for case, one in CASES.items() if one[2]}


def text_of(content, name="plan.docx"):
    return read_document(content, name=name)[0].text


# ---- Honest documents -------------------------------------------------------------------------------------------


def test_word_document_gives_its_words():
    incoming, notices = read_document(word(), name="plan.docx")

    assert incoming.text == "\n".join(LINES)
    assert (incoming.origin, incoming.file_name, incoming.pages) == (TextOrigin.DOCX, "plan.docx", None)
    assert notices == []


def test_pdf_gives_its_words_and_counts_its_pages():
    full = "La coordination passera de main en main, chaque organisme la portant une"
    lines = ["Mise en contexte", full, "pleine année. Voici comment.", "Les parents y seront."]
    incoming, notices = read_document(pdf(lines, ["Un titre", "Le CPE offrira un local."]), name="plan.pdf")

    assert incoming.text.split("\n") == [
        "Mise en contexte",
        f"{full} pleine année. Voici comment.",
        "Les parents y seront.",
        "Un titre",
        "Le CPE offrira un local.",
    ]
    assert (incoming.origin, incoming.pages, notices) == (TextOrigin.PDF, 2, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_file_gives_its_words_whatever_wrote_it(encoding):
    content = "\r\n".join(LINES).encode(encoding)

    assert text_of(content, "plan.TXT") == "\n".join(LINES)


def test_word_document_is_read_as_it_is_seen():
    document = Document()
    document.add_paragraph("Avant le tableau.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Objectif", "Former les parents"
    document.add_paragraph("Prêter un local", style="List Bullet")
    paragraph = document.add_paragraph("Un mot")
    paragraph.add_run("\u00a0: la\tsuite\net la fin").bold = True
    document.sections[0].header.paragraphs[0].text = "En-tête"

    assert text_of(saved_word(document)).split("\n") == [
        "Avant le tableau.",
        "Objectif",
        "Former les parents",
        "• Prêter un local",
        "Un mot\u00a0: la\tsuite",
        "et la fin",
    ]


def test_erased_words_of_a_word_document_stay_erased():
    tracked = (
        "<w:p><w:r><w:t>On </w:t></w:r><w:ins><w:r><w:t>prêtera</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>vendra</w:delText></w:r></w:del><w:r><w:t> un local.</w:t></w:r></w:p>"
    )

    assert text_of(with_body(tracked)) == "On prêtera un local."


def test_accents_in_two_signs_become_one_and_spoilt_characters_are_said():
    incoming, notices = read_document("e\u0301te\u0301 \ufffd\u202e".encode(), name="plan.txt")

    assert incoming.text == "été"
    assert notices == [
        "Un caractère illisible a été retiré. Relisez votre texte.",
        "Un caractère invisible a été retiré.",
    ]


def test_pages_that_are_images_among_others_are_said():
    content = changed_pdf(add_image_page)
    said = "Une page sur 2 n’est qu’une image\u00a0: son texte n’est pas repris."

    assert read_document(content, name="plan.pdf")[1] == [said]


@pytest.mark.parametrize(
    "name", ["plan.pdf.exe", "../../etc/plan", "plan\r\nX: 1", "🌱" * 300, "plan.docx", "plan.txt"]
)
def test_b58_a_name_never_decides(name):
    incoming, _notices = read_document(pdf(), name=name)

    assert incoming.origin == TextOrigin.PDF
    assert len(incoming.file_name) <= 80
    assert incoming.file_name.isprintable()


def test_two_hundred_full_pages_are_read_within_the_limits():
    lines = ["Le CPE hébergera l’Heure du conte et en assumera l’animation pendant trois ans." for _ in range(40)]

    assert read_document(pdf_of_same_pages(200, lines), name="plan.pdf")[0].pages == 200


# ---- Hostile ones -----------------------------------------------------------------------------------------------


def test_there_are_more_than_sixty_of_them():
    assert len(CASES) > 90
    assert reading.MEGABYTES <= 300


@pytest.mark.parametrize(("make", "name", "said"), REFUSED.values(), ids=REFUSED)
def test_each_hostile_file_gets_its_sentence_in_time(make, name, said):
    content = make()
    start = time.monotonic()

    with pytest.raises(FileRefused) as refused:
        read_document(content, name=name)

    assert str(refused.value) in (said if isinstance(said, set) else {said})
    assert time.monotonic() - start < ALLOWED_SECONDS


@pytest.mark.parametrize(("make", "name"), READ, ids=[case for case in CASES if not CASES[case][2]])
def test_what_may_be_read_gives_words_and_nothing_else(make, name):
    text = text_of(make(), name)

    assert text
    assert not any(word in text for word in ("espion", "root:", "alert", "MZ"))


@pytest.fixture
def visits(monkeypatch):
    """Whoever comes to the address that the hostile files name."""
    found = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(trouble, "ANYWHERE", f"http://127.0.0.1:{server.getsockname()[1]}/espion")

        def listen():
            while True:
                try:
                    found.append(server.accept())
                except OSError:
                    return

        threading.Thread(target=listen, daemon=True).start()
        yield found


FETCHING = {
    case: (make, "docx" if name.endswith(".docx") else "pdf")
    for case, (make, name, _said) in CASES.items()
    if any(word in case for word in ("remote", "linked", "external", "address", "script", "launches"))
    and name.endswith((".docx", ".pdf"))
}


@pytest.mark.parametrize(("make", "kind"), FETCHING.values(), ids=FETCHING)
def test_nothing_is_fetched_even_without_the_wall_around_the_process(make, kind, visits, monkeypatch):
    """In this process, with its network, and without the refusal of document types."""
    monkeypatch.setattr(words_of_word, "refuse_risky", lambda xml: None)

    answer = reading_program.answer_to(make(), kind)

    time.sleep(0.05)
    assert visits == []
    assert "root:" not in str(answer)


def test_b54_local_file_named_by_an_entity_is_never_read(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("mot-de-passe")
    monkeypatch.setattr(words_of_word, "refuse_risky", lambda xml: None)
    content = with_document_type(f'<!ENTITY a SYSTEM "file://{tmp_path}/secret">', "&a;")

    assert "mot-de-passe" not in str(reading_program.answer_to(content, "docx"))


def test_b57_reading_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 1)
    monkeypatch.setattr(reading.program, "__name__", "tests.analysis.plans.endless_program")

    with pytest.raises(FileRefused) as refused:
        read_document(word(), name="plan.docx")

    assert str(refused.value) == reading.TOO_SLOW


def test_f09_nothing_is_read_when_the_disk_is_nearly_full(monkeypatch):
    monkeypatch.setattr(reading, "has_reserve", lambda: False)

    with pytest.raises(FileRefused, match="Le disque du portail est presque plein"):
        read_document(word(), name="plan.docx")


def test_process_knows_nothing_of_django():
    code = "import sys; import rlp_portal.analysis.plans.reading_program; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@given(cut=st.integers(0, 30_000), noise=st.binary(max_size=40), place=st.integers(0, 30_000))
@settings(max_examples=150, deadline=None)
def test_a_document_spoilt_anywhere_is_answered_all_the_same(cut, noise, place):
    """In this process, for speed: whatever comes, an answer."""
    content = bytearray(WORD)
    content[place % len(content) : place % len(content) + len(noise)] = noise

    for kind, spoilt in (("docx", bytes(content)), ("docx", WORD[:cut]), ("pdf", PDF[:cut] + noise)):
        assert set(reading_program.answer_to(spoilt, kind)) & {"paragraphs", "pages", "error"}


# ---- Lines of a page become paragraphs --------------------------------------------------------------------------


def test_lines_cut_by_the_page_are_joined_and_short_ones_end_a_paragraph():
    full = "Le regroupement réunit depuis dix ans des organismes de tous les"
    pages = [
        f"Mise en contexte\n{full}\nmilieux, et leur confiance.\nLes parents y siègent\u00a0: trois sur neuf,"
        " choisis par\nleur\u00ad\nvoisinage.\n• Former les parents\n• Prêter un local\n  \n"
        "1. Les suites de ce travail commun",
        "seront écrites au printemps. Fin.\nDeuxième titre\n",
    ]

    assert paragraphs_of_pages(pages).split("\n") == [
        "Mise en contexte",
        f"{full} milieux, et leur confiance.",
        "Les parents y siègent\u00a0: trois sur neuf, choisis par leurvoisinage.",
        "• Former les parents",
        "• Prêter un local",
        "1. Les suites de ce travail commun seront écrites au printemps. Fin.",
        "Deuxième titre",
    ]


def test_word_cut_by_a_typesetting_program_is_whole_again():
    full = "Cette habitude des partenaires est devenue depuis un rituel\u00a0: l’ap\u2010"

    assert paragraphs_of_pages([f"{full}\npel du lundi."]) == f"{full[:-1]}pel du lundi."
    assert paragraphs_of_pages(["L’entente Ville\u2010\nÉcole"]) == "L’entente Ville\u2010École"


@pytest.mark.parametrize("foot", ["{}", "Page {}", "- {} -", "{} / 2", "Page {} de 2"])
def test_numbers_of_the_pages_stay_out_of_the_sentences_that_cross_them(foot):
    full = "Le regroupement réunit depuis dix ans des organismes de tous les"
    pages = [f"Contexte\n{full}\n{foot.format(1)}", f"milieux, et leur confiance.\n{foot.format(2)}\n"]

    assert paragraphs_of_pages(pages) == f"Contexte\n{full} milieux, et leur confiance."


def test_number_that_numbers_no_page_stays():
    assert paragraphs_of_pages(["Enfants.\n\n1"]) == "Enfants.\n1"
    assert paragraphs_of_pages(["Enfants.\n\n12", "Parents.\n\n30"]) == "Enfants.\n12\nParents.\n30"


def test_bullets_drawn_after_the_words_of_their_page_are_left_out():
    assert paragraphs_of_pages(["Former.\n\nPrêter.\n•\n•\n"]) == "Former.\nPrêter."
    assert paragraphs_of_pages(["Deux suites.\n\n•\nFormer les parents."]) == "Deux suites.\n• Former les parents."


def test_ligatures_of_fonts_become_letters():
    assert paragraphs_of_pages(["ﬁn et ﬂeur"]) == "fin et fleur"
