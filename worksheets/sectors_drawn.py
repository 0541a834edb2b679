"""The wheel of a circle beside its list, and for a room."""

from django.conf import settings

from worksheets.diagrams.text import find_measure
from worksheets.diagrams.wheel import WedgeData, draw_wheel
from worksheets.registry import wheel_of
from worksheets.schema import SectorWheel

WEDGES_AT_FIRST = 8  # drawn, empty and numbered, before anybody names one


def wedges_drawn(asked, rows):
    """The wedges of a window on sectors; `rows`: {target: rows} of the carnet, those in the bin too."""
    wheel = wheel_of(asked.circle, sectors=rows.get("sector", ()), actors=rows.get("actor", ()))
    return [wedge_drawn(one) for one in wheel.named]


def wedge_drawn(wedge):
    return WedgeData(
        wedge.sector.name,
        tuple(one.name for one in wedge.involved),
        tuple(one.name for one in wedge.to_mobilise),
    )


def wheel_in_editor(asked, rows, *, title):
    """Numbers alone: the names are beside it."""
    wedges = wedges_drawn(asked, rows) or [WedgeData("")] * WEDGES_AT_FIRST
    return draw_wheel(wedges, title=title, measure=find_measure(settings.FONT_FOLDERS), view="phone")


def wheel_on_screen(asked, rows, *, title, chosen=None):
    """For a room: the whole wheel, or one of its wedges with its two lists."""
    wedges = wedges_drawn(asked, rows) or [WedgeData("")] * WEDGES_AT_FIRST
    view = "zoom" if chosen else "overview"
    return draw_wheel(wedges, title=title, measure=find_measure(settings.FONT_FOLDERS), view=view, chosen=chosen)


def find_wheel(instrument):
    """The window on sectors that a sheet has; None."""
    return next((asked for _address, asked, _row in instrument.questions() if isinstance(asked, SectorWheel)), None)
