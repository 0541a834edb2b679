"""The reads of a workshop worth a name. Each says how many queries it makes."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import Position, StepMode, StepState
from rlp_portal.workshops.models import Card, Participant, Poll, Step, Submission, Tally, Workshop
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from worksheets.individual import gather
from worksheets.models import NEVER_ANSWERED, Answer, Change, PlanLine
from worksheets.prepared import Prepared
from worksheets.schema import Bipolar, Scale
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


def counted_submissions(step, *rounds):
    """The sheets that count: not those of people who were removed, nor papers typed by mistake."""
    return still_counted(Submission.objects.filter(step=step, round_number__in=rounds or [step.round_number]))


def still_counted(submissions):
    present = Q(participant__isnull=True) | Q(participant__removed_at__isnull=True)
    return submissions.filter(present, dropped_at__isnull=True)


def results_of(step, *, round_number=None, asked=None):
    """{item key: Gathered}, in sheet order. Two queries, and one more where the group lists what is placed.

    Never for a page that the room may see before `step.shows_answers`. The answers come in a random order.
    """
    tour = round_number or step.round_number
    return results_of_rounds(step, [tour], asked=asked)[tour]


def results_of_rounds(step, rounds, *, asked=None):
    """{round: {item key: Gathered}}, with as many queries as for one."""
    asked = asked or Asked(step)
    found = gathered_in(counted_submissions(step, *rounds), Tally.objects.filter(step=step, round_number__in=rounds))
    return {tour: gather_found(asked, found, step.pk, tour) for tour in rounds}


def results_of_steps(steps):
    """{step: {item key: Gathered}} of their present rounds, with as many queries as for one."""
    present = Q(pk=None)
    for step in steps:
        present |= Q(step=step, round_number=step.round_number)
    found = gathered_in(still_counted(Submission.objects.filter(present)), Tally.objects.filter(present))
    return {step: gather_found(Asked(step), found, step.pk, step.round_number) for step in steps}


@dataclass(frozen=True)
class Found:
    """Answers and hands of several rounds, before they are added up."""

    answers: list
    hands: list

    def of(self, step_id, tour):
        """What `gather` takes."""
        here = [one for one in self.answers if (one.step_id, one.tour) == (step_id, tour)]
        counted = [tuple(rest) for step, of, *rest in self.hands if (step, of) == (step_id, tour)]
        return {"answers": [(one.of, one, one.is_late) for one in here], "hands": counted}


def gather_found(asked, found, step_id, tour):
    """{item key: Gathered}. No query."""
    return gather(asked.items, **found.of(step_id, tour))


def gathered_in(submissions, tallies):
    answers = Answer.objects.filter(sheet__in=submissions.values("sheet")).annotate(
        of=F("sheet__instrument_key"),
        is_late=F("sheet__submission__is_late"),
        step_id=F("sheet__submission__step"),
        tour=F("sheet__submission__round_number"),
        first_name=F("sheet__submission__participant__first_name"),
    )
    hands = tallies.values_list("step", "round_number", "item", "choice", "count")
    return Found(list(answers.order_by("sheet__submission__public_id", "address")), list(hands))


def owners_of(submissions):
    """How many phones, tables and papers, as a subquery: each sheet belongs to one of the three."""
    owners = [Count(owner, distinct=True) for owner in ("participant", "table_number", "paper_number")]
    return submissions.order_by().values("step").annotate(n=sum(owners[1:], owners[0])).values("n")


def written_sheets(step, round_number):
    written = Answer.objects.exclude(fingerprint=NEVER_ANSWERED).values("sheet")
    return still_counted(Submission.objects.filter(step=step, round_number=round_number, sheet__in=written))


def answered_in(step):
    """How many have answered something in its present round, as a subquery on an outer reference."""
    return owners_of(written_sheets(OuterRef(step), OuterRef(f"{step}__round_number")))


def count_answered(step):
    """How many have answered something, or passed: phones, tables or papers. One query."""
    return next(iter(owners_of(written_sheets(step, step.round_number)).values_list("n", flat=True)), 0)


def people_in(workshop):
    """How many phones, as a subquery."""
    present = Participant.objects.filter(workshop=workshop, removed_at__isnull=True)
    return present.order_by().values("workshop").annotate(n=Count("pk")).values("n")


PEOPLE = Prepared(
    lambda workshop: (
        Workshop.everything.filter(pk=workshop)
        .only("pk")
        .annotate(people=Coalesce(Subquery(people_in(OuterRef("pk"))), 0))
    )
)


def count_people(workshop):
    """Phones in the room. One query."""
    return PEOPLE.first(workshop=workshop.pk).people


def count_tables(workshop):
    """One query."""
    seated = Participant.objects.filter(workshop=workshop, removed_at__isnull=True, table_number__isnull=False)
    return seated.values("table_number").distinct().count()


def expected_answers(step, *, people, tables):
    """Out of how many: tables in table mode, else the headcount, else the phones."""
    if step.mode == StepMode.TABLES:
        return tables
    return max(step.workshop.headcount or 0, people)


ANSWERS_OF_PHONE = Prepared(
    lambda participant, step, round_number: Answer.objects.filter(
        sheet__submission__participant=participant,
        sheet__submission__step=step,
        sheet__submission__round_number=round_number,
    ).annotate(of=F("sheet__instrument_key"), is_late=F("sheet__submission__is_late"))
)


def answers_of_participant(participant, step):
    """{« instrument/address »: Answer} of her own sheets in this round, or of her table. One query.

    They say whether they came late (`is_late`); of two at one address, the one that was not taken away stands.
    """
    if step.mode == StepMode.TABLES and participant.table_number:
        found = answers_at_table(participant.table_number, step)
    else:
        found = ANSWERS_OF_PHONE(participant=participant.pk, step=step.pk, round_number=step.round_number)
    found = sorted(found, key=lambda one: one.fingerprint != NEVER_ANSWERED)
    return {f"{one.of}/{one.address}": one for one in found}


def answers_at_table(table_number, step):
    return Answer.objects.filter(
        sheet__submission__table_number=table_number,
        sheet__submission__step=step,
        sheet__submission__round_number=step.round_number,
    ).annotate(of=F("sheet__instrument_key"), is_late=F("sheet__submission__is_late"))


@dataclass(frozen=True)
class ToDiscuss:
    """`keys` in order; `is_proposed`: by the rule, else by the facilitation or by the sheet's order."""

    keys: list
    is_proposed: bool
    is_sheet_order: bool


