"""The three pages of a file that comes back: choosing it, seeing what it would change, seeing what was done."""

from django.http import Http404
from django.shortcuts import redirect

from rlp_portal.reports.imports import taking
from rlp_portal.reports.imports.lines import Fate
from rlp_portal.rlps.uploaded_files import FileRefused
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import quebec_datetime

CHOICE, BASE = "choix-", "base-"  # before the key of a line, in the preview’s form


def choose_file(request, form_class, *, receive, template, context, refusal="", status=422):
    """`receive(form)` keeps what the file holds and gives the address of its preview; `refusal`: the door's words."""
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if refusal:
        form = form_class({}, {}).refuse(refusal)
    elif form.is_bound and form.is_valid():
        try:
            return redirect(receive(form))
        except FileRefused as refused:
            form.refuse(str(refused))
        except taking.TakenAlready as known:
            form.offer_again(
                f"Ce fichier a déjà été repris le {quebec_datetime(known.file.taken_at)}. Rien n’a été doublé."
            )
    return render_page(request, template, {**context, "form": form}, status=status if form.errors else 200)


def find_file(model, round_, public_id, **place):
    file = model.objects.filter(public_id=public_id, round=round_, **place).select_related("taken_by").first()
    if file is None:
        raise Http404
    file.round = round_
    return file


def show_file(request, file, *, compare, context, preview, taken):
    """What the file would change; once it is answered, what was done. `compare()` gives the Comparison."""
    if request.method == "POST" and file.taken_at is None:
        taking.take(file, compare(), answers=posted_answers(request.POST), by=request.user)
        return redirect(request.path)
    context = {**context, "file": file}
    if file.taken_at:
        return render_page(request, taken, context)
    comparison = compare()
    waiting = taking.waiting_lines(file, comparison)
    context |= {
        "title": "Ce que ce fichier changerait",
        "comparison": comparison,
        "lines": waiting[: taking.AT_ONCE],
        "waiting": len(waiting),
        "counts": {fate.value: sum(line.fate == fate for line in waiting) for fate in Fate},
    }
    return render_page(request, preview, context)


def posted_answers(data):
    """{key of a line: (choice, base shown)}."""
    keys = [name.removeprefix(BASE) for name in data if name.startswith(BASE)]
    return {key: (data.get(CHOICE + key, ""), data[BASE + key]) for key in keys}
