"""The report of a whole carnet."""

from dataclasses import dataclass, field

from rlp_portal.reports.gather.glance import Glance, glance_of
from rlp_portal.reports.gather.header import Header, header_of
from rlp_portal.reports.gather.mobilisation import dated_ratings, timeline_of
from rlp_portal.reports.gather.plan import PlanPart, plan_part
from rlp_portal.reports.gather.reading import filled_sheets, read_carnet
from rlp_portal.reports.gather.sheet import SheetPart, sheet_part
from rlp_portal.reports.gather.workshops import WorkshopLines
from worksheets.diagrams.geometry import Drawing
from worksheets.queries import shows_plan
from worksheets.schema import PHASE_LABELS


@dataclass(frozen=True, kw_only=True)
class SharedPart:
    number: int
    note: list[str]  # the group's words to its advisor, by paragraph
    sheets_left_out: list[str]
    people_left_out: list[str]


@dataclass(frozen=True, kw_only=True)
class CarnetReport:
    header: Header
    glance: Glance
    phases: list[tuple[str, list[SheetPart]]]  # a phase's label, its sheets that hold something
    empty_sheets: list[str]
    unanswered_sheets: list[str]  # finished without an answer
    plan: PlanPart
    mobilisation: Drawing | None
    ratings: list[tuple[str, str, str]]  # day, level, note
    workshops: list[WorkshopLines] = field(default_factory=list)  # of a frozen version
    version: SharedPart | None = None  # of a frozen version: which one, and what it leaves out

    @property
    def title(self):
        name = f"Carnet – {self.header.rlp} – {self.header.round_title}"
        return f"{name} – Version {self.version.number}" if self.version else name

    @property
    def sheets(self):
        return [sheet for _phase, sheets in self.phases for sheet in sheets]


def gather_carnet(round_, *, as_of=None):
    return carnet_report(read_carnet(round_, as_of=as_of))


def carnet_report(carnet):
    parts = [sheet_part(filled) for filled in filled_sheets(carnet)]
    unprinted = [part for part in parts if part.is_empty and not is_the_plan(part, carnet)]
    return CarnetReport(
        header=header_of(carnet),
        glance=glance_of(carnet),
        phases=by_phase([part for part in parts if not part.is_empty]),
        empty_sheets=[part.instrument.title for part in unprinted if not part.is_finished],
        unanswered_sheets=[part.instrument.title for part in unprinted if part.is_finished],
        plan=plan_part(carnet),
        mobilisation=timeline_of(carnet),
        ratings=dated_ratings(carnet),
    )


def by_phase(parts):
    grouped = [
        (label, [part for part in parts if part.instrument.phase == phase]) for phase, label in PHASE_LABELS.items()
    ]
    return [(label, sheets) for label, sheets in grouped if sheets]


def is_the_plan(part, carnet):
    """FT7 holds no answer of its own: its pages are the plan."""
    return shows_plan(part.instrument) and carnet.plan_lines
