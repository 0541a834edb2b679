"""The demonstration of the synthesis, loaded as `make run` loads it, and its tables against plain Python."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from rlp_portal.accounts.models import User
from rlp_portal.analysis.coding.choices import choice_kept, choice_of
from rlp_portal.analysis.coding.services import undo_coding
from rlp_portal.analysis.models import (
    ActionPlan,
    Coding,
    CodingAct,
    DoubleReading,
    OriginalFile,
    Reading,
    Sample,
    Synthesis,
)
from rlp_portal.analysis.samples.queries import samples_of
from rlp_portal.analysis.tables.counting import Count
from rlp_portal.analysis.tables.counts import count_sample
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Rlp
from tests.fixtures.reading import PLANS, level_of, strategy_of
from tests.fixtures.test_synthesis import SYNTHESIS
from tests.furnished import furnished
from worksheets.codes import ObjectCode, Strategy

LOADED = "Démonstration chargée\u00a0: 42 regroupements, 21 personnes, 9 carnets, 42 plans d’action.\n"
ALREADY = "La démonstration est déjà là. Rien n’a été touché.\n"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """What the command said; undone at the end."""
    with furnished(django_db_blocker, load) as loaded:
        yield loaded


def load():
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def test_loading_twice_loads_once(loaded):
    Membership.objects.filter(user__email="membre@exemple.org").delete()  # what people changed since is theirs

    assert (loaded, load()) == (LOADED, ALREADY)
    assert (Rlp.objects.count(), ActionPlan.objects.count(), Synthesis.objects.count()) == (42, 42, 1)
    assert not Membership.objects.filter(user__email="membre@exemple.org").exists()


def test_plans_bear_their_level_and_their_file(loaded):
    told = {plan.data["public_id"]: plan for plan in PLANS}

    stored = {str(one.public_id): one for one in ActionPlan.objects.prefetch_related("versions__original")}

    assert {id_: one.level for id_, one in stored.items()} == {id_: level_of(plan) for id_, plan in told.items()}
    assert {id_: one.versions.all()[0].text for id_, one in stored.items()} == {
        id_: plan.text.strip() for id_, plan in told.items()
    }
    assert OriginalFile.objects.count() == sum(plan.data["origin"] != "pasted" for plan in PLANS)


def test_the_advisor_follows_every_rlp_and_drew_the_sample_of_the_story(loaded):
    advisor = User.objects.get(email="conseil@exemple.org")

    (sample,) = samples_of(advisor)

    drawn = sample.sampled_plans.filter(outcome="drawn").order_by("position").values_list("rlp__slug", flat=True)
    assert list(drawn) == SYNTHESIS["sample"]["drawn"]
    assert Membership.objects.filter(user=advisor, role=Role.ADVISOR).count() == 42


def test_everything_told_was_coded_once_by_each_reader(loaded):
    told = Counter({"first": 0, "second": 0})
    for plan in PLANS:
        told += Counter(first=len(plan.codings), second=len(plan.second_codings))

    by = Counter(Coding.objects.values_list("coder__email", flat=True))

    assert by == {"conseil@exemple.org": told["first"], "conseil.est@exemple.org": told["second"]}
    assert Reading.objects.filter(finished_at=None).count() == 0
    assert DoubleReading.objects.filter(revealed_at__isnull=False).count() == 8


def test_every_coding_has_its_line_in_the_journal_and_can_be_undone(loaded):
    acts = {(act.excerpt_id, act.by_id): choice_kept(act.after) for act in CodingAct.objects.all()}
    assert acts == {(one.excerpt_id, one.coder_id): choice_of(one) for one in Coding.objects.all()}
    assert len(acts) == CodingAct.objects.count() == Coding.objects.count()
    last = CodingAct.objects.filter(by__email="conseil@exemple.org").select_related("plan", "by").last()

    with transaction.atomic():
        undo_coding(plan=last.plan, by=last.by)
        assert not Coding.objects.filter(excerpt=last.excerpt_id, coder=last.by_id).exists()
        transaction.set_rollback(True)


def codes_of(plan):
    """[(objects, strategies)] of each passage."""
    return [(set(one["objects"]), {strategy_of(key) for key in one["strategies"]}) for one in plan.codings]


def test_cross_table_is_that_of_the_files(loaded):
    """Counted in plain Python from the fixtures, without the portal."""
    drawn = [plan for plan in PLANS if plan.slug in SYNTHESIS["sample"]["drawn"]]
    rlps, passages = Counter(), Counter()
    for plan in drawn:
        held = Counter(
            (object_, strategy)
            for objects, strategies in codes_of(plan)
            for object_ in objects
            for strategy in strategies
        )
        passages += held
        rlps += Counter(held.keys())

    counted = count_sample(Sample.objects.get())

    pairs = [(object_, strategy) for object_ in ObjectCode.values for strategy in Strategy.values]
    assert {pair: counted.whole.of(pair) for pair in pairs} == {
        pair: Count(rlps[pair], passages[pair]) for pair in pairs
    }
    assert counted.n == 17


def test_synthesis_holds_the_texts_the_numbers_and_the_passages_of_the_story(loaded):
    synthesis = Synthesis.objects.get()

    texts = list(synthesis.texts.order_by("position").prefetch_related("cited_numbers"))
    assert [(one.section, one.text) for one in texts] == [(one["section"], one["text"]) for one in SYNTHESIS["texts"]]
    assert [{cited.key: cited.shown for cited in one.cited_numbers.all()} for one in texts] == [
        one.get("cited", {}) for one in SYNTHESIS["texts"]
    ]
    assert synthesis.chosen_excerpts.count() == len(SYNTHESIS["excerpts"])
