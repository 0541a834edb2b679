"""The page of analysis: what it says, that each number opens what it counts, and what it keeps from whom."""

import csv
import io
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from rlp_portal.analysis.models import DoubleReading, Reading
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.tables import kept
from rlp_portal.rlps.models import Membership
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, MembershipFactory, RlpFactory
from tests.rlps.carnet.pages import Page

URL = "/conseil/analyse/"
TEXT = "Premier passage. Deuxième passage. Troisième passage."


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    cache.clear()


def followed(advisor, name="RLP des Essais", **fields):
    return MembershipFactory(user=advisor, role="advisor", rlp=RlpFactory(name=name, **fields)).rlp


def coded_plan(advisor, *codings, rlp=None, **fields):
    """Each coding: (objects, strategies, moment) of the next passage."""
    plan = ActionPlanFactory(rlp=rlp or followed(advisor, name=f"RLP {uuid4().hex[:6]}"), text=TEXT, **fields)
    for (objects, strategies, moment), words in zip(codings, TEXT.split(". "), strict=False):
        excerpt = ExcerptFactory(plan=plan, words=words)
        CodingFactory(
            excerpt=excerpt, coder=advisor, objects_coded=objects, strategies_coded=strategies, moment=moment
        )
    version = plan.versions.get()
    Reading.objects.create(plan=plan, version=version, coder=advisor, revision=len(codings))
    return plan


def sample_of(plans, advisor, **terms):
    return draw_sample(plans, Terms(share=Fraction(1), seed="s", **terms), by=advisor, op_id=uuid4())


@pytest.fixture
def sample(advisor):
    plans = [
        coded_plan(
            advisor, ("A", "resources.money", "planned"), ("A R", "policy.governance community", "done"), level=1
        ),
        coded_plan(advisor, ("A", "resources.money resources.people", "done"), level=3),
        coded_plan(advisor, level=None),
    ]
    return sample_of(plans, advisor)


def open_page(client, url=URL):
    return Page(client.get(url), path=url)


def links_of(page):
    """{address: number said} of every number that opens passages."""
    return {
        a.attrs["href"]: a.text for a in page.every("a") if "/conseil/analyse/extraits/" in a.attrs.get("href", "")
    }


def test_map_counts_rlps_of_the_sample(client, sample):
    said = client.get(URL).content.decode()

    page = open_page(client)
    rows = page.first("table", class_="heat-map").every("tr")
    numbers = [[span.text for span in tr.every("span", class_="cell-number")] for tr in rows]
    assert [row for row in numbers if row] == [
        ["0", "1", "1", "2", "2"],  # A: institutionalisation, community, policy, resources, whole
        ["0", "1", "1", "0", "1"],
        ["0"] * 5,
        ["0"] * 5,
        ["0"] * 5,
        ["0", "1", "1", "2"],
    ]
    assert "67\u00a0%" in said
    assert "3, dont 2 avec au moins un passage codé" in said


def test_every_number_opens_as_many_rlps_and_passages_as_it_says(client, sample):
    found = 0
    for mode in ("", "?moment=done", "?compte=passages", "?compte=passages&moment=planned"):
        page = open_page(client, URL + mode)
        for url, said in links_of(page).items():
            if "regroupement=" in url:
                continue
            lead = open_page(client, url).first("p", class_="lead").text
            passages, rlps = (int(part.split()[0]) for part in lead.split(", "))
            number = int(said.split()[0])
            in_map = "compte=passages" in mode and "groupe=" not in url and "RLP" not in said
            assert number == (passages if in_map else rlps), (mode, url, said, lead)
            found += 1
    assert found > 40


def test_group_of_an_rlp_is_that_of_its_level_in_the_sample_whatever_each_plan_had(client, advisor):
    rlp = followed(advisor)
    early = coded_plan(advisor, ("A", "policy", "done"), rlp=rlp, level=1, dated_on=date(2025, 1, 1))
    late = coded_plan(advisor, ("A", "policy", "done"), rlp=rlp, level=3, dated_on=date(2026, 1, 1))
    sample_of([early, late], advisor)

    said = {
        group: open_page(client, f"{URL}extraits/?groupe={group}&objet=A").first("main").text
        for group in ("1-2", "3-4")
    }

    assert "Aucun passage ne porte ces codes." in said["1-2"]
    assert "2\u00a0passages, 1\u00a0RLP" in said["3-4"].replace("\n", " ")


def test_groups_under_five_are_listed_and_not_compared(client, sample):
    page = client.get(URL).content.decode()

    assert "Trop peu de RLP pour comparer" in page
    assert "preuve d’effet" not in page
    assert "Sans cote" in page


