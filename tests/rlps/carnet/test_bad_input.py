"""The bad-input catalogue where the carnet meets it, by autosave and by the whole form without JavaScript.

Each refusal says its sentence beside the field and in the list at the top, keeps what was typed in the page and on
the server, writes nothing, and is no news for the log.
"""

import logging
from dataclasses import dataclass, replace

import pytest

from tests.factories import RlpFactory, RoundFactory
from tests.rlps.carnet.pages import as_list, encode
from tests.rlps.reading import messages_of
from tests.worksheets.writing import new_sheet
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, Change, PlanLine, SustainedObject, Variant

KEPT = "Ce que vous avez écrit est gardé."
UNREADABLE = "Un caractère illisible a été retiré. Relisez votre texte."
INVISIBLE = "Un caractère invisible a été retiré."
INVISIBLE_IN_NAME = "Un caractère invisible a été retiré du nom."
OUT_OF_SCALE = "Choisissez un nombre de 1 à 5."
NOT_WHOLE = "Choisissez un nombre entier de 1 à 5."
IN_LETTERS = "Écrivez le nombre en chiffres, par exemple 3."
NO_NUMBER = "Ce nombre n’est pas valide."
NO_SUCH_DATE = "Cette date n’existe pas. Vérifiez le jour et le mois."
DATE_FORM = "Écrivez la date ainsi\u00a0: 2026-04-03."
YEAR_RANGE = "L’année doit être entre 2000 et 2100."
UNKNOWN = "Ce choix n’existe plus. Choisissez-en un autre."
CANNOT_STAY_EMPTY = "Ce champ ne peut pas rester vide. L’ancienne valeur est gardée."
INCOMPLETE = "L’envoi est incomplet. Votre texte est encore ici\u00a0: copiez-le, puis rechargez la page."
FAMILY = "👩‍👩‍👧‍👦"


def too_long(length, limit):
    return f"Le texte compte {length} caractères. La limite est de {limit}. Rien n’est perdu\u00a0: raccourcissez-le."


@dataclass(frozen=True)
class Place:
    """Where something is typed. `part` is the end of the input's name; `link` the id that the summary leads to."""

    key: str
    name: str
    part: str = ""
    link: str = ""
    label: str = ""
    shows_text: bool = True  # a text can stand in it, whatever it is

    def at(self, rows):
        """The names with the ids of the rows of this test."""
        return replace(self, name=self.name.format(**rows), link=self.link.format(**rows))

    @property
    def input(self):
        return self.name + self.part

    @property
    def error_id(self):
        return f"erreur-{self.name}" if ":" in self.name else f"{self.link}-erreur"


TEXT = Place(
    "experiences", "positive", link="q-positive", label="Racontez une expérience de regroupement qui a bien marché."
)
LINES = Place(
    "experiences", "winning_conditions", "--line", link="q-winning_conditions", label="Nos conditions gagnantes"
)
SCALE = Place(
    "ft3",
    "importance",
    link="q-importance",
    label="Cette stratégie est-elle importante pour notre mission?",
    shows_text=False,
)
POLES = Place("approach", "stance", link="q-stance", label="Approche", shows_text=False)
YES_NO = Place(
    "ft2",
    "fulfils.convener",
    link="q-fulfils-convener",
    label="Rassembleur et animateur – La remplissons-nous?",
    shows_text=False,
)
CHOICES = Place(
    "obstacles",
    "obstacles",
    link="q-obstacles",
    label="Quelles sont vos plus grandes préoccupations?",
    shows_text=False,
)
OTHER = Place(
    "obstacles", "obstacles", "--other", link="q-obstacles", label="Quelles sont vos plus grandes préoccupations?"
)
OBJECTS = Place(
    "ft3",
    "projects",
    "--object",
    link="q-projects",
    label="Quels projets voulons-nous institutionnaliser?",
    shows_text=False,
)
OBJECTS_TEXT = Place(
    "ft3", "projects", "--text", link="q-projects", label="Quels projets voulons-nous institutionnaliser?"
)
PERSON = Place(
    "members",
    "absent.r1",
    "--name",
    link="q-absent-r1",
    label="Qui manque à la table? Qui devrait devenir membre? Ligne 4",
)
PLACED = Place(
    "ladder",
    "collaborations.r1",
    "--name",
    link="q-collaborations-r1",
    label="Où se trouvent nos collaborations? Ligne 4",
)
RUNG = replace(PLACED, part="--rung", shows_text=False)
OBJECT_NAME = Place("ft1", "object:{object}:name", link="nom-{object}", label="Nom")
OBJECT_CODE = Place("ft1", "object:{object}:code", link="nature-{object}", label="Nature", shows_text=False)
MEASURE = Place("ft7", "plan_line:{line}:measure", link="mesure-{line}", label="Approche ou mesure")
WHO = Place("ft7", "plan_line:{line}:who", link="qui-{line}", label="Qui")
WHEN = Place("ft7", "plan_line:{line}:when", link="quand-{line}", label="Quand")
STATUS = Place("ft7", "plan_line:{line}:status", link="etat-{line}", label="État", shows_text=False)
LINE_OBJECT = Place(
    "ft7", "plan_line:{line}:object", link="objet-{line}", label="Objet à pérenniser", shows_text=False
)

