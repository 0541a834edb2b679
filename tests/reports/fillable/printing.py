from functools import cache

from django.template.loader import render_to_string

from rlp_portal.reports.fillable.views import TEMPLATE
from rlp_portal.reports.pdf import FILLABLE
from rlp_portal.reports.renderer import render_pdf


def html_of(sheet):
    return render_to_string(TEMPLATE, {"report": sheet})


def print_form(sheet):
    return rendered(html_of(sheet))


@cache
def rendered(html):
    return render_pdf(html, stylesheet=FILLABLE).content
