"""A sector wheel for a room: the whole of it, or one wedge at a time with its two lists."""

from django.http import Http404

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from worksheets.queries import rows_shown
from worksheets.sectors_drawn import find_wheel, wedges_drawn, wheel_in_editor, wheel_on_screen

MOST_DIGITS = 2


@rlp_view(Right.READ_DRAFTS)
def wheel_screen(request, rlp, number, key):
    """`?secteur=3` shows the third wedge. On a phone the names are written under a smaller picture."""
    open_ = open_sheet(rlp, number, key)
    asked = find_wheel(open_.instrument)
    if asked is None:
        raise Http404
    rows = rows_shown(open_.instrument, open_.round.workbook_id)
    wedges = wedges_drawn(asked, rows)
    chosen = chosen_wedge(request.GET.get("secteur", ""), count=len(wedges))
    context = {
        "title": open_.instrument.title,
        "round": open_.round,
        "instrument": open_.instrument,
        "picture": wheel_on_screen(asked, rows, title=open_.instrument.title, chosen=chosen),
        "narrow": wheel_in_editor(asked, rows, title=open_.instrument.title),
        "wedges": list(enumerate((one.name for one in wedges), start=1)),
        "chosen": chosen,
        "shown": wedges[chosen - 1] if chosen else None,
        "previous": (chosen - 2) % len(wedges) + 1 if chosen else None,
        "following": chosen % len(wedges) + 1 if chosen else None,
    }
    return render_page(request, "carnet/wheel_screen.html", context)


def chosen_wedge(text, *, count):
    """The number of a wedge that is there; None for the whole wheel."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
    return number if 1 <= number <= count else None
