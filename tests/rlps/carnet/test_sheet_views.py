"""A sheet filled as people fill it, without JavaScript: every kind of field, section by section or whole."""

import pytest
from django.utils import timezone

from tests.rlps.carnet.pages import Browser
from tests.rlps.reading import messages_of, texts
from worksheets import catalogue, services
from worksheets.models import Answer, AnswerState, Change, PlanLine, Sheet, SustainedObject, Variant
from worksheets.wording import words

EMPTY = "Ce champ est vide. Écrivez une réponse ou cochez «\u00a0Sans objet\u00a0»."


def stored():
    return dict(Answer.objects.order_by("id").values_list("address", "value"))


def said(key, address):
    answer = Answer.objects.get(address=address)
    asked, _row = catalogue.latest(key).find(address)
    names = {str(one.public_id): one.name for one in SustainedObject.objects.all()}
    return words(asked, answer.value, state=answer.state, objects=names)


def saved_now():
    return f"Enregistré à {timezone.localtime():%-H}\u00a0h"


# Every kind of field: typed, stored, shown again, in words


@pytest.mark.parametrize(
    ("key", "address", "typed", "value", "number", "in_words"),
    [
        (
            *("experiences", "positive", {"positive": "Un comité\r\nqui dure"}),
            *("Un comité\nqui dure", None, ["Un comité\nqui dure"]),
        ),
        (
            *("experiences", "winning_conditions", {"winning_conditions--line": ["Du temps", "", "Du café"]}),
            *(["Du temps", "Du café"], None, ["Du temps", "Du café"]),
        ),
        ("ft3", "importance", {"importance": "4"}, 4, 4.0, ["4 sur 5"]),
        ("approach", "stance", {"stance": "5"}, 5, 5.0, ["nettement «\u00a0forces et ressources\u00a0»"]),
        ("ft2", "fulfils.convener", {"fulfils.convener": "shared"}, "shared", None, ["Avis partagés"]),
        (
            *("obstacles", "obstacles", {"obstacles": ["turf", "other"], "obstacles--other": "Le transport"}),
            *({"chosen": ["turf", "other"], "other": "Le transport"}, None),
            ["La chasse gardée et la concurrence", "Autre\u00a0: Le transport"],
        ),
        (
            *("ft3", "projects", {"projects--text": "La fête des voisins"}),
            *({"objects": [], "text": "La fête des voisins"}, None, ["La fête des voisins"]),
        ),
    ],
)
def test_each_kind_is_typed_stored_shown_again_and_said(plain, url, key, address, typed, value, number, in_words):
    path = url("whole_sheet", key)

    page = plain.send(plain.open(path), typed)

    assert page.status == 200
    assert list(Answer.objects.values_list("address", "value", "number", "state")) == [
        (address, value, number, "answered")
    ]
    shown = {name: [one.replace("\r", "") for one in page.fields[name] if one] for name in typed}
    expected = {
        name: [part.replace("\r", "") for part in (one if isinstance(one, list) else [one]) if part]
        for name, one in typed.items()
    }
    assert shown == expected
    assert page.value(f"{address}--base") == Answer.objects.get().fingerprint
    assert said(key, address) == in_words


def test_an_object_is_chosen_shown_again_and_said(plain, url, workbook, coordinator):
    mardis = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)
    services.add_object(workbook=workbook, name="Une entente", code="P", by=coordinator)

    page = plain.send(plain.open(url("whole_sheet", "ft3")), {"projects--object": str(mardis.public_id)})

    assert stored() == {"projects": {"objects": [str(mardis.public_id)], "text": ""}}
    assert page.fields["projects--object"] == [str(mardis.public_id)]
    assert said("ft3", "projects") == ["Les mardis"]


def test_an_object_put_in_the_bin_stays_in_the_answer_that_chose_it(plain, url, workbook, coordinator):
    mardis = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)
    page = plain.send(plain.open(url("whole_sheet", "ft3")), {"projects--object": str(mardis.public_id)})
    services.delete_row(row=mardis, by=coordinator)

    page = plain.send(plain.open(url("whole_sheet", "ft3")), {"projects--text": "Et le reste"})

    assert page.status == 200
    assert stored() == {"projects": {"objects": [str(mardis.public_id)], "text": "Et le reste"}}


