"""« À vérifier »: the texts that were kept aside, and the choice between two versions of a field."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.answering import acknowledged, conflicting, refused
from rlp_portal.rlps.carnet.choosing import choice, name_of, sheet_of
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.carnet.row_views import safe_back
from rlp_portal.rlps.carnet.saving import operation_id, storable
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from worksheets import catalogue, services
from worksheets.cleaning import Refused
from worksheets.forms import posted_state
from worksheets.kinds import kind_of
from worksheets.models import Variant
from worksheets.naming import names_in
from worksheets.variants import open_variants, places_of

PAGE_SIZE = 30
CHOICES = (Variant.Settled.MINE, Variant.Settled.THEIRS, Variant.Settled.BOTH)
SETTLED = {
    Variant.Settled.MINE: "Cette version est maintenant dans le carnet. L’autre reste dans l’historique.",
    Variant.Settled.THEIRS: "Le champ reste tel qu’il est. Le texte laissé de côté reste dans l’historique.",
    Variant.Settled.BOTH: "Le texte réuni est maintenant dans le carnet. Les deux autres restent dans l’historique.",
}
NOT_CHOSEN = "Choisissez une des versions."
A_THIRD = "Ce champ vient de changer encore. Rien n’est perdu\u00a0: comparez de nouveau les deux versions."


@rlp_view(Right.READ_HISTORY)
def to_check(request, rlp, number):
    return show(request, find_round(rlp, number))


@rlp_view(Right.READ_HISTORY)
def sheet_to_check(request, rlp, number, key):
    try:
        instrument = catalogue.latest(key)
    except catalogue.UnknownInstrument:
        raise Http404 from None
    return show(request, find_round(rlp, number), instrument=instrument)


def show(request, round_, *, instrument=None):
    """A few texts wait at most: the sheet of each is known only once its field is found."""
    places = places_of(list(open_variants(round_.workbook_id)))
    if instrument:
        places = [one for one in places if sheet_of(one) == instrument.key]
    page = page_of(places, request.GET.get("page"), size=PAGE_SIZE)
    objects = names_in(round_.workbook_id) if places else {}
    context = {
        "title": "À vérifier",
        "round": round_,
        "instrument": instrument,
        "page": page,
        "choices": [choice(round_, one, objects=objects) for one in page.object_list],
        "titles": {one.key: one.title for one in catalogue.all_latest()},
    }
    return render_page(request, "carnet/to_check.html", context)


@rlp_view(None, writing=Right.EDIT_CARNET)
def settle_variant(request, rlp, number, variant_id):
    """POST choice, base, the field's inputs, op_id → as a save: 200 · 409 a third value came · 422 refused."""
    round_ = find_round(rlp, number)
    place = find_place(round_, variant_id)
    how = request.POST.get("choice")
    if how not in CHOICES:
        return answer_refusal(request, round_, Refused(NOT_CHOSEN))
    try:
        cleaned, state = chosen(request, place, how)
        saved = services.settle_variant(
            place=place,
            how=how,
            by=request.user,
            base=request.POST.get("base", ""),
            value=cleaned.value if cleaned else place.variant.value,
            state=state,
            op_id=operation_id(request.POST),
        )
    except services.AnswerConflict as conflict:
        return answer_conflict(request, round_, conflict)
    except (Refused, services.NotWritable) as refusal:
        return answer_refusal(request, round_, refusal)
    if not request.accepts("text/html"):
        return acknowledged(saved.at, saved.fingerprint, cleaned.notices if cleaned else (), news={})
    for notice in cleaned.notices if cleaned else ():
        messages.info(request, notice)
    messages.success(request, SETTLED[how])
    return redirect(back(request, round_))


def find_place(round_, variant_id):
    variant = (
        Variant.objects.filter(public_id=variant_id, workbook=round_.workbook_id)
        .select_related("author", "sheet")
        .first()
    )
    if variant is None:
        raise Http404
    if variant.sheet:
        variant.sheet.workbook = round_.workbook
    [place] = places_of([variant])
    return place


def chosen(request, place, how):
    """(cleaned value, state) of what the page sent; (None, its own state) for the kept text as it is."""
    data = request.POST
    is_typed = how == Variant.Settled.BOTH or "field" in data
    if how == Variant.Settled.THEIRS or not place.is_writable:
        return None, place.variant.state
    if not is_typed and place.variant.reason != Variant.Reason.INVALID:
        return None, place.variant.state
    kind, name = kind_of(place.asked), name_of(place)
    raw = kind.read(data, name)
    try:
        return kind.clean(place.asked, raw), posted_state(data, name)
    except Refused:
        keep_typed(place, raw, by=request.user)
        raise


def keep_typed(place, raw, *, by):
    variant = place.variant
    services.keep_variant(
        workbook_id=variant.workbook_id,
        sheet=variant.sheet,
        target=variant.target,
        target_id=variant.target_id,
        address=variant.address,
        value=storable(raw),
        base=variant.base,
        reason=Variant.Reason.INVALID,
        by=by,
    )


def answer_conflict(request, round_, conflict):
    if not request.accepts("text/html"):
        return conflicting(request, round_, conflict)
    messages.warning(request, A_THIRD)
    return redirect(back(request, round_))


def answer_refusal(request, round_, refusal):
    if not request.accepts("text/html"):
        return refused(refusal)
    messages.error(request, str(refusal))
    return redirect(back(request, round_))


def back(request, round_):
    return safe_back(request) or reverse("to_check", args=[round_.rlp.slug, round_.number])
