"""Every number of the tables, against another way of counting: whole lists, in plain Python, rule by rule."""

import json
import random
import statistics
from dataclasses import astuple, dataclass
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.codes import objects_written, strategies_written
from rlp_portal.analysis.enums import DrawOutcome, Moment, Verdict
from rlp_portal.analysis.measures import Measures
from rlp_portal.analysis.models import Coding, Excerpt
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.tables.counting import Count
from rlp_portal.analysis.tables.counts import count_sample
from rlp_portal.analysis.tables.summary import Summary, summarise
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, RlpFactory, UserFactory

CODES = codebook.latest()
OBJECTS = [one.key for one in CODES.objects]
STRATEGIES = [one.key for one in CODES.strategies]
SUBS = [one.key for one in CODES.subs]
MOMENTS = ["", *Moment.values]


# ---- The other way of counting ----------------------------------------------------------------------------------


def effective(sample):
    """The codings that count, passage by passage."""
    drawn = {row.plan_id for row in sample.sampled_plans.all() if row.outcome == DrawOutcome.DRAWN}
    found = []
    for excerpt in Excerpt.objects.filter(plan__in=drawn).prefetch_related("codings"):
        codings = list(excerpt.codings.all())
        settled = [one for one in codings if one.settles_id == sample.pk]
        own = [one for one in codings if one.settles_id is None and one.coder_id == sample.main_coder_id]
        found += settled or own
    return [one for one in found if one.verdict == Verdict.CODED]


def objects_of(coding):
    return set(coding.objects_coded.split())


def strategies_of(coding):
    return {key.split(".")[0] for key in coding.strategies_coded.split()}


def subs_of(coding):
    return {key for key in coding.strategies_coded.split() if "." in key}


@dataclass
class ByHand:
    """The codings of a sample that count, read once."""

    codings: list
    rlp_of: dict  # {plan: RLP}

    @classmethod
    def of(cls, sample):
        return cls(effective(sample), {row.plan_id: row.rlp_id for row in sample.sampled_plans.all()})

    def keeping(self, keep):
        return ByHand([one for one in self.codings if keep(one)], self.rlp_of)

    def count(self, holds):
        found = [one for one in self.codings if holds(one)]
        return Count(len({self.rlp_of[one.plan_id] for one in found}), len({one.excerpt_id for one in found}))

    @property
    def by_rlp(self):
        found = {}
        for one in self.codings:
            found.setdefault(self.rlp_of[one.plan_id], []).append(one)
        return found

    def tables(self):
        return {
            "pairs": {
                (o, s): self.count(lambda one, o=o, s=s: o in objects_of(one) and s in strategies_of(one))
                for o in OBJECTS
                for s in STRATEGIES
            },
            "objects": {o: self.count(lambda one, o=o: o in objects_of(one)) for o in OBJECTS},
            "strategies": {s: self.count(lambda one, s=s: s in strategies_of(one)) for s in STRATEGIES},
            "subs": {s: self.count(lambda one, s=s: s in subs_of(one)) for s in SUBS},
            "all": self.count(lambda one: True),
        }


def measure_by_hand(codings):
    keys = {key for one in codings for key in one.strategies_coded.split()}
    used = {key.split(".")[0] for key in keys}
    many = sum(max(1, sum(key.startswith(f"{strategy}.") for key in keys)) for strategy in used)
    return Measures(len(set().union(*map(objects_of, codings))), many, len(used))


def shown(tally):
    return {
        "pairs": {(o, s): tally.of((o, s)) for o in OBJECTS for s in STRATEGIES},
        "objects": {o: tally.of(o) for o in OBJECTS},
        "strategies": {s: tally.of(s) for s in STRATEGIES},
        "subs": {s: tally.of(s) for s in SUBS},
        "all": tally.all,
    }


