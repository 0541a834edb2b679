"""The group's whole sheet, for what « Noter » does not ask: its lists, its plan, what only the group fills."""

from dataclasses import replace
from datetime import date
from uuid import uuid4, uuid5

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.rlps.carnet.new_rows import EMPTY_NAME
from rlp_portal.rlps.carnet.saving import operation_id
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.console.noting import sheet_of
from rlp_portal.workshops.console.noting_views import find_step
from rlp_portal.workshops.console.views import address_args, context_of
from rlp_portal.workshops.services.changing import bump
from worksheets import services as carnet
from worksheets.cleaning import Refused
from worksheets.codes import ObjectCode, Strategy
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import Origin, Workbook
from worksheets.queries import rows_shown, shows_plan
from worksheets.rows import OBJECT, PLAN_LINE
from worksheets.schema import KeptObjects, UnknownAddress
from worksheets.services import AnswerConflict
from worksheets.sheet_forms import sheet_form


@workshop_view(Right.RUN_WORKSHOP, writing=Right.RUN_WORKSHOP)
def console_sheet(request, workshop, step_id, sheet_key):
    step = find_step(workshop, str(step_id))
    try:
        instrument = Asked(step).instrument(sheet_key)
    except UnknownAddress:
        raise Http404 from None
    rows = rows_shown(instrument, workshop.carnet_id)
    form = form_of(step, instrument, rows=rows, data=request.POST if request.method == "POST" else None)
    said = save_whole(request, step, instrument, form) if request.method == "POST" else []
    if request.method == "POST" and not said:
        messages.success(request, "Enregistré au carnet.")
        return redirect(request.path)
    args = [*address_args(workshop), step.public_id, sheet_key]
    context = {
        "step": step,
        "instrument": instrument,
        "form": form,
        "refusals": said,
        "has_errors": bool(said),
        "field_url": reverse("console_field", args=args),
        "row_url": reverse("console_row", args=args),
        "op_id": uuid4(),
        **listed(instrument, rows),
    }
    status = 200 if request.method != "POST" else 422
    return render_page(request, "workshops/console/sheet.html", context_of(workshop, **context), status=status)


def form_of(step, instrument, *, rows, data):
    """Without the windows on rows, which have their own lines of quick entry."""
    sections = [one for one in instrument.sections if any(holds_answers(asked) for asked in one.fields)]
    answers = Asked(step).group_answers[instrument.key]
    shown = [without_windows(section) for section in sections]
    return sheet_form(sections=shown, answers=answers, rows=rows, data=data) if shown else None


def without_windows(section):
    return replace(section, fields=tuple(asked for asked in section.fields if holds_answers(asked)))


def listed(instrument, rows):
    """The objects and the plan that the sheet shows."""
    found = {}
    if shows_plan(instrument):
        lines = [line for line in rows.get("plan_line", ()) if line.deleted_at is None]
        found["plan"] = [(one, [line for line in lines if line.strategy == one.value]) for one in Strategy]
    kept = [one for one in rows.get("object", ()) if one.deleted_at is None]
    lines = [asked for _address, asked, _row in instrument.questions() if isinstance(asked, KeptObjects)]
    found["kept"] = [(asked, [one for one in kept if one.line == asked.line]) for asked in lines]
    return found


def save_whole(request, step, instrument, form):
    """What could not be written, in words; nothing that was typed is lost."""
    if form is None:
        return []
    form.is_valid()
    said = [f"{one['label']}\u00a0: {one['said']}" for one in form.refusals]
    for posted in form.posted():
        if not posted.is_changed:
            continue
        try:
            services.record_value(
                step=step,
                item=f"{instrument.key}/{posted.slot.name}",
                value=posted.value,
                state=posted.state,
                base=posted.base,
                by=request.user,
            )
        except Refused as refusal:
            said.append(f"{posted.slot.full_label}\u00a0: {refusal}")
        except AnswerConflict as conflict:
            form.take_base(posted.slot.name, conflict.base)
            said.append(
                f"{posted.slot.full_label}\u00a0: quelqu’un d’autre vient d’écrire ici. Votre texte est gardé; "
                "envoyez encore pour le mettre à la place."
            )
    return said


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_row(request, workshop, step_id, sheet_key):
    """One more measure of the plan, or one more object to sustain."""
    step = find_step(workshop, str(step_id))
    try:
        _sheet, instrument = sheet_of(step, sheet_key)
    except UnknownAddress:
        raise Http404 from None
    try:
        add_row(request, workshop, instrument)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("console_sheet", *address_args(workshop), step.public_id, sheet_key)


def add_row(request, workshop, instrument):
    data, workbook = request.POST, Workbook.objects.get(pk=workshop.carnet_id)
    about = {
        "workbook": workbook,
        "by": request.user,
        "op_id": entry_operation(data),
        "origin": Origin.WORKSHOP,
    }
    if data.get("strategy") in Strategy.values and shows_plan(instrument):
        fields = PLAN_LINE.fields
        written = {name: read(fields[name], data.get(name)) or "" for name in ("measure", "who", "needs")}
        if not written["measure"]:
            raise Refused("Écrivez d’abord la mesure, puis appuyez sur «\u00a0Ajouter\u00a0».")
        when = read(fields["when"], data.get("when"))
        written["when"] = date.fromisoformat(when) if when else None
        carnet.add_plan_line(strategy=data["strategy"], **written, **about)
    else:
        lines = {
            asked.line: asked for _address, asked, _row in instrument.questions() if isinstance(asked, KeptObjects)
        }
        line = lines.get(data.get("line"))
        name = read(OBJECT.fields["name"], data.get("name"))
        if line is None or not name:
            raise Refused(EMPTY_NAME)
        carnet.add_object(name=name, code=ObjectCode(line.preset_code), line=line.line, **about)
    bump(workshop.pk)


def entry_operation(data):
    """One for each line of the page that is sent; its words count, for a page found again by « Précédent »."""
    sent = operation_id(data)
    said = [data.get(name, "") for name in ("strategy", "line", "measure", "name", "who", "when", "needs")]
    return uuid5(sent, " ".join(said)) if sent else None


def read(field, raw):
    return kind_of(field).clean(field, raw).value
