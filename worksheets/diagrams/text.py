"""Text measured with the real font, and wrapped by ourselves: an SVG neither measures nor wraps."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

# Regular and bold, as the theme names them and as npm does.
FONT_PAIRS = (
    ("source-sans-3-400.woff2", "source-sans-3-600.woff2"),
    ("source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-600-normal.woff2"),
)
WEIGHT = re.compile(r"-\d00\b")
EM = 1000  # widths are counted in whole thousandths of it, so that a sum is exact in any order
UNKNOWN_SIGN = 1200  # wider than any letter: a sign from another font is never cut
BEFORE_DOTS = " \t\n\r\f\v\u00a0,;:"  # never left before a « … »
BREAKING_SPACES = re.compile(r"[ \t\n\r\f\v]+")  # never U+00A0: « 14 h 12 » stays in one piece


class FontMissing(Exception):
    """None of the folders holds the font the diagrams are measured with."""


@dataclass(frozen=True)
class Measure:
    """Widths of one pair of font files."""

    regular: Path
    bold: Path

    @cached_property
    def _advances(self):
        return {False: read_advances(self.regular), True: read_advances(self.bold)}

    def width(self, text, *, size, bold=False):
        return size * self._thousandths(text, bold) / EM

    def _thousandths(self, text, bold):
        return sum(map(self._advances[bold].__getitem__, text))

    def wrap(self, text, *, width, size, bold=False):
        """Lines no wider than `width`: by words, and inside a word only when it is wider than a line.

        Such a word is cut after a hyphen where it has one: « Mauricie-et-du- », « Centre-du-Québec ».
        """
        lines, line, taken, space = [], "", 0, self._thousandths(" ", bold)
        for word in BREAKING_SPACES.split(clean(text).strip(" \t\n\r\f\v")):
            needed = self._thousandths(word, bold)
            if line and size * (taken + space + needed) / EM <= width:
                line, taken = f"{line} {word}", taken + space + needed
                continue
            if line:
                lines.append(line)
            if size * needed / EM > width:
                *whole, word = self._cut(word, width=width, size=size, bold=bold)
                lines.extend(whole)
                needed = self._thousandths(word, bold)
            line, taken = word, needed
        return [*lines, line] if line else lines

    def fit(self, text, *, width, size, at_most, bold=False):
        """At most so many lines; a text that is cut ends with « … » and is whole in the table beside the drawing."""
        lines = self.wrap(text, width=width, size=size, bold=bold)
        if len(lines) <= at_most:
            return lines
        return [*lines[: at_most - 1], self.shorten(lines[at_most - 1], width=width, size=size, bold=bold)]

    def shorten(self, text, *, width, size, bold=False):
        """As much of the text as goes before a « … »."""
        kept = clusters(text)
        while kept and self.width("".join(kept).rstrip(BEFORE_DOTS) + "…", size=size, bold=bold) > width:
            kept.pop()
        return "".join(kept).rstrip(BEFORE_DOTS) + "…"

    def largest(self, text, *, width, sizes, at_most, bold=False):
        """The first of `sizes` at which the text holds in so many lines; the last when none does."""
        for size in sizes:
            if len(self.wrap(text, width=width, size=size, bold=bold)) <= at_most:
                return size
        return sizes[-1]

    def _cut(self, word, *, width, size, bold):
        pieces, piece = [], ""
        for cluster in clusters(word):
            if piece and self.width(piece + cluster, size=size, bold=bold) > width:
                whole, piece = cut_at_hyphen(piece)
                pieces.append(whole)
            piece += cluster
        return [*pieces, piece]


@lru_cache(maxsize=4)
def _measure(regular, bold):
    return Measure(regular, bold)


def find_measure(folders):
    """The measure of the first folder that holds both font files."""
    for folder in map(Path, folders):
        for pair in FONT_PAIRS:
            regular, bold = (folder / name for name in pair)
            if regular.is_file() and bold.is_file():
                return _measure(regular, bold)
    raise FontMissing(FONT_PAIRS)


def read_advances(path):
    """With those of the file that holds the letters of other languages, where it is beside."""
    extended = path.with_name(WEIGHT.sub(r"-ext\g<0>", path.name, count=1))
    found = read_file(extended) if extended.is_file() else Advances()
    found.update(read_file(path))
    return found


def read_file(path):
    from fontTools.ttLib import TTFont  # slow import

    with TTFont(path, lazy=True) as font:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return Advances({chr(code): round(metrics[name][0] * EM / em) for code, name in font.getBestCmap().items()})


class Advances(dict):
    """{sign: width}; a sign that the font lacks is given more room than any other."""

    def __missing__(self, sign):
        return 0 if unicodedata.combining(sign) else UNKNOWN_SIGN


def cut_at_hyphen(piece):
    """(what stays on the line, what goes to the next one): the whole of it where it has no hyphen."""
    head, hyphen, tail = piece.rpartition("-")
    return (head + hyphen, tail) if head else (piece, "")


def clusters(text):
    """A letter and the accents that sit on it never part."""
    found = []
    for sign in text:
        if found and unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def clean(text):
    """Without control signs, direction marks or halves of a pair: an SVG must stay readable as XML."""
    return UNSAFE.sub("", text)


# C0 and C1 controls but tab and line feed, direction overrides and isolates, surrogates, non-characters.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
