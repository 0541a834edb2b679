"""As many copies of a sheet as there are people: laid out once, then repeated page by page, with its tags.

A section with `data-copies` begins on a page of its own and ends with one. Repeating a page takes a hundredth of the
time that laying it out does, and its drawing is held once in the file.
"""

from itertools import groupby

import pydyf

COPIES = "data-copies"


class CannotRepeat(ValueError):
    """A link or a box to fill would lead to the first copy."""


def runs_of(document, *, boxes_of):
    """[(place of the first page, of the last one, how many copies)] of what is wanted more than once, in order."""
    sections = [section_of(page, boxes_of) for page in document.pages]
    runs = [list(places) for _section, places in groupby(range(len(sections)), key=lambda place: sections[place])]
    wanted = [(run[0], run[-1], copies_of(sections[run[0]])) for run in runs]
    return [run for run in wanted if run[-1] > 1]


def count_pages(document, runs):
    """Copies included."""
    return len(document.pages) + sum((last - first + 1) * (copies - 1) for first, last, copies in runs)


def section_of(page, boxes_of):
    """The element that asks for copies of this page; None for the other pages."""
    elements = (getattr(box, "element", None) for box in boxes_of(page._page_box))
    return next((one for one in elements if one is not None and one.get(COPIES)), None)


def copies_of(section):
    return int(section.get(COPIES)) if section is not None else 1


def repeat(pdf, root, runs, *, referred):
    """Put the copies after their first one; returns the numbers of the elements that the tree holds besides."""
    if not runs:
        return set()
    book = Book(pdf, root, referred)
    for run in runs:
        book.repeat(*run)
    book.bind()
    return book.added


class Book:
    """The pages and the tree of a document, while copies are added."""

    def __init__(self, pdf, root, referred):
        self.pdf, self.referred = pdf, lambda reference: referred(pdf, reference)
        self.tree = self.referred(root["K"][0])
        index = self.referred(root["ParentTree"])["Nums"]
        self.index, self.parents = index, dict(zip(index[::2], index[1::2], strict=True))
        self.references = list(pdf.page_references)
        self.pages_after, self.tops_after = {}, {}
        self.added = set()

    def repeat(self, first, last, copies):
        originals = self.references[first : last + 1]
        if any("Annots" in self.referred(one) for one in originals):
            raise CannotRepeat
        tops = [top for top in self.tree["K"] if self.referred(top)["Pg"] in originals]
        for number in range(2, copies + 1):
            pages = {one: self.add(self.referred(one)).reference for one in originals}
            twins = {}
            for top in tops:
                self.copy_element(self.referred(top), self.tree.reference, pages, twins, number)
            self.index_pages(pages, twins)
            self.pages_after.setdefault(originals[-1], []).extend(pages.values())
            self.tops_after.setdefault(tops[-1], []).extend(twins[top] for top in tops)

    def add(self, like):
        twin = pydyf.Dictionary(like)
        self.pdf.add_object(twin)
        return twin

    def copy_element(self, element, parent, pages, twins, number):
        """With all that it holds; `twins` gathers {reference: that of its copy}."""
        twin = self.add(element)
        self.added.add(twin.number)
        twins[element.reference] = twin.reference
        twin["P"], twin["Pg"] = parent, pages[element["Pg"]]
        if "ID" in element:
            twin["ID"] = renamed(element["ID"], number)
        if "Headers" in element.get("A", {}):
            headers = pydyf.Array([renamed(one, number) for one in element["A"]["Headers"]])
            twin["A"] = pydyf.Dictionary({**element["A"], "Headers": headers})
        kids = [self.copy_kid(kid, twin.reference, pages, twins, number) for kid in element["K"]]
        twin["K"] = pydyf.Array(kids)
        return twin.reference

    def copy_kid(self, kid, parent, pages, twins, number):
        if not isinstance(kid, bytes):  # a mark of the page, which the copy of the page has too
            return kid
        return self.copy_element(self.referred(kid), parent, pages, twins, number)

    def index_pages(self, pages, twins):
        """Which element holds each mark of the new pages."""
        for original, copy in pages.items():
            held = self.parents[self.referred(original)["StructParents"]]
            key = max(self.parents) + 1
            self.parents[key] = pydyf.Array([twins.get(one, one) for one in held])
            self.referred(copy)["StructParents"] = key
            self.index.extend([key, self.parents[key]])

    def bind(self):
        pages = [one for first in self.references for one in (first, *self.pages_after.get(first, ()))]
        self.pdf.pages["Kids"] = pydyf.Array([part for one in pages for part in (number_of(one), 0, "R")])
        self.pdf.pages["Count"] = len(pages)
        tops = list(self.tree["K"])
        self.tree["K"] = pydyf.Array([one for first in tops for one in (first, *self.tops_after.get(first, ()))])


def number_of(reference):
    return int(reference.split(b" ", 1)[0])


def renamed(name, number):
    """Of a heading of a table: no two have the same name."""
    return pydyf.String(f"{name.string}-{number}")
