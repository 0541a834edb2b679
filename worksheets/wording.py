"""A stored value in French words, for the journal, the reports and the pages: pure functions."""

import datetime

from worksheets import schema
from worksheets.diagrams.words import long_date
from worksheets.models import AnswerState

STATE_WORDS = {AnswerState.PASSED: "Je ne sais pas / je passe", AnswerState.NOT_APPLICABLE: "Sans objet"}
REMOVED = {
    "object": "un objet retiré de la liste",
    "actor": "un acteur retiré de la liste",
    "sector": "un secteur retiré du diagramme",
}


def words(field, value, *, state=AnswerState.ANSWERED, objects=None):
    """What was answered, as a list of texts; empty when nothing was.

    `objects`: {public id: name} of all the rows that a value may point to (see worksheets.naming).

    For a growing list the value is that of one row.
    """
    if state in STATE_WORDS:
        return [state_words(field, state)]
    if value is None:
        return []
    return SAY[type(field)](field, value, {str(key): name for key, name in (objects or {}).items()})


def state_words(field, state):
    if state == AnswerState.PASSED and isinstance(field, schema.Placements):
        return field.unknown
    return STATE_WORDS[state]


def say_text(field, value, objects):
    return [value]


def say_lines(field, value, objects):
    return list(value)


def say_scale(field, value, objects):
    return [f"{value} sur {field.maximum}"]


def say_position(field, value, objects):
    """A pole in the group's words; the middle has its own."""
    middle = (field.positions + 1) / 2
    if value == middle:
        return [field.middle]
    pole = field.left if value < middle else field.right
    strength = "nettement" if abs(value - middle) > 1 else "plutôt"
    return [f"{strength} «\u00a0{pole}\u00a0»"]


def say_choice(field, value, objects):
    return [label_of(field, value)]


def say_choices(field, value, objects):
    return [
        f"{label_of(field, key)}\u00a0: {value['other']}"
        if key == field.other and value["other"]
        else label_of(field, key)
        for key in value["chosen"]
    ]


def label_of(field, key):
    return next((option.label for option in field.options if option.key == key), key)


def say_day(field, value, objects):
    return [long_date(datetime.date.fromisoformat(value))]


def say_person(field, value, objects):
    who = ", ".join(part for part in (value["name"], value["organisation"]) if part)
    sector = value["sector"]
    if not who:
        return [sector]
    return [f"{who} ({sector})" if sector else who]


def say_placement(field, value, objects):
    """« Comité de parents : 7 – Le milieu conseille et dirige… »."""
    rung = field.rung(value["rung"])
    return [f"{value['name']}\u00a0: {rung_in_words(rung)}" if rung else f"{value['name']} (à placer)"]


def rung_in_words(rung):
    return f"{rung.key} – {rung.label}"


def say_rows(field, value, objects):
    """Two actors made into one have one name."""
    names = list(dict.fromkeys(objects.get(one, REMOVED[field.target]) for one in value[field.part]))
    return [*names, value["text"]] if value["text"] else names


def say_row(field, value, objects):
    return [objects.get(value, REMOVED[field.target])]


def say_place(field, value, objects):
    return [str(value)]


SAY = {
    schema.ShortText: say_text,
    schema.Name: say_text,
    schema.LongText: say_text,
    schema.Lines: say_lines,
    schema.Scale: say_scale,
    schema.Bipolar: say_position,
    schema.SingleChoice: say_choice,
    schema.YesNo: say_choice,
    schema.ProposedLevel: say_choice,
    schema.MultipleChoice: say_choices,
    schema.Date: say_day,
    schema.People: say_person,
    schema.Placements: say_placement,
    schema.ObjectChoice: say_rows,
    schema.ActorChoice: say_rows,
    schema.ObjectReference: say_row,
    schema.SectorReference: say_row,
    schema.Place: say_place,
}
