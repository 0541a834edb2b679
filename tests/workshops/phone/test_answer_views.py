"""Answers from a phone: one question from the script, a whole item from a plain form; B34, F13, F27, F28."""

from uuid import uuid4

import pytest

from rlp_portal.workshops import services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.models import Step, Submission
from tests.factories import StepFactory, WorkshopFactory
from tests.rlps.reading import texts
from worksheets.models import Answer, AnswerState
from worksheets.schema import ObjectChoice
from worksheets.services import add_object, save_answer

pytestmark = pytest.mark.django_db

CLOSED = "Cette question est fermée. Votre texte est gardé ici\u00a0: copiez-le au besoin."
CHOICE_CLOSED = "Cette question est fermée\u00a0: votre choix est arrivé trop tard."
OVER = "L’atelier est terminé. Votre texte est gardé ici\u00a0: copiez-le au besoin."


@pytest.fixture
def importance(room, phone):
    """The four importances are asked."""
    return room.go_to(2, advance=1)


@pytest.fixture
def experiences(room, phone):
    return room.go_to(3, advance=1)


def stored():
    """{address: (value, state)} of all that persons answered."""
    found = Answer.objects.filter(sheet__submission__isnull=False)
    return {one.address: (one.value, one.state) for one in found}


# ---- From the script --------------------------------------------------------------------------------------------


def test_an_answer_is_written_then_acknowledged(phone, importance):
    response = phone.answer(importance, "ft3/importance", {"importance": "4"})

    assert response.status_code == 200
    assert response.json()["saved"].startswith("Enregistré à ")
    assert stored() == {"importance": (4, AnswerState.ANSWERED)}


def test_an_answer_changes_until_the_reveal(phone, importance):
    for value in ("4", "2", "5"):
        phone.answer(importance, "ft3/importance", {"importance": value})

    assert stored() == {"importance": (5, AnswerState.ANSWERED)}
    assert Submission.objects.count() == 1


def test_f13_the_same_operation_sent_again_does_nothing_twice(phone, importance):
    op_id = str(uuid4())
    phone.answer(importance, "ft3/importance", {"importance": "4"}, op_id=op_id)
    phone.answer(importance, "ft3/importance", {"importance": "2"})

    again = phone.answer(importance, "ft3/importance", {"importance": "4"}, op_id=op_id)

    assert again.status_code == 200
    assert stored() == {"importance": (2, AnswerState.ANSWERED)}


def test_b34_after_the_reveal_the_text_stays_with_whoever_wrote_it(room, phone, experiences):
    room.advance()

    response = phone.answer(experiences, "experiences/positive", {"positive": "Trop tard"})

    assert response.status_code == 409
    assert response.json() == {"message": CLOSED, "code": "closed"}
    assert stored() == {}


def test_f28_after_the_closing_too(room, phone, experiences):
    services.close_workshop(workshop=room.workshop, by=room.by)
    type(room.workshop).everything.update(closed_at="2026-01-01T12:00Z", opened_at="2026-01-01T10:00Z")

    response = phone.answer(experiences, "experiences/positive", {"positive": "Trop tard"})

    assert (response.status_code, response.json()["message"]) == (410, OVER)


def test_what_was_answered_to_the_first_round_never_counts_in_the_second(room, phone, importance):
    room.advance()
    services.start_round(workshop=room.workshop, by=room.by)

    response = phone.answer(importance, "ft3/importance", {"importance": "4"})

    assert (response.status_code, response.json()["message"]) == (409, CHOICE_CLOSED)
    assert stored() == {}


def test_a_step_that_is_not_the_current_one_takes_no_answer(room, phone, importance):
    other = room.step_at(3)

    assert phone.answer(other, "experiences/positive", {"positive": "Ailleurs"}).status_code == 409
    assert stored() == {}


@pytest.mark.parametrize(
    ("item", "inputs"),
    [
        ("ft3/inconnu", {"inconnu": "4"}),
        ("", {"importance": "4"}),
        ("ft3/importance", {"autre": "4"}),
        ("experiences/positive", {"positive": "D’une autre feuille"}),
    ],
)
def test_what_is_not_asked_is_refused(phone, importance, item, inputs):
    assert phone.answer(importance, item, inputs).status_code == 422
    assert stored() == {}


