"""The twin of a drawing: the same data as a table, which is its equivalent for whoever does not see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def named_rows(self):
        """[(heading, [(column, cell)])]: each cell with the name of its column, for a phone."""
        return [(row[0], list(zip(self.columns[1:], row[1:], strict=True))) for row in self.rows]
