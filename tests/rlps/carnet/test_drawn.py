"""The drawings of a sheet on its page."""

import pytest
from django.urls import reverse

from tests.rlps.sharing.carnets import write
from tests.worksheets.figures.test_figures import ONE
from worksheets import catalogue, services
from worksheets.figures import DRAWINGS

NOTHING = "Rien à dessiner pour l’instant."
STRATEGIES = ["ft3", "ft4", "ft5", "ft6"]
DRAWN = [*DRAWINGS, *STRATEGIES]


@pytest.fixture
def page(coordinator_client, url):
    return lambda key: coordinator_client.get(url("sheet", key))


def drawn(response):
    return [figure for figure, _files in response.context["drawings"]]


@pytest.mark.parametrize("key", DRAWN)
def test_nothing_is_drawn_while_nothing_is_answered(page, key):
    response = page(key)

    assert drawn(response) == []
    assert NOTHING in response.content.decode()


@pytest.mark.parametrize("key", [one.key for one in catalogue.all_latest() if one.key not in DRAWN])
def test_a_sheet_without_drawings_promises_none(page, key):
    assert "En image" not in page(key).content.decode()


@pytest.mark.parametrize("key", ONE)
def test_an_answer_that_is_saved_is_drawn(page, round_, coordinator, url, key):
    address, value, _before = ONE[key]
    write(round_, key, address, value, by=coordinator)

    response = page(key)

    html = response.content.decode()
    assert [one.name for one in drawn(response)] == list(DRAWINGS[key])
    assert NOTHING not in html
    for name in DRAWINGS[key]:
        assert [url(f"drawing_{kind}", key, name) in html for kind in ("svg", "png")] == [True, True]
    assert html.count("Voir en tableau") == len(DRAWINGS[key])


@pytest.mark.parametrize("key", STRATEGIES)
def test_the_sheet_of_a_strategy_shows_the_importance_of_the_four(page, round_, coordinator, url, key):
    write(round_, "ft4", "importance", 4, by=coordinator)

    response = page(key)

    (figure,) = drawn(response)
    assert "changement de politiques, 4 sur 5;" in figure.drawing.title
    assert figure.narrow.width == 328
    assert url("drawing_svg", "carnet", "importance") in response.content.decode()


def test_a_member_sees_the_drawings_and_takes_none_away(member_client, round_, coordinator, url):
    services.finish_sheet(sheet=write(round_, "approach", "stance", 4, by=coordinator), by=coordinator)

    response = member_client.get(url("sheet", "approach"))

    assert [one.name for one in drawn(response)] == ["positions"]
    assert reverse("drawing_svg", args=[round_.rlp.slug, round_.number, "approach", "positions"]) not in (
        response.content.decode()
    )


def test_a_member_sees_the_importance_noted_on_finished_sheets(member_client, round_, coordinator, url):
    services.finish_sheet(sheet=write(round_, "ft3", "importance", 5, by=coordinator), by=coordinator)
    write(round_, "ft4", "importance", 2, by=coordinator)

    (figure,) = drawn(member_client.get(url("sheet", "ft3")))

    assert "institutionnalisation, 5 sur 5; changement de politiques, pas encore notée;" in figure.drawing.title
