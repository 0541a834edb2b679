"""The faces of a phone, from the waiting room to the recap."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.enums import Anonymity, OutcomeKind, StepKind, StepMode
from rlp_portal.workshops.models import Evaluation, PollVote, Step, Workshop
from tests.factories import MembershipFactory, StepFactory
from tests.rlps.reading import texts
from worksheets import catalogue

pytestmark = pytest.mark.django_db


def face_of(response):
    return response.templates[0].name.removeprefix("phone/").removesuffix(".html")


def title_of(response):
    [title] = re.findall(r"<h1[^>]*>(.*?)</h1>", response.text)
    return title


# ---- One face after the other -----------------------------------------------------------------------------------


def test_a_phone_follows_the_workshop_at_one_address(room, phone):
    faces = [face_of(phone.get())]
    room.advance()
    faces.append(face_of(phone.get()))
    for _ in range(4):
        room.advance()
        faces.append(face_of(phone.get()))
    services.close_workshop(workshop=room.workshop, by=room.by)
    faces.append(face_of(phone.get()))

    assert faces == ["waiting", "talk", "presenting", "questions", "listening", "listening", "recap"]


def test_late_joiners_land_on_the_current_step(room, open_phone):
    room.go_to(2, advance=1)

    phone = open_phone()

    assert face_of(phone.get()) == "questions"
    assert texts(phone.get(), "top-place") == ["2 de 3"]


@pytest.mark.parametrize(("mode", "face"), [(StepMode.PAPER, "paper"), (StepMode.TABLES, "table")])
def test_other_ways_of_answering_are_said(room, phone, mode, face):
    Step.objects.filter(workshop=room.pk, position=2).update(mode=mode)
    room.go_to(2, advance=1)

    assert face_of(phone.get()) == face


def test_hands_are_raised_without_phones(room, phone):
    Step.objects.filter(workshop=room.pk, position=2).update(mode=StepMode.GROUP)
    room.go_to(2)

    assert face_of(phone.get()) == "presenting"
    assert "à mains levées" in phone.get().text


def test_a_ladder_without_anything_to_place_asks_nothing(room, phone):
    StepFactory(workshop=room.workshop, position=9, instrument_key="ladder")
    room.go_to(9, advance=1)

    assert face_of(phone.get()) == "talk"


def test_a_break_is_a_break(room, phone):
    StepFactory(workshop=room.workshop, position=9, kind=StepKind.BREAK, title="Pause")
    room.go_to(9)

    assert texts(phone.get(), "lead") == ["C’est la pause. Gardez cette page ouverte pour la suite."]


def test_a_removed_person_is_told_kindly(room, phone):
    services.remove_participants(workshop=room.workshop, by=room.by, ids=[phone.participant.public_id])

    response = phone.get()

    assert response.status_code == 403
    assert title_of(response) == "Cet appareil a été retiré"
    services.undo_last(workshop=room.workshop, by=room.by)
    assert face_of(phone.get()) == "waiting"


def test_a_page_is_never_kept_by_the_browser(phone):
    assert phone.get()["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_mark_is_that_of_the_news(room, phone):
    """Else a page would be out of date for ever."""
    marks = []
    for _ in range(5):
        room.advance()
        state = phone.client.get(phone.url("phone_news")).json()
        marks.append(("|".join([state["workshop"], state["mark"], "", ""]), phone.get().context["face"].mark))

    assert [news for news, _shown in marks] == [shown for _news, shown in marks]


# ---- Questions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_every_sheet_can_be_asked_on_a_phone(room, phone, instrument):
    StepFactory(
        workshop=room.workshop, position=9, instrument_key=instrument.key, instrument_version=instrument.version
    )
    room.go_to(9, advance=1)

    response = phone.get()

    ids = re.findall(r' id="([^"]+)"', response.text)
    assert response.status_code == 200
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r' for="([^"]+)"', response.text)) <= set(ids)
    assert set(re.findall(r' aria-describedby="([^"]+)"', response.text)) <= set(ids)


def test_the_first_question_without_an_answer_is_shown(room, phone):
    step = room.go_to(2, advance=1)
    first = phone.get().context["face"].current
    phone.answer(step, "ft3/importance", {"importance": "4"})
    second = phone.get().context["face"].current
    for key in ("ft4", "ft5", "ft6"):
        phone.answer(step, f"{key}/importance", {}, **{"pass": "1", "importance--base": ""})

    assert (first, second, phone.get().context["face"].current) == (1, 2, 5)
    assert texts(phone.get(), "own-answer") == ["4 sur 5", *["Je ne sais pas / je passe"] * 3]


@pytest.mark.parametrize("asked", ["0", "5", "-1", "99999", "é", "%00", "1.5", "²"])
def test_a_question_that_does_not_exist_shows_the_first(room, phone, asked):
    room.go_to(2, advance=1)

    assert phone.get(q=asked).context["face"].current == 1
    assert phone.get(q=asked, plus="1").status_code == 200


def test_there_is_room_for_one_more_idea_on_demand(room, phone):
    room.go_to(3, advance=1)

    def questions(**asked):
        return [len(form.views) for form in phone.get(**asked).context["face"].asking.forms]

    assert questions(q="1") == [1, 1, 1, 1]
    assert questions(q="1", plus="1") == [2, 1, 1, 1]


def test_each_form_is_an_operation_of_its_own(room, phone):
    room.go_to(2, advance=1)

    ids = re.findall(r'name="op_id" value="([^"]+)"', phone.get().text)

    assert len(ids) == len(set(ids)) == 4


def test_what_is_promised_is_true(room, phone):
    room.go_to(3, advance=1)
    anonymous = texts(phone.get(), "promise")[0]
    Step.objects.filter(workshop=room.pk).update(anonymity=Anonymity.FIRST_NAMES)

    assert anonymous == (
        "Anonyme\u00a0: personne ici ne verra qui a répondu. Une formulation peut vous trahir; relisez-vous."
    )
    assert (
        texts(phone.get(), "promise")[0] == "Prénoms affichés\u00a0: un prénom que vous donnez paraît avec vos idées."
    )


def test_a_second_round_asks_again_and_says_so(room, phone):
    step = room.go_to(2, advance=1)
    phone.answer(step, "ft3/importance", {"importance": "4"})
    room.advance()
    services.start_round(workshop=room.workshop, by=room.by)

    response = phone.get()

    assert face_of(response) == "questions"
    assert title_of(response) == "Importance des quatre stratégies · deuxième tour"
    assert [one["said"] for one in response.context["face"].asking.recalls] == [[]] * 4


def test_b33_a_first_name_is_given_only_where_it_is_shown_and_never_needed(room, phone):
    room.go_to(3, advance=1)
    anonymous = phone.get()
    Step.objects.filter(workshop=room.pk).update(anonymity=Anonymity.FIRST_NAMES)
    shown = phone.get()
    phone.post("phone_first_name", {"first_name": " Ana\u202e "})
    endless = phone.post("phone_first_name", {"first_name": "é" * 200})

    assert [texts(one, "first-name") for one in (anonymous, endless)] == [
        [],
        ["Prénom affiché\u00a0: Ana Votre prénom Choisissez un autre nom d’affichage. Afficher ce prénom"],
    ]
    assert len(texts(shown, "first-name")) == 1
    assert (endless.status_code, "é" * 200 in endless.text) == (422, True)


@pytest.mark.parametrize("typed", ["Admin", " ÁDMIN\u200b ", "L’animatrice", "Le portail"])
def test_b33_nobody_passes_for_the_house_and_what_was_typed_stays(room, phone, typed):
    room.go_to(3, advance=1)
    Step.objects.filter(workshop=room.pk).update(anonymity=Anonymity.FIRST_NAMES)

    refused = phone.post("phone_first_name", {"first_name": typed})

    assert (refused.status_code, texts(refused, "field-error")[0]) == (422, "Choisissez un autre nom d’affichage.")
    assert typed.strip() in refused.context["form"]["first_name"].value()
    assert phone.participant.first_name == ""


def test_b33_a_script_is_a_name_like_any_other(room, phone):
    room.go_to(3, advance=1)
    Step.objects.filter(workshop=room.pk).update(anonymity=Anonymity.FIRST_NAMES)

    phone.post("phone_first_name", {"first_name": "<script>alert(1)</script>"})

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in phone.get().text


# ---- After the reveal -------------------------------------------------------------------------------------------


def test_after_the_reveal_her_answer_stands_beside_the_room_s(room, open_phone):
    phones = [open_phone() for _ in range(5)]
    step = room.go_to(2, advance=1)
    for phone, value in zip(phones, "11245", strict=True):
        phone.answer(step, "ft3/importance", {"importance": value})
    room.advance()

    response = phones[4].get()

    assert title_of(response) == "Regardez l’écran"
    assert texts(response, "told") == [
        "Institutionnalisation\u00a0: Cette stratégie est-elle importante pour notre mission? Vous 5 sur 5 "
        "La salle 5\u00a0réponses. Médiane\u00a0: 2, avis partagés. "
        "1\u00a0: 2 2\u00a0: 1 3\u00a0: 0 4\u00a0: 1 5\u00a0: 1"
    ]


def test_an_actor_is_proposed_in_words_of_actors(room, open_phone):
    room.workshop.steps.filter(position=3).update(instrument_key="formal_sectors")
    phone = open_phone()
    room.go_to(3, advance=1)

    text = phone.get().text

    assert ("Acteur proposé" in text, "Action" in text) == (True, False)


def pictures_on(phone):
    return phone.get().text.count('class="picture"')


def test_the_picture_of_the_screen_is_on_the_phone_as_long_as_the_room_sees_it(room, open_phone):
    phone = open_phone()
    phone.answer(room.go_to(2, advance=1), "ft3/importance", {"importance": "4"})
    pictures = [pictures_on(phone)]
    room.advance()
    pictures.append(pictures_on(phone))
    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)
    pictures.append(pictures_on(phone))

    assert pictures == [0, 1, 0]


def test_masked_again_the_room_s_answers_are_gone(room, phone):
    step = room.go_to(2, advance=1)
    phone.answer(step, "ft3/importance", {"importance": "4"})
    room.advance()
    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)

    response = phone.get()

    assert texts(response, "lead") == ["L’animation a masqué les réponses pour un moment."]
    assert (texts(response, "own-answer"), texts(response, "told-words")) == (["Vous 4 sur 5"], [])


# ---- « Sonder l’accord » ----------------------------------------------------------------------------------------


@pytest.fixture
def poll(room, phone):
    room.go_to(2, advance=3)
    return services.open_poll(step=room.step, sentence="Nous continuons.", by=room.by)


def vote(phone, poll, **sent):
    return phone.post("phone_vote", {"poll": str(poll.public_id), **sent})


def test_a_poll_asks_where_one_stands_then_tells_it(phone, poll):
    asked = phone.get()
    response = vote(phone, poll, position="reserves", reservation="Trop vite")

    assert (face_of(asked), face_of(phone.get()), face_of(phone.get(q="vote"))) == ("vote", "listening", "vote")
    assert response.status_code == 302
    assert "Votre position&nbsp;: <strong>D’accord, avec réserves</strong>" in phone.get().text
    assert list(PollVote.objects.values_list("position", "reservation")) == [("reserves", "Trop vite")]


def test_b35_the_first_choice_is_replaced(phone, poll):
    vote(phone, poll, position="agrees")

    assert texts(phone.get(q="vote"), "small")[0] == "Votre premier choix sera remplacé par celui-ci."
    vote(phone, poll, position="disagrees")
    assert list(PollVote.objects.values_list("position", flat=True)) == ["disagrees"]


@pytest.mark.parametrize("position", ["", "peut-être"])
def test_b36_a_choice_must_exist(phone, poll, position):
    response = vote(phone, poll, position=position, reservation="Mon texte")

    assert response.status_code == 422
    assert texts(response, "field-error") == ["Choisissez l’une des trois réponses."]
    assert ">\nMon texte</textarea>" in response.text


def test_a_poll_that_is_over_gives_the_text_back(phone, poll):
    services.close_poll(poll=poll)

    response = vote(phone, poll, position="reserves", reservation="Mon texte")

    assert response.status_code == 409
    assert ">\nMon texte</textarea>" in response.text


def test_a_poll_of_another_workshop_is_not_found(phone, poll):
    assert vote(phone, poll, position="agrees").status_code == 302
    assert phone.post("phone_vote", {"poll": "abc", "position": "agrees"}).status_code == 404


# ---- Leaving, and the end ---------------------------------------------------------------------------------------


def test_leaving_forgets_this_browser_and_gives_the_way_back(phone):
    response = phone.post("phone_leave", {})

    assert title_of(response) == "Vous avez quitté l’atelier"
    assert texts(response, "letters") == [phone.participant.resume_code]
    assert phone.get().status_code == 404


def test_the_recap_holds_what_the_room_saw_and_nothing_else(room, open_phone):
    phones = [open_phone() for _ in range(5)]
    step = room.go_to(2, advance=1)
    for phone, value in zip(phones, "24554", strict=True):
        phone.answer(step, "ft3/importance", {"importance": value})
    room.advance(2)
    services.record_outcome(
        step=room.step,
        item="ft3/importance",
        kind=OutcomeKind.RESERVATIONS,
        sentence="Oui, plus tard",
        reservations="Trop vite",
        by=room.by,
        value=3,
        base="",
    )
    step = room.go_to(3, advance=1)
    phones[0].answer(step, "experiences/positive", {"positive": "Jamais révélé"})
    services.close_workshop(workshop=room.workshop, by=room.by)

    response = phones[0].get()

    assert texts(response, "told") == [
        "Institutionnalisation\u00a0: Cette stratégie est-elle importante pour notre mission? "
        "Accord avec réserves – 3 sur 5 Oui, plus tard Réserves\u00a0: Trop vite "
        "Vous\u00a0: 2 sur 5 5\u00a0réponses. Médiane\u00a0: 4, avis rapprochés."
    ]
    assert response.text.count('class="picture"') == 1
    assert "Jamais révélé" not in response.text


def test_the_recap_details_no_answers_of_fewer_than_five(room, open_phone):
    """The room saw them together; a page of three months goes further."""
    phones = [open_phone() for _ in range(4)]
    step = room.go_to(2, advance=1)
    for phone in phones:
        phone.answer(step, "ft3/importance", {"importance": "4"})
    room.advance(2)
    services.close_workshop(workshop=room.workshop, by=room.by)

    response = phones[0].get()

    assert texts(response, "told-words") == ["4\u00a0réponses. C’est trop peu pour les détailler ici."]
    assert (texts(response, "counts"), 'class="picture"' in response.text) == ([], False)
    assert texts(response, "own-answer") == ["Vous\u00a0: 4 sur 5"]


def test_the_recap_stays_three_months_at_the_same_address_without_anybody_s_key(room, phone, client):
    step = room.go_to(2, advance=1)
    phone.answer(step, "ft3/importance", {"importance": "4"})
    room.advance()
    assert client.get(phone.url()).status_code == 404
    services.close_workshop(workshop=room.workshop, by=room.by)

    assert [" data-recap" in one.text for one in (phone.get(), client.get(phone.url()))] == [True, False]
    ended(room, days_ago=1)  # it can be reopened no more: nothing is followed
    assert " data-live" not in phone.get().text
    ended(room, days_ago=31)
    services.forget_keys()
    kept, other = phone.get(), client.get(phone.url())
    ended(room, days_ago=91)
    gone = phone.get()

    assert [face_of(kept), face_of(other), gone.status_code] == ["recap", "recap", 404]
    assert (texts(kept, "own-answer"), "Trois questions" in kept.text) == ([], False)
    assert client.post(phone.url()).status_code == 404


def ended(room, *, days_ago):
    Workshop.objects.filter(pk=room.pk).update(closed_at=timezone.now() - timedelta(days=days_ago))


def test_the_recap_says_whom_to_write_to(room, phone):
    coordinator = MembershipFactory(rlp=room.workshop.round.rlp, role=Role.COORDINATOR).user
    MembershipFactory(rlp=room.workshop.round.rlp, role=Role.MEMBER)
    services.close_workshop(workshop=room.workshop, by=room.by)

    assert re.findall(r"mailto:([^\"]+)", phone.get().text) == [coordinator.email]


def test_the_code_leads_to_the_recap_for_a_day_without_anybody_s_answer(room, phone, client):
    step = room.go_to(2, advance=1)
    phone.answer(step, "ft3/importance", {"importance": "4"})
    room.advance()
    services.close_workshop(workshop=room.workshop, by=room.by)
    url = reverse("join_by_qr", args=[room.workshop.join_token])

    response = client.get(url)

    assert face_of(response) == "recap"
    assert (texts(response, "own-answer"), len(texts(response, "told"))) == ([], 1)
    assert phone.client.get(url)["Location"] == phone.url()


def test_the_evaluation_is_a_step_that_one_may_skip(room, phone):
    services.close_workshop(workshop=room.workshop, by=room.by)
    asked = phone.get()
    phone.post("phone_evaluate", {"pace": "4", "listening": "", "usefulness": "5"})
    again = phone.get()

    assert "Trois questions pour finir" in asked.text
    assert list(Evaluation.objects.values_list("pace", "listening", "usefulness")) == [(4, None, 5)]
    assert "Merci, votre avis est noté." in again.text
    assert phone.post("phone_evaluate", {"pace": "9"}).status_code == 422


# ---- Queries ----------------------------------------------------------------------------------------------------

MOST = 8


@pytest.mark.parametrize("people", [1, 3, 30])
def test_no_face_asks_more_of_the_database_when_more_answer(room, open_phone, people, django_assert_max_num_queries):
    phones = [open_phone() for _ in range(people)]
    StepFactory(workshop=room.workshop, position=9, instrument_key="ft3")
    step = room.go_to(9, advance=1)
    for phone in phones:
        phone.answer(step, "ft3/importance", {"importance": "4"})

    for _ in range(3):
        with django_assert_max_num_queries(MOST):
            phones[0].get()
        room.advance()
    services.close_workshop(workshop=room.workshop, by=room.by)
    phones[0].get()
    with django_assert_max_num_queries(MOST):
        phones[0].get()


def test_the_end_is_written_on_the_recap(room, phone):
    services.close_workshop(workshop=room.workshop, by=room.by)

    [said] = [one for one in texts(phone.get(), "small") if "jusqu’au" in one]

    assert str((timezone.now() + timedelta(days=90)).year) in said
