"""« Mes renseignements »: what the portal holds about whoever is asking, and what she may ask for."""

import json

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone

from rlp_portal.accounts.queries import has_second_step
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.renderer import render_pdf
from rlp_portal.rlps.access import signed_in_view
from rlp_portal.stewardship import registers
from rlp_portal.stewardship.forms import DataRequestForm
from rlp_portal.stewardship.my_data import export_of, holdings_of
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.ui.typography import quebec_date, quebec_time

FILE_NAME = "Mes renseignements – Portail RLP"


@signed_in_view(methods=("GET", "HEAD", "POST"))
def my_data(request):
    form = DataRequestForm(posted_data(request))
    if form.is_valid():
        registers.ask(person=request.user, **form.cleaned_data)
        say_notices(request, form.notices)
        messages.success(request, "Votre demande est notée. Vous aurez une réponse en 30\u00a0jours ou moins.")
        return redirect("my_data")
    asked = list(request.user.data_requests.all())
    context = {"title": "Mes renseignements", "form": form, "holdings": held(request), "asked": asked}
    return render_page(request, "stewardship/my_data.html", context, status=status_of(form))


def held(request):
    return holdings_of(
        request.user, memberships=request.portal.memberships, has_second_step=has_second_step(request.user)
    )


@signed_in_view()
def my_data_json(request):
    return send_file(
        request,
        lambda: json.dumps(export_of(request.user), ensure_ascii=False, indent=2).encode(),
        name=f"{FILE_NAME}.json",
        content_type="application/json",
    )


@signed_in_view()
def my_data_pdf(request):
    """Made for her alone, each time, and kept nowhere."""
    now = timezone.now()
    report = {"title": FILE_NAME, "day": quebec_date(now), "hour": quebec_time(now), "holdings": held(request)}
    html = render_to_string("stewardship/print/my_data.html", {"report": report})
    try:
        rendered = render_pdf(html)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    return send_file(request, lambda: rendered.content, name=f"{FILE_NAME}.pdf", content_type=PDF)
