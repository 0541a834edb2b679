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
LAST_SIGNS = ".!?…:;»”)"


def paragraphs_of_pages(pages):
    """One text: a line for each paragraph, across the pages."""
    paragraphs, lines_of_pages = [], [lines_of(page) for page in pages]
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
    """A soft hyphen says that a word was cut; a plain one may be the word’s own, and stays."""
    if not before:
        return line
    if before.endswith(SOFT_HYPHEN):
        return before[:-1] + line
    return before + line if before.endswith("-") and not before.endswith(" -") else f"{before} {line}"
