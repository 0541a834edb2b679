"""The portfolio and the page of an RLP: what waits, what is shown, and what is not read before it is opened."""

import csv
import io
import json
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest
from django.utils import timezone

from rlp_portal.analysis.models import DoubleReading, Reading
from rlp_portal.analysis.portfolio.glance import glance_in
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.sharing.services import note_reading
from rlp_portal.ui.typography import quebec_date, quoted
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, MembershipFactory, RatingFactory, RlpFactory, UserFactory
from tests.rlps.carnet.pages import Page
from tests.rlps.sharing.carnets import filled_round, share_now
from worksheets import catalogue

URL = "/conseil/"
SHEET = quoted(catalogue.latest("ft1").short_title)  # of the two that are shared, the one that is finished


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


def follow(advisor, name, **fields):
    return MembershipFactory(user=advisor, role=Role.ADVISOR, rlp=RlpFactory(name=name, **fields)).rlp


def shared(rlp):
    by = UserFactory()
    return share_now(filled_round(rlp, by=by), by=by, sheets=["ft1", "ft7"])


def names(client, query=""):
    return [one.name for one in client.get(URL + query).context["page"].object_list]


def attention(client):
    section = Page(client.get(URL), path=URL).first("section", class_="attention")
    return [one.text for one in section.every("li")] if section else []


def test_filters_are_in_the_address_and_unknown_ones_ask_for_nothing(client, advisor, rlp):
    RatingFactory(rlp=follow(advisor, "Nord", region="08"), level=3)
    waiting = follow(advisor, "Sud", region="05")
    ActionPlanFactory(rlp=waiting)
    shared(follow(advisor, "Est", region="05"))

    assert names(client, "?region=08") == ["Nord"]
    assert names(client, "?cote=3") == ["Nord"]
    assert set(names(client, "?cote=sans&region=05")) == {"Sud", rlp.name}
    assert names(client, "?montrer=a-coder") == ["Sud"]
    assert names(client, "?montrer=nouveaux") == ["Est"]
    every = names(client)
    for unknown in ("?region=99", "?cote=5", "?montrer=plan__rlp", "?tri=-level", "?cote=1'--"):
        assert names(client, unknown) == every


def test_attention_has_five_lines_at_most_each_with_its_verb(client, advisor, rlp):
    version = shared(rlp)
    plans = [ActionPlanFactory(rlp=follow(advisor, f"RLP {n}"), title=f"Plan {n}") for n in range(6)]
    sample = draw_sample(plans, Terms(share=Fraction(1), seed="s"), by=advisor, op_id=uuid4())
    blind = ActionPlanFactory(rlp=rlp, title="À l’aveugle")
    DoubleReading.objects.create(sample=sample, plan=blind, reader=advisor, assigned_by=UserFactory())

    lines = attention(client)

    assert len(lines) == 5
    assert lines[0].startswith("Lire\u00a0: RLP des Berges, Démarche 2026, version 1")
    assert lines[1] == "Coder à l’aveugle\u00a0: «\u00a0À l’aveugle\u00a0», RLP des Berges"
    assert all(line.startswith("Coder\u00a0: «\u00a0Plan ") for line in lines[2:])

    note_reading(version=version, reader=advisor)
    for plan in [*plans, blind]:
        version_read = plan.versions.get()
        Reading.objects.create(plan=plan, version=version_read, coder=advisor, finished_at=timezone.now())
    assert attention(client) == []


def test_what_is_not_opened_is_not_read(client, advisor, rlp):
    version = shared(rlp)

    assert "phase-dots" not in client.get(URL).content.decode()
    page = client.get(f"{URL}regroupements/{rlp.slug}/").content.decode()
    assert "Ouvrez la version partagée" in page
    assert "Objets à pérenniser" not in page
    assert "terminée</a>" not in page

    note_reading(version=version, reader=advisor)

    assert "phase-dots" in client.get(URL).content.decode()
    assert "Objets à pérenniser" in client.get(f"{URL}regroupements/{rlp.slug}/").content.decode()


def test_page_of_an_rlp_tells_its_days_newest_first(client, advisor, rlp):
    RatingFactory(rlp=rlp, level=2, rated_on=date(2025, 3, 1))
    plan = ActionPlanFactory(rlp=rlp, title="Notre plan")
    Reading.objects.create(plan=plan, version=plan.versions.get(), coder=advisor, finished_at=timezone.now())
    version = shared(rlp)
    note_reading(version=version, reader=advisor)

    page = Page(client.get(f"{URL}regroupements/{rlp.slug}/"), path=URL)

    said = [one.text for one in page.first("ol", class_="timeline-events").every("li")]
    assert said[-1] == "1er\u00a0mars\u00a02025 Cote 2\u00a0– Coordination, notée par le groupe"
    assert any("lu et codé" in one for one in said)
    assert [one for one in said if "Feuille" in one] == [
        f"{quebec_date(timezone.localdate())} Feuille {SHEET} terminée"
    ]


def test_page_of_an_rlp_is_closed_to_others(rlp, coordinator_client, client):
    assert coordinator_client.get(f"{URL}regroupements/{rlp.slug}/").status_code == 403
    assert client.get(f"{URL}regroupements/{RlpFactory().slug}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_take_as_many_queries_whatever_they_hold(client, advisor, rlp, count, count_queries):
    for n in range(count):
        plan = ActionPlanFactory(rlp=rlp, title=f"Plan {n}")
        Reading.objects.create(plan=plan, version=plan.versions.get(), coder=advisor, finished_at=timezone.now())
        RatingFactory(rlp=rlp, rated_on=date(2020, 1, 1 + n))
        follow(advisor, f"RLP {n}")
    note_reading(version=shared(rlp), reader=advisor)

    assert count_queries(client, URL) <= 8
    assert count_queries(client, f"{URL}?q=rlp") <= 8
    assert count_queries(client, f"{URL}regroupements/{rlp.slug}/") == 8


def test_table_as_csv_follows_the_filters_and_neutralises(client, advisor, rlp):
    follow(advisor, "=1+1", region="08")

    rows = list(
        csv.reader(
            io.StringIO(client.get("/conseil/portefeuille.csv?region=08").content.decode("utf-8-sig")), delimiter=";"
        )
    )

    assert [row[0] for row in rows] == ["Regroupement", "'=1+1"]


def test_glance_reads_phases_and_measures():
    text = json.dumps(
        {
            "sheets": [
                {"phase": "before", "finished_on": "2026-01-01"},
                {"phase": "during", "finished_on": "2026-01-01"},
                {"phase": "during", "finished_on": ""},
            ],
            "plan": [
                {"status": "done", "is_overdue": False},
                {"status": "to_do", "is_overdue": True},
            ],
            "workshops": [{"steps": [{"outcomes": [{}, {}]}, {"outcomes": [{}]}]}],
        }
    )

    glance = glance_in(text)

    assert [dot.said for dot in glance.dots] == [
        "Avant\u00a0: terminé", "Atelier\u00a0: en cours", "Bilan\u00a0: rien de partagé", "Plan\u00a0: en cours",
        "Suivi\u00a0: rien de partagé",
    ]  # fmt: skip
    assert (glance.done, glance.measures, glance.late, glance.outcomes) == (1, 2, 1, 3)
    nothing = glance_in(json.dumps({"sheets": [], "plan": None}))
    assert (glance_in("").done, nothing.measures, nothing.outcomes) == (None, None, None)
