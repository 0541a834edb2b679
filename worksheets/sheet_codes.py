"""From what is printed at the bottom of a paper sheet back to its instrument."""

import re

from worksheets import catalogue

PARTS = re.compile(r"[·•.,;/|]+")


def printed_code(instrument):
    """« C-05 · 05 », « FT1 · 11 »: its name, and its place in the pack."""
    return f"{instrument.code} · {instrument.number}"


def code_of_all(instruments):
    """(code, number) of sheets that are printed as one: « FT3–FT6 », « 13–16 »."""
    first, last = instruments[0], instruments[-1]
    if first is last:
        return first.code, first.number
    return f"{first.code}–{last.code}", f"{first.number}–{last.number}"


def is_code_of_all(typed, instruments):
    code, number = code_of_all(instruments)
    return plain(typed) in {plain(code), plain(number), plain(f"{code} {number}")}


def find_by_code(typed):
    """The instrument, or None. Typed whole or in part, with or without its spaces, dots, hyphens and zeros."""
    known = {}
    for instrument in catalogue.all_latest():
        for code in (instrument.code, instrument.number, printed_code(instrument)):
            known.setdefault(plain(code), instrument)
    found = {known[one].key: known[one] for one in candidates(typed) if one in known}
    return next(iter(found.values())) if len(found) == 1 else None


def candidates(typed):
    """The whole first; then each part, which must not say two different sheets."""
    whole = plain(typed)
    parts = [plain(part) for part in PARTS.split(typed)]
    return [whole, *(part for part in parts if part)]


def plain(code):
    """« C-05 » is c5, « 05 » is 5: letters and digits alone, without the zeros in front of a number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[^a-z0-9]", "", code.lower()[:40]))