def test_group_too_small_is_listed_however_many_the_others_are(client, sample, advisor, monkeypatch):
    monkeypatch.setattr(kept, "MOST_LISTED", 2)
    plans = [coded_plan(advisor, ("A", "community", ""), level=3) for _n in range(6)]
    plans.append(coded_plan(advisor, ("R", "policy", ""), level=2, rlp=followed(advisor, "Petit")))
    sample_of(plans, advisor)

    page = open_page(client)

    table = next(one for one in page.every("table") if "Mesures de chaque RLP" in one.text)
    assert [tr.first("th").text for tr in table.first("tbody").every("tr")] == ["Petit"]
    assert "Ceux d’un groupe trop petit sont donc listés, sans comparaison." in client.get(URL).content.decode()


def test_values_of_a_group_too_small_are_taken_away_without_its_median(client, sample, advisor):
    small = read_csv(client.get(f"{URL}mesures/tableau.csv"))[1:]
    sample_of([coded_plan(advisor, ("A", "policy", ""), level=1 + 3 * (n % 2)) for n in range(10)], advisor)
    large = read_csv(client.get(f"{URL}mesures/tableau.csv"))[1:]

    assert {row[1] for row in small} == {row[1] for row in large} == {
        "tous les RLP", "niveaux 1 et 2", "niveaux 3 et 4",
    }  # fmt: skip
    assert {row[1]: row[4] == "–" for row in small} == {
        "tous les RLP": False, "niveaux 1 et 2": True, "niveaux 3 et 4": True,
    }  # fmt: skip
    assert "–" not in {row[4] for row in large}


def test_two_groups_of_five_are_drawn_with_the_caution(client, advisor):
    plans = [coded_plan(advisor, ("A", "resources.money", "done"), level=1 + 3 * (n % 2)) for n in range(10)]
    sample_of(plans, advisor)

    page = client.get(URL).content.decode()

    assert "Association observée dans cet échantillon; ce n’est pas une preuve d’effet." in page
    assert "Trop peu de RLP" not in page
    assert page.count("<svg") > 15


def test_a_new_coding_is_counted_at_once(client, sample, advisor):
    assert "1, par" in client.get(URL).content.decode().replace("3, par", "1, par")
    plan = sample.sampled_plans.get(rlp_level=None).plan
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="Premier passage"), coder=advisor)
    Reading.objects.filter(plan=plan).update(revision=1)

    assert "3, dont 3 avec au moins un passage codé" in client.get(URL).content.decode()


def test_whoever_codes_blind_waits(sample):
    membership = MembershipFactory(role="advisor")
    reading = DoubleReading.objects.create(
        sample=sample, plan=sample.sampled_plans.first().plan, reader=membership.user, assigned_by=sample.drawn_by
    )
    reader = signed_in(membership.user)
    for path in (URL, f"{URL}extraits/", f"{URL}groupes/tableau.csv", f"{URL}tableaux.xlsx"):
        response = reader.get(path)
        assert response.status_code == 403
        assert "sans voir le premier codage" in response.content.decode()

    DoubleReading.objects.update(revealed_at=reading.assigned_at)

    assert reader.get(URL).status_code == 200


@pytest.mark.parametrize("name", ["Aaa", "Zzz"], ids=["before", "after"])
def test_words_of_rlps_no_longer_followed_are_closed(name, client, sample, advisor):
    """Wherever it stands in the order of the names."""
    plan = sample.sampled_plans.get(rlp_level=1).plan
    plan.rlp.name = f"{name} du Loin"
    plan.rlp.save()
    plan.codings.update(is_starred=True)
    assert "Premier passage" in client.get(URL).content.decode()
    Membership.objects.filter(user=advisor, rlp=plan.rlp).delete()

    assert "Premier passage" not in client.get(URL).content.decode()
    page = client.get(f"{URL}extraits/?objet=A").content.decode()

    assert plan.rlp.name not in page
    assert "2\u00a0passages viennent de regroupements que vous n’accompagnez plus" in page
    assert plan.rlp.name not in b"".join(client.get(f"{URL}passages/tableau.csv")).decode()


@pytest.mark.parametrize(
    "asked", ["objet=plan__rlp", "strategie=%25", "moment=xx", "groupe=5", "objet=Z&strategie='"]
)
def test_unknown_codes_ask_for_nothing(client, sample, asked):
    known = open_page(client, f"{URL}extraits/").first("p", class_="lead").text

    assert open_page(client, f"{URL}extraits/?{asked}").first("p", class_="lead").text == known


def test_sample_that_nobody_has_begun_to_read_is_shown(client, advisor):
    sample_of([ActionPlanFactory(rlp=followed(advisor))], advisor)

    assert "0 lus en entier sur 1, 0 commencés" in client.get(URL).content.decode()