REFUSED = [
    *[("B07", TEXT, "a" * 20_000, too_long("20\u00a0000", "5\u00a0000"))],
    *[("B07", LINES, ["Court", "a" * 1001], too_long("1\u00a0001", "1\u00a0000"))],
    *[("B07", OTHER, "a" * 1001, too_long("1\u00a0001", "1\u00a0000"))],
    *[("B07", OBJECTS_TEXT, "a" * 5001, too_long("5\u00a0001", "5\u00a0000"))],
    *[("B07", PERSON, "a" * 181, too_long("181", "180"))],
    *[("B07", PLACED, "a" * 181, too_long("181", "180"))],
    *[("B07", OBJECT_NAME, "a" * 181, too_long("181", "180"))],
    *[("B07", MEASURE, "a" * 1001, too_long("1\u00a0001", "1\u00a0000"))],
    *[("B07", WHO, FAMILY * 1001, too_long("1\u00a0001", "1\u00a0000"))],
    *[("B16", place, typed, OUT_OF_SCALE) for place in (SCALE, POLES) for typed in ("6", "0", "-1", "−1")],
    *[("B17", place, typed, NOT_WHOLE) for place in (SCALE, POLES) for typed in ("3,5", "3.5")],
    *[("B18", place, "trois", IN_LETTERS) for place in (SCALE, POLES)],
    *[("B19", SCALE, typed, NO_NUMBER) for typed in ("9" * 5000, "1e999", "NaN", "Infinity", "-Infinity")],
    *[("B22", WHEN, typed, NO_SUCH_DATE) for typed in ("2026-02-30", "2026-13-01")],
    *[("B23", WHEN, typed, DATE_FORM) for typed in ("03/04/2026", "3 avril 2026")],
    *[("B25", WHEN, typed, YEAR_RANGE) for typed in ("0026-04-03", "20266-04-03")],
    *[("option", YES_NO, "peut-être", UNKNOWN)],
    *[("option", CHOICES, ["turf", "nowhere"], UNKNOWN)],
    *[
        (
            "option",
            CHOICES,
            ["turf", "costs", "history", "inaction"],
            "Choisissez 3 réponses au plus. Décochez-en une.",
        )
    ],
    *[("option", RUNG, typed, "Choisissez un nombre de 1 à 8.") for typed in ("0", "9")],
    *[("option", STATUS, "approved", UNKNOWN)],
    *[("option", OBJECTS, typed, UNKNOWN) for typed in ("{foreign}", "not an id", "\x00")],
    *[("option", LINE_OBJECT, typed, UNKNOWN) for typed in ("{foreign}", "not an id")],
    *[("empty", OBJECT_NAME, typed, CANNOT_STAY_EMPTY) for typed in ("", "\u200b\u00a0")],
    *[("empty", OBJECT_CODE, "", CANNOT_STAY_EMPTY)],
    *[("empty", RUNG, "3", "Nommez d’abord ce que vous placez sur cet échelon.")],
]


