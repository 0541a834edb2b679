from django.template.loader import render_to_string

from rlp_portal.reports.fillable.views import TEMPLATE
from rlp_portal.reports.pdf import FILLABLE
from tests.reports.rendering import pdf_of


def html_of(sheet):
    return render_to_string(TEMPLATE, {"report": sheet})


def print_form(sheet):
    return pdf_of(html_of(sheet), stylesheet=FILLABLE)
