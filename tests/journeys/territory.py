"""What the group writes: `territory.toml`, read as the sheets ask it."""

import tomllib
from pathlib import Path

LONGEST_OPTION = 13  # the key of an option; what is written is longer
FIRST_ROWS = ("CPE La Débarcade", "Heure du conte sous le chapiteau")
NOT_APPLICABLE = "SANS OBJET"
# Those whose rows are typed in a way of their own: a wheel, the objects, the matrix, the plan.
WINDOWS = ("sectors", "objects", "actors", "plan")


def read_territory():
    """{"name": of the RLP, "sheets": {key: words}}."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
    return {"name": words.pop("name"), "sheets": words}


def answers_in(words):
    """{address: value} of the fields, « field.row » for one of a grid."""
    found = {}
    for field, value in words.items():
        if field in WINDOWS:
            continue
        if isinstance(value, dict) and "text" not in value:
            found |= {f"{field}.{row}": held for row, held in value.items()}
        else:
            found[field] = value
    return found


def shortened(words):
    """The first row of each window and list, and of the other answers the first and the last of each kind."""
    kinds = {}
    for address, value in answers_in(words).items():
        is_option = isinstance(value, str) and len(value) < LONGEST_OPTION
        kinds.setdefault((type(value), is_option), []).append((address, first_row(value)))
    kept = [one for alike in kinds.values() for one in (alike[0], alike[-1])]
    return {**{window: first_row(words[window]) for window in WINDOWS if window in words}, **dict(kept)}


def first_row(value):
    if isinstance(value, list) and not isinstance(value[0], str):
        return [first_row(one) for one in value[:1]]
    if not isinstance(value, dict):
        return value
    if "text" in value:
        return {**value, "rows": [row for row in value["rows"] if row in FIRST_ROWS]}
    if "name" in value or "measure" in value:
        return {key: held[:1] if isinstance(held, list) else held for key, held in value.items()}
    place, held = next(iter(value.items()))
    return {place: first_row(held)}
