"""Noting what the group retains: its sentence, how it stands, and the value that goes to the carnet."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from rlp_portal.rlps.carnet.answering import acknowledged, refused
from rlp_portal.rlps.carnet.choosing import choice
from rlp_portal.rlps.carnet.saving import operation_id, refuse_unreadable, said_of_conflict, storable
from rlp_portal.rlps.carnet.variant_views import CHOICES, NOT_CHOSEN, chosen
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.console.noting import RESERVATIONS, SENTENCE, Noting, find_key, sheet_of
from rlp_portal.workshops.console.texts import as_stored, save_text
from rlp_portal.workshops.console.views import address_args, context_of
from rlp_portal.workshops.enums import OutcomeKind, StepState
from rlp_portal.workshops.refusals import WorkshopRefusal
from rlp_portal.workshops.services.changing import bump
from worksheets.cleaning import Refused
from worksheets.forms import BASE, posted_state
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import NEVER_ANSWERED, Variant
from worksheets.schema import UnknownAddress
from worksheets.services import (
    AnswerConflict,
    NotWritable,
    OperationReused,
    begin_sheet,
    keep_variant,
    settle_variant,
)
from worksheets.services.references import is_uuid
from worksheets.variants import places_of
from worksheets.wording import words

CHOOSE_KIND = "Choisissez l’issue\u00a0: consensus, réserves ou pas d’accord pour l’instant."
RECORDED = {
    OutcomeKind.CONSENSUS: "Consensus noté.",
    OutcomeKind.RESERVATIONS: "Accord avec réserves noté, avec les mots du groupe.",
    OutcomeKind.DISAGREEMENT: "Pas d’accord pour l’instant\u00a0: c’est noté, avec vos mots. Vous pourrez y revenir.",
}


@workshop_view(Right.RUN_WORKSHOP)
def console_noting(request, workshop):
    step = workshop.current_step
    if step is None or not step.asks:
        return redirect("console", *address_args(workshop))
    step.workshop = workshop
    return show(request, workshop, Noting(step))


def show(request, workshop, noting, *, status=200, **more):
    args = address_args(workshop)
    context = {
        "noting": noting,
        "step": noting.step,
        "op_id": uuid4(),
        "record_url": reverse("console_record", args=args),
        "sentence_url": f"{reverse('console_sentence', args=args)}?{query_of(noting)}",
        "field_url": reverse("console_field", args=[*args, noting.step.public_id, noting.item.instrument.key])
        if noting.item
        else "",
        "sheet_urls": [
            (one, reverse("console_sheet", args=[*args, noting.step.public_id, one.key])) for one in noting.sheets
        ],
        "is_recording": noting.step.state == StepState.RECORDING,
        **more,
    }
    return render_page(request, "workshops/console/noting.html", context_of(workshop, **context), status=status)


def query_of(noting):
    return urlencode({"step": noting.step.public_id, "item": noting.key})


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_sentence(request, workshop):
    """What the room reads while it is typed. Its step and item are in the address: the text may leave late."""
    step = find_step(workshop, request.GET.get("step") or request.POST.get("step"))
    item = find_key(step, request.GET.get("item", ""))

    def save(text, base):
        services.type_sentence(step=step, item=item, sentence=text, base=base)

    try:
        return save_text(
            request, field=SENTENCE, save=save, back=reverse("console_noting", args=address_args(workshop))
        )
    except Refused as refusal:
        return refused(refusal)


def find_step(workshop, public_id):
    step = queries.find_step(workshop, public_id) if is_uuid(public_id or "") else None
    if step is None:
        raise Http404
    step.workshop = workshop
    return step


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_record(request, workshop):
    step = find_step(workshop, request.POST.get("step"))
    noting = Noting(step, data=request.POST)
    kind = request.POST.get("kind")
    try:
        find_key(step, request.POST.get("item", ""))
        if kind not in OutcomeKind.values:
            raise Refused(CHOOSE_KIND)
        services.record_outcome(
            step=step,
            item=noting.key,
            kind=OutcomeKind(kind),
            sentence=clean(SENTENCE, noting.sentence),
            reservations=clean(RESERVATIONS, noting.reservations),
            by=request.user,
            op_id=operation_id(request.POST),
            **noting.noted(),
        )
    except Refused as refusal:
        return show(request, workshop, noting, status=422, refusal=str(refusal), has_errors=True)
    except OperationReused as reused:
        return show(request, workshop, noting, status=422, refusal=str(reused), has_errors=True)
    except AnswerConflict as conflict:
        return show_conflict(request, workshop, noting, conflict)
    except WorkshopRefusal as refusal:
        messages.warning(request, refusal.said)
        return redirect("console_noting", *address_args(workshop))
    messages.success(request, RECORDED[OutcomeKind(kind)])
    return go_on(request, workshop, step)


def clean(field, raw):
    return kind_of(field).clean(field, raw).value or ""


def go_on(request, workshop, step):
    """« Enregistrer et suivant » shows the next item that is not noted; after the last, the big button remains."""
    if request.POST.get("then") == "next":
        following = Noting(step, data=request.POST).following
        if following:
            services.show_item(workshop=workshop, item=following.key)
    return redirect("console_noting" if request.POST.get("page") == "noting" else "console", *address_args(workshop))


def show_conflict(request, workshop, noting, conflict):
    """Both texts; sending the page again writes over the one that is shown beside."""
    theirs = words(noting.item.instrument.find(noting.item.address)[0], conflict.value, state=conflict.state)
    noting.data = request.POST.copy()
    noting.data["stored_base"] = conflict.base
    noting.data[noting.item.address + BASE] = conflict.base
    noting.data["op_id"] = str(uuid4())
    noting.__dict__.pop("form", None)
    said = said_of_conflict(conflict, me=request.user)
    return show(request, workshop, noting, status=409, conflict={"said": said, "theirs": theirs}, has_errors=True)


# ---- One field of the group's sheet, as autosave.js sends it ----------------------------------------------------


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_field(request, workshop, step_id, sheet_key):
    """POST field, its inputs, `<field>--base`, op_id → 200 · 409 both versions · 422 refused, and kept."""
    refuse_unreadable(request.POST, ["field"])
    step = find_step(workshop, str(step_id))
    name, op_id = request.POST.get("field", ""), operation_id(request.POST)
    try:
        sheet, instrument = sheet_of(step, sheet_key)
        asked, _row = instrument.find(name)
    except UnknownAddress:
        raise Http404 from None
    if not holds_answers(asked):
        raise Http404
    base, raw = request.POST.get(name + BASE, NEVER_ANSWERED), kind_of(asked).read(request.POST, name)
    try:
        cleaned = kind_of(asked).clean(asked, raw)
        saved = services.record_value(
            step=step,
            item=f"{sheet_key}/{name}",
            value=cleaned.value,
            state=posted_state(request.POST, name),
            base=base,
            by=request.user,
            op_id=op_id,
        )
    except OperationReused as reused:
        return refused(reused)
    except Refused as refusal:
        keep_variant(
            workbook_id=workshop.carnet_id,
            sheet=begin_sheet(sheet),
            address=name,
            value=storable(raw),
            base=base,
            reason=Variant.Reason.INVALID,
            by=request.user,
            op_id=op_id,
        )
        return refused(refusal)
    except AnswerConflict as conflict:
        return conflicting(request, workshop, conflict)
    return acknowledged(saved.at, saved.fingerprint, cleaned.notices, {})


def conflicting(request, workshop, conflict):
    """As the carnet's own: both versions drawn, settled from here."""
    said = said_of_conflict(conflict, me=request.user)
    [place] = places_of([conflict.variant])
    shown = choice(workshop.round, place, objects={})
    shown["settle_url"] = reverse("console_settle", args=[*address_args(workshop), conflict.variant.public_id])
    html = render_to_string("carnet/_conflict.html", {"said": said, "one": shown})
    return JsonResponse({"message": said, "base": shown["base"], "html": html}, status=409)


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_settle(request, workshop, variant_id):
    variant = (
        Variant.objects.filter(public_id=variant_id, workbook=workshop.carnet_id)
        .select_related("author", "sheet")
        .first()
    )
    if variant is None:
        raise Http404
    [place] = places_of([variant])
    how = request.POST.get("choice")
    if how not in CHOICES:
        return refused(Refused(NOT_CHOSEN))
    try:
        cleaned, state = chosen(request, place, how)
        saved = settle_variant(
            place=place,
            how=how,
            by=request.user,
            base=request.POST.get("base", ""),
            value=cleaned.value if cleaned else variant.value,
            state=state,
            op_id=operation_id(request.POST),
        )
    except AnswerConflict as conflict:
        return conflicting(request, workshop, conflict)
    except (Refused, NotWritable) as refusal:
        return refused(refusal)
    bump(workshop.pk)
    return acknowledged(saved.at, saved.fingerprint, cleaned.notices if cleaned else (), {})


# ---- « Sonder l’accord » ----------------------------------------------------------------------------------------


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_poll(request, workshop):
    """Phones ask where people stand about the sentence as it is now; or the poll is over."""
    step = find_step(workshop, request.POST.get("step"))
    noting = Noting(step, data=request.POST)
    if request.POST.get("on") == "1":
        sentence = as_stored(noting.sentence) or (noting.outcome.sentence if noting.outcome else "")
        if sentence:
            services.open_poll(step=step, sentence=sentence, by=request.user, item=noting.key)
        else:
            messages.warning(request, "Écrivez d’abord la phrase que vous voulez sonder.")
    elif noting.poll:
        services.close_poll(poll=noting.poll)
    return redirect("console_noting" if request.POST.get("page") == "noting" else "console", *address_args(workshop))
