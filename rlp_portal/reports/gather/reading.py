"""The rows of a carnet, and each sheet as the group filled it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rlp_portal.reports.gather.typed import paragraphs
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.models import MobilisationRating, Round
from rlp_portal.rlps.queries import ratings_in_force
from worksheets import catalogue, schema
from worksheets.models import Actor, Answer, PlanLine, Sector, Sheet, SheetOwner, SustainedObject
from worksheets.naming import names_kept
from worksheets.rows import ROW_KINDS
from worksheets.sheet_forms import is_row_of
from worksheets.whole_rows import rows_of
from worksheets.wording import words


@dataclass(frozen=True, kw_only=True)
class Carnet:
    """The rows of one carnet, read in six queries."""

    round: Round
    as_of: datetime
    sheets: dict[str, Sheet]  # by instrument key
    answers: dict[str, dict[str, Answer]]  # by instrument key, then by address
    objects: list[SustainedObject]
    plan_lines: list[PlanLine]
    sectors: list[Sector]
    actors: list[Actor]
    every_row: dict[str, list]  # those in the bin too, by target
    names: dict[str, str]  # of the rows that answers may point to, by public id
    ratings: list[MobilisationRating]

    @property
    def today(self):
        """The day of the data: what is late is late on that day, so that the same data give the same page."""
        return timezone.localdate(self.as_of)


@dataclass(frozen=True, kw_only=True)
class FilledSheet:
    """An instrument and what the group wrote in it; `sheet` is None as long as it wrote nothing."""

    carnet: Carnet
    instrument: schema.Instrument
    sheet: Sheet | None
    answers: dict[str, Answer]

    def texts(self, asked):
        """The words of a question; a growing list gathers its rows."""
        return [text for address in self.addresses(asked) for text in self.texts_at(address, asked)]

    def addresses(self, asked):
        if isinstance(asked, schema.GrowingList):
            return [address for address in self.answers if is_row_of(asked, address)]
        return [asked.key]

    def texts_at(self, address, asked):
        answer = self.answers.get(address)
        if answer is None:
            return []
        said = words(asked, answer.value, state=answer.state, objects=self.carnet.names)
        return [paragraph for text in said for paragraph in paragraphs(text)]


def read_carnet(round_, *, as_of=None):
    sheets = Sheet.objects.filter(workbook=round_.workbook_id, owner=SheetOwner.GROUP)
    keys = {sheet.pk: sheet.instrument_key for sheet in sheets}
    found = rows_of(round_.workbook_id, ROW_KINDS.values())
    kept = {target: [one for one in rows if one.deleted_at is None] for target, rows in found.items()}
    return Carnet(
        round=round_,
        as_of=as_of or data_state(round_).as_of,
        sheets={sheet.instrument_key: sheet for sheet in sheets},
        answers=answers_by_sheet(keys),
        objects=kept["object"],
        plan_lines=kept["plan_line"],
        sectors=kept["sector"],
        actors=kept["actor"],
        every_row=found,
        names={**names_kept(found["object"]), **names_kept(found["sector"]), **names_kept(found["actor"])},
        ratings=list(ratings_in_force(round_.rlp)),
    )


def answers_by_sheet(keys):
    answers = defaultdict(dict)
    for answer in Answer.objects.filter(sheet__in=keys):
        answers[keys[answer.sheet_id]][answer.address] = answer
    return answers


def filled_sheets(carnet):
    return [filled_sheet(carnet, one.key) for one in catalogue.all_latest()]


def filled_sheet(carnet, key):
    """In the version it was filled in; in the newest one when it is not started."""
    sheet = carnet.sheets.get(key)
    instrument = catalogue.get(key, sheet.instrument_version) if sheet else catalogue.latest(key)
    return FilledSheet(carnet=carnet, instrument=instrument, sheet=sheet, answers=carnet.answers.get(key, {}))
