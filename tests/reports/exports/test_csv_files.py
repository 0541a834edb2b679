import csv
import datetime
import io

import pytest

from rlp_portal.reports.exports.cells import as_text
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.exports.tables import answers_table, objects_table, plan_table
from tests.reports.carnets import answer, keep, new_round, plan
from worksheets.models import Answer, Change, Origin
from worksheets.queries import plan_lines_of

DAY = datetime.date(2026, 11, 18)
FORMULAS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n="]


@pytest.fixture
def round_(db):
    return new_round()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def plan_csv(round_):
    return csv_of(plan_table(plan_lines_of(round_.workbook_id), today=DAY))


def answers_of(round_, *, with_names=False):
    """The answered questions of the table, without the day they were saved."""
    rows = rows_of(csv_of(answers_table(take_carnet(round_, with_names=with_names))))
    return [row for row in rows[1:] if row[6] != "Pas encore de réponse"]


def test_csv_holds_the_plan_with_its_follow_up(round_):
    kept = keep(round_, "Le jeu libre", "A", "sustain")
    plan(round_, "policy", "Écrire à la ville", "Ana; Luc", DAY, "Un modèle\nà jour", "in_progress", kept)
    plan(round_, "institutionalisation", "Former")

    content = plan_csv(round_)

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content) == [
        ["Stratégie", "Approche ou mesure", "Qui", "Quand", "Nos besoins", "Objet à pérenniser", "État"],
        ["Institutionnalisation", "Former", "", "", "", "", "À faire"],
        [
            "Changement de politiques",
            "Écrire à la ville",
            "Ana; Luc",
            "2026-11-18",
            "Un modèle\nà jour",
            "Le jeu libre",
            "En cours",
        ],
    ]


@pytest.mark.parametrize("start", FORMULAS)
def test_b62_no_cell_can_be_taken_for_a_formula(round_, start):
    plan(round_, "policy", f"{start}HYPERLINK(1)", f"{start}1", needs=f"{start}cmd")
    keep(round_, f"{start}HYPERLINK(2)", "A", "sustain")
    answer(round_, "ft1", "programmes", f"{start}HYPERLINK(3)")
    answer(round_, "members", "absent.r1", {"name": "", "organisation": f"{start}HYPERLINK(4)", "sector": ""})
    taken = take_carnet(round_, with_names=True)

    row = rows_of(plan_csv(round_))[1]
    answers = [row[4] for row in answers_of(round_)]

    assert [row[1][0], row[2][0], row[4][0]] == ["'", "'", "'"]
    assert rows_of(csv_of(objects_table(taken)))[1][0][0] == "'"
    assert [text[0] for text in answers] == ["'", "'"]


def test_ordinary_words_are_left_alone():
    assert [as_text(words) for words in ("", "Ana", "3 = trois", "« = »")] == ["", "Ana", "3 = trois", "« = »"]


def test_answers_are_told_in_words_with_their_state_and_where_they_come_from(round_):
    answer(round_, "experiences", "winning_conditions", ["Un but clair", "Du temps payé"])
    answer(round_, "ft3", "importance", 4)
    answer(round_, "ft4", "importance", None, state="passed")
    answer(round_, "ft2", "fulfils.convener", "yes")
    Change.objects.filter(address="importance").update(origin=Origin.PAPER)

    rows = answers_of(round_)

    assert [[row[0].split()[0], *row[3:8]] for row in rows] == [
        ["Expériences", "", "Un but clair\nDu temps payé", "", "Répondu", "à l’écran"],
        ["FT2", "Rassembleur et animateur", "Oui", "", "Répondu", "à l’écran"],
        ["FT3", "", "4 sur 5", "4", "Répondu", "d’une feuille papier"],
        ["FT4", "", "", "", "Je ne sais pas / je passe", "d’une feuille papier"],
    ]


def test_questions_nobody_answered_are_listed_as_such(round_):
    answer(round_, "ft3", "importance", 4)

    rows = rows_of(csv_of(answers_table(take_carnet(round_, with_names=False))))

    reached = [row[6] for row in rows[1:] if row[0].startswith("FT3")]
    assert reached == ["Répondu", *["Pas encore de réponse"] * (len(reached) - 1)]


@pytest.mark.parametrize(("with_names", "said"), [(True, "Ana Roy, CPE (famille)"), (False, "CPE (famille)")])
def test_names_of_persons_leave_only_when_asked_for(round_, with_names, said):
    answer(round_, "members", "absent.r1", {"name": "Ana Roy", "organisation": "CPE", "sector": "famille"})
    answer(round_, "members", "absent.r2", {"name": "Luc Viau", "organisation": "", "sector": ""})
    stored = Answer.objects.get(address="absent.r1").value

    rows = answers_of(round_, with_names=with_names)

    assert [row[4] for row in rows] == [said, *(["Luc Viau"] if with_names else [])]
    assert Answer.objects.get(address="absent.r1").value == stored
