"""What a drawing may be made of, read by a parser that forgives nothing."""

from xml.etree import ElementTree

DRAWS = {
    "svg",
    "title",
    "desc",
    "style",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polygon",
    "text",
    "tspan",
}


def parse(content):
    return ElementTree.fromstring(content)  # noqa: S314 - our own drawing; strictness is what is wanted


def faults_of_drawing(content):
    """Elements that do more than draw, attributes that act or lead elsewhere."""
    every = list(parse(content).iter())
    elements = {one.tag.rpartition("}")[2] for one in every} - DRAWS
    attributes = {name.rpartition("}")[2] for one in every for name in one.attrib}
    return sorted(elements) + sorted(name for name in attributes if name.startswith("on") or name in {"href", "src"})


def words_of(content):
    return "".join(parse(content).itertext())
