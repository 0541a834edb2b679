"""The codes of a workshop: eight digits to join, four letters to come back."""

import re
import secrets

from rlp_portal.workshops.models.workshop import FIRST_CODE, LAST_CODE

DIGITS = 8
RESUME_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # neither I, O nor S, read as digits
RESUME_LENGTH = 4
WRONG_LENGTH = f"Le code compte {DIGITS}\u00a0chiffres."

_LOOKALIKES = str.maketrans("OoQDIl|iSsBZz", "0000111155822")
_BETWEEN = re.compile(r"[\s\u00a0\u202f.\-‐‑–—_]+")


class NotACode(ValueError):
    """What was typed cannot be a code; the message says why."""


def new_join_code():
    return secrets.choice(range(FIRST_CODE, LAST_CODE + 1))


def said_code(code):
    """« 4829 1374 »: read aloud as four and four."""
    text = str(code)
    return f"{text[:4]}\u00a0{text[4:]}"


def read_code(typed):
    """The code behind what was typed: spaces, dashes and letters that look like digits are no mistake."""
    text = _BETWEEN.sub("", typed or "").translate(_LOOKALIKES)
    if len(text) != DIGITS:
        raise NotACode(WRONG_LENGTH)
    if not (text.isascii() and text.isdecimal()):
        raise NotACode("Le code ne contient que des chiffres.")
    return int(text)


def new_resume_code():
    return "".join(secrets.choice(RESUME_LETTERS) for _ in range(RESUME_LENGTH))


def read_resume_code(typed):
    """Upper case, without spaces; letters that it never holds are read as it never wrote them."""
    return _BETWEEN.sub("", typed or "").upper()[: RESUME_LENGTH + 1]


def new_token():
    """128 bits, for what opens by an address alone."""
    return secrets.token_urlsafe(16)
