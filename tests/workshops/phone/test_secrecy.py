"""Before « Révéler », nothing that a phone is sent holds what another one answered: neither its words nor its size.

The same phone asks for everything it may ask for, while somebody else answers one thing, another thing, or nothing.
"""

import re

import pytest
from django.urls import reverse

from rlp_portal.workshops import services
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.models import Step
from tests.factories import StepFactory

pytestmark = pytest.mark.django_db

CANARY = "XqSecretvZz"
RANDOM = [
    (re.compile(r'name="csrfmiddlewaretoken" value="\w+"'), ""),
    (re.compile(r'name="op_id" value="[0-9a-f-]{36}"'), ""),
    (re.compile(r"\.r[0-9a-f]{8}"), ""),  # the blank row of a list
    (re.compile(r"-r[0-9a-f]{8}"), ""),
    (re.compile(r'data-now="\d+"'), ""),
]
# What another person may answer to each kind of question: two answers that differ in everything.
ANSWERS = {
    "ft3/importance": ({"importance": "1"}, {"importance": "5"}),
    "ft3/adopters": ({"adopters": CANARY}, {"adopters": f"{CANARY} " * 40}),
    "obstacles/obstacles": ({"obstacles": "turf"}, {"obstacles": ["other"], "obstacles--other": CANARY}),
    "members/absent": (
        {"absent.r1--organisation": CANARY},
        {"absent.r1--organisation": "A", "absent.r2--name": f"{CANARY} B"},
    ),
    "ft7/plan": ({"plan.r1--text": CANARY}, {"plan.r1--text": f"{CANARY} {CANARY}", "plan.r1--place": "policy"}),
}


def all_that_a_phone_is_sent(phone, step):
    """{what: body} of each address and gesture open to it."""
    count = len(phone.get(q="1").context["face"].asking.forms) if step.state == "collecting" else 1
    pages = {f"q={q}": phone.get(q=q) for q in ["", "vote", "fin", *map(str, range(1, count + 1))]}
    sent = {"step": str(step.public_id), "round": str(step.round_number)}
    json = {"Accept": "application/json"}
    gestures = {
        "news": phone.client.get(phone.url("phone_news")),
        "refused": phone.post("phone_answer", {**sent, "item": "inconnu"}, headers=json),
        "refused page": phone.post("phone_answer", {**sent, "item": "inconnu"}),
        "another round": phone.post("phone_send", {**sent, "round": "9"}),
        "by the QR": phone.client.get(reverse("join_by_qr", args=[phone.workshop.join_token]), follow=True),
    }
    return {what: neutral(response) for what, response in {**pages, **gestures}.items()}


def neutral(response):
    text = response.content.decode()
    for pattern, instead in RANDOM:
        text = pattern.sub(instead, text)
    return text


def play(room, open_phone, key, answers):
    """[{what: body}]: all that a phone is sent while another answers one thing, then another."""
    instrument, _, _address = key.partition("/")
    StepFactory(workshop=room.workshop, position=9, instrument_key=instrument)
    mine, hers = open_phone(), open_phone()
    step = room.go_to(9, advance=1)
    mine.answer(step, key, answers[0])  # she has answered too
    sent = []
    for inputs in answers:
        assert hers.answer(step, key, inputs).status_code == 200
        sent.append(all_that_a_phone_is_sent(mine, room.step))
    return sent


def without_version(sent):
    return {what: re.sub(r'"version":\d+,', "", body) for what, body in sent.items()}


@pytest.mark.parametrize("key", ANSWERS)
def test_what_another_answers_changes_nothing_that_a_phone_is_sent(room, open_phone, key):
    sent = play(room, open_phone, key, ANSWERS[key])

    one, other = map(without_version, sent)

    assert one == other
    assert {what: len(body) for what, body in one.items()} == {what: len(body) for what, body in other.items()}


@pytest.mark.parametrize("key", ["ft3/adopters", "members/absent", "ft7/plan"])
def test_no_word_of_another_is_ever_sent_before_the_reveal(room, open_phone, key):
    instrument = key.partition("/")[0]
    StepFactory(workshop=room.workshop, position=9, instrument_key=instrument)
    mine, hers = open_phone(), open_phone()
    step = room.go_to(9, advance=1)
    hers.answer(step, key, ANSWERS[key][0])

    heard = [what for what, body in all_that_a_phone_is_sent(mine, room.step).items() if CANARY in body]
    own = [what for what, body in all_that_a_phone_is_sent(hers, room.step).items() if CANARY in body]

    assert heard == []
    assert "q=1" in own  # else silence would prove nothing


def test_only_a_count_tells_that_another_has_answered(room, open_phone):
    mine, hers = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    before = without_version(all_that_a_phone_is_sent(mine, room.step))
    hers.answer(step, "ft3/importance", {"importance": "5"})
    after = without_version(all_that_a_phone_is_sent(mine, room.step))

    changed = [what for what in before if before[what] != after[what]]

    assert changed == ["news"]
    assert before["news"].replace('"answered":0', '"answered":1') == after["news"]


def test_words_stay_with_the_facilitation_even_after_the_reveal(room, open_phone):
    """Open answers are moderated: the phones tell how many there are, and no more."""
    StepFactory(workshop=room.workshop, position=9, instrument_key="ft3")
    mine, hers = open_phone(), open_phone()
    step = room.go_to(9, advance=1)
    hers.answer(step, "ft3/adopters", ANSWERS["ft3/adopters"][0])
    room.advance()

    sent = all_that_a_phone_is_sent(mine, room.step)

    assert [what for what, body in sent.items() if CANARY in body] == []


def test_masked_again_nothing_of_the_room_is_sent(room, open_phone):
    mine, hers = open_phone(), open_phone()
    step = room.go_to(2, advance=1)
    hers.answer(step, "ft3/importance", {"importance": "5"})
    room.advance()
    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)
    one = without_version(all_that_a_phone_is_sent(mine, room.step))
    services.remove_participants(workshop=room.workshop, by=room.by, ids=[hers.participant.public_id])
    other = without_version(all_that_a_phone_is_sent(mine, room.step))

    changed = [what for what in one if one[what] != other[what]]

    assert set(changed) <= {"news"}  # the count


def test_a_table_is_no_other_table(room, open_phone):
    Step.objects.filter(workshop=room.pk, position=3).update(mode=StepMode.TABLES)
    mine, hers = open_phone(), open_phone()
    step = room.go_to(3, advance=1)
    mine.post("phone_table", {"table": "1"})
    hers.post("phone_table", {"table": "2"})
    hers.answer(step, "experiences/positive", {"positive": CANARY})

    sent = all_that_a_phone_is_sent(mine, room.step)

    assert [what for what, body in sent.items() if CANARY in body] == []


def test_a_draft_of_the_facilitation_is_not_sent_before_it_is_shown(room, phone):
    room.go_to(2, advance=1)
    services.type_sentence(step=room.step, item="ft3/importance", sentence=CANARY)

    sent = all_that_a_phone_is_sent(phone, room.step)

    assert [what for what, body in sent.items() if CANARY in body] == []
