"""What a person reads on a page, for tests that compare exactly."""

from html.parser import HTMLParser


class Reader(HTMLParser):
    def __init__(self, wanted_class):
        super().__init__(convert_charrefs=True)
        self.wanted, self.depth, self.texts = wanted_class, 0, []

    def handle_starttag(self, tag, attrs):
        classes = (dict(attrs).get("class") or "").split()
        if self.depth and tag not in {"input", "br", "img", "path", "rect"}:
            self.depth += 1
        elif self.wanted in classes:
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag):
        if self.depth and tag not in {"path", "rect"}:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.texts[-1] += data


def texts(response, css_class):
    """The words of each element that has this class, its ordinary spaces gathered; the non-breaking ones stay."""
    reader = Reader(css_class)
    reader.feed(response.content.decode())
    return [" ".join(filter(None, text.replace("\n", " ").split(" "))) for text in reader.texts]


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
