"""The minutes of a draw: one PDF, from what was frozen that day."""

from rlp_portal.analysis.samples.queries import find_sample
from rlp_portal.analysis.samples.record import record_of
from rlp_portal.analysis.samples.views import REFUSAL
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather.minutes import gather_minutes
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.errors import answer


@role_view(Role.ADVISOR, refusal=REFUSAL)
def sample_minutes(request, sample_id):
    sample = find_sample(request.user, sample_id)
    try:
        printed = print_report(gather_minutes(record_of(sample)), template="reports/print/minutes.html")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"Procès-verbal de tirage {sample.number}.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
