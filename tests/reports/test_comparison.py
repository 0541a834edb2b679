"""Two rounds side by side, printed."""

import datetime

import page
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.reports import comparison_views
from rlp_portal.reports.gather.comparison import gather_comparison
from rlp_portal.reports.refusals import PdfTooLong
from rlp_portal.reports.renderer import render_pdf
from rlp_portal.rlps.carnet.comparing import compare_rounds
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory
from tests.reports.carnets import answer, wedge
from tests.reports.pdf_checks import faults
from worksheets.figures import DRAWINGS

NBSP = "\u00a0"
WHEELS = {"formal_sectors", "informal_sectors"}  # what they add says who joined since
EARLIER = {
    "continuum": {"today.networking": "sometimes", "wished.networking": "often", "rating": "1"},
    "approach": {"stance": 2},
    "ladder": {"collaborations.r1": {"name": "Table 0-5 ans", "rung": 4}},
    "collective_impact": {"rating.shared_vision": 2},
    "trust": {"rating.sincerity": 4, "rating.reliability": 2},
    "partnership_wheel": {"rating.diversity": 1, "rating.equality": 4},
    "sustain_cycle": {"policy.A": "no", "policy.P": "planned"},
    "ft3": {"importance": 3},
    "ft2": {"fulfils.convener": "no"},
    "obstacles": {"obstacles": {"chosen": ["history"], "other": ""}},
}


@pytest.fixture
def now(carnet):
    type(carnet).objects.filter(pk=carnet.pk).update(number=2)
    carnet.refresh_from_db()
    return carnet


@pytest.fixture
def before(now):
    round_ = RoundFactory(
        rlp=now.rlp, number=1, title="Une 1re démarche, l'an 2024", started_on=datetime.date(2024, 2, 1)
    )
    for key, answers in EARLIER.items():
        for address, value in answers.items():
            answer(round_, key, address, value)
    wedge(round_, "formal", "Municipal")
    wedge(round_, "informal", "Parents")
    return round_


@pytest.fixture
def url(before, now):
    return reverse("comparison_pdf", args=[now.rlp.slug, now.number, before.number])


def printed(report):
    return render_to_string("reports/print/comparison.html", {"report": report})


def gathered(before, now):
    return gather_comparison(compare_rounds(before, now, drafts=True))


def test_it_says_which_rounds_and_draws_each_with_its_two_moments(before, now):
    report = gathered(before, now)

    assert report.title == "Comparaison – Une 1re démarche, l’an 2024 et Préparer la suite, 2026"
    assert (report.started_before, report.started_now) == (f"1er{NBSP}février{NBSP}2024", f"2{NBSP}mars{NBSP}2026")
    names = {sheet.instrument.key: [one.name for one in sheet.figures] for sheet in report.sheets}
    assert {key: found for key, found in names.items() if found} == {key: list(DRAWINGS[key]) for key in DRAWINGS}
    of_answers = [sheet for sheet in report.sheets if sheet.instrument.key not in WHEELS]
    assert all("avant" in one.drawing.title for sheet in of_answers for one in sheet.figures)
    of_sectors = [one for sheet in report.sheets if sheet.instrument.key in WHEELS for one in sheet.figures]
    assert ["avant" in {label.text for label in one.drawing.labels} for one in of_sectors] == [True, True]
    assert "institutionnalisation, 5 sur 5, avant 3;" in report.importance.drawing.title


def test_the_pdf_is_accessible(before, now):
    html = printed(gathered(before, now))

    content = render_pdf(html).content

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []


def test_nothing_to_compare_is_said_on_paper_too(empty_carnet):
    report = gathered(RoundFactory(rlp=empty_carnet.rlp, number=9), empty_carnet)

    html = printed(report)

    assert "Rien à comparer pour l’instant." in html
    assert faults(render_pdf(html).content, html) == []


def test_it_is_taken_as_a_file_that_the_browser_keeps(coordinator_client, url):
    response = coordinator_client.get(url)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert coordinator_client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_it_takes_seven_queries_or_fewer(coordinator_client, url, django_assert_max_num_queries):
    coordinator_client.get(url)

    with django_assert_max_num_queries(7):
        coordinator_client.get(url)


def test_what_is_too_long_is_said(coordinator_client, url, monkeypatch):
    def refuse(*args, **kwargs):
        raise PdfTooLong

    monkeypatch.setattr(comparison_views, "print_report", refuse)

    response = coordinator_client.get(url)

    assert response.status_code == 503
    assert "Ce document est trop long pour être mis en page." in response.content.decode()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.FACILITATOR, Role.ADVISOR])
def test_others_may_not_make_it(now, url, role):
    assert signed_in(MembershipFactory(rlp=now.rlp, role=role).user).get(url).status_code == 403


def test_the_rounds_are_in_their_order(coordinator_client, before, now):
    swapped = reverse("comparison_pdf", args=[now.rlp.slug, before.number, now.number])

    assert coordinator_client.get(swapped).status_code == 404
