"""A ring of seats that fills up while people answer: how many, never who."""

import math

from worksheets.diagrams.canvas import Canvas
from worksheets.diagrams.palette import EDGE, TEAL, WHITE, Shape
from worksheets.revealing.pages import measure

SIZE = 600
OUTER, PITCH = 270, 44
MOST_IN_RINGS = 150


def draw_seats(taken, seats):
    """None without seats, or with too many to be told apart: the number says it then."""
    seats = max(taken, seats)
    if not 0 < seats <= MOST_IN_RINGS:
        return None
    canvas, radius = Canvas(measure()), 15
    for place, (x, y) in enumerate(places(seats)):
        if place < taken:
            canvas.mark(Shape.CIRCLE, x, y, radius, TEAL, thickness=0)
        else:
            canvas.mark(Shape.CIRCLE, x, y, radius - 2, WHITE, outline=EDGE, thickness=4)
    return canvas.drawing(width=SIZE, height=SIZE, title=said(taken, seats), description="Un siège par personne.")


def places(seats):
    """From the top, clockwise; rings inside one another where one is too short."""
    radius, left = OUTER, seats
    while left:
        here = min(left, max(1, int(2 * math.pi * radius // PITCH)))
        for place in range(here):
            angle = 2 * math.pi * place / here
            yield SIZE / 2 + radius * math.sin(angle), SIZE / 2 - radius * math.cos(angle)
        left -= here
        radius = max(radius - PITCH, 0)


def said(taken, seats):
    return f"{taken} sur {seats}."