def test_only_what_changed_is_written(plain, url):
    page = plain.send(plain.open(url("whole_sheet", "experiences")), {"positive": "Un", "difficult": "Deux"})

    plain.send(page, {"positive": "Un, revu"})

    assert list(Change.objects.order_by("id").values_list("address", "origin")) == [
        ("positive", "form"),
        ("difficult", "form"),
        ("positive", "form"),
    ]


def test_saving_says_the_hour_and_saving_nothing_says_nothing(plain, url):
    page = plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un"})
    assert [message.partition("h")[0] + "h" for message in messages_of(page.response)] == [saved_now()]

    page = plain.send(page, {})
    assert messages_of(page.response) == []


def test_a_sheet_nobody_wrote_in_is_not_stored(plain, url):
    plain.send(plain.open(url("whole_sheet", "experiences")), {})

    assert not Sheet.objects.exists()


def test_a_field_is_emptied(plain, url):
    page = plain.send(plain.open(url("whole_sheet", "experiences")), {"positive": "Un"})

    page = plain.send(page, {"positive": ""})

    assert stored() == {"positive": None}
    assert page.value("positive") == ""


def test_not_applicable_is_ticked_and_unticked_without_losing_the_text(plain, url):
    page = plain.send(
        plain.open(url("sheet", "experiences")), {"positive": "Un", "positive--state": "not_applicable"}
    )
    assert page.fields["positive--state"] == ["not_applicable"]
    assert list(Answer.objects.values_list("value", "state")) == [("Un", "not_applicable")]
    assert said("experiences", "positive") == ["Sans objet"]

    plain.send(page, {"positive--state": []})
    assert list(Answer.objects.values_list("value", "state")) == [("Un", "answered")]


def test_a_state_that_does_not_exist_is_an_answer(plain, url):
    plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un", "positive--state": "approved"})

    assert Answer.objects.get().state == AnswerState.ANSWERED


def test_a_scale_is_taken_back_to_no_answer(plain, url):
    page = plain.send(plain.open(url("sheet", "ft3")), {"importance": "4"})

    page = plain.send(page, {"importance": ""})

    assert list(Answer.objects.values_list("value", "number")) == [(None, None)]
    assert page.value("importance") == ""


# Growing lists


def blank_rows(page, key):
    """The inputs of the rows of a list that are still blank."""
    names = [name for name in page.field_names if name.startswith(f"{key}.") and name.endswith("--name")]
    return [name for name in names if not page.value(name)]


def test_people_are_added_changed_and_emptied(plain, url):
    page = plain.open(url("sheet_section", "members", "others"))
    first, second, _third = blank_rows(page, "absent")
    row = first.removesuffix("--name")

    page = plain.send(page, {first: "Ana", f"{row}--sector": "Garde", second: "Bruno"})
    assert [answer["name"] for answer in stored().values()] == ["Ana", "Bruno"]
    assert (page.value(first), page.value(f"{row}--sector"), page.value(second)) == ("Ana", "Garde", "Bruno")
    assert len(blank_rows(page, "absent")) == 3
    assert said("members", row) == ["Ana (Garde)"]

    page = plain.send(page, {first: "", f"{row}--sector": "", second: "Béatrice"})
    assert [answer and answer["name"] for answer in stored().values()] == [None, "Béatrice"]
    assert first not in page.field_names


@pytest.mark.parametrize(("key", "parts"), [("members", ("name", "organisation", "sector")), ("ladder", ("name",))])
def test_long_names_are_typed_where_they_wrap(plain, url, key, parts):
    page = plain.open(url("whole_sheet", key))

    wrapping = {box.attrs["name"].rpartition("--")[2] for box in page.every("textarea", rows="1")}

    assert wrapping == set(parts)