def short(value):
    return repr(value)[:30] if not isinstance(value, Place) else value.input


@pytest.fixture
def rows(workbook, coordinator):
    """The ids of an object and a plan line of the carnet, and of an object of another RLP's."""
    foreign = RoundFactory(rlp=RlpFactory()).workbook
    return {
        "object": add_object(workbook, coordinator).public_id,
        "line": services.add_plan_line(
            workbook=workbook, strategy="policy", measure="Écrire une entente", by=coordinator
        ).public_id,
        "foreign": add_object(foreign, coordinator).public_id,
    }


def add_object(workbook, by):
    return services.add_object(workbook=workbook, name="Les mardis", code="A", line="programmes", by=by)


@pytest.fixture
def untouched(rows, caplog):
    """Call it at the end: nothing was written, nothing was logged."""
    before = state_of_carnet()
    caplog.set_level(logging.INFO)

    def check():
        assert state_of_carnet() == before
        assert [record for record in caplog.records if record.levelno > logging.INFO] == []

    return check


def state_of_carnet():
    models = (Answer, Change, SustainedObject, PlanLine)
    return [list(model.objects.order_by("pk").values()) for model in models]


def leads(page):
    """[(where it leads, what it says)] of the list at the top."""
    return [(link.attrs["href"], link.text) for link in page.summary.every("a")]


def filled(typed, rows):
    return [one.format(**rows) if one == "{foreign}" else one for one in as_list(typed)]


def kept_texts():
    """Everything that the variants hold, whatever the shape."""
    return [text for variant in Variant.objects.filter(reason="invalid") for text in texts_in(variant.value)]


def texts_in(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part)]
    return [value]


@pytest.mark.parametrize(("row", "place", "typed", "said"), REFUSED, ids=short)
def test_autosave_refuses_and_keeps_what_was_typed(autosave, rows, untouched, row, place, typed, said):
    place, typed = place.at(rows), filled(typed, rows)

    response = autosave(place.key, place.name, {place.input: typed})

    assert response.status_code == 422
    assert response.json() == {"message": said, "kept": KEPT}
    assert set(kept_texts()) >= {one.replace("\x00", "") for one in typed}
    untouched()


@pytest.mark.parametrize(("row", "place", "typed", "said"), REFUSED, ids=short)
def test_whole_form_refuses_and_keeps_what_was_typed(plain, url, rows, untouched, row, place, typed, said):
    place, typed = place.at(rows), filled(typed, rows)
    page = plain.open(url("whole_sheet", place.key))

    page = plain.send(page, {f"{place.name}--base": page.value(f"{place.name}--base") or "", place.input: typed})

    assert page.status == 422
    assert page.first("title").text.startswith("Erreur\u00a0: ")
    assert leads(page) == [(f"#{place.link}", f"{place.label}\u00a0: {said}")]
    assert page.by_id(place.link) is not None
    error = page.by_id(place.error_id)
    assert (error.text, "hidden" in error.attrs) == (said, False)
    assert [one for one in page.form.every() if place.error_id in one.attrs.get("aria-describedby", "").split()]
    assert set(kept_texts()) >= {one.replace("\x00", "") for one in typed}
    if place.shows_text:
        assert [one for one in page.fields[place.input] if one] == [one for one in typed if one]
        assert {one.attrs.get("aria-invalid") for one in page.form.every(name=place.input)} == {"true"}
    untouched()


A_THIRTEENTH = "Cette liste compte déjà 12\u00a0lignes. Videz-en une, ou regroupez-en plusieurs."


@pytest.fixture
def twelve_collaborations(workbook, coordinator):
    sheet = services.begin_sheet(new_sheet(workbook, "ladder"))
    for number in range(12):
        value = {"name": f"Comité {number}", "rung": 5}
        services.save_answer(sheet=sheet, address=f"collaborations.r{number}", value=value, base="", by=coordinator)


