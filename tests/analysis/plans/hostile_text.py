"""Files that are not what they say, or say nothing: {name: (make, file name, what is said)}.

Each name begins with its row of the bad-input catalogue. `said` is a sentence, or several where libraries differ;
no sentence at all where the words are read, and nothing else is done.
"""

from rlp_portal.analysis.plans import reading
from tests.analysis.plans import trouble

TEXT_CASES = {
    "B49 empty": (lambda: b"", "plan.txt", reading.EMPTY),
    "B51 rich text": (lambda: b"{\\rtf1 Bonjour}", "plan.rtf", reading.WRONG_FORMAT),
    "B51 web page": (lambda: b"<!doctype html>", "plan.html", reading.WRONG_FORMAT),
    "B51 picture": (lambda: b"\x89PNG\r\n\x1a\n" + trouble.noise(99), "plan.png", reading.WRONG_FORMAT),
    "B51 program": (lambda: b"\x7fELF" + trouble.noise(99), "plan", reading.WRONG_FORMAT),
    "B51 XML": (
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [' + trouble.LAUGHS.encode() + b"]><a>&j;</a>",
        "plan.xml",
        reading.WRONG_FORMAT,
    ),
    "B52 rich text named txt": (lambda: b"{\\rtf1 Bonjour}", "plan.txt", reading.WRONG_CONTENT),
    "B52 picture named txt": (lambda: b"\x89PNG\r\n\x1a\n\0" + trouble.noise(99), "plan.txt", reading.WRONG_CONTENT),
    "B52 NUL in a text": (lambda: b"Bonjour\0Bonjour", "plan.txt", reading.WRONG_CONTENT),
    "B57 ten million letters": (lambda: b"abcd " * 1_990_000, "plan.txt", reading.TOO_LONG),
    "B09 a million accents on one letter": (lambda: ("e" + "\u0301" * 2_000_000).encode(), "plan.txt", set()),
    "a text of spaces": (lambda: " \n\u00a0\u200b".encode(), "plan.txt", reading.NO_WORDS),
}
