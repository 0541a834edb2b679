"""What WeasyPrint's tags get wrong, put right on its own objects just before the file is written.

Headers get their scope and an index, page numbers and running heads become artifacts, links say their text, empty
elements go, and sheets are repeated. Done here and not by a second library: reading the file back costs a tenth of
the rendering.
"""

import pydyf

from rlp_portal.reports.repeating import repeat

CELLS = {"/TD", "/TH"}
SCOPES = {"row": "/Row", "rowgroup": "/Row"}


class ForbiddenContent(ValueError):
    """A PDF of the portal carries no file and no script; only a sheet to fill holds a form."""


def correct_tags(document, pdf, *, may_hold_form=False, runs=()):
    refuse_attachments(pdf, may_hold_form=may_hold_form)
    root = referred(pdf, pdf.catalog["StructTreeRoot"])
    for page in document.pages:
        for box in boxes_of(page._page_box):
            say_scope(box)
            say_link(box)
    reached = prune(pdf, root)
    make_artifacts(pdf, root, reached)
    reached |= repeat(pdf, root, runs, referred=referred)
    add_id_tree(pdf, root, reached)


def referred(pdf, reference):
    return pdf.objects[int(reference.split(b" ", 1)[0])]


def boxes_of(box):
    """Every box of a page, whatever floats or is positioned."""
    waiting = [box]
    while waiting:
        one = waiting.pop()
        one = getattr(one, "_box", one)  # a placeholder of a positioned box
        yield one
        waiting.extend(getattr(one, "children", ()))


def widgets_of(document):
    """[(HTML element, field)] of the boxes to fill, in the order they are laid out."""
    boxes = (box for page in document.pages for box in reversed(list(boxes_of(page._page_box))))
    return [(box.element, box.widget_annotation) for box in boxes if getattr(box, "widget_annotation", None)]


def refuse_attachments(pdf, *, may_hold_form):
    names = pdf.catalog.get("Names", {})
    if "EmbeddedFiles" in names or ("AcroForm" in pdf.catalog and not may_hold_form):
        raise ForbiddenContent
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/FileAttachment":
            raise ForbiddenContent


def say_scope(box):
    element = getattr(box, "mark", None)
    if isinstance(element, pydyf.Dictionary) and element.get("S") == "/TH":
        element["A"]["Scope"] = SCOPES.get(box.element.get("scope"), "/Column")


def say_link(box):
    annotation = getattr(box, "link_annotation", None)
    if annotation:
        said = " ".join(text_of(box).split())
        if said:
            annotation["Contents"] = pydyf.String(said)


def text_of(box):
    if getattr(box, "text", None):
        return box.text
    return " ".join(text_of(getattr(child, "_box", child)) for child in getattr(box, "children", ()))


def prune(pdf, root):
    """Drop the elements without content, and return the numbers of those that the tree still holds."""
    reached = set()
    document = referred(pdf, root["K"][0])
    keep_filled(pdf, document, reached)
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem" and one.number not in reached:
            one.clear()
    return reached


def keep_filled(pdf, element, reached):
    """Whether the element has content, or is a cell, which may be empty."""
    kept = pydyf.Array()
    for child in element["K"]:
        inside = referred(pdf, child) if isinstance(child, bytes) else None
        if inside is None or inside.get("Type") != "/StructElem" or keep_filled(pdf, inside, reached):
            kept.append(child)
    element["K"] = kept
    filled = bool(kept) or element["S"] in CELLS
    if filled:
        reached.add(element.number)
    return filled


def add_id_tree(pdf, root, reached):
    names = sorted((pdf.objects[number]["ID"].data, number) for number in reached if "ID" in pdf.objects[number])
    if names:
        tree = pydyf.Dictionary({"Names": pydyf.Array([part for name, n in names for part in (name, f"{n} 0 R")])})
        pdf.add_object(tree)
        root["IDTree"] = tree.reference


def make_artifacts(pdf, root, reached):
    """Marked content that no element of the tree holds is page furniture: said so, and out of the index."""
    numbers = referred(pdf, root["ParentTree"])["Nums"]
    pages = [referred(pdf, reference) for reference in pdf.page_references]
    for index, page in enumerate(pages):
        parents = numbers[2 * index + 1]
        loose = {mcid for mcid, parent in enumerate(parents) if int(parent.split(b" ", 1)[0]) not in reached}
        for mcid in loose:
            parents[mcid] = "null"
        if loose:
            rewrite_marks(referred(pdf, page["Contents"]).stream, loose)


def rewrite_marks(stream, loose):
    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
