"""From the boxes of a filled form to what the page of the sheet would have sent."""

from django.utils.datastructures import MultiValueDict

from rlp_portal.reports.fillable.boxes import NEW_LIST_ROW, NO_OPTION, STATE_KEY, WHICH
from worksheets import schema
from worksheets.forms import STATE, posted_state
from worksheets.kinds import kind_of
from worksheets.models import AnswerState
from worksheets.schema import Bipolar, Scale, SingleChoice
from worksheets.wording import rung_in_words


def as_posted(fields, *, prefix):
    """(what the page of the sheet would have sent, the addresses that the file shows)."""
    data, addresses = MultiValueDict(), set()
    for box in sorted((one for one in fields if one.startswith(prefix)), key=number_of_box):
        name, _sign, which = box.removeprefix(prefix).partition(WHICH)
        name, text = name.replace("/", "."), fields[box]
        addresses.add(name.partition("--")[0])
        if not which or name.endswith("--line"):
            data.appendlist(name, text)
        elif text:
            data.appendlist(name, which)
    return data, addresses


def number_of_box(box):
    name, _sign, which = box.partition(WHICH)
    return (name, int(which) if which.isdecimal() and len(which) < 4 else 0)


def number_first(place):
    return (0, int(place)) if place.isdecimal() and len(place) < 6 else (1, 0)


def row_order(name):
    """Rows of the carnet, then new ones in their order."""
    _key, _dot, row = name.partition(".")
    place = row.removeprefix(NEW_LIST_ROW)
    return (row.startswith(NEW_LIST_ROW), number_first(place), name)


def read_box(data, name, asked):
    """(raw value, state) of one question."""
    if isinstance(asked, Scale | Bipolar | SingleChoice):
        chosen = data.get(name) or ""
        if chosen.startswith(STATE_KEY):
            return "", posted_state({name + STATE: chosen.removeprefix(STATE_KEY)}, name)
        return chosen, AnswerState.ANSWERED.value
    raw = kind_of(asked).read(data, name)
    if isinstance(asked, schema.Placements):
        raw = {**raw, "rung": listed(asked, raw["rung"])}
    return raw, posted_state(data, name)


def listed(asked, raw, *, names=None):
    """Some programs write what a list shows, and not what it stands for. `names`: {key: name} of the rows."""
    is_list = isinstance(asked, SingleChoice | schema.RowReference | schema.Placements)
    text = (raw or "").strip() if is_list else raw
    if is_list and text in NO_OPTION:
        return ""
    if isinstance(asked, SingleChoice):
        return {one.label: one.key for one in asked.options}.get(text, text)
    if isinstance(asked, schema.RowReference):
        return {name: key for key, name in (names or {}).items()}.get(text, text)
    if isinstance(asked, schema.Placements):
        return {rung_in_words(one): one.key for one in asked.rungs}.get(text, text)
    return text
