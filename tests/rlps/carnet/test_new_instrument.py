"""Adding an instrument is adding one module of data: here is one, with every kind of field, and nothing else."""

import sys
from textwrap import dedent

import pytest

from tests.rlps.carnet.pages import Browser
from worksheets import catalogue, services
from worksheets.models import Answer

MODULE = """
    from worksheets.schema import (
        Bipolar, Date, Instrument, Lines, LongText, MultipleChoice, ObjectChoice, ObjectReference, Option, People,
        Phase, Placements, ProposedLevel, Row, Scale, Section, ShortText, SingleChoice, YesNo,
    )

    COLOURS = (Option(key="red", label="Rouge"), Option(key="blue", label="Bleu"), Option(key="other", label="Autre"))

    STEPS = (Option(key="2", label="En haut"), Option(key="1", label="En bas"))
    LEVELS = tuple(Option(key=key, label=f"Niveau {key}") for key in "1234")

    INSTRUMENT = Instrument(
        key="everything",
        version=1,
        number="98",
        code="E-98",
        title="Une feuille de toutes les sortes",
        short_title="Toutes les sortes",
        purpose="Montrer chaque sorte de champ.",
        instructions="Répondez à votre rythme.",
        duration=10,
        phase=Phase.FOLLOW_UP,
        source="Notre propre feuille.",
        rights="À nous.",
        sections=(
            Section(
                key="words",
                title="Des mots",
                fields=(
                    ShortText(key="short", label="En une ligne"),
                    LongText(key="long", label="En long"),
                    Lines(key="lines", label="En lignes", count=2),
                    Date(key="day", label="Un jour", help="Par exemple 2026-04-03."),
                ),
            ),
            Section(
                key="choices",
                title="Des choix",
                fields=(
                    Scale(key="scale", label="Une note"),
                    Bipolar(key="poles", label="Entre deux", left="la ville", right="la campagne"),
                    YesNo(key="agreed", label="D’accord?"),
                    SingleChoice(key="one", label="Une couleur", options=COLOURS),
                    MultipleChoice(key="many", label="Des couleurs", options=COLOURS, other="other"),
                ),
            ),
            Section(
                key="others",
                title="Les autres",
                fields=(
                    People(key="people", label="Des gens"),
                    Placements(key="steps", label="Des marches", noun="Chose", rungs=STEPS),
                    ObjectChoice(key="objects", label="Des objets"),
                    ObjectReference(key="object", label="Un objet"),
                ),
            ),
            Section(
                key="table",
                title="Un tableau",
                fields=(Scale(key="strength", label="Force"), Date(key="since", label="Depuis")),
                rows=(Row(key="river", label="La rivière"), Row(key="wood", label="Le bois")),
            ),
            Section(
                key="level",
                title="Une cote",
                fields=(ProposedLevel(key="level", label="Notre cote", reads="strength", options=LEVELS),),
            ),
        ),
    )
"""

TYPED = {
    "short": "Court",
    "long": "Long\r\net large",
    "lines--line": ["Un", "Deux"],
    "day": "2026-04-03",
    "scale": "4",
    "poles": "2",
    "agreed": "shared",
    "one": "blue",
    "many": ["red", "other"],
    "many--other": "Vert",
    "people.r1--base": "",
    "people.r1--name": "Ana",
    "steps.r1--base": "",
    "steps.r1--name": "L’école",
    "steps.r1--rung": "2",
    "level": "3",
    "objects--text": "Le reste",
    "strength.river": "5",
    "since.wood": "2020-01-01",
}
STORED = {
    "short": "Court",
    "long": "Long\net large",
    "lines": ["Un", "Deux"],
    "day": "2026-04-03",
    "scale": 4,
    "poles": 2,
    "agreed": "shared",
    "one": "blue",
    "many": {"chosen": ["red", "other"], "other": "Vert"},
    "people.r1": {"name": "Ana", "organisation": "", "sector": ""},
    "steps.r1": {"name": "L’école", "rung": 2},
    "level": "3",
    "strength.river": 5,
    "since.wood": "2020-01-01",
}
SAID = [
    *("Court", "Long\net large", "Un", "Deux", "3\u00a0avril\u00a02026", "4 sur 5", "plutôt «\u00a0la ville\u00a0»"),
    *("Avis partagés", "Bleu", "Rouge", "Autre\u00a0: Vert", "Ana", "Les mardis", "Le reste", "Les mardis"),
    *("5 sur 5", "1er\u00a0janvier\u00a02020", "L’école\u00a0: 2 – En haut", "Niveau 3"),
]


