"""What the log holds after breakdowns and bad requests: where it happened, and nothing of anyone (T28)."""

import io
import logging
import re

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from rlp_portal.logs import CarefulFormatter, without_secrets
from tests.ui.test_errors import said

CANARY = "canari"
MAIL, COOKIE = f"{CANARY}@exemple.org", f"{CANARY}biscuit"
TOKEN, CODE = f"{CANARY}-9f8e7d6c5b4a3f2e1d0c", "4821 7730"


@csrf_exempt
@login_not_required
def break_down(request, token):
    typed = request.POST.get("texte", "")
    try:
        raise IntegrityError(f"Key (email)=({MAIL}) already exists. {typed}")
    except IntegrityError as error:
        raise ValueError(f"{typed} {request.COOKIES} {token} {CODE}") from error


@login_not_required
def lose_the_database(request):
    raise OperationalError(f"connection to 10.0.0.3 failed for {MAIL}")


@csrf_exempt
@login_not_required
def read_form(request):
    return HttpResponse(str(len(request.POST)))


handler400, handler500 = "rlp_portal.ui.errors.bad_request", "rlp_portal.ui.errors.server_error"
urlpatterns = [
    path("jeton/<str:token>/", break_down),
    path("base/", lose_the_database),
    path("formulaire/", read_form),
]


@pytest.fixture
def visitor(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.cookies["__Host-session"] = COOKIE
    return client


@pytest.fixture
def log():
    """What the portal's own settings write."""
    assert settings.LOGGING["formatters"]["careful"]["()"] == "rlp_portal.logs.CarefulFormatter"
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(CarefulFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: written.getvalue()
    logging.getLogger().removeHandler(handler)


def lines_of(written):
    return [re.sub(r"^\S+ \S+ ", "", line) for line in written.splitlines()]


def test_a_breakdown_says_where_and_nothing_of_anyone(visitor, log):
    page = visitor.post(f"/jeton/{TOKEN}/?courriel={MAIL}", {"texte": f"{CANARY} nos mots"})

    reference = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", said(page))[0]
    first, *places = lines_of(log())
    assert page.status_code == 500
    assert first == f"ERROR rlp_portal.ui.errors Reference {reference}: POST /jeton/<str:token>/"
    assert [line for line in places if "tests/test_logs.py" in line][-1].endswith("break_down")
    assert [line.strip() for line in log().splitlines() if re.match(r"[\w.]+$", line)] == [
        "ValueError",
        "django.db.utils.IntegrityError",
    ]
    assert CANARY not in log()
    assert CODE not in log()


def test_an_absent_database_is_written_without_its_address(visitor, log, monkeypatch):
    monkeypatch.setattr("rlp_portal.ui.errors._told_at", {})  # it explains itself once a minute

    response = visitor.get(f"/base/?q={CANARY}")

    assert response.status_code == 503
    assert lines_of(log())[0] == "ERROR rlp_portal.ui.errors Database away: GET /base/"
    assert "OperationalError" in log()
    assert not re.search(rf"{CANARY}|10\.0\.0\.3", log())


@pytest.mark.parametrize(
    ("sent", "status", "line"),
    [
        (
            {"headers": {"host": f"{CANARY}.exemple.org"}},
            400,
            "ERROR django.security.DisallowedHost Refused: DisallowedHost",
        ),
        (
            {"data": {"texte": CANARY * 200_000}},
            413,
            "ERROR django.security.RequestDataTooBig Refused: RequestDataTooBig",
        ),
        (
            {"data": {f"{CANARY}{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}},
            413,
            "ERROR django.security.TooManyFieldsSent Refused: TooManyFieldsSent",
        ),
    ],
    ids=["host", "body", "fields"],
)
def test_a_refused_request_is_one_line(visitor, log, sent, status, line):
    visitor.raise_request_exception = False

    response = visitor.post("/formulaire/", **sent)

    assert (response.status_code, lines_of(log())) == (status, [line])


def test_a_wrong_address_is_no_news(visitor, log):
    assert visitor.get(f"/{CANARY}/").status_code == 404
    assert log() == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Mail to {MAIL} refused", "Mail to [courriel] refused"),
        ("GET /connexion/?next=/rlp/&code=48217730", "GET /connexion/?[…]"),
        ("Cookie: __Host-session=abcd; x", "Cookie=[…] x"),
        ("from 192.168.0.12 and 2001:db8:0:1:1:1:1:1", "from [adresse] and [adresse]"),
        ("code 4821 7730, 48217730, 482177", "code [code], [code], [code]"),
        (f"/invitation/{TOKEN}/", "/invitation/[jeton]/"),
        ("Reference 9F3A-11C0: POST /rlp/<slug:slug>/", "Reference 9F3A-11C0: POST /rlp/<slug:slug>/"),
        ("The PDF process ended with 1", "The PDF process ended with 1"),
    ],
)
def test_what_a_message_may_not_say_is_hidden(text, left):
    assert without_secrets(text) == left
