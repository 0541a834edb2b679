"""Values in words, for the history, the pages to read and the PDFs. Pure, apart from Django's date names."""

import datetime

from django.utils.formats import date_format

from worksheets import schema
from worksheets.models import AnswerState

NOTHING = ""
REMOVED_OBJECT = "objet retiré"


def words(asked, value, *, state=AnswerState.ANSWERED, objects=()):
    """One text, lines separated by line feeds; "" for nothing. `objects` are the carnet's objects to sustain."""
    return "\n".join(paragraphs(asked, value, state=state, objects=objects))


def paragraphs(asked, value, *, state=AnswerState.ANSWERED, objects=()):
    """The same as a list: one entry per line, item, person or object."""
    if state != AnswerState.ANSWERED:
        return [AnswerState(state).label]
    if value is None:
        return []
    return WORDS[type(asked)](asked, value, {str(one.public_id): one.name for one in objects})


def of_text(asked, value, names):
    return value.split("\n")


def of_lines(asked, value, names):
    return list(value)


def of_scale(asked, value, names):
    return [f"{value} sur {asked.maximum}"]


def of_position(asked, value, names):
    middle = (asked.positions + 1) / 2
    if value == middle:
        return [asked.middle[:1].upper() + asked.middle[1:]]
    pole = asked.left if value < middle else asked.right
    degree = "Tout à fait" if value in {1, asked.positions} else "Plutôt"
    return [f"{degree}\u00a0: {pole}"]


def of_choice(asked, value, names):
    return [label_of(asked, value)]


def of_choices(asked, value, names):
    return [with_other(asked, key, value["other"]) for key in value["chosen"]]


def with_other(asked, key, other):
    label = label_of(asked, key)
    return f"{label}\u00a0: {other}" if key == asked.other and other else label


def of_date(asked, value, names):
    return [date_format(datetime.date.fromisoformat(value), "j F Y")]


def of_person(asked, value, names):
    parts = [value["name"], value["organisation"], value["sector"]]
    return [", ".join(part for part in parts if part)]


def of_objects(asked, value, names):
    chosen = [names.get(one, REMOVED_OBJECT) for one in value["objects"]]
    return [*chosen, *(value["text"].split("\n") if value["text"] else [])]


def of_object(asked, value, names):
    return [names.get(value, REMOVED_OBJECT)]


def label_of(asked, key):
    return next((option.label for option in asked.options if option.key == key), key)


WORDS = {
    schema.ShortText: of_text,
    schema.LongText: of_text,
    schema.Lines: of_lines,
    schema.Scale: of_scale,
    schema.Bipolar: of_position,
    schema.SingleChoice: of_choice,
    schema.YesNo: of_choice,
    schema.MultipleChoice: of_choices,
    schema.Date: of_date,
    schema.People: of_person,
    schema.ObjectChoice: of_objects,
    schema.ObjectReference: of_object,
}
