"""Writing a paragraph of a synthesis, taking it out, choosing the passages that a section quotes."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.syntheses import queries, services
from rlp_portal.analysis.syntheses.anonymity import possible_names, without_names
from rlp_portal.analysis.syntheses.document import count
from rlp_portal.analysis.syntheses.forms import LONGEST_WORDS, ParagraphForm
from rlp_portal.analysis.syntheses.pages import QUOTING, figures_by_closeness
from rlp_portal.analysis.syntheses.views import REFUSAL, WRITING
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.views import refuse_the_blind
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from worksheets.cleaning import Refused, clean_text

CHOSEN, WORDS = "citer", "mots-"  # before the public id of a coding


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def add_synthesis_text(request, synthesis_id, section):
    found, section = queries.find_draft(request.user, synthesis_id), known_section(section)
    form = paragraph_form(request, found, before={}, initial={"base": services.NEW})
    if form.is_bound and form.is_valid():
        services.add_text(synthesis=found, section=section, words=form.words, by=request.user)
        return saved(request, form, found, section)
    return render_paragraph(request, found, section, form, "Ajouter un paragraphe")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def save_synthesis_text(request, synthesis_id, text_id):
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    before = {one.key: one.shown for one in text.cited_numbers.all()}
    form = paragraph_form(request, found, before=before, initial={"text": text.text, "base": text.fingerprint})
    conflict = None
    if form.is_bound and form.is_valid():
        try:
            services.save_text(text=text, words=form.words, by=request.user)
        except services.TextConflict as refused:
            conflict = refused.text
        else:
            return saved(request, form, found, text.section)
    return render_paragraph(
        request, found, Section(text.section), form, "Modifier un paragraphe", text=text, conflict=conflict
    )


def known_section(key):
    if key not in Section.values:
        raise Http404
    return Section(key)


def paragraph_form(request, found, *, before, initial):
    state = state_of(found.sample, reader=request.user)
    refuse_the_blind(state)
    return ParagraphForm(posted_data(request), figures=count(found, state).figures, before=before, initial=initial)


def saved(request, form, found, section):
    say_notices(request, form.notices)
    messages.success(request, "Le paragraphe est enregistré.")
    return redirect(f"{found.get_absolute_url()}#{section}")


def render_paragraph(request, found, section, form, title, *, text=None, conflict=None):
    near, others = figures_by_closeness(form.figures, section)
    context = {
        "title": title,
        "synthesis": found,
        "section": section,
        "form": form,
        "near": near,
        "others": others,
        "ticked": form.ticked,
        "text": text,
        "conflict": conflict,
        "base": conflict.fingerprint if conflict else form["base"].value() or "",
        "new_op_id": uuid4(),
    }
    status = 409 if conflict else status_of(form)
    return render_page(request, "analysis/syntheses/paragraph.html", context, status=status)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def remove_synthesis_text(request, synthesis_id, text_id):
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    services.remove_text(text=text, by=request.user)
    undo = reverse("put_synthesis_text_back", args=[found.public_id, text.public_id])
    offer_undo(request, said="Le paragraphe est retiré.", url=undo)
    return redirect(f"{found.get_absolute_url()}#{text.section}")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def put_synthesis_text_back(request, synthesis_id, text_id):
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    services.put_text_back(text=text)
    messages.success(request, "Le paragraphe est de retour.")
    return redirect(f"{found.get_absolute_url()}#{text.section}")


# ---- Passages to quote ------------------------------------------------------------------------------------------


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def choose_excerpts(request, synthesis_id, section):
    found, section = queries.find_draft(request.user, synthesis_id), known_section(section)
    if section not in QUOTING:
        raise Http404
    refuse_the_blind(state_of(found.sample, reader=request.user))
    passages = proposed(request, found, section)
    if request.method == "POST" and not any(one.error for one in passages):
        chosen = [(one, one.sub, one.words) for one in passages if one.is_chosen]
        services.choose_excerpts(synthesis=found, section=section, chosen=chosen, by=request.user)
        messages.success(request, "Les passages cités sont enregistrés.")
        return redirect(f"{found.get_absolute_url()}#{section}")
    has_errors = any(one.error for one in passages)
    context = {
        "title": "Passages à citer",
        "synthesis": found,
        "section": section,
        "passages": passages,
        "has_errors": has_errors,
    }
    return render_page(request, "analysis/syntheses/passages.html", context, status=422 if has_errors else 200)


def proposed(request, found, section):
    """The starred passages, each with the words that would be printed, and whether it is chosen."""
    kept = {one.coding_id: one for one in found.chosen_excerpts.filter(section=section)}
    codes = codebook.get(found.codebook_version)
    passages = queries.passages_to_quote(found, section, reader=request.user)
    for one in passages:
        own = [key for key in one.strategy_keys if codebook.strategy_of(key) == section and "." in key]
        one.sub = own[0] if own else ""
        one.sub_name = codes.name_of(one.sub) if own else ""
        quotation, rlp = one.excerpt.quotation, one.plan.rlp
        names = [rlp.name, rlp.host_organisation, rlp.territory]
        one.words = kept[one.pk].words if one.pk in kept else without_names(quotation, names)
        one.is_chosen, one.error = one.pk in kept, ""
        if request.method == "POST":
            read_choice(request.POST, one)
        one.possible_names = possible_names(one.words)
    return passages


def read_choice(sent, one):
    one.is_chosen = str(one.public_id) in sent.getlist(CHOSEN)
    try:
        one.words = clean_text(sent.get(f"{WORDS}{one.public_id}", ""), limit=LONGEST_WORDS).value or ""
    except Refused as refused:
        one.words, one.error = sent.get(f"{WORDS}{one.public_id}", ""), str(refused)
    if one.is_chosen and not one.words:
        one.error = "Ce champ est vide. Écrivez les mots à citer, ou décochez le passage."
