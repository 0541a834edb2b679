"""Preparing a workshop: from an outline to an agenda."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from rlp_portal.workshops.codes import new_join_code, new_token
from rlp_portal.workshops.enums import Act, StepMode, StepState, WorkshopState
from rlp_portal.workshops.models import Step, Workshop
from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.services.changing import holding
from rlp_portal.workshops.services.doors import TRIES
from worksheets import catalogue
from worksheets.models import Workbook

ANONYMITY_FIXED = "Des personnes sont déjà entrées\u00a0: l’anonymat ne change plus."
FAR_AWAY = 10_000  # a place that no step has


def create_workshop(*, round_, title, by, outline=None, **about):
    """`outline`: an outlines.Outline. `about`: place, starts_at, headcount, buffer_minutes."""
    with transaction.atomic():
        workshop = create_with_free_code(round=round_, title=title, created_by=by, **about)
        for position, block in enumerate(outline.offered_blocks if outline else [], start=1):
            Step.objects.create(workshop=workshop, position=position, **fields_of(block))
    return workshop


def create_with_free_code(**fields):
    """Eight digits that no other workshop has, and an own workbook."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return Workshop.everything.create(
                    own_workbook=Workbook.objects.create(),
                    join_code=new_join_code(),
                    join_token=new_token(),
                    display_token=new_token(),
                    **fields,
                )
        except IntegrityError as error:
            if "join_code" not in str(error) and "workshop_code_unique" not in str(error):
                raise
    raise RuntimeError("No free code was found.")


def fields_of(block):
    instrument = catalogue.latest(block.instrument) if block.instrument else None
    return {
        "kind": block.kind,
        "instrument_key": block.instrument,
        "instrument_version": instrument.version if instrument else None,
        "title": block.title,
        "minutes": block.minutes,
        "mode": block.mode,
        "may_skip": block.may_skip,
    }


def edit_workshop(*, workshop, **about):
    with holding(workshop) as held:
        held.set(held.workshop, **about)


# ---- The agenda ------------------------------------------------------------------------------------------------


def add_step(*, workshop, kind, minutes, instrument_key="", title="", mode=StepMode.PHONES, may_skip=False):
    """At the end. Also during the workshop."""
    with holding(workshop) as held:
        refuse_closed(held.workshop)
        last = Step.objects.filter(workshop=workshop).aggregate(last=Max("position"))["last"] or 0
        return Step.objects.create(
            workshop=held.workshop,
            position=last + 1,
            kind=kind,
            instrument_key=instrument_key,
            instrument_version=catalogue.latest(instrument_key).version if instrument_key else None,
            title=title,
            minutes=minutes,
            mode=mode,
            may_skip=may_skip,
        )


def edit_step(*, step, **fields):
    """title, minutes, may_skip, mode, anonymity. How a step is answered changes only before it asks."""
    with holding(step.workshop) as held:
        refuse_closed(held.workshop)
        step = Step.objects.get(workshop=held.workshop, pk=step.pk)
        if fields.get("mode", step.mode) != step.mode and step.state not in (StepState.WAITING, StepState.PRESENTING):
            raise NotPossibleNow("Cette étape est commencée\u00a0: son mode ne change plus.")
        if fields.get("anonymity", step.anonymity) != step.anonymity and held.workshop.participants.exists():
            raise NotPossibleNow(ANONYMITY_FIXED)
        if held.workshop.is_open and fields.get("minutes", step.minutes) != step.minutes:
            held.set(step, minutes_planned=step.minutes_planned or step.minutes)
        held.set(step, **fields)
    return step


def move_step(*, step, by_places, by):
    """Up (−1) or down (+1), past one neighbour. At the ends nothing moves."""
    with holding(step.workshop, by=by, act=Act.MOVED, step=step) as held:
        refuse_closed(held.workshop)
        steps = list(Step.objects.filter(workshop=held.workshop))
        place = next(index for index, one in enumerate(steps) if one.pk == step.pk)
        other = place + by_places
        if 0 <= other < len(steps):
            swap(steps[place], steps[other])
            held.detail["swapped"] = [steps[place].pk, steps[other].pk]


def swap(one, other):
    """Through a place that no step has: each holds one."""
    mine, yours = one.position, other.position
    for step, position in ((one, FAR_AWAY), (other, mine), (one, yours)):
        Step.objects.filter(pk=step.pk).update(position=position)
        step.position = position


def take_step_out(*, step, by):
    """Undone by `undoing.undo_last`. A step that was begun stays: it is skipped instead."""
    with holding(step.workshop, by=by, act=Act.TAKEN_OUT) as held:
        refuse_closed(held.workshop)
        step = Step.objects.get(workshop=held.workshop, pk=step.pk)
        if step.state != StepState.WAITING:
            raise NotPossibleNow("Cette étape est commencée\u00a0: sautez-la plutôt.")
        held.detail["taken_out"] = kept_fields(step)
        step.delete()
        close_gap(held.workshop, step.position)


def kept_fields(step):
    names = ["public_id", "position", "kind", "instrument_key", "instrument_version", "title", "minutes"]
    kept = {name: getattr(step, name) for name in [*names, "may_skip", "mode", "anonymity"]}
    return {**kept, "public_id": str(step.public_id)}


def close_gap(workshop, position):
    for step in Step.objects.filter(workshop=workshop, position__gt=position).order_by("position"):
        Step.objects.filter(pk=step.pk).update(position=F("position") - 1)


def open_gap(workshop, position):
    for step in Step.objects.filter(workshop=workshop, position__gte=position).order_by("-position"):
        Step.objects.filter(pk=step.pk).update(position=F("position") + 1)


def refuse_closed(workshop):
    if workshop.state == WorkshopState.CLOSED:
        raise NotPossibleNow("L’atelier est terminé. Rouvrez-le pour changer son déroulement.")
