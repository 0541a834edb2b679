"""A rehearsal: the same agenda in a workshop of its own, with fictitious people who answer.

It has its own codes, its own phones and its own workbook, where the group's words go too: nothing of it can reach the
real workshop nor the carnet.
"""

import random
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import StepMode, StepState, WorkshopState
from rlp_portal.workshops.models import Participant, Step, Submission, Workshop
from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.services.answering import submit_answer
from rlp_portal.workshops.services.doors import open_workshop
from rlp_portal.workshops.services.joining import join
from rlp_portal.workshops.services.preparing import create_with_free_code
from worksheets.individual import is_list
from worksheets.models import Actor, Answer, AnswerState, PlanLine, Sector, Sheet, SheetOwner, SustainedObject
from worksheets.schema import Bipolar, MultipleChoice, People, Placements, Proposals, RowChoice, Scale
from worksheets.services import add_object, add_sector, save_answer

MOST_FICTITIOUS = 60
REHEARSALS_KEPT = timedelta(days=30)
IDEAS = (
    "Des rencontres plus courtes, mieux préparées",
    "Une place pour les parents à chaque étape",
    "Partager nos salles et notre matériel",
    "Dire plus tôt ce qui ne va pas",
    "Une personne qui porte le suivi",
    "Aller rencontrer les familles chez elles",
)
ACTORS = (
    "Bibliothèque municipale",
    "Maison des familles",
    "Club de soccer",
    "Banque alimentaire",
    "École du village",
)


