"""Two versions of one field made into one, for a person to edit: pure functions.

A scale, a date or a single choice cannot be joined: one of the two is chosen.
"""

from dataclasses import dataclass

from worksheets import schema
from worksheets.models import AnswerState

BETWEEN_TEXTS = "\n\n———\n\n"
BETWEEN_WORDS = " – "
PARTS_OF_A_PERSON = {"name": "Nom", "organisation": "Organisme", "sector": "Secteur"}


@dataclass(frozen=True)
class Input:
    """An input of the joined version; `rows` is 0 for what is not typed."""

    name: str
    value: str
    rows: int = 0
    label: str = ""


def joined(field, mine, theirs):
    """The two values in one, or None when they cannot be joined or one holds the other."""
    join = JOIN.get(type(field))
    if join is None or mine is None or theirs is None:
        return None
    value = join(field, mine, theirs)
    return None if value in (mine, theirs) else value


def can_be_joined(field, *, states):
    """Only words with words: « Sans objet » is not a text."""
    return type(field) in JOIN and all(state == AnswerState.ANSWERED for state in states)


def join_texts(mine, theirs, between):
    if not mine or mine in theirs:
        return theirs
    return mine if not theirs or theirs in mine else f"{theirs}{between}{mine}"


def join_short(field, mine, theirs):
    return join_texts(mine, theirs, BETWEEN_WORDS)


def join_long(field, mine, theirs):
    return join_texts(mine, theirs, BETWEEN_TEXTS)


def join_lines(field, mine, theirs):
    """What does not fit in the number of lines is put at the end of the last one."""
    lines = [*theirs, *(line for line in mine if line not in theirs)]
    fitting, rest = lines[: field.count], lines[field.count :]
    return [*fitting[:-1], BETWEEN_WORDS.join([fitting[-1], *rest])]


def join_boxes(field, mine, theirs):
    ticked = {*mine["chosen"], *theirs["chosen"]}
    chosen = [option.key for option in field.options if option.key in ticked]
    return {"chosen": chosen, "other": join_texts(mine["other"], theirs["other"], BETWEEN_WORDS)}


def join_rows(field, mine, theirs):
    chosen = list(dict.fromkeys([*theirs[field.part], *mine[field.part]]))
    return {field.part: chosen, "text": join_texts(mine["text"], theirs["text"], BETWEEN_TEXTS)}


JOIN = {
    schema.ShortText: join_short,
    schema.Name: join_short,
    schema.LongText: join_long,
    schema.Lines: join_lines,
    schema.MultipleChoice: join_boxes,
    schema.ObjectChoice: join_rows,
    schema.ActorChoice: join_rows,
}


def inputs_of(field, name, value):
    """The inputs that send `value`, joined or as it was typed, under the names that the field's kind reads."""
    return ASK[type(field)](field, name, value) if value is not None and type(field) in ASK else []


def ask_text(field, name, value):
    return [Input(name, value, rows=getattr(field, "rows", 1) * 2 if isinstance(field, schema.LongText) else 1)]


def ask_lines(field, name, value):
    lines = [*value, *[""] * (field.count - len(value))]
    return [Input(f"{name}--line", line, rows=1, label=f"Ligne {place}") for place, line in enumerate(lines, start=1)]


def ask_boxes(field, name, value):
    other = value.get("other")
    typed = [Input(f"{name}--other", other, rows=1, label="Autre")] if other else []
    return [*(Input(name, key) for key in value["chosen"]), *typed]


def ask_person(field, name, value):
    return [
        Input(f"{name}--{part}", value.get(part) or "", rows=1, label=label)
        for part, label in PARTS_OF_A_PERSON.items()
    ]


def ask_placement(field, name, value):
    first, last = field.rungs[-1].key, field.rungs[0].key
    return [
        Input(f"{name}--name", value.get("name") or "", rows=1, label=field.noun),
        Input(f"{name}--rung", str(value.get("rung") or ""), rows=1, label=f"Échelon, de {first} à {last}"),
    ]


def ask_rows(field, name, value):
    hidden = [Input(f"{name}--{field.target}", one) for one in value[field.part]]
    return [*hidden, Input(f"{name}--text", value.get("text") or "", rows=6)]


ASK = {
    schema.ShortText: ask_text,
    schema.Name: ask_text,
    schema.LongText: ask_text,
    schema.Date: ask_text,
    schema.Scale: ask_text,
    schema.Bipolar: ask_text,
    schema.Lines: ask_lines,
    schema.MultipleChoice: ask_boxes,
    schema.People: ask_person,
    schema.Placements: ask_placement,
    schema.ObjectChoice: ask_rows,
    schema.ActorChoice: ask_rows,
}
