"""Syntheses: their list, a new one, its page, its life."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.samples.queries import samples_of
from rlp_portal.analysis.syntheses import queries, services
from rlp_portal.analysis.syntheses.document import BrokenSeal, comparison, count, quoted_in, read
from rlp_portal.analysis.syntheses.forms import DescribeForm, NewSynthesisForm
from rlp_portal.analysis.syntheses.pages import sections_of_draft, sections_of_seal
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.views import refuse_the_blind
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of

REFUSAL = "Les synthèses sont réservées au conseil."
WRITING = ("GET", "HEAD", "POST")
UNREADABLE = Refusal(409, "Cette synthèse n’est pas montrée", BrokenSeal.message, "Écrivez à la gestion du portail.")


@role_view(Role.ADVISOR, refusal=REFUSAL)
def syntheses(request):
    found = list(queries.syntheses_of(request.user).defer("frozen"))
    context = {
        "title": "Synthèses",
        "syntheses": [one for one in found if one.withdrawn_at is None],
        "withdrawn": [one for one in found if one.withdrawn_at],
    }
    return render_page(request, "analysis/syntheses/syntheses.html", context)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def new_synthesis(request):
    samples = [one for one in samples_of(request.user) if one.withdrawn_at is None]
    form = NewSynthesisForm(posted_data(request), samples=samples, earlier=earlier_ones(request))
    if form.is_bound and form.is_valid():
        sample = form.cleaned_data["sample"]
        refuse_the_blind(state_of(sample, reader=request.user))
        made = services.start_synthesis(by=request.user, sample=sample, **form.about)
        say_notices(request, form.notices)
        return redirect(made)
    context = {"title": "Nouvelle synthèse", "form": form, "samples": samples}
    return render_page(request, "analysis/syntheses/new.html", context, status=status_of(form))


def earlier_ones(request, *, besides=None):
    found = queries.syntheses_of(request.user).filter(frozen_digest__gt="", withdrawn_at__isnull=True)
    return [one for one in found if besides is None or one.pk != besides.pk]


@role_view(Role.ADVISOR, refusal=REFUSAL)
def synthesis(request, synthesis_id):
    found = queries.find_synthesis(request.user, synthesis_id)
    try:
        context = sealed_context(found) if found.is_final else draft_context(request, found)
    except BrokenSeal:
        return answer(request, UNREADABLE)
    is_hers = found.author_id == request.user.pk
    context |= {
        "title": found.title,
        "synthesis": found,
        "is_hers": is_hers,
        "may_write": is_hers and not found.is_final,
    }
    return render_page(request, "analysis/syntheses/synthesis.html", context)


def draft_context(request, found):
    state = state_of(found.sample, reader=request.user)
    refuse_the_blind(state)
    counted = count(found, state)
    paragraphs, quoted = queries.paragraphs_by_section(found), quoted_in(found)
    sections = sections_of_draft(counted, paragraphs, quoted, codebook.get(found.codebook_version))
    return {
        "sections": sections,
        "flagged": sum(bool(one.changes) for section in sections for one in section.paragraphs),
        "compared": comparison(found, counted.figures),
    }


def sealed_context(found):
    document = read(found)
    return {"sections": sections_of_seal(document), "flagged": 0, "compared": document.compared}


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def describe_synthesis(request, synthesis_id):
    found = queries.find_draft(request.user, synthesis_id)
    initial = {name: getattr(found, name) for name in ("title", "author_function", "dated_on")}
    initial["compared_with"] = str(found.compared_with.public_id) if found.compared_with else ""
    form = DescribeForm(posted_data(request), initial=initial, earlier=earlier_ones(request, besides=found))
    if form.is_bound and form.is_valid():
        services.describe_synthesis(synthesis=found, **form.about)
        say_notices(request, form.notices)
        return redirect(found)
    context = {"title": "Titre et date", "form": form, "synthesis": found}
    return render_page(request, "analysis/syntheses/describe.html", context, status=status_of(form))


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def finalise_synthesis(request, synthesis_id):
    found = queries.find_draft(request.user, synthesis_id)
    refuse_the_blind(state_of(found.sample, reader=request.user))
    services.finalise_synthesis(synthesis=found, by=request.user)
    messages.success(request, "La synthèse est finale\u00a0: ses mots et ses nombres ne changent plus.")
    return redirect(found)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def draft_again(request, synthesis_id):
    found = queries.find_synthesis(request.user, synthesis_id)
    refuse_the_blind(state_of(found.sample, reader=request.user))
    draft = services.draft_again(synthesis=found, by=request.user)
    messages.success(request, "Un nouveau document de travail reprend vos mots. Les nombres sont ceux d’aujourd’hui.")
    return redirect(draft)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def withdraw_synthesis(request, synthesis_id):
    found = own_synthesis(request, synthesis_id)
    services.withdraw_synthesis(synthesis=found, by=request.user)
    undo = reverse("put_synthesis_back", args=[found.public_id])
    offer_undo(request, said="La synthèse est retirée de la liste.", url=undo)
    return redirect("syntheses")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def put_synthesis_back(request, synthesis_id):
    services.put_synthesis_back(synthesis=own_synthesis(request, synthesis_id))
    messages.success(request, "La synthèse est de retour.")
    return redirect("syntheses")


def own_synthesis(request, synthesis_id):
    found = queries.find_synthesis(request.user, synthesis_id)
    queries.refuse_others(found, request.user)
    return found
