"""The poster of a workshop and its emergency kit, for whoever prepares it."""

from django.http import Http404

from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.handouts.kit import kit_of
from rlp_portal.reports.handouts.poster import poster_of
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import answer
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.enums import WorkshopState


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_poster(request, workshop):
    """As long as the code opens something."""
    if workshop.state == WorkshopState.CLOSED or workshop.join_code is None:
        raise Http404
    poster = poster_of(workshop, request=request)
    return send(request, workshop, poster, what="Affichette", template="poster", stylesheet="poster")


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_kit(request, workshop):
    kit = kit_of(workshop)
    return send(request, workshop, kit, what="Trousse de secours", template="kit", stylesheet="blank")


def send(request, workshop, report, *, what, template, stylesheet):
    try:
        printed = print_report(report, template=f"reports/print/{template}.html", stylesheet=stylesheet)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"{what} – {workshop.title}.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
