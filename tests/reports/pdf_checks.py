"""Thirty checks of an accessible PDF, with pikepdf: what a validator of rules cannot know about our documents.

`faults(pdf, html)` lists what is wrong; each line begins with the number of the check.
"""

import io
import re
import unicodedata
from html.parser import HTMLParser

import pikepdf

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "L", "LI", "Lbl", "LBody", "H", "H1", "H2", "H3", "H4", "H5", "H6",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "Code",
    "Link", "Figure", "Form",
}  # fmt: skip
MAY_BE_EMPTY = {"TD", "TH"}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh"}
ENGLISH = re.compile(r"\b(the|of|and|chart|image|figure|with|from)\b", re.IGNORECASE)
FILE_NAME = re.compile(r"\.(svg|png|jpe?g|gif)$", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^\d+ / \d+$")


def faults(content, html):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = Tree(pdf)
        return [
            f"{number}: {fault}"
            for checks in (of_catalog, of_metadata, of_structure, of_content, of_pages, of_links, of_safety)
            for number, fault in checks(pdf, tree, html)
        ]


# ---- reading ------------------------------------------------------------------------------------------------------


class Tree:
    """The structure tree flattened in reading order, and the text of every marked content."""

    def __init__(self, pdf):
        self.pages = [PageContent(page) for page in pdf.pages]
        self.page_index = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.elements = []
        if "/StructTreeRoot" in pdf.Root:
            for kid in as_list(pdf.Root.StructTreeRoot.K):
                self.visit(kid, parent=None)

    def visit(self, element, parent):
        one = Element(element, parent)
        self.elements.append(one)
        if parent:
            parent.children.append(one)
        page = self.page_index.get(element.Pg.objgen) if "/Pg" in element else None
        for kid in as_list(element.get("/K", [])):
            if isinstance(kid, int):
                one.texts.append(self.pages[page].text_of(kid))
                one.holds_content = True
            elif kid.get("/Type") == "/OBJR":
                one.holds_content = True
            else:
                self.visit(kid, one)
                one.texts.append(self.elements and one.children[-1].text)
        one.text = "".join(one.texts)

    def all(self, *types):
        return [element for element in self.elements if element.type in types]


class Element:
    def __init__(self, element, parent):
        self.object, self.parent = element, parent
        self.type = str(element.S)[1:]
        self.children, self.texts, self.text, self.holds_content = [], [], "", False

    def attribute(self, name):
        for attributes in as_list(self.object.get("/A", [])):
            if name in attributes:
                return attributes[name]
        return None

    @property
    def is_empty(self):
        return not self.holds_content and not self.children


class PageContent:
    """What a page paints: the text under each mark, the text of artifacts, and what is under no mark."""

    def __init__(self, page):
        self.marks, self.artifacts, self.unmarked = {}, [], []
        fonts = {name: unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
        stack, font = [], {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                stack.append(mark_of(operands))
                if isinstance(stack[-1], int):
                    self.marks.setdefault(stack[-1], "")
                elif stack[-1] == "artifact":
                    self.artifacts.append("")
            elif name == "EMC":
                stack.pop()
            elif name == "Tf":
                font = fonts[operands[0]]
            if name in PAINTING and not stack:
                self.unmarked.append(name)
            if name in {"Tj", "TJ"} and stack:
                self.write(stack[-1], decoded(operands[0], font))

    def write(self, mark, text):
        if isinstance(mark, int):
            self.marks[mark] += text
        elif mark == "artifact":
            self.artifacts[-1] += text

    def text_of(self, mcid):
        return self.marks.get(mcid, "")


def mark_of(operands):
    if str(operands[0]) == "/Artifact":
        return "artifact"
    return int(operands[1].MCID) if len(operands) > 1 and "/MCID" in operands[1] else "other"


def unicode_map(font):
    """{code: text} from a font's ToUnicode."""
    if "/ToUnicode" not in font:
        return {}
    found = {}
    for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", font.ToUnicode.read_bytes()):
        found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def decoded(operand, font):
    strings = [operand] if isinstance(operand, pikepdf.String) else [one for one in operand if is_string(one)]
    codes = b"".join(bytes(one) for one in strings)
    return "".join(font.get(int.from_bytes(codes[i : i + 2], "big"), "") for i in range(0, len(codes), 2))


def is_string(one):
    return isinstance(one, pikepdf.String)


def as_list(kids):
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids] if kids != [] else []


def names_in(tree):
    """The names of a name tree that is one leaf."""
    return [bytes(name) for name in list(tree.Names)[::2]] if tree is not None else []


class Words(HTMLParser):
    """The letters of a page's HTML in order, without drawings, repeated headings and the title."""

    def __init__(self, html):
        super().__init__()
        self.skipping, self.said = 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.skipping += tag in {"svg", "thead", "head"}

    def handle_endtag(self, tag):
        self.skipping -= tag in {"svg", "thead", "head"}

    def handle_data(self, data):
        if not self.skipping:
            self.said.append(data)


def letters(text):
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if sign.isalpha())


# ---- the checks ---------------------------------------------------------------------------------------------------


def of_catalog(pdf, tree, html):
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield 1, "not marked"
    if str(root.get("/Lang", "")) != "fr-CA":
        yield 2, f"language {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield 3, "title not shown"
    if "/StructTreeRoot" not in root:
        yield 4, "no structure"
        return
    yield from of_parent_tree(pdf, tree)
    for name, target in root.StructTreeRoot.get("/RoleMap", {}).items():
        if str(target)[1:] not in STANDARD:
            yield 6, f"{name} is mapped to {target}"


def of_parent_tree(pdf, tree):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    index = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page, content in zip(pdf.pages, tree.pages, strict=True):
        parents = index.get(page.obj.get("/StructParents"))
        for mcid in content.marks:
            if parents is None or mcid >= len(parents) or parents[mcid] is None or "/S" not in parents[mcid]:
                yield 5, f"mark {mcid} of page {page.index + 1} has no element"


def of_metadata(pdf, tree, html):
    metadata = pdf.Root.Metadata.read_bytes().decode()
    if not re.search(r"pdfuaid:part(=\"|>)1", metadata):
        yield 7, "not said to be PDF/UA-1"
    if not str(pdf.docinfo.get("/Title", "")).strip() or "dc:title" not in metadata:
        yield 8, "no title"
    extra = set(pdf.docinfo.keys()) - {"/Title", "/Producer"}
    if extra or "dc:creator" in metadata:
        yield 9, f"personal data: {extra}"


def of_structure(pdf, tree, html):
    yield from of_headings(tree)
    for figure in tree.all("Figure"):
        alternative = str(figure.object.get("/Alt", "")).strip()
        if not alternative or FILE_NAME.search(alternative):
            yield 12, f"figure said as {alternative!r}"
        if ENGLISH.search(alternative):
            yield 13, f"not in French: {alternative!r}"
    yield from of_tables(pdf, tree)
    yield from of_lists(tree)
    for element in tree.elements:
        if element.is_empty and element.type not in MAY_BE_EMPTY:
            yield 19, f"empty {element.type}"
    read = letters("".join(text_without_headers(element) for element in tree.elements if element.parent is None))
    written = letters("".join(Words(html).said))
    if read != written:
        yield 20, f"read {around_difference(read, written)}"


def text_without_headers(element):
    if element.type in {"THead", "Figure"}:
        return ""
    if not element.children:
        return element.text
    parts = iter(element.children)
    own = iter(element.texts)
    said = []
    for kid in as_list(element.object.K):
        if isinstance(kid, int):
            said.append(next(own))
        elif kid.get("/Type") != "/OBJR":
            next(own)
            said.append(text_without_headers(next(parts)))
    return "".join(said)


def around_difference(one, other):
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(place - 30, 0)
    return f"…{one[start : place + 30]}… for …{other[start : place + 30]}…"


def of_headings(tree):
    levels = [int(element.type[1]) for element in tree.all("H1", "H2", "H3", "H4", "H5", "H6")]
    if levels.count(1) != 1 or levels[0] != 1:
        yield 10, f"headings {levels[:5]}"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield 11, f"H{after} after H{before}"


def of_tables(pdf, tree):
    known = set(names_in(pdf.Root.StructTreeRoot.get("/IDTree")))
    for table in tree.all("Table"):
        widths = {sum(span(cell) for cell in row.children) for row in rows_of(table)}
        if len(widths) > 1:
            yield 14, f"rows of {widths} cells"
        for place, child in enumerate(table.children):
            if child.type == "Caption" and place not in {0, len(table.children) - 1}:
                yield 18, "caption in the middle of a table"
    for cell in tree.all("TH"):
        if cell.attribute("/Scope") not in {"/Row", "/Column"}:
            yield 15, f"header without scope: {cell.text!r}"
        if bytes(cell.object.ID) not in known:
            yield 16, f"header missing from the index: {cell.text!r}"
    for cell in tree.all("TD"):
        unknown = [one for one in cell.attribute("/Headers") or [] if bytes(one) not in known]
        if unknown:
            yield 16, f"cell whose headers do not exist: {unknown}"


def rows_of(table):
    for child in table.children:
        if child.type == "TR":
            yield child
        elif child.type in {"THead", "TBody", "TFoot"}:
            yield from rows_of(child)


def span(cell):
    return int(cell.attribute("/ColSpan") or 1)


def of_lists(tree):
    for one in tree.all("L"):
        wrong = {child.type for child in one.children} - {"LI", "L", "Caption"}
        if wrong:
            yield 17, f"list holding {wrong}"
    for item in tree.all("LI"):
        wrong = {child.type for child in item.children} - {"Lbl", "LBody"}
        if wrong:
            yield 17, f"item holding {wrong}"


def of_content(pdf, tree, html):
    for number, page in enumerate(tree.pages, start=1):
        if page.unmarked:
            yield 21, f"page {number} paints {set(page.unmarked)} under no mark"
        if any(PAGE_NUMBER.match(text) for text in page.marks.values()):
            yield 22, f"page {number} reads its number aloud"
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield 23, f"{font.BaseFont} not embedded"
            if "/ToUnicode" not in font:
                yield 24, f"{font.BaseFont} without ToUnicode"
    if "�" in "".join(text for page in tree.pages for text in page.marks.values()):
        yield 25, "letters that cannot be read"


def of_pages(pdf, tree, html):
    for page in pdf.pages:
        if page.obj.get("/Tabs") != "/S":
            yield 26, "tab order is not that of the structure"
        if "/StructParents" not in page.obj:
            yield 27, "page without parents"


def of_links(pdf, tree, html):
    for annotation in (one for page in pdf.pages for one in page.obj.get("/Annots", []) if one.Subtype == "/Link"):
        said = str(annotation.get("/Contents", ""))
        if not said.strip() or said.startswith(("http", "#")) or "StructParent" not in str(annotation.keys()):
            yield 28, f"link said {said!r}"
        address = str(annotation.get("/A", {}).get("/URI", "https:"))
        if not address.startswith("https:"):
            yield 28, f"link to {address}"


def of_safety(pdf, tree, html):
    names = pdf.Root.get("/Names", {})
    if {"/JavaScript", "/EmbeddedFiles"} & set(names.keys()) or {"/OpenAction", "/AA"} & set(pdf.Root.keys()):
        yield 29, "script or attachment"
    if ("/AcroForm" in pdf.Root) != ("data-kind=" in html):
        yield 29, "a form where there is none to fill, or none where there is"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") in {
            "/Launch",
            "/JavaScript",
            "/GoToR",
            "/SubmitForm",
        }:
            yield 29, f"action {one.S}"
    if pdf.is_encrypted:
        yield 30, "encrypted"
    if len(pdf.pages) > 5 and "/Outlines" not in pdf.Root:
        yield 30, "no bookmark in a long document"
