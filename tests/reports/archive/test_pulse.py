"""The heartbeat of the child process that makes an archive."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from rlp_portal.reports.archive import pulse as pulses
from rlp_portal.reports.archive import services
from rlp_portal.reports.archive.pulse import pulse
from rlp_portal.reports.enums import ArchiveState
from rlp_portal.reports.models import Archive
from tests.factories import RlpFactory
from tests.reports.archive.hearts import silent_for


@pytest.fixture
def beating(running_database, monkeypatch):
    """An archive whose child died an hour ago, as far as anyone knows."""
    monkeypatch.setattr(pulses, "BEAT_SECONDS", 0.05)
    archive = Archive.objects.create(rlp=RlpFactory(), as_of=timezone.now())
    silent_for(archive, seconds=3600)
    return archive


def is_seen_alive(archive):
    for _ in range(20):
        archive.refresh_from_db()
        if services.state_of(archive) == ArchiveState.WAITING:
            return True
        time.sleep(0.05)
    return False


def test_it_says_that_it_is_alive_and_stops_with_the_work(beating):
    with pulse(beating.public_id):
        assert is_seen_alive(beating)

    silent_for(beating, seconds=3600)
    time.sleep(0.2)
    assert not is_seen_alive(beating)


def test_it_falls_silent_when_nothing_advances(beating, monkeypatch):
    monkeypatch.setattr(pulses, "STALL_SECONDS", -1)

    with pulse(beating.public_id):
        assert not is_seen_alive(beating)


def test_nothing_is_believed_to_be_at_work_for_more_than_three_minutes():
    assert timedelta(seconds=pulses.STALL_SECONDS + pulses.BEAT_SECONDS) + services.SILENCE <= timedelta(minutes=3)
