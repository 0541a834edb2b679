"""The wheels and the stakeholders in a shared version: names leave, what is thought of them only if ticked."""

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from rlp_portal.reports.gather.shared import gather_shared
from rlp_portal.rlps.sharing.differences import differences
from rlp_portal.rlps.sharing.document import digest_of, read, written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.pages import sheet_lines
from rlp_portal.rlps.sharing.selection import keep_only, marks_of
from rlp_portal.rlps.sharing.services import note_reading
from tests.rlps.carnet.pages import Browser
from tests.rlps.sharing.carnets import share_now
from worksheets import services
from worksheets.models import Actor

AT = datetime(2026, 11, 18, 19, 12, 30, tzinfo=UTC)
SHEETS = ["formal_sectors", "informal_sectors", "stakeholders"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(round_, coordinator):
    carnet = {"workbook": round_.workbook, "by": coordinator}
    school = services.add_sector(circle="formal", name="Scolaire", **carnet)
    services.add_sector(circle="formal", name="Médias", **carnet)
    services.add_actor(name="École du Boisé", sector=school, involvement="involved", **carnet)
    services.add_actor(
        name="Transports",
        circle="formal",
        contact="Mme Untel",
        barriers="Ils sont méfiants",
        contact_on=date(2027, 1, 15),
        **carnet,
    )
    return round_


def frozen(round_):
    text = written(whole_document(round_, at=AT))
    return read(text, digest=digest_of(text))


def sheets_of(document):
    return {sheet.key: sheet for sheet in document.sheets}


def test_a_wheel_is_frozen_in_words_and_by_its_wedges(round_):
    sheets = sheets_of(frozen(round_))

    [question] = sheets["formal_sectors"].questions
    assert question.texts == [
        "Scolaire\u00a0: a) École du Boisé",
        "Médias\u00a0: personne encore",
        "Sans secteur\u00a0: Transports",
    ]
    assert [asdict(one) for one in question.wheel] == [
        {"name": "Scolaire", "involved": ["École du Boisé"], "to_mobilise": []},
        {"name": "Médias", "involved": [], "to_mobilise": []},
        {"name": "", "involved": [], "to_mobilise": ["Transports"]},
    ]
    assert "informal_sectors" not in sheets


def test_what_is_thought_of_actors_stays_unless_ticked(round_):
    whole = frozen(round_)
    kept = keep_only(whole, sheets=SHEETS, people=[])
    ticked = keep_only(whole, sheets=SHEETS, people=["stakeholders"])

    said = [(one.row, one.label, one.texts, one.left_out) for one in sheets_of(ticked)["stakeholders"].questions]
    assert said == [
        ("Transports", "Ce qui pourrait nuire au recrutement", ["Ils sont méfiants"], False),
        ("Transports", "Quand?", ["15\u00a0janvier\u00a02027"], False),
    ]
    assert [(one.code, one.count) for one in kept.left_out.people] == [("C-09", 2)]
    assert "méfiants" not in written(kept)
    assert "Untel" not in written(ticked)


def test_it_is_drawn_from_what_was_frozen(round_):
    document = frozen(round_)
    Actor.objects.all().update(name="Un autre nom")

    shown = {one.sheet.key: one for one in sheet_lines(document)}
    [figure] = shown["formal_sectors"].figures
    assert [row[0] for row in figure.table.rows] == ["1 · Scolaire", "2 · Médias", "3", "4"]
    [(name, lines)] = shown["stakeholders"].sections[0].actors
    assert (name, [one.question.label for one in lines]) == (
        "Transports",
        ["Ce qui pourrait nuire au recrutement", "Quand?"],
    )


def test_its_report_says_both_and_where_the_group_kept_its_words(round_):
    report = gather_shared(keep_only(frozen(round_), sheets=SHEETS, people=[]))

    parts = {part.instrument.key: part for _phase, parts in report.phases for part in parts}
    wheel, matrix = parts["formal_sectors"], parts["stakeholders"]
    assert [(one.number, one.label, one.involved, one.to_mobilise) for one in wheel.sections[0].lines] == [
        (1, "Scolaire", ["École du Boisé"], []),
        (2, "Médias", [], []),
        (None, "Sans secteur", [], ["Transports"]),
    ]
    assert [one.name for one in wheel.figures] == ["wheel"]
    assert [(one.label, one.said, one.note) for one in matrix.sections[0].lines] == [
        ("Transports", [], "Le groupe a gardé cette réponse pour lui.")
    ]


def test_what_changed_since_is_told_sector_by_sector(round_, coordinator):
    before = frozen(round_)
    school = Actor.objects.get(name="École du Boisé")
    services.set_involvement(actor=school, involvement="to_mobilise", by=coordinator)
    after = whole_document(round_, at=AT)

    [part] = [one for one in differences(before, after) if one.title == "Diagramme du secteur formel"]
    assert [(one.before[0], one.after[0]) for one in part.fields] == [
        ("Scolaire\u00a0: a) École du Boisé", "Scolaire\u00a0: b) École du Boisé")
    ]
    assert marks_of(before)["formal_sectors"] != marks_of(after)["formal_sectors"]


def test_the_advisor_reads_it(round_, coordinator, advisor, advisor_client):
    version = share_now(round_, by=coordinator, sheets=["formal_sectors", "stakeholders"])
    note_reading(version=version, reader=advisor)

    page = Browser(advisor_client).open(reverse("shared_version", args=["rlp-des-berges", version.public_id]))

    assert "École du Boisé" in page.first("main").text
    assert "Le groupe a gardé pour lui ce qu’il pense de cet acteur." in page.first("main").text
    assert "méfiants" not in page.first("main").text