def rated_results(steps):
    """{step: {item key: Gathered}} of the revealed steps that ask to rate something. Two queries."""
    return results_of_steps([step for step in steps if is_revealed(step) and asks_to_rate(step)])


def what_to_discuss(steps, *, minutes_left, results=None):
    """What to talk about first, among those of the workshop's steps that are already revealed.

    `results`: what `rated_results` gave, if it was read already.
    """
    revealed = [step for step in steps if is_revealed(step)]
    chosen = next((step.to_discuss for step in reversed(revealed) if step.to_discuss is not None), None)
    if chosen is not None:
        return ToDiscuss(chosen, is_proposed=False, is_sheet_order=False)
    found = rated_results(steps) if results is None else results
    gathered = [one for step_results in found.values() for one in step_results.values() if one.item.is_rated]
    return propose_discussion(gathered, minutes_left=minutes_left)


def is_revealed(step):
    return step.asks and step.state in (*SHOWING_STATES, StepState.DONE)


def is_shown(step):
    """Whether the room sees its answers, or saw them to the end; not while they are masked or asked again."""
    return step.asks and (step.shows_answers or step.state == StepState.DONE)


def asks_to_rate(step):
    questions = [asked for instrument in Asked(step).instruments for _address, asked, _row in instrument.questions()]
    return any(isinstance(asked, (Scale, Bipolar)) for asked in questions)


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


def counted_poll_of(step, *, item):
    """The Poll under way about an item, with `agrees`, `reserves` and `disagrees`; None without. One query."""
    counts = {one.value: Count("votes", filter=Q(votes__position=one)) for one in Position}
    return Poll.objects.filter(step=step, item=item, closed_at__isnull=True).annotate(**counts).first()


def find_step(workshop, public_id):
    """The step of an address; None for another workshop's."""
    return Step.objects.filter(workshop=workshop, public_id=public_id).first()


def plan_written(workshop):
    """The measures of the plan that were written or changed while it was open, as they are now. One query."""
    if workshop.opened_at is None:
        return []
    changes = Change.objects.filter(
        workbook=workshop.carnet_id, target=Change.Target.PLAN_LINE, at__gte=workshop.opened_at
    )
    if workshop.closed_at:
        changes = changes.filter(at__lte=workshop.closed_at)
    written = PlanLine.objects.kept().filter(
        workbook=workshop.carnet_id, public_id__in=changes.values("target_id").distinct()
    )
    return list(written.select_related("object"))