def test_a_sample_that_is_not_hers_does_not_exist(client, sample):
    other = sample_of([ActionPlanFactory()], MembershipFactory(role="advisor").user)

    for path in (URL, f"{URL}extraits/", f"{URL}groupes/tableau.csv"):
        assert client.get(path, {"echantillon": str(other.public_id)}).status_code == 404
    assert client.get(f"{URL}rien/tableau.csv").status_code == 404


def test_without_a_sample_the_page_says_where_to_begin(client):
    assert "aucun n’est encore tiré" in client.get(URL).content.decode()
    assert client.get(f"{URL}extraits/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_takes_as_many_queries_whatever_the_sample_holds(client, advisor, count, count_queries):
    plans = [coded_plan(advisor, ("A", "resources.money", "done"), level=n % 4 + 1) for n in range(count)]
    sample_of(plans, advisor)
    client.get(URL)

    assert (count_queries(client, URL), count_queries(client, f"{URL}extraits/")) == (7, 7)


# ---- Files --------------------------------------------------------------------------------------------------------


def read_csv(response):
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_tables_as_csv_say_what_the_page_says(client, sample):
    rows = read_csv(client.get(f"{URL}objets-strategies/tableau.csv"))

    assert rows[0] == ["Objet", "Stratégie", "Moment", "RLP", "Sur", "Passages"]
    held = {tuple(row[:3]): row[3:] for row in rows[1:]}
    assert len(held) == len(rows) - 1 == (5 * 4 + 5 + 4) * 4
    assert held["Activités et programmes", "Ressources", "Tous"] == ["2", "3", "2"]
    assert held["Activités et programmes", "Ressources", "Prévu"] == ["1", "3", "1"]
    assert held["Tous les objets", "Ressources", "Déjà fait"] == ["1", "3", "1"]


def test_passages_as_csv_are_streamed_and_harmless(client, advisor):
    rlp = followed(advisor, name="=cmd|' /C calc'!A0")
    plan = coded_plan(advisor, ("A", "resources.money", "planned"), rlp=rlp, title="+1+1")
    plan.codings.update(memo="@SUM(A1)")
    sample_of([plan], advisor)

    response = client.get(f"{URL}passages/tableau.csv")

    assert response.streaming
    assert response["Content-Disposition"].startswith("attachment")
    assert read_csv(response)[1] == [
        "'=cmd|' /C calc'!A0", "'+1+1", "2026-02-01", "", "Premier passage", "Activités et programmes",
        "Ressources – Argent", "Prévu", "'@SUM(A1)", "", "",
    ]  # fmt: skip


def test_passages_come_plan_after_plan_however_many_there_are(client, advisor):
    plans = [
        coded_plan(advisor, ("A", "community", ""), ("R", "community", ""), rlp=followed(advisor, name=f"RLP {n:02}"))
        for n in range(21, -1, -1)
    ]
    sample = sample_of(plans, advisor)
    CodingFactory(excerpt=plans[-1].excerpts.first(), coder=advisor, objects_coded="S", settles=sample)

    rows = [[row[0], row[4], row[5]] for row in read_csv(client.get(f"{URL}passages/tableau.csv"))[1:]]

    words = [("Premier passage", "Activités et programmes"), ("Deuxième passage", "Relations et collaborations")]
    assert rows[2:] == [[f"RLP {n:02}", *said] for n in range(1, 22) for said in words]
    assert [row[:2] for row in rows[:2]] == [["RLP 00", "Premier passage"], ["RLP 00", "Deuxième passage"]]
    assert [row[2] for row in rows[:2]].count("Structures et fonctionnements") == 1


def test_passages_where_there_is_nothing_to_code_are_in_no_file(client, sample, advisor):
    plan = sample.sampled_plans.get(rlp_level=None).plan
    nothing = {"verdict": "nothing", "objects_coded": "", "strategies_coded": "", "moment": ""}
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="Premier passage"), coder=advisor, **nothing)

    assert len(read_csv(client.get(f"{URL}passages/tableau.csv"))) == 1 + 3


def test_workbook_holds_every_table(client, sample):
    book = load_workbook(io.BytesIO(client.get(f"{URL}tableaux.xlsx").content))

    assert book.sheetnames == [
        "Lisez-moi", "Objets et stratégies", "Sous-stratégies", "Groupes de cotes", "Mesures", "Regroupements",
        "Déclaré et codé", "Passages codés",
    ]  # fmt: skip
    assert [row[2:] for row in book["Regroupements"].iter_rows(min_row=2, values_only=True)].count((1, 2, 3, 3)) == 1
    assert book["Passages codés"].max_row == 4
