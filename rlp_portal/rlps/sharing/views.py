"""The coordination’s side: what would leave, sharing it, taking it back, what changed since."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.sharing import queries, services
from rlp_portal.rlps.sharing.access import readable
from rlp_portal.rlps.sharing.differences import differences, not_in
from rlp_portal.rlps.sharing.forms import OLD_PAGE, ShareForm, seen_words
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.pages import sheet_lines
from rlp_portal.rlps.sharing.selection import (
    OUTCOMES,
    count_about_people,
    count_outcomes_about_people,
    marks_of,
)
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices
from rlp_portal.ui.typography import count_words

SHARED_MEANWHILE = (
    "Une version vient d’être partagée\u00a0: par une autre personne, ou par vous dans un autre onglet. "
    "Rien d’autre n’est parti. Vos choix sont encore ici."
)


@rlp_view(Right.SHARE_CARNET, writing=Right.SHARE_CARNET)
def share_carnet(request, rlp, number):
    """The confirmation page: exactly what leaves, then the button."""
    sharing = queries.find_sharing(rlp, number)
    whole = whole_document(sharing.round, at=timezone.now())
    form = ShareForm(posted_data(request), whole=whole)
    if not form.is_valid():
        return show_preview(request, sharing, whole, form)
    try:
        version = services.share(round_=sharing.round, by=request.user, **form.cleaned_data)
    except services.SharedMeanwhile:
        return show_preview(request, sharing, whole, form, warning=SHARED_MEANWHILE)
    except services.NotAsSeen as error:
        return show_preview(request, sharing, whole, form, warning=not_as_seen_words(error.changed))
    say_notices(request, form.notices)
    said = f"La version {version.number} est partagée."
    offer_undo(request, said=said, url=reverse("withdraw_version", args=[rlp.slug, version.public_id]))
    return redirect("shared_versions", rlp.slug)


def not_as_seen_words(changed):
    what = f"\u00a0: {', '.join(changed)}" if changed else ""
    return (
        f"Le carnet a changé depuis que cette page est ouverte{what}. Rien n’est parti. "
        "Vos choix sont encore ici\u00a0: relisez, puis partagez."
    )


def show_preview(request, sharing, whole, form, *, warning=""):
    """The page as the carnet stands now, with the choices that were made."""
    if form.is_bound and form.is_of_no_page:
        warning = warning or OLD_PAGE
    context = {
        "title": "Partager avec la conseillère",
        "round": sharing.round,
        "advisors": sharing.advisors,
        "form": form,
        "warning": warning,
        "has_errors": bool(warning),
        "document": whole,
        "lines": preview_lines(whole, form),
        "outcomes": outcomes_line(whole, form),
        "hidden": {"op_id": uuid.uuid4(), "after": sharing.last_number, "seen": seen_words(marks_of(whole))},
    }
    return render_page(request, "sharing/preview.html", context, status=status_of(form, warning))


def status_of(form, warning):
    if warning:
        return 409
    return 422 if form.is_bound else 200


def preview_lines(whole, form):
    sheets = form.data.getlist("sheets") if form.is_bound else [one.key for one in whole.sheets if one.is_finished]
    people = form.data.getlist("people") if form.is_bound else []
    return [
        {
            "shown": lines,
            "is_ticked": lines.sheet.key in sheets,
            "people_count": count_about_people(lines.sheet, plan=whole.plan),
            "people_ticked": lines.sheet.key in people,
            "amount": amount_words(lines.sheet, whole),
        }
        for lines in sheet_lines(whole)
    ]


def outcomes_line(whole, form):
    """None where no workshop is over with something retained. Never ticked by itself."""
    if not whole.workshops:
        return None
    count = sum(len(one.outcomes) for one in whole.workshops)
    about_people = count_outcomes_about_people(whole.workshops)
    left = count - about_people
    return {
        "key": OUTCOMES,
        "is_ticked": form.is_bound and "outcomes" in form.data,
        "people_count": about_people,
        "people_ticked": form.is_bound and OUTCOMES in form.data.getlist("people"),
        "amount": f"{count_words(len(whole.workshops), 'atelier terminé', 'ateliers terminés')}, "
        + (count_words(left, "issue notée", "issues notées") if left else "sans autre issue"),
    }


def amount_words(sheet, whole):
    """« 6 réponses, 2 objets »: what leaves with the sheet, without what is about people."""
    answers = sum(bool(one.texts) and not one.about_people for one in sheet.questions)
    counted = [
        (answers, "réponse"),
        (len(whole.objects) if sheet.holds_objects else 0, "objet"),
        (len(whole.plan) if sheet.holds_plan else 0, "mesure"),
    ]
    return ", ".join(count_words(count, word) for count, word in counted if count) or "sans autre réponse"


@rlp_view(None, writing=Right.SHARE_CARNET)
def withdraw_version(request, rlp, version_id):
    version = queries.find_version(rlp, version_id, reader=request.user)
    services.withdraw_version(version=version, by=request.user)
    undo = reverse("put_version_back", args=[rlp.slug, version.public_id])
    offer_undo(request, said=f"La version {version.number} est retirée. La conseillère ne la lit plus.", url=undo)
    return redirect("shared_versions", rlp.slug)


@rlp_view(None, writing=Right.SHARE_CARNET)
def put_version_back(request, rlp, version_id):
    version = queries.find_version(rlp, version_id, reader=request.user)
    services.put_version_back(version=version)
    messages.success(request, f"La version {version.number} est de nouveau partagée.")
    return redirect("shared_versions", rlp.slug)


@rlp_view(Right.SHARE_CARNET)
@readable
def changes_since(request, rlp, version, document):
    present = whole_document(version.round, at=timezone.now())
    context = {
        "title": "Ce qui a changé depuis",
        "version": version,
        "parts": differences(document, present),
        "others": not_in(document, present),
        "has_workshops": document.workshops is None and bool(present.workshops),
    }
    return render_page(request, "sharing/changes.html", context)