@pytest.fixture
def everything(tmp_path, monkeypatch):
    """The module is in the catalogue for the time of a test."""
    (tmp_path / "everything.py").write_text(dedent(MODULE))
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    catalogue._published.cache_clear()
    yield catalogue.latest("everything")
    catalogue._published.cache_clear()
    del sys.modules["worksheets.catalogue.everything"]
    del catalogue.everything


@pytest.fixture
def mardis(workbook, coordinator):
    return services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)


def test_the_new_sheet_is_offered_filled_shown_again_finished_and_read(everything, plain, url, mardis, member_client):
    carnet = plain.open(url("carnet"))
    assert "E-98" in [one.text for one in carnet.every(class_="task-code")]
    typed = {**TYPED, "objects--object": str(mardis.public_id), "object": str(mardis.public_id)}

    page = plain.send(plain.open(url("whole_sheet", "everything")), typed)

    assert page.status == 200
    assert dict(Answer.objects.values_list("address", "value")) == {
        **STORED,
        "objects": {"objects": [str(mardis.public_id)], "text": "Le reste"},
        "object": str(mardis.public_id),
    }
    assert dict(Answer.objects.exclude(number=None).values_list("address", "number")) == {
        "scale": 4.0,
        "poles": 2.0,
        "steps.r1": 2.0,
        "level": 3.0,
        "strength.river": 5.0,
    }
    shown = {name: page.fields[name] for name in typed if not name.endswith("--base")}
    assert shown == {
        name: ([one.replace("\r", "") for one in value] if isinstance(value, list) else [value.replace("\r", "")])
        for name, value in typed.items()
        if not name.endswith("--base")
    }

    plain.client.post(url("finish_sheet", "everything"), {"anyway": "1"})
    read = Browser(member_client).open(url("sheet", "everything"))
    assert all(said.replace("\n", "") in read.first("main").text for said in SAID)


def test_its_fields_are_saved_one_at_a_time(everything, autosave, mardis):
    assert autosave("everything", "day", {"day": "2026-04-03"}).status_code == 200
    assert autosave("everything", "object", {"object": str(mardis.public_id)}).status_code == 200
    assert autosave("everything", "since.river", {"since.river": "2020-01-01"}).status_code == 200
    assert Answer.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("day", "2026-02-30", "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ("day", "03/04/2026", "Écrivez la date ainsi\u00a0: 2026-04-03."),
        (
            "short",
            "a" * 1001,
            "Le texte compte 1\u00a0001 caractères. La limite est de 1\u00a0000. "
            "Rien n’est perdu\u00a0: raccourcissez-le.",
        ),
    ],
)
def test_its_refusals_stand_beside_their_fields(everything, plain, url, name, typed, said):
    page = plain.send(plain.open(url("sheet", "everything")), {name: typed})

    assert page.status == 422
    label = {"day": "Un jour", "short": "En une ligne"}[name]
    assert [(link.attrs["href"], link.text) for link in page.summary.every("a")] == [
        (f"#q-{name}", f"{label}\u00a0: {said}")
    ]
    control = page.by_id(f"q-{name}")
    assert (control.attrs["aria-invalid"], page.by_id(f"q-{name}-erreur").text) == ("true", said)
    assert f"q-{name}-erreur" in control.attrs["aria-describedby"].split()
    assert page.value(name) == typed


def test_its_first_visit_asks_for_everything_and_finishes_anyway(everything, plain, url):
    page = plain.send(plain.open(url("whole_sheet", "everything")), {}, button="finish")

    links = [link.attrs["href"].removeprefix("#") for link in page.summary.every("a")]
    assert len(links) == 18
    assert all(page.by_id(link) for link in links)
