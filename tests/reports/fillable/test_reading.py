"""Files nobody trusts: each gets its sentence, within its time and its memory, and nothing is written."""

import io
import resource
import subprocess
import sys
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from rlp_portal.reports.fillable import reading, reading_program
from rlp_portal.reports.fillable.drawing import SEAL_NAME as DRAWN_SEAL
from rlp_portal.reports.fillable.reading import SEAL_NAME, read_apart, read_filled
from rlp_portal.reports.fillable.seal import NotOurs, Seal, read_seal
from rlp_portal.reports.fillable.sheet import blank_form
from rlp_portal.rlps.uploaded_files import FileRefused, shown_name
from tests.reports.fillable.filling import LIBRARIES, names_in
from tests.reports.fillable.printing import print_form
from worksheets import catalogue


@pytest.fixture(scope="module")
def ours():
    return print_form(blank_form(catalogue.latest("ft3")))


def saved(pdf, **options):
    held = io.BytesIO()
    pdf.save(held, **options)
    return held.getvalue()


def changed(content, change):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf)


def raw_pdf(*objects, trailer="/Root 1 0 R"):
    """A PDF written by hand, object by object: what no library would write."""
    parts, places = [b"%PDF-1.7\n"], []
    for number, body in enumerate(objects, start=1):
        places.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = sum(map(len, parts))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} {trailer} >>\n"
    )
    return b"".join([*parts, end.encode(), f"startxref\n{start}\n%%EOF\n".encode()])


def with_form(*fields):
    """Fields are objects 4, 5…"""
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + len(fields)))
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [" + kids.encode() + b"] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *fields,
    )


def pages(count):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(9, 9)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def locked(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user="secret", owner="secret"))


def locked_for_its_owner(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user="", owner="secret"))


def printed_anew(content):
    def flatten(pdf):
        del pdf.Root.AcroForm
        for page in pdf.pages:
            del page.obj["/Annots"]

    return changed(content, flatten)


