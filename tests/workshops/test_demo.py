"""The workshops of the demonstration, loaded as `make run` loads them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.document import read
from rlp_portal.workshops import queries
from rlp_portal.workshops.enums import OutcomeKind, StepState, WorkshopState
from rlp_portal.workshops.models import Outcome, Workshop
from worksheets.models import Change, PlanLine

pytestmark = pytest.mark.django_db


def load():
    said = StringIO()
    call_command("load_demo_workshops", stdout=said)
    return said.getvalue()


def test_one_is_over_and_one_is_ready():
    call_command("load_demo", stdout=StringIO())

    assert load() == "Ateliers de démonstration chargés\u00a0: 2\u00a0ateliers.\n"
    assert load() == ""
    over, ready = Workshop.objects.order_by("starts_at")
    assert (over.state, ready.state) == (WorkshopState.CLOSED, WorkshopState.DRAFT)
    assert {step.state for step in over.steps.all()} == {StepState.DONE}
    assert ready.steps.count() == 5
    assert {one.kind for one in Outcome.objects.filter(step__workshop=over)} == {*OutcomeKind}
    assert PlanLine.objects.filter(workbook=over.round.workbook, measure__contains="Sainte-Odile au sujet").exists()

    changes = list(Change.objects.filter(workbook=over.round.workbook).order_by("id").values_list("at", flat=True))
    moments = [(step.started_at, step.ended_at) for step in over.steps.all()]
    assert changes == sorted(changes)
    assert moments == sorted(moments)
    assert over.opened_at < moments[0][0] < over.closed_at == moments[-1][1]

    shared = SharedVersion.objects.latest("shared_at")
    assert shared.round == over.round
    assert len(read(shared.content, digest=shared.digest).workshops[0].outcomes) == Outcome.objects.count()

    step = over.steps.select_related("workshop__round").get(kind="importance")
    first, second = (queries.results_of(step, round_number=one)["ft4/importance"].values for one in (1, 2))
    assert (len(first), len(second)) == (11, 12)
    assert first[0] < second[0]  # the second round came closer


def test_nothing_without_its_rlp_nor_in_production(settings):
    assert load() == ""
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="ne se charge pas en production"):
        load()
