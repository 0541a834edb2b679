"""Double reading: giving plans, how far two people agree, and settling what they say apart."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.passages import Passage
from rlp_portal.analysis.coding.posted import operation_id
from rlp_portal.analysis.coding.services import CodingConflict, save_coding
from rlp_portal.analysis.double import queries, services
from rlp_portal.analysis.double.agreeing import agreement_by_code
from rlp_portal.analysis.double.comparing import CHOICES, compared
from rlp_portal.analysis.double.forms import DoubleReadingForm
from rlp_portal.analysis.enums import ActOrigin
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.samples.queries import find_sample
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words, number
from worksheets.services.references import is_uuid

REFUSAL = "La double lecture est réservée au conseil."
WRITING = ("POST",)
NOT_HERS = "Seule la personne qui fait le codage principal confie une deuxième lecture."
NOTHING_TO_GIVE = "Tous les documents de cette part sont déjà confiés, ou cette personne n’accompagne aucun d’eux."
CHANGED = "Ce passage a été départagé autrement pendant ce temps. Relisez, puis choisissez de nouveau."


@role_view(Role.ADVISOR, refusal=REFUSAL)
def agreement(request, sample_id):
    sample = find_sample(request.user, sample_id)
    is_main = sample.main_coder_id == request.user.pk
    return draw_agreement(
        request, sample, DoubleReadingForm(readers=queries.readers_for(sample)) if is_main else None
    )


def draw_agreement(request, sample, form, *, status=200):
    """`form`: for whoever may give plans."""
    given = queries.readings_of(sample)
    followed = request.portal.advised_keys
    for one in given:
        one.is_open = one.revealed_at and one.plan.rlp_id in followed
    revealed = [one for one in given if one.revealed_at]
    readings = queries.two_readings_of(sample, revealed)
    for one, both in zip(revealed, readings, strict=True):
        one.to_settle = sum(passage.is_open for passage in passages_between(both, sample))
    codes = codebook.get(sample.codebook_version)
    context = {
        "title": "Double lecture et accord",
        "sample": sample,
        "given": given,
        "revealed": len(revealed),
        "lines": [line_of(one) for one in agreement_by_code(readings, codes)] if revealed else [],
        "sentences": sum(len(one.sentences) for one in readings),
        "form": form if form and form.readers else None,
        "is_main": form is not None,
    }
    return render_page(request, "analysis/double/agreement.html", context, status=status)


def line_of(found):
    """An alpha that is not defined is said so, never as 1."""
    said = found.said
    return {
        "code": found.code,
        "level": found.level,
        "n": said.n,
        "both": said.both,
        "one_only": said.one_only,
        "percent": percentage(said.agreed, said.n),
        "alpha": "" if said.alpha is None else number(said.alpha, decimals=2),
    }


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def assign_double_reading(request, sample_id):
    sample = find_sample(request.user, sample_id)
    if sample.main_coder_id != request.user.pk:
        raise PermissionDenied(NOT_HERS)
    form = DoubleReadingForm(request.POST, readers=queries.readers_for(sample))
    if not form.is_valid():
        return draw_agreement(request, sample, form, status=422)
    reader, share = form.cleaned_data["reader"], form.cleaned_data["share"]
    try:
        given = services.assign_double_reading(sample=sample, reader=reader, share=share, by=request.user)
    except services.NothingToGive:
        form.add_error("share", NOTHING_TO_GIVE)
        return draw_agreement(request, sample, form, status=422)
    said = f"{count_words(given, 'document est confié', 'documents sont confiés')} à {reader.name}."
    messages.success(request, said)
    return redirect("agreement", sample.public_id)


@role_view(Role.ADVISOR, refusal=REFUSAL)
def compare_readings(request, sample_id, plan_id):
    """What the two say apart; `?tout=1` shows what they agree on too."""
    sample = find_sample(request.user, sample_id)
    reading = queries.find_revealed(sample, plan_id, request.user)
    passages = passages_of(sample, reading)
    shows_all = "tout" in request.GET
    context = {
        "title": "Comparer deux lectures",
        "sample": sample,
        "reading": reading,
        "passages": [one for one in passages if shows_all or not one.agrees],
        "count": len(passages),
        "agreed": sum(one.agrees for one in passages),
        "open": sum(one.is_open for one in passages),
        "shows_all": shows_all,
        "op_id": uuid4(),
    }
    return render_page(request, "analysis/double/compare.html", context)


def passages_of(sample, reading):
    return passages_between(queries.two_readings(sample, reading), sample)


def passages_between(both, sample):
    return compared(both.first, both.second, both.settled, version=sample.codebook_version)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def settle_reading(request, sample_id, plan_id):
    """POST passage, choice, base, op_id: what is decided stands beside the two originals."""
    sample = find_sample(request.user, sample_id)
    reading = queries.find_revealed(sample, plan_id, request.user)
    passage, choice = passage_posted(request, sample, reading), request.POST.get("choice", "")
    if choice not in CHOICES:
        raise BadRequest
    excerpt = passage.excerpt
    try:
        save_coding(
            passage=Passage(queries.last_version(reading.plan_id), excerpt.start, excerpt.end),
            choice=passage.outcome(choice),
            base=request.POST.get("base", ""),
            by=request.user,
            op_id=operation_id(request.POST),
            origin=ActOrigin.SETTLED,
            settles=sample,
        )
    except CodingConflict:
        messages.warning(request, CHANGED)
    return redirect(reverse("compare_readings", args=[sample.public_id, plan_id]) + f"#passage-{excerpt.public_id}")


def passage_posted(request, sample, reading):
    sent = request.POST.get("passage", "")
    for passage in passages_of(sample, reading) if is_uuid(sent) else ():
        if str(passage.excerpt.public_id) == sent:
            return passage
    raise Http404
