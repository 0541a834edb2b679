"""F03 with a faster clock; `python -m tests.torture.offline` spends the ten minutes."""

from tests.e2e.absence import ARRIVE_WITHIN, MINUTES, SHEET, write_while_away
from tests.e2e.people import COORDINATOR


def test_fifty_fields_written_during_ten_minutes_without_a_network_arrive_within_ten_seconds(signed_in, guard):
    guard.expects("ERR_INTERNET_DISCONNECTED")
    page = signed_in(COORDINATOR)
    page.clock.install()
    page.goto(SHEET)

    seconds = write_while_away(page, pass_time=lambda: spend(page, minutes=MINUTES))

    assert seconds < ARRIVE_WITHIN


def spend(page, *, minutes):
    """Minute by minute, so that every try of the page takes place."""
    for _ in range(minutes):
        page.clock.fast_forward(60_000)
        page.wait_for_timeout(20)
