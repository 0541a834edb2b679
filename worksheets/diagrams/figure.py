"""A drawing as a page shows it: its name, its caption, its table, and what a phone or paper shows in its place."""

from dataclasses import dataclass
from functools import cached_property

from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.svg import svg
from worksheets.diagrams.table import Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    name: str  # in addresses: "positions"
    caption: str
    drawing: Drawing
    table: Table
    narrow: Drawing | None = None
    paper: Drawing | None = None  # on a landscape page of a PDF
    is_beside: bool = False  # where it is edited, it is drawn beside its list: there, its table and files are enough
    is_wide: bool = False  # not for a phone, which finds the same in another figure of the sheet

    @cached_property
    def svg(self):
        return svg(self.drawing)

    @cached_property
    def narrow_svg(self):
        return svg(self.narrow)
