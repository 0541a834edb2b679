"""The journal in words."""

import datetime
from uuid import uuid4

import pytest

from tests.factories import UserFactory
from worksheets import catalogue
from worksheets.fingerprints import fingerprint
from worksheets.history import sittings
from worksheets.models import Answer, Change, PlanLine, SustainedObject

NINE = datetime.datetime(2026, 11, 18, 14, 0, tzinfo=datetime.UTC)
OBJECT = str(uuid4())


def change(target, address="", *, before=None, after=None, minutes=0, author=None, origin="screen"):
    return Change(
        target=target,
        address=address,
        before=before,
        after=after,
        at=NINE - datetime.timedelta(minutes=minutes),
        author=author,
        origin=origin,
    )


def answered(value, state="answered"):
    return {"value": value, "state": state}


def entry_of(one, key="experiences"):
    [sitting] = sittings([one], instrument=catalogue.latest(key), objects={OBJECT: "Les mardis"})
    [entry] = sitting.entries
    return entry


def told(one, key="experiences"):
    entry = entry_of(one, key)
    return entry.label, entry.before, entry.after, entry.note, entry.is_restorable


@pytest.mark.parametrize(
    ("key", "address", "before", "after", "label", "said_before", "said_after"),
    [
        *(
            ("experiences", "positive_why", before, after, "Qu’est-ce qui l’a fait marcher?", said_before, said_after)
            for before, after, said_before, said_after in [
                (None, answered("Le café"), [], ["Le café"]),
                (answered("Le café"), answered(None), ["Le café"], []),
                (answered(None), answered(None, "not_applicable"), [], ["Sans objet"]),
            ]
        ),
        (
            *("experiences", "pitfalls", answered(["Un"]), answered(["Un", "Deux"])),
            *("Nos pièges à éviter", ["Un"], ["Un", "Deux"]),
        ),
        (
            *("ft2", "improve.backbone", None, answered("shared")),
            "Maintenir le plan, la structure, la gouvernance, le personnel et le financement "
            "– Voulons-nous mieux la remplir?",
            *([], ["Avis partagés"]),
        ),
        (
            *("ft3", "importance", answered(2), answered(5)),
            *("Cette stratégie est-elle importante pour notre mission?", ["2 sur 5"], ["5 sur 5"]),
        ),
        (
            *("approach", "ownership", None, answered(5)),
            *("Appropriation par la collectivité", [], ["nettement «\u00a0élevée\u00a0»"]),
        ),
        (
            *("members", "needed.r1", None, answered({"name": "Ana", "organisation": "CPE", "sector": "Garde"})),
            *("De qui d’autre avons-nous besoin?", [], ["Ana, CPE (Garde)"]),
        ),
        (
            *("ft3", "projects", None, answered({"objects": [OBJECT, "gone"], "text": "Et le reste"})),
            "Quels projets voulons-nous institutionnaliser?",
            *([], ["Les mardis", "un objet retiré de la liste", "Et le reste"]),
        ),
        (
            *("obstacles", "obstacles", None, answered({"chosen": ["turf", "other"], "other": "Le transport"})),
            "Quelles sont vos plus grandes préoccupations?",
            *([], ["La chasse gardée et la concurrence", "Autre\u00a0: Le transport"]),
        ),
    ],
)
def test_an_answer_is_told_before_and_after(key, address, before, after, label, said_before, said_after):
    one = change("answer", address, before=before, after=after)

    assert told(one, key) == (label, said_before, said_after, "", True)


def test_how_it_came_in_is_told_when_it_was_not_typed_on_the_screen():
    one = change("answer", "positive", after=answered("Un"), origin="restored")

    assert entry_of(one).note == "en restaurant une version"


def test_a_field_of_an_earlier_version_is_told_by_its_key():
    one = change("answer", "gone_since", after=answered("Un"))

    assert told(one) == ("gone_since", [], [], "", False)


@pytest.mark.parametrize(
    ("address", "of", "how", "before", "expected"),
    [
        (
            *("positive_why", "answer", "theirs", answered("Le café")),
            ("Qu’est-ce qui l’a fait marcher? – version gardée à part, laissée de côté", ["Le café"], True),
        ),
        ("gone_since", "answer", "mine", answered("Un"), ("gone_since – version gardée à part, gardée", [], False)),
        (
            *("name", "object", "both", answered("Les jeudis")),
            ("Objet – Nom – version gardée à part, réunie à l’autre", ["Les jeudis"], True),
        ),
    ],
)
def test_a_text_kept_apart_is_told_with_what_became_of_it(address, of, how, before, expected):
    one = change("variant", address, before=before, after={"how": how, "of": of, "variant": str(uuid4())})
    entry = entry_of(one)

    assert (entry.label, entry.before, entry.is_kept_apart) == expected
    assert not entry.is_restorable


