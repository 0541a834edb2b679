"""A drawing as a page shows it: its name, its caption, its table, and what a phone shows in its place."""

from dataclasses import dataclass

from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.table import Table


@dataclass(frozen=True, kw_only=True)
class Figure:
    name: str  # in addresses: "positions"
    caption: str
    drawing: Drawing
    table: Table
    narrow: Drawing | None = None
