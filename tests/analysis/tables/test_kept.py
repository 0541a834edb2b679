"""A large sample is gone through again only where something changed since."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.utils import timezone

from rlp_portal.analysis.coding.choices import EMPTY, Choice
from rlp_portal.analysis.coding.passages import Passage
from rlp_portal.analysis.coding.reading import finish, take_up_again
from rlp_portal.analysis.coding.services import save_coding
from rlp_portal.analysis.models import CodingAct, DoubleReading
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.tables import kept
from tests.factories import ActionPlanFactory, UserFactory

CODED = Choice(objects="A")


@pytest.fixture
def version(rlp, monkeypatch):
    monkeypatch.setattr(kept, "LARGE", 1)
    return ActionPlanFactory(rlp=rlp).versions.get()


@pytest.fixture
def sample(version, advisor):
    return draw_sample([version.plan], Terms(share=Fraction(1), seed="s"), by=advisor, op_id=uuid4())


def code(version, by, choice=CODED, base=""):
    save_coding(passage=Passage(version, 0, 10), choice=choice, base=base, by=by, op_id=uuid4())
    CodingAct.objects.update(at=timezone.now() - timedelta(hours=1))  # nobody codes any more


def test_nothing_changed_is_one_query(sample, version, advisor, django_assert_num_queries):
    code(version, advisor)
    first = kept.state_of(sample, reader=advisor)

    with django_assert_num_queries(1):
        assert kept.state_of(sample, reader=advisor) == first


def test_each_change_is_seen(sample, version, advisor):
    seen = [kept.state_of(sample, reader=advisor)]
    for change in (
        lambda: code(version, advisor),
        lambda: finish(version, by=advisor),
        lambda: take_up_again(version, by=advisor),
        lambda: code(version, advisor, EMPTY, base=CODED.fingerprint),
    ):
        change()
        seen.append(kept.state_of(sample, reader=advisor))
        assert seen[-1] == kept.read_state(sample, advisor)

    assert [(one.begun, one.finished) for one in seen] == [(0, 0), (1, 0), (1, 1), (1, 0), (1, 0)]
    assert len({seen[at].mark for at in (0, 1, 2, 4)}) == 4


def test_while_somebody_codes_every_visit_reads_again(sample, version, advisor, django_assert_num_queries):
    """An act that takes longer than another may be written after it, under a number that comes before."""
    code(version, advisor)
    kept.state_of(sample, reader=advisor)
    CodingAct.objects.update(at=timezone.now())
    kept.state_of(sample, reader=advisor)

    with django_assert_num_queries(2):
        kept.state_of(sample, reader=advisor)


def test_whoever_begins_to_read_blind_is_told_apart(sample, version, advisor):
    other = UserFactory()
    assert not kept.state_of(sample, reader=other).is_blind

    DoubleReading.objects.create(sample=sample, plan=version.plan, reader=other, assigned_by=advisor)

    assert kept.state_of(sample, reader=other).is_blind
    assert not kept.state_of(sample, reader=advisor).is_blind