def test_a_step_of_another_workshop_is_not_hers(phone, importance):
    elsewhere = StepFactory(workshop=WorkshopFactory(is_open=True), instrument_key="ft3")

    assert phone.answer(elsewhere, "ft3/importance", {"importance": "4"}).status_code == 422


def test_what_cannot_be_read_is_said_in_french_and_not_written(phone, importance, room):
    response = phone.answer(importance, "ft3/importance", {"importance": "9"})

    assert (response.status_code, response.json()) == (422, {"message": "Choisissez un nombre de 1 à 5."})
    assert stored() == {}


def test_a_removed_person_answers_nothing_any_more(room, phone, importance):
    services.remove_participants(workshop=room.workshop, by=room.by, ids=[phone.participant.public_id])

    response = phone.answer(importance, "ft3/importance", {"importance": "4"})

    assert (response.status_code, response.json()["code"]) == (403, "removed")
    assert stored() == {}


def test_t06_an_answer_is_of_whoever_sends_it_whatever_it_says(open_phone, room):
    mine, hers = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    hers.answer(step, "ft3/importance", {"importance": "5"})

    mine.answer(step, "ft3/importance", {"importance": "1"}, participant=str(hers.participant.public_id))

    found = Answer.objects.filter(sheet__submission__participant=hers.participant)
    assert [one.value for one in found] == [5]


def test_without_her_cookie_nothing_is_hers(client, phone, importance):
    url = phone.url("phone_answer")

    assert client.post(url, {"importance": "4"}).status_code == 404
    assert client.get(phone.url()).status_code == 404


# ---- « Je passe » -----------------------------------------------------------------------------------------------


def test_passing_is_an_answer_of_its_own(phone, importance):
    phone.answer(importance, "ft3/importance", {"importance": "4"})

    phone.answer(importance, "ft3/importance", {"importance": "4"}, **{"pass": "1"})

    assert stored() == {"importance": (None, AnswerState.PASSED)}


def test_an_answer_takes_the_place_of_passing_and_a_blank_one_does_not(phone, importance):
    phone.answer(importance, "ft3/importance", {}, **{"pass": "1", "importance--base": ""})
    phone.answer(importance, "ft3/importance", {}, **{"importance--base": ""})
    passed = stored()
    phone.answer(importance, "ft3/importance", {"importance": "3"})

    assert passed == {"importance": (None, AnswerState.PASSED)}
    assert stored() == {"importance": (3, AnswerState.ANSWERED)}


def test_passing_takes_no_text_away(phone, experiences):
    phone.answer(experiences, "experiences/positive", {"positive": "Un bon coup"}, **{"pass": "1"})

    assert stored() == {"positive": ("Un bon coup", AnswerState.ANSWERED)}


# ---- Ideas and lists --------------------------------------------------------------------------------------------


def test_a_second_idea_lies_beside_the_first(phone, experiences):
    phone.answer(experiences, "experiences/positive", {"positive": "Une idée", "positive.r2": "Une autre"})

    assert stored() == {
        "positive": ("Une idée", AnswerState.ANSWERED),
        "positive.r2": ("Une autre", AnswerState.ANSWERED),
    }


def listing(room, key):
    workshop = room.workshop
    step = StepFactory(workshop=workshop, position=9, instrument_key=key)
    return room.go_to(step.position, advance=1)


def test_a_list_is_passed_as_long_as_it_is_empty(room, phone):
    step = listing(room, "members")
    blank = {"absent.r1--name": "", "absent.r1--organisation": "", "absent.r1--sector": ""}
    phone.answer(step, "members/absent", blank, **{"pass": "1"})
    passed = stored()

    phone.answer(step, "members/absent", {**blank, "absent.r1--organisation": "Maison des familles"})

    person = {"name": "", "organisation": "Maison des familles", "sector": ""}
    assert passed == {"absent.rpasse": (None, AnswerState.PASSED)}
    assert stored() == {
        "absent.r1": (person, AnswerState.ANSWERED),
        "absent.rpasse": (None, AnswerState.ANSWERED),
    }


def test_a_list_that_holds_a_line_is_not_passed(room, phone):
    step = listing(room, "ft7")
    phone.answer(step, "ft7/plan", {"plan.r1--text": "Écrire une entente", "plan.r1--place": ""})

    phone.answer(step, "ft7/plan", {"plan.r2--text": "", "plan.r2--place": ""}, **{"pass": "1"})

    assert [value for value, state in stored().values()] == [{"text": "Écrire une entente", "place": ""}]


