"""A year after a workshop, what each person answered leaves: counts stay, where five people or more answered."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rlp_portal.workshops import queries
from rlp_portal.workshops.enums import AnswerOrigin
from rlp_portal.workshops.models import (
    CardGroup,
    Evaluation,
    Gesture,
    Participant,
    PollVote,
    Step,
    Tally,
    Workshop,
)
from rlp_portal.workshops.models.afterwards import QUESTIONS
from rlp_portal.workshops.services.changing import bump
from worksheets.individual import PASSED, PEOPLE
from worksheets.models import Sheet, SheetOwner
from worksheets.spread import ENOUGH

ANSWERS_KEPT = timedelta(days=365)  # after the closing
JOURNAL_KEPT = timedelta(days=3 * 365 + 1)
HANDS = "hands"


def forget_answers(*, now=None):
    """Returns how many workshops were concerned."""
    now = now or timezone.now()
    over = Workshop.everything.filter(closed_at__lt=now - ANSWERS_KEPT, answers_forgotten_at__isnull=True)
    workshops = list(over.select_related("round"))
    for workshop in workshops:
        forget(workshop, now=now)
    return len(workshops)


def forget_journals(*, now=None):
    """Who did what, three years after the end."""
    return Gesture.objects.filter(workshop__closed_at__lt=(now or timezone.now()) - JOURNAL_KEPT).delete()[0]


@transaction.atomic  # half of it, then the whole again, would count twice
def forget(workshop, *, now):
    for step in workshop.steps.all():
        if step.asks:
            step.workshop = workshop
            add_up(step)
    level_evaluations(workshop)
    people = queries.count_people(workshop)
    CardGroup.objects.filter(step__workshop=workshop).delete()
    PollVote.objects.filter(poll__step__workshop=workshop).delete()
    Sheet.objects.filter(workbook=workshop.own_workbook_id, owner=SheetOwner.INDIVIDUAL).delete()
    Participant.objects.filter(workshop=workshop).delete()
    Workshop.everything.filter(pk=workshop.pk).update(
        answers_forgotten_at=now, headcount=workshop.headcount or people or None
    )
    bump(workshop.pk)


# ---- Counts ---------------------------------------------------------------------------------------------------


def add_up(step):
    """From sheets and hands to counts of each choice, for every round; what the room never saw leaves whole."""
    counts = list(counts_of(step)) if queries.is_revealed(step) else []
    answered_by = dict(ways_of(step))
    Tally.objects.filter(step=step).delete()
    Tally.objects.bulk_create(
        Tally(step=step, round_number=tour, item=item, choice=choice, count=count)
        for tour, item, choice, count in counts
    )
    Step.objects.filter(pk=step.pk).update(answered_by=answered_by, to_discuss=None)


def counts_of(step):
    """(round, item, choice, how many). How many people comes last: several choices may be one person's."""
    rounds = list(range(1, step.round_number + 1))
    for tour, results in queries.results_of_rounds(step, rounds).items():
        for key, one in results.items():
            if not one.has_enough or not one.choices:
                continue
            for choice, count in one.choices.items():
                yield tour, key, choice, count
            if one.passed:
                yield tour, key, PASSED, one.passed
            yield tour, key, PEOPLE, one.people


def ways_of(step):
    """(how, how many) of the last round: a person who filled four sheets answered once."""
    owners = queries.counted_submissions(step).values_list("origin", "participant", "table_number", "paper_number")
    counted = Counter(origin for origin, *_whose in owners.order_by().distinct())
    yield from ((origin.value, counted[origin]) for origin in AnswerOrigin if counted[origin])
    raised = Counter()
    for item, count in Tally.objects.filter(step=step, round_number=step.round_number).values_list("item", "count"):
        raised[item] += count
    if raised:
        yield HANDS, max(raised.values())


def level_evaluations(workshop):
    """Each question sorted by itself: a row is nobody's opinion any more. Few answers to a question leave."""
    Evaluation.objects.filter(workshop=workshop, participant__removed_at__isnull=False).delete()
    rows = list(Evaluation.objects.filter(workshop=workshop).order_by("pk"))
    for name in QUESTIONS:
        grades = sorted(grade for row in rows if (grade := getattr(row, name)) is not None)
        grades = grades if len(grades) >= ENOUGH else []
        for place, row in enumerate(rows):
            setattr(row, name, grades[place] if place < len(grades) else None)
    Evaluation.objects.bulk_update(rows, QUESTIONS)
