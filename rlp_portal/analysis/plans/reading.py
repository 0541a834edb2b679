"""The server's side of reading a document: what may come in, and what is said of the rest. Content decides."""

import re

from rlp_portal.analysis.enums import TextOrigin
from rlp_portal.analysis.plans import reading_program as program
from rlp_portal.analysis.plans import unreadable, words_of_pdf
from rlp_portal.analysis.plans.joining import paragraphs_of_pages
from rlp_portal.analysis.plans.services import Incoming
from rlp_portal.rlps.uploaded_files import NO_ROOM, FileRefused, shown_name
from rlp_portal.ui import apart
from rlp_portal.ui.disk import has_reserve
from worksheets.cleaning import clean_text, spaced

SECONDS, MEGABYTES = 10, 300
TWICE_AS_LONG = 2 * unreadable.MOST_SIGNS
PDF_START, PDF_START_WITHIN = b"%PDF-", 1024
ZIP_START, OLE_START, RTF_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
NOT_A_PDF = (b"<", b"PK", b"GIF8", b"\x89PNG", b"\xff\xd8", b"MZ", b"\x7fELF", b"#!")
TEXT_NAMES = (".txt", ".text")
OUR_NAMES = (".docx", ".pdf", *TEXT_NAMES)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

EMPTY = "Le fichier est vide."
WRONG_FORMAT = "Ce format n’est pas accepté. Enregistrez le document en .docx ou en .pdf."
WRONG_CONTENT = "Le contenu du fichier ne correspond pas à son nom."
DAMAGED = "Le fichier est abîmé. Ouvrez-le dans Word, enregistrez-le, puis réessayez."
DAMAGED_PDF = "Le fichier est abîmé. Ouvrez-le dans votre lecteur de PDF, enregistrez-le, puis réessayez."
RISKY = "Ce document n’est pas lisible sans risque. Enregistrez-le en .pdf puis réessayez."
LOCKED = "Ce document est protégé par un mot de passe. Retirez la protection, puis réessayez."
LOCKED_PDF = "Ce PDF est protégé par un mot de passe. Retirez la protection, puis réessayez."
ONLY_IMAGES = "Ce PDF ne contient que des images. Ajoutez le texte à la main ou utilisez le document d’origine."
TOO_MANY_PAGES = f"Le document est trop long (limite\u00a0: {words_of_pdf.MOST_PAGES}\u00a0pages)."
TOO_LONG = f"Le document est trop long (limite\u00a0: {spaced(unreadable.MOST_SIGNS)}\u00a0caractères)."
TOO_SLOW = "La lecture a pris trop de temps."
NO_WORDS = "Ce document ne contient aucun mot. Choisissez celui qui contient le texte."
BUSY = "Plusieurs fichiers sont lus en ce moment. Réessayez dans une minute; rien n’est déposé."
ONE_SILENT_PAGE = "Une page sur {pages} n’est qu’une image\u00a0: son texte n’est pas repris."
SILENT_PAGES = "{silent}\u00a0pages sur {pages} ne sont que des images\u00a0: leur texte n’est pas repris."
SAID = {
    unreadable.DAMAGED: {"docx": DAMAGED, "pdf": DAMAGED_PDF},
    unreadable.LOCKED: {"docx": LOCKED, "pdf": LOCKED_PDF},
    unreadable.TOO_LONG: TOO_LONG,
    unreadable.TOO_MANY_PAGES: TOO_MANY_PAGES,
    unreadable.ONLY_IMAGES: ONLY_IMAGES,
    unreadable.EMPTY: NO_WORDS,
    unreadable.RISKY: RISKY,
}


def read_document(content, *, name):
    """(Incoming, notices) of a .docx, .pdf or .txt; raises FileRefused. Nothing is kept of one that is refused."""
    if not has_reserve():
        raise FileRefused(NO_ROOM)
    kind = kind_of(content, name=name.lower().strip())
    pages, silent = None, 0
    if kind == "txt":
        text = decoded(content)
    else:
        answer = read_apart(content, kind, name=name.lower())
        text = "\n".join(answer["paragraphs"]) if kind == "docx" else paragraphs_of_pages(answer["pages"])
        pages = len(answer["pages"]) if kind == "pdf" else None
        silent = sum(not page.strip() for page in answer.get("pages", []))
    text, notices = cleaned(text)
    origin = {"txt": TextOrigin.TXT, "docx": TextOrigin.DOCX, "pdf": TextOrigin.PDF}[kind]
    incoming = Incoming(text, origin=origin, file_name=shown_name(name), content=content, pages=pages)
    return incoming, [*notices, *said_of_silent_pages(silent, pages)]


def kind_of(content, *, name):
    """« pdf », « docx » or « txt », whatever the name; a name that promises one of them must keep its word."""
    if not content:
        raise FileRefused(EMPTY)
    if PDF_START in content[:PDF_START_WITHIN] and not content.lstrip().startswith(NOT_A_PDF):
        return "pdf"
    if content.startswith(ZIP_START):
        return "docx"  # or another package: what is in it will say
    if content.startswith(OLE_START):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content and name.endswith(".docx")
        raise FileRefused(LOCKED if is_locked else WRONG_CONTENT if name.endswith(OUR_NAMES) else WRONG_FORMAT)
    if not name.endswith(OUR_NAMES):
        raise FileRefused(WRONG_FORMAT)
    if name.endswith(TEXT_NAMES) and not content.startswith(RTF_START) and looks_like_text(content):
        return "txt"
    raise FileRefused(WRONG_CONTENT)


def looks_like_text(content):
    try:
        return not CONTROLS.search(decoded(content))
    except UnicodeError:
        return False


def decoded(content):
    """UTF-16 when it says so, UTF-8 when it is, else what Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_apart(content, kind, *, name):
    try:
        answer = apart.answer_of(program.__name__, content, seconds=SECONDS, megabytes=MEGABYTES, kind=kind)
    except apart.Busy:
        raise FileRefused(BUSY) from None
    except apart.TooSlow:
        raise FileRefused(TOO_SLOW) from None
    except apart.Broken:
        raise FileRefused(SAID[unreadable.DAMAGED][kind]) from None
    problem = answer.get("error")
    if problem == unreadable.OTHER_FORMAT:
        raise FileRefused(WRONG_CONTENT if name.endswith(OUR_NAMES) else WRONG_FORMAT)
    if problem:
        said = SAID[problem]
        raise FileRefused(said[kind] if isinstance(said, dict) else said)
    return answer


def cleaned(text):
    """(text, notices). Lengths are looked at before any work; accents in two signs come out as one."""
    if len(text) > TWICE_AS_LONG:
        raise FileRefused(TOO_LONG)
    clean = clean_text(text, limit=TWICE_AS_LONG)
    if clean.value is None:
        raise FileRefused(NO_WORDS)
    if len(clean.value) > unreadable.MOST_SIGNS:
        raise FileRefused(TOO_LONG)
    return clean.value, clean.notices


def said_of_silent_pages(silent, pages):
    if not silent:
        return []
    said = ONE_SILENT_PAGE if silent == 1 else SILENT_PAGES
    return [said.format(silent=silent, pages=pages)]
