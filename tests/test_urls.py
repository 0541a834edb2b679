"""Refusals said by the portal's own addresses: the handlers of `urls.py` are those of `ui/errors.py`."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

SIGN_IN = "/connexion/"
MEBIBYTE = 1024 * 1024
UNREAD = "L’envoi est incomplet. Votre texte est encore ici\u00a0: copiez-le, puis rechargez la page."
TOO_BIG = "L’envoi est trop gros (limite\u00a0: 1\u00a0Mo). Votre texte est encore ici\u00a0: raccourcissez-le."


@pytest.fixture
def script(client):
    client.raise_request_exception = False
    client.defaults["HTTP_ACCEPT"] = "application/json"
    return client


def said(response):
    return response.status_code, response.json()["message"]


def test_a_host_that_is_not_ours_is_refused_in_french(script):
    assert said(script.get("/", headers={"host": "ailleurs.exemple.org"})) == (400, UNREAD)


def test_a_charset_that_no_browser_sends_is_refused_in_french(script):
    response = script.post(SIGN_IN, b"login=a", "application/x-www-form-urlencoded; charset=utf-7")

    assert response.status_code == 400


def test_a_form_cut_on_its_way_is_not_read_as_if_it_were_whole(script):
    sent = b"login=marie%40exemple.org&password=une-longue-phrase"
    half = {"wsgi.input": io.BytesIO(sent[:-10]), "CONTENT_LENGTH": str(len(sent))}

    response = script.generic("POST", SIGN_IN, sent, "application/x-www-form-urlencoded", **half)

    assert said(response) == (400, UNREAD)


def test_too_large_a_body_is_refused_with_its_limit(script):
    response = script.post(SIGN_IN, b"password=" + b"a" * MEBIBYTE, "application/x-www-form-urlencoded")

    assert said(response) == (413, TOO_BIG)


def test_too_large_a_file_is_refused_before_it_reaches_the_disk(script):
    response = script.post(SIGN_IN, {"file": SimpleUploadedFile("film.mp4", b"a" * MEBIBYTE)})

    assert said(response) == (413, TOO_BIG)


def test_a_small_file_is_left_at_the_door(script):
    response = script.post(SIGN_IN, {"file": SimpleUploadedFile("note.txt", b"a")})

    assert (response.status_code, response.wsgi_request.FILES) == (200, {})
