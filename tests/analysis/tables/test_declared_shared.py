"""Declared against coded, from real shared versions: the last one that she opened, of the RLPs that she advises."""

import pytest
from django.core.cache import cache

from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.sharing.services import note_reading
from tests.analysis.tables.test_views import URL, coded_plan, followed, open_page, read_csv, sample_of
from tests.conftest import signed_in
from tests.rlps.carnet.pages import Page
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


# ---- What is behind each number -----------------------------------------------------------------------------------

SHEETS = ["ft4", "ft7", "sustain_cycle"]  # each round declares policy in its plan, resources in its grid


@pytest.fixture
def declaring(round_, rlp, coordinator, advisor):
    """Four RLPs that declare, one that shares without being opened, one that is coded and shares nothing."""
    names = ["Avril", "Brume", "Cèdre", "Fermé"]
    rlps = [rlp, *(followed(advisor, name=f"Table {name}") for name in names)]
    rounds = [round_, *(filled_round(one, by=coordinator) for one in rlps[1:])]
    for one in rounds[1:]:
        write(one, "sustain_cycle", "resources.A", "in_progress", by=coordinator)
    versions = [share_now(one, by=coordinator, sheets=SHEETS) for one in rounds]
    for version in versions[:4]:
        note_reading(version=version, reader=advisor)
    carried = [
        [("A", "resources.money", "done"), ("A", "resources", "planned")],
        [("A", "policy", "done"), ("R", "policy.governance community", "")],
        [("A", "community", "done")],
        [],
        [("A", "policy resources", "done")],
    ]
    plans = [coded_plan(advisor, *codings, rlp=one) for one, codings in zip(rlps, carried, strict=True)]
    plans.append(coded_plan(advisor, ("A", "policy resources", "done"), rlp=followed(advisor, name="Table Muette")))
    sample_of(plans, advisor)
    return rlps[:4]


def compared(client):
    table = next(one for one in open_page(client).every("table") if "Stratégies déclarées" in one.text)
    return table, [(a.attrs["href"], int(a.text.split()[0])) for a in table.every("a")]


def test_every_number_opens_as_many_rlps_as_it_says(client, declaring):
    table, links = compared(client)
    numbers = [td.text for tr in table.first("tbody").every("tr") for td in tr.every("td")]
    assert len(links) == sum(one not in ("0", "–") for one in numbers) == 11
    rated = next(td.text for td in table.every("td") if "médiane" in td.text)
    assert rated == "4 (médiane de 4\u00a0RLP\u00a0: Changement de politiques, importance notée)"

    for url, number in links:
        page = open_page(client, url)
        named = [h2.text for h2 in page.every("h2") if h2.text in {one.name for one in declaring}]
        assert len(named) == len(set(named)) == number, url
        assert f"{number}\u00a0RLP" in page.first("p", class_="lead").text


def test_codes_open_the_passages_of_those_who_declare_and_no_other(client, declaring):
    """Coded too where nothing was shared, and where what was shared was not opened."""
    page = open_page(client, f"{URL}extraits/?strategie=policy&declare=coded")

    assert page.first("h1").text == "Changement de politiques, codée chez ceux qui déclarent"
    assert page.first("p", class_="lead").text == "2\u00a0passages, 1\u00a0RLP"
    assert [h2.text for h2 in page.first("section", class_="excerpts-of").every("h2")] == ["Table Avril"]


def test_what_is_declared_opens_the_sheet_that_says_so(client, declaring):
    page = open_page(client, f"{URL}extraits/?strategie=policy&declare=declared_only")
    sheets = [a for p in page.every("p", class_="declaring-sheets") for a in p.every("a")]
    assert [a.text for a in sheets] == ["Plan (FT7)"] * 3
    for number, sheet in (("in_grid", "sustain_cycle"), ("both", "sustain_cycle"), ("rated", "ft4")):
        strategy = "policy" if number == "rated" else "resources"
        found = open_page(client, f"{URL}extraits/?strategie={strategy}&declare={number}")
        sheets += found.first("p", class_="declaring-sheets").every("a")
        assert sheets[-1].attrs["href"].endswith(f"#{sheet}")

    for a in sheets:
        url, _sign, sheet = a.attrs["href"].partition("#")
        assert Page(client.get(url), path=url).first("h2", id=sheet), a.attrs["href"]


def test_rlp_that_she_advises_no_more_is_behind_no_number(client, declaring, advisor):
    before = dict(compared(client)[1])
    Membership.objects.filter(user=advisor, rlp=declaring[1]).delete()

    after = compared(client)[1]

    assert len(before) > len(after) > 5
    for url in [*before, *dict(after)]:
        assert declaring[1].name not in client.get(url).content.decode()


def test_number_of_a_sub_strategy_or_of_none_is_asked_in_vain(client, declaring):
    every = open_page(client, f"{URL}extraits/").first("p", class_="lead").text

    assert open_page(client, f"{URL}extraits/?declare=coded").first("p", class_="lead").text == every
    assert "RLP" in open_page(client, f"{URL}extraits/?strategie=policy&declare=rien").first("p", class_="lead").text


@pytest.mark.parametrize("number", ["coded", "both", "declared_only", "rated"])
def test_pages_behind_a_number_make_few_queries(client, declaring, number, count_queries):
    url = f"{URL}extraits/?strategie=resources&declare={number}"
    client.get(url)

    assert count_queries(client, url) <= 8
