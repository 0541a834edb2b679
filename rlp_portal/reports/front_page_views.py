"""A front page of the vision sheet, on Letter, to pin on a wall."""

from django.http import Http404

from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather.front_page import gather_front_page
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import answer
from worksheets import front_pages


@rlp_view(Right.MAKE_REPORTS)
def front_page(request, rlp, number, key, row):
    open_ = open_sheet(rlp, number, key)
    report = gather_front_page(
        open_.round,
        instrument_key=key,
        row=find_row(open_.instrument, row),
        as_of=data_state(open_.round).as_of,
    )
    try:
        printed = print_report(report, template="reports/print/front_page.html", stylesheet="front_page")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"{report.page.newspaper} – {rlp.name}.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])


def find_row(instrument, key):
    for section in instrument.sections:
        if section.layout == front_pages.LAYOUT:
            for row in section.rows:
                if row.key == key:
                    return row
    raise Http404
