"""A synthesis as its page shows it: section after section, what is computed, what is written, what is quoted."""

from dataclasses import dataclass, field

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.syntheses.citing import absent, changes

QUOTING = {Section.INSTITUTIONALISATION, Section.COMMUNITY, Section.POLICY, Section.RESOURCES}
ABOUT = {  # how the keys begin of the numbers that a section speaks of
    Section.CONTEXT: ("universe.", "sample."),
    Section.FINDINGS: (
        "moment.",
        "diversity.",
        "objects.",
        "strategies.",
        "sample.",
        "group.1-2.planned",
        "group.1-2.size",
    ),
    Section.OBJECTS: ("object.", "cell."),
    Section.MOBILISATION: ("group.",),
}


@dataclass
class ShownParagraph:
    """`changes`: what it cites that reads otherwise now; `cited`: [(label, how it reads now)].

    `absent`: [(label, how it was read)] of what it cites and no longer holds.
    """

    text: str
    public_id: object = None
    changes: list = field(default_factory=list)
    cited: list = field(default_factory=list)
    absent: list = field(default_factory=list)


@dataclass
class ShownSection:
    key: str
    title: str
    sentences: list
    paragraphs: list
    quoted: list  # [(sub-strategy or "", [words])]
    may_quote: bool


def sections_of_draft(counted, paragraphs, quoted, codes):
    return [
        shown_section(
            section, counted.sentences, quoted, codes, shown_paragraphs(paragraphs[section], counted.figures)
        )
        for section in Section
    ]


def sections_of_seal(document):
    codes = codebook.get(document.numbers.codebook_version)
    return [
        shown_section(
            section,
            document.sentences,
            document.quoted,
            codes,
            [ShownParagraph(text) for text in document.paragraphs[section]],
        )
        for section in Section
    ]


def shown_section(section, sentences, quoted, codes, paragraphs):
    return ShownSection(
        key=section.value,
        title=section.label,
        sentences=sentences[section],
        paragraphs=paragraphs,
        quoted=quoted_by_sub(quoted[section], codes),
        may_quote=section in QUOTING,
    )


def shown_paragraphs(paragraphs, figures):
    return [
        ShownParagraph(
            text=one.text,
            public_id=one.public_id,
            changes=changes(one.cited, figures),
            absent=[(figures[key].label, one.cited[key]) for key in absent(one.cited, one.text) if key in figures],
            cited=[(figures[key].label, figures[key].said) for key in one.cited if key in figures],
        )
        for one in paragraphs
    ]


def quoted_by_sub(quoted, codes):
    """In the order of the codebook; those under no sub-strategy last."""
    found = {}
    for one in quoted:
        found.setdefault(one["sub_strategy"], []).append(one["words"])
    places = {sub.key: place for place, sub in enumerate(codes.subs)}
    order = sorted(found, key=lambda key: places.get(key, len(places)))
    return [(codes.name_of(key) if key in places else "", found[key]) for key in order]


def figures_by_closeness(figures, section):
    """(those that the section speaks of, the others)"""
    own = ABOUT.get(section, (f"strategy.{section}", f"sub.{section}."))
    near = [one for one in figures.values() if one.key.startswith(own) and one.value is not None]
    return near, [one for one in figures.values() if not one.key.startswith(own) and one.value is not None]
