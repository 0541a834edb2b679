"""What an RLP says of its own strategies, in what it shared: its plan (FT7), sheet 22, FT3 to FT6. Pure functions.

« Declared »: a measure of the plan that was not dropped, or a cell of the grid of sheet 22 that is not « Non ».
"""

from dataclasses import dataclass

from worksheets.codes import PlanStatus, Strategy
from worksheets.diagrams.words import decimal
from worksheets.scoring import median

GRID_SHEET, GRID, PLAN_SHEET = "sustain_cycle", "grid", "ft7"
IN_PLAN, IN_GRID, RATED, CODED = "in_plan", "in_grid", "rated", "coded"
BOTH, DECLARED_ONLY, CODED_ONLY = "both", "declared_only", "coded_only"
NUMBERS = (IN_PLAN, IN_GRID, RATED, CODED, BOTH, DECLARED_ONLY, CODED_ONLY)  # those of a Comparison
WITH_PASSAGES = (CODED, BOTH, CODED_ONLY)
NOT_DONE = "Non"


@dataclass(frozen=True)
class Declared:
    """Of one RLP. `planned`, `in_grid`: sets of strategies, None where that sheet was not shared."""

    planned: frozenset | None
    in_grid: frozenset | None
    importance: dict  # {strategy: 1 to 5}
    version: str = ""  # the shared version that says so

    @property
    def strategies(self):
        return (self.planned or frozenset()) | (self.in_grid or frozenset())

    @property
    def says_something(self):
        return self.planned is not None or self.in_grid is not None


def declared_in(document):
    """Of a sharing.document.Document."""
    return Declared(
        planned=None if document.plan is None else planned_in(document.plan),
        in_grid=in_grid_of(document.sheets),
        importance={one.strategy: one.value for one in document.importance if one.value is not None},
    )


def planned_in(plan):
    return frozenset(one.strategy for one in plan if one.status != PlanStatus.DROPPED)


def in_grid_of(sheets):
    """A cell lies at « resources.A »: each strategy is asked of each object."""
    asked = [
        question
        for sheet in sheets
        if sheet.key == GRID_SHEET
        for section in sheet.sections
        if section.key == GRID
        for question in section.questions
    ]
    if not any(one.texts for one in asked):
        return None
    return frozenset(
        one.address.partition(".")[0] for one in asked if one.texts and one.texts != [NOT_DONE] and not one.left_out
    ) & frozenset(Strategy.values)


@dataclass(frozen=True)
class Comparison:
    """Of one strategy, over the RLPs that shared their plan or their grid."""

    strategy: str
    in_plan: int
    in_grid: int
    coded: int
    both: int
    declared_only: int
    coded_only: int
    importance: str  # its median, in words
    rated: int  # by how many RLPs


def compare(declared, coded):
    """`declared`: {RLP: Declared}, those that say something; `coded`: {RLP: set of strategies}."""
    return [compare_strategy(strategy.value, declared, coded) for strategy in Strategy]


def compare_strategy(strategy, declared, coded):
    behind = rlps_behind(strategy, declared, coded)
    ratings = [declared[rlp].importance[strategy] for rlp in behind[RATED]]
    return Comparison(
        strategy=strategy,
        importance=decimal(median(ratings)) if ratings else "–",
        **{number: len(rlps) for number, rlps in behind.items()},
    )


def rlps_behind(strategy, declared, coded):
    """{number of a Comparison: the RLPs that it counts}"""
    said = {rlp for rlp, one in declared.items() if strategy in one.strategies}
    found = {rlp for rlp in declared if strategy in coded.get(rlp, ())}
    return {
        IN_PLAN: {rlp for rlp, one in declared.items() if strategy in (one.planned or ())},
        IN_GRID: {rlp for rlp, one in declared.items() if strategy in (one.in_grid or ())},
        RATED: {rlp for rlp, one in declared.items() if strategy in one.importance},
        CODED: found,
        BOTH: said & found,
        DECLARED_ONLY: said - found,
        CODED_ONLY: found - said,
    }


def differences(declared, coded):
    """{RLP: (declared and not coded, coded and not declared)}, for those where the two differ."""
    found = {}
    for rlp, one in declared.items():
        own = coded.get(rlp, ())
        only_said = [s for s in Strategy.values if s in one.strategies and s not in own]
        only_coded = [s for s in Strategy.values if s in own and s not in one.strategies]
        if only_said or only_coded:
            found[rlp] = (only_said, only_coded)
    return found
