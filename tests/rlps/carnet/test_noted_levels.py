"""The level noted on the continuum and the dated ratings of the RLP go together."""

import datetime
from html import unescape

import pytest
from django.utils import timezone

from rlp_portal.rlps.models import MobilisationRating
from tests.factories import RatingFactory
from worksheets import services
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Change, Sheet

FIRST_DAY, NEXT_DAY = datetime.date(2026, 11, 12), datetime.date(2026, 11, 20)


@pytest.fixture
def sheet(round_):
    return Sheet.objects.create(workbook=round_.workbook, instrument_key="continuum", instrument_version=1)


@pytest.fixture
def write(sheet, coordinator):
    """`write("rating", "3", on=day)`: save an answer of the continuum at noon of a day."""

    def save(address, value, *, on=FIRST_DAY, state=AnswerState.ANSWERED):
        stored = Answer.objects.filter(sheet=sheet, address=address).first()
        services.save_answer(
            sheet=sheet,
            address=address,
            value=value,
            state=state,
            base=stored.fingerprint if stored else NEVER_ANSWERED,
            by=coordinator,
            at=timezone.make_aware(datetime.datetime.combine(on, datetime.time(12))),
        )

    return save


def in_force():
    found = MobilisationRating.objects.filter(withdrawn_at__isnull=True)
    return [(one.rated_on, one.level, one.proposed_level) for one in found]


def test_the_level_noted_becomes_a_rating_of_that_day_with_the_one_proposed(write, rlp, round_, coordinator):
    write("today.networking", "often")
    write("today.coordination", "sometimes")

    write("rating", "2")

    rating = MobilisationRating.objects.get()
    assert (rating.rlp, rating.round, rating.rated_on) == (rlp, round_, FIRST_DAY)
    assert (rating.level, rating.proposed_level, rating.source) == (2, 1, "group")
    assert (rating.recorded_by, rating.note) == (coordinator, "")


def test_a_level_may_be_noted_before_the_grid(write):
    write("rating", "4")

    assert in_force() == [(FIRST_DAY, 4, None)]


def test_noting_another_level_the_same_day_corrects_the_rating(write):
    write("rating", "2")
    write("today.cooperation", "often")

    write("rating", "3")

    assert in_force() == [(FIRST_DAY, 3, 3)]
    assert MobilisationRating.objects.count() == 1


def test_noting_another_level_later_adds_a_rating(write):
    write("rating", "2")
    write("rating", "3", on=NEXT_DAY)

    assert in_force() == [(FIRST_DAY, 2, None), (NEXT_DAY, 3, None)]


@pytest.mark.parametrize(
    ("value", "state"), [(None, "answered"), ("2", "passed"), (None, "passed"), (None, "not_applicable")]
)
def test_erasing_the_level_withdraws_the_rating_it_had_become(write, coordinator, value, state):
    write("rating", "1")
    write("rating", "2", on=NEXT_DAY)

    write("rating", value, state=state, on=NEXT_DAY)

    assert in_force() == [(FIRST_DAY, 1, None)]
    assert MobilisationRating.objects.get(rated_on=NEXT_DAY).withdrawn_by == coordinator


def test_noting_a_level_again_the_same_day_puts_the_rating_back(write):
    write("rating", "2")
    write("rating", None)

    write("rating", "3")

    assert in_force() == [(FIRST_DAY, 3, None)]
    assert MobilisationRating.objects.count() == 1


def test_ratings_noted_elsewhere_are_left_alone(write, rlp):
    RatingFactory(rlp=rlp, level=4, rated_on=FIRST_DAY)

    write("rating", "2")
    write("rating", None)

    assert in_force() == [(FIRST_DAY, 4, None)]


def test_other_answers_make_no_rating(write):
    write("today.networking", "often")
    write("changes", "Nous rencontrer plus souvent.")

    assert not MobilisationRating.objects.exists()


def test_restoring_a_version_follows_too(write, sheet, coordinator):
    write("rating", "2")
    write("rating", None)
    first = Change.objects.filter(sheet=sheet, address="rating").last()

    answer = Answer.objects.get(sheet=sheet, address="rating")
    services.restore_version(change=first, base=answer.fingerprint, by=coordinator)

    assert [(level, day) for day, level, _proposed in in_force()] == [(2, timezone.localdate())]


def test_a_refused_save_leaves_no_rating(write, sheet, coordinator):
    write("rating", "2")

    with pytest.raises(services.AnswerConflict):
        services.save_answer(sheet=sheet, address="rating", value="4", base="", by=coordinator)

    assert in_force() == [(FIRST_DAY, 2, None)]


def test_noting_a_level_on_the_page_is_said_there(coordinator_client, autosave, rlp):
    autosave("continuum", "today.collaboration", {"today.collaboration": "sometimes"})
    answer = autosave("continuum", "rating", {"rating": "3"})

    assert answer.status_code == 200
    page = unescape(coordinator_client.get(f"/rlp/{rlp.slug}/mobilisation/").content.decode())
    assert "3\u00a0–\u00a0Coopération" in page
    assert "La grille proposait 4\u00a0–\u00a0Collaboration" in page
