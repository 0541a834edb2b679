"""What anyone may read about privacy, accessibility and security."""

import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from tests.test_environment import WELL_SET

TOP = Path(__file__).resolve().parents[2]


def test_footer_leads_to_the_public_pages(client, db):
    html = client.get("/").content.decode()

    footer = html[html.index("<footer") :]
    assert re.findall(r'href="(/[^"]+)"', footer) == ["/confidentialite/", "/accessibilite/"]


def test_privacy_names_who_answers(client, db, settings):
    settings.PRIVACY_NAME, settings.PRIVACY_TITLE = "Ana Tremblay", "directrice"
    settings.PRIVACY_EMAIL, settings.PRIVACY_ORGANISATION = "ana@exemple.org", "CPE des Berges"

    html = client.get("/confidentialite/").content.decode()

    for named in ("Ana Tremblay", "directrice, CPE des Berges", "mailto:ana@exemple.org"):
        assert named in html


def test_cookies_of_the_page_are_those_that_a_browser_gets(client, db, settings):
    html = client.get("/confidentialite/").content.decode()

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert f'<th scope="row" class="text-nowrap">{name}</th>' in html


def test_security_txt_is_as_the_rfc_wants(client, db):
    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert list(fields) == ["Contact", "Expires", "Preferred-Languages"]
    assert fields["Contact"] == "mailto:vie.privee@exemple.org"
    assert datetime.fromisoformat(fields["Expires"]) > timezone.now()
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("missing", ["PRIVACY_NAME", "PRIVACY_TITLE", "PRIVACY_EMAIL"])
def test_production_does_not_start_without_someone_who_answers(missing):
    given = dict(WELL_SET)
    given.pop(missing)

    done = subprocess.run([sys.executable, "manage.py", "check"], cwd=TOP, env=given, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"{missing} manque." in done.stderr
