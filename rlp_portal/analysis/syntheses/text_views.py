"""Writing a paragraph of a synthesis as it is typed, settling two versions of it, taking it out."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.syntheses import queries, texts
from rlp_portal.analysis.syntheses.citing import absent
from rlp_portal.analysis.syntheses.document import count
from rlp_portal.analysis.syntheses.forms import BASE, CITE, ParagraphForm, not_in_text
from rlp_portal.analysis.syntheses.pages import figures_by_closeness
from rlp_portal.analysis.syntheses.views import REFUSAL, WRITING
from rlp_portal.analysis.tables.kept import state_of
from rlp_portal.analysis.tables.views import refuse_the_blind
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.ui.typography import quebec_time

KEPT = "Ce que vous avez écrit est gardé."
REMOVED = "Ce paragraphe a été retiré dans une autre page."
THEIRS = "theirs"


@role_view(Role.ADVISOR, refusal=REFUSAL)
def add_synthesis_text(request, synthesis_id, section):
    """To the page of a paragraph that nobody wrote yet: it exists once something is written in it."""
    found, section = queries.find_draft(request.user, synthesis_id), known_section(section)
    url = reverse("save_synthesis_text", args=[found.public_id, uuid4()])
    return redirect(f"{url}?section={section}")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def save_synthesis_text(request, synthesis_id, text_id):
    """JSON for a script, which saves as it is typed; the synthesis again for a form."""
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text_or_new(found, text_id)
    section = Section(text.section) if text else known_section(request.GET.get("section"))
    form = paragraph_form(request, found, text)
    if not form.is_bound:
        return render_paragraph(request, found, section, form, text_id, text=text)
    if not form.is_valid():
        if asks_for_json(request):
            return JsonResponse({"message": " ".join(form.errors["text"])}, status=422)
        return render_paragraph(request, found, section, form, text_id, text=text)
    try:
        at = texts.save_text(synthesis=found, text_id=text_id, section=section, words=form.words, by=request.user)
    except texts.TextConflict as conflict:
        return answer_conflict(request, found, section, form, conflict)
    if asks_for_json(request):
        return acknowledged(form, at)
    settle_if_chosen(request, found, text_id)
    say_notices(request, form.notices)
    messages.success(request, "Le paragraphe est enregistré.")
    return redirect(f"{found.get_absolute_url()}#{section}")


def known_section(key):
    if key not in Section.values:
        raise Http404
    return Section(key)


def asks_for_json(request):
    return not request.accepts("text/html")


def paragraph_form(request, found, text):
    state = state_of(found.sample, reader=request.user)
    refuse_the_blind(state)
    return ParagraphForm(
        posted_data(request),
        figures=count(found, state).figures,
        before=text.cited if text else {},
        is_partial=asks_for_json(request),
        initial={"text": text.text if text else ""},
    )


def acknowledged(form, at):
    words = form.words
    gone = absent(words.cited, words.text) if words.text else []
    notices = [*form.notices, *(not_in_text(form.figures[key]) for key in gone)]
    return JsonResponse({"saved": f"Enregistré à {quebec_time(at)}", "base": words.mark, "notices": notices})


def answer_conflict(request, found, section, form, conflict):
    """Both versions, to choose from; or the paragraph is out, to be put back."""
    text, is_removed = conflict.text, isinstance(conflict, texts.TextRemoved)
    if not asks_for_json(request):
        return render_paragraph(request, found, section, form, text.public_id, text=text, conflict=conflict)
    if is_removed:
        url = reverse("put_synthesis_text_back", args=[found.public_id, text.public_id])
        return JsonResponse({"message": REMOVED, "kept": KEPT, "take_back": url}, status=410)
    said = said_of(text)
    context = {
        "said": said,
        "text": text,
        "words": form.words,
        "cited": cited_by_both(text, form),
        "synthesis": found,
    }
    html = render_to_string("analysis/syntheses/_text_conflict.html", context)
    return JsonResponse({"message": said, "base": text.fingerprint, "html": html}, status=409)


def said_of(text):
    return f"Ce paragraphe a changé dans une autre de vos pages, à {quebec_time(text.updated_at)}."


def cited_by_both(text, form):
    return sorted({*text.cited_numbers.values_list("key", flat=True), *form.words.cited})


def render_paragraph(request, found, section, form, text_id, *, text=None, conflict=None):
    near, others = figures_by_closeness(form.figures, section)
    is_removed = isinstance(conflict, texts.TextRemoved) or bool(text and text.deleted_at)
    context = {
        "title": "Modifier un paragraphe" if text else "Ajouter un paragraphe",
        "synthesis": found,
        "section": section,
        "form": form,
        "near": near,
        "others": others,
        "ticked": form.ticked,
        "text": text,
        "url": f"{reverse('save_synthesis_text', args=[found.public_id, text_id])}?section={section}",
        "is_removed": is_removed,
        "conflict": conflict and not is_removed and said_of(text),
        "kept": texts.kept_aside(text, request.user) if text and not form.is_bound else [],
        "base": text.fingerprint if text and not form.errors else form.data.get(BASE, texts.NEW),
        "base_name": BASE,
        "cite_name": CITE,
        "op_id": uuid4(),
    }
    status = 410 if is_removed and conflict else 409 if conflict else status_of(form)
    return render_page(request, "analysis/syntheses/paragraph.html", context, status=status)


# ---- Two versions -------------------------------------------------------------------------------------------------


def settle_if_chosen(request, found, text_id):
    if "choice" in request.POST:
        texts.settle(text=queries.find_text(found, text_id), by=request.user)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def settle_synthesis_text(request, synthesis_id, text_id):
    """« Garder l’autre » writes nothing; « Garder la mienne » and « Réunir » write over what the page showed."""
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    if request.POST.get("choice") == THEIRS:
        texts.settle(text=text, by=request.user)
        if asks_for_json(request):
            return JsonResponse({"saved": "", "base": text.fingerprint, "notices": []})
        return redirect("save_synthesis_text", synthesis_id, text_id)
    form = paragraph_form(request, found, text)
    if not form.is_valid():
        return JsonResponse({"message": " ".join(form.errors["text"])}, status=422)
    words = form.words_over(request.POST.get("base", ""))
    try:
        at = texts.save_text(synthesis=found, text_id=text_id, section=text.section, words=words, by=request.user)
    except texts.TextConflict as conflict:
        return answer_conflict(request, found, Section(text.section), form, conflict)
    texts.settle(text=text, by=request.user)
    return acknowledged(form, at)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def remove_synthesis_text(request, synthesis_id, text_id):
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    texts.remove_text(text=text, by=request.user)
    undo = reverse("put_synthesis_text_back", args=[found.public_id, text.public_id])
    offer_undo(request, said="Le paragraphe est retiré.", url=undo)
    return redirect(f"{found.get_absolute_url()}#{text.section}")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def put_synthesis_text_back(request, synthesis_id, text_id):
    found = queries.find_draft(request.user, synthesis_id)
    text = queries.find_text(found, text_id)
    texts.put_text_back(text=text)
    messages.success(request, "Le paragraphe est de retour.")
    return redirect(f"{found.get_absolute_url()}#{text.section}")
