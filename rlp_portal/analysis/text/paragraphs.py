"""A plan's text cut into paragraphs, each with its sentences: what the tables hold, and what a screen draws."""

import re
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category

from rlp_portal.analysis.enums import ParagraphKind
from rlp_portal.analysis.text.sentences import cuts_of, lines_of, trimmed

ITEM = re.compile(r"(?:[•▪◦‣●■*·–—-]|o(?=\s+[A-ZÀ-Þ])|\d{1,2}[.)]|[a-z][.)])\s+\S")
BULLET = re.compile(r"[•▪◦‣●■*·–—-]\s+")
NUMBER = re.compile(r"\d{1,2}[.)]\s+\S")
LONGEST_HEADING = 90
FEWEST_CELLS = 5  # a document may begin with its title, those of two parts, then that of a section
ENDS_A_SENTENCE = ".;,:!?…"
SEPARATING = ("P", "Sm", "Sk")  # categories of signs: a check mark, or an amount, says something
BOX_DRAWING = re.compile("[\u2500-\u259f]")


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
    """The lines of the text that show something. One that only separates others is kept, and holds no sentence."""
    shown = [(start, end, place) for start, end in lines_of(text) if (place := trimmed(text, start, end))]
    kinds = kinds_of([text[first:last] for _start, _end, (first, last) in shown])
    says_something = any(not separates(text[first:last]) for _start, _end, (first, last) in shown)
    found, counted = [], 0
    for (start, end, place), kind in zip(shown, kinds, strict=True):
        words, sentences = text[place[0] : place[1]], ()
        if not (says_something and separates(words)):
            sentences = tuple(one for one in (trimmed(text, *cut) for cut in cuts_of(text[start:end], start)) if one)
        found.append(ParagraphOfText(len(found), kind, place[0], words, counted, sentences))
        counted += len(sentences)
    return found


def separates(words):
    """« ===== », « * * * »: nothing to read."""
    return all(sign.isspace() or category(sign).startswith(SEPARATING) or BOX_DRAWING.match(sign) for sign in words)


def kinds_of(lines):
    """A number that no other follows is that of a heading; many short lines in a row are the cells of a table."""
    kinds = [kind_of(words) for words in lines]
    numbered = [bool(NUMBER.match(words)) for words in lines]
    for place in range(len(lines) - 1):
        is_alone = numbered[place] and not numbered[place + 1] and not (place and numbered[place - 1])
        if is_alone and reads_as_heading(lines[place]):
            kinds[place] = ParagraphKind.HEADING
    cells = [kind == ParagraphKind.HEADING and not number for kind, number in zip(kinds, numbered, strict=True)]
    for are_cells, run in groupby(range(len(kinds)), key=cells.__getitem__):
        places = list(run)
        if are_cells and len(places) >= FEWEST_CELLS:
            for place in places:
                kinds[place] = ParagraphKind.TEXT
    return kinds


def kind_of(words):
    if separates(words):
        return ParagraphKind.TEXT
    if ITEM.match(words):
        return ParagraphKind.ITEM
    return ParagraphKind.HEADING if reads_as_heading(words) else ParagraphKind.TEXT


def reads_as_heading(words):
    return len(words) <= LONGEST_HEADING and words[-1] not in ENDS_A_SENTENCE and not words[0].islower()


def without_bullet(words):
    """A line of a list, quoted out of its list."""
    found = BULLET.match(words)
    return words[found.end() :] if found else words