def test_more_rows_come_when_all_are_filled(plain, url):
    page = plain.open(url("sheet_section", "members", "others"))
    typed = {name: f"Personne {place}" for place, name in enumerate(blank_rows(page, "needed"))}

    page = plain.send(page, typed, button="more:needed")

    assert page.path.endswith("#q-needed")
    assert page.by_id("q-needed") is not None
    assert len(stored()) == 3
    assert len(blank_rows(page, "needed")) == 3


# Objects kept and plan lines, one line of typing each


@pytest.mark.parametrize(
    ("name", "args", "typed", "control", "place"),
    [
        ("sheet", ["ft1"], {"new-object-programmes": "Les mardis"}, "nouvel-objet-programmes", "refus-programmes"),
        ("whole_sheet", ["ft1"], {"new-object-relations": "Les mardis"}, "nouvel-objet-relations", "refus-relations"),
        ("sheet", ["ft7"], {"new-measure-policy": "Les mardis"}, "nouvelle-mesure-policy", "refus-policy"),
        ("objects", [], {"new-object-": "Les mardis"}, "nouvel-objet", "refus-nouvel-objet"),
    ],
)
@pytest.mark.parametrize("button", ["add", "save", ""])
def test_what_was_added_is_said_where_it_was_typed(plain, url, button, name, args, typed, control, place):
    page = plain.send(plain.open(url(name, *args)), typed, button=button)

    assert page.path == f"{url(name, *args)}#{control}"
    assert place in page.by_id(control).attrs["aria-describedby"].split()
    assert page.by_id(place).text == "Ajouté\u00a0: Les mardis"
    assert list(page.every("div", class_="alert")) == []  # once, and not at the top
    assert plain.open(url(name, *args)).by_id(place).text == ""


def test_what_was_added_is_said_on_the_next_page_too(plain, url):
    page = plain.send(plain.open(url("sheet", "ft1")), {"new-object-programmes": "Les mardis"}, button="next")

    assert page.path == url("sheet_section", "ft1", "partnerships")
    assert [one.text for one in page.every("div", class_="alert")][0] == "Ajouté\u00a0: Les mardis"


def test_what_was_added_is_said_beside_what_was_refused(plain, url):
    typed = {"new-object-programmes": "a" * 181, "new-object-policies": "Une entente"}

    page = plain.send(plain.open(url("sheet", "ft1")), typed, button="add")

    assert page.status == 422
    assert page.by_id("refus-policies").text == "Ajouté\u00a0: Une entente"


@pytest.mark.parametrize(
    ("name", "args", "typed", "added"),
    [
        ("sheet", ["ft1"], {"new-object-programmes": "Les mardis", "new-object-policies": "Une entente"}, 2),
        ("sheet", ["ft7"], {"new-measure-policy": "Les mardis"}, 1),
        ("objects", [], {"new-object-": "Les mardis"}, 1),
    ],
)
def test_a_page_sent_twice_adds_once_and_says_the_same(plain, url, name, args, typed, added):
    page = plain.open(url(name, *args))

    first, second = plain.send(page, typed, button="add"), plain.send(page, typed, button="add")

    assert SustainedObject.objects.count() + PlanLine.objects.count() == added
    assert Change.objects.count() == added
    assert [one.text for one in second.every("p", class_="entry-added")] == [
        one.text for one in first.every("p", class_="entry-added")
    ]


def test_a_page_sent_again_with_other_words_adds_them(plain, url):
    page = plain.open(url("sheet", "ft7"))

    for measure in ("Écrire", "Écrire aussi"):
        plain.send(page, {"new-measure-policy": measure}, button="add")

    assert list(PlanLine.objects.values_list("measure", flat=True)) == ["Écrire", "Écrire aussi"]


def test_a_page_drawn_again_adds_the_same_words_again(plain, url):
    for _ in range(2):
        plain.send(plain.open(url("sheet", "ft7")), {"new-measure-policy": "Écrire"}, button="add")

    assert PlanLine.objects.count() == 2


def test_an_object_is_kept_from_its_line_of_ft1(plain, url):
    page = plain.send(plain.open(url("sheet", "ft1")), {"new-object-programmes": "Les mardis"}, button="add")

    row = SustainedObject.objects.get()
    assert (row.name, row.code, row.line, row.fate) == ("Les mardis", "A", "programmes", "")
    assert page.value(f"object:{row.public_id}:name") == "Les mardis"
    assert Sheet.objects.get().instrument_key == "ft1"


