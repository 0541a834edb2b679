"""The kit for a day without phones: as many sheets as people, and how to lead each step."""

import datetime
import re

import page
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.reports.handouts.kit import MOST_SHEETS, kit_of
from rlp_portal.reports.printing import print_report
from rlp_portal.rlps.enums import Role
from rlp_portal.workshops.enums import StepKind, StepMode
from tests.conftest import signed_in
from tests.factories import MembershipFactory, StepFactory, WorkshopFactory
from tests.reports.pdf_checks import faults
from tests.reports.rendering import pdf_of
from tests.reports.test_accessibility import words_of

SECTION = re.compile(r'<section class="packed copy.*?data-copies="(\d+)">.*?</section>', re.DOTALL)


@pytest.fixture
def workshop(db):
    workshop = WorkshopFactory(
        title="Atelier du printemps",
        headcount=12,
        starts_at=datetime.datetime(2027, 3, 1, 14, tzinfo=datetime.UTC),
    )
    StepFactory(workshop=workshop, position=1, kind=StepKind.TALK, title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, instrument_key="obstacles", minutes=15, may_skip=True)
    StepFactory(workshop=workshop, position=3, kind=StepKind.IMPORTANCE, minutes=20, mode=StepMode.TABLES)
    StepFactory(workshop=workshop, position=4, instrument_key="ft7", minutes=35, mode=StepMode.GROUP)
    return workshop


def copies(kit):
    return [(one.sheet.instrument.code, one.count) for one in kit.copies]


def test_there_is_a_sheet_for_each_person_or_for_each_table_and_none_for_a_group(workshop):
    assert copies(kit_of(workshop)) == [("C-03", 12), ("FT3–FT6", 3)]


def test_the_agenda_says_when_and_with_what(workshop):
    kit = kit_of(workshop)

    assert [(one.starts, one.title, one.minutes, one.sheets, one.may_skip) for one in kit.moments] == [
        ("9\u00a0h", "Accueil", 10, "", False),
        ("9\u00a0h\u00a010", "Obstacles\u00a0: vos plus grandes préoccupations", 15, "12\u00a0×\u00a0C-03", True),
        ("9\u00a0h\u00a025", "Importance des quatre stratégies", 20, "3\u00a0×\u00a0FT3–FT6", False),
        ("9\u00a0h\u00a045", "FT7 Bâtir l’avenir", 35, "Groupe, à mains levées", False),
    ]
    assert kit.ends == "10\u00a0h\u00a025"


def test_each_step_that_asks_has_its_guide_and_its_wall_sheet(workshop):
    kit = kit_of(workshop)

    parts = ["Présenter", "À lire à voix haute", "Pièges", "À noter", "Durée"]
    assert [[part.title for part in guide.parts] for guide in kit.guides] == [parts] * 3
    assert [name for name, _words in kit.guides[1].definitions] == [
        "Institutionnalisation",
        "Changement des politiques",
        "Appropriation par la collectivité",
        "Ressources",
    ]
    assert [sheet.instrument.code for sheet in kit.posters] == ["C-03", "FT7"]


def test_too_many_copies_are_fewer_of_each_and_it_says_so(workshop):
    workshop.headcount = 400

    kit = kit_of(workshop)

    assert sum(one.count for one in kit.copies) <= MOST_SHEETS
    assert kit.note.startswith("Pour 400\u00a0personnes, la trousse serait trop lourde")


def test_without_a_headcount_each_sheet_is_there_once(workshop):
    workshop.headcount = None

    kit = kit_of(workshop)

    assert copies(kit) == [("C-03", 1), ("FT3–FT6", 1)]
    assert kit.note.startswith("Le nombre de personnes n’est pas noté")


def test_its_pdf_is_accessible_and_holds_every_copy(workshop):
    html = render_to_string("reports/print/kit.html", {"report": kit_of(workshop)})
    content = pdf_of(html, stylesheet="blank")

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, SECTION.sub(copied, html)) == []
    assert words_of(content).count("Je ne sais pas / je passe") == 3 * 4


def copied(section):
    return section[0] * int(section[1])


def test_a_room_of_a_hundred_has_its_sheets_in_a_small_file(workshop):
    """Laid out once, whatever the number of people: a page more takes next to nothing."""
    workshop.headcount = 100

    printed = print_report(kit_of(workshop), template="reports/print/kit.html", stylesheet="blank")

    assert printed.pages > 120
    assert len(printed.content) < 400_000


def test_whoever_prepares_the_workshop_has_it(workshop):
    address = reverse("workshop_kit", args=[workshop.round.rlp.slug, workshop.public_id])
    person = MembershipFactory(rlp=workshop.round.rlp, role=Role.COORDINATOR).user

    file = signed_in(person).get(address)

    assert file["Content-Type"] == "application/pdf"
    assert "Trousse" in file["Content-Disposition"]
