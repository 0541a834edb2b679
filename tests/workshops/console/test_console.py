"""The private console: one big button, the agenda, the counts, and each gesture."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rlp_portal.workshops import services
from rlp_portal.workshops.console.gestures import GESTURES
from rlp_portal.workshops.enums import CardState, StepMode, StepState
from rlp_portal.workshops.models import Card, Participant, PrivateNote, Step
from worksheets.models import Answer

S = StepState
FT3, FT4 = "ft3/importance", "ft4/importance"


def button(page):
    return page.context["board"].button


def test_the_big_button_says_what_it_will_do(console, room, people):
    said = []
    for _press in range(8):
        page = console.get()
        said.append(button(page).label)
        console.press(button(page).gesture, seen=page.context["board"].mark)

    assert said == [
        "Commencer\u00a0: Accueil",
        "Étape suivante\u00a0: Importance des quatre stratégies",
        "Recueillir les réponses",
        "Révéler, sans réponse",
        "Noter avec le groupe",
        "Étape suivante\u00a0: Expériences de regroupement",
        "Recueillir les réponses",
        "Révéler, sans réponse",
    ]
    assert room.step.state == S.REVEALED


@pytest.mark.parametrize(
    ("answers", "label", "warned"),
    [(1, "Révéler quand même", True), (3, "Révéler quand même", True), (4, "Révéler les réponses", False)],
)
def test_under_four_answers_it_warns_and_lets_decide(console, room, answers, label, warned):
    room.go_to(2, advance=1)
    for _one in range(answers):
        room.answer(services.join(workshop=room.workshop)[0], 4)

    shown = button(console.get())

    assert (shown.label, bool(shown.warning)) == (label, warned)


def test_the_last_step_leads_to_the_end_and_the_end_is_taken_back(console, room):
    room.go_to(3, advance=3)
    room.advance()
    assert button(console.get()).label == "Clore l’atelier"

    page = console.press("close")
    assert (room.workshop.state, button(page), page.context["board"].may_reopen) == ("closed", None, True)
    assert console.said(console.press("reopen")) == [
        "L’atelier est rouvert, là où il en était. La porte est restée fermée\u00a0: "
        "ouvrez-la pour laisser entrer de nouvelles personnes."
    ]
    assert room.workshop.is_open


def test_counts_say_how_many_answered_out_of_how_many(console, room, people):
    services.set_headcount(workshop=room.workshop, headcount=18)
    room.go_to(2, advance=1)
    for participant in people:
        room.answer(participant, 4)

    assert "3\u00a0réponses sur 18" in console.get().content.decode()


def test_no_answer_is_on_the_console_before_the_reveal(console, room, people):
    secret = "Xq9sVzz"
    room.go_to(3, advance=1)
    room.answer(people[0], secret, "experiences/positive")

    pages = [console.get(name) for name in ("console", "console_answers", "console_ideas", "console_room")]
    assert [secret in page.content.decode() for page in pages] == [False] * 4
    room.advance()
    assert secret in console.get("console_ideas").content.decode()


def test_a_press_on_an_old_page_says_where_the_workshop_is(console, room):
    seen = services.mark_of(room.step)
    room.advance(2)

    page = console.press("advance", seen=seen)

    assert console.said(page) == ["Quelqu’un d’autre vient d’agir. Voici où en est l’atelier."]
    assert room.step.position == 2


def test_an_unknown_gesture_does_not_exist(console):
    assert console.post("console_gesture", {"gesture": "explode"}).status_code == 404


def do_all(console, room, people):
    """Each gesture once, where it is possible."""
    step = room.step_at(3)
    room.go_to(2, advance=1)
    room.answer(people[0], 4)
    console.press("state", state="presenting")
    console.press("advance")
    console.press("advance")
    for gesture, data in [
        ("mask", {"on": "1"}),
        ("mask", {"on": "0"}),
        ("late", {"on": "1"}),
        ("page", {"by": "1"}),
        ("item", {"item": FT4}),
        ("discuss", {"item": [FT3, FT4], "down": FT3}),
        ("codes", {"on": "1"}),
        ("black", {"on": "1"}),
        ("timer", {"minutes": "4"}),
        ("timer_change", {"minutes": "-1"}),
        ("timer_hold", {}),
        ("timer_resume", {}),
        ("door", {"on": "1"}),
        ("headcount", {"headcount": "14"}),
        ("renew_codes", {}),
        ("renew_screen", {}),
        ("helper", {"on": "1"}),
        ("remove", {"person": people[1].public_id}),
        ("skip", {"step": step.public_id}),
        ("take_back", {"step": step.public_id}),
        ("timer_relay", {}),
        ("timer_stop", {}),
        ("minutes", {"step": step.public_id, "minutes": "15"}),
        ("up", {"step": step.public_id}),
        ("down", {"step": step.public_id}),
        ("go_to", {"step": step.public_id}),
        ("back", {}),
    ]:
        yield gesture, console.press(gesture, **data)


def test_every_gesture_does_what_it_says(console, room, people):
    before = room.workshop
    refused = [(gesture, console.said(page)) for gesture, page in do_all(console, room, people) if console.said(page)]

    now, step = room.workshop, room.step_at(2)
    assert refused == []
    assert (now.join_code != before.join_code, now.display_token != before.display_token) == (True, True)
    assert (now.headcount, now.is_door_open, bool(now.helper_token)) == (14, True, True)
    assert (step.to_discuss, step.accepts_late, step.current_item) == ([FT4, FT3], True, FT4)
    assert room.step_at(3).minutes == 15
    assert Participant.objects.filter(removed_at__isnull=False).count() == 1


def test_every_gesture_is_tried():
    tried = {"open", "close", "reopen", "advance", "state", "round", "undo", "card"}
    named = set(re.findall(r'^        \("(\w+)", \{', Path(__file__).read_text(encoding="utf-8"), re.MULTILINE))

    assert set(GESTURES) == tried | named


def test_going_back_says_where_it_leads_and_is_not_offered_from_what_is_revealed(console, room):
    def offered():
        return re.findall(r'value="back">.*?<button[^>]*>([^<]+)<', console.get().text, re.DOTALL)

    said = [offered()]
    room.go_to(1)
    said.append(offered())
    room.go_to(2)
    said.append(offered())
    for _ in range(3):
        room.advance()
        said.append(offered())

    assert said == [
        [],
        ["Revenir à la salle d’attente"],
        ["Revenir à l’étape précédente"],
        ["Revenir à la consigne"],
        [],
        ["Revenir aux réponses"],
    ]


def test_a_second_round_from_the_console(console, room):
    room.go_to(2, advance=2)

    console.press("round", seen=services.mark_of(room.step))

    assert (room.step.state, room.step.round_number) == (S.COLLECTING, 2)


def test_the_last_gesture_is_taken_back(console, room):
    room.go_to(2, advance=2)
    page = console.get()
    gesture, said = page.context["board"].undoable
    assert said == "le dernier pas"

    console.press("undo", undo=str(gesture))

    assert room.step.state == S.COLLECTING


@pytest.mark.parametrize("typed", ["", "0", "401", "quatre"])
def test_a_number_out_of_reach_is_refused_in_words(console, room, typed):
    page = console.press("headcount", headcount=typed)

    assert console.said(page) == ["Écrivez un nombre de 1 à 400."]


def test_being_late_proposes_and_changes_nothing(console, room):
    room.workshop.steps.filter(position=1).update(
        state=S.PRESENTING, started_at=timezone.now() - timedelta(minutes=25)
    )
    workshop = room.workshop
    workshop.opened_at = timezone.now() - timedelta(minutes=25)
    workshop.current_step = room.step_at(1)
    workshop.save()

    text = console.get().content.decode()

    assert "15\u00a0minutes de retard" in text
    assert "Sauter «\u00a0Expériences\u00a0» (20\u00a0min)" in text
    assert [step.state for step in room.workshop.steps.all()][1:] == [S.WAITING, S.WAITING]


def test_being_in_advance_proposes_and_a_step_made_longer_takes_it(console, room):
    room.go_to(1)
    services.advance(workshop=room.workshop, by=room.by)
    room.workshop.steps.filter(position=3).update(minutes=30)

    assert "10\u00a0minutes d’avance" in console.get().content.decode()
    proposed = "Donner 10\u00a0min de plus à «\u00a0Expériences\u00a0»"
    assert proposed in console.get().content.decode()
    console.press("minutes", step=room.step_at(3).public_id, minutes="40")

    text = console.get().content.decode()
    assert (proposed in text, "à l’heure" in text) == (False, True)


def test_a_relay_is_held_at_the_leg_where_it_is(console, room):
    room.go_to(1)
    console.press("timer_relay")
    assert 'data-length="60" data-people="1"' in console.get().content.decode()
    room.workshop.steps.filter(position=1).update(timer_ends_at=timezone.now() - timedelta(seconds=30))

    console.press("timer_hold")

    step = room.step
    assert (step.timer_people, step.timer_length, step.timer_ends_at) == (2, 120, None)
    assert step.timer_left in (89, 90)


def test_a_relay_is_offered_where_people_answer_in_words(console, room):
    offered = []
    for position in (1, 2, 3):
        room.go_to(position)
        offered.append("timer_relay" in console.get().content.decode())

    assert offered == [True, False, True]


# ---- What to discuss, open answers -----------------------------------------------------------------------------


def test_what_to_discuss_first_is_proposed_then_ordered_by_hand(console, room):
    room.go_to(2, advance=1)
    for place in range(6):
        participant, _key = services.join(workshop=room.workshop)
        room.answer(participant, 1 if place < 3 else 5, FT4)
        room.answer(participant, 4, FT3)
    room.advance()

    page = console.get("console_answers")
    assert [(one.name, one.said) for one in page.context["first"]][:1] == [
        ("Changement de politiques", "médiane 3, avis partagés, 6\u00a0réponses")
    ]
    keys = [one.key for one in page.context["first"]]
    console.press("discuss", item=[FT3, *keys], leave=keys[0])
    assert [one.key for one in console.get("console_answers").context["first"]][0] == FT3
    console.press("discuss", proposed="1")
    assert room.step.to_discuss is None


def test_open_answers_are_shown_all_at_once_or_one_by_one(console, room, people):
    room.go_to(3, advance=1)
    for participant in people:
        room.answer(participant, f"Idée {participant.pk}", "experiences/positive")
    room.advance()
    first = Answer.objects.order_by("pk").first()

    console.press("card", answer=str(first.pk), state="hidden")
    console.press("card", state="shown")

    states = dict(Card.objects.values_list("answer__value", "state"))
    assert states[first.value] == CardState.HIDDEN
    assert sorted(states.values()) == [CardState.HIDDEN, CardState.SHOWN, CardState.SHOWN]


def test_open_answers_are_put_together_under_a_name(console, room, people):
    room.go_to(3, advance=1)
    room.answer(people[0], "Une idée", "experiences/positive")
    room.advance()
    answer = Answer.objects.get()

    console.press("card", answer=str(answer.pk), state="kept", new_group="Le portage", wording="Autrement")

    card = Card.objects.get()
    assert (card.state, card.wording, card.group.name) == (CardState.KEPT, "Autrement", "Le portage")


# ---- Notes -----------------------------------------------------------------------------------------------------


def test_private_notes_are_kept_and_two_writers_lose_nothing(console, room):
    room.advance()
    query = f"?step={room.step.public_id}"
    url = console.url("console_note") + query
    script = {"headers": {"Accept": "application/json"}}

    saved = console.client.post(url, {"note": "Parler moins", "note--base": ""}, **script)
    clash = console.client.post(url, {"note": "Un autre", "note--base": ""}, **script)

    assert (saved.status_code, saved.json()["base"]) == (200, "Parler moins")
    assert (clash.status_code, clash.json()["base"]) == (409, "Parler moins")
    mine = {"note": "Un autre", "choice": "mine", "base": "Parler moins"}
    assert console.client.post(url, mine, **script).status_code == 200
    assert PrivateNote.objects.get().text == "Un autre"


def test_without_a_script_both_texts_are_shown(console, room):
    url = console.url("console_note")
    console.client.post(url, {"note": "Le premier", "note--base": ""})

    page = console.client.post(url, {"note": "Le second", "note--base": ""})

    assert page.status_code == 409
    assert [words in page.content.decode() for words in ("Le premier", "Le second")] == [True, True]
    assert console.get().content.decode().count("Le premier") == 2  # the text, and its base


# ---- Hands -----------------------------------------------------------------------------------------------------


def test_hands_are_counted_with_a_remark_and_never_an_error(console, room):
    services.set_headcount(workshop=room.workshop, headcount=14)
    room.workshop.steps.filter(position=2).update(mode=StepMode.GROUP)
    step = room.go_to(2, advance=1)

    console.post("console_hands", {"step": step.public_id, "item": FT3, "hands:4": "12", "hands:passed": "3"})

    counted = console.get("console_hands").context["counted"][0]
    assert (counted.total, counted.remark) == (15, "15\u00a0mains pour 14\u00a0personnes")


def test_hands_wait_until_the_reveal_where_people_answer_alone(console, room):
    step = room.go_to(2, advance=1)

    page = console.client.post(
        console.url("console_hands"), {"step": step.public_id, "item": FT3, "hands:4": "2"}, follow=True
    )

    assert console.said(page) == ["Ce geste n’est pas possible à ce moment de l’atelier."]


# ---- Every page is light ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1, 3, 30])
def test_every_page_of_the_console_makes_few_queries(console, room, amount):
    people = [services.join(workshop=room.workshop)[0] for _ in range(amount)]
    for position, item, value in ((2, FT3, 3), (3, "experiences/positive", "Une idée")):
        room.go_to(position, advance=1)
        for participant in people:
            room.answer(participant, value, item)
        room.advance(2)
        pages = ["console", "console_answers", "console_ideas", "console_noting", "console_hands", "console_room"]
        for name in pages:
            console.get(name)
            url = console.url(name)
            with CaptureQueriesContext(connection) as queries:
                page = console.client.get(url)
            assert (name, page.status_code, len(queries) <= 8) == (name, 200, True), [q["sql"][:90] for q in queries]


def test_steps_of_another_workshop_are_not_found(console, room):
    other = Step.objects.create(
        workshop=services.create_workshop(round_=room.workshop.round, title="Autre", by=room.by),
        position=1,
        kind="talk",
        title="Ailleurs",
        minutes=5,
    )

    assert console.post("console_gesture", {"gesture": "skip", "step": other.public_id}).status_code == 404
