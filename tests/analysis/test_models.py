"""What the database itself refuses, on both engines."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from rlp_portal.analysis.enums import DrawOutcome, TextOrigin, Verdict
from rlp_portal.analysis.models import Coding, Excerpt, Frozen, PlanVersion, Sample, SampledPlan, Synthesis
from tests.factories import ActionPlanFactory, UserFactory

HALF = {"share_numerator": 1, "share_denominator": 2}


@pytest.fixture
def plan(db):
    return ActionPlanFactory()


@pytest.fixture
def sample(plan):
    return sample_of(plan.deposited_by)


def sample_of(by, **fields):
    drawn = {
        "number": 1,
        "seed": "2026",
        "universe_hash": "0" * 64,
        "universe_size": 2,
        "drawn_size": 1,
        "codebook_version": 1,
        "op_id": uuid4(),
        "main_coder": by,
        "drawn_by": by,
    }
    return Sample.objects.create(**drawn | HALF | fields)


def excerpt_of(plan, **fields):
    version = plan.versions.get()
    place = {"start": 0, "end": 6, "quotation": version.text[:6], "first_seen": 1}
    return Excerpt.objects.create(**{"plan": plan, "version": version} | place | fields)


def coding_of(excerpt, **fields):
    said = {"coder": excerpt.plan.deposited_by, "codebook_version": 1, "objects_coded": "A", "fingerprint": "f"}
    return Coding.objects.create(**{"excerpt": excerpt, "plan": excerpt.plan} | said | fields)


def refused(make):
    with pytest.raises(IntegrityError) as problem, transaction.atomic():
        make()
    return str(problem.value)


def test_plan_keeps_its_period_in_order(db):
    wrong = {"period_start": "2026-09-01", "period_end": "2026-01-01"}

    assert "plan_period_in_order" in refused(lambda: ActionPlanFactory(**wrong))


def test_plan_has_a_level_from_1_to_4_or_none(db):
    assert ActionPlanFactory(level=None).level is None
    assert "plan_level_1_to_4" in refused(lambda: ActionPlanFactory(level=5))


def test_version_from_a_file_says_its_name(plan):
    fields = {"plan": plan, "number": 2, "text": "a", "digest": "d", "length": 1, "sentences": 1}
    fields["deposited_by"] = plan.deposited_by

    assert "plan_version_file_has_a_name" in refused(
        lambda: PlanVersion.objects.create(origin=TextOrigin.PDF, **fields)
    )
    assert "plan_version_file_has_a_name" in refused(
        lambda: PlanVersion.objects.create(origin=TextOrigin.PASTED, file_name="a.txt", **fields)
    )


def test_excerpt_is_never_empty_and_quotes_as_many_code_points_as_it_spans(plan):
    assert "excerpt_not_empty" in refused(lambda: excerpt_of(plan, end=0, quotation=""))
    assert "excerpt_quotes_its_passage" in refused(lambda: excerpt_of(plan, quotation="Le CP"))
    assert excerpt_of(plan, start=0, end=3, quotation="é🎈ç").pk


def test_passage_is_one_excerpt(plan):
    excerpt_of(plan)

    refused(lambda: excerpt_of(plan))
    assert Excerpt.objects.count() == 1


def test_person_codes_a_passage_once_and_a_sample_settles_it_once(plan, sample):
    excerpt = excerpt_of(plan)
    coding_of(excerpt)
    coding_of(excerpt, settles=sample)

    refused(lambda: coding_of(excerpt))
    refused(lambda: coding_of(excerpt, settles=sample, coder=UserFactory()))
    coding_of(excerpt, coder=UserFactory())
    assert Coding.objects.count() == 3


def test_coding_says_codes_or_nothing(plan):
    excerpt = excerpt_of(plan)

    assert "coding_codes_or_nothing" in refused(lambda: coding_of(excerpt, objects_coded=""))
    assert "coding_codes_or_nothing" in refused(lambda: coding_of(excerpt, verdict=Verdict.NOTHING))
    assert coding_of(excerpt, verdict=Verdict.NOTHING, objects_coded="").pk


def test_sample_is_never_empty_nor_above_its_universe(plan):
    by = plan.deposited_by

    assert "sample_share_up_to_the_whole" in refused(lambda: sample_of(by, share_numerator=3))
    assert "sample_not_empty" in refused(lambda: sample_of(by, drawn_size=0))
    assert "sample_not_empty" in refused(lambda: sample_of(by, drawn_size=3))


def test_sample_drawn_is_frozen(sample, plan):
    row = SampledPlan.objects.create(
        sample=sample, plan=plan, rlp=plan.rlp, label="P", outcome=DrawOutcome.DRAWN, rank="0" * 64, position=1
    )

    with pytest.raises(Frozen):
        Sample.objects.update(seed="autre")
    with pytest.raises(Frozen):
        sample.save()
    with pytest.raises(Frozen):
        row.save()
    with pytest.raises(Frozen):
        sample.sampled_plans.update(outcome=DrawOutcome.LEFT_OUT)


def test_plan_of_a_sample_is_ranked_or_excluded_with_a_reason(sample, plan):
    def row(**fields):
        return SampledPlan.objects.create(sample=sample, plan=plan, rlp=plan.rlp, label="P", **fields)

    name = "sampled_plan_ranked_or_excluded_with_reason"
    assert name in refused(lambda: row(outcome=DrawOutcome.EXCLUDED))
    assert name in refused(lambda: row(outcome=DrawOutcome.DRAWN))
    assert name in refused(lambda: row(outcome=DrawOutcome.DRAWN, rank="0" * 64, position=1, reason="trop court"))
    assert row(outcome=DrawOutcome.EXCLUDED, reason="trop court").pk


def test_final_synthesis_is_sealed(sample, plan):
    def synthesis(**fields):
        by = plan.deposited_by
        return Synthesis.objects.create(number=1, title="S", sample=sample, codebook_version=1, author=by, **fields)

    assert "synthesis_final_is_sealed" in refused(lambda: synthesis(state="final"))
    assert "synthesis_final_is_sealed" in refused(lambda: synthesis(frozen="{}"))
    assert synthesis().is_final is False
