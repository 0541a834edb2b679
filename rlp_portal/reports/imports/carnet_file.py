"""A carnet’s JSON file, from bytes that nobody trusts to the parts of it that may come in.

What it says of the regroupement, its ratings, its history and the words beside each answer are for people: they are
checked against the schema, and left there.
"""

import json
from collections import Counter

from rlp_portal.reports.exports.document import FORMAT, SCHEMAS, part_of, schema
from rlp_portal.reports.exports.schema_check import first_fault
from rlp_portal.rlps.uploaded_files import NO_ROOM, FileRefused
from rlp_portal.ui.disk import has_reserve
from worksheets.rows import ROW_KINDS

DEEPEST, MOST_PARTS = 8, 20_000  # of what may come in
MOST_SIGNS = 200_000  # brackets and braces, history included: looked at before memory is taken for them
EMPTY = "Le fichier est vide. Choisissez le fichier .json que vous avez emporté."
WRONG_FORMAT = "Ce format n’est pas accepté. Choisissez le fichier .json du carnet."
WRONG_CONTENT = "Le contenu du fichier ne correspond pas à son nom. Choisissez le fichier .json du carnet."
DAMAGED = "Le fichier est abîmé ou coupé, à la ligne {}. Emportez de nouveau le carnet, puis réessayez."
NOT_UTF_8 = "Le fichier n’est pas en UTF-8. Enregistrez-le avec cet encodage, puis réessayez."
BAD_NUMBER = "Le fichier contient un nombre qui n’est pas valide. Corrigez-le, puis réessayez."
REPEATED = "Le fichier dit deux fois «\u00a0{}\u00a0». Gardez-en un, puis réessayez."
TOO_LONG = "Le fichier compte trop d’éléments ou d’étages pour un carnet. Rien n’est repris."
NOT_OURS = "Ce fichier JSON n’est pas un carnet de ce portail. Rien n’est repris."
OTHER_VERSION = "Ce fichier suit une version du format que ce portail ne lit pas. Rien n’est repris."
FAULT = "Le fichier s’écarte du format, à «\u00a0{}\u00a0». Corrigez cet endroit, puis réessayez."


class Repeated(ValueError):
    pass


class NotANumber(ValueError):
    pass


def read_carnet_file(content, *, name):
    """What may come in; raises FileRefused."""
    if not has_reserve():
        raise FileRefused(NO_ROOM)
    document = read_json(text_of(content, name=name))
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise FileRefused(NOT_OURS)
    if not isinstance(version := document.get("version"), int) or version not in SCHEMAS:
        raise FileRefused(OTHER_VERSION)
    document.pop("history", None)  # as long as the years of a carnet
    refuse_endless(document)
    if fault := first_fault(document, schema(version)):
        raise FileRefused(FAULT.format(fault))
    refuse_repeated(document)
    return what_comes_in(document)


def text_of(content, *, name):
    """The name counts for nothing but the sentence: what is in the file decides."""
    if not content.strip():
        raise FileRefused(EMPTY)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(NOT_UTF_8)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        raise FileRefused(WRONG_CONTENT if name.lower().endswith(".json") else WRONG_FORMAT)
    if content.count(b"{") + content.count(b"[") > MOST_SIGNS:
        raise FileRefused(TOO_LONG)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(NOT_UTF_8) from None


def read_json(text):
    try:
        return json.loads(text, object_pairs_hook=each_once, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        raise FileRefused(DAMAGED.format(error.lineno)) from None
    except Repeated as error:
        raise FileRefused(REPEATED.format(error)) from None
    except RecursionError:
        raise FileRefused(TOO_LONG) from None
    except ValueError:  # a number of five thousand digits, NaN, Infinity
        raise FileRefused(BAD_NUMBER) from None


def each_once(pairs):
    found = {}
    for name, value in pairs:
        if name in found:
            raise Repeated(name[:40])
        found[name] = value
    return found


def refuse_constant(name):
    raise NotANumber(name)


def refuse_endless(document):
    """Before anything walks it by recursion."""
    waiting, parts = [(document, 1)], 0
    while waiting:
        held, depth = waiting.pop()
        parts += 1
        if depth > DEEPEST or parts > MOST_PARTS:
            raise FileRefused(TOO_LONG)
        inside = held.values() if isinstance(held, dict) else held
        waiting += [(one, depth + 1) for one in inside if isinstance(one, dict | list)]


def refuse_repeated(document):
    places = [
        [sheet["instrument"] for sheet in document["sheets"]],
        *([answer["address"] for answer in sheet["answers"]] for sheet in document["sheets"]),
        *([row["id"].lower() for row in document.get(part_of(kind), ())] for kind in ROW_KINDS.values()),
    ]
    for names in places:
        name, count = next(iter(Counter(names).most_common(1)), ("", 0))
        if count > 1:
            raise FileRefused(REPEATED.format(name))


def what_comes_in(document):
    return storable(
        {
            "round": document["round"].get("id", "").lower(),
            "from": [document["rlp"]["name"], document["round"]["title"]],
            "with_names": document["options"]["people_names"],
            "rows": {
                kind.target.value: [{**row, "id": row["id"].lower()} for row in document.get(part_of(kind), ())]
                for kind in ROW_KINDS.values()
            },
            "sheets": [
                {
                    "instrument": sheet["instrument"],
                    "title": sheet["title"],
                    "answers": [
                        {part: answer[part] for part in ("address", "value", "state", "base")}
                        for answer in sheet["answers"]
                    ],
                }
                for sheet in document["sheets"]
            ],
        }
    )


def storable(held):
    """Without what no engine stores: NUL, halves of characters."""
    if isinstance(held, dict):
        return {storable(name): storable(value) for name, value in held.items()}
    if isinstance(held, list):
        return [storable(value) for value in held]
    if isinstance(held, str):
        return held.replace("\x00", "").encode("utf-8", "ignore").decode()
    return held
