"""The drawings of each sheet, in one table: a sheet as it is shown → a figure, or nothing when nothing is answered.

Pages, files, reports, shared versions and the comparison of two rounds all read `DRAWINGS`: a new drawing of a sheet
is a line here. A builder takes a `Drawn`; it overlays the round before where `drawn.before` holds something.
"""

from worksheets.figures.appreciation import draw_as_dots, draw_as_wheel
from worksheets.figures.continuum import draw_levels
from worksheets.figures.cycle import draw_moments
from worksheets.figures.drawn import Drawn
from worksheets.figures.ladder import draw_collaborations
from worksheets.figures.positions import draw_positions
from worksheets.figures.sectors import draw_sectors

WHEEL = {"wheel": draw_as_wheel, "dots": draw_as_dots}

# By instrument, then by the name that its address has.
DRAWINGS = {
    "continuum": {"levels": draw_levels},
    "approach": {"positions": draw_positions},
    "formal_sectors": {"wheel": draw_sectors},
    "informal_sectors": {"wheel": draw_sectors},
    "ladder": {"collaborations": draw_collaborations},
    "collective_impact": WHEEL,
    "trust": WHEEL,
    "partnership_wheel": WHEEL,
    "sustain_cycle": {"moments": draw_moments},
}


def figures_of(sheet, *, before=None):
    """The figures of a sheet that have something to show.

    `sheet` and `before` have a key, a title and questions, as a ShownSheet has: stored or frozen.
    """
    drawn = Drawn.of(sheet, before=before)
    figures = [draw(drawn) for draw in DRAWINGS.get(sheet.key, {}).values()]
    return [figure for figure in figures if figure]
