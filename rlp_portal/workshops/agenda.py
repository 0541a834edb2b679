"""What a step asks, and of which sheets."""

from functools import cached_property

from django.db.models import F

from rlp_portal.workshops.enums import Anonymity, StepKind
from worksheets import catalogue
from worksheets.individual import find_item, items_of
from worksheets.models import Answer, Sector, Sheet, SheetOwner
from worksheets.queries import kinds_offered
from worksheets.schema import Placements, SectorWheel, UnknownAddress
from worksheets.whole_rows import rows_of

STRATEGY_SHEETS = ("ft3", "ft4", "ft5", "ft6")
IMPORTANCE = frozenset({"importance"})


class Asked:
    """A step with its sheets and its items; asks the database only for what the group listed to be placed."""

    def __init__(self, step):
        self.step = step

    @cached_property
    def instruments(self):
        if self.step.kind == StepKind.INSTRUMENT:
            return [catalogue.get(self.step.instrument_key, self.step.instrument_version)]
        if self.step.kind == StepKind.IMPORTANCE:
            return [catalogue.latest(key) for key in STRATEGY_SHEETS]
        return []

    @cached_property
    def items(self):
        only = IMPORTANCE if self.step.kind == StepKind.IMPORTANCE else None
        return [
            item
            for instrument in self.instruments
            for item in items_of(instrument, group=self.listed(instrument), wedges=self.wedges(instrument), only=only)
        ]

    def listed(self, instrument):
        if any(isinstance(asked, Placements) for _address, asked, _row in instrument.questions()):
            return self.group_answers[instrument.key]
        return None

    @cached_property
    def group_answers(self):
        """{instrument key: {address: Answer}} of the group's sheets. One query."""
        found = {instrument.key: {} for instrument in self.instruments}
        stored = Answer.objects.filter(
            sheet__workbook=self.step.workshop.carnet_id,
            sheet__owner=SheetOwner.GROUP,
            sheet__instrument_key__in=found,
        )
        for answer in stored.annotate(of=F("sheet__instrument_key")).order_by("pk"):
            found[answer.of][answer.address] = answer
        return found

    def wedges(self, instrument):
        """Those that the group named on the wheel of this sheet."""
        circles = [asked.circle for _address, asked, _row in instrument.questions() if isinstance(asked, SectorWheel)]
        if not circles:
            return ()
        return [(str(one.public_id), one.name) for one in self.sectors if one.circle in circles]

    @cached_property
    def sectors(self):
        """Those of the carnet. One query."""
        return list(Sector.objects.kept().filter(workbook=self.step.workshop.carnet_id))

    @cached_property
    def rows_offered(self):
        """{target: rows} of the carnet that its items name. One query, none where they name none."""
        kinds = dict.fromkeys(kind for item in self.items for kind in kinds_offered(item.asked))
        return rows_of(self.step.workshop.carnet_id, kinds) if kinds else {}

    def find(self, key, address=None):
        """The Item; raises UnknownAddress."""
        return find_item(self.items, key, address)

    def group_sheet(self, instrument_key):
        """The group's sheet, unsaved as long as nobody wrote in it."""
        return group_sheet(self.step.workshop, self.instrument(instrument_key))

    def instrument(self, key):
        for instrument in self.instruments:
            if instrument.key == key:
                return instrument
        raise UnknownAddress(key)


def group_sheet(workshop, instrument):
    found = Sheet.objects.filter(
        workbook=workshop.carnet_id, instrument_key=instrument.key, owner=SheetOwner.GROUP
    ).first()
    return found or Sheet(
        workbook_id=workshop.carnet_id, instrument_key=instrument.key, instrument_version=instrument.version
    )


def asks_for_words(step):
    """Whether something of it is answered in one's own words. No query."""
    if step.kind != StepKind.INSTRUMENT:
        return False
    return any(item.is_open for instrument in Asked(step).instruments for item in items_of(instrument))


def title_of(step, *, short=False):
    """« Continuum de collaboration », « Importance des quatre stratégies », « Accueil »; short in a list."""
    if step.kind == StepKind.INSTRUMENT:
        instrument = catalogue.get(step.instrument_key, step.instrument_version)
        return instrument.short_title if short else instrument.title
    return step.title or step.get_kind_display()


def is_all_anonymous(steps):
    """Whether an invitation may promise that nobody sees who answered what."""
    return all(step.anonymity == Anonymity.ANONYMOUS for step in steps if step.asks)


def split_item(key):
    """(instrument key, address) of « instrument/address »; raises UnknownAddress."""
    instrument_key, slash, address = key.partition("/")
    if not slash:
        raise UnknownAddress(key)
    return instrument_key, address
