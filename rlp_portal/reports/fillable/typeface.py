"""The font of what is typed in a form: one embedded TrueType face with the letters of Windows-1252.

A form needs a font that any program can write with: the subsets that WeasyPrint embeds have no plain encoding.
Imports nothing of Django: it works in the process that makes PDFs.
"""

from functools import cached_property
from io import BytesIO

import pydyf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ENCODING = "cp1252"
FIRST, LAST = 32, 255
NONSYMBOLIC = 1 << 5


class Typeface:
    def __init__(self, path):
        self.font = TTFont(path, recalcTimestamp=False)
        self.units = self.font["head"].unitsPerEm

    @cached_property
    def letters(self):
        """{byte: glyph} of what both the encoding and the font know."""
        known, found = self.font.getBestCmap(), {}
        for byte in range(FIRST, LAST + 1):
            sign = bytes([byte]).decode(ENCODING, "ignore")
            if sign and ord(sign) in known:
                found[byte] = known[ord(sign)]
        return found

    @cached_property
    def widths(self):
        """{byte: thousandths of the size}."""
        metrics = self.font["hmtx"]
        return {byte: self.scaled(metrics[glyph][0]) for byte, glyph in self.letters.items()}

    def scaled(self, units):
        return round(units * 1000 / self.units)

    @property
    def ascent(self):
        return self.scaled(self.font["hhea"].ascent)

    @property
    def descent(self):
        return self.scaled(self.font["hhea"].descent)

    def encode(self, text):
        """The bytes of a text, or None when a letter is missing (an emoji, another alphabet)."""
        try:
            written = text.encode(ENCODING)
        except UnicodeEncodeError:
            return None
        return written if all(byte in self.letters for byte in written if byte != ord("\n")) else None

    def width(self, written, size):
        return sum(self.widths[byte] for byte in written) * size / 1000

    @cached_property
    def program(self):
        """The font file, with these letters alone."""
        options = Options()
        options.layout_features, options.hinting, options.notdef_outline = [], False, True
        options.name_IDs, options.drop_tables = [1, 2, 4, 6], [*options.drop_tables, "GPOS", "GSUB", "STAT", "BASE"]
        options.recalc_timestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord(bytes([byte]).decode(ENCODING)) for byte in self.letters])
        subsetter.subset(self.font)
        self.font.flavor = None
        stored = BytesIO()
        self.font.save(stored)
        return stored.getvalue()

    def embed(self, pdf, *, name):
        """The font's dictionary, added to a document."""
        widths, head, hhea = self.widths, self.font["head"], (self.ascent, self.descent)
        box = [self.scaled(side) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]
        program = pydyf.Stream([self.program], {"Length1": len(self.program)}, compress=True)
        pdf.add_object(program)
        descriptor = pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": NONSYMBOLIC,
                "FontBBox": pydyf.Array(box),
                "ItalicAngle": 0,
                "Ascent": hhea[0],
                "Descent": hhea[1],
                "CapHeight": self.scaled(self.font["OS/2"].sCapHeight),
                "StemV": 80,
                "FontFile2": program.reference,
            }
        )
        pdf.add_object(descriptor)
        font = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/TrueType",
                "BaseFont": f"/{name}",
                "FirstChar": FIRST,
                "LastChar": LAST,
                "Widths": pydyf.Array([widths.get(byte, 0) for byte in range(FIRST, LAST + 1)]),
                "FontDescriptor": descriptor.reference,
                "Encoding": "/WinAnsiEncoding",
            }
        )
        pdf.add_object(font)
        return font
