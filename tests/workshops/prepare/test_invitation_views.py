import re

import segno
from django.utils import timezone

from rlp_portal.workshops.services import close_workshop, open_workshop
from tests.rlps.carnet.pages import Page


def page_of(response):
    return Page(response, path="").first("main")


def test_the_invitation_shows_the_code_the_qr_and_the_words_to_send(client, url, prepared, settings):
    settings.PUBLIC_URL = "https://portail.exemple.org"
    prepared.starts_at, prepared.place = (
        timezone.make_aware(timezone.datetime(2026, 11, 20, 9)),
        "Centre communautaire",
    )
    prepared.save()

    page = page_of(client.get(url("workshop_invitation")))

    code = f"{str(prepared.join_code)[:4]}\u00a0{str(prepared.join_code)[4:]}"
    assert page.first("p", class_="join-code").text == code
    assert page.first(class_="invitation-address").text == "portail.exemple.org"
    words = page.first("textarea").text
    assert f"https://portail.exemple.org/q/{prepared.join_token}/" in words
    assert f"Ou allez à portail.exemple.org et écrivez le code {code}." in words
    assert "20 novembre 2026 à 9\u00a0h" in words.replace("\u00a0novembre\u00a0", " novembre ")
    assert "Centre communautaire" in words


def test_the_words_promise_anonymity_only_where_it_holds(client, url, prepared):
    promise = "Vos réponses sont anonymes"
    before = page_of(client.get(url("workshop_invitation"))).first("textarea").text

    prepared.steps.filter(kind="instrument").update(anonymity="first_names")

    after = page_of(client.get(url("workshop_invitation"))).first("textarea").text
    assert (promise in before, promise in after) == (True, False)


def test_the_qr_holds_the_address_and_is_named(client, url, prepared):
    response = client.get(url("workshop_qr"))

    drawn = response.content.decode()
    expected = segno.make(f"http://testserver/q/{prepared.join_token}/", error="m", micro=False)
    size = expected.symbol_size(border=4)[0]
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"] == f'attachment; filename="qr-atelier-{prepared.join_code}.svg"'
    assert f'viewBox="0 0 {size} {size}"' in drawn
    assert "<title>Code QR pour entrer dans l’atelier</title>" in drawn
    path = re.search(r'stroke="#23302f" d="([^"]+)"', drawn)[1]
    assert path in expected.svg_inline(dark="#23302f", border=4)
    assert "style=" not in drawn


def test_renewing_gives_another_code_and_another_qr(client, url, prepared):
    before = prepared.join_code, prepared.join_token

    response = client.post(url("renew_codes"), follow=True)

    prepared.refresh_from_db()
    assert not set(before) & {prepared.join_code, prepared.join_token}
    assert "Les anciens n’ouvrent plus rien." in page_of(response).text


def test_nobody_is_invited_to_what_is_over(client, url, prepared, facilitator):
    open_workshop(workshop=prepared, by=facilitator)
    close_workshop(workshop=prepared, by=facilitator)

    page = page_of(client.get(url("workshop_invitation")))
    assert "Cet atelier est terminé. On n’y entre plus." in page.text
    assert str(prepared.join_token) not in page.text
    assert client.get(url("workshop_qr")).status_code == 404
