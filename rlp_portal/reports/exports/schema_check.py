"""Holds a document against a JSON Schema: the few words of that language which ours uses, and no other."""

import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
KNOWN_WORDS = {
    "$defs", "$id", "$ref", "$schema", "additionalProperties", "const", "description", "enum", "items", "maxItems",
    "maxLength", "maximum", "minimum", "pattern", "properties", "required", "title", "type",
}  # fmt: skip


class UnknownWord(ValueError):
    """The schema says something that nobody here checks."""


def first_fault(document, schema):
    """Where the document leaves the schema first, as « sheets[2].answers[0].value », or None."""
    return next(faults(document, schema, root=schema, path=""), None)


def faults(held, schema, *, root, path):
    if unknown := set(schema) - KNOWN_WORDS:
        raise UnknownWord(unknown)
    if "$ref" in schema:
        yield from faults(held, root["$defs"][schema["$ref"].rpartition("/")[2]], root=root, path=path)
        return
    if not is_of_type(held, schema.get("type")) or not is_allowed(held, schema):
        yield path or "le fichier"
        return
    if isinstance(held, dict):
        yield from faults_of_object(held, schema, root=root, path=path)
    elif isinstance(held, list) and "items" in schema:
        for place, one in enumerate(held):
            yield from faults(one, schema["items"], root=root, path=f"{path}[{place}]")


def is_of_type(held, wanted):
    if wanted is None:
        return True
    names = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(held, bool):
        return "boolean" in names
    return any(isinstance(held, TYPES[name]) for name in names)


def is_allowed(held, schema):
    if "const" in schema and held != schema["const"]:
        return False
    if "enum" in schema and held not in schema["enum"]:
        return False
    if isinstance(held, str):
        return len(held) <= schema.get("maxLength", len(held)) and re.search(schema.get("pattern", ""), held)
    if isinstance(held, list):
        return len(held) <= schema.get("maxItems", len(held))
    if isinstance(held, int | float) and not isinstance(held, bool):
        return schema.get("minimum", held) <= held <= schema.get("maximum", held)
    return True


def faults_of_object(held, schema, *, root, path):
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in held:
            yield joined(path, name)
    for name, value in held.items():
        if name in properties:
            yield from faults(value, properties[name], root=root, path=joined(path, name))
        elif schema.get("additionalProperties") is False:
            yield joined(path, name[:40])


def joined(path, name):
    return f"{path}.{name}" if path else name