def test_pressing_save_forgets_no_line_of_quick_entry(plain, url):
    page = plain.open(url("whole_sheet", "ft1"))

    plain.send(
        page,
        {"new-object-programmes": "Les mardis", "new-object-relations": "La confiance", "policies": "Une entente"},
    )

    assert list(SustainedObject.objects.values_list("name", "code", "line")) == [
        ("Les mardis", "A", "programmes"),
        ("La confiance", "R", "relations"),
    ]
    assert stored() == {"policies": "Une entente"}


def test_a_measure_is_added_under_its_strategy(plain, url):
    page = plain.send(plain.open(url("sheet", "ft7")), {"new-measure-community": "Une fête"}, button="add")

    line = PlanLine.objects.get()
    assert (line.strategy, line.measure, line.status) == ("community", "Une fête", "to_do")
    assert page.value(f"plan_line:{line.public_id}:measure") == "Une fête"


def test_every_field_of_a_measure_is_filled_and_shown_again(plain, url, workbook, coordinator):
    mardis = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)
    line = services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=coordinator)
    typed = {
        f"plan_line:{line.public_id}:{key}": value
        for key, value in {
            "measure": "Écrire une entente",
            "who": "La coordination",
            "when": "2027-03-01",
            "needs": "Deux rencontres",
            "status": "in_progress",
            "object": str(mardis.public_id),
        }.items()
    }

    page = plain.send(plain.open(url("sheet", "ft7")), typed)

    line.refresh_from_db()
    assert (line.measure, line.who, str(line.when), line.needs, line.status, line.object) == (
        *("Écrire une entente", "La coordination", "2027-03-01", "Deux rencontres", "in_progress", mardis),
    )
    assert {name: page.value(name) for name in typed} == typed


def test_removing_a_row_keeps_what_was_typed_elsewhere_and_can_be_undone(plain, url, workbook, coordinator):
    row = services.add_object(workbook=workbook, name="Les mardis", code="A", line="programmes", by=coordinator)
    page = plain.open(url("sheet", "ft1"))

    page = plain.send(page, {"policies": "Pas encore enregistré"}, button=f"remove:{row.public_id}")

    assert stored() == {"policies": "Pas encore enregistré"}
    assert page.value("policies") == "Pas encore enregistré"
    assert f"object:{row.public_id}:name" not in page.field_names
    assert (
        "«\u00a0Les mardis\u00a0» est retiré. Il reste 30 jours dans la corbeille. "
        "Vous le retrouverez dans l’historique de la feuille."
    ) in messages_of(page.response)
    [undo] = [form for form in page.every("form") if form.attrs.get("action", "").endswith("/remettre/")]

    response = plain.client.post(
        undo.attrs["action"], follow=True, headers={"Referer": f"http://testserver{page.path}"}
    )

    assert messages_of(response) == ["«\u00a0Les mardis\u00a0» est revenu."]
    assert response.redirect_chain[-1][0].endswith(f"{url('sheet', 'ft1')}#ligne-{row.public_id}")
    assert f"object:{row.public_id}:name" in plain.open(url("sheet", "ft1")).field_names


# Two people on a page posted whole


def test_a_conflict_shows_both_texts_and_saving_again_keeps_mine(plain, other_plain, url):
    mine = plain.open(url("sheet", "experiences"))
    other_plain.send(other_plain.open(url("sheet", "experiences")), {"positive": "Texte de Paul"})

    page = plain.send(mine, {"positive": "Texte de Sylvie", "positive_why": "Parce que"})

    assert page.status == 409
    assert stored() == {"positive": "Texte de Paul", "positive_why": "Parce que"}
    assert Variant.objects.get().value == "Texte de Sylvie"
    assert page.value("positive") == "Texte de Sylvie"
    [link] = list(page.summary.every("a"))
    assert page.by_id(link.attrs["href"].removeprefix("#")).attrs["name"] == "positive"
    assert f"Paul Otis a modifié ce champ à {timezone.localtime():%-H}\u00a0h" in page.summary.text
    assert page.summary.first("blockquote").text == "Texte de Paul"

    page = plain.send(page, {})
    assert page.status == 200
    assert stored()["positive"] == "Texte de Sylvie"


