"""What two rounds of a sheet say, side by side; and what is refused, because it no longer means the same."""

from dataclasses import replace

import pytest

from tests.worksheets.figures.sheets import answer, sheet
from worksheets import catalogue, schema
from worksheets.comparing import CHANGED, LISTS_ONLY, TEXTS_ONLY, ComparedLine, Filled, compare_sheets, meaning_of
from worksheets.figures import DRAWINGS, figures_of
from worksheets.models import AnswerState

PASSED = AnswerState.PASSED
TRUST = catalogue.latest("trust")


def filled(key, answers, *, instrument=None):
    stored = {address: answer(address, value) for address, value in answers.items()}
    return Filled(instrument=instrument or catalogue.latest(key), answers=stored)


def compare(key, before, now, *, version=None):
    """`version`: of the sheet of now."""
    return compare_sheets(filled(key, before), filled(key, now, instrument=version))


def with_fields(instrument, change):
    """The same instrument with each of its fields changed, as a second version would have them."""
    sections = tuple(
        replace(section, fields=tuple(change(asked) for asked in section.fields)) for section in instrument.sections
    )
    return replace(instrument, version=2, sections=sections)


def test_what_stands_somewhere_is_compared_in_words():
    compared = compare("approach", {"stance": 2, "deciders": PASSED}, {"stance": 4, "ownership": 3, "our_type": "Un"})

    assert compared.lines == [
        ComparedLine(
            label="Approche",
            before=["plutôt «\u00a0faiblesses et lacunes\u00a0»"],
            now=["plutôt «\u00a0forces et ressources\u00a0»"],
        ),
        ComparedLine(label="Principaux décideurs", before=["Je ne sais pas / je passe"], now=[]),
        ComparedLine(label="Appropriation par la collectivité", before=[], now=["un peu des deux"]),
    ]
    assert [line.difference for line in compared.lines] == ["a changé", "plus de réponse", "nouvelle réponse"]
    assert compared.changes_in_words == "1\u00a0réponse sur 1 a changé."
    assert (compared.reason, compared.refused) == ("", [])
    assert [one.name for one in compared.figures] == ["positions"]


def test_the_same_answers_have_not_changed():
    compared = compare("approach", {"stance": 2, "agencies": 1}, {"stance": 2, "agencies": 1})

    assert [line.difference for line in compared.lines] == ["", ""]
    assert compared.changes_in_words == "Aucune réponse n’a changé."


def test_several_changes_are_said_in_the_plural():
    compared = compare("approach", {"stance": 2, "agencies": 1}, {"stance": 3, "agencies": 2})

    assert compared.changes_in_words == "2\u00a0réponses sur 2 ont changé."


def test_a_line_of_a_grid_has_the_name_of_its_row_and_its_number():
    compared = compare("trust", {"rating.sincerity": 2}, {"rating.sincerity": 3})

    assert [line.label for line in compared.lines] == ["Sincérité – Jusqu’où est-elle présente dans le groupe?"]
    numbered = compare("ft6", {"sources": {"chosen": [], "other": ""}}, {"importance": 3})
    assert [line.label for line in numbered.lines][1] == "4. Lesquelles pourrions-nous solliciter?"


def test_choices_are_compared_one_under_the_other():
    before = {"obstacles": {"chosen": ["turf", "history"], "other": ""}}
    now = {"obstacles": {"chosen": ["other"], "other": "Le roulement"}}

    (line,) = compare("obstacles", before, now).lines

    assert line.before == ["La chasse gardée et la concurrence", "Les histoires difficiles"]
    assert line.now == ["Autre\u00a0: Le roulement"]


def test_collaborations_are_compared_by_their_name_and_those_that_left_come_last():
    before = {
        "collaborations.r1": {"name": "Guichet", "rung": 3},
        "collaborations.r2": {"name": "table  0-5 ans", "rung": 4},
    }
    now = {
        "collaborations.r7": {"name": "Table 0-5 ans", "rung": 6},
        "collaborations.r8": {"name": "Halte", "rung": None},
        "collaborations.r9": None,
    }

    compared = compare("ladder", before, now)

    six, four, three = (
        "6 – À l’initiative des organismes, décisions partagées",
        "4 – Rôles assignés, mais informés",
        "3 – Politique de pure forme",
    )
    assert compared.lines == [
        ComparedLine(label="Table 0-5 ans", before=[four], now=[six]),
        ComparedLine(label="Halte", before=[], now=["À placer"]),
        ComparedLine(label="Guichet", before=[three], now=[]),
    ]