def scanned():
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(99, 99))
    image = pdf.make_stream(
        b"\xff" * 9, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=3, Height=3,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = pdf.make_stream(b"99 0 0 99 0 0 cm /Im0 Do")
    return saved(pdf)


def forged(content):
    def rewrite(pdf):
        field = next(one for one in pdf.Root.AcroForm.Fields if str(one.T) == SEAL_NAME)
        field.V = pikepdf.String(str(field.V)[:-1] + ("A" if str(field.V)[-1] != "A" else "B"))

    return changed(content, rewrite)


def foreign(content):
    """A form of some other program."""

    def rewrite(pdf):
        pdf.Root.AcroForm.Fields = pikepdf.Array([one for one in pdf.Root.AcroForm.Fields if str(one.T) != SEAL_NAME])

    return changed(content, rewrite)


def bomb():
    packed = zlib.compress(b"\0" * 300_000_000, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


FIELD = b"<< /FT /Tx /T (a) /V (b) >>"
ZIP = b"PK\x03\x04" + b"\0" * 99

CASES = {
    "B49 empty": (lambda _: b"", "f.pdf", reading.EMPTY),
    "B51 Word document": (lambda _: ZIP, "feuille.docx", reading.WRONG_FORMAT),
    "B51 Pages": (lambda _: ZIP, "feuille.pages", reading.WRONG_FORMAT),
    "B51 old Word": (lambda _: b"\xd0\xcf\x11\xe0" * 99, "feuille.doc", reading.WRONG_FORMAT),
    "B51 OpenDocument": (lambda _: ZIP, "feuille.odt", reading.WRONG_FORMAT),
    "B51 zip": (lambda _: ZIP, "feuille.zip", reading.WRONG_FORMAT),
    "B52 HTML named pdf": (lambda _: b"<!doctype html><p>%PDF-1.7</p>", "f.pdf", reading.WRONG_CONTENT),
    "B52 zip named pdf": (lambda _: ZIP, "f.PDF", reading.WRONG_CONTENT),
    "B52 picture and PDF at once": (lambda ours: b"GIF89a\x01\x00" + ours, "f.pdf", reading.WRONG_CONTENT),
    "B52 text named pdf": (lambda _: b"Bonjour", "f.pdf", reading.WRONG_CONTENT),
    "B53 cut in half": (lambda ours: ours[: len(ours) // 2], "f.pdf", reading.DAMAGED),
    "B53 the end alone is missing": (lambda ours: ours[:-400], "f.pdf", reading.DAMAGED),
    "B53 head alone": (lambda _: b"%PDF-1.7\n", "f.pdf", reading.DAMAGED),
    "B53 noise": (lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 99, "f.pdf", reading.DAMAGED),
    "B55 password": (locked, "f.pdf", reading.LOCKED),
    "B55 only the owner’s password": (locked_for_its_owner, "f.pdf", reading.LOCKED),
    "B56 scanned": (lambda _: scanned(), "f.pdf", reading.ONLY_IMAGES),
    "B56 printed as PDF": (printed_anew, "f.pdf", reading.NO_FORM),
    "B57 2,000 pages": (lambda _: pages(2_000), "f.pdf", reading.TOO_LONG),
    "B57 endless text": (
        lambda _: with_form(b"<< /FT /Tx /T (a) /V (" + b"b" * 5_000_000 + b") >>"),
        "f.pdf",
        reading.TOO_LONG,
    ),
    "B57 endless fields": (
        lambda _: with_form(*[b"<< /FT /Tx /T (a%d) /V (b) >>" % n for n in range(6_000)]),
        "f.pdf",
        reading.TOO_LONG,
    ),
    "kids that are their own parents": (
        lambda _: with_form(b"<< /T (a) /Kids [5 0 R] >>", b"<< /T (b) /FT /Tx /V (c) /Kids [4 0 R] >>"),
        "f.pdf",
        reading.ONLY_IMAGES,
    ),
    "a tree of a thousand levels": (
        lambda _: with_form(*[b"<< /T (a) /Kids [%d 0 R] >>" % (5 + n) for n in range(1_000)], FIELD),
        "f.pdf",
        reading.DAMAGED,
    ),
    "pages that are their own parents": (
        lambda _: raw_pdf(
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            FIELD,
        ),
        "f.pdf",
        {reading.DAMAGED, reading.TOO_LONG, reading.NOT_OURS},
    ),
    "a value that points at itself": (
        lambda _: with_form(b"<< /FT /Tx /T (a) /V 5 0 R >>", b"5 0 R"),
        "f.pdf",
        {reading.DAMAGED, reading.NOT_OURS, reading.TOO_LONG},
    ),
    "300 MB in a stream of 300 kB": (
        lambda _: with_form(b"<< /FT /Tx /T (a) /V 5 0 R >>", bomb()),
        "f.pdf",
        {reading.TOO_LONG, reading.DAMAGED},
    ),
    "fields that are no list": (
        lambda _: raw_pdf(
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields 7 >> >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
        ),
        "f.pdf",
        reading.DAMAGED,
    ),
    "no catalogue": (lambda _: raw_pdf(b"<< >>", trailer=""), "f.pdf", reading.DAMAGED),
    "ours, with its seal altered": (forged, "f.pdf", reading.NOT_OURS),
    "the form of another program": (foreign, "f.pdf", reading.NOT_OURS),
}


@pytest.mark.parametrize(("make", "name", "said"), CASES.values(), ids=CASES)
def test_each_bad_file_gets_its_sentence(make, name, said, ours):
    content = make(ours)

    with pytest.raises(FileRefused) as refused:
        read_filled(content, name=name)

    assert str(refused.value) in (said if isinstance(said, set) else {said})


def test_b57_reading_that_takes_too_long_is_ended(ours, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 1)
    monkeypatch.setattr(reading.program, "__name__", "tests.reports.fillable.endless_program")

    with pytest.raises(FileRefused, match="La lecture a pris trop de temps"):
        read_apart(ours)


def test_f09_nothing_is_read_when_the_disk_is_nearly_full(ours, monkeypatch):
    monkeypatch.setattr(reading, "has_reserve", lambda: False)

    with pytest.raises(FileRefused, match="Le disque du portail est presque plein"):
        read_filled(ours, name="f.pdf")


def test_memory_is_held_whatever_the_file_asks(ours):
    """The process is told its limit; this one only waits for it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(FileRefused):
        read_filled(CASES["300 MB in a stream of 300 kB"][0](ours), name="f.pdf")

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_process_knows_nothing_of_django_nor_of_any_secret(ours):
    code = "import sys; import rlp_portal.reports.fillable.reading_program; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\feuille.pdf", "feuille.pdf"),
        ("a" * 300 + ".pdf", "a" * 80),
        ("feuille 🌱.pdf", "feuille 🌱.pdf"),
        ("feuille\r\nX-Mal: 1.pdf", "feuille X-Mal: 1.pdf"),
        ("feuille.pdf.exe", "feuille.pdf.exe"),
        ("/", "sans nom"),
    ],
)
def test_b58_name_is_cleaned_and_never_decides(given_name, shown, ours):
    seal, _fields = read_filled(ours, name=given_name)

    assert seal == Seal(instrument="ft3", version=1)
    assert shown_name(given_name) == shown


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_field_is_read_whatever_program_saved_the_file(library, ours):
    _seal, fields = read_filled(LIBRARIES[library](ours, {}), name="f.pdf")

    assert sorted(fields) == sorted(set(names_in(ours)) - {SEAL_NAME})
    assert set(fields.values()) == {""}


def test_seal_is_that_of_this_portal_only(settings):
    seal = Seal(instrument="ft3", version=1, round="a" * 32, marks={"adopters": "b" * 24})
    words = str(seal)

    assert read_seal(words) == seal
    settings.SECRET_KEY = "another portal" * 9
    with pytest.raises(NotOurs):
        read_seal(words)


def test_both_sides_call_the_seal_the_same():
    assert DRAWN_SEAL == SEAL_NAME


# What a person may type, and what programs make of it: no control characters, which no keyboard gives.
HARD = ["(", ")", "\\", "\\(", "((a)", "é" * 99, "🌱👩‍👩‍👧", "«\u00a0œ\u00a0»", "a\\\nb", "<>[]{}/%#"]
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n")
# pypdf writes « þÿ » as the two bytes that, at the head of a PDF string, announce UTF-16: no reader can tell.
TYPED = st.text(LETTERS, max_size=400).filter(lambda text: not text.startswith("þÿ")) | st.sampled_from(HARD)


def test_the_letters_of_the_mark_of_utf_16_are_letters_where_the_other_program_says_so(ours):
    filled = LIBRARIES["mupdf"](ours, {"ft3/1/adopters": "þÿ"})

    assert reading_program.fields_of(filled)["ft3/1/adopters"] == "þÿ"


@pytest.mark.parametrize("library", ["pypdf", "mupdf"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=TYPED)
def test_any_text_comes_back_as_it_was_typed(library, typed, ours):
    name = "ft3/1/adopters"

    filled = LIBRARIES[library](ours, {name: typed})

    fields = reading_program.fields_of(filled)
    assert fields[name].replace("\r\n", "\n").replace("\r", "\n") == typed
