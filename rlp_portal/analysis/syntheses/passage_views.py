"""Choosing the passages that a section of a synthesis quotes, in the words that are printed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from rlp_portal.analysis import codebook
from rlp_portal.analysis.syntheses import queries, services
from rlp_portal.analysis.syntheses.anonymity import possible_names, without_names
from rlp_portal.analysis.syntheses.forms import LONGEST_WORDS
from rlp_portal.analysis.syntheses.pages import QUOTING
from rlp_portal.analysis.syntheses.text_views import known_section
from rlp_portal.analysis.syntheses.views import REFUSAL, WRITING
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.views import refuse_the_blind
from rlp_portal.analysis.text.paragraphs import without_bullet
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import render_page
from worksheets.cleaning import Refused, clean_text

CHOSEN, WORDS = "citer", "mots-"  # before the public id of a coding


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
        quotation, rlp = without_bullet(one.excerpt.quotation), one.plan.rlp
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
