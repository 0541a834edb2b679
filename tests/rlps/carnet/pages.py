"""A page as a browser without JavaScript has it: what is read, what is typed, what a button sends."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

EMPTY_TAGS = {"input", "br", "img", "link", "meta", "hr", "path", "circle", "rect", "line", "use"}
URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Element:
    tag: str
    attrs: dict
    parent: "Element | None" = None
    children: list = field(default_factory=list)

    def every(self, tag=None, **attrs):
        for child in self.children:
            if isinstance(child, Element):
                if child.matches(tag, attrs):
                    yield child
                yield from child.every(tag, **attrs)

    def matches(self, tag, attrs):
        if tag and self.tag != tag:
            return False
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        css_class = wanted.pop("class", None)
        if css_class and css_class not in self.attrs.get("class", "").split():
            return False
        return all(
            name in self.attrs if value is True else self.attrs.get(name) == value for name, value in wanted.items()
        )

    def first(self, tag=None, **attrs):
        return next(self.every(tag, **attrs), None)

    def closest(self, tag):
        above = self.parent
        while above and above.tag != tag:
            above = above.parent
        return above

    @property
    def raw_text(self):
        return "".join(child if isinstance(child, str) else child.raw_text for child in self.children)

    @property
    def text(self):
        """As read: ordinary spaces gathered, the non-breaking ones kept."""
        return " ".join(filter(None, self.raw_text.replace("\n", " ").split(" ")))


class TreeBuilder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("document", {})

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in EMPTY_TAGS:
            self.open = element

    def handle_endtag(self, tag):
        above = self.open
        while above and above.tag != tag:
            above = above.parent
        if above:
            self.open = above.parent

    def handle_data(self, data):
        self.open.children.append(data)


class Page(Element):
    def __init__(self, response, *, path):
        builder = TreeBuilder()
        builder.feed(response.content.decode())
        super().__init__("document", {}, None, builder.root.children)
        self.response, self.path, self.status = response, path, response.status_code

    def by_id(self, element_id):
        return self.first(id=element_id)

    @property
    def summary(self):
        """The box at the top that says what is wrong; None when nothing is."""
        return self.first(data_error_summary=True)

    @property
    def form(self):
        """The form of the sheet, or of the list of objects."""
        return next((one for one in self.every("form") if "data-autosave-rows" in one.attrs), None)

    @property
    def fields(self):
        """{name: [values]} as pressing a button would send them."""
        sent = {}
        for control in self.form.every():
            name = control.attrs.get("name")
            if name and control.tag in {"input", "textarea", "select"} and "disabled" not in control.attrs:
                sent.setdefault(name, []).extend(values_of(control))
        return {name: values for name, values in sent.items() if values}

    @property
    def field_names(self):
        return [one.attrs["name"] for one in self.form.every() if "name" in one.attrs]

    def value(self, name):
        return self.fields.get(name, [None])[0]

    @property
    def action(self):
        return self.form.attrs.get("action") or self.path


def values_of(control):
    if control.tag == "textarea":
        return [control.raw_text.removeprefix("\n")]
    if control.tag == "select":
        options = list(control.every("option"))
        chosen = [one for one in options if "selected" in one.attrs] or options[:1]
        return [one.attrs.get("value", one.text) for one in chosen]
    if control.attrs.get("type") in {"checkbox", "radio"}:
        return [control.attrs.get("value", "on")] if "checked" in control.attrs else []
    return [] if control.attrs.get("type") in {"submit", "button"} else [control.attrs.get("value", "")]


class Browser:
    """Without JavaScript: opens pages, types in their form, presses a button, follows where it leads."""

    def __init__(self, client):
        self.client = client

    def open(self, path):
        return Page(self.client.get(path, follow=True), path=path)

    def send(self, page, typed, *, button="save"):
        """Press a button of the page's form after typing {name: value or list of values} over what it shows."""
        content = {**page.fields, **{name: as_list(value) for name, value in typed.items()}, "then": [button]}
        response = self.client.post(page.action, encode(content), content_type=URLENCODED, follow=True)
        path = response.redirect_chain[-1][0] if response.redirect_chain else page.action
        return Page(response, path=path)


def as_list(value):
    return value if isinstance(value, list) else [value]


def encode(content):
    """What a browser sends; half characters pass as they are, as no browser but only a program would send them."""
    return urlencode(content, doseq=True, errors="surrogatepass")
