"""What each kind of field does with what a page sends."""

from uuid import uuid4

import pytest
from django.http import QueryDict

from worksheets import schema
from worksheets.cleaning import Cleaned, Refused
from worksheets.kinds import kind_of

OPTIONS = tuple(schema.Option(key=key, label=key.upper()) for key in ("a", "b", "c", "other"))
OBJECT = "6f1c3c0e-0000-4000-8000-00000000000a"
NAME_INVISIBLE = "Un caractère invisible a été retiré du nom."
UNKNOWN = "Ce choix n’existe plus. Choisissez-en un autre."


def sent(**inputs):
    data = QueryDict(mutable=True)
    for name, values in inputs.items():
        data.setlist(name.replace("__", "--"), values if isinstance(values, list) else [values])
    return data


def clean(field, **inputs):
    kind = kind_of(field)
    return kind.clean(field, kind.read(sent(**inputs), "f"))


def refusal_of(field, **inputs):
    with pytest.raises(Refused) as refusal:
        clean(field, **inputs)
    return str(refusal.value)


TEXT = schema.LongText(key="f", label="F")
LINE = schema.ShortText(key="f", label="F", limit=10)
LINES = schema.Lines(key="f", label="F", limit=10)
SCALE = schema.Scale(key="f", label="F")
POLES = schema.Bipolar(key="f", label="F", left="gauche", right="droite")
ONE = schema.SingleChoice(key="f", label="F", options=OPTIONS)
LEVEL = schema.ProposedLevel(
    key="f", label="F", reads="today", options=tuple(schema.Option(key=key, label=key) for key in "1234")
)
MANY = schema.MultipleChoice(key="f", label="F", options=OPTIONS, other="other", at_most=3, limit=10)
DAY = schema.Date(key="f", label="F")
PEOPLE = schema.People(key="f", label="F", limit=10)
RUNGS = tuple(schema.Option(key=str(number), label=f"Échelon {number}") for number in range(8, 0, -1))
PLACED = schema.Placements(key="f", label="F", limit=10, rungs=RUNGS)
PROPOSED = schema.Proposals(key="f", label="F", limit=10, places=OPTIONS)
OBJECTS = schema.ObjectChoice(key="f", label="F", limit=10)
REFERENCE = schema.ObjectReference(key="f", label="F")


@pytest.mark.parametrize(
    ("field", "inputs", "value"),
    [
        (TEXT, {"f": " Un texte\nsur deux lignes "}, "Un texte\nsur deux lignes"),
        (LINE, {"f": "Une\nligne"}, "Une ligne"),
        (LINES, {"f__line": ["Un", "", " Trois "]}, ["Un", "Trois"]),
        (LINES, {"f__line": ["1", "2", "3", "4", "5"]}, ["1", "2", "3"]),
        (SCALE, {"f": "4"}, 4),
        (POLES, {"f": "1"}, 1),
        (ONE, {"f": "b"}, "b"),
        (LEVEL, {"f": "3"}, "3"),
        (MANY, {"f": ["c", "a"]}, {"chosen": ["a", "c"], "other": ""}),
        (MANY, {"f": ["other"], "f__other": " Le train "}, {"chosen": ["other"], "other": "Le train"}),
        (MANY, {"f__other": "Transport"}, {"chosen": ["other"], "other": "Transport"}),
        (DAY, {"f": "2026-4-3"}, "2026-04-03"),
        (
            PEOPLE,
            {"f__name": " Ana ", "f__organisation": "CPE", "f__sector": ""},
            {"name": "Ana", "organisation": "CPE", "sector": ""},
        ),
        (PEOPLE, {"f__sector": "Santé"}, {"name": "", "organisation": "", "sector": "Santé"}),
        (PLACED, {"f__name": " Comité ", "f__rung": "7"}, {"name": "Comité", "rung": 7}),
        (PLACED, {"f__name": "Comité", "f__rung": ""}, {"name": "Comité", "rung": None}),
        (PROPOSED, {"f__text": " Une action ", "f__place": "b"}, {"text": "Une action", "place": "b"}),
        (PROPOSED, {"f__text": "Une action"}, {"text": "Une action", "place": ""}),
        (PROPOSED, {"f__place": "b"}, None),
        (OBJECTS, {"f__object": [OBJECT.upper(), OBJECT], "f__text": " Et "}, {"objects": [OBJECT], "text": "Et"}),
        (OBJECTS, {"f__text": "Des mots"}, {"objects": [], "text": "Des mots"}),
        (OBJECTS, {"f__object": [OBJECT]}, {"objects": [OBJECT], "text": ""}),
        (REFERENCE, {"f": OBJECT.replace("-", "")}, OBJECT),
    ],
)
def test_what_is_typed_becomes_a_value(field, inputs, value):
    assert clean(field, **inputs) == Cleaned(value)


