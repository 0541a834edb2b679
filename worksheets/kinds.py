"""What each kind of field does with what is typed: read it from a form, clean it, give its number, say it in words.

One class per kind, found by `kind_of(field)`. Values are what JSON can hold; None is « nothing ».
Names of inputs: "address" for a single input, "address--part" for the parts of a composite one.
"""

from uuid import UUID

from worksheets import schema
from worksheets.cleaning import Cleaned, Refused, clean_date, clean_integer, clean_text

INVISIBLE_IN_NAME = "Un caractère invisible a été retiré du nom."
LAST_PLACE = 1000
NO_NAME = "Nommez d’abord ce que vous placez sur cet échelon."
UNKNOWN_CHOICE = "Ce choix n’existe plus. Choisissez-en un autre."


class Text:
    template = "text"

    def read(self, data, name):
        return data.get(name)

    def clean(self, field, raw):
        return clean_text(raw, limit=field.limit, multiline=isinstance(field, schema.LongText))

    def number(self, value):
        return None


class Name(Text):
    def clean(self, field, raw):
        return clean_text(raw, limit=field.limit, multiline=False, invisible_notice=INVISIBLE_IN_NAME)


class Lines(Text):
    template = "lines"

    def read(self, data, name):
        return data.getlist(f"{name}--line")

    def clean(self, field, raw):
        cleaned = [clean_text(line, limit=field.limit, multiline=False) for line in raw[: field.count]]
        texts = [one.value for one in cleaned if one.value]
        return Cleaned(texts or None, notices_of(*cleaned))


class Number(Text):
    """A position on a scale."""

    template = "scale"

    def clean(self, field, raw):
        return clean_integer(raw, minimum=field.minimum, maximum=field.maximum)

    def number(self, value):
        return value


class Position(Number):
    template = "bipolar"

    def clean(self, field, raw):
        return clean_integer(raw, minimum=1, maximum=field.positions)


class Choice(Text):
    template = "choice"

    def clean(self, field, raw):
        if not raw:
            return Cleaned(None)
        if raw not in {option.key for option in field.options}:
            raise Refused(UNKNOWN_CHOICE)
        return Cleaned(raw)


class Level(Choice):
    """A mobilisation level."""

    template = "proposed_level"

    def number(self, value):
        return int(value) if value else None


class Choices(Text):
    template = "choices"

    def read(self, data, name):
        return {"chosen": data.getlist(name), "other": data.get(f"{name}--other")}

    def clean(self, field, raw):
        known = [option.key for option in field.options]
        if not set(raw["chosen"]) <= set(known):
            raise Refused(UNKNOWN_CHOICE)
        other = clean_text(raw["other"], limit=field.limit, multiline=False)
        chosen = {*raw["chosen"], field.other} if other.value else set(raw["chosen"])
        if field.at_most and len(chosen) > field.at_most:
            raise Refused(f"Choisissez {field.at_most} réponses au plus. Décochez-en une.")
        if not chosen:
            return Cleaned(None, other.notices)
        value = {"chosen": [key for key in known if key in chosen], "other": other.value or ""}
        return Cleaned(value, other.notices)


class Day(Text):
    template = "date"

    def clean(self, field, raw):
        return clean_date(raw)


class Person(Text):
    """One row of a growing list of people or organisations."""

    template = "people"
    parts = ("name", "organisation", "sector")

    def read(self, data, name):
        return {part: data.get(f"{name}--{part}") for part in self.parts}

    def clean(self, field, raw):
        cleaned = {
            part: clean_text(raw.get(part), limit=field.limit, multiline=False, invisible_notice=INVISIBLE_IN_NAME)
            for part in self.parts
        }
        value = {part: one.value or "" for part, one in cleaned.items()}
        return Cleaned(value if any(value.values()) else None, notices_of(*cleaned.values()))


class Placement(Text):
    """One row of a growing list of things placed on a ladder."""

    template = "placement"

    def read(self, data, name):
        return {"name": data.get(f"{name}--name"), "rung": data.get(f"{name}--rung")}

    def clean(self, field, raw):
        name = clean_text(raw["name"], limit=field.limit, multiline=False, invisible_notice=INVISIBLE_IN_NAME)
        numbers = [int(option.key) for option in field.rungs]
        rung = clean_integer(raw["rung"], minimum=min(numbers), maximum=max(numbers))
        if name.value is None and rung.value is None:
            return Cleaned(None, name.notices)
        if name.value is None:
            raise Refused(NO_NAME)
        return Cleaned({"name": name.value, "rung": rung.value}, name.notices)

    def number(self, value):
        return value["rung"] if value else None


class RowsAndText(Text):
    """The ids are checked against the carnet by whoever saves: this module knows no database."""

    def __init__(self, asked):
        self.target, self.part = asked.target, asked.part
        self.template = f"{asked.target}_choice"

    def read(self, data, name):
        return {self.part: data.getlist(f"{name}--{self.target}"), "text": data.get(f"{name}--text")}

    def clean(self, field, raw):
        text = clean_text(raw["text"], limit=field.limit)
        if not text.value and not raw[self.part]:
            return Cleaned(None, text.notices)
        chosen = list(dict.fromkeys(clean_id(one) for one in raw[self.part]))
        return Cleaned({self.part: chosen, "text": text.value or ""}, text.notices)


class RowId(Text):
    template = "row_reference"

    def clean(self, field, raw):
        return Cleaned(clean_id(raw) if raw else None)


class Rank(Text):
    """A place among others."""

    def clean(self, field, raw):
        return clean_integer(raw, minimum=1, maximum=LAST_PLACE)

    def number(self, value):
        return value


class Window:
    """A view on rows that live elsewhere: holds no answer."""

    def __init__(self, template):
        self.template = template


KINDS = {
    schema.ShortText: Text(),
    schema.Name: Name(),
    schema.LongText: Text(),
    schema.Lines: Lines(),
    schema.Scale: Number(),
    schema.Bipolar: Position(),
    schema.SingleChoice: Choice(),
    schema.YesNo: Choice(),
    schema.ProposedLevel: Level(),
    schema.MultipleChoice: Choices(),
    schema.Date: Day(),
    schema.People: Person(),
    schema.Placements: Placement(),
    schema.ObjectChoice: RowsAndText(schema.ObjectChoice),
    schema.ActorChoice: RowsAndText(schema.ActorChoice),
    schema.ObjectReference: RowId(),
    schema.SectorReference: RowId(),
    schema.Place: Rank(),
    schema.KeptObjects: Window("kept_objects"),
    schema.Plan: Window("plan"),
    schema.SectorWheel: Window("sector_wheel"),
    schema.StakeholderMatrix: Window("stakeholder_matrix"),
}


def kind_of(field):
    return KINDS[type(field)]


def holds_answers(field):
    return not isinstance(kind_of(field), Window)


def clean_id(raw):
    """One spelling for one row, whatever the letters' case."""
    try:
        return str(UUID(raw))
    except ValueError:
        raise Refused(UNKNOWN_CHOICE) from None


def notices_of(*cleaned):
    return tuple(dict.fromkeys(notice for one in cleaned for notice in one.notices))