@pytest.mark.parametrize(("finished", "said"), [(True, "Feuille marquée comme terminée"), (False, "Feuille reprise")])
def test_a_sheet_is_finished_and_taken_up_again(finished, said):
    one = change("sheet", "finished", before={"value": not finished}, after={"value": finished})

    assert told(one) == (said, [], [], "", False)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            change("object", after={"value": {"name": "Les mardis", "code": "A", "fate": None}}),
            ("Objet ajouté", [], ["Les mardis"], "", False),
        ),
        (
            change("plan_line", after={"value": {"measure": "Écrire"}}, origin="carried"),
            ("Mesure ajoutée", [], ["Écrire"], "repris de la démarche précédente", False),
        ),
        (
            change("plan_line", after={"value": {"measure": None}}),
            ("Mesure ajoutée", [], ["sans titre"], "", False),
        ),
        (
            change("object", "name", before={"value": "Les mardis"}, after={"value": "Les jeudis"}),
            ("Objet – Nom", ["Les mardis"], ["Les jeudis"], "", True),
        ),
        (
            change("object", "fate", before={"value": None}, after={"value": "let_go"}),
            ("Objet – Avenir", [], ["À laisser aller"], "", True),
        ),
        (
            change("plan_line", "when", before={"value": None}, after={"value": "2026-12-01"}),
            ("Mesure – Quand", [], ["1er\u00a0décembre\u00a02026"], "", True),
        ),
        (
            change("plan_line", "object", before={"value": None}, after={"value": OBJECT}),
            ("Mesure – Objet à pérenniser", [], ["Les mardis"], "", True),
        ),
        (
            change("plan_line", "status", before={"value": "to_do"}, after={"value": "done"}, origin="form"),
            ("Mesure – État", ["À faire"], ["Fait"], "par le formulaire complet", True),
        ),
        (
            change("object", "deleted", before={"value": False}, after={"value": True, "name": "Les mardis"}),
            ("Objet mis à la corbeille\u00a0: Les mardis", [], [], "", False),
        ),
        (
            change("plan_line", "deleted", before={"value": False}, after={"value": True}),
            ("Mesure mise à la corbeille", [], [], "", False),
        ),
        (
            change("object", "deleted", before={"value": True}, after={"value": False}),
            ("Objet repris de la corbeille", [], [], "", False),
        ),
        (
            change("plan_line", "deleted", before={"value": True}, after={"value": False}),
            ("Mesure reprise de la corbeille", [], [], "", False),
        ),
    ],
)
def test_a_row_is_told(one, expected):
    assert told(one, "ft7") == expected


@pytest.mark.parametrize(
    ("row", "target", "field", "label"),
    [
        (PlanLine(measure="Signer l’entente"), "plan_line", "who", "«\u00a0Signer l’entente\u00a0» – Qui"),
        (PlanLine(measure=""), "plan_line", "who", "«\u00a0Mesure sans titre\u00a0» – Qui"),
        (SustainedObject(name="Les mardis"), "object", "fate", "«\u00a0Les mardis\u00a0» – Avenir"),
        (
            PlanLine(measure="Le «\u00a0café\u00a0»\ndes parents"),
            *("plan_line", "who", "«\u00a0Le “café” des parents\u00a0» – Qui"),
        ),
        (SustainedObject(name="a" * 61), "object", "name", f"«\u00a0{'a' * 59}…\u00a0» – Nom"),
    ],
)
def test_a_row_is_told_by_its_present_name(row, target, field, label):
    one = change(target, field, after={"value": None})
    one.target_id = row.public_id

    [sitting] = sittings([one], instrument=catalogue.latest("ft7"), objects={}, rows={row.public_id: row})

    assert [entry.label for entry in sitting.entries] == [label]


@pytest.mark.parametrize(
    ("after", "stored", "is_present"),
    [
        (answered("Un"), ("Un", "answered"), True),
        (answered("Un"), ("Deux", "answered"), False),
        (answered(None, "not_applicable"), (None, "not_applicable"), True),
        (answered(None), (None, "not_applicable"), False),
        (answered(None), None, True),
        (answered("Un"), None, False),
    ],
)
def test_the_version_in_force_of_an_answer_is_known(after, stored, is_present):
    answers = {"positive": Answer(fingerprint=fingerprint(*stored))} if stored else {}

    [sitting] = sittings(
        [change("answer", "positive", after=after)],
        instrument=catalogue.latest("experiences"),
        objects={},
        answers=answers,
    )

    assert [entry.is_present for entry in sitting.entries] == [is_present]


@pytest.mark.parametrize(
    ("field", "after", "is_present"),
    [
        ("who", "Ana", True),
        ("who", "Paul", False),
        ("when", "2026-12-01", True),
        ("when", None, False),
        ("needs", None, True),
    ],
)
def test_the_version_in_force_of_a_row_is_known(field, after, is_present):
    row = PlanLine(measure="Écrire", who="Ana", when=datetime.date(2026, 12, 1))
    one = change("plan_line", field, after={"value": after})
    one.target_id = row.public_id

    [sitting] = sittings([one], instrument=catalogue.latest("ft7"), objects={}, rows={row.public_id: row})

    assert [entry.is_present for entry in sitting.entries] == [is_present]


def test_what_one_person_changed_in_half_an_hour_is_one_sitting():
    marie, paul = UserFactory.build(pk=1), UserFactory.build(pk=2)
    moments = [(marie, 0), (marie, 29), (paul, 30), (marie, 40), (marie, 71)]
    changes = [
        change("answer", "positive", after=answered("Un"), author=author, minutes=minutes)
        for author, minutes in moments
    ]

    grouped = sittings(changes, instrument=catalogue.latest("experiences"), objects={})

    assert [(one.author, one.count, one.at) for one in grouped] == [
        (marie, 2, NINE),
        (paul, 1, NINE - datetime.timedelta(minutes=30)),
        (marie, 1, NINE - datetime.timedelta(minutes=40)),
        (marie, 1, NINE - datetime.timedelta(minutes=71)),
    ]
