"""What one person answered in a filled form, for a step of a workshop: it counts as any paper sheet does."""

from dataclasses import dataclass, field

from rlp_portal.reports.fillable.boxes import NEW, new_row_name, prefix_of
from rlp_portal.reports.fillable.posted import as_posted, listed, number_first, read_box, row_order
from rlp_portal.reports.fillable.taking import OTHER_VERSION
from rlp_portal.reports.together import IMPORTANCE_KEY, versions_of
from rlp_portal.rlps.uploaded_files import FileRefused
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import StepKind
from rlp_portal.workshops.papers.entry import Place
from worksheets import schema
from worksheets.cleaning import Refused
from worksheets.codes import Involvement, Strategy
from worksheets.individual import MOST_IDEAS
from worksheets.models import AnswerState
from worksheets.rows import ACTOR, PLAN_LINE, SECTOR, SEPARATOR

OTHER_STEP = "Ce fichier est une autre feuille que celle de cette étape."
OF_A_CARNET = (
    "Ce fichier porte déjà les réponses d’un carnet. Pour répondre chacun pour soi, partez de la feuille vierge."
)
BLANK = "Ce fichier est vide\u00a0: rien n’y est rempli."


@dataclass
class FilledPaper:
    """One file, read: `places` as `papers.entry.enter` takes them; `left_out`: what could not be read."""

    step: object
    seal: object
    fields: dict
    left_out: list = field(default_factory=list)

    def __post_init__(self):
        asked = Asked(self.step)
        refuse_elsewhere(self.step, asked.instruments, self.seal)
        self.found = []
        for instrument in asked.instruments:
            items = [item for item in asked.items if item.instrument == instrument]
            self.found += FilledSheet(instrument, self.fields, self.left_out).read(items)
        if not self.found:
            raise FileRefused(BLANK)

    def answers(self):
        """[(Place, value, state)]"""
        return self.found


class FilledSheet:
    """What a file says of one sheet: the four importances asked together have four in it."""

    def __init__(self, instrument, fields, left_out):
        self.data, self.addresses = as_posted(fields, prefix=prefix_of(instrument))
        self.left_out = left_out

    def read(self, items):
        return [one for item in items for one in self.read_item(item)]

    def read_item(self, item):
        for address, raw, state in self.typed(item):
            try:
                value = item.clean(raw).value
            except Refused:
                self.left_out.append(item.label)
                continue
            if value is not None or state != AnswerState.ANSWERED:
                yield Place(item, address), value, state

    def typed(self, item):
        """[(address, raw, state)] of what the form says about an item."""
        reads = next((one for kind, one in READS.items() if isinstance(item.asked, kind)), FilledSheet.plain)
        return reads(self, item)

    def plain(self, item):
        raw, state = read_box(self.data, item.address, item.asked)
        return [(item.address, raw, state)]

    def placed(self, item):
        """Where the form names the same thing as the group did."""
        for row in self.rows_of(item.asked.key):
            raw, state = read_box(self.data, row, item.asked)
            if same(raw["name"], item.name):
                return [(item.address, {"name": item.name, "rung": raw["rung"]}, state)]
        return []

    def listed_rows(self, item):
        rows = self.rows_of(item.asked.key)[:MOST_IDEAS]
        return [
            (f"{item.address}.r{place}", *read_box(self.data, row, item.asked))
            for place, row in enumerate(rows, start=1)
        ]

    def rows_of(self, key):
        return sorted((one for one in self.addresses if one.startswith(f"{key}.")), key=row_order)

    def proposed(self, item):
        original, _row = item.instrument.find(item.address)
        said = self.measures() if isinstance(original, schema.Plan) else self.actors(item)
        return [
            (f"{item.address}.r{number}", {"text": text, "place": place}, AnswerState.ANSWERED)
            for number, (text, place) in enumerate(said[:MOST_IDEAS], start=1)
        ]

    def measures(self):
        return [
            (text, strategy.value)
            for strategy in Strategy
            for place in self.new_places(PLAN_LINE, strategy.value)
            if (text := self.new_field(PLAN_LINE, strategy.value, place, "measure"))
        ]

    def actors(self, item):
        """Under the wedge of the same name, where the group named one."""
        found = []
        for wedge in self.new_groups(ACTOR):
            circle, _plus, number = wedge.partition("+")
            under = self.new_field(SECTOR, circle, number, "name")
            for place in self.new_places(ACTOR, wedge):
                if text := self.new_field(ACTOR, wedge, place, "name"):
                    ring = listed(ACTOR.fields["involvement"], self.new_field(ACTOR, wedge, place, "involvement"))
                    found.append((text, place_named(item, under, ring)))
        return found

    # ---- rows still to come ---------------------------------------------------------------------------------

    def new_groups(self, kind):
        return sorted(self.parts_after(start_of(kind)))

    def new_places(self, kind, group):
        return sorted(self.parts_after(start_of(kind) + group + SEPARATOR), key=number_first)

    def parts_after(self, start):
        return {one.removeprefix(start).split(SEPARATOR)[0] for one in self.addresses if one.startswith(start)}

    def new_field(self, kind, group, place, key):
        return (self.data.get(new_row_name(kind.target, group, place, key)) or "").strip()


READS = {
    schema.Placements: FilledSheet.placed,
    schema.Proposals: FilledSheet.proposed,
    schema.GrowingList: FilledSheet.listed_rows,
}


def refuse_elsewhere(step, instruments, seal):
    key, version = sealed_as(step, instruments)
    if seal.instrument != key:
        raise FileRefused(OTHER_STEP)
    if seal.version != version:
        raise FileRefused(OTHER_VERSION)
    if not seal.is_blank:
        raise FileRefused(OF_A_CARNET)


def sealed_as(step, instruments):
    if step.kind == StepKind.IMPORTANCE:
        return IMPORTANCE_KEY, versions_of(instruments)
    [instrument] = instruments
    return instrument.key, instrument.version


def start_of(kind):
    return SEPARATOR.join((NEW, str(kind.target), ""))


def place_named(item, under, ring):
    """The key of « Santé, à mobiliser »; "" where the group named no such wedge."""
    rings = {one.value: one.label for one in Involvement}
    wanted = f"{under}, {rings.get(ring, Involvement.TO_MOBILISE.label)}"
    return next((one.key for one in item.asked.places if same(one.label, wanted)), "")


def same(one, other):
    return bool(one) and one.strip().casefold() == other.strip().casefold()
