"""What the group wrote, looked for in what the portal gives back."""

import io
import json

import pikepdf

from tests.reports.pdf_checks import Tree, letters

# The page as the PDF was made from, and what is wrong with the file.
FAULTS = """
from pathlib import Path
from django.template.loader import render_to_string
from rlp_portal.reports.gather import gather_carnet
from rlp_portal.rlps.models import Round
from tests.reports.pdf_checks import faults

report = gather_carnet(Round.objects.get(rlp__slug={slug!r}))
html = render_to_string("reports/print/carnet.html", {{"report": report}})
print("\\n".join(faults(Path({path!r}).read_bytes(), html)))
"""


def faults_of(portal, *, slug, path):
    """Found inside the portal, which knows the page that the PDF was made from."""
    return portal.run(FAULTS.format(slug=slug, path=str(path))).splitlines()


def missing_from_pdf(content, typed):
    """Read in the order of its structure: a text may go on over a page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        read = letters("".join(one.text for one in Tree(pdf).elements if one.parent is None))
    return [words for words in typed if letters(words) not in read]


def missing_from_export(content, typed):
    held = set(texts_in(json.loads(content)))
    return [words for words in typed if plain(words) not in held]


def texts_in(value):
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, dict | list):
        for held in value.values() if isinstance(value, dict) else value:
            yield from texts_in(held)


def plain(words):
    """Its spaces, breaking or not, are one."""
    return " ".join(words.split())
