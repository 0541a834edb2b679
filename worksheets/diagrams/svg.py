"""A drawing as SVG. Written here and not by a template: an element costs a tenth of what the engine takes for it.

Presentation attributes on every element: WeasyPrint reads neither the page's classes nor CSS variables in an SVG.
"""

from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import mark_safe

from worksheets.diagrams.geometry import FONT, Area, Bar
from worksheets.diagrams.text import clean


def svg(drawing, *, style="", ground=""):
    """For a file read alone, `style` is a sheet of ours, such as its fonts, and `ground` the colour of its paper."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {drawing.width} {drawing.height}"'
        f' width="{drawing.width}" height="{drawing.height}"><title>{escape(clean(drawing.title))}</title>'
        f"<desc>{escape(clean(drawing.description))}</desc>"
    )
    sheet = f"<style>{style}</style>" if style else ""
    paper = f'<rect width="{drawing.width}" height="{drawing.height}" fill="{ground}"/>' if ground else ""
    texts = "".join(map(text, drawing.labels))
    # The words of people pass by `escape`; all the rest is ours.
    return mark_safe(f'{head}{sheet}{paper}{shapes(drawing)}<g font-family="{FONT}">{texts}</g></svg>')


def shapes(drawing):
    return "".join(
        [
            *map(area, drawing.areas),
            *map(rect, drawing.bars),
            *map(line, drawing.lines),
            *map(ground, drawing.grounds),
            *marks(drawing.marks),
            *map(ground, drawing.frames),
        ]
    )


def area(one):
    dashes = f' stroke-dasharray="{one.dashes}"' if one.dashes else ""
    stroke = f' stroke="{one.outline}" stroke-width="{one.thickness}"{dashes}' if one.thickness else ""
    return f'<path d="{one.path}" fill="{one.colour}"{stroke}/>'


def rect(one):
    dashes = f' stroke-dasharray="{one.dashes}"' if one.dashes else ""
    stroke = f' stroke="{one.outline}" stroke-width="{one.thickness}"{dashes}' if one.thickness else ""
    corner = f' rx="{one.corner}"' if one.corner else ""
    place = f'x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"'
    return f'<rect {place}{corner} fill="{one.colour}"{stroke}/>'


def line(one):
    dashes = f' stroke-dasharray="{one.dashes}"' if one.dashes else ""
    opacity = f' stroke-opacity="{one.opacity}"' if one.opacity != 1 else ""
    cap = ' stroke-linecap="round"' if one.round else ""
    place = f'x1="{one.x1}" y1="{one.y1}" x2="{one.x2}" y2="{one.y2}"'
    return f'<line {place} stroke="{one.colour}" stroke-width="{one.thickness}"{dashes}{opacity}{cap}/>'


def ground(one):
    if isinstance(one, Bar):
        return rect(one)
    return area(one) if isinstance(one, Area) else mark_path(one.path, one)


def marks(found):
    """Neighbours of one look are one path."""
    for _look, same in groupby(found, key=lambda one: (one.colour, one.outline, one.thickness)):
        same = list(same)
        yield mark_path("".join(one.path for one in same), same[0])


def mark_path(path, look):
    stroke = f' stroke="{look.outline}" stroke-width="{look.thickness}"' if look.thickness else ""
    return f'<path d="{path}" fill="{look.colour}"{stroke}/>'


def text(one):
    """Written twice where it has a halo: WeasyPrint ignores paint-order, and a stroke would cover the letters."""
    anchor = f' text-anchor="{one.anchor}"' if one.anchor != "start" else ""
    weight = ' font-weight="600"' if one.bold else ""
    place = f'x="{one.x}" y="{one.y}" font-size="{one.size}"{weight}{anchor}'
    said = escape(one.text)
    written = f'<text {place} fill="{one.colour}">{said}</text>'
    if not one.halo:
        return written
    look = f'fill="{one.halo}" stroke="{one.halo}" stroke-width="{one.size / 3:g}" stroke-linejoin="round"'
    return f"<text {place} {look}>{said}</text>{written}"
