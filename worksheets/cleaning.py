"""What comes in is cleaned here: pure functions, French refusals. Nothing typed is lost by a refusal.

Each function returns `Cleaned(value, notices)`: the value to store (None when nothing is left) and sentences to
say about what was changed. A refusal raises `Refused` with the sentence to show beside the field.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass

import regex  # the standard `re` cannot count what a reader calls a character

UNREADABLE_REMOVED = "Un caractère illisible a été retiré. Relisez votre texte."
INVISIBLE_REMOVED = "Un caractère invisible a été retiré."
BAD_NUMBER = "Ce nombre n’est pas valide."
NO_SUCH_DATE = "Cette date n’existe pas. Vérifiez le jour et le mois."
DATE_FORM = "Écrivez la date ainsi\u00a0: 2026-04-03."
YEAR_RANGE = "L’année doit être entre 2000 et 2100."

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NUMBER = 30
SIGNS_IN_A_CHARACTER = 7  # a family in emoji; no text needs as many for each of its characters
MARKS_IN_A_ROW = 2000  # nobody sees more than eight, and sorting them takes the square of their number

_UNREADABLE = re.compile("[\ud800-\udfff\ufffd-\uffff]")  # half characters, and what is left of them on the way here
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff]")
_ENDLESS_MARKS = regex.compile(rf"(\p{{M}}{{{MARKS_IN_A_ROW}}})\p{{M}}+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_VISIBLE = regex.compile(r"[^\s\p{Default_Ignorable_Code_Point}]")
_INVISIBLE = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}]+")
_DASHES = str.maketrans("−‐‑‒–", "-----")  # how a minus or a hyphen comes out of a word processor
_ISO_DATE = re.compile(r"(\d{4,5})-(\d{1,2})-(\d{1,2})")


class Refused(ValueError):
    """The value cannot be stored; `str(error)` is the French sentence to show."""


@dataclass(frozen=True)
class Cleaned:
    value: object
    notices: tuple[str, ...] = ()


def count_characters(text):
    """As a reader counts: an emoji sequence or a letter with its accents is one."""
    return len(regex.findall(r"\X", _FLAG.sub("a", text)))  # \X takes the square of a row of flags


def clean_text(raw, *, limit, multiline=True, invisible_notice=INVISIBLE_REMOVED):
    text, notices = raw or "", []
    refuse_endless(text, limit)
    if _UNREADABLE.search(text):
        text = _UNREADABLE.sub("", text)
        notices.append(UNREADABLE_REMOVED)
    if _DIRECTION_MARKS.search(text):
        text = _DIRECTION_MARKS.sub("", text)
        notices.append(invisible_notice)
    text = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))
    text = _ENDLESS_MARKS.sub(r"\1", text)
    text = unicodedata.normalize("NFC", text).strip()
    if not multiline:
        text = " ".join(text.split("\n"))
    if not _VISIBLE.search(text):
        return Cleaned(None, tuple(notices))
    refuse_longer_than(text, limit)
    return Cleaned(text, tuple(notices))


def refuse_endless(text, limit):
    """Looked at first: all that follows is work, and keeps the whole server waiting."""
    if len(text) > SIGNS_IN_A_CHARACTER * limit + MARKS_IN_A_ROW:
        raise Refused(too_long(len(text), limit))


def refuse_longer_than(text, limit):
    if len(text) <= limit:
        return
    length = count_characters(text)
    if length > limit:
        raise Refused(too_long(length, limit))


def too_long(length, limit):
    return (
        f"Le texte compte {spaced(length)} caractères. La limite est de {spaced(limit)}. "
        "Rien n’est perdu\u00a0: raccourcissez-le."
    )


def spaced(number):
    return f"{number:,}".replace(",", "\u00a0")


def compact(raw):
    """A number or a date as it is read: no space, nothing that does not show, plain hyphens."""
    return _INVISIBLE.sub("", _CONTROLS.sub("", raw or "")).translate(_DASHES)


def clean_integer(raw, *, minimum, maximum):
    text = compact(raw)
    if not text:
        return Cleaned(None)
    whole = re.fullmatch(r"[+-]?\d+", text)
    if len(text) > LONGEST_NUMBER or text.lstrip("+-").lower() in {"nan", "inf", "infinity"}:
        raise Refused(BAD_NUMBER)
    if whole:
        number = int(text)
        if minimum <= number <= maximum:
            return Cleaned(number)
        raise Refused(f"Choisissez un nombre de {minimum} à {maximum}.")
    if re.fullmatch(r"[+-]?\d+[.,]\d+", text):
        raise Refused(f"Choisissez un nombre entier de {minimum} à {maximum}.")
    if regex.fullmatch(r"\p{L}[\p{L}’'-]*", text):
        raise Refused("Écrivez le nombre en chiffres, par exemple 3.")
    raise Refused(BAD_NUMBER)


def clean_date(raw):
    """Value: an ISO date, as text."""
    text = compact(raw)
    if not text:
        return Cleaned(None)
    parts = _ISO_DATE.fullmatch(text)
    if not parts:
        raise Refused(DATE_FORM)
    year, month, day = (int(part) for part in parts.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(YEAR_RANGE)
    try:
        return Cleaned(datetime.date(year, month, day).isoformat())
    except ValueError:
        raise Refused(NO_SUCH_DATE) from None
