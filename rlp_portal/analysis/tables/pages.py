"""The tables of the page of analysis as rows to draw, each number with the address of the passages behind it."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import GROUPS
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.tables.asked import Asked
from rlp_portal.analysis.tables.declared import GRID_SHEET, IN_GRID, IN_PLAN, NUMBERS, PLAN_SHEET, RATED
from rlp_portal.analysis.tables.excerpts import title_of
from rlp_portal.analysis.tables.figures import GROUP_NAMES
from rlp_portal.analysis.tables.summary import MEASURES, MOST, WHOLE, pair_key
from rlp_portal.ui.typography import number
from worksheets.codes import MobilisationLevel, Strategy
from worksheets.diagrams import pairs, strips
from worksheets.diagrams.bars import BarGroup, draw_one_bar
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.words import decimal
from worksheets.shares import heat_class

MEASURE_TITLES = {
    "objects": "Nombre d’objets",
    "strategies": "Nombre de stratégies et de sous-stratégies",
    "diversity": "Diversité (sur les quatre stratégies)",
}
STRIPS_TITLE = "Objets, stratégies et diversité, par groupe de cotes"
PAIRS_TITLE = "Part des RLP de chaque groupe"
OTHER_OBJECTS = "Autres objets"
IMPORTANCE_SHEETS = {
    Strategy.INSTITUTIONALISATION: ("Feuille FT3", "ft3"),
    Strategy.POLICY: ("Feuille FT4", "ft4"),
    Strategy.COMMUNITY: ("Feuille FT5", "ft5"),
    Strategy.RESOURCES: ("Feuille FT6", "ft6"),
}


@dataclass(frozen=True)
class Cell:
    """A number, its share in words, and where its passages are; `url` "" for zero."""

    count: int
    share: str
    heat: int
    url: str
    about: str
    column: str = ""  # its heading, for a phone

    @property
    def said(self):
        return number(self.count)


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: list
    total: Cell
    group: str = ""  # a title above this row


class Counting:
    """RLPs or passages, of one moment or of all: what the toggles of the map choose."""

    def __init__(self, sample, summary, *, moment="", by_passages=False):
        self.sample, self.summary, self.moment, self.by_passages = sample, summary, moment, by_passages
        self.codes = codebook.get(summary.codebook_version)

    def cell(self, key, asked, *, about, column=""):
        asked = replace(asked, moment=self.moment)
        count, n = self.count(key), self.summary.n
        url = asked.url(self.sample) if count else ""
        if self.by_passages:
            return Cell(count, "", 0, url, about, column)
        return Cell(count, percentage(count, n), heat_class(count, n), url, about, column)

    def count(self, key):
        held = self.summary.passages if self.by_passages else self.summary.rlps
        return held[self.moment].get(key, 0)


def heat_rows(counting):
    codes = counting.codes
    for place, object_ in enumerate(codes.objects):
        yield HeatRow(
            name=object_.name,
            cells=[pair_cell(counting, object_, strategy) for strategy in codes.strategies],
            total=counting.cell(object_.key, Asked(object=object_.key), about=object_.name),
            group=OTHER_OBJECTS if place == codes.main_objects else "",
        )


def pair_cell(counting, object_, strategy):
    asked = Asked(object=object_.key, strategy=strategy.key)
    about = f"{object_.name}, {strategy.name}"
    return counting.cell(pair_key(object_.key, strategy.key), asked, about=about, column=strategy.name)


def totals_row(counting):
    return [
        counting.cell(one.key, Asked(strategy=one.key), about=one.name, column=one.name)
        for one in counting.codes.strategies
    ]


def sub_groups(counting, stars):
    """[(strategy, its cell, [(sub-strategy, cell, bar, passages to quote)])]"""
    n = counting.summary.n
    return [
        (
            strategy,
            counting.cell(strategy.key, Asked(strategy=strategy.key), about=strategy.name),
            [
                (sub, cell, draw_one_bar(cell.count, of=n, strategy=strategy.key), stars.get(sub.key, []))
                for sub in strategy.subs
                for cell in [counting.cell(sub.key, Asked(strategy=sub.key), about=sub.name)]
            ],
        )
        for strategy in counting.codes.strategies
    ]


def bar_groups(summary):
    codes = codebook.get(summary.codebook_version)
    return [
        BarGroup(one.key, one.name, tuple((sub.name, summary.count(sub.key)) for sub in one.subs))
        for one in codes.strategies
    ]


# ---- Mobilisation -----------------------------------------------------------------------------------------------


def group_title(group):
    """« Niveaux 1 et 2 »"""
    return GROUP_NAMES[group].capitalize()


def strip_panels(summary):
    return [
        strips.Panel(
            MEASURE_TITLES[name],
            MOST[name],
            tuple(
                strips.Strip(group_title(group), {int(v): c for v, c in summary.spreads[group][name].items()})
                for group in GROUPS
            ),
        )
        for name in MEASURES
    ]


def pair_groups(summary):
    return tuple(pairs.Group(group_title(group), summary.sizes[group]) for group in GROUPS)


def pair_lines(summary):
    codes = codebook.get(summary.codebook_version)
    for heading, held in (("Objets", codes.objects), ("Stratégies", codes.strategies)):
        yield pairs.PairLine(heading, is_heading=True)
        for one in held:
            yield pairs.PairLine(one.name, tuple(summary.count_in(group, one.key) for group in GROUPS))


def pair_rows(counting):
    """The same, with the passages of each number: [(name, [Cell, Cell])]."""
    summary, codes = counting.summary, counting.codes
    return [
        (one.name, [group_cell(counting, Asked(**{kind: one.key}, group=group), one) for group in GROUPS])
        for kind, held in (("object", codes.objects), ("strategy", codes.strategies))
        for one in held
        if summary.n
    ]


def group_cell(counting, asked, code):
    size, count = counting.summary.sizes[asked.group], counting.summary.count_in(asked.group, code.key)
    url = asked.url(counting.sample) if count else ""
    return Cell(count, percentage(count, size), 0, url, f"{code.name}, {GROUP_NAMES[asked.group]}")


def median_rows(summary):
    """[(measure, [median of each group])]"""
    return [(MEASURE_TITLES[name], [median_words(summary, name, group) for group in GROUPS]) for name in MEASURES]


def median_words(summary, name, group=WHOLE):
    """« 2,5 »; a dash for a group that is too small, or beside one that is: its values are listed, not compared."""
    middle = summary.median(name, group)
    return "–" if middle is None or group and not summary.can_compare else decimal(middle)


def mobilisation_figures(summary):
    """The drawings of the two groups: (strips, strips for a phone, pairs, pairs for a phone)."""
    measure = find_measure(settings.FONT_FOLDERS)
    panels, lines, groups = strip_panels(summary), list(pair_lines(summary)), pair_groups(summary)
    return {
        "strips": strips.draw_strips(panels, title=STRIPS_TITLE, measure=measure),
        "narrow_strips": strips.draw_strips(panels, title=STRIPS_TITLE, measure=measure, frame=strips.PHONE),
        "strips_table": strips.table_of_strips(panels, title=STRIPS_TITLE),
        "pairs": pairs.draw_pairs(lines, groups, title=PAIRS_TITLE, measure=measure),
        "narrow_pairs": pairs.draw_pairs(lines, groups, title=PAIRS_TITLE, measure=measure, frame=pairs.PHONE),
    }


def rlp_rows(board, names, sample):
    """In alphabetical order, which ranks nobody: those of a group one after the other, without a level last."""
    rows = [
        {
            "name": names[rlp].name,
            "group": next((name for name, levels in GROUPS.items() if level in levels), ""),
            "level": f"{level}\u00a0– {MobilisationLevel(level).label}" if level else "Sans cote",
            "measures": measures or {"objects": 0, "strategies": 0, "diversity": 0},
            "url": Asked(rlp=names[rlp].slug).url(sample) if measures else "",
            "place": (names[rlp].folded_name, rlp),
        }
        for rlp, level, measures in board.rlps
    ]
    return sorted(rows, key=lambda row: row["place"])


# ---- What the RLPs say themselves -------------------------------------------------------------------------------


def comparison_rows(board, sample):
    """[(name, {number of a Comparison: Cell}, importance in words)]"""
    codes = codebook.get(sample.codebook_version)
    return [
        (
            codes.name_of(one["strategy"]),
            {number: compared_cell(sample, codes, one, number) for number in NUMBERS},
            one["importance"],
        )
        for one in board.comparisons
    ]


def compared_cell(sample, codes, comparison, number):
    asked, count = Asked(strategy=comparison["strategy"], compared=number), comparison[number]
    return Cell(count, "", 0, asked.url(sample) if count else "", title_of(asked, version=codes.version))


def declaring_rows(rlps, behind, asked):
    """[(name, [(name of a sheet, its address in the version that was shared)])]"""
    return [(rlp.name, declaring_sheets(rlp, behind, asked)) for rlp in rlps]


def declaring_sheets(rlp, behind, asked):
    """Where it says so: the sheet that the number is about, or each of those that declare."""
    sheets = {
        IN_PLAN: ("Plan (FT7)", PLAN_SHEET),
        IN_GRID: ("Feuille 22", GRID_SHEET),
        RATED: IMPORTANCE_SHEETS[asked.strategy],
    }
    held, version = behind.rlps[asked.strategy], behind.versions[rlp.pk]
    wanted = [asked.compared] if asked.compared in sheets else [IN_PLAN, IN_GRID]
    address = reverse("shared_version", args=[rlp.slug, version])
    return [(name, f"{address}#{key}") for name, key in map(sheets.get, [n for n in wanted if rlp.pk in held[n]])]


def difference_rows(board, names, sample, version):
    codes = codebook.get(version)

    def listed(keys):
        return [(codes.name_of(key)) for key in keys]

    rows = [
        (names[rlp].name, Asked(rlp=names[rlp].slug).url(sample), listed(said), listed(coded), names[rlp].slug)
        for rlp, (said, coded) in board.differences.items()
    ]
    return sorted(rows, key=lambda row: row[0])


def moment_choices(chosen):
    return [("", "Tous les moments", chosen == ""), *[(m.value, m.label, chosen == m.value) for m in Moment]]
