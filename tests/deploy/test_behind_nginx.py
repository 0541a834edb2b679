"""The two programs of deploy/systemd, in production, behind the site of deploy/nginx: what a browser gets."""

import http.client
import json
import os
import shlex
import signal
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.bench.servers import free_port, wait_until_open
from tests.deploy.nginx import TOP, configuration, without_nginx

pytestmark = without_nginx
PRODUCTION = {
    "PORTAIL_ENV": "production",
    "SECRET_KEY": "k7Qe1mX0vR3uT9pLw2Zc5Yb8Nh4Gd6Fs-Ja_Oi.Er,Mn;Bv:Cx!",
    "PUBLIC_URL": "https://portail.exemple.org",
    "PRIVACY_NAME": "Ana",
    "PRIVACY_TITLE": "Direction",
    "PRIVACY_EMAIL": "ana@exemple.org",
}


def command_of(unit):
    """What systemd would run, here."""
    lines = (TOP / "deploy" / "systemd" / unit).read_text().splitlines()
    [line] = [line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")]
    program, *arguments = shlex.split(line)
    return [str(Path(sys.executable).with_name(Path(program).name)), *arguments]


class Site:
    def __init__(self, *, https, http, pages):
        self.https, self.http, self.pages = https, http, pages

    def ask(self, path, *, method="GET", body=None, secure=True, **headers):
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = (
            http.client.HTTPSConnection("127.0.0.1", self.https, timeout=20, context=trusting)
            if secure
            else http.client.HTTPConnection("127.0.0.1", self.http, timeout=20)
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": "portail.exemple.org", **named})
        return connection.getresponse()


@contextmanager
def running(command, port, *, env):
    process = subprocess.Popen(command, cwd=TOP, env=env)
    try:
        wait_until_open(process, port)
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    database = f"sqlite:///{folder}/portail.sqlite3"
    return {**os.environ, **PRODUCTION, "DATABASE_URL": database, "PORTAIL_VAR": str(folder)}


@pytest.fixture(scope="module")
def person(environment):
    """Someone signed in, and her sheet."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.torture.people", "1"],
        cwd=TOP, env=environment, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(made.stdout)[0]


@pytest.fixture
def site(environment, person, tmp_path):
    ports = {name: free_port() for name in ("pages", "flux", "http", "https")}
    env = {**environment, "PORTAIL_PAGES": f"127.0.0.1:{ports['pages']}", "PORTAIL_WORKERS": "1"}
    flux = [str(ports["flux"]) if one == "8001" else one for one in command_of("portail-flux.service")]
    places = {"pages": f"127.0.0.1:{ports['pages']}", "flux": f"127.0.0.1:{ports['flux']}"}
    main = configuration(tmp_path, **places, http=ports["http"], https=ports["https"])
    with ExitStack() as stack:
        pages = stack.enter_context(running(command_of("portail-pages.service"), ports["pages"], env=env))
        stack.enter_context(running(flux, ports["flux"], env=env))
        stack.enter_context(running(["nginx", "-c", main, "-g", "daemon off;"], ports["https"], env=env))
        yield Site(https=ports["https"], http=ports["http"], pages=pages)


def test_the_site_as_a_browser_meets_it(site, person):
    plain = site.ask("/connexion/", secure=False)
    assert (plain.status, plain.headers["Location"]) == (301, "https://portail.exemple.org/connexion/")

    assert site.ask("/sante/").read() == b"ok\n"
    door = site.ask("/connexion/", X_Forwarded_Proto="http", X_Forwarded_Host="ailleurs.exemple.org")
    assert door.status == 200  # the visitor's own claims went no further than nginx
    assert door.headers["Set-Cookie"].startswith("__Host-csrf=")
    assert door.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"

    sheet = site.ask(person["page"], Cookie=person["cookie"])
    assert (sheet.status, sheet.headers["Cache-Control"]) == (200, "no-store")

    [style] = [one for one in sheet.read().decode().split('"') if one.startswith("/static/css/theme.")]
    kept = site.ask(style, Accept_Encoding="gzip")
    assert (kept.status, kept.headers["Content-Encoding"]) == (200, "gzip")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    too_large = site.ask(person["save"], method="POST", body=b"x" * (13 << 20))
    assert (too_large.status, "Envoi refusé" in too_large.read().decode()) == (413, True)


def test_news_come_through_at_once_and_go_on_while_the_pages_are_away(site, person):
    began = time.monotonic()
    stream = site.ask(
        "/flux" + person["save"].replace("champ/", "") + "?onglet=0123456789abcdef", Cookie=person["cookie"]
    )

    assert (stream.status, stream.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert [stream.readline() for _ in range(2)] == [b": bonjour\n", b"\n"]
    assert stream.readline().startswith(b"data: {")
    assert time.monotonic() - began < 5

    site.pages.send_signal(signal.SIGTERM)
    site.pages.wait()
    refused = site.ask(person["save"], method="POST", body=b"", Cookie=person["cookie"])
    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    assert "Le portail redémarre" in refused.read().decode()
    assert site.ask("/attente/attente.css").status == 200
    assert site.ask("/attente/un-instant.html").status == 404


def sheet_of(person):
    return person["save"].removesuffix("champ/")