def test_what_the_group_listed_is_placed_under_its_name(room, phone):
    step = StepFactory(workshop=room.workshop, position=9, instrument_key="ladder")
    sheet = Asked(room.step_at(step.position)).group_sheet("ladder")
    save_answer(sheet=sheet, address="collaborations.r1", value={"name": "Comité", "rung": None}, base="", by=room.by)
    step = room.go_to(9, advance=1)

    answer = phone.answer(
        step, "ladder/collaborations.r1", {"collaborations.r1--rung": "6", "collaborations.r1--name": "Faux"}
    )

    assert answer.status_code == 200
    found = Answer.objects.get(sheet__submission__isnull=False)
    assert (found.value, found.number) == ({"name": "Comité", "rung": 6}, 6)


def test_an_object_of_another_carnet_is_not_named(room, phone):
    step = listing(room, "ft3")
    elsewhere = WorkshopFactory()
    foreign = add_object(workbook=elsewhere.round.workbook, name="D’ailleurs", code="A", by=room.by)
    asked = next(one for one in Asked(step).items if isinstance(one.asked, ObjectChoice))

    response = phone.answer(
        step, asked.key, {f"{asked.address}--object": str(foreign.public_id), f"{asked.address}--text": ""}
    )

    assert response.status_code == 422
    assert stored() == {}


# ---- A plain form -----------------------------------------------------------------------------------------------


def test_a_plain_form_saves_and_goes_on_to_what_its_button_names(phone, importance):
    go = phone.answer(importance, "ft3/importance", {"importance": "4"}, by_script=False, go="2")
    passes = phone.answer(importance, "ft4/importance", {}, by_script=False, **{"pass": "3", "importance--base": ""})
    more = phone.answer(importance, "ft5/importance", {"importance": "1"}, by_script=False, more="3")
    last = phone.answer(importance, "ft6/importance", {"importance": "2"}, by_script=False, go="fin")

    assert [one["Location"].partition("?")[2] for one in (go, passes, more, last)] == [
        *("q=2", "q=3", "q=3&plus=1", "q=fin")
    ]
    assert sorted(one.value or 0 for one in Answer.objects.filter(sheet__submission__isnull=False)) == [0, 1, 2, 4]


def test_a_button_leads_nowhere_but_to_a_question(phone, importance):
    response = phone.answer(
        importance, "ft3/importance", {"importance": "4"}, by_script=False, go="https://ailleurs/"
    )

    assert response["Location"] == phone.url()


def test_what_a_plain_form_could_not_write_is_shown_as_typed(phone, experiences):
    endless, limit = "é" * 6_000, "6\u00a0000 caractères. La limite est de 5\u00a0000"

    response = phone.answer(experiences, "experiences/positive", {"positive": endless}, by_script=False, go="2")

    assert response.status_code == 422
    assert endless in response.text
    assert response.context["face"].current == 1
    assert "<title>Erreur&nbsp;: " in response.text
    assert [text for text in texts(response, "field-error") if text] == [
        f"Le texte compte {limit}. Rien n’est perdu\u00a0: raccourcissez-le."
    ]


def test_a_plain_form_gets_its_text_back_after_the_reveal(room, phone, experiences):
    room.advance()

    response = phone.answer(experiences, "experiences/positive", {"positive": "Trop tard"}, by_script=False, go="2")

    assert response.status_code == 409
    assert texts(response, "said") == [CLOSED]
    assert ">\nTrop tard</textarea>" in response.text


@pytest.mark.parametrize("written", ["Mon texte", "merci", "12"])
def test_a_question_that_is_gone_gives_its_text_back_too(phone, experiences, written):
    response = phone.answer(experiences, "experiences/inconnue", {"inconnue": written}, by_script=False)

    assert response.status_code == 422
    assert f">\n{written}</textarea>" in response.text


# ---- « Envoyer » ------------------------------------------------------------------------------------------------


def send(phone, step):
    return phone.post("phone_send", {"step": str(step.public_id), "round": str(step.round_number)})


def test_sending_says_that_one_has_finished(phone, importance):
    phone.answer(importance, "ft3/importance", {"importance": "4"})

    response = send(phone, importance)

    assert (response.status_code, response["Location"]) == (302, phone.url())
    assert Submission.objects.get().is_sent
    assert phone.get().templates[0].name == "phone/sent.html"
    assert phone.get(q="1").templates[0].name == "phone/questions.html"


