"""The PDF of a synthesis: of today while it is a draft, of its seal once final, byte for byte."""

import hashlib

from rlp_portal.analysis.syntheses.document import BrokenSeal, document_of, read
from rlp_portal.analysis.syntheses.queries import find_synthesis
from rlp_portal.analysis.syntheses.services import printed_once
from rlp_portal.analysis.syntheses.views import REFUSAL, UNREADABLE
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.views import refuse_the_blind
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather.synthesis import gather_synthesis
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.errors import answer


@role_view(Role.ADVISOR, refusal=REFUSAL)
def synthesis_pdf(request, synthesis_id):
    synthesis = find_synthesis(request.user, synthesis_id)
    if not synthesis.is_final:  # what is sealed she has read already, as she wrote it
        refuse_the_blind(state_of(synthesis.sample, reader=request.user))
    try:
        content = pdf_of(synthesis)
    except BrokenSeal:
        return answer(request, UNREADABLE)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    draft = "" if synthesis.is_final else " (brouillon)"
    name = f"Synthèse nº {synthesis.number} – {synthesis.dated_on:%Y-%m-%d}{draft}.pdf"
    etag = hashlib.sha256(content).hexdigest()[:32]
    return send_file(request, lambda: content, name=name, content_type=PDF, etag=etag)


def pdf_of(synthesis):
    if not synthesis.is_final:
        return print_synthesis(document_of(synthesis))
    document = read(synthesis)
    return printed_once(synthesis, lambda: print_synthesis(document))


def print_synthesis(document):
    return print_report(gather_synthesis(document), template="reports/print/synthesis.html").content
