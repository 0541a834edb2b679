"""Drawings as files: the same picture anywhere, nothing in it that acts, and only for those who may take it."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from PIL import Image

from rlp_portal.reports import drawings
from rlp_portal.reports.drawings import NothingToDraw, UnknownDrawing, find_figure, png_bytes, svg_bytes
from rlp_portal.reports.gather.reading import read_carnet
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.reports.carnets import answer
from tests.worksheets.diagrams.boxes import PAYLOADS
from worksheets.diagrams.palette import PAPER
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.wheel import WedgeData, draw_wheel
from worksheets.figures import DRAWINGS

OF_SHEETS = [(key, name) for key, drawings in DRAWINGS.items() for name in drawings]
ALL = [*[("carnet", name) for name in drawings.OF_THE_CARNET], *OF_SHEETS]


def wheel(settings, name="Municipal"):
    wedges = [WedgeData(name, ("Ville",), ("Bibliothèque",))]
    return draw_wheel(wedges, title="Secteur formel", measure=find_measure(settings.FONT_FOLDERS))


def url(round_, drawing_of, drawing, extension):
    return reverse(f"drawing_{extension}", args=[round_.rlp.slug, round_.number, drawing_of, drawing])


def test_an_svg_file_carries_the_fonts_of_its_words_and_no_other(settings):
    plain = svg_bytes(wheel(settings)).decode()
    other = svg_bytes(wheel(settings, "Łódź")).decode()

    assert re.findall(r"font-family:'([^']+)';font-weight:(\d+)", plain) == [
        ("Source Sans 3", "400"),
        ("Source Sans 3", "600"),
    ]
    assert [family for family, _weight in re.findall(r"font-family:'([^']+)';font-weight:(\d+)", other)] == [
        "Source Sans 3", "Source Sans 3", "Source Sans 3 Ext", "Source Sans 3 Ext"]  # fmt: skip
    assert len(plain) < 80_000


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_svg_file_is_xml_and_leads_nowhere(settings, payload):
    root = ET.fromstring(svg_bytes(wheel(settings, payload)))

    text = ET.tostring(root, encoding="unicode")
    assert {element.tag.partition("}")[2] for element in root.iter()} == {
        "svg", "title", "desc", "style", "rect", "path", "g", "text"}  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert set(re.findall(r"url\(([a-z]+):", text)) == {"data"}
    assert root.find("{*}rect").get("fill") == PAPER


def test_a_png_has_the_size_and_the_picture_of_the_drawing(settings):
    image = Image.open(io.BytesIO(png_bytes(wheel(settings))))

    assert (image.format, image.size) == ("PNG", (1920, 1080))
    assert image.convert("RGB").getpixel((4, 1070)) == (255, 253, 248)  # paper
    assert image.convert("RGB").getpixel((960, 460)) == (35, 48, 47)  # the line of the hub


def test_the_same_drawing_gives_the_same_png(settings):
    assert png_bytes(wheel(settings), width=400) == png_bytes(wheel(settings), width=400)


def test_hostile_words_are_drawn_as_words(settings):
    for payload in PAYLOADS:
        assert png_bytes(wheel(settings, payload), width=200).startswith(b"\x89PNG")


@pytest.mark.parametrize(("key", "name"), ALL)
def test_every_drawing_has_its_words_and_its_table(carnet, key, name):
    figure = find_figure(read_carnet(carnet), key, name)

    assert figure.name == name
    assert figure.drawing.title
    assert figure.table.rows
    assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


def test_the_positions_are_those_of_the_sheet(carnet):
    table = find_figure(read_carnet(carnet), "approach", "positions").table

    assert [(row[0], row[-1]) for row in table.rows] == [
        ("Approche", "plutôt forces et ressources (4 sur 5)"),
        ("Définition du problème", "plutôt par les organismes, le gouvernement (2 sur 5)"),
        ("Rôle des professionnels", "un peu des deux (3 sur 5)"),
        ("Rôle des organismes", "plutôt offre de services centralisée (2 sur 5)"),
        ("Principaux décideurs", "–"),
        ("Appropriation par la collectivité", "plutôt élevée (4 sur 5)"),
    ]


@pytest.mark.parametrize(("key", "name"), ALL)
def test_a_drawing_that_has_nothing_to_show(empty_carnet, key, name):
    with pytest.raises(NothingToDraw):
        find_figure(read_carnet(empty_carnet), key, name)


@pytest.mark.parametrize(("key", "name"), [("carnet", "rien"), ("rien", "positions"), ("ft1", "positions")])
def test_a_drawing_that_does_not_exist(empty_carnet, key, name):
    with pytest.raises(UnknownDrawing):
        find_figure(read_carnet(empty_carnet), key, name)


@pytest.mark.parametrize(("key", "name"), ALL)
@pytest.mark.parametrize(("extension", "kind"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_a_drawing_is_taken_as_an_attachment(coordinator_client, carnet, key, name, extension, kind):
    response = coordinator_client.get(url(carnet, key, name, extension))

    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Disposition"].endswith(f"2026-11-18.{extension}")


def test_an_image_that_did_not_change_is_not_made_again(coordinator_client, carnet, monkeypatch):
    path = url(carnet, "approach", "positions", "png")
    tag = coordinator_client.get(path)["ETag"]
    monkeypatch.setattr(drawings, "render_png", lambda *args, **kwargs: pytest.fail("made again"))

    assert coordinator_client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_a_drawing_without_anything_to_show_says_so(empty_carnet):
    user = MembershipFactory(rlp=empty_carnet.rlp, role=Role.COORDINATOR).user

    response = signed_in(user).get(url(empty_carnet, "approach", "positions", "svg"))

    assert response.status_code == 404
    assert "Rien à dessiner pour l’instant" in response.content.decode()


def test_an_image_that_cannot_be_made_is_said(coordinator_client, carnet, monkeypatch):
    monkeypatch.setattr("rlp_portal.reports.renderer.has_reserve", lambda: False)

    response = coordinator_client.get(url(carnet, "approach", "positions", "png"))

    assert response.status_code == 503


@pytest.mark.parametrize("role", [Role.MEMBER, Role.FACILITATOR, Role.ADVISOR])
def test_others_may_not_take_a_drawing(carnet, role):
    user = MembershipFactory(rlp=carnet.rlp, role=role).user

    assert signed_in(user).get(url(carnet, "approach", "positions", "svg")).status_code == 403


@pytest.mark.parametrize("count", [1, 5])
def test_taking_a_drawing_costs_the_same_at_any_length(
    coordinator_client, carnet, count, django_assert_max_num_queries
):
    for number in range(count):
        answer(carnet, "members", f"needed.r{number}", {"name": "A", "organisation": "", "sector": ""})

    with django_assert_max_num_queries(11):
        coordinator_client.get(url(carnet, "approach", "positions", "svg"))
