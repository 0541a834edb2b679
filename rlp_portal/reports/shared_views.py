"""The PDF of a shared version: drawn from what was frozen, never from the carnet of today."""

from django.shortcuts import redirect

from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather import gather_shared
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.versions import code_version
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.sharing.access import readable
from rlp_portal.rlps.sharing.reading_views import needs_opening
from rlp_portal.ui.errors import answer


@rlp_view(Right.READ_SHARED)
@readable
def shared_version_pdf(request, rlp, version, document):
    if needs_opening(request, version):
        return redirect("shared_version", rlp.slug, version.public_id)
    try:
        return send_file(
            request,
            lambda: print_shared(document),
            name=f"Carnet – {document.rlp.name} – {document.round.title}, version {document.number}.pdf",
            content_type=PDF,
            etag=f"{version.digest[:32]}-{code_version()}",
        )
    except PdfRefused as refused:
        return answer(request, unavailable(refused))


def print_shared(document):
    return print_report(gather_shared(document), template="reports/print/carnet.html").content