def test_a_thirteenth_collaboration_is_refused_and_kept(autosave, twelve_collaborations):
    response = autosave("ladder", "collaborations.rnew", {"collaborations.rnew--name": "Halte-répit"})

    assert (response.status_code, response.json()) == (422, {"message": A_THIRTEENTH, "kept": KEPT})
    assert kept_texts() == ["Halte-répit", None]
    assert Answer.objects.count() == 12


def test_a_full_list_offers_no_other_row_and_the_whole_form_keeps_a_thirteenth(plain, url, twelve_collaborations):
    page = plain.open(url("sheet", "ladder"))
    assert page.first("button", data_growing_more=True) is None
    assert "La liste est pleine\u00a0: 12 lignes." in page.by_id("q-collaborations").text

    page = plain.send(page, {"collaborations.rnew--base": "", "collaborations.rnew--name": "Halte-répit"})

    assert page.status == 422
    assert leads(page) == [
        ("#q-collaborations-rnew", f"Où se trouvent nos collaborations? Ligne 13\u00a0: {A_THIRTEENTH}")
    ]
    assert page.value("collaborations.rnew--name") == "Halte-répit"
    assert Answer.objects.count() == 12


QUICK = [
    ("ft1", "new-object-programmes", "nouvel-objet-programmes", "refus-programmes", "Nouvel objet", 180),
    ("ft7", "new-measure-policy", "nouvelle-mesure-policy", "refus-policy", "Nouvelle mesure", 1000),
]


@pytest.mark.parametrize(("key", "name", "control", "error", "label", "limit"), QUICK)
def test_a_line_of_quick_entry_too_long_stays_to_be_shortened(
    plain, url, untouched, key, name, control, error, label, limit
):
    typed = "a" * (limit + 1)

    page = plain.send(plain.open(url("whole_sheet", key)), {name: typed}, button="add")

    said = too_long(f"{limit + 1:,}".replace(",", "\u00a0"), f"{limit:,}".replace(",", "\u00a0"))
    assert page.status == 422
    assert leads(page) == [(f"#{control}", f"{label}\u00a0: {said}")]
    assert page.value(name) == typed
    assert page.by_id(control).attrs["aria-invalid"] == "true"
    assert error in page.by_id(control).attrs["aria-describedby"].split()
    assert page.by_id(error).text == said
    assert kept_texts() == [typed]
    untouched()


A_FIFTY_FIRST = "Cette liste compte déjà 50\u00a0lignes. Retirez-en une, ou regroupez-en plusieurs."


@pytest.fixture
def fifty_rows(workbook):
    SustainedObject.objects.bulk_create(
        SustainedObject(workbook=workbook, name=f"Objet {number}", code="A") for number in range(50)
    )
    PlanLine.objects.bulk_create(
        PlanLine(workbook=workbook, strategy="policy", measure=f"Mesure {number}") for number in range(50)
    )


@pytest.mark.parametrize(("key", "name", "control", "error", "label", "_limit"), QUICK)
def test_a_fifty_first_row_is_refused_and_stays_where_it_was_typed(
    plain, url, fifty_rows, key, name, control, error, label, _limit
):
    page = plain.send(plain.open(url("whole_sheet", key)), {name: "Une de plus"}, button="add")

    assert page.status == 422
    assert leads(page) == [(f"#{control}", f"{label}\u00a0: {A_FIFTY_FIRST}")]
    assert page.value(name) == "Une de plus"
    assert page.by_id(error).text == A_FIFTY_FIRST
    assert kept_texts() == ["Une de plus"]
    assert (SustainedObject.objects.count(), PlanLine.objects.count()) == (50, 50)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("add_object", {"line": "policies", "new-object-policies": "Un de plus"}),
        ("add_plan_line", {"strategy": "policy", "new-measure-policy": "Un de plus"}),
    ],
)
def test_a_fifty_first_row_is_refused_to_a_script_too(coordinator_client, url, fifty_rows, name, sent):
    response = coordinator_client.post(url(name), sent, headers={"HX-Request": "true"})

    assert (response.status_code, response.json()) == (422, {"message": A_FIFTY_FIRST})
    assert kept_texts() == ["Un de plus"]


