"""What the finished workshops of a round retained, for the version that leaves."""

import pytest

from rlp_portal.rlps.sharing.retained import CarnetRead
from rlp_portal.workshops.models import Step, Workshop
from rlp_portal.workshops.retained import GONE, retained_in_round
from tests.factories import RoundFactory, StepFactory, UserFactory
from tests.rlps.sharing.workshops import finished_workshop, retain
from worksheets.models import Workbook

pytestmark = pytest.mark.django_db
NOTHING_READ = CarnetRead(answers={}, sectors=[], names={})
NORMS = "Quelles normes voulons-nous changer?"
INFLUENCERS = "Qui, dans le milieu, peut agir sur ces normes?"


@pytest.fixture
def by(db):
    return UserFactory(name="Ariane Roy")


@pytest.fixture
def round_(db):
    return RoundFactory()


def told(round_):
    """[(workshop, day, [(step, [(about, end, value, sentence, reservations, about people)])])]"""
    return [
        (one.title, one.on, [(step.title, [said(each) for each in step.outcomes]) for step in one.steps])
        for one in retained_in_round(round_, NOTHING_READ)
    ]


def said(one):
    return (one.about, one.kind_label, one.retained, one.sentence, one.reservations, one.about_people)


def test_what_was_recorded_is_told_in_words_in_the_order_of_the_sheets(round_, by):
    workshop = finished_workshop(round_, by=by)
    ft5 = Step.objects.get(workshop=workshop, instrument_key="ft5")
    retain(ft5, "", by=by, sentence="Toute la feuille")
    retain(ft5, "ft5/citizens", by=by, at=None, sentence="Un brouillon")
    retain(ft5, "ft5/importance.r9", by=by, sentence="Une ligne retirée")

    assert told(round_) == [
        (
            "Atelier de novembre",
            "2026-11-10",
            [
                (
                    "Importance des quatre stratégies",
                    [("Appropriation par la communauté", "Consensus", "4 sur 5", "On y tient", "", False)],
                ),
                (
                    "FT5 Appropriation par la collectivité",
                    [
                        ("", "Accord avec réserves", "", "Toute la feuille", "", True),
                        (NORMS, "Accord avec réserves", "", "Jouer au parc", "L’hiver", False),
                        (INFLUENCERS, "Accord avec réserves", "", "La mairesse hésite", "", True),
                        (GONE, "Accord avec réserves", "", "Une ligne retirée", "", True),
                    ],
                ),
            ],
        )
    ]


@pytest.mark.parametrize("state", ["reopened", "rehearsal", "other round"])
def test_only_workshops_of_the_round_that_are_over_and_real(state, round_, by):
    workshop = finished_workshop(round_, by=by)
    assert len(told(round_)) == 1

    changes = {
        "reopened": {"state": "open", "closed_at": None, "closed_by": None},
        "rehearsal": {"rehearsal_of": finished_workshop(RoundFactory(), by=by)},
        "other round": {"round": RoundFactory()},
    }[state]
    Workshop.everything.filter(pk=workshop.pk).update(**changes)

    assert told(round_) == []


def test_a_step_of_persons_may_name_them_and_a_plan_too(round_, by):
    workshop = finished_workshop(round_, by=by)
    about = {"workshop": workshop, "state": "done", "started_at": workshop.opened_at}
    keys = ["stakeholders", "ft7", "formal_sectors", "ft3"]
    for place, key in enumerate(keys, start=3):
        retain(StepFactory(position=place, instrument_key=key, **about), "", by=by, sentence="D’accord")

    steps = retained_in_round(round_, NOTHING_READ)[0].steps[2:]

    assert [one.about_people for step in steps for one in step.outcomes] == [True, True, False, False]


def test_nobody_is_named_nor_counted(round_, by):
    finished_workshop(round_, by=by, own_workbook=Workbook.objects.create(), headcount=3)

    text = repr(retained_in_round(round_, NOTHING_READ))

    workshop = Workshop.objects.get()
    ids = [workshop.public_id, *Step.objects.values_list("public_id", flat=True)]
    hidden = [by.name, by.email, *map(str, ids), *(one.hex for one in ids), "headcount", "recorded"]
    assert [one for one in hidden if one in text] == []
