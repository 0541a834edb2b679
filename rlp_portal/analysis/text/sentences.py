"""Where the sentences of a French text lie. Offsets are code points; no character that shows is left out.

Written for plans of action: abbreviations, numbered lists, quotations, initials. Where a mark may end a sentence or
not, the words around it decide; a wrong cut moves no offset, since people may choose any passage.
"""

import re
from bisect import bisect_right

CLOSERS = r"(?:[ \u00a0\u202f]*[»”]|[\"’')\]])*"
TERMINATOR = re.compile(rf"(?P<mark>[.!?…]+){CLOSERS}(?=\s|$)")
BULLET = re.compile(r"(?=[•▪◦‣●■]\s)")
ASIDE = re.compile(r"«[^«»\n]{0,400}»|\([^()\n]{0,200}\)|“[^“”\n]{0,400}”")
LAST_WORD = re.compile(r"[^\s(«“\"’'\[/]+\Z")
ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:\.\d{1,3})*\Z")
INITIAL = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w.]*-)?[A-ZÀ-ÖØ-Þ]\Z")
LONGEST_WORD = 40

# What is always followed by something: « M. Tremblay », « p. 12 », « p. ex. Marie ».
NEVER_LAST = frozenset({
    "M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Drs", "Dre", "Dres", "Pr", "Pre", "Me", "Mes", "Mgr", "St",
    "Ste", "p", "pp", "no", "No", "nos", "n", "art", "vol", "fig", "chap", "cf", "env", "tél", "téléc", "réf", "boul",
    "av", "c.-à-d", "i.e", "ex", "app", "dir",
})  # fmt: skip
# What may be the last word: only a capital after it says so.
MAYBE_LAST = frozenset({
    "etc", "inc", "enr", "ltée", "janv", "févr", "avr", "juill", "sept", "oct", "nov", "déc", "min", "max", "hab",
    "pers", "resp", "coord", "h", "s",
})  # fmt: skip


def sentences_of(text):
    """[(start, end), …] over the whole text; a line break always ends a sentence."""
    return [
        place
        for start, end in lines_of(text)
        for place in (trimmed(text, *cut) for cut in cuts_of(text[start:end], start))
        if place
    ]


def lines_of(text):
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def cuts_of(line, offset):
    """Pieces of one line, untrimmed: they touch one another and cover it."""
    ends = sorted({*sentence_ends(line), *(match.start() for match in BULLET.finditer(line)), len(line)} - {0})
    return list(zip([offset, *(offset + end for end in ends)], (offset + end for end in ends), strict=False))


def sentence_ends(line):
    asides = [match.span() for match in ASIDE.finditer(line)]
    starts = [start for start, _end in asides]
    began = 0
    for match in TERMINATOR.finditer(line):
        if is_inside(match.end(), starts, asides):
            continue
        if ends_here(line, match, began):
            began = match.end()
            yield match.end()


def is_inside(place, starts, asides):
    """Between « and », or in brackets: what is said there belongs to the sentence that says it."""
    nearest = bisect_right(starts, place - 1) - 1
    return nearest >= 0 and place < asides[nearest][1]


def ends_here(line, match, began):
    following = line[match.end() : match.end() + LONGEST_WORD].lstrip()
    if not following:
        return True
    if following[0].islower() or following[0] in ",;:)]»”":
        return False
    if following[0] == "(" and match[0][-1] in "»”":
        return False  # « … » (voir p. 3)
    if match["mark"] != ".":
        return True
    head = line[max(began, match.start() - LONGEST_WORD) : match.start()]
    return not is_abbreviation(head, following)


def is_abbreviation(head, following):
    """`head`: what comes before the full stop, back to the start of the sentence at most."""
    found = LAST_WORD.search(head)
    word = found[0] if found else ""
    before = head[: found.start()].rstrip() if found else ""
    if not before and ENUMERATOR.match(word):
        return True  # « 2. Former les parents »
    if word in NEVER_LAST:
        return True
    if INITIAL.match(word):
        return before.split()[-1][0].isupper() if before else True
    return word.lower() in MAYBE_LAST and not following[0].isupper()


def trimmed(text, start, end):
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return None
    first = start + piece.index(bare[0])
    return first, first + len(bare)
