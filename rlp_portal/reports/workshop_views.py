"""After a workshop: what was noted, on a page and as a PDF, for those who prepare and run it."""

from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.gather.workshop import gather_workshop
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import queries
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.console.noting import WHOLE, Noting
from rlp_portal.workshops.models import Outcome


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_outcomes(request, workshop):
    """What was noted, step by step; the PDF is one click away."""
    steps = [step for step in workshop.steps.all() if queries.is_revealed(step)]
    noted = {}
    for one in Outcome.objects.filter(step__in=steps, recorded_at__isnull=False):
        noted.setdefault(one.step_id, []).append(one)
    context = {
        "title": f"Bilan – {workshop.title}",
        "workshop": workshop,
        "rlp": workshop.round.rlp,
        "steps": [(title_of(step), named(workshop, step, noted[step.pk])) for step in steps if step.pk in noted],
    }
    return render_page(request, "reports/workshop_outcomes.html", context)


def named(workshop, step, outcomes):
    """[(name of the item, Outcome)]"""
    step.workshop = workshop
    names = {one.item: WHOLE for one in outcomes} if all(not one.item for one in outcomes) else Noting(step).names
    return [(names.get(one.item, WHOLE) if one.item else WHOLE, one) for one in outcomes]


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_bilan(request, workshop):
    report = gather_workshop(workshop)
    try:
        printed = print_report(report, template="reports/print/workshop.html")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"Bilan – {workshop.title} – {workshop.round.rlp.name}.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
