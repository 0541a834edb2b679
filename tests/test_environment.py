"""What is badly set is refused before anything starts, in one sentence that says what to write."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from rlp_portal.environment import sentence_alone

TOP = Path(__file__).resolve().parents[1]
GOOD_KEY = "k7Qe1mX0vR3uT9pLw2Zc5Yb8Nh4Gd6Fs-Ja_Oi.Er,Mn;Bv:Cx!"
WELL_SET = {
    "PATH": os.environ["PATH"],
    "PORTAIL_ENV": "production",
    "SECRET_KEY": GOOD_KEY,
    "PUBLIC_URL": "https://portail.exemple.org",
    "DATABASE_URL": "postgres://portail@localhost/portail",
    "PRIVACY_NAME": "Ana",
    "PRIVACY_TITLE": "Direction",
    "PRIVACY_EMAIL": "ana@exemple.org",
}
NEW_KEY = "Faites-en une : openssl rand -base64 48"
SIMPLE_KEY = f"SECRET_KEY est trop simple : il faut 50 signes variés. {NEW_KEY}"
WHAT_URL = "Écrivez https:// et le nom du site, rien d’autre : https://portail.exemple.org"
WHAT_DATABASE = (
    "DATABASE_URL doit commencer par « sqlite:/// » ou « postgres:// ». "
    "Exemple : postgres://portail:motdepasse@localhost:5432/portail"
)
WHAT_SENDER = "Écrivez l’adresse qui envoie, par exemple portail@exemple.org"
UNWRITABLE = "où rien ne peut être écrit. Donnez un dossier qui appartient au compte du portail."
REFUSED = [
    (
        {"PORTAIL_ENV": "prod"},
        "PORTAIL_ENV vaut « prod ». Écrivez « production », ou rien pour un essai local.",
    ),
    ({"SECRET_KEY": ""}, f"SECRET_KEY manque. {NEW_KEY}"),
    ({"SECRET_KEY": "court"}, SIMPLE_KEY),
    ({"SECRET_KEY": "a" * 80}, SIMPLE_KEY),
    (
        {"SECRET_KEY": "local-demonstration-only-" + "0123456789" * 4},
        f"SECRET_KEY est celle d’une démonstration, que tout le monde connaît. {NEW_KEY}",
    ),
    (
        {"SECRET_KEY": "django-insecure-" + GOOD_KEY},
        f"SECRET_KEY est celle d’une démonstration, que tout le monde connaît. {NEW_KEY}",
    ),
    ({"PUBLIC_URL": ""}, "PUBLIC_URL manque. Écrivez l’adresse publique, par exemple https://portail.exemple.org"),
    *(
        ({"PUBLIC_URL": url}, f"PUBLIC_URL vaut « {url} ». {WHAT_URL}")
        for url in (
            "http://portail.exemple.org",
            "portail.exemple.org",
            "https://",
            "https://portail.exemple.org/carnet",
            "https://moi@portail.exemple.org",
            "https://portail.exemple.org:porte",
            "https://[portail",
        )
    ),
    (
        {"DATABASE_URL": ""},
        "DATABASE_URL manque. Écrivez postgres://nom:motdepasse@hôte:5432/base. SQLite suffit à un petit portail sur "
        "une seule machine, mais demandez-le en toutes lettres : sqlite:////var/lib/portail/portail.sqlite3",
    ),
    *(
        ({"DATABASE_URL": url}, WHAT_DATABASE)
        for url in ("mysql://localhost/portail", "postgres://localhost", "postgres://localhost:porte/p", "sqlite://")
    ),
    (
        {"DEBUG": "1"},
        "DEBUG ne peut pas être ouvert en production : les pages d’erreur montreraient le code et les réglages. "
        "Retirez DEBUG.",
    ),
    (
        {"PORTAIL_DEMO": "oui"},
        "PORTAIL_DEMO ne peut pas être ouvert en production : ses comptes ont un mot de passe connu de tous. "
        "Retirez PORTAIL_DEMO.",
    ),
    ({"DEBUG": "peut-être"}, "DEBUG vaut « peut-être ». Écrivez 1 ou 0."),
    (
        {"ALLOWED_HOSTS": "autre.exemple.org"},
        "ALLOWED_HOSTS oublie le nom de PUBLIC_URL. Ajoutez-le : ALLOWED_HOSTS=portail.exemple.org,autre.exemple.org",
    ),
    (
        {"ALLOWED_HOSTS": "*"},
        "ALLOWED_HOSTS accepte tout (« * »). Écrivez les noms servis : portail.exemple.org",
    ),
    (
        {"EMAIL_PORT": "smtp"},
        "EMAIL_PORT vaut « smtp ». Écrivez un nombre de 1 à 65535, par exemple 587.",
    ),
    (
        {"EMAIL_HOST": "courriel.exemple.org"},
        f"DEFAULT_FROM_EMAIL manque, alors que EMAIL_HOST est réglé. {WHAT_SENDER}",
    ),
    (
        {"EMAIL_HOST": "courriel.exemple.org", "DEFAULT_FROM_EMAIL": "portail"},
        f"DEFAULT_FROM_EMAIL vaut « portail ». {WHAT_SENDER}",
    ),
    ({"PORTAIL_VAR": "/dev/null"}, f"PORTAIL_VAR vaut « /dev/null », {UNWRITABLE}"),
    ({"PORTAIL_VAR": "/dev/null/dedans"}, f"PORTAIL_VAR vaut « /dev/null/dedans », {UNWRITABLE}"),
    (
        {"PORTAIL_DATABASE_SECONDS": "0"},
        "PORTAIL_DATABASE_SECONDS vaut « 0 ». Écrivez un nombre de 1 à 3600, par exemple 20.",
    ),
    (
        {"PORTAIL_BACKUP_HOURS": "souvent"},
        "PORTAIL_BACKUP_HOURS vaut « souvent ». Écrivez un nombre de 1 à 840, par exemple 24.",
    ),
]
ACCEPTED = [
    {},
    {"PUBLIC_URL": "https://portail.exemple.org/"},
    {"PUBLIC_URL": "https://portail.exemple.org:8443"},
    {"DATABASE_URL": "sqlite:////tmp/portail.sqlite3"},
    {"ALLOWED_HOSTS": ".exemple.org"},
    {"EMAIL_HOST": "courriel.exemple.org", "DEFAULT_FROM_EMAIL": "Portail <portail@exemple.org>"},
]


def environment(changed):
    return {name: value for name, value in {**WELL_SET, **changed}.items() if value}


def start(command, **changed):
    return subprocess.run(
        [sys.executable, *command],
        cwd=TOP,
        env=environment(changed),
        capture_output=True,
        text=True,
        timeout=120,
    )


def shown(text):
    return text.replace("\u00a0", " ")


def read_settings(changed):
    """As a program that starts; here rather than in a process of its own, which costs half a second each time."""
    with mock.patch.dict(os.environ, environment(changed), clear=True), sentence_alone():
        runpy.run_path(str(TOP / "rlp_portal" / "settings.py"))


@pytest.mark.parametrize(("changed", "sentence"), REFUSED, ids=[str(changed) for changed, _ in REFUSED])
def test_what_is_badly_set_is_said_alone(changed, sentence):
    with pytest.raises(SystemExit) as refusal:
        read_settings(changed)

    assert shown(refusal.value.code) == sentence


@pytest.mark.parametrize("changed", ACCEPTED, ids=str)
def test_what_is_well_set_starts(changed, capfd):
    read_settings(changed)

    assert capfd.readouterr() == ("", "")


def test_a_program_well_set_starts():
    done = start(["manage.py", "version"])

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "migrate"],
        ["manage.py", "invite_administrator", "a@exemple.org", "Ana"],
        ["deploy/serve.py", "127.0.0.1", "8999"],
        ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"],
        ["-m", "uvicorn", "rlp_portal.asgi:application", "--port", "0"],
    ],
    ids=" ".join,
)
def test_every_program_refuses_alike(command):
    done = start(command, SECRET_KEY="")

    assert (done.returncode, done.stdout) == (1, "")
    assert shown(done.stderr).strip() == f"SECRET_KEY manque. {NEW_KEY}"


WAIT = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['connect_timeout'])"


@pytest.mark.parametrize(
    ("command", "seconds"),
    [(["manage.py", "shell", "--no-imports", "-c", WAIT], "600"), (["-c", WAIT], "20")],
    ids=["a command", "a page"],
)
def test_a_page_gives_the_database_seconds_and_a_command_minutes(command, seconds):
    done = start(command, DJANGO_SETTINGS_MODULE="rlp_portal.settings", PORTAIL_DATABASE_SECONDS="20")

    assert (done.stdout, done.stderr) == (f"{seconds}\n", "")
