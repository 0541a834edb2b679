"""Which texts look like another one: TF-IDF over pieces of words, cosine. Pure Python, on purpose.

A library would bring a hundred megabytes for a few thousand short excerpts. Pieces of four letters hold together
« parent », « parents » and « parental » without a French stemmer, and forgive a slip of the keyboard.
"""

import re
from collections import Counter, defaultdict
from math import log, sqrt

from worksheets.folding import fold

WORD = re.compile(r"[a-z0-9]{3,}")
PIECE = 4
LOOKED_AT = 9  # excerpts, since several may have the same codes
SMALL_WORDS = frozenset({
    "afin", "ainsi", "aussi", "avec", "aux", "cette", "ces", "comme", "dans", "des", "dont", "elle", "elles", "entre",
    "est", "ete", "etre", "ils", "les", "leur", "leurs", "mais", "nos", "notre", "nous", "ont", "par", "plus", "pour",
    "que", "qui", "sera", "seront", "son", "sont", "sur", "tous", "tout", "toute", "toutes", "une", "vos", "votre",
    "vous",
})  # fmt: skip


def pieces_of(text):
    """Each with how often it is there; a short word is a piece of its own."""
    found = Counter()
    for word in WORD.findall(fold(text)):
        if word in SMALL_WORDS:
            continue
        bounded = f" {word} "
        found.update(bounded[at : at + PIECE] for at in range(max(len(bounded) - PIECE + 1, 1)))
    return found


class Index:
    """`texts` by their rank. Each piece weighs by how rare it is among them."""

    def __init__(self, texts):
        counts = [pieces_of(text) for text in texts]
        self.size = len(counts)
        self.held_by = Counter(piece for one in counts for piece in one)
        self.places = defaultdict(list)  # piece → [(rank, weight), …]
        for rank, one in enumerate(counts):
            for piece, weight in self.weights_of(one).items():
                self.places[piece].append((rank, weight))

    def weights_of(self, counts):
        weights = {piece: (1 + log(count)) * self.rarity(piece) for piece, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {piece: weight / length for piece, weight in weights.items()} if length else {}

    def rarity(self, piece):
        return log((1 + self.size) / (1 + self.held_by[piece])) + 1

    def nearest(self, text, *, count, least=0.0, besides=()):
        """[(rank, likeness), …], the most alike first; likeness goes from 0 to 1."""
        alike = defaultdict(float)
        for piece, weight in self.weights_of(pieces_of(text)).items():
            for rank, other in self.places.get(piece, ()):
                alike[rank] += weight * other
        found = [(rank, likeness) for rank, likeness in alike.items() if likeness >= least and rank not in besides]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:count]


def suggestions(excerpts, text, *, index, at, least, besides):
    """The `at` excerpts most alike, one for each set of codes; `index` holds their quotations in the same order."""
    found = {}
    for rank, _likeness in index.nearest(text, count=LOOKED_AT, least=least, besides=besides):
        found.setdefault(excerpts[rank].label, excerpts[rank])
    return list(found.values())[:at]
