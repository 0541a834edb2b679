"""The only place that reads environment variables; every refusal names the variable and what to write."""

import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

# SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write (« WAL-reset bug »).
FIRST_SQLITE_WITH_SAFE_WAL = (3, 51, 3)
DATABASE_EXAMPLE = (
    "DATABASE_URL doit commencer par «\u00a0sqlite:///\u00a0» ou «\u00a0postgres://\u00a0». "
    "Exemple\u00a0: postgres://portail:motdepasse@localhost:5432/portail"
)
WHICH_DATABASE = (
    "Écrivez postgres://nom:motdepasse@hôte:5432/base. SQLite suffit à un petit portail sur une seule machine, mais "
    "demandez-le en toutes lettres\u00a0: sqlite:////var/lib/portail/portail.sqlite3"
)


PATIENCE, PATIENCE_OF_COMMANDS = 20, 600  # seconds, for the database
SHORTEST_CONNECTION = 2  # what libpq takes for one second
DEMONSTRATION_KEY = "local-demonstration-only-" + "0123456789" * 4
SHORTEST_KEY, FEWEST_SIGNS = 50, 10
NEW_KEY = "Faites-en une\u00a0: openssl rand -base64 48"
EXAMPLE_URL = "https://portail.exemple.org"


@contextmanager
def sentence_alone():
    """At the door of a program: what is badly set is said in its sentence, without a traceback, and it stops."""
    try:
        yield
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))


def read_mode():
    mode = os.environ.get("PORTAIL_ENV", "").strip() or "local"
    if mode not in {"local", "production"}:
        raise ImproperlyConfigured(
            f"PORTAIL_ENV vaut «\u00a0{mode}\u00a0». Écrivez «\u00a0production\u00a0», ou rien pour un essai local."
        )
    return mode


def refuse_flag(name, *, why):
    """For a door that production keeps shut."""
    if read_flag(name, default=False):
        raise ImproperlyConfigured(f"{name} ne peut pas être ouvert en production\u00a0: {why} Retirez {name}.")


def read_secret_key():
    key = require("SECRET_KEY", NEW_KEY)
    if key == DEMONSTRATION_KEY or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(f"SECRET_KEY est celle d’une démonstration, que tout le monde connaît. {NEW_KEY}")
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        raise ImproperlyConfigured(
            f"SECRET_KEY est trop simple\u00a0: il faut {SHORTEST_KEY} signes variés. {NEW_KEY}"
        )
    return key


def read_public_url():
    typed = require("PUBLIC_URL", f"Écrivez l’adresse publique, par exemple {EXAMPLE_URL}")
    url = typed.rstrip("/")
    try:
        parts = urlsplit(url)
        readable = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        readable = False
    if not readable or url != f"https://{parts.netloc}" or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"PUBLIC_URL vaut «\u00a0{typed}\u00a0». Écrivez https:// et le nom du site, rien d’autre\u00a0: "
            f"{EXAMPLE_URL}"
        )
    return url


def read_allowed_hosts(public_url):
    host = urlsplit(public_url).hostname
    host = f"[{host}]" if ":" in host else host
    hosts = read_list("ALLOWED_HOSTS", [host])
    if "*" in hosts:
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS accepte tout («\u00a0*\u00a0»). Écrivez les noms servis\u00a0: {host}"
        )
    if not validate_host(host, hosts):
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS oublie le nom de PUBLIC_URL. Ajoutez-le\u00a0: ALLOWED_HOSTS={','.join([host, *hosts])}"
        )
    return hosts


def read_number(name, default, *, lowest=1, highest=65535):
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(
            f"{name} vaut «\u00a0{value}\u00a0». Écrivez un nombre de {lowest} à {highest}, par exemple {default}."
        )
    return int(value)


def read_sender(*, default):
    """Mail that says nothing of where it comes from is refused by those who receive it."""
    sender = os.environ.get("DEFAULT_FROM_EMAIL", "").strip()
    example = "Écrivez l’adresse qui envoie, par exemple portail@exemple.org"
    if not os.environ.get("EMAIL_HOST"):
        return sender or default
    if not sender:
        raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL manque, alors que EMAIL_HOST est réglé. {example}")
    name, at, domain = sender.rpartition("@")
    if not (name.strip(" <") and at and domain.strip(" >")):
        raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL vaut «\u00a0{sender}\u00a0». {example}")
    return sender


def read_folder(name, default):
    """A folder where this program can write, or that it can create."""
    folder = Path(os.environ.get(name, "").strip() or default)
    nearest = next(one for one in [folder.absolute(), *folder.absolute().parents] if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"{name} vaut «\u00a0{folder}\u00a0», où rien ne peut être écrit. Donnez un dossier qui appartient au "
            "compte du portail."
        )
    return folder


def read_flag(name, default):
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "oui", "yes"}:
        return True
    if value in {"0", "false", "non", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} vaut «\u00a0{value}\u00a0». Écrivez 1 ou 0.")


def read_list(name, default=()):
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()] or list(default)


def require(name, what_to_write):
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} manque. {what_to_write}")
    return value


def read_patience():
    """How long one waits for the database. Nobody sits in front of a command."""
    seconds = read_number("PORTAIL_DATABASE_SECONDS", PATIENCE, highest=3600)
    return max(seconds, PATIENCE_OF_COMMANDS) if Path(sys.argv[0]).name == "manage.py" else seconds


def database_from_url(url, *, seconds=PATIENCE):
    """Django's settings for sqlite:///path or postgres://user:password@host:port/name?option=value.

    `seconds` is how long one waits for a lock, or for a database that does not answer; then the wait is refused.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(DATABASE_EXAMPLE) from None
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite_database(unquote(parts.path), seconds=seconds)
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "rlp_portal.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": port,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": postgresql_options(seconds),
        }
    raise ImproperlyConfigured(DATABASE_EXAMPLE)


def postgresql_options(seconds):
    """Durable before acknowledged. Neither a lock, a slow statement nor a dead network holds a thread for ever."""
    milliseconds = seconds * 1000
    session = {
        "synchronous_commit": "on",
        "lock_timeout": milliseconds,
        "statement_timeout": milliseconds + 5000,  # a lock waited for in vain is said as such
    }
    return {
        "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
        "connect_timeout": max(seconds, SHORTEST_CONNECTION),
        "keepalives_idle": 20,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": milliseconds,
    }


def sqlite_database(path, *, seconds):
    """Durable before acknowledged: FULL, and a rollback journal wherever WAL is not safe. Never mmap_size."""
    journal = "WAL" if sqlite3.sqlite_version_info >= FIRST_SQLITE_WITH_SAFE_WAL else "DELETE"
    return {
        "ENGINE": "rlp_portal.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": seconds,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }
