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
    """The first row of each window, and of the answers the first and the last of each kind."""
    kinds = {}
    for address, value in answers_in(words).items():
        is_option = isinstance(value, str) and len(value) < LONGEST_OPTION
        kinds.setdefault((type(value), is_option), []).append((address, value))
    kept = [one for alike in kinds.values() for one in (alike[0], alike[-1])]
    windows = {window: first_row(words[window]) for window in WINDOWS if window in words}
    return {**windows, **{address: first_choice(value) for address, value in kept}}


def first_row(rows):
    if isinstance(rows, list):
        return rows[:1]
    place, held = next(iter(rows.items()))
    return {place: held[:1]}


def first_choice(value):
    """Among the rows, those that a shortened carnet holds."""
    if not isinstance(value, dict):
        return value
    return {**value, "rows": [row for row in value["rows"] if row in FIRST_ROWS]}