def test_different_fields_of_two_old_pages_never_conflict(plain, other_plain, url):
    mine, his = (one.open(url("sheet", "experiences")) for one in (plain, other_plain))

    pages = [
        plain.send(mine, {"positive": "Un"}),
        other_plain.send(his, {"positive_why": "Deux"}),
    ]

    assert [page.status for page in pages] == [200, 200]
    assert stored() == {"positive": "Un", "positive_why": "Deux"}


def test_after_a_refusal_what_was_saved_may_be_changed_again_on_the_same_page(plain, url):
    page = plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un", "positive_why": "a" * 5001})
    assert (page.status, stored()) == (422, {"positive": "Un"})

    page = plain.send(page, {"positive": "Un, revu", "positive_why": "Court"})

    assert page.status == 200
    assert stored() == {"positive": "Un, revu", "positive_why": "Court"}
    assert [one.reason for one in Variant.objects.all()] == ["invalid"]


# From section to section


def test_next_saves_and_goes_to_the_following_section(plain, url):
    page = plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un"}, button="next")
    assert (page.path, stored()) == (url("sheet_section", "experiences", "difficult"), {"positive": "Un"})

    page = plain.send(page, {"difficult": "Deux"}, button="next")
    assert page.path == url("sheet_section", "experiences", "lessons")

    page = plain.send(page, {}, button="next")
    assert page.path == url("carnet")


def test_the_first_section_stands_at_the_address_of_the_sheet(plain, url):
    page = plain.open(url("sheet_section", "experiences", "positive"))

    assert texts(page.response, "section-place") == ["Section 1 sur 3"]


def test_the_whole_sheet_shows_every_question(plain, url):
    page = plain.open(url("whole_sheet", "experiences"))

    bases = [name.removesuffix("--base") for name in page.field_names if name.endswith("--base")]
    assert bases == ["positive", "positive_why", "difficult", "difficult_why", "winning_conditions", "pitfalls"]


@pytest.mark.parametrize("path", ["sheet_section experiences nowhere", "sheet nowhere", "whole_sheet nowhere"])
def test_an_unknown_sheet_or_section_is_not_found(coordinator_client, url, path):
    name, *args = path.split()

    assert coordinator_client.get(url(name, *args)).status_code == 404


def test_a_field_of_another_sheet_is_not_written(plain, url):
    page = plain.open(url("sheet", "experiences"))

    plain.send(page, {"importance": "4", "importance--base": "", "nowhere": "Un", "nowhere--base": ""})

    assert stored() == {}


# « J’ai terminé »


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0\u00a0", "\u200b\u2060"])
def test_b01_b02_what_is_empty_is_said_once_and_the_sheet_may_be_finished_anyway(plain, url, blank):
    page = plain.send(plain.open(url("whole_sheet", "obstacles")), {"response": blank}, button="finish")

    assert page.status == 422
    assert page.summary.first("h2").text == "Il reste 2\u00a0questions sans réponse"
    links = {link.attrs["href"].removeprefix("#"): link.text for link in page.summary.every("a")}
    assert list(links.values()) == ["Quelles sont vos plus grandes préoccupations?", "Ce que nous ferons"]
    assert all(page.by_id(target) for target in links)
    assert page.by_id("q-response").attrs["aria-invalid"] == "true"
    assert page.by_id("q-response").attrs["aria-describedby"].split()[-1] == "q-response-erreur"
    assert page.by_id("q-response-erreur").text == EMPTY
    assert not Sheet.objects.exists()

    anyway = page.summary.first("form")
    response = plain.client.post(anyway.attrs["action"], {"anyway": "1"}, follow=True)

    assert Sheet.objects.get().finished_at is not None
    assert messages_of(response) == [
        "La feuille «\u00a0Obstacles\u00a0: vos plus grandes préoccupations\u00a0» est terminée. "
        "Vous pouvez y revenir."
    ]


