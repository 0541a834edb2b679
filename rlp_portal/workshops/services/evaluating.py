"""The three questions at the end; each may stay without an answer."""

from rlp_portal.workshops.models import Evaluation
from rlp_portal.workshops.services.changing import bump
from rlp_portal.workshops.services.joining import refuse_removed


def evaluate(*, participant, **grades):
    """pace, listening, usefulness: 1 to 5 or None. The last ones of a person stand."""
    refuse_removed(participant)
    Evaluation.objects.update_or_create(
        participant=participant, defaults={"workshop_id": participant.workshop_id, **grades}
    )
    bump(participant.workshop_id)
