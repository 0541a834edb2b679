"""What the group writes: `territory.toml`, read as the sheets ask it."""

import tomllib
from pathlib import Path

NOT_APPLICABLE = "SANS OBJET"
# Those whose rows are typed in a way of their own: a wheel, the objects, the matrix, the plan.
WINDOWS = ("sectors", "objects", "actors", "plan")


def read_territory():
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


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
        kinds.setdefault((type(value), isinstance(value, str) and len(value) < 8), []).append((address, value))
    kept = [one for alike in kinds.values() for one in (alike if len(alike) < 3 else [alike[0], alike[-1]])]
    return {**{window: first_row(words[window]) for window in WINDOWS if window in words}, **dict(kept)}


def first_row(rows):
    if isinstance(rows, list):
        return rows[:1]
    place, held = next(iter(rows.items()))
    return {place: held[:1]}
