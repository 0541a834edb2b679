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
UNKNOWN_SIGN = 1.2  # em; wider than any letter: a sign from another font is never cut
BREAKING_SPACES = re.compile(r"[ \t\n\r\f\v]+")  # never U+00A0: « 14 h 12 » stays in one piece


class FontMissing(Exception):
    """None of the folders holds the font the diagrams are measured with."""


@dataclass(frozen=True)
class Measure:
    """Widths of one pair of font files, in em."""

    regular: Path
    bold: Path

    @cached_property
    def _advances(self):
        return {False: read_advances(self.regular), True: read_advances(self.bold)}

    def width(self, text, *, size, bold=False):
        advances = self._advances[bold]
        return size * sum(_advance(sign, advances) for sign in text)

    def wrap(self, text, *, width, size, bold=False):
        """Lines no wider than `width`: by words, and inside a word only when it is wider than a line."""
        lines, line = [], ""
        for word in BREAKING_SPACES.split(clean(text).strip(" \t\n\r\f\v")):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size=size, bold=bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._cut(word, width=width, size=size, bold=bold)
            lines.extend(whole)
        return [*lines, line] if line else lines

    def _cut(self, word, *, width, size, bold):
        pieces, piece = [], ""
        for cluster in clusters(word):
            if piece and self.width(piece + cluster, size=size, bold=bold) > width:
                pieces.append(piece)
                piece = ""
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
    from fontTools.ttLib import TTFont  # slow import

    with TTFont(path, lazy=True) as font:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


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


def _advance(sign, advances):
    known = advances.get(ord(sign))
    if known is not None:
        return known
    return 0 if unicodedata.combining(sign) else UNKNOWN_SIGN
