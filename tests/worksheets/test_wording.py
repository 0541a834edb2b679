import pytest

from worksheets import schema
from worksheets.wording import words

OPTIONS = (schema.Option(key="a", label="Fondations"), schema.Option(key="other", label="Autre"))
LADDER = schema.Placements(
    key="k", label="l", rungs=(schema.Option(key="7", label="Le milieu conseille"),), unknown="Je ne connais pas"
)
KINDS = [
    (schema.LongText(key="k", label="l"), "Deux lignes\nici", ["Deux lignes\nici"]),
    (schema.ShortText(key="k", label="l"), "Court", ["Court"]),
    (schema.Lines(key="k", label="l"), ["Un", "Deux"], ["Un", "Deux"]),
    (schema.Scale(key="k", label="l"), 4, ["4 sur 5"]),
    (schema.Bipolar(key="k", label="l", left="faible", right="élevée"), 1, ["nettement «\u00a0faible\u00a0»"]),
    (schema.Bipolar(key="k", label="l", left="faible", right="élevée"), 3, ["un peu des deux"]),
    (schema.Bipolar(key="k", label="l", left="faible", right="élevée"), 4, ["plutôt «\u00a0élevée\u00a0»"]),
    (schema.YesNo(key="k", label="l"), "shared", ["Avis partagés"]),
    (schema.SingleChoice(key="k", label="l", options=OPTIONS), "a", ["Fondations"]),
    (schema.ProposedLevel(key="k", label="l", options=OPTIONS, reads="today"), "a", ["Fondations"]),
    (
        schema.MultipleChoice(key="k", label="l", options=OPTIONS, other="other"),
        {"chosen": ["a", "other"], "other": "Un don"},
        ["Fondations", "Autre\u00a0: Un don"],
    ),
    (schema.Date(key="k", label="l"), "2026-03-01", ["1er\u00a0mars\u00a02026"]),
    (
        schema.People(key="k", label="l"),
        {"name": "Direction", "organisation": "CPE", "sector": "petite enfance"},
        ["Direction, CPE (petite enfance)"],
    ),
    (schema.People(key="k", label="l"), {"name": "", "organisation": "", "sector": "scolaire"}, ["scolaire"]),
    (LADDER, {"name": "Comité de parents", "rung": 7}, ["Comité de parents\u00a0: 7 – Le milieu conseille"]),
    (LADDER, {"name": "Halte-répit", "rung": None}, ["Halte-répit (à placer)"]),
    (
        schema.ObjectChoice(key="k", label="l"),
        {"objects": ["1", "9"], "text": "Et plus"},
        ["La halte", "un objet retiré de la liste", "Et plus"],
    ),
    (
        schema.ActorChoice(key="k", label="l"),
        {"actors": ["1", "1", "9"], "text": ""},
        ["La halte", "un acteur retiré de la liste"],
    ),
    (schema.ObjectReference(key="k", label="l"), "1", ["La halte"]),
    (schema.SectorReference(key="k", label="l"), "9", ["un secteur retiré du diagramme"]),
    (schema.Place(key="k", label="l"), 3, ["3"]),
]


@pytest.mark.parametrize(("field", "value", "said"), KINDS)
def test_each_kind_says_its_value(field, value, said):
    assert words(field, value, objects={"1": "La halte"}) == said


def test_nothing_answered_has_no_words():
    assert words(schema.Scale(key="k", label="l"), None) == []


def test_whoever_does_not_know_a_thing_to_place_says_so_in_its_own_words():
    assert words(LADDER, None, state="passed") == ["Je ne connais pas"]


def test_states_have_their_own_words():
    field = schema.Scale(key="k", label="l")

    assert words(field, None, state="passed") == ["Je ne sais pas / je passe"]
    assert words(field, None, state="not_applicable") == ["Sans objet"]
