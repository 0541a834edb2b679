"""The wheels of sheets 06 and 07, from the rows of a carnet."""

from worksheets import catalogue
from worksheets.comparing import Filled, compare_sheets, is_answered
from worksheets.figures import figures_of
from worksheets.models import Actor, Sector
from worksheets.sectors_drawn import find_wheel, wheel_in_editor, wheel_on_screen
from worksheets.shown import shown_sheet

FORMAL = catalogue.latest("formal_sectors")


def rows(*, involved=()):
    """Three sectors, the last one empty; an actor of another circle, one in no sector, one in the bin."""
    schools, towns, media, parents = (
        Sector(pk=number, circle=circle, name=name, place=number)
        for number, (circle, name) in enumerate(
            [("formal", "Scolaire"), ("formal", "Municipal"), ("formal", "Médias"), ("informal", "Parents")], start=1
        )
    )
    actors = [
        Actor(pk=1, name="École", sector=schools),
        Actor(pk=2, name="Ville", sector=towns),
        Actor(pk=3, name="Pères", sector=parents),
        Actor(pk=4, name="Sans place", circle="formal"),
        Actor(pk=5, name="Retirée", sector=towns, deleted_at="2026-01-01"),
    ]
    for one in actors:
        one.involvement = "involved" if one.name in involved else "to_mobilise"
    return {"sector": [media, towns, schools, parents], "actor": actors}


def figure(held, *, before=None):
    other = shown_sheet(FORMAL, {}, rows=before) if before else None
    return figures_of(shown_sheet(FORMAL, {}, rows=held), before=other)


def test_a_wheel_shows_its_circle_alone_in_the_order_of_its_sectors():
    (found,) = figure(rows(involved=["Ville"]))

    assert found.table.rows == (
        ("1 · Scolaire", "personne encore", "École"),
        ("2 · Municipal", "Ville", "personne encore"),
        ("3 · Médias", "personne encore", "personne encore"),
        ("4", "personne encore", "personne encore"),
    )
    assert (found.name, found.drawing.width, found.narrow.width, found.paper.width) == ("wheel", 1920, 328, 1056)


def test_nothing_is_drawn_before_a_sector_is_named():
    assert figure({}) == []
    assert figure({"sector": [], "actor": [Actor(pk=1, name="Ville", circle="formal")]}) == []


def test_two_rounds_are_overlaid_and_tell_who_joined():
    was = Filled(instrument=FORMAL, rows=rows())
    now = Filled(instrument=FORMAL, rows=rows(involved=["Ville"]))

    compared = compare_sheets(was, now)

    assert (is_answered(was), is_answered(Filled(instrument=FORMAL))) == (True, False)
    assert (compared.reason, compared.lines) == ("", [])
    (found,) = compared.figures
    assert [row[-1] for row in found.table.rows] == ["–", "Ville", "–", "–"]


def test_beside_its_list_it_has_eight_wedges_at_first_and_a_room_sees_one_at_a_time():
    asked = find_wheel(FORMAL)
    numbers = [label.text for label in wheel_in_editor(asked, {}, title="Les secteurs").labels]
    zoom = wheel_on_screen(asked, rows(involved=["Ville"]), title="Les secteurs", chosen=2)

    assert [one for one in "12345678" if one not in numbers] == []
    assert zoom.title == "Les secteurs, secteur 2 · Municipal\u00a0: 1\u00a0déjà impliqués, 0\u00a0à mobiliser."
    assert find_wheel(catalogue.latest("ft1")) is None