def test_a_row_comes_back_from_the_bin_of_a_full_list(plain, url, rows, fifty_rows):
    """Beyond the fiftieth: what was there is never refused."""
    page = plain.send(plain.open(url("objects")), {}, button=f"remove:{rows['object']}")
    [undo] = [form for form in page.every("form") if form.attrs.get("action", "").endswith("/remettre/")]

    response = plain.client.post(undo.attrs["action"], follow=True)

    assert response.status_code == 200
    assert SustainedObject.objects.filter(deleted_at=None, name="Les mardis").exists()


def test_a_line_of_quick_entry_refused_stops_no_other(plain, url, workbook):
    page = plain.open(url("whole_sheet", "ft1"))

    page = plain.send(
        page,
        {"new-object-programmes": "a" * 181, "new-object-policies": "Une entente", "new-object-relations": "Un lien"},
    )

    assert page.status == 422
    assert list(SustainedObject.objects.values_list("name", flat=True)) == ["Une entente", "Un lien"]
    names = [page.value(name) for name in page.field_names if name.startswith("object:") and name.endswith(":name")]
    assert names == ["Une entente", "Un lien"]
    assert page.value("new-object-policies") == ""


def test_the_list_of_objects_says_what_it_refuses(plain, url, rows, untouched):
    name = f"object:{rows['object']}:name"
    page = plain.open(url("objects"))

    page = plain.send(page, {name: "a" * 181, "new-object-": "b" * 181})

    said = too_long("181", "180")
    assert page.status == 422
    assert leads(page) == [
        (f"#nom-{rows['object']}", f"Nom\u00a0: {said}"),
        ("#nouvel-objet", f"Nouvel objet\u00a0: {said}"),
    ]
    assert page.by_id("nouvel-objet") is not None
    assert (page.value(name), page.value("new-object-")) == ("a" * 181, "b" * 181)
    assert page.by_id(f"erreur-{name}").text == said
    untouched()


def test_after_a_refused_row_the_others_show_what_was_saved_and_may_change_again(plain, url, rows):
    who, when = f"plan_line:{rows['line']}:who", f"plan_line:{rows['line']}:when"
    page = plain.open(url("sheet", "ft7"))

    page = plain.send(page, {who: "Nous", when: "2026-02-30"})
    assert (page.status, page.value(who), page.value(when)) == (422, "Nous", "2026-02-30")

    page = plain.send(page, {who: "Nous tous", when: "2026-03-02"})
    assert page.status == 200
    line = PlanLine.objects.get()
    assert (line.who, str(line.when)) == ("Nous tous", "2026-03-02")


# What is accepted, and what becomes of it

ACCEPTED = [
    ("B03", "Un\x00 texte", "Un texte", []),
    ("B04", "Un \ud800texte", "Un texte", [UNREADABLE]),
    ("B04", "Un \ufffdtexte", "Un texte", [UNREADABLE]),
    ("B05", "Un\vdeux\x07 trois\x1b", "Un\ndeux trois", []),
    ("B06", "CPE \u202eLes Petits Pas", "CPE Les Petits Pas", [INVISIBLE]),
    ("B08", "m" * 5000, "m" * 5000, []),
    ("B09", "e" + "\u0301" * 2000, "é" + "\u0301" * 1999, []),
    ("B10", FAMILY * 100 + "🇨🇦👍🏽", FAMILY * 100 + "🇨🇦👍🏽", []),
    ("B10", "👍🏽" * 5000, "👍🏽" * 5000, []),
    ("B11", "<script>alert(1)</script>", "<script>alert(1)</script>", []),
    ("B11", "<svg onload=alert(1)> javascript:alert(1)", "<svg onload=alert(1)> javascript:alert(1)", []),
    ("B11", "</textarea><img src=x onerror=alert(1)>", "</textarea><img src=x onerror=alert(1)>", []),
    ("B12", "**gras** {{7*7}} {% now %} %(nom)s %s", "**gras** {{7*7}} {% now %} %(nom)s %s", []),
    ("B14", "e\u0301te\u0301", "été", []),
    ("B15", 'L\'été, "quand même"', 'L\'été, "quand même"', []),
]


