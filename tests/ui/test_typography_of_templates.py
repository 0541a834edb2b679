"""Every French text of every template, as a reader sees it: text between tags and the attributes that are read."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from rlp_portal.ui import errors, typography
from rlp_portal.ui.typography import faults

READ_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "data-label", "data-less", "data-more"}
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
ONLY_AN_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # a block in the middle of a tag
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


class ReadTexts(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.texts = []

    def handle_data(self, data):
        self.texts.append(data)

    def handle_starttag(self, tag, attrs):
        self.texts += [value for name, value in attrs if name in READ_ATTRIBUTES and value]


def texts_of(source):
    """Comments go; a variable reads as « 0 »; words given to a tag or a filter are texts too."""
    source = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    inside_tags = [
        one or other
        for code in re.findall(r"{[%{].*?[%}]}", source, flags=re.DOTALL)
        for one, other in QUOTED.findall(code)
    ]
    source = re.sub(r"(</?)(?={[{%])", r"\1div", source)  # a tag whose name is a variable
    parser = ReadTexts()
    parser.feed(re.sub(r"{%.*?%}", "", re.sub(r"{{.*?}}", "0", source, flags=re.DOTALL), flags=re.DOTALL))
    texts = [re.sub(r"[ \n\t]+", " ", text).strip(" ") for text in parser.texts]
    return [text for text in texts if not ONLY_AN_ATTRIBUTE.fullmatch(text)] + inside_tags


def faults_of(source):
    return [fault for text in texts_of(source) for fault in faults(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
def test_template_follows_quebec_typography(path):
    assert faults_of(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Quoi ?</p>",
        '<a title="l\'école">x</a>',
        '{% include "x.html" with label="Quoi ?" %}',
        "<p>{{ n }} %</p>",
        "<p>Total : {{ n }}</p>",
    ],
)
def test_this_check_sees_faults(source):
    assert faults_of(source) != []


def test_texts_of_refusals_follow_quebec_typography():
    refusals = [value for value in vars(errors).values() if isinstance(value, errors.Refusal)]

    texts = [text for refusal in refusals for text in (refusal.title, refusal.message, refusal.what_to_do)]

    assert len(refusals) == 10
    assert [fault for text in texts for fault in faults(text)] == []


def test_months_are_french():
    assert typography.MONTHS[1] == "février"
    assert len(typography.MONTHS) == 12


@pytest.mark.parametrize(
    "path", sorted((settings.BASE_DIR / "static" / "js").glob("*.js")), ids=lambda path: path.name
)
def test_words_of_scripts_follow_quebec_typography(path):
    source = re.sub(r"(?m)^\s*//.*$", "", path.read_text()).replace("\\u00a0", "\u00a0")
    french = [text for text in re.findall(r'"([^"\n]*)"', source) if re.search(r"[À-ÿ’] ?|\w \w+ ", text)]

    assert [fault for text in french for fault in faults(text)] == []
