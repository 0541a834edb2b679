"""Two rounds side by side, as a PDF to bring to a meeting."""

from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather.comparison import gather_comparison
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet import comparing
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import answer


@rlp_view(Right.MAKE_REPORTS)
def comparison_pdf(request, rlp, number, other):
    rounds = comparing.rounds_up_to(rlp, number)
    before, now = comparing.pair_of(rounds, number=number, other=other)
    report = gather_comparison(comparing.compare_rounds(before, now, drafts=True))
    try:
        printed = print_report(report, template="reports/print/comparison.html")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"{report.title} – {rlp.name}.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
