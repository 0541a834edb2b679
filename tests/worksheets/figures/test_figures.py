"""What each sheet draws of its answers, and of those of the round before."""

import pytest

from tests.worksheets.figures.sheets import sheet
from worksheets import catalogue
from worksheets.figures import DRAWINGS, figures_of
from worksheets.models import AnswerState

PASSED = AnswerState.PASSED
WHEELS = ["formal_sectors", "informal_sectors"]  # drawn from rows of the carnet: see test_sectors
# Of each sheet that is drawn: one answer, and another in the round before.
ONE = {
    "continuum": ("today.networking", "often", "rarely"),
    "approach": ("stance", 4, 2),
    "ladder": ("collaborations.r1", {"name": "Table", "rung": 6}, {"name": "table ", "rung": 4}),
    "collective_impact": ("rating.backbone", 4, 2),
    "trust": ("rating.sincerity", 4, 2),
    "partnership_wheel": ("rating.equality", 4, 2),
    "sustain_cycle": ("policy.A", "done", "planned"),
}


def figure(key, name, answers, *, before=None):
    other = sheet(key, before) if before else None
    (found,) = [one for one in figures_of(sheet(key, answers), before=other) if one.name == name]
    return found


def test_every_drawing_is_of_an_instrument_we_have_and_tried_here():
    known = [instrument.key for instrument in catalogue.all_latest()]

    assert [key for key in DRAWINGS if key not in known] == []
    assert sorted(DRAWINGS) == sorted([*ONE, *WHEELS])


@pytest.mark.parametrize("key", ONE)
def test_a_sheet_without_an_answer_has_no_figure(key):
    address, value, _before = ONE[key]

    assert figures_of(sheet(key, {})) == []
    assert figures_of(sheet(key, {address: None})) == []
    assert figures_of(sheet(key, {address: value})) != []


def test_a_sheet_of_texts_has_no_figure():
    assert figures_of(sheet("experiences", {"positive": "Une fête"})) == []


@pytest.mark.parametrize("key", ONE)
def test_each_has_its_own_name_its_words_and_its_table(key):
    address, value, _before = ONE[key]

    figures = figures_of(sheet(key, {address: value}))

    assert [one.name for one in figures] == list(DRAWINGS[key])
    for one in figures:
        assert (
            one.drawing.title.startswith(catalogue.latest(key).title.split("\u00a0:")[0]) or one.name == "positions"
        )
        assert one.drawing.description
        assert {len(row) for row in one.table.rows} == {len(one.table.columns)}
        assert one.narrow is None if one.is_wide else one.narrow.width <= 328


@pytest.mark.parametrize("key", ONE)
def test_the_round_before_is_overlaid(key):
    address, value, other = ONE[key]

    alone = figures_of(sheet(key, {address: value}))
    compared = figures_of(sheet(key, {address: value}), before=sheet(key, {address: other}))

    for one, both in zip(alone, compared, strict=True):
        assert "avant" not in one.drawing.title
        assert "avant" in both.drawing.title
        assert both.table != one.table


def test_the_continuum_says_the_level_that_it_proposes_and_the_one_that_is_noted():
    answers = {"today.networking": "often", "today.coordination": "often", "wished.cooperation": "sometimes"}

    found = figure("continuum", "levels", {**answers, "rating": "3"}, before={"rating": "1"})

    assert found.drawing.title == (
        "Continuum de collaboration\u00a0: Réseautage, aujourd’hui souvent; Coordination, aujourd’hui souvent; "
        "Coopération, souhaité parfois; Collaboration, pas encore noté. Cote que la grille propose\u00a0: "
        "2 – Coordination. Cote que le groupe note\u00a0: 3 – Coopération. Cote notée avant\u00a0: 1 – Réseautage."
    )
    assert found.table.columns[-1] == "Cote de mobilisation"
    assert [row[-1] for row in found.table.rows] == ["notée avant", "proposée", "notée par le groupe", "–"]
    assert "Échange de renseignements" in [label.text for label in found.narrow.labels]


