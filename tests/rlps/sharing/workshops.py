"""A workshop that is over, with what it retained."""

from datetime import UTC, datetime

from rlp_portal.workshops.enums import OutcomeKind, StepKind, StepState
from rlp_portal.workshops.models import Outcome
from tests.factories import StepFactory, WorkshopFactory

OPENED_AT = datetime(2026, 11, 10, 18, tzinfo=UTC)
CLOSED_AT = datetime(2026, 11, 10, 21, tzinfo=UTC)


def finished_workshop(round_, *, by, title="Atelier de novembre", **fields):
    """The importance of the strategies, then FT5: what is said of the whole step, of a text, of persons."""
    workshop = WorkshopFactory(
        round=round_,
        title=title,
        state="closed",
        opened_at=OPENED_AT,
        opened_by=by,
        closed_at=CLOSED_AT,
        closed_by=by,
        **fields,
    )
    about = {"workshop": workshop, "state": StepState.DONE, "started_at": OPENED_AT}
    importance = StepFactory(position=1, kind=StepKind.IMPORTANCE, **about)
    ft5 = StepFactory(position=2, instrument_key="ft5", **about)
    agreed = {"value": 4, "state": "answered"}
    retain(importance, "ft5/importance", by=by, kind=OutcomeKind.CONSENSUS, sentence="On y tient", value=agreed)
    retain(ft5, "ft5/influencers", by=by, sentence="La mairesse hésite")
    retain(ft5, "ft5/norms", by=by, sentence="Jouer au parc", reservations="L’hiver")
    return workshop


def retain(step, item, *, by, kind=OutcomeKind.RESERVATIONS, at=CLOSED_AT, **words):
    recorded_by = by if at else None
    return Outcome.objects.create(step=step, item=item, kind=kind, recorded_at=at, recorded_by=recorded_by, **words)
