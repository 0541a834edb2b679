"""The rows of a carnet, and each sheet as the group filled it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from rlp_portal.reports.gather.typed import paragraphs
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.models import MobilisationRating, Round
from rlp_portal.rlps.queries import ratings_in_force
from worksheets import catalogue, schema
from worksheets.models import Answer, PlanLine, Sheet, SheetOwner, SustainedObject
from worksheets.queries import plan_lines_of
from worksheets.sheet_forms import is_row_of
from worksheets.wording import words


@dataclass(frozen=True, kw_only=True)
class Carnet:
    """The rows of one carnet, read in five queries."""

    round: Round
    as_of: datetime
    sheets: dict[str, Sheet]  # by instrument key
    answers: dict[str, dict[str, Answer]]  # by instrument key, then by address
    objects: list[SustainedObject]
    plan_lines: list[PlanLine]
    ratings: list[MobilisationRating]

    @property
    def today(self):
        """The day of the data: what is late is late on that day, so that the same data give the same page."""
        return timezone.localdate(self.as_of)

    @cached_property
    def object_names(self):
        return {one.public_id: one.name for one in self.objects}


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
        said = words(asked, answer.value, state=answer.state, objects=self.carnet.object_names)
        return [paragraph for text in said for paragraph in paragraphs(text)]


def read_carnet(round_, *, as_of=None):
    sheets = Sheet.objects.filter(workbook=round_.workbook_id, owner=SheetOwner.GROUP)
    keys = {sheet.pk: sheet.instrument_key for sheet in sheets}
    return Carnet(
        round=round_,
        as_of=as_of or data_state(round_).as_of,
        sheets={sheet.instrument_key: sheet for sheet in sheets},
        answers=answers_by_sheet(keys),
        objects=list(SustainedObject.objects.kept().filter(workbook=round_.workbook_id)),
        plan_lines=plan_lines_of(round_.workbook_id),
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
