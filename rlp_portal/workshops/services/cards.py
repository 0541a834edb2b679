"""Open answers are read by the facilitation before the room sees them, and put together."""

from django.db.models import Max

from rlp_portal.workshops.models import Card, CardGroup
from rlp_portal.workshops.refusals import NoSuchQuestion
from rlp_portal.workshops.services.changing import holding
from worksheets.models import Answer


def decide_card(*, step, answer_id, state, by, wording="", group=None):
    """Show, keep or hide an open answer; « wording » replaces its words where they name someone."""
    with holding(step.workshop) as held:
        if not answers_of_step(step).filter(pk=answer_id).exists():
            raise NoSuchQuestion
        card, _is_new = Card.objects.update_or_create(
            answer_id=answer_id,
            defaults={
                "step": step,
                "state": state,
                "wording": wording,
                "group": group,
                "decided_by": by,
                "decided_at": held.at,
            },
        )
    return card


def answers_of_step(step):
    return Answer.objects.filter(sheet__submission__step=step)


def group_cards(*, step, cards, name):
    """Under a name; an empty group stays until it is renamed or used."""
    with holding(step.workshop):
        last = CardGroup.objects.filter(step=step).aggregate(last=Max("position"))["last"] or 0
        group = CardGroup.objects.create(step=step, name=name, position=last + 1)
        Card.objects.filter(step=step, pk__in=[card.pk for card in cards]).update(group=group)
    return group


def ungroup_card(*, card):
    with holding(card.step.workshop):
        Card.objects.filter(pk=card.pk).update(group=None)


def rename_group(*, group, name):
    with holding(group.step.workshop):
        CardGroup.objects.filter(pk=group.pk).update(name=name)
