"""The only place that reads environment variables; every refusal names the variable and what to write."""

import os
import sqlite3
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write (« WAL-reset bug »).
FIRST_SQLITE_WITH_SAFE_WAL = (3, 51, 3)


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


def database_from_url(url):
    """Django's settings for sqlite:///path or postgres://user:password@host:port/name?option=value."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_database(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c synchronous_commit=on"},
        }
    raise ImproperlyConfigured(
        "DATABASE_URL doit commencer par «\u00a0sqlite:///\u00a0» ou «\u00a0postgres://\u00a0». "
        "Exemple\u00a0: postgres://portail:motdepasse@localhost:5432/portail"
    )


def sqlite_database(path):
    """Durable before acknowledged: FULL, and a rollback journal wherever WAL is not safe. Never mmap_size."""
    journal = "WAL" if sqlite3.sqlite_version_info >= FIRST_SQLITE_WITH_SAFE_WAL else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }
