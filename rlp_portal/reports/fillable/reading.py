"""The server's side of reading a filled form: what may come in, and what is said of the rest."""

from rlp_portal.reports.fillable import reading_program as program
from rlp_portal.reports.fillable.boxes import SEAL_NAME
from rlp_portal.reports.fillable.seal import NotOurs, read_seal
from rlp_portal.rlps.uploaded_files import NO_ROOM, FileRefused
from rlp_portal.ui import apart
from rlp_portal.ui.disk import has_reserve

SECONDS, MEGABYTES = 10, 512
START = b"%PDF-"
START_WITHIN = 1024
OTHER_PROGRAMS = (".doc", ".docx", ".odt", ".pages", ".zip", ".xls", ".xlsx", ".rtf", ".txt")

EMPTY = "Le fichier est vide. Choisissez le PDF que vous avez enregistré après l’avoir rempli."
WRONG_FORMAT = "Ce format n’est pas accepté. Enregistrez le document en .pdf, sans l’imprimer."
WRONG_CONTENT = "Le contenu du fichier ne correspond pas à son nom. Choisissez le PDF que vous avez rempli."
DAMAGED = "Le fichier est abîmé. Ouvrez-le dans votre lecteur de PDF, enregistrez-le, puis réessayez."
LOCKED = "Ce PDF est protégé par un mot de passe. Retirez la protection, puis réessayez."
TOO_LONG = f"Le document est trop long (limite\u00a0: {program.MOST_PAGES}\u00a0pages). Choisissez la feuille seule."
TOO_SLOW = "La lecture a pris trop de temps. Rien n’est repris. Téléchargez une nouvelle feuille à remplir."
ONLY_IMAGES = (
    "Ce PDF ne contient que des images. Recopiez les réponses dans la feuille, ou utilisez le document d’origine."
)
NO_FORM = (
    "Ce PDF n’a plus de cases à lire\u00a0: il a sans doute été imprimé en PDF. "
    "Choisissez le document d’origine, enregistré après l’avoir rempli."
)
NOT_OURS = (
    "Ce PDF n’est pas une feuille à remplir de ce portail, ou il a été transformé. "
    "Téléchargez la feuille, puis remplissez-la."
)
BUSY = "Plusieurs fichiers sont lus en ce moment. Réessayez dans une minute; rien n’est repris."
SAID = {
    program.DAMAGED: DAMAGED,
    program.LOCKED: LOCKED,
    program.TOO_LONG: TOO_LONG,
    program.ONLY_IMAGES: ONLY_IMAGES,
    program.NO_FORM: NO_FORM,
}


def read_filled(content, *, name):
    """(Seal, {field: text}) of a filled form; raises FileRefused."""
    if not has_reserve():
        raise FileRefused(NO_ROOM)
    refuse_by_looks(content, name=name)
    fields = read_apart(content)
    try:
        return read_seal(fields.pop(SEAL_NAME, "")), fields
    except NotOurs:
        raise FileRefused(NOT_OURS) from None


def refuse_by_looks(content, *, name):
    """The name counts for nothing but the sentence: what is in the file decides."""
    if not content:
        raise FileRefused(EMPTY)
    if START not in content[:START_WITHIN]:
        raise FileRefused(WRONG_CONTENT if name.lower().endswith(".pdf") else WRONG_FORMAT)
    if content.lstrip()[:1] == b"<" or content.startswith((b"PK", b"GIF8", b"\x89PNG")):
        raise FileRefused(WRONG_CONTENT)


def read_apart(content):
    try:
        answer = apart.answer_of(program.__name__, content, seconds=SECONDS, megabytes=MEGABYTES)
    except apart.Busy:
        raise FileRefused(BUSY) from None
    except apart.TooSlow:
        raise FileRefused(TOO_SLOW) from None
    except apart.Broken:
        raise FileRefused(DAMAGED) from None
    if "error" in answer:
        raise FileRefused(SAID[answer["error"]])
    return answer["fields"]
