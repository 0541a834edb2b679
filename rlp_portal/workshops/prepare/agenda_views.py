"""The agenda of a workshop: one line for each step, changed one at a time, with or without a script."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import asks_for_fragment, render_page
from rlp_portal.ui.typography import quebec_time
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import Act, WorkshopState
from rlp_portal.workshops.models import Facilitation, Step, Workshop
from rlp_portal.workshops.prepare.forms import AddStepForm, StepForm
from rlp_portal.workshops.refusals import NothingToUndo, WorkshopRefusal
from rlp_portal.workshops.services.rehearsing import MOST_FICTITIOUS
from rlp_portal.workshops.timing import plan_times, usual_start

DIRECTIONS = {"haut": -1, "bas": 1}
UNDONE_HERE = {Act.MOVED, Act.TAKEN_OUT}
FEWER, MORE = -5, 5  # minutes, by the buttons beside them


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_agenda(request, workshop):
    return show_agenda(request, workshop)


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def edit_step(request, workshop, step_id):
    """POST the fields of the line; `par` changes the minutes by as many."""
    step = find_step(workshop, step_id)
    form = StepForm(with_more_minutes(request.POST, step), step=step)
    if not form.is_valid():
        return show_agenda(request, workshop, refused=form)
    try:
        services.edit_step(step=step, **form.cleaned_data)
    except WorkshopRefusal as refusal:
        form.add_error(None, refusal.said)
        return show_agenda(request, workshop, refused=form)
    return back_to_agenda(request, workshop, said=f"Enregistré à {quebec_time(timezone.now())}.", at=step)


def with_more_minutes(data, step):
    by = data.get("par")
    if by not in {str(FEWER), str(MORE)}:
        return data
    data = data.copy()
    typed = data.get("minutes", "")
    minutes = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else step.minutes
    data["minutes"] = str(max(abs(FEWER), minutes + int(by)))
    return data


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def add_step(request, workshop):
    form = AddStepForm(request.POST)
    if not form.is_valid():
        return show_agenda(request, workshop, adding=form)
    step = services.add_step(workshop=workshop, **form.step)
    return back_to_agenda(request, workshop, said=f"Étape ajoutée à la fin\u00a0: {title_of(step)}.", at=step)


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def move_step(request, workshop, step_id):
    step = find_step(workshop, step_id)
    by_places = DIRECTIONS.get(request.POST.get("vers"))
    if by_places is None:
        raise Http404
    services.move_step(step=step, by_places=by_places, by=request.user)
    return back_to_agenda(request, workshop, said=f"Étape déplacée\u00a0: {title_of(step)}.", at=step)


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def take_step_out(request, workshop, step_id):
    step = find_step(workshop, step_id)
    services.take_step_out(step=step, by=request.user)
    return back_to_agenda(request, workshop, said=f"Étape retirée\u00a0: {title_of(step)}.")


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def undo_agenda(request, workshop):
    """Only what this page does: the gestures of the console are undone there."""
    gesture = services.last_gesture(workshop)
    if gesture is None or gesture.act not in UNDONE_HERE:
        raise NothingToUndo
    services.undo_last(workshop=workshop, by=request.user, gesture_id=gesture.pk)
    return back_to_agenda(request, workshop, said="C’est annulé.")


def find_step(workshop, step_id):
    try:
        return Step.objects.select_related("workshop__round").get(workshop=workshop, public_id=step_id)
    except Step.DoesNotExist:
        raise Http404 from None


# ---- The page ---------------------------------------------------------------------------------------------------


def back_to_agenda(request, workshop, *, said, at=None):
    if asks_for_fragment(request):
        workshop.refresh_from_db(fields=["version"])  # before its steps: never a later number than what is shown
        return show_agenda(request, workshop, said=said)
    request.session["agenda_said"] = said
    place = f"#etape-{at.public_id}" if at else ""
    return redirect(f"{agenda_url(workshop)}{place}")


def agenda_url(workshop):
    return reverse("workshop_agenda", args=[workshop.round.rlp.slug, workshop.public_id])


def show_agenda(request, workshop, *, refused=None, adding=None, said=""):
    context = agenda_context(request, workshop, refused=refused, adding=adding or AddStepForm())
    context["said"] = said or request.session.pop("agenda_said", "")
    status = 422 if refused or adding else 200
    return render_page(request, "workshops/agenda.html", context, fragment="workshops/_agenda.html", status=status)


def agenda_context(request, workshop, *, refused, adding):
    steps = list(workshop.steps.all())
    starts_at = workshop.starts_at or usual_start(timezone.localtime())
    planned, ends_at = plan_times(steps, starts_at=starts_at, buffer_minutes=workshop.buffer_minutes)
    gesture = services.last_gesture(workshop)
    return {
        "title": workshop.title,
        "workshop": workshop,
        "rlp": workshop.round.rlp,
        "lines": [line_of(one, refused) for one in planned],
        "ends_at": ends_at,
        "minutes": sum(step.minutes for step in steps),
        "adding": adding,
        "refused": refused,
        "has_errors": refused is not None or adding.is_bound,
        "can_undo": gesture is not None and gesture.act in UNDONE_HERE,
        "may_change": workshop.state != WorkshopState.CLOSED,
        "may_run": has_right(Right.RUN_WORKSHOP, roles=request.roles),
        "most_fictitious": MOST_FICTITIOUS,
        **people_of(workshop),
        "rehearsal": rehearsal_of(workshop),
    }


def line_of(planned, refused):
    step = planned.step
    is_refused = refused is not None and refused.step.pk == step.pk
    return {
        "step": step,
        "id": f"etape-{step.public_id}",
        "title": title_of(step),
        "starts_at": planned.starts_at,
        "form": refused if is_refused else StepForm(step=step),
    }


def people_of(workshop):
    """Who may run it: the facilitation of the RLP, and those who are named. One query."""
    named = Facilitation.objects.filter(workshop=workshop, user=OuterRef("user"))
    team = Membership.objects.filter(rlp=workshop.round.rlp_id).annotate(is_named=Exists(named))
    team = list(team.select_related("user").order_by("user__folded_words", "user_id"))
    facilitators = [one.user for one in team if one.role == Role.FACILITATOR]
    others = {one.user: one.is_named for one in team if one.user not in facilitators}
    return {
        "facilitators": facilitators,
        "named": [user for user, is_named in others.items() if is_named],
        "nameable": [user for user, is_named in others.items() if not is_named],
    }


def rehearsal_of(workshop):
    """The one under way; None for a rehearsal itself."""
    if workshop.is_rehearsal:
        return None
    return Workshop.everything.filter(rehearsal_of=workshop).exclude(state=WorkshopState.CLOSED).first()
