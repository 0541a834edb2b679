import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from rlp_portal.reports.versions import DRAWN_BY, code_version, data_state
from tests.factories import UserFactory
from tests.reports.carnets import WRITTEN_AT, new_round, rate, record, stand_still


@pytest.fixture
def round_(db):
    return new_round()


def write_in_the_carnet(round_):
    record(round_)


def rename_the_round(round_):
    round_.title = "Autrement"
    round_.save()


def rename_the_rlp(round_):
    round_.rlp.name = "RLP renommé"
    round_.rlp.save()


def add_a_rating(round_):
    rate(round_, datetime.date(2026, 1, 1), 2)


@pytest.mark.parametrize("change", [write_in_the_carnet, rename_the_round, rename_the_rlp, add_a_rating])
def test_version_changes_with_anything_a_report_shows(round_, change):
    before = data_state(round_).version

    change(round_)

    assert data_state(round_).version != before


def withdraw(rating):
    rating.withdrawn_at, rating.withdrawn_by = timezone.now(), UserFactory()
    rating.save()


def put_back(rating):
    rating.withdrawn_at = rating.withdrawn_by = None
    rating.save()


def test_ratings_withdrawn_and_put_back_are_told_apart(round_):
    for day in (1, 2, 3):
        rate(round_, datetime.date(2026, 1, day), 2)
    one, two, three = round_.rlp.ratings.all()
    versions = [data_state(round_).version]

    for act, rating in [(withdraw, one), (withdraw, two), (withdraw, three), (put_back, two), (put_back, one)]:
        act(rating)
        versions.append(data_state(round_).version)
    withdraw(two)
    versions.append(data_state(round_).version)

    assert len(set(versions)) == len(versions)


def test_the_same_data_are_in_the_same_state(round_):
    assert data_state(round_) == data_state(round_)


def test_state_is_dated_by_the_newest_change(round_):
    stand_still(round_)
    assert data_state(round_).as_of == WRITTEN_AT

    later = WRITTEN_AT + datetime.timedelta(hours=1)
    round_.workbook.changes.create(target="answer", at=later)

    assert data_state(round_).as_of == later


@pytest.mark.parametrize("count", [1, 3])
def test_state_is_two_queries(round_, count, django_assert_num_queries):
    for day in range(count):
        rate(round_, datetime.date(2026, 1, 1 + day), 2)

    with django_assert_num_queries(2):
        data_state(round_)


def test_the_work_of_another_round_changes_nothing(round_):
    before = data_state(round_)

    record(new_round(name="Autre RLP"))

    assert data_state(round_) == before


def test_code_version_is_short_and_steady():
    assert len(code_version()) == 16
    assert code_version() == code_version()


def test_every_place_that_draws_is_there():
    assert [pattern for pattern in DRAWN_BY if not list(settings.BASE_DIR.glob(pattern))] == []


def test_every_module_of_the_reports_is_part_of_the_version_of_the_code():
    drawing = {path for pattern in DRAWN_BY for path in settings.BASE_DIR.glob(pattern)}

    assert set((settings.BASE_DIR / "rlp_portal" / "reports").rglob("*.py")) - drawing == set()
