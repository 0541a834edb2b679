"""Sharing freezes; nothing else writes."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import FrozenContent, SharedReading, SharedVersion
from rlp_portal.rlps.sharing.document import digest_of
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import (
    NotAsSeen,
    SharedMeanwhile,
    note_reading,
    put_version_back,
    withdraw_version,
)
from tests.factories import MembershipFactory, RlpFactory
from tests.rlps.sharing.carnets import document_of, filled_round, share_now, write

AT = datetime(2026, 11, 18, 19, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_version_holds_what_was_ticked_and_its_digest(round_, coordinator):
    version = share_now(round_, by=coordinator, sheets=["ft4"], note="Un mot", at=AT)

    document = document_of(version)
    assert (version.number, version.shared_at, version.shared_by) == (1, AT, coordinator)
    assert version.digest == digest_of(version.content)
    assert ([one.key for one in document.sheets], document.note, document.number) == (["ft4"], "Un mot", 1)
    assert document.moment == AT


@pytest.mark.django_db
def test_what_is_written_later_changes_no_version(round_, coordinator, version):
    before = SharedVersion.objects.get(pk=version.pk).content

    write(round_, "ft4", "local", "Autre chose", by=coordinator)
    round_.rlp.name = "Autre nom"
    round_.rlp.save()

    assert SharedVersion.objects.get(pk=version.pk).content == before


@pytest.mark.django_db
def test_a_version_cannot_be_written_again(version):
    stored = SharedVersion.objects.get(pk=version.pk)
    stored.content = "{}"

    for rewriting in (
        stored.save,
        lambda: stored.save(update_fields=["content"]),
        lambda: SharedVersion.objects.filter(pk=version.pk).update(content="{}"),
        lambda: SharedVersion.objects.bulk_update([stored], ["content"]),
    ):
        with pytest.raises(FrozenContent), transaction.atomic():
            rewriting()

    assert SharedVersion.objects.get(pk=version.pk).content == version.content


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"content": ""}, {"digest": ""}, {"number": 1}, {"withdrawn_at": AT}])
def test_the_base_refuses_a_version_without_seal_or_number_of_its_own(version, wrong):
    fields = {
        "round": version.round,
        "number": 2,
        "content": "{}",
        "digest": "a" * 64,
        "op_id": uuid4(),
        "shared_at": AT,
        "shared_by": version.shared_by,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        SharedVersion.objects.create(**{**fields, **wrong})


@pytest.mark.django_db
def test_f13_the_same_operation_twice_makes_one_version(round_, coordinator):
    op_id = uuid4()

    first = share_now(round_, by=coordinator, sheets=["ft4"], op_id=op_id)
    second = share_now(round_, by=coordinator, sheets=["ft4"], op_id=op_id, after=0)

    assert first == second
    assert SharedVersion.objects.count() == 1


@pytest.mark.django_db
def test_what_was_not_read_on_the_page_does_not_leave(round_, coordinator):
    seen = marks_of(whole_document(round_, at=AT))
    write(round_, "ft4", "local", "Un secret tapé entre-temps", by=coordinator)

    with pytest.raises(NotAsSeen) as refused:
        share_now(round_, by=coordinator, sheets=["ft1", "ft4"], seen=seen)

    assert refused.value.changed == ["FT4 Changement des politiques"]
    assert not SharedVersion.objects.exists()


@pytest.mark.django_db
def test_a_change_in_a_sheet_that_stays_prevents_nothing(round_, coordinator):
    seen = marks_of(whole_document(round_, at=AT))
    write(round_, "ft5", "norms", "Autre chose", by=coordinator)

    assert share_now(round_, by=coordinator, sheets=["ft4"], seen=seen).number == 1


@pytest.mark.django_db
def test_a_colleague_who_shared_meanwhile_is_told_of(round_, coordinator, version):
    with pytest.raises(SharedMeanwhile):
        share_now(round_, by=coordinator, sheets=["ft4"], after=0)

    assert SharedVersion.objects.count() == 1


def test_five_coordinators_at_the_same_moment_make_one_version_and_the_others_are_told(running_database):
    rlp = RlpFactory()
    people = [MembershipFactory(rlp=rlp, role=Role.COORDINATOR).user for _ in range(5)]
    round_ = filled_round(rlp, by=people[0])
    start = Barrier(len(people))

    def share_at_once(person):
        start.wait(timeout=30)
        try:
            return share_now(round_, by=person, sheets=["ft4"], after=0).number
        except SharedMeanwhile:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(share_at_once, people))

    assert Counter(outcomes) == {1: 1, "told": 4}
    assert SharedVersion.objects.count() == 1


@pytest.mark.django_db
def test_withdrawing_twice_is_once_and_putting_back_undoes_it(version, coordinator):
    withdraw_version(version=version, by=coordinator, at=AT)
    withdraw_version(version=version, by=MembershipFactory().user)
    version.refresh_from_db()
    assert (version.withdrawn_at, version.withdrawn_by) == (AT, coordinator)

    put_version_back(version=version)

    version.refresh_from_db()
    assert (version.withdrawn_at, version.withdrawn_by) == (None, None)


@pytest.mark.django_db
def test_a_reading_is_noted_once_with_its_first_moment(version, advisor):
    note_reading(version=version, reader=advisor, at=AT)
    note_reading(version=version, reader=advisor, at=timezone.now())

    assert list(SharedReading.objects.values_list("reader", "opened_at")) == [(advisor.pk, AT)]


@pytest.mark.django_db
def test_an_operation_of_another_rlp_is_not_taken_for_this_one(round_, coordinator):
    op_id = uuid4()
    other = share_now(filled_round(RlpFactory(), by=coordinator), by=coordinator, sheets=["ft4"], op_id=op_id)

    version = share_now(round_, by=coordinator, sheets=["ft4"], op_id=op_id)

    assert (version.round, version != other) == (round_, True)