@pytest.mark.parametrize(("row", "typed", "value", "notices"), ACCEPTED, ids=short)
def test_autosave_takes_any_text(autosave, caplog, row, typed, value, notices):
    response = autosave("experiences", "positive", {"positive": typed})

    assert (response.status_code, response.json()["notices"]) == (200, notices)
    assert Answer.objects.get().value == value
    assert caplog.records == []


@pytest.mark.parametrize(("row", "typed", "value", "notices"), ACCEPTED, ids=short)
def test_whole_form_takes_any_text_and_shows_it_as_typed(plain, url, caplog, row, typed, value, notices):
    page = plain.send(plain.open(url("sheet", "experiences")), {"positive": typed})

    assert page.status == 200
    assert Answer.objects.get().value == value
    assert page.value("positive") == value
    assert [said for said in messages_of(page.response) if not said.startswith("Enregistré")] == notices
    history = plain.open(url("sheet_history", "experiences"))
    shown = history.first(class_="entry").first(class_="entry-versions").every("blockquote")
    expected = value if row != "B09" else "é" + "\u0301" * 8
    assert [one.text for one in shown] == ["Rien d’écrit", expected.replace("\n", "")]
    assert caplog.records == []


@pytest.mark.parametrize("typed", ["", " ", "\u00a0\u00a0", "\u200b\u2060\ufeff", "\x00"])
@pytest.mark.parametrize("place", [TEXT, LINES, SCALE, PERSON, OBJECTS_TEXT, OTHER], ids=short)
def test_b01_b02_nothing_typed_is_accepted_at_any_time(autosave, caplog, place, typed):
    """Completeness is looked at only on « J’ai terminé »."""
    response = autosave(place.key, place.name, {place.input: typed})

    assert response.status_code == 200
    assert response.json()["base"] == ""
    assert not Change.objects.exists()


@pytest.mark.parametrize(("typed", "number"), [("٣", 3), ("３", 3), (" 4 ", 4), ("+5", 5)])
def test_b18_the_digits_of_other_scripts_are_digits(autosave, typed, number):
    assert autosave("ft3", "importance", {"importance": typed}).status_code == 200
    assert Answer.objects.get().value == number


@pytest.mark.parametrize("place", [PERSON, OBJECT_NAME], ids=short)
def test_b06_a_direction_override_in_a_name_is_said(autosave, rows, place):
    place = place.at(rows)
    base = fingerprint("Les mardis") if ":" in place.name else ""

    response = autosave(place.key, place.name, {place.input: "CPE \u202eLes Petits Pas"}, base=base)

    assert (response.status_code, response.json()["notices"]) == (200, [INVISIBLE_IN_NAME])


def test_b06_a_direction_override_in_a_new_object_is_said(plain, url):
    page = plain.open(url("sheet", "ft1"))

    page = plain.send(page, {"new-object-programmes": "CPE \u202eLes Petits Pas"}, button="add")

    assert SustainedObject.objects.get().name == "CPE Les Petits Pas"
    assert INVISIBLE_IN_NAME in messages_of(page.response)


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        (PERSON, "e\u0301" * 180),
        (PERSON, FAMILY * 180),
        (OBJECT_NAME, FAMILY * 180),
        (OBJECT_NAME, "e" + "\u0301" * 2000),
        (MEASURE, FAMILY * 1000),
        (WHO, "🇨🇦" * 1000),
    ],
    ids=short,
)
def test_b09_b10_one_grapheme_counts_one_wherever_it_is_stored(plain, url, rows, place, typed):
    """PostgreSQL counts otherwise."""
    place = place.at(rows)
    page = plain.open(url("whole_sheet", place.key))

    page = plain.send(page, {f"{place.name}--base": page.value(f"{place.name}--base") or "", place.input: typed})

    assert page.status == 200
    assert Change.objects.latest("id").origin == "form"


# Addresses and parameters

