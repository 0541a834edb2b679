"""The drawings of a carnet as files: those of its sheets, and those of the whole carnet.

`svg_bytes` needs no process: the file carries its fonts, so that it reads the same anywhere. `png_bytes` draws a
page of that size as our PDFs are drawn, in the process that makes them.
"""

import base64
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string

from rlp_portal.reports.fonts import font_paths
from rlp_portal.reports.gather.importance import importance_figure
from rlp_portal.reports.gather.mobilisation import dated_ratings, timeline_of
from rlp_portal.reports.gather.reading import filled_sheet
from rlp_portal.reports.printing import a_place
from rlp_portal.reports.renderer import render_png
from rlp_portal.rlps.carnet.drawn import CARNET
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.palette import PAPER
from worksheets.diagrams.svg import svg
from worksheets.diagrams.table import Table
from worksheets.figures import DRAWINGS
from worksheets.figures.drawn import Drawn
from worksheets.shown import shown_sheet

PNG_WIDTH = 1920
FACES = (
    ("Source Sans 3", 400, "source-sans-3-400.woff2"),
    ("Source Sans 3", 600, "source-sans-3-600.woff2"),
    ("Source Sans 3 Ext", 400, "source-sans-3-ext-400.woff2"),
    ("Source Sans 3 Ext", 600, "source-sans-3-ext-600.woff2"),
)
PUNCTUATION = "…–—’‘“”œŒ€×"  # beyond Latin-1, and in the main files


def mobilisation(carnet):
    drawing = timeline_of(carnet)
    if drawing is None:
        return None
    rows = tuple((day, level, note or "–") for day, level, note in dated_ratings(carnet))
    return Figure(
        name="mobilisation",
        caption="La mobilisation dans le temps",
        drawing=drawing,
        table=Table("Les cotes de mobilisation", ("Date", "Cote", "Note"), rows),
    )


OF_THE_CARNET = {"importance": importance_figure, "mobilisation": mobilisation}


class UnknownDrawing(LookupError):
    """No sheet has a drawing of this name."""


class NothingToDraw(LookupError):
    """The drawing has nothing to show yet."""


def find_figure(carnet, key, name):
    """`key`: of an instrument, or CARNET."""
    draw = OF_THE_CARNET.get(name) if key == CARNET else DRAWINGS.get(key, {}).get(name)
    if draw is None:
        raise UnknownDrawing(f"{key} {name}")
    figure = draw(carnet if key == CARNET else drawn_sheet(carnet, key))
    if figure is None:
        raise NothingToDraw(f"{key} {name}")
    return figure


def drawn_sheet(carnet, key):
    filled = filled_sheet(carnet, key)
    return Drawn.of(shown_sheet(filled.instrument, filled.answers, rows=carnet.every_row))


def svg_bytes(drawing):
    drawn = svg(drawing, style=faces_for(drawing), ground=PAPER)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'.encode()


def png_bytes(drawing, *, width=PNG_WIDTH):
    with a_place():
        return render_png(page_of(drawing), stylesheet="drawing", width=width)


def page_of(drawing):
    """A page of the drawing's own size."""
    rule = f"@page {{ size: {drawing.width}px {drawing.height}px }}"
    return render_to_string("reports/print/drawing.html", {"drawing": drawing, "page_rule": rule})


def faces_for(drawing):
    """The fonts that these words need, inside the file."""
    weights = {600 if label.bold else 400 for label in drawing.labels}
    is_plain = all(sign < "\u0100" or sign in PUNCTUATION for label in drawing.labels for sign in label.text)
    faces = [face for face in FACES if face[1] in weights and not (is_plain and face[0].endswith("Ext"))]
    return "".join(face_rule(*face) for face in faces)


@cache
def face_rule(family, weight, name):
    path = font_paths().get(name)
    if path is None:
        return ""
    data = base64.b64encode(Path(path).read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:'{family}';font-weight:{weight};src:{source}}}"
