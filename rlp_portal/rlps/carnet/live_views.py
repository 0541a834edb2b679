"""An open sheet stays fresh: its stream, what replaces it when no stream opens, and the fields to draw again."""

import hashlib
import re

from django.http import HttpResponse
from django.views.decorators.http import condition

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.live import channel_of
from rlp_portal.rlps.carnet.presence import Seat
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.carnet.sheet_page import SheetPage
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.live.streams import LiveResponse
from rlp_portal.ui.pages import render_page
from worksheets.sectors_drawn import find_wheel
from worksheets.windows import wheel_picture

TAB = re.compile(r"[0-9a-f]{8,32}")


@rlp_view(Right.EDIT_CARNET)
def sheet_stream(request, rlp, number, key):
    """Events: each is the whole state (see live.state_of)."""
    open_ = open_sheet(rlp, number, key)
    return LiveResponse(channel_of(open_), person=request.user.pk, seat=seat_of(request, open_, request.GET))


@rlp_view(Right.EDIT_CARNET)
def sheet_news(request, rlp, number, key):
    """The same state, for whoever asks now and then: 304 as long as nothing changed."""
    content = channel_of(open_sheet(rlp, number, key)).draw()
    mark = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'

    @condition(etag_func=lambda request: mark)
    def answer(request):
        return HttpResponse(content, content_type="application/json")

    return answer(request)


@rlp_view(None, writing=Right.EDIT_CARNET)
def sheet_presence(request, rlp, number, key):
    """A page without a stream says every so often that it is there, and once that it is closed."""
    seat = seat_of(request, open_sheet(rlp, number, key), request.POST)
    if seat:
        seat.leave() if "leave" in request.POST else seat.take()
    return HttpResponse(status=204)


def seat_of(request, open_, sent):
    tab = sent.get("onglet", "")
    return Seat(open_.round.workbook_id, open_.instrument.key, request.user.pk, tab) if TAB.fullmatch(tab) else None


@rlp_view(Right.EDIT_CARNET)
def sheet_fields(request, rlp, number, key):
    """Some fields and rows of a sheet as a reload would draw them: `champ` are addresses, `ligne` ids of rows."""
    open_ = open_sheet(rlp, number, key)
    page = SheetPage(request, open_, open_.instrument.sections)
    asked = find_wheel(open_.instrument)
    context = {
        **(wheel_picture(asked, page.rows) if asked else {}),
        "questions": page.questions(request.GET.getlist("champ")),
        "rows": page.fresh_rows(set(request.GET.getlist("ligne"))),
        "sheet": open_.sheet,
        "round": open_.round,
        "instrument": open_.instrument,
    }
    return render_page(request, "carnet/_fresh_fields.html", context)
