"""One answer on a short line of positions, small enough for a table or beside a question."""

from worksheets.diagrams.geometry import Drawing, Line, Mark, tenth
from worksheets.diagrams.palette import EDGE, TEAL, Look, Shape
from worksheets.diagrams.text import clean

HEIGHT, STEP, MARGIN = 24, 26, 12
PLAIN = Look(TEAL, Shape.CIRCLE)


def draw_position(value, *, positions, said, look=PLAIN):
    """`said`: the answer in words, which is all that a reader of screens needs."""
    places = [MARGIN + STEP * i for i in range(positions)]
    middle = HEIGHT / 2
    return Drawing(
        width=tenth(places[-1] + MARGIN),
        height=HEIGHT,
        title=clean(said),
        description=f"Position {value} sur {positions}.",
        lines=(
            Line(x1=places[0], y1=middle, x2=places[-1], y2=middle, colour=EDGE),
            *[Line(x1=place, y1=middle - 4, x2=place, y2=middle + 4, colour=EDGE) for place in places],
        ),
        marks=(Mark(shape=look.shape, x=places[value - 1], y=middle, radius=9, colour=look.colour),),
    )
