"""The reads of a workshop worth a name. Each says how many queries it makes."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import Position, StepMode, StepState
from rlp_portal.workshops.models import Card, Participant, Poll, Step, Submission, Tally, Workshop
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from worksheets.individual import gather
from worksheets.models import NEVER_ANSWERED, Answer
from worksheets.spread import ENOUGH, Rated, discuss_first, how_many_to_discuss

FEW = 4  # under it, one could guess who answered what: the facilitation is warned before the reveal


def workshops_of(rlp):
    """Those of all its rounds, the newest first, with `step_count`; rehearsals are not among them. One query."""
    found = Workshop.objects.filter(round__rlp=rlp).select_related("round").annotate(step_count=Count("steps"))
    return list(found.order_by("-round__number", F("starts_at").desc(nulls_first=True), "-id"))


def workshops_run_by(user, rlps):
    """Those of the RLPs where she facilitates, and those for which she is named. One query."""
    hers = Q(round__rlp__in=rlps) | Q(facilitations__user=user)
    return list(Workshop.objects.filter(hers).select_related("round__rlp").distinct().order_by("starts_at", "id"))


def counted_submissions(step, round_number=None):
    """The sheets that count: not those of people who were removed, nor papers typed by mistake."""
    found = Submission.objects.filter(
        step=step, round_number=round_number or step.round_number, dropped_at__isnull=True
    )
    return found.filter(Q(participant__isnull=True) | Q(participant__removed_at__isnull=True))


def results_of(step, *, round_number=None, asked=None):
    """{item key: Gathered}, in sheet order. Two queries, and one more where the group lists what is placed.

    Never for a page that the room may see before `step.shows_answers`. The answers come in a random order.
    """
    asked = asked or Asked(step)
    tour = round_number or step.round_number
    submissions = counted_submissions(step, tour).values("sheet")
    answers = (
        Answer.objects.filter(sheet__in=submissions)
        .annotate(of=F("sheet__instrument_key"), is_late=F("sheet__submission__is_late"))
        .order_by("sheet__submission__public_id", "address")
    )
    hands = Tally.objects.filter(step=step, round_number=tour).values_list("item", "choice", "count")
    return gather(asked.items, answers=[(one.of, one, one.is_late) for one in answers], hands=hands)


def count_answered(step):
    """How many have answered something, or passed: phones, tables or papers. One query."""
    written = Answer.objects.exclude(fingerprint=NEVER_ANSWERED).values("sheet")
    found = counted_submissions(step).filter(sheet__in=written)
    owners = found.values("participant", "table_number", "paper_number").distinct()
    return owners.count()


def count_people(workshop):
    """Phones in the room. One query."""
    return Participant.objects.filter(workshop=workshop, removed_at__isnull=True).count()


def count_tables(workshop):
    """One query."""
    seated = Participant.objects.filter(workshop=workshop, removed_at__isnull=True, table_number__isnull=False)
    return seated.values("table_number").distinct().count()


def expected_answers(step, *, people, tables):
    """Out of how many: tables in table mode, else the headcount, else the phones."""
    if step.mode == StepMode.TABLES:
        return tables
    return max(step.workshop.headcount or 0, people)


def answers_of_participant(participant, step):
    """{« instrument/address »: Answer} of her own sheets in this round. One query."""
    owner = Q(sheet__submission__participant=participant)
    if step.mode == StepMode.TABLES and participant.table_number:
        owner = Q(sheet__submission__table_number=participant.table_number)
    found = Answer.objects.filter(
        owner, sheet__submission__step=step, sheet__submission__round_number=step.round_number
    ).annotate(of=F("sheet__instrument_key"))
    return {f"{one.of}/{one.address}": one for one in found}


@dataclass(frozen=True)
class ToDiscuss:
    """`keys` in order; `is_proposed`: by the rule, else by the facilitation or by the sheet's order."""

    keys: list
    is_proposed: bool
    is_sheet_order: bool


def what_to_discuss(workshop, *, minutes_left):
    """What to talk about first, among the steps already revealed. Two or three queries for each of these steps."""
    revealed = [step for step in workshop.steps.all() if is_revealed(step)]
    chosen = next((step.to_discuss for step in reversed(revealed) if step.to_discuss is not None), None)
    if chosen is not None:
        return ToDiscuss(chosen, is_proposed=False, is_sheet_order=False)
    gathered = [one for step in revealed for one in results_of(step).values() if one.item.is_rated]
    return propose_discussion(gathered, minutes_left=minutes_left)


def is_revealed(step):
    return step.asks and step.state in (*SHOWING_STATES, StepState.DONE)


def propose_discussion(rated, *, minutes_left):
    """By priority; when no item has enough answers, in the sheet's order."""
    keys, at_most = [one.item.key for one in rated], how_many_to_discuss(minutes_left)
    if not any(len(one.values) >= ENOUGH for one in rated):
        return ToDiscuss(keys[:at_most], is_proposed=False, is_sheet_order=True)
    places = discuss_first([Rated(one.values, one.item.has_good_side) for one in rated], at_most=at_most)
    return ToDiscuss([keys[place] for place in places], is_proposed=True, is_sheet_order=False)


def cards_of(step):
    """{answer id: Card}. One query."""
    return {card.answer_id: card for card in Card.objects.filter(step=step).select_related("group")}


def open_poll_of(step):
    """One query."""
    return Poll.objects.filter(step=step, closed_at__isnull=True).first()


def votes_of(poll):
    """{position: how many}, all three. One query."""
    counted = dict(poll.votes.order_by().values_list("position").annotate(n=Count("pk")))
    return {position: counted.get(position.value, 0) for position in Position}


def find_step(workshop, public_id):
    """The step of an address; None for another workshop's."""
    return Step.objects.filter(workshop=workshop, public_id=public_id).first()