@pytest.mark.parametrize(
    "field", [TEXT, LINE, LINES, SCALE, POLES, ONE, MANY, DAY, PEOPLE, PLACED, PROPOSED, OBJECTS, REFERENCE]
)
@pytest.mark.parametrize("typed", [None, "", " ", "\u00a0\u200b"])
def test_nothing_typed_is_nothing(field, typed):
    names = ["f__line", "f__other", "f__name", "f__organisation", "f__sector", "f__rung", "f__text"]
    inputs = {} if typed is None else dict.fromkeys(names, typed)
    if typed is not None and field in (TEXT, LINE, SCALE, POLES, DAY):
        inputs["f"] = typed
    elif typed == "" and field in (ONE, REFERENCE):
        inputs["f"] = ""

    assert clean(field, **inputs) == Cleaned(None)


@pytest.mark.parametrize(
    ("field", "inputs", "said"),
    [
        (SCALE, {"f": "6"}, "Choisissez un nombre de 1 à 5."),
        (POLES, {"f": "0"}, "Choisissez un nombre de 1 à 5."),
        (ONE, {"f": "z"}, UNKNOWN),
        (LEVEL, {"f": "5"}, UNKNOWN),
        (MANY, {"f": ["a", "z"]}, UNKNOWN),
        (MANY, {"f": ["a", "b", "c", "other"]}, "Choisissez 3 réponses au plus. Décochez-en une."),
        (MANY, {"f": ["a", "b", "c"], "f__other": "Et"}, "Choisissez 3 réponses au plus. Décochez-en une."),
        (PLACED, {"f__name": "Comité", "f__rung": "9"}, "Choisissez un nombre de 1 à 8."),
        (PLACED, {"f__name": "", "f__rung": "3"}, "Nommez d’abord ce que vous placez sur cet échelon."),
        (PROPOSED, {"f__text": "Oui", "f__place": "z"}, UNKNOWN),
        (OBJECTS, {"f__object": ["1"]}, UNKNOWN),
        (OBJECTS, {"f__object": ["\ud800"]}, UNKNOWN),
        (REFERENCE, {"f": "Les mardis"}, UNKNOWN),
        (REFERENCE, {"f": f"{uuid4()}0"}, UNKNOWN),
    ],
)
def test_what_cannot_be_chosen_is_refused(field, inputs, said):
    assert refusal_of(field, **inputs) == said


@pytest.mark.parametrize(
    ("field", "inputs"),
    [
        (LINE, {"f": "a" * 11}),
        (LINES, {"f__line": ["court", "a" * 11]}),
        (MANY, {"f__other": "a" * 11}),
        (PEOPLE, {"f__name": "a" * 11}),
        (PEOPLE, {"f__sector": "a" * 11}),
        (PLACED, {"f__name": "a" * 11}),
        (OBJECTS, {"f__text": "a" * 11}),
    ],
)
def test_each_part_has_its_limit(field, inputs):
    assert refusal_of(field, **inputs) == (
        "Le texte compte 11 caractères. La limite est de 10. Rien n’est perdu\u00a0: raccourcissez-le."
    )


@pytest.mark.parametrize(
    ("field", "inputs", "notices"),
    [
        (TEXT, {"f": "a\u202e"}, ("Un caractère invisible a été retiré.",)),
        (LINES, {"f__line": ["a\ufffd", "b\ufffd"]}, ("Un caractère illisible a été retiré. Relisez votre texte.",)),
        (PEOPLE, {"f__name": "Ana\u202e", "f__sector": "b\u202e"}, (NAME_INVISIBLE,)),
        (PLACED, {"f__name": "Comité\u202e"}, (NAME_INVISIBLE,)),
        (MANY, {"f__other": "a\u202e"}, ("Un caractère invisible a été retiré.",)),
        (OBJECTS, {"f__text": "a\u202e"}, ("Un caractère invisible a été retiré.",)),
    ],
)
def test_what_was_removed_is_said_once(field, inputs, notices):
    assert clean(field, **inputs).notices == notices


@pytest.mark.parametrize(
    ("field", "value", "number"),
    [
        *[(SCALE, 4, 4), (POLES, 1, 1), (LEVEL, "3", 3), (PLACED, {"name": "a", "rung": 6}, 6)],
        *[(TEXT, "4", None), (ONE, "a", None), (PLACED, {"name": "a", "rung": None}, None)],
    ],
)
def test_a_position_is_its_own_number(field, value, number):
    assert kind_of(field).number(value) == number
