"""Finding quotations again in another text, by their words and the words around them. Nothing is guessed.

A quotation is found where its own words stand: first exactly, then whatever its spaces, apostrophes and quotes. Of
several places the one with the same neighbours wins, then the nearest. Two quotations never take the same place.
"""

from dataclasses import dataclass
from os.path import commonprefix

CONTEXT = 60  # code points kept on each side
SHORT = 20  # under this, words alone say too little: their neighbours must agree too
LEAST_CONTEXT = 8
MOST_PLACES = 2000  # of one quotation: beyond, the text repeats itself and the first ones are as good

SAME_SIGN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u2011": "-"}
)


@dataclass(frozen=True)
class Quotation:
    """A passage to find. `start`: where it was, in another text of `length` code points."""

    words: str
    before: str
    after: str
    start: int
    length: int


def quote(text, start, end):
    """The passage with the words around it, as `reanchor` needs them."""
    return Quotation(
        words=text[start:end],
        before=text[max(start - CONTEXT, 0) : start],
        after=text[end : end + CONTEXT],
        start=start,
        length=len(text),
    )


def reanchor(quotations, text):
    """[(start, end) or None, …], one for each quotation, in order."""
    loose = Loose(text)
    found, taken = [None] * len(quotations), set()
    claims = [
        (*claim, number) for number, quotation in enumerate(quotations) for claim in claims_of(quotation, text, loose)
    ]
    # the best claims first: so that of two equal sentences each finds its own place
    for _likeness, _distance, start, end, number in sorted(claims, key=lambda one: (-one[0], one[1], one[2], one[4])):
        if found[number] is None and (start, end) not in taken:
            found[number] = (start, end)
            taken.add((start, end))
    return found


def claims_of(quotation, text, loose):
    """[(likeness of the neighbours, distance, start, end), …] for each place where the words stand."""
    places = exact_places(quotation.words, text) or loose.places(quotation.words)
    expected = quotation.start * len(text) / max(quotation.length, 1)
    claims = []
    for start, end in places:
        likeness = neighbours_in_common(quotation, text, start, end)
        if len(quotation.words) >= SHORT or likeness >= LEAST_CONTEXT or has_same_edges(quotation, text, start, end):
            claims.append((likeness, abs(start - expected), start, end))
    return claims


def exact_places(words, text):
    places, at = [], text.find(words)
    while at >= 0 and len(places) < MOST_PLACES:
        places.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return places


def neighbours_in_common(quotation, text, start, end):
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    return len(commonprefix([quotation.before[::-1], before[::-1]])) + len(commonprefix([quotation.after, after]))


def has_same_edges(quotation, text, start, end):
    """A short text may have no neighbours at all, then as now."""
    return quotation.before == text[max(start - CONTEXT, 0) : start] and quotation.after == text[end : end + CONTEXT]


class Loose:
    """The text with single spaces and plain signs, and the way back to its own offsets. Made only when needed."""

    def __init__(self, text):
        self.text, self.plain, self.offsets = text, None, None

    def places(self, words):
        if self.plain is None:
            self.plain, self.offsets = plain(self.text)
        wanted = plain(words)[0].strip()
        if not wanted:
            return []
        return [(self.offsets[start], self.offsets[end - 1] + 1) for start, end in exact_places(wanted, self.plain)]


def plain(text):
    """(text, offsets): each run of spaces is one, quotes and apostrophes are straight, one sign for one sign."""
    signs, offsets, was_space = [], [], False
    for offset, sign in enumerate(text.translate(SAME_SIGN)):
        is_space = sign.isspace()
        if is_space and was_space:
            continue
        signs.append(" " if is_space else sign)
        offsets.append(offset)
        was_space = is_space
    return "".join(signs), offsets
