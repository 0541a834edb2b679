"""A draw is written whole, once; page, command and hand give the same list."""

import datetime
import hashlib
import io
import unicodedata
from fractions import Fraction
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import ActionPlan, Sample
from rlp_portal.analysis.samples import services
from rlp_portal.analysis.samples.forms import DrawForm
from rlp_portal.analysis.samples.queries import lists_of, samples_of, universe
from rlp_portal.analysis.samples.services import NothingToDraw, Terms
from tests.factories import ActionPlanFactory, MembershipFactory, RlpFactory, UserFactory

FORTY = Fraction(2, 5)


@pytest.fixture
def advisor(db):
    return UserFactory(email="conseil@exemple.org")


def followed(advisor, **fields):
    rlp = RlpFactory(**fields)
    MembershipFactory(rlp=rlp, user=advisor, role="advisor")
    return rlp


@pytest.fixture
def plans(advisor):
    """Forty-two, of as many RLPs; some without a level."""
    return [ActionPlanFactory(rlp=followed(advisor), level=[1, 2, 3, 4, None][n % 5]) for n in range(42)]


def draw(plans, advisor, **terms):
    asked = Terms(**{"share": FORTY, "seed": "2026-01-15"} | terms)
    return services.draw_sample(plans, asked, by=advisor, op_id=uuid4())


def by_hand(plans, seed, places):
    ranked = sorted((hashlib.sha256(f"{seed}:{one.public_id}".encode()).hexdigest(), one) for one in plans)
    return [one for _rank, one in ranked[:places]]


def test_draw_keeps_what_was_drawn_left_out_and_excluded(plans, advisor):
    sample = draw(plans, advisor, exclusions={plans[0]: "Trois lignes seulement"})

    rest = plans[1:]
    lists = lists_of(sample)
    assert (sample.universe_size, sample.drawn_size, sample.number) == (41, 17, 1)
    assert [row.plan for row in lists[DrawOutcome.DRAWN]] == by_hand(rest, "2026-01-15", 17)
    assert [row.position for row in lists[DrawOutcome.DRAWN]] == list(range(1, 18))
    assert len(lists[DrawOutcome.LEFT_OUT]) == 24
    assert [(row.plan, row.reason, row.rank) for row in lists[DrawOutcome.EXCLUDED]] == [
        (plans[0], "Trois lignes seulement", "")
    ]
    ids = "\n".join(sorted(str(one.public_id) for one in rest))
    assert sample.universe_hash == hashlib.sha256(ids.encode()).hexdigest()


def test_draw_by_level_keeps_its_groups(plans, advisor):
    sample = draw(plans, advisor, by_level=True)

    assert sample.strata == [
        {"level": 1, "size": 9, "places": 4},
        {"level": 2, "size": 9, "places": 4},
        {"level": 3, "size": 8, "places": 3},
        {"level": 4, "size": 8, "places": 3},
        {"level": None, "size": 8, "places": 3},
    ]
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN)
    assert {one["level"]: drawn.filter(level=one["level"]).count() for one in sample.strata} == {
        1: 4,
        2: 4,
        3: 3,
        4: 3,
        None: 3,
    }


def test_level_of_an_rlp_is_that_of_its_latest_drawn_plan_which_has_one(advisor):
    rlp, bare = followed(advisor), followed(advisor)
    dated = {2024: 4, 2025: 2, 2026: None}
    plans = [ActionPlanFactory(rlp=rlp, dated_on=datetime.date(year, 1, 1), level=n) for year, n in dated.items()]
    plans.append(ActionPlanFactory(rlp=bare, level=None))

    sample = draw(plans, advisor, share=Fraction(1))

    assert list(sample.sampled_plans.order_by("plan").values_list("rlp_level", flat=True)) == [2, 2, 2, None]
    one_left_out = draw(plans, advisor, share=Fraction(1), exclusions={plans[1]: "retiré"})
    assert set(one_left_out.sampled_plans.filter(rlp=rlp, outcome="drawn").values_list("rlp_level", flat=True)) == {4}


def test_names_and_levels_stay_those_of_the_day(plans, advisor):
    sample = draw(plans, advisor)
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).first()
    label, level = drawn.label, drawn.level

    ActionPlan.objects.update(title="Renommé", level=4)

    drawn.refresh_from_db()
    assert (drawn.label, drawn.level) == (label, level)


def test_same_operation_draws_once_and_another_has_its_own_number(plans, advisor):
    terms, op_id = Terms(share=FORTY, seed="2026"), uuid4()

    first = services.draw_sample(plans, terms, by=advisor, op_id=op_id)
    assert services.draw_sample(plans, terms, by=advisor, op_id=op_id) == first

    second = services.draw_sample(plans, terms, by=advisor, op_id=uuid4())
    assert (first.number, second.number) == (1, 2)