@pytest.mark.parametrize(
    ("key", "reason"),
    [*dict.fromkeys(["experiences", "members", "vision", "ft1"], TEXTS_ONLY).items(), ("ft7", LISTS_ONLY)],
)
def test_a_sheet_of_texts_or_of_lists_is_not_compared(key, reason):
    compared = compare(key, {}, {})

    assert (compared.reason, compared.lines, compared.figures) == (reason, [], [])


def test_a_sheet_without_such_a_question_is_compared_where_it_has_drawings(monkeypatch):
    """As a window on the rows of the carnet has: a line of the table of drawings is enough."""
    (picture,) = figures_of(sheet("approach", {"stance": 2}))
    monkeypatch.setitem(DRAWINGS, "ft7", {"window": lambda drawn: picture})

    compared = compare("ft7", {}, {})

    assert (compared.reason, compared.figures, compared.lines, compared.changes_in_words) == ("", [picture], [], "")


# ---- Another version of the sheet -----------------------------------------------------------------------------


def test_a_question_asked_with_other_words_is_refused_and_leaves_the_drawing():
    def reword(asked):
        return replace(asked, label="Autre chose?") if asked.key == "stance" else asked

    approach = with_fields(catalogue.latest("approach"), reword)
    answers = {"stance": 2, "agencies": 1}

    compared = compare("approach", answers, {"stance": 4, "agencies": 3}, version=approach)

    assert [line.label for line in compared.lines] == ["Rôle des organismes"]
    assert compared.refused == ["Autre chose?"]
    (positions,) = compared.figures
    assert "autre chose?, plutôt forces et ressources (4 sur 5);" in positions.drawing.title
    assert "un peu des deux (3 sur 5), avant 1" in positions.drawing.title


def test_a_question_with_another_key_is_another_question():
    rekeyed = with_fields(TRUST, lambda asked: replace(asked, key=f"{asked.key}_2"))

    compared = compare("trust", {"rating.sincerity": 2}, {"rating_2.sincerity": 2}, version=rekeyed)

    assert compared.reason == CHANGED
    assert compared.refused[0] == "Sincérité – Jusqu’où est-elle présente dans le groupe?"
    assert (compared.lines, compared.figures) == ([], [])


def test_a_question_that_left_the_sheet_is_told():
    kept = replace(TRUST.sections[0], rows=TRUST.sections[0].rows[:1])
    shorter = replace(TRUST, version=2, sections=(kept,))

    before = {"rating.sincerity": 2, "rating.competence": 3}
    compared = compare("trust", before, {"rating.sincerity": 2}, version=shorter)

    assert len(compared.lines) == 1
    assert [label.partition(" – ")[0] for label in compared.refused] == ["Fiabilité", "Compétence", "Bienveillance"]


def test_help_and_numbers_may_be_said_otherwise():
    helped = with_fields(TRUST, lambda asked: replace(asked, help="Une autre aide", number="9"))

    compared = compare("trust", {"rating.sincerity": 2}, {"rating.sincerity": 3}, version=helped)

    assert (len(compared.lines), compared.refused) == (1, [])


SCALE = schema.Scale(key="one", label="Une note")
CHOICE = schema.SingleChoice(key="one", label="Un choix", options=(schema.Option(key="a", label="A"),))
ROW = schema.Row(key="river", label="La rivière")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((SCALE, None), (replace(SCALE, maximum=4), None)),
        ((SCALE, None), (replace(SCALE, high="Toujours"), None)),
        ((SCALE, ROW), (SCALE, replace(ROW, label="Le bois"))),
        ((SCALE, None), (CHOICE, None)),
        ((CHOICE, None), (replace(CHOICE, options=(schema.Option(key="a", label="B"),)), None)),
        ((CHOICE, None), (replace(CHOICE, options=(*CHOICE.options, schema.Option(key="b", label="B"))), None)),
    ],
)
def test_what_may_be_answered_is_part_of_the_meaning(one, other):
    assert meaning_of(*one) != meaning_of(*other)


def test_the_help_of_a_choice_is_not():
    helped = replace(CHOICE, options=(schema.Option(key="a", label="A", help="Une aide"),))

    assert meaning_of(helped, None) == meaning_of(CHOICE, None)
    assert meaning_of(SCALE, replace(ROW, help="Une aide")) == meaning_of(SCALE, ROW)


def test_every_version_of_a_published_sheet_has_a_meaning():
    for instrument in catalogue.all_versions():
        for _address, asked, row in instrument.questions():
            assert meaning_of(asked, row) == meaning_of(asked, row)
