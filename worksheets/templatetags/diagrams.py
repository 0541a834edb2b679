"""{% load diagrams %}: the drawings of the carnet as inline SVG.

    {% mobilisation_timeline ratings %}, or {% mobilisation_timeline ratings narrow=True %} for a phone
        `ratings`: any iterable of objects with `rated_on` (a date) and `level` (1 to 4), such as the
        MobilisationRating rows that are not withdrawn; order does not matter, none is fine.

    {% draw drawing %}
        `drawing`: a worksheets.diagrams.geometry.Drawing.

    {% figure figure %}, or {% figure figure files %}
        `figure`: a worksheets.diagrams.figure.Figure: the drawing, its phone form and « Voir en tableau ».
        `files`: what it can be downloaded as, each with `url` and `label`.

All draw <svg role="img"> with a <title> that says everything in words. Size them with CSS: `width: 100%`,
`height: auto`.
"""

from django import template
from django.conf import settings

from worksheets.diagrams.svg import svg
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import PAGE, PHONE, DatedLevel, draw_timeline

register = template.Library()


@register.simple_tag
def mobilisation_timeline(ratings, *, narrow=False):
    points = [DatedLevel(rating.rated_on, rating.level) for rating in ratings]
    frame = PHONE if narrow else PAGE
    return svg(draw_timeline(points, measure=find_measure(settings.FONT_FOLDERS), frame=frame))


@register.simple_tag
def draw(drawing):
    return svg(drawing)


@register.inclusion_tag("components/_figure.html")
def figure(figure, files=()):
    return {"figure": figure, "files": files}
