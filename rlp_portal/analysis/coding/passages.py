"""A passage of a version: its name in a page, and its words, read by the parts of the text that hold it."""

import re
from dataclasses import dataclass

from django.db.models import Subquery
from django.db.models.functions import Coalesce, Substr

from rlp_portal.analysis.models import Paragraph, PlanVersion
from rlp_portal.analysis.text.anchoring import CONTEXT
from worksheets.cleaning import Refused
from worksheets.prepared import Prepared

EMPTY_SELECTION = "La sélection est vide. Choisissez un passage."
LONGEST_PASSAGE = 20_000
TOO_LONG = "Ce passage est trop long pour être codé d’un seul coup. Choisissez-en une partie."
BETWEEN_PARAGRAPHS = "\n"
FIELD = re.compile(r"(\d{1,5}):(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True)
class Passage:
    """`version` has no need of its text."""

    version: PlanVersion
    start: int
    end: int

    @property
    def key(self):
        """Of the row that it may be given; None where the engine tells none beforehand."""
        return getattr(self.version, "next_excerpt", None)

    @property
    def field(self):
        return field_of(self.version.number, self.start, self.end)

    def check(self):
        """B63. Raises Refused."""
        if not self.start < self.end <= self.version.length:
            raise Refused(EMPTY_SELECTION)
        if self.end - self.start > LONGEST_PASSAGE:
            raise Refused(TOO_LONG)


def field_of(number, start, end):
    """« 2:1203-1290 »: the name of a passage in a page, which no other version can take for its own."""
    return f"{number}:{start}-{end}"


def read_field(name):
    """(number of the version, start, end), or None for what names no passage."""
    found = FIELD.fullmatch(name)
    return tuple(int(part) for part in found.groups()) if found else None


@dataclass(frozen=True)
class Words:
    """What an excerpt keeps of its passage."""

    quotation: str
    before: str
    after: str


def paragraphs_around(version, first, beyond):
    """Those that hold a stretch of the text, in order."""
    own = Paragraph.objects.filter(version=version)
    begins = own.filter(start__lte=first).order_by("-start").values("start")[:1]
    return own.filter(start__gte=Coalesce(Subquery(begins), 0), start__lt=beyond).order_by("start")


PARAGRAPHS_AROUND = Prepared(paragraphs_around)


def words_of(passage):
    """The same words, whatever the length of the text around: only the paragraphs that hold them are read."""
    first, beyond = max(passage.start - CONTEXT, 0), min(passage.end + CONTEXT, passage.version.length)
    text, offset = stretch_of(passage.version, first, beyond)
    start, end = passage.start - offset, passage.end - offset
    quotation = text[start:end]
    if not quotation.strip():
        raise Refused(EMPTY_SELECTION)
    return Words(quotation, text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT])


def stretch_of(version, first, beyond):
    """(text, its offset): at least the stretch asked for."""
    paragraphs = PARAGRAPHS_AROUND(version=version.pk, first=first, beyond=beyond)
    if paragraphs and paragraphs[0].start <= first and beyond <= paragraphs[-1].end and are_next(paragraphs):
        return BETWEEN_PARAGRAPHS.join(one.text for one in paragraphs), paragraphs[0].start
    # spaces around paragraphs, which they do not hold
    cut = PlanVersion.objects.filter(pk=version.pk).values_list(Substr("text", first + 1, beyond - first), flat=True)
    return cut.get(), first


def are_next(paragraphs):
    pairs = zip(paragraphs, paragraphs[1:], strict=False)
    return all(one.end + len(BETWEEN_PARAGRAPHS) == other.start for one, other in pairs)
