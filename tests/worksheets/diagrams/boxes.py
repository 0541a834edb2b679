"""Nothing cut, nothing covered: what every drawing must hold, whatever it is given."""

import math
import xml.etree.ElementTree as ET

from hypothesis import strategies as st

from worksheets.diagrams.geometry import Bar, Box, Mark
from worksheets.diagrams.svg import svg

LONG = "x" * 60
WIDE = "ŒWM" * 20
# As people type: French words, a word of sixty signs, signs of other alphabets, and what breaks an XML file.
names = st.one_of(
    st.sampled_from(
        [LONG, WIDE, "Centre intégré universitaire de santé et de services sociaux de l’Estrie", "", "Éé"]
    ),
    st.text(max_size=60),
)

ALLOWED = {"svg", "g", "title", "desc", "style", "line", "rect", "path", "text"}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "]]><image href='file:///etc/passwd'/>",
    '" onload="alert(1)',
    "' onfocus='alert(1)",
    "a\x00b\x0bc\u202ed\ufffe\ud800",
    "&lt;&amp;{{7*7}}%(x)s&nbsp;",
    "<foreignObject><body onload=alert(1)>",
    "</text><a href='javascript:alert(1)'>x</a>",
    "<!--", "<![CDATA[", "<?xml version='1.0'?>",
]  # fmt: skip


def assert_nothing_cut_or_covered(drawing):
    for part in (*drawing.areas, *drawing.bars, *drawing.lines, *drawing.grounds, *drawing.frames):
        assert within(part.box, drawing.box), part
    for part in (*drawing.labels, *drawing.marks):
        assert part.box.inside(drawing.box), part
    for one, other in whose_boxes_overlap([*drawing.labels, *drawing.marks]):
        assert both_are_marks(one, other), (one, other)
        assert not touch(one, other), (one, other)
    assert next(whose_boxes_overlap(drawing.grounds), None) is None


def whose_boxes_overlap(parts):
    """Each pair, from left to right: those that are far apart are never compared."""
    beside = []
    for box, part in sorted(((part.box, part) for part in parts), key=lambda pair: pair[0].left):
        beside = [(other, its_part) for other, its_part in beside if other.right > box.left]
        yield from ((its_part, part) for other, its_part in beside if other.overlaps(box))
        beside.append((box, part))


def both_are_marks(one, other):
    return isinstance(one, Mark) and isinstance(other, Mark)


def within(box, page):
    """Half a line may lie on the edge."""
    return Box(box.left + 0.5, box.top + 0.5, box.right - 0.5, box.bottom - 0.5).inside(page)


def touch(one, other):
    return math.dist((one.x, one.y), (other.x, other.y)) < one.radius + other.radius - 0.2


def assert_labels_sit_on_their_grounds(drawing):
    """A label that meets a ground lies on it whole."""
    for label in drawing.labels:
        for ground in drawing.grounds:
            if meets(ground, label.box):
                assert holds(ground, label), (ground, label)


def meets(ground, box):
    if isinstance(ground, Bar):
        return box.overlaps(ground.box)
    nearest = (min(max(ground.x, box.left), box.right), min(max(ground.y, box.top), box.bottom))
    return math.dist((ground.x, ground.y), nearest) < ground.radius


def holds(ground, label):
    tall = Box(label.box.left, label.y - label.size * 0.66, label.box.right, label.y)
    if isinstance(ground, Bar):
        return tall.inside(ground.box)
    assert isinstance(ground, Mark)
    corners = [(tall.left, tall.top), (tall.right, tall.top), (tall.left, tall.bottom), (tall.right, tall.bottom)]
    return all(math.dist((ground.x, ground.y), corner) <= ground.radius for corner in corners)


def assert_harmless(drawing):
    """The file is XML to the letter, and holds nothing that acts or leads elsewhere."""
    root = ET.fromstring(svg(drawing))
    attributes = {name for element in root.iter() for name in element.attrib}

    assert {element.tag.partition("}")[2] for element in root.iter()} <= ALLOWED
    assert not {
        name for name in attributes if name.lower().startswith("on") or name in {"href", "style", "class", "id"}
    }
    assert [root[0].tag.partition("}")[2], root[1].tag.partition("}")[2]] == ["title", "desc"]
    assert root.get("role") == "img"
    assert root[0].text.strip()
    assert root[1].text.strip()