NOT_FOUND = "Cette page n’existe pas ou ne vous est pas accessible."


@pytest.mark.parametrize(
    "path",
    [
        "rlp/nowhere/",
        "rlp/{slug}/demarches/0/",
        "rlp/{slug}/demarches/-1/",
        "rlp/{slug}/demarches/2/",
        "rlp/{slug}/demarches/32768/",
        f"rlp/{{slug}}/demarches/{10**30}/",
        f"rlp/{{slug}}/demarches/{'9' * 5000}/",
        f"rlp/{{slug}}/demarches/{10**30}/feuilles/ft1/",
        f"rlp/{{slug}}/demarches/{10**30}/objets/",
        "rlp/{slug}/demarches/32768/feuilles/ft1/",
        "rlp/{slug}/demarches/1/feuilles/nowhere/",
        "rlp/{slug}/demarches/1/feuilles/FT1/",
        "rlp/{slug}/demarches/1/feuilles/ft1/nowhere/",
        "rlp/{slug}/demarches/1/feuilles/nowhere/historique/",
        "rlp/{slug}/demarches/1/feuilles/f%00t1/",
        "rlp/{foreign}/demarches/1/",
    ],
)
def test_b47_an_address_that_leads_nowhere_is_not_found(coordinator_client, rlp, round_, path, caplog):
    foreign = RoundFactory(rlp=RlpFactory()).rlp

    response = coordinator_client.get("/" + path.format(slug=rlp.slug, foreign=foreign.slug))

    assert response.status_code == 404
    assert NOT_FOUND in response.content.decode()
    assert caplog.records == []


@pytest.mark.parametrize(
    "path",
    [
        *(
            "lignes/nowhere/retirer/",
            f"lignes/{'0' * 36}/retirer/",
            "lignes/00000000-0000-4000-8000-000000000000/retirer/",
        ),
        *("lignes/{foreign}/retirer/", "lignes/{foreign}/remettre/"),
        *("feuilles/ft1/historique/0/restaurer/", f"feuilles/ft1/historique/{10**30}/restaurer/"),
        "feuilles/ft1/variantes/00000000-0000-4000-8000-000000000000/",
    ],
)
def test_b47_an_id_that_leads_nowhere_is_not_found(coordinator_client, url, rows, untouched, path):
    response = coordinator_client.post(url("carnet") + path.format(**rows))

    assert response.status_code == 404
    untouched()


@pytest.mark.parametrize("button", ["remove:nowhere", "remove:", "remove:{foreign}", "remove:\x00"])
def test_b47_a_row_that_is_not_there_cannot_be_removed(plain, url, rows, untouched, button):
    page = plain.open(url("sheet", "ft1"))

    assert plain.send(page, {}, button=button.format(**rows)).status == 404
    untouched()


@pytest.mark.parametrize("key", ["experiences", "nowhere"])
@pytest.mark.parametrize("name", ["", "nowhere", "positive.r1", "absent", "\x00", "plan_line:x:who", "a" * 200])
def test_autosave_of_a_field_that_does_not_exist_writes_nothing(autosave, url, untouched, key, name):
    if ":" in name or key == "experiences":
        response = autosave("experiences", name, {name: "Un"})
        assert response.status_code == 422
        assert response.json()["message"] == (
            "Ce champ n’existe plus dans cette feuille. Rechargez la page; votre texte est gardé ici."
        )
    else:
        assert autosave(key, name, {name: "Un"}).status_code == 404
    untouched()


FORM = "application/x-www-form-urlencoded"
UNREADABLE_BODIES = [
    ("JSON", b'{"field": "positive", "positive": "Un"}', "application/json"),
    ("JSON said to be a form", b'{"field": "positive", "positive": "Un"}', FORM),
    ("nested arrays", b"[" * 100_000, "application/json"),
    ("plain text", b"field=positive&positive=Un", "text/plain"),
    ("nothing", b"", FORM),
    ("no form at all", b"\x00\xff\xfe", "application/octet-stream"),
    ("a form without its end", b'--x\r\nContent-Disposition: form-data; name="fi', "multipart/form-data; boundary=x"),
    ("the field twice", b"field=positive&field=difficult&positive=Un", FORM),
    ("the text twice", b"field=positive&positive=Un&positive=Deux", FORM),
    ("the base twice", b"field=positive&positive=Un&positive--base=&positive--base=a", FORM),
    ("the operation twice", b"field=positive&positive=Un&op_id=a&op_id=b", FORM),
    ("a part twice", b"field=absent.r1&absent.r1--name=Un&absent.r1--name=Deux", FORM),
    ("a state twice", b"field=positive&positive=Un&positive--state=passed&positive--state=not_applicable", FORM),
]