def assert_counted_right(sample):
    counted, by_hand = count_sample(sample), ByHand.of(sample)

    assert shown(counted.whole) == by_hand.tables()
    for moment in MOMENTS:
        of_moment = by_hand.keeping(lambda one, moment=moment: one.moment == moment)
        assert shown(counted.by_moment[moment]) == of_moment.tables()
    assert_groups_right(sample, counted, by_hand)
    assert_rlps_right(counted, by_hand)
    assert_summary_right(sample, counted, by_hand)


def assert_summary_right(sample, counted, by_hand):
    """The same numbers as plain data, the medians with another library, and back from what is kept."""
    summary = Summary(**json.loads(json.dumps(summarise(counted, version=1).as_data())))
    tables, levels = by_hand.tables(), {row.rlp_id: row.rlp_level for row in drawn_rows(sample)}
    for kind, held in tables.items():
        if kind != "all":
            said = {key: ".".join(key) if kind == "pairs" else key for key in held}
            assert {key: summary.count(said[key]) for key in held} == {key: one.rlps for key, one in held.items()}
            passages = {key: one.passages for key, one in held.items()}
            assert {key: summary.count_passages(said[key]) for key in held} == passages
    assert (summary.n, summary.coded, summary.all_passages) == (len(levels), *astuple(tables["all"]))
    measured = {rlp: measure_by_hand(by_hand.by_rlp.get(rlp, [])) for rlp in levels}
    for group, held in (("", None), ("1-2", {1, 2}), ("3-4", {3, 4})):
        own = [one for rlp, one in measured.items() if held is None or levels[rlp] in held]
        for name in ("objects", "strategies", "diversity"):
            values = sorted(getattr(one, name) for one in own)
            assert summary.values(name, group) == values
            assert summary.median(name, group) == (statistics.median(values) if values else None)
    assert summary.without_level == list(levels.values()).count(None)


def drawn_rows(sample):
    return [row for row in sample.sampled_plans.all() if row.outcome == DrawOutcome.DRAWN]


def assert_groups_right(sample, counted, by_hand):
    drawn = drawn_rows(sample)
    levels = {row.rlp_id: row.rlp_level for row in drawn}
    assert counted.n == len(levels)
    assert {one.rlp: one.level for one in counted.rlps} == {one.rlp: levels[one.rlp] for one in counted.rlps}
    for name, group in (("1-2", {1, 2}), ("3-4", {3, 4})):
        plans = {row.plan_id for row in drawn if levels[row.rlp_id] in group}
        tables = by_hand.keeping(lambda one, plans=plans: one.plan_id in plans).tables()
        assert counted.sizes[name] == sum(level in group for level in levels.values())
        for kind in ("pairs", "objects", "strategies", "subs"):
            of_group = shown(counted.by_group[name])[kind]
            assert {key: one.rlps for key, one in of_group.items()} == {k: c.rlps for k, c in tables[kind].items()}


def assert_rlps_right(counted, by_hand):
    by_rlp = by_hand.by_rlp
    assert {one.rlp: one.measures for one in counted.rlps} == {
        rlp: measure_by_hand(codings) for rlp, codings in by_rlp.items()
    }
    for rlp in counted.rlps:
        said = {}
        for one in by_rlp[rlp.rlp]:
            for strategy in strategies_of(one):
                said.setdefault(strategy, []).append(one.moment)
        everything = [moment for ones in said.values() for moment in ones]
        assert rlp.has_applied == ("done" in everything)
        assert rlp.has_planned == ("planned" in everything)
        assert rlp.planned_only == {
            strategy
            for strategy, ones in said.items()
            if "planned" in ones and "done" not in ones and "ongoing" not in ones
        }


# ---- Random samples ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Eight plans of six RLPs, each with passages to code; undone at the end."""
    with django_db_blocker.unblock():
        made = transaction.atomic()
        made.__enter__()
        try:
            yield World()
        finally:
            transaction.set_rollback(True)
            made.__exit__(None, None, None)