def test_a_complete_sheet_is_finished_at_once(plain, url):
    page = plain.send(
        plain.open(url("whole_sheet", "obstacles")),
        {"obstacles": "turf", "response": "Se parler"},
        button="finish",
    )

    assert page.path == url("carnet")
    assert Sheet.objects.get().finished_by.name == "Sylvie Marcotte"


def test_not_applicable_completes_a_question(plain, url):
    page = plain.send(
        plain.open(url("whole_sheet", "obstacles")),
        {"obstacles": "turf", "response--state": "not_applicable"},
        button="finish",
    )

    assert page.path == url("carnet")


def test_finishing_from_the_last_section_saves_what_it_shows_of_the_others(plain, url):
    """The page that says what is empty shows the whole sheet: what is typed there is written, wherever it is."""
    page = plain.open(url("sheet_section", "obstacles", "response"))
    page = plain.send(page, {"response": "Se parler"}, button="finish")
    assert (page.status, stored()) == (422, {"response": "Se parler"})

    page = plain.send(page, {"obstacles": "turf"}, button="finish")

    assert stored() == {"response": "Se parler", "obstacles": {"chosen": ["turf"], "other": ""}}
    assert page.path == url("carnet")


def test_a_growing_list_has_no_box_to_tick_and_its_sentence_says_so(plain, url):
    page = plain.send(plain.open(url("whole_sheet", "members")), {}, button="finish")

    links = [link.attrs["href"].removeprefix("#") for link in page.summary.every("a")]
    assert len(links) == 5
    assert all(page.by_id(target) for target in links)
    row = page.by_id(links[1])
    assert page.by_id(f"{links[1]}-erreur").text == "Cette liste est vide. Écrivez au moins une ligne."
    assert f"{links[1]}-erreur" in row.attrs["aria-describedby"].split()


def test_a_finished_sheet_is_taken_up_again(plain, url):
    plain.client.post(url("finish_sheet", "experiences"), {"anyway": "1"})

    response = plain.client.post(url("reopen_sheet", "experiences"))

    assert response["Location"] == url("sheet", "experiences")
    assert Sheet.objects.get().finished_at is None


def test_a_finished_sheet_says_so_where_it_asked_and_its_button_keeps_what_was_typed(plain, url):
    page = plain.open(url("whole_sheet", "obstacles"))
    assert page.first(class_="finish").first("legend").text == "Avez-vous terminé cette feuille?"
    plain.client.post(url("finish_sheet", "obstacles"), {"anyway": "1"})

    page = plain.open(url("whole_sheet", "obstacles"))

    finish = page.first(class_="finish")
    assert finish.first("legend").text == "Cette feuille est terminée."
    assert [(one.text, one.attrs["value"]) for one in finish.every("button")] == [("Remettre en cours", "reopen")]
    asked = next(name for name in page.field_names if name.endswith("--other"))

    page = plain.send(page, {asked.removesuffix("--other"): "other", asked: "Le transport"}, button="reopen")

    assert page.first(class_="finish").first("legend").text == "Avez-vous terminé cette feuille?"
    assert page.value(asked) == "Le transport"
    assert Sheet.objects.get().finished_at is None


def test_a_finished_sheet_may_still_be_changed(plain, url):
    plain.client.post(url("finish_sheet", "experiences"), {"anyway": "1"})

    page = plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un"})

    assert (page.status, stored()) == (200, {"positive": "Un"})
    assert Sheet.objects.get().finished_at is not None


# What a member reads


@pytest.fixture
def finished(plain, url):
    """Finishes a sheet after answering."""

    def finish(key, typed):
        page = plain.send(plain.open(url("whole_sheet", key)), typed)
        plain.client.post(url("finish_sheet", key), {"anyway": "1"})
        return page

    return finish


def read_as(client, path):
    page = Browser(client).open(path)
    questions = [one.text for one in page.every("h3")]
    return page, questions


