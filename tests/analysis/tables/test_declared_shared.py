"""Declared against coded, from real shared versions: the last one that she opened, of the RLPs that she advises."""

import pytest
from django.core.cache import cache

from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.sharing.services import note_reading
from tests.analysis.tables.test_views import URL, coded_plan, read_csv, sample_of
from tests.conftest import signed_in
from tests.rlps.sharing.carnets import filled_round, share_now, write

TITLES = ["Au plan (FT7)", "Feuille 22", "Importance médiane", "Notée par", "Codée", "Les deux", "Sur"]


@pytest.fixture
def client(advisor):
    cache.clear()
    return signed_in(advisor)


@pytest.fixture
def round_(rlp, coordinator):
    """Its plan has a measure of policy, FT4 says 4; in the grid, resources are going on and the community is not."""
    made = filled_round(rlp, by=coordinator)
    write(made, "sustain_cycle", "resources.A", "in_progress", by=coordinator)
    write(made, "sustain_cycle", "community.C", "no", by=coordinator)
    return made


@pytest.fixture(autouse=True)
def sample(rlp, advisor):
    return sample_of([coded_plan(advisor, ("A", "resources.money", "done"), rlp=rlp)], advisor)


def table(client):
    """{strategy: cells}; {} where nobody declares anything."""
    titles, *rows = read_csv(client.get(f"{URL}declare/tableau.csv"))
    found = {row[0]: dict(zip(titles, row, strict=True)) for row in rows}
    return {name: [row[title] for title in TITLES] for name, row in found.items() if row["Sur"] != "0"}


def test_plan_grid_and_importance_are_those_that_were_shared_and_opened(client, round_, coordinator, advisor):
    version = share_now(round_, by=coordinator, sheets=["ft4", "ft7", "sustain_cycle"])
    assert table(client) == {}  # nothing is read of what she did not open

    note_reading(version=version, reader=advisor)

    said = table(client)
    assert said["Changement de politiques"] == ["1", "0", "4", "1", "0", "0", "1"]
    assert said["Ressources"] == ["0", "1", "–", "0", "1", "1", "1"]
    assert said["Appropriation par la communauté"] == ["0", "0", "–", "0", "0", "0", "1"]
    page = client.get(URL).content.decode()
    assert "Un RLP de l’échantillon partage son plan (FT7) ou son constat" in page
    assert "Déclare sans que ce soit codé&nbsp;: Changement de politiques." in page


def test_last_version_opened_is_the_one_that_is_read(client, round_, coordinator, advisor):
    note_reading(version=share_now(round_, by=coordinator, sheets=["sustain_cycle"]), reader=advisor)
    write(round_, "sustain_cycle", "resources.A", "no", by=coordinator)
    later = share_now(round_, by=coordinator, sheets=["sustain_cycle"])
    assert table(client)["Ressources"][1] == "1"

    note_reading(version=later, reader=advisor)

    assert table(client)["Ressources"][1] == "0"


def test_rlp_that_she_advises_no_more_declares_nothing_to_her(client, round_, rlp, coordinator, advisor):
    note_reading(version=share_now(round_, by=coordinator, sheets=["sustain_cycle"]), reader=advisor)
    assert table(client) != {}

    coded_plan(advisor)  # of another RLP, that she goes on advising
    Membership.objects.filter(user=advisor, rlp=rlp).delete()

    assert table(client) == {}