class World:
    def __init__(self):
        self.coder, self.other = UserFactory(), UserFactory()
        rlps = [RlpFactory() for _ in range(6)]
        text = ". ".join(f"Phrase numéro {n} de ce plan" for n in range(8)) + "."
        self.plans = [
            ActionPlanFactory(rlp=rlps[n % 6], text=text, level=[1, 2, 3, 4, None, 1, 4, None][n]) for n in range(8)
        ]
        self.excerpts = [
            [ExcerptFactory(plan=plan, words=f"Phrase numéro {n} de ce plan") for n in range(8)]
            for plan in self.plans
        ]

    def sample(self, share, excluded):
        terms = Terms(share=share, seed="s", exclusions={self.plans[n]: "non" for n in excluded})
        return draw_sample(self.plans, terms, by=self.coder, op_id=uuid4())


CODINGS = st.lists(
    st.tuples(
        st.integers(0, 7),  # the plan
        st.integers(0, 7),  # the passage
        st.sampled_from(["own", "own", "own", "other", "settled"]),
        st.sets(st.sampled_from(OBJECTS), max_size=3),
        st.sets(st.sampled_from([*STRATEGIES, *SUBS]), max_size=4),
        st.sampled_from(MOMENTS),
    ),
    max_size=40,
    unique_by=lambda one: one[:3],
)


SHARES = st.sampled_from([Fraction(2, 5), Fraction(1)])