@transaction.atomic
def start_rehearsal(*, workshop, by, people=12):
    """A copy of the workshop, open, with this many fictitious people in its room. One at a time."""
    if workshop.is_rehearsal:
        raise NotPossibleNow
    if Workshop.everything.filter(rehearsal_of=workshop).exclude(state=WorkshopState.CLOSED).exists():
        raise NotPossibleNow("Une répétition de cet atelier est déjà en cours.")
    rehearsal = create_with_free_code(
        round=workshop.round,
        rehearsal_of=workshop,
        title=workshop.title,
        place=workshop.place,
        buffer_minutes=workshop.buffer_minutes,
        headcount=people or None,
        created_by=by,
    )
    copy_agenda(workshop, rehearsal)
    copy_what_is_shown(workshop, rehearsal, by=by)
    open_workshop(workshop=rehearsal, by=by)
    for place in range(min(people, MOST_FICTITIOUS)):
        join(workshop=rehearsal, is_fictitious=True, table_number=place // 4 + 1)
    rehearsal.refresh_from_db()
    return rehearsal


def copy_agenda(workshop, rehearsal):
    copied = ["position", "kind", "instrument_key", "instrument_version", "title", "minutes", "may_skip", "mode"]
    for step in workshop.steps.all():
        Step.objects.create(
            workshop=rehearsal, anonymity=step.anonymity, **{name: getattr(step, name) for name in copied}
        )


def copy_what_is_shown(workshop, rehearsal, *, by):
    """The objects and the wedges of the carnet, and what is listed to be placed: some steps ask nothing without."""
    for one in SustainedObject.objects.kept().filter(workbook=workshop.carnet_id):
        add_object(workbook=rehearsal.own_workbook, name=one.name, code=one.code, line=one.line, fate=one.fate, by=by)
    for one in Sector.objects.kept().filter(workbook=workshop.carnet_id):
        add_sector(workbook=rehearsal.own_workbook, circle=one.circle, name=one.name, by=by)
    for step in rehearsal.steps.all():
        for instrument in Asked(step).instruments:
            copy_lists(instrument, workshop, rehearsal, by=by)


def copy_lists(instrument, workshop, rehearsal, *, by):
    keys = [asked.key for _address, asked, _row in instrument.questions() if isinstance(asked, Placements)]
    listed = Answer.objects.filter(
        sheet__workbook=workshop.carnet_id,
        sheet__instrument_key=instrument.key,
        sheet__owner=SheetOwner.GROUP,
        value__isnull=False,
    )
    sheet = Sheet(
        workbook=rehearsal.own_workbook, instrument_key=instrument.key, instrument_version=instrument.version
    )
    for answer in listed:
        if answer.field_key in keys:
            value = {"name": answer.value["name"], "rung": None}
            save_answer(sheet=sheet, address=answer.address, value=value, base="", by=by)


def delete_rehearsal(*, rehearsal):
    """All of it: it was never real."""
    if not rehearsal.is_rehearsal:
        raise NotPossibleNow
    with transaction.atomic():
        own = rehearsal.own_workbook
        rehearsal.delete()
        own.changes.all().delete()
        own.variants.all().delete()
        Sheet.objects.filter(workbook=own).delete()
        for rows in (Actor, Sector, PlanLine, SustainedObject):
            rows.objects.filter(workbook=own).delete()
        own.delete()


def delete_old_rehearsals(*, now=None):
    """Those that nobody ended; returns how many."""
    old = Workshop.everything.filter(
        rehearsal_of__isnull=False, created_at__lt=(now or timezone.now()) - REHEARSALS_KEPT
    )
    for rehearsal in old:
        delete_rehearsal(rehearsal=rehearsal)
    return len(old)


# ---- People who do not exist -----------------------------------------------------------------------------------


def answer_for_fictitious(*, workshop, at_most=None, luck=random):
    """Those who have not answered the open question yet do, all or `at_most` of them; returns how many did.

    Some pass, and nobody agrees about everything: what a reveal shows is worth looking at.
    """
    workshop = Workshop.everything.select_related("open_step", "round").get(pk=workshop.pk)
    step = workshop.open_step
    if not workshop.is_rehearsal or step is None or step.state != StepState.COLLECTING:
        return 0
    step.workshop = workshop
    items, answered = Asked(step).items, 0
    for participant in waiting_ones(workshop, step, at_most):
        participant.workshop = workshop
        for item in items:
            answer_item(participant, step, item, luck)
        answered += 1
    return answered


def waiting_ones(workshop, step, at_most):
    done = Submission.objects.filter(step=step, round_number=step.round_number)
    people = Participant.objects.filter(workshop=workshop, is_fictitious=True, removed_at__isnull=True)
    if step.mode == StepMode.TABLES:
        waiting = people.exclude(table_number__in=done.exclude(table_number=None).values("table_number"))
        waiting = {one.table_number: one for one in waiting}.values()
    else:
        waiting = people.exclude(pk__in=done.exclude(participant=None).values("participant"))
    return list(waiting)[:at_most]


def answer_item(participant, step, item, luck):
    state, value = AnswerState.PASSED, None
    if luck.random() > 0.1:
        state, value = AnswerState.ANSWERED, made_up(item, luck)
    address = f"{item.address}.r1" if is_list(item.asked) else item.address
    if state == AnswerState.ANSWERED or not is_list(item.asked):
        submit_answer(
            participant=participant, step=step, item=item, address=address, value=value, state=state, op_id=uuid4()
        )


def made_up(item, luck):
    asked = item.asked
    if isinstance(asked, Scale):
        return luck.randint(asked.minimum, asked.maximum)
    if isinstance(asked, Bipolar):
        return luck.randint(1, asked.positions)
    if isinstance(asked, Placements):
        return {"name": item.name, "rung": int(luck.choice(asked.rungs).key)}
    if isinstance(asked, MultipleChoice):
        keys = [option.key for option in asked.options if option.key != asked.other]
        chosen = luck.sample(keys, k=min(asked.at_most or 3, len(keys)))
        return {"chosen": [key for key in keys if key in chosen], "other": ""}
    if isinstance(asked, People):
        return {"name": "", "organisation": luck.choice(ACTORS), "sector": ""}
    if isinstance(asked, Proposals):
        return {"text": luck.choice(IDEAS), "place": luck.choice(asked.places).key if asked.places else ""}
    if isinstance(asked, RowChoice):
        return {asked.part: [], "text": luck.choice(IDEAS)}
    return luck.choice(IDEAS) if item.is_open else luck.choice(item.choices).key