@pytest.mark.parametrize(
    ("body", "content_type"), [one[1:] for one in UNREADABLE_BODIES], ids=lambda one: str(one)[:40]
)
@pytest.mark.parametrize("name", ["save_field", "save_row_field"])
def test_b43_autosave_does_not_guess_at_a_body_that_it_cannot_read(
    coordinator_client, url, rows, untouched, name, body, content_type
):
    address = url(name, *(["members"] if b"absent" in body else ["experiences"])[: name == "save_field"])

    response = coordinator_client.generic(
        "POST", address, body, content_type=content_type, headers={"Accept": "application/json"}
    )

    assert (response.status_code, response.json()["message"]) == (400, INCOMPLETE)
    untouched()


def test_b43_a_row_field_said_twice_is_not_read(coordinator_client, url, rows, untouched):
    name = f"plan_line:{rows['line']}:who"
    body = encode({"field": name, name: ["Ana", "Luc"]})

    response = coordinator_client.post(
        url("save_row_field"), body, content_type=FORM, headers={"Accept": "application/json"}
    )

    assert (response.status_code, response.json()["message"]) == (400, INCOMPLETE)
    untouched()


def test_b43_what_a_question_may_say_several_times_is_read(autosave):
    assert autosave("obstacles", "obstacles", {"obstacles": ["turf", "costs"]}).status_code == 200
    assert autosave("experiences", "pitfalls", {"pitfalls--line": ["Un", "Deux"]}).status_code == 200


@pytest.mark.parametrize("base", ["\x00", "a" * 5000, "\ud800", "'; DROP TABLE", "é"])
def test_an_impossible_base_is_a_conflict_and_the_text_is_kept(autosave, base):
    autosave("experiences", "positive", {"positive": "Un"})

    response = autosave("experiences", "positive", {"positive": "Deux"}, base=base)

    assert response.status_code == 409
    assert (Answer.objects.get().value, Variant.objects.get().value) == ("Un", "Deux")


@pytest.mark.parametrize("operation", ["", "nowhere", "\x00", "0" * 5000])
def test_an_impossible_operation_id_is_ignored(autosave, operation):
    assert autosave("experiences", "positive", {"positive": "Un"}, op_id=operation).status_code == 200
    assert Change.objects.get().op_id is None


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=abc", "page=", "page=1.5", "tri=mot_de_passe", "page=\x00"]
)
def test_b48_an_impossible_page_of_the_history_is_the_first(coordinator_client, url, workbook, query):
    sheet = services.begin_sheet(new_sheet(workbook))
    change = {"workbook": workbook, "sheet": sheet, "target": Change.Target.ANSWER, "address": "positive"}
    after = {"value": "Un", "state": "answered"}
    Change.objects.bulk_create([Change(**change, after=after) for _ in range(121)])

    response = coordinator_client.get(f"{url('sheet_history', 'experiences')}?{query}")

    assert response.status_code == 200
    assert (response.context["page"].number, response.context["page"].paginator.num_pages) == (1, 3)


@pytest.mark.parametrize("address", ["nowhere", "nowhere\x00", "a" * 500, "%", "'"])
def test_b48_the_history_of_a_field_that_does_not_exist_is_empty(coordinator_client, plain, url, address):
    plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un"})

    response = coordinator_client.get(url("sheet_history", "experiences"), {"champ": address})

    assert response.status_code == 200
    assert "Rien n’a encore été écrit ici." in response.content.decode()
