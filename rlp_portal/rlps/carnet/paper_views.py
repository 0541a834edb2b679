"""Quick entry of paper sheets: find a sheet by its printed code, type it in paper order, go on to the next one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round, open_sheet
from rlp_portal.rlps.carnet.saving import PAPER_ENTRY, say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import SheetPage
from rlp_portal.rlps.carnet.sheet_views import go_on, show_refused
from rlp_portal.rlps.carnet.whole_form import save_page
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from worksheets import catalogue
from worksheets.models import Origin
from worksheets.sheet_codes import find_by_code, printed_code
from worksheets.windows import EVERY_WEDGE

ENTRY_URLS = ("add_object", "add_plan_line", "add_sector", "add_actor")
NO_SUCH_CODE = (
    "Aucune feuille ne porte le code «\u00a0{code}\u00a0». Recopiez celui qui est imprimé au bas de la feuille, "
    "à droite."
)


class PaperPage(SheetPage):
    """The whole sheet, compact; what it saves is noted as coming from paper."""

    template = "carnet/paper_sheet.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.form.is_from_paper = True

    @property
    def chosen(self):
        return EVERY_WEDGE  # all that is on the sheet is typed in its order

    @property
    def urls(self):
        urls = super().urls
        return {**urls, **{name: f"{urls[name]}?{PAPER_ENTRY}" for name in ENTRY_URLS}}

    def show(self, **more):
        save_url = reverse("save_field", args=self.open.url_args)
        row_url = reverse("save_row_field", args=self.open.url_args[:2])
        own = {
            "title": f"Saisie papier – {self.open.instrument.title}",
            "printed_code": printed_code(self.open.instrument),
            "save_url": f"{save_url}?{PAPER_ENTRY}",
            "row_url": f"{row_url}?{PAPER_ENTRY}",
        }
        return super().show(**{**own, **more})

    def form_url(self):
        return reverse("paper_sheet", args=self.open.url_args)

    def next_url(self):
        """Where the code typed at the bottom leads."""
        code = self.request.POST.get("code", "").strip()
        if not code:
            return self.form_url()
        return f"{reverse('paper_entry', args=self.open.url_args[:2])}?{urlencode({'code': code})}"


@rlp_view(Right.EDIT_CARNET)
def paper_entry(request, rlp, number):
    round_ = find_round(rlp, number)
    code = request.GET.get("code", "").strip()
    found = find_by_code(code)
    if found:
        return redirect("paper_sheet", rlp.slug, number, found.key)
    context = {
        "title": "Saisir des feuilles papier",
        "round": round_,
        "code": code[:40],
        "said": NO_SUCH_CODE.format(code=code[:40]) if code else "",
        "has_errors": bool(code),
        "sheets": [(one, printed_code(one)) for one in catalogue.all_latest()],
    }
    return render_page(request, "carnet/paper_entry.html", context, status=422 if code else 200)


@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
def paper_sheet(request, rlp, number, key):
    open_ = open_sheet(rlp, number, key)
    sections = open_.instrument.sections
    if request.method != "POST":
        return PaperPage(request, open_, sections).show()
    page = PaperPage(request, open_, sections, data=with_true_bases(request.POST, open_.round))
    outcome = save_page(page, by=request.user, origin=Origin.PAPER)
    say_restoration(request, open_.round)
    for notice in outcome.notices:
        messages.info(request, notice)
    if page.form.errors or not outcome.is_clean:
        return show_refused(request, page, outcome)
    return go_on(request, open_, page, outcome, then=request.POST.get("then", ""))
