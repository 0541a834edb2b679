"""Coming in by the code or the QR, and coming back: B29 to B32, T02 to T05."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts.models import FailedTries
from rlp_portal.workshops import services
from rlp_portal.workshops.models import Participant, Workshop
from rlp_portal.workshops.phone import brake
from tests.factories import WorkshopFactory
from tests.rlps.reading import texts

pytestmark = pytest.mark.django_db

NOWHERE = (
    "Ce code ne fait entrer personne pour l’instant. Vérifiez-le. S’il est bon, la porte de l’atelier est fermée"
    "\u00a0: demandez à l’animation de l’ouvrir."
)
DOOR_CLOSED = (
    "La porte de cet atelier est fermée. Demandez à l’animation de l’ouvrir, puis balayez de nouveau le code QR."
)
NOTHING_OPENS = "Ces deux codes n’ouvrent rien pour l’instant. Vérifiez les huit chiffres et les quatre lettres."


@pytest.fixture
def browser():
    return Client()


def type_code(browser, code, **more):
    return browser.post(reverse("join_by_code"), {"code": code, **more})


def qr(workshop):
    return reverse("join_by_qr", args=[workshop.join_token])


def room_of(workshop):
    return reverse("phone", args=[workshop.public_id])


# ---- The code ---------------------------------------------------------------------------------------------------


def test_the_code_leads_to_the_workshop_and_one_press_comes_in(browser, workshop):
    asked = type_code(browser, str(workshop.join_code))
    shown = browser.get(asked["Location"])
    entered = browser.post(asked["Location"])

    assert (asked.status_code, asked["Location"]) == (302, qr(workshop))
    assert texts(shown, "eyebrow") == [workshop.round.rlp.name]
    assert (entered.status_code, entered["Location"]) == (302, room_of(workshop))
    assert Participant.objects.filter(workshop=workshop).count() == 1


def test_b29_spaces_dashes_and_letters_that_look_like_digits_are_no_mistake(browser, db):
    workshop = WorkshopFactory(is_open=True, join_code=10_293_810)

    for typed in ("1029 3810", "1O29-38I0", " 10 29 38 10 ", "l0293810"):
        assert type_code(browser, typed)["Location"] == qr(workshop)


@pytest.mark.parametrize("typed", ["1234567", "123", "", "123456789"])
def test_b31_a_code_of_another_length_says_how_many_digits_it_has(browser, workshop, typed):
    response = type_code(browser, typed)

    assert response.status_code == 422
    assert texts(response, "field-error") == ["Le code compte 8\u00a0chiffres."]
    assert FailedTries.objects.count() == 0


def test_b30_wrong_closed_expired_and_behind_a_closed_door_are_answered_alike(room):
    closed, old = WorkshopFactory(is_open=True), WorkshopFactory(is_open=True)
    services.set_door(workshop=closed, is_open=False, by=room.by)
    services.close_workshop(workshop=old, by=room.by)
    Workshop.everything.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=2))
    codes = ["12345678", str(WorkshopFactory().join_code), str(closed.join_code), str(old.join_code)]

    answers = [type_code(Client(), code) for code in codes]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert [texts(answer, "field-error") for answer in answers] == [[NOWHERE]] * 4
    assert len({without(answer, code) for answer, code in zip(answers, codes, strict=True)}) == 1


def without(response, code):
    """The page, but for what was typed and for its masked token."""
    shown = unescape(response.content.decode()).replace(code, "code")
    token = response.context["csrf_token"]
    return shown.replace(str(token), "")


def test_an_address_with_the_code_types_it_and_looks_nothing_up(browser, workshop, django_assert_num_queries):
    with django_assert_num_queries(0):
        good = browser.get(reverse("join", args=[workshop.join_code]))
        wrong = browser.get(reverse("join", args=[12_345_678]))

    assert (good.status_code, wrong.status_code) == (200, 200)
    said = f"{str(workshop.join_code)[:4]}\u00a0{str(workshop.join_code)[4:]}"
    assert f'value="{said}"' in good.text


# ---- The QR -----------------------------------------------------------------------------------------------------


def test_t03_a_renewed_qr_is_an_old_one(browser, room):
    before = qr(room.workshop)
    services.renew_codes(workshop=room.workshop, by=room.by)

    gone, unknown = browser.get(before), browser.get(reverse("join_by_qr", args=["inconnu"]))

    assert (gone.status_code, unknown.status_code) == (410, 410)
    assert texts(gone, "said") == texts(unknown, "said") == [NOWHERE]
    assert browser.get(qr(room.workshop)).status_code == 200


def test_a_closed_door_lets_nobody_new_in_and_those_who_were_there_back(room, phone):
    services.set_door(workshop=room.workshop, is_open=False, by=room.by)

    shut = Client().get(qr(room.workshop))
    assert (shut.status_code, texts(shut, "said")) == (410, [DOOR_CLOSED])
    assert Client().post(qr(room.workshop)).status_code == 410
    assert phone.client.get(qr(room.workshop))["Location"] == room_of(room.workshop)
    assert type_code(phone.client, str(room.workshop.join_code))["Location"] == qr(room.workshop)
    assert Participant.objects.count() == 1


def test_a_page_is_no_entrance(browser, workshop):
    """Whatever reads addresses to show what is behind them does not fill the room."""
    browser.get(qr(workshop))
    browser.head(qr(workshop))

    assert Participant.objects.count() == 0


def test_coming_in_twice_is_being_there_once(workshop, phone):
    again = phone.client.post(qr(workshop))

    assert (again.status_code, again["Location"]) == (302, room_of(workshop))
    assert Participant.objects.count() == 1


def test_a_full_room_says_so(browser, workshop, phone):
    Workshop.everything.filter(pk=workshop.pk).update(most_people=1)

    response = browser.post(qr(workshop))

    assert response.status_code == 410
    assert texts(response, "said") == [
        "La salle est pleine. Dites-le à l’animation\u00a0: elle peut faire de la place."
    ]


def test_the_notice_comes_before_anything_is_written(browser, workshop, settings):
    response = browser.get(qr(workshop))

    assert texts(response, "promises") == [
        "Anonyme\u00a0: personne ici ne verra qui a répondu. "
        "Nous ne demandons ni nom ni courriel, et ne gardons pas l’adresse de votre appareil. "
        "Un témoin (cookie) vous reconnaît si votre téléphone s’endort. "
        "La clé est détruite 30 jours après l’atelier."
    ]
    assert settings.PRIVACY_NAME in texts(response, "small")[0]


# ---- The cookie -------------------------------------------------------------------------------------------------


def test_t05_the_key_lies_in_a_cookie_that_no_script_and_no_other_site_reads(workshop, phone):
    [cookie] = [one for one in phone.client.cookies.values() if one.key.endswith(workshop.public_id.hex)]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert len(cookie.value) >= 22
    assert cookie.value not in phone.get().text


def test_t05_a_cookie_set_beforehand_is_not_kept(browser, workshop):
    name = f"atelier-{workshop.public_id.hex}"
    browser.cookies[name] = "chosen-by-somebody-else"

    browser.post(qr(workshop))

    assert browser.cookies[name].value != "chosen-by-somebody-else"


# ---- Coming back ------------------------------------------------------------------------------------------------


def come_back(browser, code, letters):
    return browser.post(reverse("resume_phone"), {"code": code, "letters": letters})


def test_four_letters_lead_back_from_another_browser_even_through_a_closed_door(room, phone, browser):
    services.set_door(workshop=room.workshop, is_open=False, by=room.by)
    letters = phone.participant.resume_code.lower()

    response = come_back(browser, str(room.workshop.join_code), f" {letters} ")

    assert (response.status_code, response["Location"]) == (302, room_of(room.workshop))
    assert browser.get(room_of(room.workshop)).context["participant"] == phone.participant
    assert phone.get().status_code == 404  # the key moved


def test_wrong_letters_and_a_wrong_code_are_answered_alike(phone, workshop, browser):
    answers = [
        come_back(browser, str(workshop.join_code), "ZZZZ"),
        come_back(browser, "12345678", phone.participant.resume_code),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [texts(answer, "said") for answer in answers] == [[NOTHING_OPENS]] * 2


def test_letters_are_guessed_at_together_whatever_the_browser(phone, workshop):
    code = str(workshop.join_code)
    tries = [come_back(Client(), code, "ZZZZ").status_code for _ in range(8)]

    response = come_back(Client(), code, phone.participant.resume_code)

    assert tries == [422] * 8
    assert response.status_code == 429
    assert texts(response, "said") == ["Trop d’essais. Réessayez dans 15\u00a0minutes ou balayez le code QR."]


def test_a_removed_person_does_not_come_back_by_her_letters(room, phone, browser):
    services.remove_participants(workshop=room.workshop, by=room.by, ids=[phone.participant.public_id])

    response = come_back(browser, str(room.workshop.join_code), phone.participant.resume_code)

    assert response.status_code == 403
    assert texts(response, "said") == [
        "L’animation a retiré cet appareil de l’atelier. Parlez-lui si c’est une erreur."
    ]


# ---- The brake --------------------------------------------------------------------------------------------------


def test_b32_too_many_wrong_codes_make_this_browser_wait(browser, workshop):
    tries = [type_code(browser, f"1234567{n}").status_code for n in range(8)]

    response = type_code(browser, str(workshop.join_code))

    assert tries == [422] * 8
    assert response.status_code == 429
    assert 35 <= int(response["Retry-After"]) <= 41
    assert texts(response, "field-error") == [
        f"Trop d’essais. Réessayez dans {response['Retry-After']}\u00a0secondes ou balayez le code QR."
    ]
    assert browser.get(qr(workshop)).status_code == 200  # the QR is never slowed down


def test_others_in_the_room_do_not_wait(browser, workshop):
    for n in range(9):
        type_code(browser, f"1234567{n}")

    assert type_code(Client(), str(workshop.join_code)).status_code == 302


def test_t02_three_hundred_good_joins_of_one_address_are_never_refused(browser, workshop):
    Workshop.everything.filter(pk=workshop.pk).update(most_people=400)
    answers = []
    for _ in range(300):
        browser.cookies.clear()
        answers += [type_code(browser, str(workshop.join_code)).status_code, browser.post(qr(workshop)).status_code]

    assert answers == [302] * 600
    assert Participant.objects.filter(workshop=workshop).count() == 300
    assert FailedTries.objects.count() == 0


def test_no_address_is_kept_of_whoever_fails(browser, workshop):
    browser.post(reverse("join_by_code"), {"code": "12345678"}, REMOTE_ADDR="192.0.2.77")
    before = set(FailedTries.objects.values_list("fingerprint", flat=True))
    browser.post(reverse("join_by_code"), {"code": "12345678"}, REMOTE_ADDR="198.51.100.3")

    assert set(FailedTries.objects.values_list("fingerprint", flat=True)) == before
    assert browser.cookies[brake.COOKIE]["max-age"] == 600


def test_beyond_the_common_budget_a_code_waits_a_second(browser, workshop, monkeypatch):
    monkeypatch.setattr(brake, "MOST_OF_ALL", 3)
    monkeypatch.setattr(brake, "key_of_all", lambda: "0" * 64)  # whatever the ten minutes that begin meanwhile
    for _ in range(3):
        type_code(Client(), "12345678")
    code = str(workshop.join_code)

    held = type_code(browser, code)
    ticket = held.context["ticket"]
    too_soon = type_code(browser, code, ticket=ticket)
    monkeypatch.setattr(brake, "PAUSE_SECONDS", 0)

    assert (held.status_code, too_soon.status_code) == (429, 429)
    assert type_code(browser, "87654321", ticket=ticket).status_code == 429  # a ticket is of one code
    assert type_code(browser, code, ticket=ticket)["Location"] == qr(workshop)
