"""The projected page: what it shows in each state, and what it never tells."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rlp_portal.workshops import services
from rlp_portal.workshops.enums import Anonymity, CardState, OutcomeKind, StepKind, StepMode
from rlp_portal.workshops.models import Step
from rlp_portal.workshops.revealed import Revealed
from rlp_portal.workshops.screen.shown import Shown
from tests.factories import StepFactory
from worksheets.models import Answer, AnswerState

FT3, FT4 = "ft3/importance", "ft4/importance"
SECRET = "Xq9sVzz"


def shown(room):
    return Shown(room.workshop, now=timezone.now())


def content(client, room):
    return client.get(reverse("screen_content", args=[room.workshop.display_token])).content.decode()


def test_the_waiting_room_shows_the_code_the_qr_and_how_many_are_there(client, room, people):
    page = client.get(reverse("screen", args=[room.workshop.display_token]))

    assert page.status_code == 200
    text = page.content.decode()
    assert page.context["kind"] == "lobby"
    assert page.context["code"].replace("\u00a0", "") == str(room.workshop.join_code)
    assert "3\u00a0personnes dans la salle" in text
    assert '<svg role="img"' in text


def test_its_foot_invites_whom_the_door_lets_in(client, room):
    said = []
    for act in (
        lambda: room.go_to(2, advance=1),
        lambda: services.set_door(workshop=room.workshop, is_open=False, by=room.by),
        lambda: services.close_workshop(workshop=room.workshop, by=room.by),
    ):
        act()
        said.append(re.search(r"<footer[^>]*>\s*<p>([^&]*)&nbsp;:", content(client, room))[1])

    assert said == ["Rejoindre", "Porte fermée. Pour revenir", "Récapitulatif"]


def test_its_address_is_told_to_nobody_and_it_can_do_nothing(client, room):
    page = client.get(reverse("screen", args=[room.workshop.display_token]))

    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "<form" not in page.content.decode()
    for name in ("screen", "screen_content"):
        assert client.post(reverse(name, args=[room.workshop.display_token])).status_code == 405
    assert client.get(reverse("screen", args=["nothing"])).status_code == 404


def test_another_address_replaces_the_one_that_leaked(client, room):
    old = room.workshop.display_token
    services.renew_screen(workshop=room.workshop)

    assert client.get(reverse("screen_content", args=[old])).status_code == 404


def test_an_open_page_is_answered_304_as_long_as_nothing_changes(client, room):
    url = reverse("screen_content", args=[room.workshop.display_token])
    mark = client.get(url)["ETag"]

    assert client.get(url, headers={"If-None-Match": mark}).status_code == 304
    room.advance()
    assert client.get(url, headers={"If-None-Match": mark}).status_code == 200


def test_before_the_reveal_a_count_and_nothing_else(client, room, people):
    room.go_to(3, advance=1)
    bare = without_counts(content(client, room))
    for participant in people:
        room.answer(participant, f"{SECRET} {participant.pk}", "experiences/positive")

    text = content(client, room)
    assert "3\u00a0réponses" in text
    assert SECRET not in text
    assert without_counts(text) == bare


def without_counts(text):
    return re.sub(r"\d+|\s+|réponses?|<path[^>]*>|<p class=\"screen-count\">[^<]*</p>", "", text)


def test_before_the_reveal_no_answer_is_read(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 4)

    with CaptureQueriesContext(connection) as queries:
        context = shown(room).context

    assert context["kind"] == "collecting"
    values = [one["sql"] for one in queries if '"worksheets_answer"."value"' in one["sql"]]
    assert values == []


def test_the_reveal_shows_every_answer_as_a_dot(room, people):
    room.go_to(2, advance=1)
    for participant, value in zip(people, (2, 4, 4), strict=True):
        room.answer(participant, value)
    room.advance()

    context = shown(room).context
    assert (context["kind"], context["place"], context["of"]) == ("revealed", 1, 1)
    assert context["page"].figure.table.rows[0][:6] == ("Institutionnalisation", "0", "1", "0", "2", "0")
    assert context["count"] == "3\u00a0réponses sur 3"


def test_masked_answers_leave_the_screen(client, room, people):
    room.go_to(3, advance=1)
    room.answer(people[0], SECRET, "experiences/positive")
    room.advance()
    services.decide_card(step=room.step, answer_id=Answer.objects.get().pk, state=CardState.SHOWN, by=room.by)
    assert SECRET in content(client, room)

    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)

    assert SECRET not in content(client, room)


def test_open_answers_wait_to_be_read(client, room, people):
    room.go_to(3, advance=1)
    room.answer(people[0], SECRET, "experiences/positive")
    room.answer(people[1], "Une fête", "experiences/positive")
    room.advance()
    assert "2\u00a0réponses reçues" in content(client, room)
    assert SECRET not in content(client, room)

    one = Answer.objects.get(value=SECRET)
    services.decide_card(step=room.step, answer_id=one.pk, state=CardState.KEPT, by=room.by, wording="Dit autrement")

    assert SECRET not in content(client, room)
    assert "Dit autrement" in content(client, room)
    assert "Une fête" not in content(client, room)


@pytest.mark.parametrize(
    ("anonymity", "signed"), [(Anonymity.FIRST_NAMES, "Une fête – Ana"), (Anonymity.ANONYMOUS, "Une fête")]
)
def test_an_idea_is_signed_only_where_the_step_shows_first_names(room, people, anonymity, signed):
    services.choose_first_name(participant=people[0], first_name="Ana")
    Step.objects.filter(workshop=room.pk).update(anonymity=anonymity)
    room.go_to(3, advance=1)
    room.answer(people[0], "Une fête", "experiences/positive")
    room.answer(people[1], "Un goûter", "experiences/positive")
    room.advance()
    for answer in Answer.objects.all():
        services.decide_card(step=room.step, answer_id=answer.pk, state=CardState.SHOWN, by=room.by)

    columns = [column for page in Revealed(room.step).pages if page.ideas for column in page.ideas.columns]
    assert sorted(card.text for column in columns for card in column) == sorted(["Un goûter", signed])


def test_the_sentence_is_shown_as_it_is_typed_then_with_its_outcome(client, room):
    room.go_to(2, advance=3)
    services.show_item(workshop=room.workshop, item=FT4)
    services.type_sentence(step=room.step, item=FT4, sentence="Nous commencer")
    assert "Nous commencer" in content(client, room)
    assert "Changement de politiques" in content(client, room)

    services.record_outcome(
        step=room.step, item=FT4, kind=OutcomeKind.DISAGREEMENT, sentence="Nous commencerons", by=room.by
    )

    assert "Pas d’accord pour l’instant" in content(client, room)


def test_reservations_stay_with_those_who_said_them(client, room):
    room.go_to(2, advance=3)
    services.record_outcome(
        step=room.step, kind=OutcomeKind.RESERVATIONS, sentence="Oui", reservations=SECRET, by=room.by
    )
    services.write_note(workshop=room.workshop, step=room.step, text=SECRET, base="", by=room.by)

    assert SECRET not in content(client, room)


def test_a_poll_shows_its_counts(client, room, people):
    room.go_to(2, advance=3)
    poll = services.open_poll(step=room.step, sentence="Oui", by=room.by)
    services.vote(poll=poll, participant=people[0], position="reserves", reservation=SECRET)

    text = content(client, room)
    assert "<dd>1</dd>" in text
    assert SECRET not in text


def test_a_second_round_is_over_the_first(room, people):
    room.go_to(2, advance=1)
    for participant in people:
        room.answer(participant, 1)
    room.advance()
    services.start_round(workshop=room.workshop, by=room.by)
    for participant in people:
        room.answer(participant, 5)
    room.advance()

    row = shown(room).context["page"].figure.table.rows[0]
    assert (row[5], row[-1]) == ("3", "1")


def test_pages_are_turned_by_the_console(room, people):
    room.go_to(3, advance=1)
    for participant in people:
        room.answer(participant, "a", "experiences/positive")
    room.advance()

    pages = shown(room).context["of"]
    services.show_item(workshop=room.workshop, item="experiences/difficult")

    context = shown(room).context
    assert pages == 4
    assert context["page"].title == "Racontez une expérience de regroupement qui a été difficile."


def test_a_break_says_when_to_come_back(client, room):
    StepFactory(workshop=room.workshop, position=4, kind=StepKind.BREAK, title="Pause", minutes=15)
    room.go_to(4)

    assert re.search(r"Retour à \d+\u00a0h", content(client, room))


@pytest.mark.parametrize(
    ("do", "kind"),
    [
        (lambda room: None, "talk"),
        (lambda room: services.show_codes(workshop=room.workshop, is_shown=True), "lobby"),
        (lambda room: services.darken_screen(workshop=room.workshop, is_black=True), "black"),
        (lambda room: services.close_workshop(workshop=room.workshop, by=room.by), "over"),
    ],
)
def test_what_else_it_shows(room, do, kind):
    room.advance()
    do(room)

    assert shown(room).kind == kind


def test_hands_are_counted_on_the_way(client, room):
    room.workshop.steps.filter(position=2).update(mode=StepMode.GROUP)
    room.go_to(2, advance=1)

    assert shown(room).kind == "recording"
    assert "réponses" not in content(client, room)


@pytest.mark.parametrize("amount", [1, 3, 30])
def test_queries_do_not_grow_with_the_room(client, room, amount):
    people = [services.join(workshop=room.workshop)[0] for _ in range(amount)]
    room.go_to(2, advance=1)
    for _tour in range(2):
        for participant in people:
            room.answer(participant, 3)
        room.advance()
        services.start_round(workshop=room.workshop, by=room.by)
    for participant in people:
        room.answer(participant, None, state=AnswerState.PASSED, op_id=uuid4())
    room.advance(2)
    services.show_item(workshop=room.workshop, item=FT3)
    url = reverse("screen_content", args=[room.workshop.display_token])

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200

    assert len(queries) <= 8
