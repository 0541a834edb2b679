"""What a REFI-QDA 1.0 project may hold, of the parts that we write: order of children, attributes, forms of values.

After the standard's own schema (Project.xsd, March 2019), in our words; stricter where programs are: a reference must
lead somewhere, and an identifier be given once.
"""

import re

SPACE = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FORMS = {
    "guid": GUID,
    "targetGUID": GUID,
    "creatingUser": GUID,
    "modifyingUser": GUID,
    "creationDateTime": MOMENT,
    "modifiedDateTime": MOMENT,
    "isCodable": re.compile("true|false"),
    "color": re.compile("#[0-9A-F]{6}"),
    "startPosition": re.compile(r"\d+"),
    "endPosition": re.compile(r"\d+"),
    "plainTextPath": re.compile(r"internal://[0-9a-f-]{36}\.txt"),
}
TEXT_SOURCE = (
    {"guid"},
    {"name", "plainTextPath", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"},
    ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
)
REFERENCE = ({"targetGUID"}, set(), [])
# element: (compulsory attributes, allowed ones, children in their order)
ELEMENTS = {
    "Project": (
        {"name"},
        {"origin", "creationDateTime", "modifiedDateTime"},
        ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description"],
    ),
    "Users": (set(), set(), ["User"]),
    "User": ({"guid"}, {"name", "id"}, []),
    "CodeBook": (set(), set(), ["Codes"]),
    "Codes": (set(), set(), ["Code"]),
    "Code": ({"guid", "name", "isCodable"}, {"color"}, ["Description", "NoteRef", "Code"]),
    "Description": (set(), set(), []),
    "Sources": (set(), set(), ["TextSource"]),
    "TextSource": TEXT_SOURCE,
    "PlainTextContent": (set(), set(), []),
    "PlainTextSelection": (
        {"guid", "startPosition", "endPosition"},
        {"name", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"},
        ["Description", "Coding", "NoteRef"],
    ),
    "Coding": ({"guid"}, {"creatingUser", "creationDateTime"}, ["CodeRef", "NoteRef"]),
    "CodeRef": REFERENCE,
    "NoteRef": REFERENCE,
    "Notes": (set(), set(), ["Note"]),
    "Note": TEXT_SOURCE,
}
NEVER_EMPTY = {"Users", "Codes", "Sources", "Notes"}


def faults_of(root):
    return [*faults_within(root), *faults_of_references(root)]


def faults_within(element):
    name = element.tag.removeprefix(SPACE)
    if name not in ELEMENTS:
        return [f"{name}: unknown"]
    compulsory, allowed, order = ELEMENTS[name]
    given = set(element.attrib)
    children = [one.tag.removeprefix(SPACE) for one in element]
    faults = [f"{name}: {one} is missing" for one in compulsory - given]
    faults += [f"{name}: {one} has no place" for one in given - compulsory - allowed]
    faults += [f"{name}: {key}={value}" for key, value in element.items() if not FORMS.get(key, ANY).fullmatch(value)]
    if any(one not in order for one in children) or children != sorted(children, key=order.index):
        faults.append(f"{name}: {children}")
    if name in NEVER_EMPTY and not children:
        faults.append(f"{name}: empty")
    if ELEMENTS[name] is TEXT_SOURCE and ("plainTextPath" in given) == ("PlainTextContent" in children):
        faults.append(f"{name}: its text must be given once, beside or inside")
    return [*faults, *(fault for child in element for fault in faults_within(child))]


ANY = re.compile(r".*", re.DOTALL)


def faults_of_references(root):
    known = {kind: [one.get("guid") for one in root.iter(f"{SPACE}{kind}")] for kind in ("Code", "Note", "User")}
    every = [one.get("guid") for one in root.iter() if one.get("guid")]
    faults = [f"{one}: given twice" for one in set(every) if every.count(one) > 1]
    for kind, reference in (("Code", "CodeRef"), ("Note", "NoteRef")):
        targets = (one.get("targetGUID") for one in root.iter(f"{SPACE}{reference}"))
        faults += [f"{reference}: {one}" for one in targets if one not in known[kind]]
    users = {one.get("creatingUser") for one in root.iter() if one.get("creatingUser")}
    return faults + [f"User: {one}" for one in users - set(known["User"])]