def test_nothing_is_drawn_from_nothing(advisor):
    plan = ActionPlanFactory(rlp=followed(advisor))

    for plans, exclusions in (([], {}), ([plan], {plan: "trop court"})):
        with pytest.raises(NothingToDraw):
            draw(plans, advisor, exclusions=exclusions)
    assert not Sample.objects.exists()


def test_universe_is_what_was_deposited_those_days_and_not_withdrawn(advisor):
    rlp, day = followed(advisor), datetime.date(2026, 3, 10)
    moments = [
        datetime.datetime(2026, 3, 9, 23, 59),
        datetime.datetime(2026, 3, 10, 0, 0),
        datetime.datetime(2026, 3, 10, 23, 59),
        datetime.datetime(2026, 3, 11, 0, 0),
    ]
    plans = [ActionPlanFactory(rlp=rlp, deposited_at=timezone.make_aware(one)) for one in moments]
    services_withdrawn = ActionPlanFactory(rlp=rlp, deposited_at=timezone.make_aware(moments[1]))
    ActionPlan.objects.filter(pk=services_withdrawn.pk).update(withdrawn_at=timezone.now(), withdrawn_by=advisor)
    ActionPlanFactory(deposited_at=timezone.make_aware(moments[1]))  # of an RLP that she does not follow

    assert set(universe([rlp], start=day, end=day)) == set(plans[1:3])
    assert set(universe([rlp], start=day)) == set(plans[1:])
    assert set(universe([rlp], end=day)) == set(plans[:3])


def test_samples_are_those_she_drew_codes_or_reads_again(plans, advisor):
    other = UserFactory()
    sample = draw(plans, advisor)
    assert list(samples_of(other)) == []

    sample.double_readings.create(plan=plans[0], reader=other, assigned_by=advisor)
    sample.double_readings.create(plan=plans[1], reader=other, assigned_by=advisor)

    assert list(samples_of(other)) == [sample]


# ---- The command ------------------------------------------------------------------------------------------------


def command(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("draw_sample", *arguments, stdout=out, stderr=err)
    return out.getvalue().split(), err.getvalue()


@pytest.mark.parametrize("by_level", [False, True])
def test_command_and_page_give_the_same_list(by_level, plans, advisor):
    sample = draw(plans, advisor, seed="Été 2026", by_level=by_level)

    ids, said = command("--conseil", advisor.email, "--graine", "Été 2026", *["--par-cote"] * by_level)

    assert ids == [str(row.plan.public_id) for row in lists_of(sample)[DrawOutcome.DRAWN]]
    assert said == f"Univers\u00a0: 42 documents, empreinte {sample.universe_hash}\n"


def seed_on_the_page(typed):
    form = DrawForm({"share": "40", "seed": typed})
    assert form.is_valid()
    return form.cleaned_data["seed"]


def test_command_takes_a_seed_as_the_page_does(plans, advisor):
    typed = unicodedata.normalize("NFD", " Été\u00a02026 ")

    assert command("--conseil", advisor.email, "--graine", typed) == command(
        "--conseil", advisor.email, "--graine", seed_on_the_page(typed)
    )
    with pytest.raises(CommandError, match="vide"):
        command("--conseil", advisor.email, "--graine", "\u200b ")
    with pytest.raises(CommandError, match="limite"):
        command("--conseil", advisor.email, "--graine", "x" * 81)


def test_command_keeps_the_draw_when_asked(plans, advisor):
    excluded = plans[3]
    arguments = ["--conseil", advisor.email, "--graine", "a", "--part", "12,5", "--nom", "Essai"]

    ids, _said = command(*arguments, "--exclure", f"{excluded.public_id}=trop court", "--garder")

    sample = Sample.objects.get()
    assert (sample.title, sample.share, sample.universe_size, sample.drawn_by) == (
        "Essai",
        Fraction(1, 8),
        41,
        advisor,
    )
    assert ids == [str(row.plan.public_id) for row in lists_of(sample)[DrawOutcome.DRAWN]]


def test_command_draws_from_a_file_without_the_base(plans, advisor, tmp_path):
    (tmp_path / "ids.txt").write_text("\n".join(f"{one.public_id},{one.level or ''}" for one in plans))

    ids, _said = command("--ids", str(tmp_path / "ids.txt"), "--graine", "a", "--par-cote")

    assert ids == command("--conseil", advisor.email, "--graine", "a", "--par-cote")[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--conseil", "inconnue@exemple.org"], "Personne n’a le courriel"),
        (["--conseil", "conseil@exemple.org"], "Aucun document ne peut être tiré."),
        (["--conseil", "conseil@exemple.org", "--part", "0"], "La part doit"),
        (["--conseil", "conseil@exemple.org", "--exclure", "abc"], "identifiant=raison"),
        (["--ids", "/dev/null"], "aucun identifiant"),
    ],
)
def test_command_says_what_is_wrong(arguments, said, advisor):
    with pytest.raises(CommandError, match=said):
        command(*arguments, "--graine", "a")
