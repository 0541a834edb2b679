"""The frozen format: written once, read forever."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rlp_portal.rlps.sharing.document import UnreadableVersion, digest_of, read, written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import keep_only
from tests.factories import RoundFactory
from tests.rlps.sharing.carnets import write
from tests.rlps.sharing.workshops import finished_workshop
from worksheets import catalogue

AT = datetime(2026, 11, 18, 19, 12, 30, 250, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(round_):
    return whole_document(round_, at=AT, number=1, note="Bonjour")


def test_what_is_written_is_read_back_the_same(whole):
    text = written(whole)

    assert read(text, digest=digest_of(text)) == whole


def test_the_same_document_gives_the_same_text_without_space_and_with_its_accents(whole):
    text = written(whole)

    assert (
        text == written(whole) == json.dumps(asdict(whole), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )
    assert "Quatre bibliothèques" in text


@pytest.mark.parametrize("change", [lambda text: text.replace("Bonjour", "Bonsoir"), lambda text: f"{text} "])
def test_a_text_that_changed_is_refused(whole, change):
    text = written(whole)

    with pytest.raises(UnreadableVersion):
        read(change(text), digest=digest_of(text))


def test_a_format_that_this_program_does_not_know_is_refused(whole):
    text = json.dumps({**asdict(whole), "format": 4})

    with pytest.raises(UnreadableVersion):
        read(text, digest=digest_of(text))


def test_it_is_said_in_words_with_labels_source_rights_and_scales(whole):
    sheet = next(sheet for sheet in whole.sheets if sheet.key == "approach")
    stance = sheet.questions[0]

    assert (sheet.title, sheet.version, sheet.phase_label) == (
        "Approche axée sur l’organisme ou sur la collectivité",
        1,
        "Pendant",
    )
    assert (sheet.source, sheet.rights) == (catalogue.get("approach", 1).source, catalogue.get("approach", 1).rights)
    assert (stance.label, stance.texts, asdict(stance.scale)) == (
        "Approche",
        ["plutôt «\u00a0faiblesses et lacunes\u00a0»"],
        {
            "value": 2,
            "positions": 5,
            "low": "faiblesses et lacunes",
            "high": "forces et ressources",
            "middle": "un peu des deux",
        },
    )


def test_it_holds_objects_plan_importance_ratings_and_whose_it_is(whole):
    assert [(one.name, one.nature, one.fate, one.line) for one in whole.objects] == [
        ("Heure du conte", "Activités et programmes", "À pérenniser", "programmes")
    ]
    assert [(one.measure, one.who, one.when, one.object, one.status_label, one.is_overdue) for one in whole.plan] == [
        ("Signer l’entente", "Paul Lebel", "2026-01-09", "Heure du conte", "À faire", True)
    ]
    assert [(one.label, one.value, one.passed) for one in whole.importance] == [
        ("Changement de politiques", 4, False),
        ("Appropriation par la communauté", None, True),
    ]
    assert [(one.on, one.level, one.label, one.note) for one in whole.ratings] == [
        ("2026-03-10", 2, "Coordination", "Par choix")
    ]
    assert (whole.rlp.name, whole.rlp.word, whole.rlp.of_the) == ("RLP des Berges", "RLP", "du RLP")
    assert (whole.format, whole.shared_at, whole.round.title) == (3, "2026-11-18T14:12:30-05:00", "Démarche 2026")


def test_nothing_internal_leaves(whole, round_, coordinator):
    text = written(whole)

    rows = [*round_.workbook.plan_lines.all(), *round_.workbook.sustained_objects.all()]
    ids = [one.public_id for one in (round_, round_.workbook, coordinator, *rows)]
    internal = [coordinator.email, coordinator.name, *map(str, ids), *(one.hex for one in ids)]
    assert [one for one in internal if one in text] == []


def published(number):
    """(text, document): the file never changes, what an RLP shared in 2026 is read in 2036."""
    text = Path(__file__).with_name(f"format_{number}.json").read_text(encoding="utf-8").rstrip("\n")
    return text, read(text, digest=digest_of(text))


def as_format_2(document):
    """Without what later formats say more."""
    held = asdict(document)
    assert held.pop("workshops") is None
    return held


def as_format_1(document):
    held = as_format_2(document)
    for section in (section for sheet in held["sheets"] for section in sheet["sections"]):
        del section["row_noun"]
        for question in section["questions"]:
            beside = [question.pop(key) for key in ("row_help", "note", "choices", "ladder", "wheel")]
            assert beside == ["", "", None, None, None]
    return held


def test_format_1_is_read_as_it_was_published():
    text, document = published(1)

    assert as_format_1(document) == json.loads(text)
    assert [one.row_noun for sheet in document.sheets for one in sheet.sections if one.layout == "grid"] == [
        "Fonction"
    ]
    assert [sheet.code for sheet in document.sheets] == ["C-04", "C-05", "FT1", "FT2", "FT4", "FT5", "FT7"]
    assert [one.code for one in document.left_out.people] == ["C-05", "FT7"]


def test_format_2_is_read_as_it_was_published():
    text, document = published(2)

    assert as_format_2(document) == json.loads(text)
    layouts = {one.layout for sheet in document.sheets for one in sheet.sections}
    assert layouts == {"questions", "results", "grid", "ladder", "wheel", "matrix"}


def test_a_carnet_where_nothing_was_written_holds_no_sheet(rlp):
    assert whole_document(RoundFactory(rlp=rlp), at=AT).sheets == []


def test_a_sheet_whose_answers_were_all_taken_back_is_not_there(round_, coordinator):
    write(round_, "ft3", "adopters", "La Ville", by=coordinator)
    write(round_, "ft3", "adopters", None, by=coordinator)

    assert "ft3" not in [sheet.key for sheet in whole_document(round_, at=AT).sheets]


def test_only_rows_that_are_kept_leave(round_):
    round_.workbook.sustained_objects.update(deleted_at=AT)
    round_.workbook.plan_lines.update(deleted_at=AT)

    whole = whole_document(round_, at=AT)

    assert (whole.objects, whole.plan) == ([], [])
    assert keep_only(whole, sheets=["ft1"], people=[]).objects == []


@pytest.mark.parametrize("workshops", [1, 3])
def test_a_whole_carnet_is_read_in_four_queries(workshops, round_, coordinator, django_assert_num_queries):
    for _ in range(workshops):
        finished_workshop(round_, by=coordinator)

    with django_assert_num_queries(4):
        whole_document(round_, at=AT)
