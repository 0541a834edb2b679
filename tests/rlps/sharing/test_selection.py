"""What leaves and what stays: only what is ticked, and people only when they are ticked too."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from rlp_portal.rlps.sharing.document import written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import count_about_people, keep_only, marks_of
from tests.rlps.sharing.carnets import write
from worksheets import catalogue
from worksheets.rows import PLAN_LINE

AT = datetime(2026, 11, 18, 19, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(round_):
    return whole_document(round_, at=AT)


def test_fields_about_people_are_those_that_ask_for_them():
    marked = [
        f"{instrument.key}.{address}"
        for instrument in catalogue.all_latest()
        for address, asked, _row in instrument.questions()
        if asked.about_people
    ]

    assert marked == [
        "members.absent",
        "members.concerned",
        "members.to_mobilise",
        "members.needed",
        "ft5.influencers",
        "ft5.mobilise",
        "ft5.citizens",
        "ft6.in_kind_from",
    ]
    assert [key for key, asked in PLAN_LINE.fields.items() if asked.about_people] == ["who"]


def test_an_unticked_sheet_leaves_no_word_but_its_title(whole):
    shared = keep_only(whole, sheets=["members", "ft1"], people=[])

    text = written(shared)
    assert [sheet.key for sheet in shared.sheets] == ["members", "ft1"]
    assert [word for word in ("Une politique familiale", "Jouer dehors", "Signer l’entente") if word in text] == []
    assert (shared.plan, shared.importance) == (None, [])
    assert [(one.code, one.is_finished) for one in shared.left_out.sheets] == [
        ("C-04", True),
        ("FT2", True),
        ("FT4", True),
        ("FT5", False),
        ("FT7", False),
    ]


def test_objects_leave_with_their_sheet_only(whole):
    assert keep_only(whole, sheets=["ft4"], people=[]).objects is None
    assert [one.name for one in keep_only(whole, sheets=["ft1"], people=[]).objects] == ["Heure du conte"]


def test_people_stay_unless_they_are_ticked_and_the_version_says_so(whole):
    shared = keep_only(whole, sheets=["members", "ft5", "ft7"], people=["ft5"])

    text = written(shared)
    assert [name for name in ("Ginette Untel", "Paul Lebel", "Le maire Tremblay") if name in text] == [
        "Le maire Tremblay"
    ]
    assert [(one.code, one.count) for one in shared.left_out.people] == [("C-05", 1), ("FT7", 1)]
    assert shared.who_left_out is True
    absent = next(one for one in shared.sheets[0].questions if one.address == "absent")
    assert (absent.left_out, absent.texts, absent.state) == (True, [], "")


def test_ticked_people_leave(whole):
    shared = keep_only(whole, sheets=["members", "ft7"], people=["members", "ft7"])

    assert (shared.left_out.people, shared.who_left_out, shared.plan[0].who) == ([], False, "Paul Lebel")
    assert "Ginette Untel, Loisirs" in written(shared)


def test_people_ticked_without_their_sheet_stay(whole):
    assert "Ginette Untel" not in written(keep_only(whole, sheets=["ft1"], people=["members"]))


def test_how_many_answers_are_about_people(whole):
    counts = {sheet.key: count_about_people(sheet, plan=whole.plan) for sheet in whole.sheets}

    assert counts == {"approach": 0, "members": 1, "ft1": 0, "ft2": 0, "ft4": 0, "ft5": 1, "ft7": 1}


def test_marks_do_not_depend_on_the_moment(round_):
    assert marks_of(whole_document(round_, at=AT)) == marks_of(whole_document(round_, at=AT + timedelta(hours=1)))


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda round_, by: write(round_, "ft4", "local", "Autre chose", by=by), ["ft4"]),
        (lambda round_, by: round_.workbook.plan_lines.update(who="Une autre"), ["ft7"]),
        (lambda round_, by: round_.workbook.sustained_objects.update(fate="let_go"), ["ft1"]),
        (lambda round_, by: round_.rlp.ratings.update(note="Autrement"), [""]),
    ],
    ids=["answer", "measure", "object", "rating"],
)
def test_whatever_the_page_shows_of_a_sheet_changes_its_mark(round_, coordinator, whole, change, changed):
    before = marks_of(whole)

    change(round_, coordinator)

    after = marks_of(whole_document(round_, at=AT))
    assert [key for key in before if before[key] != after[key]] == changed


def test_nothing_of_a_document_escapes_the_canonical_text(whole):
    assert json.loads(written(whole)) == asdict(whole)
