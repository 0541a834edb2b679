"""A plan's text cut into paragraphs, each with its sentences: what the tables hold, and what a screen draws."""

import re
from dataclasses import dataclass

from rlp_portal.analysis.enums import ParagraphKind
from rlp_portal.analysis.text.sentences import cuts_of, lines_of, trimmed

ITEM = re.compile(r"(?:[•▪◦‣●■*·–—-]|o(?=\s+[A-ZÀ-Þ])|\d{1,2}[.)]|[a-z][.)])\s+\S")
BULLET = re.compile(r"[•▪◦‣●■*·–—-]\s+")
LONGEST_HEADING = 90
ENDS_A_SENTENCE = ".;,:!?…"


@dataclass(frozen=True)
class ParagraphOfText:
    """`sentences`: ((start, end), …) in the whole text; `first_sentence` is the number of the first, from 0."""

    number: int
    kind: str
    start: int
    text: str
    first_sentence: int
    sentences: tuple[tuple[int, int], ...]


def paragraphs_of(text):
    """The lines of the text that show something."""
    found, counted = [], 0
    for start, end in lines_of(text):
        line = text[start:end]
        place = trimmed(text, start, end)
        if place is None:
            continue
        sentences = tuple(one for one in (trimmed(text, *cut) for cut in cuts_of(line, start)) if one)
        words = text[place[0] : place[1]]
        found.append(ParagraphOfText(len(found), kind_of(words), place[0], words, counted, sentences))
        counted += len(sentences)
    return found


def kind_of(words):
    if ITEM.match(words):
        return ParagraphKind.ITEM
    if len(words) <= LONGEST_HEADING and words[-1] not in ENDS_A_SENTENCE and not words[0].islower():
        return ParagraphKind.HEADING
    return ParagraphKind.TEXT


def without_bullet(words):
    """A line of a list, quoted out of its list."""
    found = BULLET.match(words)
    return words[found.end() :] if found else words
