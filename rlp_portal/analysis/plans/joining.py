"""From the lines of a page to the paragraphs that their author wrote. Pure functions.

A PDF says where ink lies, not where a paragraph ends: a line that stops short ends one, and so does one before a
bullet. What cannot be told stays joined: sentences are found again by their full stops.
"""

import re

from rlp_portal.analysis.text.paragraphs import ITEM

SHORT_LINE = 0.8  # of a full line
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÀ-Þ]")
BLANKS = re.compile(r"[ \t\r\f\v]+")  # a space that does not break stays
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
SOFT_HYPHEN = "\u00ad"
HYPHEN = "\u2010"  # what a typesetting program draws where it cuts a word; nobody types it
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*(\d{1,3})\s*[-–—]?(?:\s*(?:/|de|sur)\s*\d{1,3})?", re.IGNORECASE)
FEWEST_NUMBERED = 2
LAST_SIGNS = ".!?…:;»”)"


def paragraphs_of_pages(pages):
    """One text: a line for each paragraph, across the pages."""
    numbered = [lines_of(page) for page in pages]
    paragraphs, lines_of_pages = [], [without_last_bullets(lines) for lines in without_page_numbers(numbered)]
    usual = usual_length([line for lines in lines_of_pages for line in lines])
    for lines in lines_of_pages:
        for line in joined(lines, usual=usual):
            if paragraphs and goes_on(paragraphs[-1], line):
                paragraphs[-1] = glued(paragraphs[-1], line)
            else:
                paragraphs.append(line)
    return "\n".join(one.replace(SOFT_HYPHEN, "") for one in paragraphs)


def lines_of(page):
    return [BLANKS.sub(" ", line).strip() for line in page.translate(LIGATURES).split("\n")]


def without_page_numbers(pages):
    """Where two pages at least carry their own at the head or the foot: one alone may be a word of the text."""
    places = [place_of_number(lines, number) for number, lines in enumerate(pages, start=1)]
    if sum(place is not None for place in places) < FEWEST_NUMBERED:
        return pages
    return [
        [*lines[:place], *lines[place + 1 :]] if place is not None else lines
        for lines, place in zip(pages, places, strict=True)
    ]


def place_of_number(lines, number):
    written = [place for place, line in enumerate(lines) if line]
    for place in (written[-1], written[0]) if len(written) > 1 else ():
        found = PAGE_NUMBER.fullmatch(lines[place])
        if found and int(found[1]) == number:
            return place
    return None


def without_last_bullets(lines):
    """Some programs draw those of a page after all of its words."""
    end = len(lines)
    while end and (not lines[end - 1] or is_a_bullet(lines[end - 1])):
        end -= 1
    return lines[:end]


def is_a_bullet(line):
    return len(line) == 1 and bool(ITEM.match(f"{line} x"))


def usual_length(lines):
    """That of a full line: nine of ten are not longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def joined(lines, *, usual):
    paragraph, was_short = "", False
    for line in lines:
        if paragraph and (not line or was_short or begins_anew(line)):
            yield paragraph
            paragraph = ""
        if line:
            paragraph = glued(paragraph, line)
        was_short = len(line) < SHORT_LINE * usual and (not line or line[-1] in LAST_SIGNS or is_title(line))
    if paragraph:
        yield paragraph


def begins_anew(line):
    return bool(ITEM.match(line) or NUMBERED.match(line))


def is_title(line):
    return line[0].isupper() or line[0].isdigit()


def goes_on(paragraph, line):
    """From the foot of a page to the head of the next."""
    return line[0].islower() and paragraph[-1] not in LAST_SIGNS and not begins_anew(line)


def glued(before, line):
    """A soft hyphen, or a drawn one, says that a word was cut; a plain one may be the word’s own, and stays."""
    if not before:
        return line
    if before.endswith(SOFT_HYPHEN) or (before.endswith(HYPHEN) and line[0].islower()):
        return before[:-1] + line
    return before + line if before.endswith(("-", HYPHEN)) and not before.endswith(" -") else f"{before} {line}"
