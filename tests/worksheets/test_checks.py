"""A broken module of the catalogue is named, with what is wrong, before anything is served."""

import sys

import pytest

from worksheets import catalogue
from worksheets.checks import catalogue_is_sound

MODULE = """
from worksheets.schema import Instrument, LongText, Phase, Section

INSTRUMENT = Instrument(
    key="harvest",
    version=1,
    number="99",
    code="X-99",
    title="Récolte",
    short_title="Récolte",
    purpose="Garder le meilleur.",
    instructions="Écrivez.",
    duration=5,
    phase=Phase.AFTER,
    source="Maison.",
    rights="Libre.",
    sections=(Section(key="one", title="Une", fields=(LongText(key="best", label="Le meilleur?"),)),),
)
"""
FILE = "worksheets/catalogue/harvest.py\u00a0: "
SECOND_FIELD = 'label="Le meilleur?"), LongText(key="best", label="Et encore?"),)'


@pytest.fixture
def said_of(tmp_path, monkeypatch):
    """What the check says once this module is in the catalogue."""
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])

    def said(text):
        (tmp_path / "harvest.py").write_text(text, encoding="utf-8")
        return [(error.id, error.msg) for error in catalogue_is_sound(None)]

    yield said
    sys.modules.pop("worksheets.catalogue.harvest", None)
    vars(catalogue).pop("harvest", None)


def test_a_sound_catalogue_has_nothing_said_of_it(said_of):
    assert said_of(MODULE) == []


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("Instrument(\n", "Instrument(\n(\n", "erreur de syntaxe à la ligne 4 ('(' was never closed)."),
        ("Phase.AFTER", "Fase.AFTER", "NameError à la ligne 14 (name 'Fase' is not defined)."),
        ("Phase.AFTER", "Phase.LATER", "AttributeError à la ligne 14 (LATER)."),
        (
            "    code=",
            "    kode=",
            "TypeError à la ligne 4 (Instrument.__init__() got an unexpected keyword argument 'kode').",
        ),
        (
            "INSTRUMENT =",
            "SHEET =",
            "AttributeError (module 'worksheets.catalogue.harvest' has no attribute 'INSTRUMENT').",
        ),
    ],
)
def test_a_module_that_cannot_be_read_is_named_with_its_line(said_of, written, instead, said):
    assert said_of(MODULE.replace(written, instead)) == [
        ("worksheets.E001", f"{FILE}Le module ne se charge pas\u00a0: {said}")
    ]


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("Instrument(\n", "dict(\n", "INSTRUMENT doit être un Instrument, et VERSIONS un tuple d’Instrument."),
        ('"99"', "99", "number doit être un texte entre guillemets."),
        (
            "Phase.AFTER",
            '"later"',
            "phase vaut «\u00a0later\u00a0». Écrivez Phase.BEFORE, DURING, AFTER ou FOLLOW_UP.",
        ),
        (",)),),\n", ",))),\n", "sections doit être un tuple de Section\u00a0: (Section(…),)."),
        (
            '"),)),),\n',
            '"))),),\n',
            "Dans la section one, fields doit être un tuple de champs\u00a0: (LongText(…),).",
        ),
        (
            'title="Une",',
            'title="Une", rows=("un",),',
            "Dans la section one, rows doit être un tuple de Row\u00a0: (Row(…),).",
        ),
        ('label="Le meilleur?"),)', SECOND_FIELD, "La clé de champ best sert plus d’une fois."),
    ],
)
def test_a_module_of_the_wrong_shape_is_named(said_of, written, instead, said):
    assert said_of(MODULE.replace(written, instead)) == [("worksheets.E002", FILE + said)]


@pytest.mark.parametrize(
    ("written", "instead", "number", "said"),
    [
        ("harvest", "ft1", "worksheets.E003", "deux feuilles portent la clé ft1 dans la version 1."),
        ("X-99", "FT1", "worksheets.E004", "deux feuilles portent le code FT1."),
        ('"99"', '"11"', "worksheets.E005", "deux feuilles portent le numéro 11."),
    ],
)
def test_two_instruments_share_nothing_that_finds_them(said_of, written, instead, number, said):
    files = "worksheets/catalogue/ft1.py, worksheets/catalogue/harvest.py"
    found = said_of(MODULE.replace(written, instead))

    assert (number, f"{files}\u00a0: {said}") in found
