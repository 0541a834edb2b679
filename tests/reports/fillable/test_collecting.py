"""Filled forms gathered in a workshop: each counts as a paper sheet, whatever kind of question it answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rlp_portal.reports.fillable import collecting
from rlp_portal.reports.fillable.collecting import FilledPaper
from rlp_portal.reports.fillable.seal import Seal
from rlp_portal.reports.fillable.sheet import blank_form, importance_form
from rlp_portal.rlps.uploaded_files import FileRefused
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.models import Submission
from tests.factories import StepFactory
from tests.pdf_words import pages_of
from tests.reports.fillable.filling import fill_with_pikepdf
from tests.reports.fillable.printing import print_form
from tests.reports.fillable.test_round_trip import typed_in
from tests.workshops.conftest import *  # noqa: F403 - a workshop under way
from tests.workshops.console.conftest import *  # noqa: F403
from worksheets import catalogue
from worksheets.services import add_sector, save_answer

pytestmark = pytest.mark.django_db


def paper(room, key, fields):
    step = StepFactory(workshop=room.workshop, position=9, instrument_key=key)
    step.workshop = room.workshop
    instrument = catalogue.latest(key)
    return FilledPaper(step, Seal(instrument=key, version=instrument.version), fields)


def told(filled):
    return [(place.address, value, str(state)) for place, value, state in filled.answers()]


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_whatever_a_person_may_answer_is_read(room, instrument):
    """All that the blank form lets one fill, of what is asked to each person, and nothing is left out."""
    typed, _stored = typed_in(blank_form(instrument))
    fields = {name: "yes" if text == "shared" else text for name, text in typed.items()}  # that is for the group
    step = StepFactory(workshop=room.workshop, position=9, instrument_key=instrument.key)
    step.workshop = room.workshop
    items = Asked(step).items
    if not items:
        with pytest.raises(FileRefused, match="vide"):
            FilledPaper(step, Seal(instrument=instrument.key, version=instrument.version), fields)
        return

    filled = FilledPaper(step, Seal(instrument=instrument.key, version=instrument.version), fields)

    assert {place.item.key for place, _value, _state in filled.answers()} == {item.key for item in items}
    assert filled.left_out == []
    assert all(place.item.holds(place.address) for place, _value, _state in filled.answers())


def test_the_four_importances_come_in_one_file_and_count_as_one_sheet(console, room):
    step = StepFactory(workshop=room.workshop, position=9, kind="importance", instrument_key="")
    room.go_to(9, advance=1)
    filled = fill_with_pikepdf(
        print_form(importance_form()),
        {"ft3/1/importance": "4", "ft4/1/importance": "2", "ft6/1/importance": "state-passed"},
    )
    assert len(pages_of(filled)) == 1  # its source too
    file = SimpleUploadedFile("marie.pdf", filled)

    page = console.post("collect_filled", {"file": [file]}, step.public_id, follow=True)

    assert console.said(page) == ["1\u00a0feuille reprise."]
    found = queries.results_of(room.step_at(9))
    assert {key: (dict(one.choices), one.passed) for key, one in found.items()} == {
        "ft3/importance": ({"4": 1}, 0),
        "ft4/importance": ({"2": 1}, 0),
        "ft5/importance": ({}, 0),
        "ft6/importance": ({}, 1),
    }
    assert queries.count_answered(room.step_at(9)) == 1
    assert set(Submission.objects.values_list("origin", "paper_number")) == {("imported", 1)}


def test_the_form_of_one_strategy_is_not_that_of_the_four(room):
    step = StepFactory(workshop=room.workshop, position=9, kind="importance", instrument_key="")
    step.workshop = room.workshop

    with pytest.raises(FileRefused, match=collecting.OTHER_STEP[:20]):
        FilledPaper(step, Seal(instrument="ft3", version=1), {"ft3/1/importance": "4"})


def test_a_rung_is_read_for_what_the_group_listed(room):
    step = StepFactory(workshop=room.workshop, position=9, instrument_key="ladder")
    sheet = Asked(step).group_sheet("ladder")
    save_answer(
        sheet=sheet,
        address="collaborations.r1",
        value={"name": "Comité de parents", "rung": None},
        base="",
        by=room.by,
    )
    step.workshop = room.workshop
    fields = {"ladder/1/collaborations/new-1--name": "comité de PARENTS", "ladder/1/collaborations/new-1--rung": "4"}

    filled = FilledPaper(step, Seal(instrument="ladder", version=1), fields)

    assert told(filled) == [("collaborations.r1", {"name": "Comité de parents", "rung": 4}, "answered")]


def test_actors_go_under_the_wedge_of_the_same_name(room):
    circle = catalogue.latest("formal_sectors").find("wheel")[0].circle
    add_sector(workbook=room.workshop.round.workbook, circle=circle, name="Santé", by=room.by)
    start = f"formal_sectors/1/new:actor:{circle}+"
    fields = {
        f"formal_sectors/1/new:sector:{circle}:1:name": "santé",
        f"{start}1:1:name": "CLSC",
        f"{start}1:1:involvement": "Impliqué",
        f"{start}2:1:name": "Caisse",
    }

    values = [value for _place, value, _state in paper(room, "formal_sectors", fields).answers()]

    assert [(one["text"], one["place"].partition(":")[2]) for one in values] == [("CLSC", "involved"), ("Caisse", "")]


@pytest.mark.parametrize(
    ("seal", "said"),
    [
        (Seal(instrument="ft3", version=1), collecting.OTHER_STEP),
        (Seal(instrument="trust", version=9), collecting.OTHER_VERSION),
        (Seal(instrument="trust", version=1, round="ab"), collecting.OF_A_CARNET),
        (Seal(instrument="trust", version=1), collecting.BLANK),
    ],
)
def test_what_is_not_one_person_s_sheet_of_this_step_is_refused(room, seal, said):
    step = StepFactory(workshop=room.workshop, position=9, instrument_key="trust")

    with pytest.raises(FileRefused, match=said[:20]):
        FilledPaper(step, seal, {})


def test_a_file_counts_once_and_one_that_cannot_be_read_holds_no_other_back(console, room):
    step = StepFactory(workshop=room.workshop, position=9, instrument_key="trust")
    room.go_to(9, advance=1)
    blank = print_form(blank_form(catalogue.latest("trust")))
    filled = fill_with_pikepdf(blank, {"trust/1/rating/sincerity": "4"})

    def bring(*contents, **more):
        files = [SimpleUploadedFile(f"{place}.pdf", one) for place, one in enumerate(contents, start=1)]
        return console.said(console.post("collect_filled", {"file": files, **more}, step.public_id, follow=True))

    assert bring(b"rien", filled) == [
        "1\u00a0feuille reprise.",
        "1.pdf\u00a0: Le contenu du fichier ne correspond pas à son nom. Choisissez le PDF que vous avez rempli.",
    ]
    assert "déjà compté" in bring(filled)[0]
    assert queries.count_answered(room.step) == 1
    assert bring(filled, again="on") == ["1\u00a0feuille reprise."]
    assert queries.results_of(room.step)["trust/rating.sincerity"].values == (4, 4)


def test_nothing_chosen_is_said_and_a_talk_has_no_form(console, room):
    step = room.step_at(3)

    page = console.post("collect_filled", {}, step.public_id)

    assert page.status_code == 422
    assert page.context["form"].errors["file"] == ["Choisissez les PDF que les personnes ont remplis."]
    assert console.get("collect_filled", room.step_at(1).public_id).status_code == 404