@given(codings=CODINGS, share=SHARES, excluded=st.sets(st.integers(1, 7), max_size=2))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_codings_are_counted_as_by_hand(codings, share, excluded, world, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        sample = world.sample(share, excluded)
        Coding.objects.bulk_create([coding_of(world, sample, *one) for one in codings])

        assert_counted_right(sample)

        transaction.set_rollback(True)


def coding_of(world, sample, plan, passage, who, objects, strategies, moment):
    is_nothing = not objects and not strategies
    return Coding(
        excerpt=world.excerpts[plan][passage],
        plan=world.plans[plan],
        coder=world.other if who == "other" else world.coder,
        settles=sample if who == "settled" else None,
        codebook_version=1,
        verdict=Verdict.NOTHING if is_nothing else Verdict.CODED,
        objects_coded=objects_written(objects, version=1),
        strategies_coded=strategies_written(strategies, version=1),
        moment="" if is_nothing else moment,
        fingerprint="f",
    )


# ---- Cases that have a name -------------------------------------------------------------------------------------


def drawn_sample(plans, coder, **terms):
    return draw_sample(plans, Terms(share=Fraction(1), seed="s", **terms), by=coder, op_id=uuid4())


def test_sample_without_any_coding_counts_zero(db):
    plan = ActionPlanFactory()

    counted = count_sample(drawn_sample([plan], plan.deposited_by))

    assert (counted.n, counted.rlps) == (1, [])
    assert shown(counted.whole)["all"] == Count(0, 0)


def test_one_rlp_with_two_plans_is_one_rlp(db):
    rlp, coder = RlpFactory(), UserFactory()
    plans = [ActionPlanFactory(rlp=rlp), ActionPlanFactory(rlp=rlp)]
    for plan in plans:
        CodingFactory(excerpt__plan=plan, coder=coder, strategies_coded="resources.money", moment="done")

    counted = count_sample(drawn_sample(plans, coder))

    assert counted.n == 1
    assert counted.whole.of(("A", "resources")) == Count(1, 2)
    assert counted.whole.of("resources.money") == Count(1, 2)
    assert [one.measures for one in counted.rlps] == [Measures(1, 1, 1)]


def test_second_reader_counts_nowhere_until_something_is_settled(db):
    plan, coder, reader = ActionPlanFactory(), UserFactory(), UserFactory()
    excerpt = ExcerptFactory(plan=plan)
    CodingFactory(excerpt=excerpt, coder=coder, objects_coded="A")
    CodingFactory(excerpt=excerpt, coder=reader, objects_coded="R")
    sample = drawn_sample([plan], coder)
    assert shown(count_sample(sample).whole)["objects"]["R"] == Count(0, 0)

    CodingFactory(excerpt=excerpt, coder=reader, objects_coded="S", settles=sample)

    objects = shown(count_sample(sample).whole)["objects"]
    assert (objects["A"], objects["R"], objects["S"]) == (Count(0, 0), Count(0, 0), Count(1, 1))


def test_passage_settled_to_nothing_counts_no_more(db):
    plan, coder = ActionPlanFactory(), UserFactory()
    excerpt = ExcerptFactory(plan=plan)
    CodingFactory(excerpt=excerpt, coder=coder)
    sample = drawn_sample([plan], coder)
    CodingFactory(excerpt=excerpt, coder=coder, settles=sample, objects_coded="", verdict=Verdict.NOTHING)

    counted = count_sample(sample)

    assert (shown(counted.whole)["all"], counted.rlps) == (Count(0, 0), [])


def test_settled_for_another_sample_changes_nothing_here(db):
    plan, coder = ActionPlanFactory(), UserFactory()
    excerpt = ExcerptFactory(plan=plan)
    CodingFactory(excerpt=excerpt, coder=coder)
    sample, other = drawn_sample([plan], coder), drawn_sample([plan], coder)
    CodingFactory(excerpt=excerpt, coder=coder, settles=other, objects_coded="R")

    assert count_sample(sample).whole.of("A") == Count(1, 1)


def test_groups_under_five_are_not_compared(db):
    coder = UserFactory()
    plans = [ActionPlanFactory(level=1 if n < 5 else 4) for n in range(9)]

    counted = count_sample(drawn_sample(plans, coder))
    assert (counted.sizes, counted.can_compare()) == ({"1-2": 5, "3-4": 4}, False)

    counted = count_sample(drawn_sample([*plans, ActionPlanFactory(level=3), ActionPlanFactory(level=None)], coder))
    assert (counted.n, counted.sizes, counted.can_compare()) == (11, {"1-2": 5, "3-4": 5}, True)


@pytest.mark.parametrize("count", [1, 12])
def test_tables_take_as_many_queries_for_one_plan_as_for_twelve(count, db):
    coder = UserFactory()
    plans = [ActionPlanFactory() for _ in range(count)]
    for plan in plans:
        CodingFactory(excerpt__plan=plan, coder=coder)
    sample = drawn_sample(plans, coder)

    with CaptureQueriesContext(connection) as queries:
        count_sample(sample)

    assert len(queries) == 2  # is anything settled? what do the RLPs carry?
    assert "JOIN" not in queries[1]["sql"]


def test_thousands_of_codings_are_counted_as_by_hand(db):
    chance, coder = random.Random(2017), UserFactory()
    text = ". ".join(f"Phrase numéro {n} de ce plan" for n in range(60)) + "."
    plans = [ActionPlanFactory(text=text, level=chance.choice([1, 2, 3, 4, None])) for _ in range(40)]
    for plan in plans:
        version = plan.versions.get()
        places = [(text.index(words), words) for n in range(60) for words in [f"Phrase numéro {n} de ce plan"]]
        excerpts = Excerpt.objects.bulk_create(
            Excerpt(plan=plan, version=version, start=at, end=at + len(words), quotation=words, first_seen=1)
            for at, words in places
        )
        Coding.objects.bulk_create(
            Coding(
                excerpt=one,
                plan=plan,
                coder=coder,
                codebook_version=1,
                objects_coded=" ".join(
                    sorted(chance.sample(OBJECTS, chance.choice([0, 1, 1, 2])), key=OBJECTS.index)
                ),
                strategies_coded=" ".join(chance.sample(SUBS, chance.choice([1, 1, 2]))),
                moment=chance.choice(MOMENTS),
                fingerprint="f",
            )
            for one in excerpts
        )

    assert_counted_right(drawn_sample(plans, coder))