def test_nothing_is_sent_as_long_as_nothing_was_answered(phone, importance):
    response = send(phone, importance)

    assert response.status_code == 422
    assert texts(response, "said") == ["Vous n’avez encore rien répondu. Répondez à une question, ou passez-la."]


def test_sending_after_the_reveal_is_too_late(room, phone, importance):
    phone.answer(importance, "ft3/importance", {"importance": "4"})
    room.advance()

    response = send(phone, importance)

    said = "Cette question est fermée\u00a0: ce qui était enregistré compte."
    assert (response.status_code, texts(response, "said")) == (409, [said])


# ---- Tables -----------------------------------------------------------------------------------------------------


def test_a_phone_answers_for_its_table(room, open_phone):
    Step.objects.filter(workshop=room.pk, position=2).update(mode=StepMode.TABLES)
    one, other = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    asked = one.get()
    for phone in (one, other):
        phone.post("phone_table", {"table": "3"})
    one.answer(step, "ft3/importance", {"importance": "4"})

    assert asked.templates[0].name == "phone/table.html"
    assert [recall["said"] for recall in other.get(q="1").context["face"].asking.recalls] == [["4 sur 5"], [], [], []]
    assert Submission.objects.get().table_number == 3


@pytest.mark.parametrize("typed", ["", "0", "abc", "100", "1,5"])
def test_a_table_has_a_number(room, phone, typed):
    Step.objects.filter(workshop=room.pk, position=2).update(mode=StepMode.TABLES)
    room.go_to(2, advance=1)

    response = phone.post("phone_table", {"table": typed})

    assert response.status_code == 422
    assert len(texts(response, "field-error")) == 1


# ---- Late answers -----------------------------------------------------------------------------------------------


def test_a_late_answer_is_taken_when_the_facilitation_accepts_it(room, open_phone):
    early, late = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    early.answer(step, "ft3/importance", {"importance": "5"})
    room.advance()
    services.accept_late(workshop=room.workshop, is_accepting=True)
    step = room.step

    taken = late.answer(step, "ft3/importance", {"importance": "2"})
    refused = early.answer(step, "ft3/importance", {"importance": "1"})

    assert (taken.status_code, refused.status_code) == (200, 409)
    assert sorted(one.value for one in Answer.objects.filter(sheet__submission__isnull=False)) == [2, 5]
    assert late.get(q="1").templates[0].name == "phone/questions.html"


def test_a_phone_that_began_in_time_is_asked_late_what_it_left(room, open_phone):
    phone, other = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    phone.answer(step, "ft3/importance", {"importance": "5"})
    step = room.advance()
    assert texts(phone.get(), "btn-main") == []
    services.accept_late(workshop=room.workshop, is_accepting=True)

    said, lefts = [texts(one.get(), "btn-main") for one in (phone, other)], []
    for item in ("ft4/importance", "ft5/importance", "ft6/importance"):
        lefts.append([one["form"].item.key for one in phone.get(q="1").context["face"].asking.recalls])
        phone.answer(step, item, {"importance": "2"})
        said.append(texts(phone.get(), "btn-main"))
    wrong = phone.answer(step, "ft4/importance", {"importance": "x"}, by_script=False)

    stays = "Ce que vous avez répondu avant la révélation reste tel quel."
    assert [stays in one.get().text for one in (phone, other)] == [True, False]
    completing = ["Compléter mes réponses"]
    assert said == [completing, ["Répondre quand même"], completing, completing, ["Modifier mes réponses"]]
    assert lefts == [["ft4/importance", "ft5/importance", "ft6/importance"]] * 3
    assert (wrong.status_code, wrong.templates[0].name) == (422, "phone/questions.html")
    assert [line["said"] for line in phone.get().context["face"].lines] == [["5 sur 5"], *[["2 sur 5"]] * 3]
    late = {one.instrument_key: one.is_late for one in Submission.objects.all()}
    assert late == {"ft3": False, "ft4": True, "ft5": True, "ft6": True}


def test_a_malformed_body_is_refused_quietly(phone, importance):
    step = str(importance.public_id)
    for data in ({}, {"step": "abc", "round": "1"}, {"step": step, "round": "x", "item": "\x00"}):
        assert phone.post("phone_answer", data).status_code == 422
        assert phone.post("phone_send", data).status_code in (409, 422)
