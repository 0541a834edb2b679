"""What leaves the portal: a carnet, every sheet of it, and how each answer came in."""

import copy
from dataclasses import dataclass, replace

from rlp_portal.reports.gather.reading import Carnet, FilledSheet, filled_sheet, read_carnet
from worksheets import catalogue
from worksheets.models import AnswerState, Change, Origin
from worksheets.naming import names_of
from worksheets.rows import ACTOR
from worksheets.schema import People, UnknownAddress
from worksheets.services.references import rows_named_in

NAME_WITHHELD = ""  # the base of an answer that leaves without its names: nothing can be guessed from it


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A carnet on its way out. Without `with_names`, no name that the sheets hold is left in it."""

    carnet: Carnet
    sheets: list[FilledSheet]
    objects: list  # these three: those in the bin too, as long as an answer or another row names them
    sectors: list
    actors: list
    names: dict  # {public id: name} of all of them
    origins: dict  # {(sheet id, address): Origin}
    with_names: bool

    @property
    def round(self):
        return self.carnet.round

    @property
    def as_of(self):
        return self.carnet.as_of


def take_carnet(round_, *, with_names, as_of=None):
    """Few queries, whatever the length of the carnet."""
    carnet = read_carnet(round_, as_of=as_of)
    if not with_names:
        carnet = without_names(carnet)
    keys = [*[one.key for one in catalogue.all_latest()], *sorted(carnet.sheets)]
    sheets = [filled_sheet(carnet, key) for key in dict.fromkeys(keys)]
    return Taken(
        carnet=carnet,
        sheets=sheets,
        **rows_that_leave(carnet, sheets, with_names=with_names),
        names=names_of([row for rows in carnet.every_row.values() for row in rows]),
        origins=origins_of(round_.workbook_id),
        with_names=with_names,
    )


def origins_of(workbook_id):
    written = Change.objects.filter(workbook=workbook_id, target=Change.Target.ANSWER).order_by("id")
    return {
        (sheet, address): Origin(origin)
        for sheet, address, origin in written.values_list("sheet", "address", "origin")
    }


def rows_that_leave(carnet, sheets, *, with_names):
    """Objects, sectors and actors: kept, or named by what is kept."""
    every = carnet.every_row
    named = {one for filled in sheets for one in ids_in_answers(filled)}
    named |= {str(line.object.public_id) for line in carnet.plan_lines if line.object}
    actors = those_that_leave(every["actor"], named)
    named |= {str(one.sector.public_id) for one in actors if one.sector}
    return {
        "objects": those_that_leave(every["object"], named),
        "sectors": those_that_leave(every["sector"], named),
        "actors": actors if with_names else [without_opinions(one) for one in actors],
    }


def those_that_leave(rows, named):
    return [one for one in rows if one.deleted_at is None or str(one.public_id) in named]


def ids_in_answers(filled):
    for address, answer in filled.answers.items():
        try:
            asked, _row = filled.instrument.find(address)
        except UnknownAddress:
            continue
        yield from rows_named_in(asked, answer.value)


def without_opinions(actor):
    """A copy without what names or judges third persons."""
    actor = copy.copy(actor)
    for key, field in ACTOR.fields.items():
        if field.about_people:
            setattr(actor, key, None if actor._meta.get_field(key).null else "")
    return actor


def without_names(carnet):
    """The same carnet: of the persons that its sheets list, the organisation and the sector alone.

    Of the actors, nothing of what is thought of them, and not who they send.
    """
    answers = {}
    for key, held in carnet.answers.items():
        sheet = carnet.sheets[key]
        instrument = catalogue.get(key, sheet.instrument_version)
        answers[key] = {address: nameless(instrument, answer) for address, answer in held.items()}
    return replace(carnet, answers=answers, actors=[without_opinions(one) for one in carnet.actors])


def nameless(instrument, answer):
    if is_about_a_person(instrument, answer.address) and answer.value and answer.value["name"]:
        answer.value, answer.fingerprint = withhold_name(answer.value), NAME_WITHHELD
    return answer


def is_about_a_person(instrument, address):
    try:
        return isinstance(instrument.find(address)[0], People)
    except UnknownAddress:
        return False


def withhold_name(person):
    """None when nothing else was written."""
    rest = {**person, "name": ""}
    return rest if any(rest.values()) else None


def holds_something(answer):
    return answer is not None and (answer.value is not None or answer.state != AnswerState.ANSWERED)
