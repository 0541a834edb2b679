"""What is in force now, asked of the machine and of the database rather than of the settings."""

import platform
from dataclasses import dataclass
from importlib.metadata import version

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rlp_portal.reports.checks import LIBRARIES, is_present
from rlp_portal.reports.fonts import FONTS, font_paths
from rlp_portal.stewardship.backups import backup_state
from rlp_portal.stewardship.versions import portal_version
from rlp_portal.ui import disk
from rlp_portal.ui.typography import count_words, number

GIGABYTE = 1_000_000_000
SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


@dataclass(frozen=True)
class Finding:
    label: str
    said: str
    is_good: bool = True


def answers():
    """Whether the database does. Raises what it raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def examine():
    return [database(), durability(), migrations(), room(), last_backup(), pdf_engine(), mail(), versions()]


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def database():
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    return Finding(
        "Base de données", f"{engine} {'.'.join(map(str, connection.get_database_version()))}, elle répond."
    )


def durability():
    """What is acknowledged must survive a power cut."""
    if connection.vendor == "sqlite":
        found = f"synchronous={SYNCHRONOUS[ask('PRAGMA synchronous')]}, journal={ask('PRAGMA journal_mode').upper()}"
        is_good = "synchronous=FULL" in found or "synchronous=EXTRA" in found
        if "WAL" in found and connection.Database.sqlite_version_info < (3, 51, 3):
            is_good = False
    else:
        found = f"synchronous_commit={ask('SHOW synchronous_commit')}, fsync={ask('SHOW fsync')}"
        is_good = found == "synchronous_commit=on, fsync=on"
    kept = "Ce qui est dit enregistré survit à une panne de courant."
    said = kept if is_good else "Une panne de courant peut faire perdre ce qui est dit enregistré."
    return Finding("Enregistrement durable", f"{said} ({found})", is_good)


def migrations():
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        said = count_words(waiting, "mise à jour attend", "mises à jour attendent")
        return Finding("Structure de la base", f"{said}. Lancez manage.py migrate.", is_good=False)
    return Finding("Structure de la base", "À jour.")


def room():
    free, share = disk.free_space()
    said = f"{number(round(free / GIGABYTE, 1))}\u00a0Go libres, soit {number(round(share * 100))}\u00a0% du disque."
    if share < disk.RESERVE:
        return Finding("Espace disque", f"{said} Les PDF sont refusés. Faites de la place.", False)
    return Finding("Espace disque", said)


def last_backup():
    state = backup_state()
    return Finding("Sauvegarde", state.said, state.is_good)


def pdf_engine():
    missing = [name for name in LIBRARIES if not is_present(name)] + sorted(set(FONTS) - set(font_paths()))
    engine = f"WeasyPrint {version('weasyprint')}"
    return Finding(
        "Moteur de PDF",
        f"{engine}, il manque {', '.join(missing)}." if missing else f"{engine}, complet.",
        not missing,
    )


def mail():
    if settings.MAIL_IS_SET_UP:
        return Finding("Courriel", f"Réglé, par {settings.EMAIL_HOST}.")
    return Finding(
        "Courriel", "Pas réglé\u00a0: les liens d’invitation se copient à l’écran.", not settings.PRODUCTION
    )


def versions():
    said = f"Portail {portal_version()}, Django {django.get_version()}, Python {platform.python_version()}."
    return Finding("Versions", said)
