"""The long proofs, in a few seconds each, on the engine of this run. `make torture` takes its time.

One test for most: they share a base, its people and a server that starts quickly, which cost more than the proofs.
"""

import pytest
from django.db import connection

from tests.torture import full_disk, kills, listeners, outages, resends, restarts, rooms, streams, workers
from tests.torture.stage import a_stage

ON_BOTH = [resends, kills, rooms, outages, restarts]
ALONE = {"sqlite": [workers], "postgresql": [streams, listeners]}  # where one engine tells as much as the other


def test_each_long_proof_holds_in_short():
    proofs = [one.PROOF for one in [*ON_BOTH, *ALONE[connection.vendor]]]

    with a_stage(connection.vendor, people=8) as stage:
        said = [proof.prove(stage, proof.short) for proof in proofs]

    assert all(said)  # each raises, otherwise


def test_a_disk_that_is_full_for_real_is_said_and_nothing_is_lost():
    try:
        said = full_disk.prove(connection.vendor)
    except full_disk.CannotMount as refusal:
        pytest.skip(str(refusal))

    assert said.endswith("0 lost, 0 done twice, the base is whole")