def test_a_grid_without_a_noted_level_says_the_proposed_one_only():
    found = figure("continuum", "levels", {"today.cooperation": "sometimes"})

    assert found.drawing.title.endswith("pas encore noté. Cote que la grille propose\u00a0: 3 – Coopération.")


def test_the_positions_of_sheet_04():
    found = figure("approach", "positions", {"stance": 2, "deciders": PASSED})

    assert found.table.columns == (
        "Ligne", "Pôle de gauche", "Pôle de droite", "Je ne sais pas", "Ce que le groupe retient")  # fmt: skip
    assert found.table.rows[0] == (
        "Approche", "faiblesses et lacunes", "forces et ressources", "0", "plutôt faiblesses et lacunes (2 sur 5)",
    )  # fmt: skip
    assert found.table.rows[4][3:] == ("1", "–")
    assert (found.drawing.width, found.narrow.width) == (1920, 328)


def test_positions_of_two_rounds():
    found = figure("approach", "positions", {"stance": 4}, before={"stance": 2})

    assert "plutôt forces et ressources (4 sur 5), avant 2" in found.drawing.title
    assert found.table.columns[-1] == "Avant"


def test_collaborations_are_found_in_the_round_before_by_their_name():
    now = {
        "collaborations.r1": {"name": "Table  0-5 ans", "rung": 6},
        "collaborations.r2": {"name": "Halte-répit", "rung": None},
        "collaborations.r3": None,
    }
    before = {
        "collaborations.r9": {"name": "table 0-5 ANS", "rung": 4},
        "collaborations.r8": {"name": "Halte-répit", "rung": None},
        "collaborations.r7": {"name": "Disparue", "rung": 2},
    }

    found = figure("ladder", "collaborations", now, before=before)

    assert found.table.columns == ("Collaboration", "Échelon", "Avant")
    assert found.table.rows == (
        (
            "Table  0-5 ans",
            "6 – À l’initiative des organismes, décisions partagées",
            "4 – Rôles assignés, mais informés",
        ),
        ("Halte-répit", "pas encore placée", "–"),
    )


def test_the_wheel_and_its_rows_say_the_same():
    answers = {"rating.sincerity": 3, "rating.reliability": 4, "rating.competence": PASSED, "growth": "Se voir."}

    wheel, dots = (figure("trust", name, answers) for name in ("wheel", "dots"))

    said = (
        "La confiance dans le groupe\u00a0: sincérité, 3 sur 5; fiabilité, 4 sur 5; compétence, 1\u00a0je ne sais "
        "pas; bienveillance, pas encore notée."
    )
    assert (wheel.drawing.title, dots.drawing.title) == (said, said)
    assert wheel.table == dots.table
    assert (wheel.is_wide, dots.is_wide) == (True, False)
    assert wheel.table.rows == (
        ("Sincérité", "0", "3 sur 5"),
        ("Fiabilité", "0", "4 sur 5"),
        ("Compétence", "1", "–"),
        ("Bienveillance", "0", "–"),
    )


def test_the_cycle_says_where_each_object_stands():
    found = figure("sustain_cycle", "moments", {"policy.A": "done", "resources.C": PASSED}, before={"policy.A": "no"})

    assert found.table.columns == (
        "Ce qui doit durer",
        "Institutionnalisation",
        "Changement de politiques",
        "Appropriation par la communauté",
        "Ressources",
    )
    assert found.table.rows[0] == ("Activités et programmes", "–", "Déjà fait (avant\u00a0: non)", "–", "–")
    assert found.table.rows[4] == ("Cause et normes sociales", "–", "–", "–", "Je ne sais pas")
    assert found.drawing.description == "20\u00a0cases\u00a0: déjà fait 1, je ne sais pas 1, sans réponse 18."
