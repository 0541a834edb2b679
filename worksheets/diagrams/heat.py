"""The heat map of objects and strategies: in each cell how many RLPs, and their share of the sample.

Five fixed classes and no gradient. On a page the table is the map; this drawing is for the PDF and for files.
"""

from worksheets.diagrams.canvas import Canvas, bar, draw_legend
from worksheets.diagrams.palette import INK, INK_2, SEQUENCE, WHITE
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count
from worksheets.shares import heat_class, percent

DESCRIPTION = (
    "Un tableau de cases\u00a0: une ligne par objet, une colonne par stratégie. Plus la case est foncée, plus la "
    "part des RLP est grande."
)
NAMES, CELL, TALL, GAP, CORNER = 300, 170, 88, 6, 6
NAME, HEADINGS, NUMBER, SHARE, LEGEND = 24, (22, 20, 18), 38, 22, 22
LIGHT = 3  # from this class on, the ink is white
CLASSES = ("aucun", "moins de 25\u00a0%", "de 25 à 49\u00a0%", "de 50 à 74\u00a0%", "75\u00a0% et plus")


def draw_heat(rows, columns, cells, *, of, title, measure):
    """`cells[row][column]`: how many RLPs; `of`: how many there are in all."""
    canvas, width = Canvas(measure), NAMES + len(columns) * (CELL + GAP)
    width = max(width, NAMES + 2 * (CELL + GAP))
    top = draw_headings(canvas, columns) + 10
    for name, counts in zip(rows, cells, strict=True):
        top = draw_row(canvas, name, counts, of=of, top=top) + GAP
    bottom = draw_legend(
        canvas,
        [(sign_of(canvas, number), said) for number, said in enumerate(CLASSES)],
        left=4,
        right=width - 4,
        top=top + 14,
        size=LEGEND,
        sign=1.4,
        pitch=38,
    )
    return canvas.drawing(
        width=width, height=bottom, title=in_words(rows, columns, cells, of=of, title=title), description=DESCRIPTION
    )


def left_of(column):
    return NAMES + column * (CELL + GAP) + GAP / 2


def draw_headings(canvas, columns):
    """Standing on the first row, however many lines each has; at the size where no word is broken."""
    size = next((size for size in HEADINGS if not breaks_a_word(canvas.measure, columns, size)), HEADINGS[-1])
    lines = [canvas.measure.fit(one, width=CELL - 4, size=size, bold=True, at_most=3) for one in columns]
    most = max(map(len, lines), default=0)
    bottom = 6
    for place, (text, own) in enumerate(zip(columns, lines, strict=True)):
        under = canvas.text(
            text,
            x=left_of(place) + CELL / 2,
            top=6 + (most - len(own)) * size * 1.15,
            width=CELL - 4,
            size=size,
            anchor="middle",
            bold=True,
            at_most=3,
            leading=1.15,
        )
        bottom = max(bottom, under)
    return bottom


def breaks_a_word(measure, columns, size):
    words = [word for column in columns for word in column.split()]
    return any(measure.width(word, size=size, bold=True) > CELL - 4 for word in words)


def draw_row(canvas, name, counts, *, of, top):
    lines = canvas.measure.fit(name, width=NAMES - 24, size=NAME, at_most=3)
    height = NAME * 1.15 * len(lines)
    canvas.text(name, x=4, top=top + (TALL - height) / 2, width=NAMES - 24, size=NAME, at_most=3, leading=1.15)
    for place, number in enumerate(counts):
        draw_cell(canvas, number, of=of, left=left_of(place), top=top)
    return top + TALL


def draw_cell(canvas, number, *, of, left, top):
    shade = heat_class(number, of)
    canvas.bars.append(bar(left, top, CELL, TALL, SEQUENCE[shade], corner=CORNER))
    ink, middle = WHITE if shade >= LIGHT else INK, left + CELL / 2
    canvas.word(str(number), x=middle, y=top + 30, size=NUMBER, bold=True, colour=ink)
    if of:
        canvas.word(percent(number, of), x=middle, y=top + 66, size=SHARE, colour=ink)


def sign_of(canvas, number):
    return lambda x, y: canvas.bars.append(
        bar(x - 13, y - 13, 26, 26, SEQUENCE[number], corner=4, outline=INK_2, thickness=1)
    )


def in_words(rows, columns, cells, *, of, title):
    said = "; ".join(
        f"{clean(name)}, " + ", ".join(f"{clean(column)} {n}" for column, n in zip(columns, counts, strict=True))
        for name, counts in zip(rows, cells, strict=True)
    )
    return f"{clean(title)}, sur {count(of, 'RLP', 'RLP')}\u00a0: {said or 'aucune ligne'}."


def table_of_heat(rows, columns, cells, *, of, title, row_heading="Objet"):
    return Table(
        f"{clean(title)}, nombre de RLP sur {of}",
        (row_heading, *columns),
        tuple(
            (clean(name), *[f"{n} ({percent(n, of)})" if of else str(n) for n in counts])
            for name, counts in zip(rows, cells, strict=True)
        ),
    )
