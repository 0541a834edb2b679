"""Where a drawing gathers its parts; the legend that several share."""

from worksheets.diagrams.geometry import Area, Bar, Box, Drawing, Line, Mark, centred, lines_of_text, tenth
from worksheets.diagrams.palette import WHITE, Shape


class Canvas:
    def __init__(self, measure):
        self.measure = measure
        self.areas, self.bars, self.lines, self.grounds, self.marks, self.frames, self.labels = ([] for _ in range(7))

    def text(self, text, **where):
        """A wrapped text that hangs from `top`; gives the y under it."""
        labels, bottom = lines_of_text(text, measure=self.measure, **where)
        self.labels += labels
        return bottom

    def word(self, text, **where):
        """One line whose capitals are centred on `y`; gives its box."""
        self.labels.append(centred(text, measure=self.measure, **where))
        return self.labels[-1].box

    def mark(self, shape, x, y, radius, colour, **look):
        self.marks.append(mark(shape, x, y, radius, colour, **look))

    def dot(self, x, y, radius, colour, *, is_hollow=False):
        """Full, or hollow and as wide."""
        if not is_hollow:
            self.mark(Shape.CIRCLE, x, y, radius, colour, thickness=0)
            return
        stroke = max(radius / 4, 2)
        self.mark(Shape.CIRCLE, x, y, radius - stroke / 2, WHITE, outline=colour, thickness=stroke)

    def line(self, x1, y1, x2, y2, colour, **look):
        self.lines.append(Line(x1=tenth(x1), y1=tenth(y1), x2=tenth(x2), y2=tenth(y2), colour=colour, **look))

    def bar(self, x, y, width, height, colour, **look):
        self.bars.append(bar(x, y, width, height, colour, **look))

    def drawing(self, *, width, height, title, description):
        return Drawing(
            width=tenth(width),
            height=tenth(height),
            title=title,
            description=description,
            areas=tuple(self.areas),
            bars=tuple(self.bars),
            lines=tuple(self.lines),
            grounds=tuple(self.grounds),
            marks=tuple(self.marks),
            frames=tuple(self.frames),
            labels=tuple(self.labels),
        )


def mark(shape, x, y, radius, colour, **look):
    return Mark(shape=shape, x=tenth(x), y=tenth(y), radius=tenth(radius), colour=colour, **look)


def bar(x, y, width, height, colour, **look):
    return Bar(x=tenth(x), y=tenth(y), width=tenth(width), height=tenth(height), colour=colour, **look)


def path(points, **look):
    """An open line through these points."""
    points = [(tenth(x), tenth(y)) for x, y in points]
    across, down = [x for x, _y in points], [y for _x, y in points]
    said = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Area(path=said, box=Box(min(across), min(down), max(across), max(down)), **look)


def draw_legend(canvas, entries, *, left, right, top, size, sign=1.2, pitch=None):
    """[(draw, said)]: each sign and its words, as many on a line as go; `draw(x, y)` centres a sign there.

    `sign` is the room of a sign in text sizes, `pitch` the distance of two lines. Gives the y under the last line.
    """
    gap, x, pitch = size * 0.8, left, pitch or size * 1.4
    for draw, said in entries:
        room = right - left - size * (sign + 0.2)
        lines = canvas.measure.wrap(said, width=room, size=size)
        needed = size * (sign + 0.2) + max(canvas.measure.width(line, size=size) for line in lines)
        if x > left and x + needed > right:
            x, top = left, top + pitch
        draw(x + size * sign / 2, top + size / 2)
        for number, line in enumerate(lines):
            top += size * 1.25 * (number > 0)
            canvas.word(line, x=x + size * (sign + 0.2), y=top + size / 2, size=size, anchor="start")
        x += needed + gap
    return top + (size + pitch) / 2 + 4
