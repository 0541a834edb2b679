"""The pages of paper entry: the same for the facilitation and for the helper's link, which opens nothing else.

A sheet that was typed is never shown again: before the reveal nobody reads what another person answered.
"""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.access import helper_view, workshop_view
from rlp_portal.workshops.agenda import Asked, title_of
from rlp_portal.workshops.enums import AnswerOrigin, StepKind, WorkshopState
from rlp_portal.workshops.models import Submission
from rlp_portal.workshops.papers.entry import PaperForm, enter, read_number, read_operation
from rlp_portal.workshops.refusals import WorkshopRefusal
from rlp_portal.workshops.screen.views import discreet
from worksheets.services.references import is_uuid
from worksheets.sheet_codes import find_by_code, is_code_of_all, printed_code

NOTHING_WRITTEN = "Cette feuille est vide\u00a0: rien n’a été enregistré."
NO_SUCH_CODE = "Aucune feuille de cet atelier ne porte le code «\u00a0{code}\u00a0»."
SENT_BEFORE = "Cette feuille était déjà enregistrée."
PAPER = (AnswerOrigin.PAPER, AnswerOrigin.IMPORTED)


@workshop_view(Right.RUN_WORKSHOP, writing=Right.RUN_WORKSHOP)
def paper_of_workshop(request, workshop):
    url = reverse("paper_of_workshop", args=[workshop.round.rlp.slug, workshop.public_id])
    return papers(request, workshop, url=url, by=request.user)


@helper_view(methods=("GET", "HEAD", "POST"))
def helper_entry(request, workshop):
    url = reverse("helper_entry", args=[workshop.helper_token])
    return discreet(papers(request, workshop, url=url))


def papers(request, workshop, *, url, by=None):
    found = find_step(request, workshop)
    if request.method == "POST":
        return save(request, workshop, found or not_found(), url=url, by=by)
    if found is None:
        return choose(request, workshop, url=url, by=by)
    return show(request, found, PaperForm(found), url=url, by=by)


def not_found():
    raise Http404


def find_step(request, workshop):
    """By its id; by a printed code; else the step under way when it asks."""
    asked_for = request.POST.get("etape") or request.GET.get("etape", "")
    if asked_for:
        step = queries.find_step(workshop, asked_for) if is_uuid(asked_for) else None
        if step is None or not step.asks:
            raise Http404
    elif request.GET.get("code") or "toutes" in request.GET:
        return None
    else:
        step = workshop.current_step if workshop.current_step and workshop.current_step.asks else None
    if step:
        step.workshop = workshop
    return step


def choose(request, workshop, *, url, by):
    code = request.GET.get("code", "").strip()[:40]
    steps = [step for step in workshop.steps.all() if step.asks]
    lines = []
    for step in steps:
        step.workshop = workshop
        instruments = Asked(step).instruments
        lines.append((step, title_of(step), ", ".join(map(printed_code, instruments)), instruments))
    step = step_of_code(code, [(step, instruments) for step, _title, _codes, instruments in lines]) if code else None
    if step:
        return redirect(f"{url}?{urlencode({'etape': step.public_id})}")
    context = {
        "title": "Saisir des feuilles papier",
        "workshop": workshop,
        "lines": [
            (f"{url}?{urlencode({'etape': step.public_id})}", title, codes) for step, title, codes, _i in lines
        ],
        "code": code,
        "said": NO_SUCH_CODE.format(code=code) if code else "",
        "has_errors": bool(code),
        "back": console_url(workshop) if by else "",
        "url": url,
        "may_enter": may_enter(workshop),
    }
    return render_page(request, "workshops/papers/steps.html", context, status=422 if code else 200)


def step_of_code(code, steps):
    """The step whose paper bears this code, else the first that asks its sheet; None when none does."""
    found = find_by_code(code)
    whole = [step for step, instruments in steps if is_code_of_all(code, instruments)]
    asking = [step for step, instruments in steps if found and found.key in {one.key for one in instruments}]
    alone = [step for step in asking if step.kind == StepKind.INSTRUMENT]
    return next(iter([*whole, *alone, *asking]), None)


def console_url(workshop):
    return reverse("console", args=[workshop.round.rlp.slug, workshop.public_id])


def pdf_url(step):
    """Where its filled PDFs are gathered."""
    return reverse("collect_filled", args=[step.workshop.round.rlp.slug, step.workshop.public_id, step.public_id])


def may_enter(workshop):
    return workshop.state != WorkshopState.DRAFT and workshop.keys_forgotten_at is None


def show(request, step, paper, *, url, by, status=200, number=None):
    workshop = step.workshop
    entered = list(
        Submission.objects.filter(step=step, round_number=step.round_number, origin__in=PAPER)
        .values_list("paper_number", "dropped_at")
        .distinct()
        .order_by("paper_number")
    )
    again = number or read_number(request.GET.get("feuille"))
    context = {
        "title": f"Saisie – {title_of(step)}",
        "workshop": workshop,
        "step": step,
        "what": title_of(step),
        "codes": ", ".join(map(printed_code, Asked(step).instruments)),
        "form": paper.form,
        "entered": entered,
        "place": again or max((found for found, _dropped in entered), default=0) + 1,
        "again": again if again in {found for found, _dropped in entered} else None,
        "op_id": uuid4(),
        "url": url,
        "all_url": f"{url}?toutes",
        "back": console_url(workshop) if by else "",
        "may_enter": may_enter(workshop),
        "pdf_url": pdf_url(step) if by else "",
        "has_errors": status != 200,
    }
    return render_page(request, "workshops/papers/sheet.html", context, status=status)


def save(request, workshop, step, *, url, by):
    here = f"{url}?{urlencode({'etape': step.public_id})}"
    drop = read_number(request.POST.get("drop") or request.POST.get("keep"))
    try:
        if drop:
            services.drop_paper(step=step, paper_number=drop, is_dropped="drop" in request.POST)
            said = f"La feuille {drop} ne compte plus." if "drop" in request.POST else f"La feuille {drop} compte."
            messages.info(request, said)
            return redirect(here)
        paper, number = PaperForm(step, request.POST), read_number(request.POST.get("number"))
        if not paper.is_valid():
            return show(request, step, paper, url=url, by=by, status=422, number=number)
        if paper.is_blank:
            messages.warning(request, NOTHING_WRITTEN)
            return redirect(here)
        entered = enter(paper, op_id=read_operation(request.POST.get("op_id")), by=by, number=number)
    except WorkshopRefusal as refusal:
        messages.warning(request, refusal.said)
        return show(request, step, PaperForm(step, request.POST), url=url, by=by, status=refusal.status)
    messages.success(request, f"Feuille {entered} enregistrée." if entered else SENT_BEFORE)
    return redirect(here)
