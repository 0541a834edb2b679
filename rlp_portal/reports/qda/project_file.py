"""A coded project as a REFI-QDA file (.qdpx): a package of project.qde and of the plain texts it speaks of.

Positions count code points, from 0, the end excluded, as the standard says. The same codings give the same bytes.
"""

import io

from django.utils import timezone
from lxml import etree

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.choices import choice_of
from rlp_portal.reports.exports.cells import printable
from rlp_portal.reports.exports.still_zip import StillZip
from rlp_portal.reports.qda.codes import codes_element, codes_said, guid_of
from rlp_portal.reports.qda.project import SETTLED

SPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "Portail RLP"
SETTLER, MEMO, CODE = "settled", "memo", "code"
LONGEST_NAME = 80


def qdpx_of(project):
    written = io.BytesIO()
    with StillZip(written, as_of=as_of(project)) as package:
        package.writestr("project.qde", etree.tostring(element_of(project), xml_declaration=True, encoding="UTF-8"))
        for source in project.sources:
            package.writestr(f"sources/{source.version.public_id}.txt", source.version.text.encode())
    return written.getvalue()


def as_of(project):
    """When the data last changed."""
    return max(
        [project.sample.drawn_at, *(coding.updated_at for source in project.sources for coding in source.codings)]
    )


def element_of(project):
    sample = project.sample
    root = etree.Element(named("Project"), nsmap={None: SPACE})
    root.set("name", f"{sample} – {sample.title}" if sample.title else str(sample))
    root.set("origin", ORIGIN)
    root.set("creationDateTime", moment(sample.drawn_at))
    root.set("modifiedDateTime", moment(as_of(project)))
    add_users(root, project)
    codes = etree.SubElement(root, named("CodeBook"))
    codes.append(codes_element(codebook.get(sample.codebook_version), SPACE))
    sources, notes = etree.Element(named("Sources")), etree.Element(named("Notes"))
    for source in project.sources:
        add_source(sources, notes, source)
    root.extend(one for one in (sources, notes) if len(one))  # an empty list is not valid
    return root


def add_users(root, project):
    users = etree.Element(named("Users"))
    for person in project.people:
        etree.SubElement(users, named("User"), guid=str(person.public_id), name=safe(person.name))
    if any(coding.settles_id for source in project.sources for coding in source.codings):
        etree.SubElement(users, named("User"), guid=settler_of(project.sample), name=SETTLED)
    if len(users):
        root.append(users)


def settler_of(sample):
    """What was settled is nobody’s reading: a user of its own."""
    return guid_of(SETTLER, sample.public_id)


def add_source(sources, notes, source):
    version = source.version
    about = {
        "guid": str(version.public_id),
        "name": safe(source.name),
        "plainTextPath": f"internal://{version.public_id}.txt",
        "creationDateTime": moment(version.deposited_at),
    }
    text = etree.SubElement(sources, named("TextSource"), about)
    for coding in source.codings:
        add_selection(text, notes, coding)


def add_selection(text, notes, coding):
    """One for what each person said of a passage."""
    excerpt, choice = coding.excerpt, choice_of(coding)
    by = settler_of(coding.settles) if coding.settles_id else str(coding.coder.public_id)
    when = {"creatingUser": by, "creationDateTime": moment(coding.created_at)}
    selection = etree.SubElement(
        text,
        named("PlainTextSelection"),
        {
            "guid": str(coding.public_id),
            "name": safe(excerpt.quotation)[:LONGEST_NAME],
            "startPosition": str(excerpt.start),
            "endPosition": str(excerpt.end),
            **when,
            "modifyingUser": by,
            "modifiedDateTime": moment(coding.updated_at),
        },
    )
    for kind, key in codes_said(choice):
        guid = guid_of(CODE, f"{coding.public_id}/{kind}/{key}")
        said = etree.SubElement(selection, named("Coding"), {"guid": guid, **when})
        etree.SubElement(said, named("CodeRef"), targetGUID=guid_of(kind, key))
    if choice.memo:
        guid = guid_of(MEMO, coding.public_id)
        etree.SubElement(selection, named("NoteRef"), targetGUID=guid)
        note = etree.SubElement(notes, named("Note"), {"guid": guid, "name": "Mémo", **when})
        etree.SubElement(note, named("PlainTextContent")).text = safe(choice.memo)


def named(name):
    return f"{{{SPACE}}}{name}"


def moment(at):
    return timezone.localtime(at, timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ")


def safe(words):
    """Without the signs that no XML document may hold."""
    return printable(words)
