"""The minutes of a draw: complete, accessible, the same bytes twice, and true when followed by hand."""

import subprocess
from fractions import Fraction
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.samples.queries import lists_of
from rlp_portal.analysis.samples.record import record_of
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.reports.gather.minutes import gather_minutes
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, MembershipFactory
from tests.pdf_words import pages_of
from tests.reports.pdf_checks import faults

TEMPLATE = "reports/print/minutes.html"


@pytest.fixture
def advisor(db):
    return MembershipFactory(role="advisor").user


def drawn(advisor, count=9, **terms):
    rlp = advisor.memberships.get().rlp
    plans = [ActionPlanFactory(rlp=rlp, level=[1, 3, None][n % 3]) for n in range(count)]
    asked = Terms(**{"share": Fraction(2, 5), "seed": "2026", "exclusions": {plans[0]: "Trois lignes"}} | terms)
    return draw_sample(plans, asked, by=advisor, op_id=uuid4(), title="Pour la synthèse")


def pdf_of(advisor, sample):
    return signed_in(advisor).get(reverse("sample_minutes", args=[sample.public_id]))


@pytest.mark.parametrize("by_level", [False, True])
def test_minutes_hold_the_lists_the_hash_and_the_recipe(by_level, advisor):
    sample = drawn(advisor, by_level=by_level)

    response = pdf_of(advisor, sample)

    assert "Proces-verbal de tirage 1.pdf" in response["Content-Disposition"]
    text = "".join("".join(pages_of(response.content)).split())
    for row in sample.sampled_plans.select_related("plan"):
        assert str(row.plan.public_id) in text
    for said in (sample.universe_hash, "Graine2026", "Trois\u00a0lignes", "sha256sum", "Annexe"):
        assert "".join(said.split()) in text
    assert faults(response.content, render_to_string(TEMPLATE, {"report": gather_minutes(record_of(sample))})) == []


@pytest.mark.parametrize(("excluded", "said"), [(0, "9, sans exclusion"), (1, "8, après 1\u00a0exclusion")])
def test_universe_is_said_with_what_was_left_out_of_it(excluded, said, advisor):
    sample = drawn(advisor, **({} if excluded else {"exclusions": {}}))

    page = render_to_string(TEMPLATE, {"report": gather_minutes(record_of(sample))})

    assert said in page.replace("&nbsp;", "\u00a0")


def test_forty_two_plans_take_two_pages_and_their_annex_one(advisor):
    sample = drawn(advisor, count=42)

    assert len(pages_of(pdf_of(advisor, sample).content)) <= 3


def test_same_sample_gives_the_same_bytes(advisor, pdf_folder):
    sample = drawn(advisor)

    first = pdf_of(advisor, sample).content
    for kept in pdf_folder.rglob("*.pdf"):
        kept.unlink()
    assert pdf_of(advisor, sample).content == first


@pytest.mark.parametrize("seed", ["2026", "l’été \"5 $\" 'x'", "a'; echo rm #", "100%s"])
def test_commands_followed_by_hand_give_the_same_draw(seed, advisor, tmp_path):
    sample = drawn(advisor, seed=seed)
    rows = sample.sampled_plans.exclude(outcome=DrawOutcome.EXCLUDED).select_related("plan")
    (tmp_path / "ids.txt").write_text("".join(f"{row.plan.public_id}\n" for row in rows.order_by("pk")))

    (_what, draw), (_universe, hashed) = gather_minutes(record_of(sample)).commands

    ran = [
        subprocess.run(["bash", "-c", one], cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
        for one in (draw, hashed)
    ]
    assert ran[0][1::2] == [str(row.plan.public_id) for row in lists_of(sample)[DrawOutcome.DRAWN]]
    assert ran[1][0] == sample.universe_hash
