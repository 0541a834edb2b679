"""The codebook as REFI-QDA holds it: the same code has the same identifier in every file, for ever."""

import uuid

from lxml import etree

from rlp_portal.analysis.enums import Verdict

SPACE = uuid.UUID("5f1d7f0e-2c1b-5b52-9a63-3a0d5e0c6a11")
OBJECTS, STRATEGIES, MOMENTS, VERDICTS, MARKS = "objects", "strategies", "moments", "verdicts", "marks"
NOTHING, DOUBT, STAR = "nothing", "doubt", "star"
COLOURS = {
    "institutionalisation": "#0F5E63",
    "community": "#A84A12",
    "policy": "#1F5A92",
    "resources": "#7A5600",
}
GREY = "#566362"


def guid_of(kind, key):
    """`kind` keeps « P » the object apart from anything else that would be called so."""
    return str(uuid.uuid5(SPACE, f"{kind}/{key}"))


def codes_element(codebook, namespace):
    """<Codes>: four families that code nothing themselves, so that a list of codes reads as the codebook does."""
    codes = etree.Element(f"{{{namespace}}}Codes")
    objects = family(codes, OBJECTS, "Objets")
    for code in codebook.objects:
        element(objects, OBJECTS, code, f"{code.sign} – {code.name}")
    strategies = family(codes, STRATEGIES, "Stratégies")
    for strategy in codebook.strategies:
        colour = COLOURS[strategy.key]
        own = element(strategies, STRATEGIES, strategy, f"{strategy.sign} – {strategy.name}", colour)
        for sub in strategy.subs:
            element(own, STRATEGIES, sub, f"{strategy.sign}{sub.sign} – {sub.name}", colour)
    moments = family(codes, MOMENTS, "Moments")
    for code in codebook.moments:
        element(moments, MOMENTS, code, code.name)
    reading = family(codes, VERDICTS, "Lecture")
    add(
        reading,
        guid_of(VERDICTS, NOTHING),
        "Rien à coder ici",
        GREY,
        "Le passage a été lu\u00a0: rien n’y est à coder.",
    )
    add(reading, guid_of(MARKS, DOUBT), "Doute", GREY, "La personne qui a codé hésite.")
    add(reading, guid_of(MARKS, STAR), "À citer", GREY, "Le passage pourrait être cité dans la synthèse.")
    return codes


def family(codes, kind, name):
    return add(codes, guid_of("family", kind), name, GREY, "", is_codable=False)


def element(parent, kind, code, name, colour=GREY):
    said = f"{code.definition}\nExemple\u00a0: {code.example}\nEt non\u00a0: {code.counter_example}"
    return add(parent, guid_of(kind, code.key), name, colour, said)


def add(parent, guid, name, colour, description, *, is_codable=True):
    space = etree.QName(parent).namespace
    about = {"guid": guid, "name": name, "isCodable": str(is_codable).lower(), "color": colour}
    made = etree.SubElement(parent, f"{{{space}}}Code", about)
    if description:
        etree.SubElement(made, f"{{{space}}}Description").text = description
    return made


def keys_by_guid(codebook):
    """{guid: (kind, key)}: what a file that comes in says with our codes."""
    strategies = [one for strategy in codebook.strategies for one in (strategy, *strategy.subs)]
    kinds = {OBJECTS: codebook.objects, STRATEGIES: strategies, MOMENTS: codebook.moments}
    found = {guid_of(kind, code.key): (kind, code.key) for kind, codes in kinds.items() for code in codes}
    beside = [(VERDICTS, NOTHING), (MARKS, DOUBT), (MARKS, STAR)]
    return found | {guid_of(*one): one for one in beside}


def codes_said(choice):
    """[(kind, key), …] of what somebody said of a passage: a sub-strategy says its strategy already."""
    if choice.verdict == Verdict.NOTHING:
        said = [(VERDICTS, NOTHING)]
    else:
        said = [(OBJECTS, key) for key in choice.objects.split()]
        said += [(STRATEGIES, key) for key in choice.strategies.split()]
        said += [(MOMENTS, choice.moment)] if choice.moment else []
    return said + [(MARKS, mark) for mark, is_there in ((DOUBT, choice.doubt), (STAR, choice.star)) if is_there]
