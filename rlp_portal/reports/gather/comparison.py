"""The report of two rounds side by side."""

from dataclasses import dataclass, replace

from rlp_portal.reports.gather.typed import own_words
from rlp_portal.rlps.carnet.comparing import RoundsCompared
from rlp_portal.ui.typography import quebec_date
from worksheets.comparing import ComparedSheet
from worksheets.diagrams.figure import Figure


@dataclass(frozen=True, kw_only=True)
class ComparisonReport:
    rlp: str
    before: str
    now: str
    started_before: str
    started_now: str
    importance: Figure | None
    sheets: list[ComparedSheet]
    refused: list[ComparedSheet]
    untouched: list[str]

    @property
    def title(self):
        return f"Comparaison – {self.before} et {self.now}"


def gather_comparison(compared: RoundsCompared):
    before, now = compared.before, compared.now
    return ComparisonReport(
        rlp=own_words(now.rlp.name),
        before=own_words(before.title),
        now=own_words(now.title),
        started_before=quebec_date(before.started_on),
        started_now=quebec_date(now.started_on),
        importance=compared.importance,
        sheets=[in_typography(sheet) for sheet in compared.sheets],
        refused=compared.refused,
        untouched=compared.untouched,
    )


def in_typography(sheet):
    lines = [
        replace(
            line,
            label=own_words(line.label),
            before=[own_words(text) for text in line.before],
            now=[own_words(text) for text in line.now],
        )
        for line in sheet.lines
    ]
    return replace(sheet, lines=lines)