def test_a_member_reads_a_finished_sheet_in_words(finished, member_client, url):
    finished(
        "obstacles", {"obstacles": ["turf", "other"], "obstacles--other": "Le transport", "response": "Se parler"}
    )

    page, questions = read_as(member_client, url("sheet", "obstacles"))

    assert page.status == 200
    assert questions == ["Quelles sont vos plus grandes préoccupations?", "Ce que nous ferons"]
    assert [one.text for one in page.first(class_="read-section").every("li")] == [
        "La chasse gardée et la concurrence",
        "Autre\u00a0: Le transport",
    ]
    assert [one.text for one in page.every(class_="said")] == ["Se parler"]
    assert page.form is None


def test_a_member_reads_what_was_left_empty_and_what_does_not_apply(finished, member_client, url):
    finished("obstacles", {"response--state": "not_applicable"})

    page, _questions = read_as(member_client, url("sheet", "obstacles"))

    assert [one.text for one in page.every(class_="empty-note")] == ["Pas de réponse notée."]
    assert [one.text for one in page.every(class_="said")] == ["Sans objet"]


def test_a_member_reads_the_rows_of_a_list_and_of_a_table(finished, member_client, url, plain):
    page = plain.open(url("whole_sheet", "members"))
    first, second, _third = blank_rows(page, "absent")
    finished("ft2", {"fulfils.convener": "yes"})
    plain.send(page, {first: "Ana", second: "Bruno"})
    plain.client.post(url("finish_sheet", "members"), {"anyway": "1"})

    people, _questions = read_as(member_client, url("sheet", "members"))
    assert [one.text for one in people.every("li") if one.closest("section")] == ["Ana", "Bruno"]

    functions, questions = read_as(member_client, url("sheet", "ft2"))
    assert questions[0] == "Rassembleur et animateur – La remplissons-nous?"
    assert [one.text for one in functions.every(class_="said")] == ["Oui"]


def test_a_member_reads_the_objects_kept_in_a_finished_ft1(finished, member_client, url, workbook, coordinator):
    for name in ("Les mardis", "La fête"):
        services.add_object(workbook=workbook, name=name, code="A", line="programmes", by=coordinator)
    gone = services.add_object(workbook=workbook, name="Retiré", code="A", line="programmes", by=coordinator)
    services.delete_row(row=gone, by=coordinator)
    finished("ft1", {"programmes": "Des ateliers"})

    page, _questions = read_as(member_client, url("sheet", "ft1"))

    assert [one.text for one in page.every("li") if one.closest("section")] == ["Les mardis", "La fête"]


def test_a_member_reads_the_plan_of_a_finished_ft7(finished, member_client, url, workbook, coordinator):
    services.add_plan_line(
        workbook=workbook,
        strategy="policy",
        measure="Écrire une entente",
        who="La coordination",
        when=timezone.localdate().replace(year=2099, month=3, day=1),
        by=coordinator,
    )
    services.add_plan_line(workbook=workbook, strategy="community", measure="Une fête", by=coordinator)
    finished("ft7", {})

    page, _questions = read_as(member_client, url("sheet", "ft7"))

    assert [one.text for one in page.every("li") if one.closest("section")] == [
        "Changement de politiques\u00a0: Écrire une entente – La coordination – 1er\u00a0mars\u00a02099",
        "Appropriation par la communauté\u00a0: Une fête",
    ]


@pytest.mark.parametrize(
    "path", ["sheet experiences", "whole_sheet experiences", "sheet_section experiences difficult"]
)
def test_a_member_does_not_read_a_sheet_in_progress(plain, member_client, url, path):
    plain.send(plain.open(url("sheet", "experiences")), {"positive": "Un brouillon"})
    name, *args = path.split()

    response = member_client.get(url(name, *args))

    assert response.status_code == 403
    assert (
        "Cette feuille n’est pas encore terminée. Cette partie du carnet est réservée à la coordination."
        in response.content.decode()
    )
    assert "Un brouillon" not in response.content.decode()


def test_a_member_writes_nothing(member_client, url):
    response = member_client.post(url("sheet", "experiences"), {"positive": "Un", "positive--base": ""})

    assert response.status_code == 403
    assert not Answer.objects.exists()
