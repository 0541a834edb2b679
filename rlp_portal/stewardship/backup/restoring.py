"""Bringing a backup back: on either engine, all or nothing, checked row by row before it is believed."""

import os
import secrets
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rlp_portal.stewardship.backup import archive as archives
from rlp_portal.stewardship.backup import sealing
from rlp_portal.stewardship.backup.rows import CHUNK, chunk_of, kept_models, read_line, tally_of
from rlp_portal.stewardship.journal import answers_that_the_journal_denies

SIGNS_OF_LIFE = ("accounts_user", "worksheets_workbook")


class RestoreRefused(Exception):
    """Nothing was touched; the message is what to read."""


@dataclass(frozen=True)
class Restored:
    rows: int
    files: int
    taken_at: datetime
    at: datetime


def restore(*, path, using, replace=False, identity="", passphrase="", var_dir=None):
    """Restored. Raises RestoreRefused before anything is written, or when what was written is not what was kept."""
    with opened(Path(path), identity=identity, passphrase=passphrase) as (archive, manifest):
        migrations = known_migrations(manifest, using=using)
        prepare(using, migrations, replace=replace)
        at = timezone.now()
        rows = load_all(archive, manifest, using=using, at=at)
        call_command("migrate", database=using, verbosity=0, while_in_use=True)
        call_command("createcachetable", database=using, verbosity=0)
        denied = answers_that_the_journal_denies(using=using)
        if denied:
            raise RestoreRefused(
                f"Les données sont revenues, mais {denied}\u00a0réponses ne correspondent pas à l’historique."
            )
        files = put_files_back(archive, manifest, Path(var_dir or settings.VAR_DIR))
    return Restored(rows, files, datetime.fromisoformat(manifest["taken_at"]), at)


@contextmanager
def opened(path, *, identity, passphrase):
    """(archive, manifest), decrypted at need and checked whole."""
    with tempfile.TemporaryDirectory(prefix="portail-restauration-") as folder:
        try:
            if path.suffix == sealing.SEALED:
                plain = Path(folder) / "portail.zip"
                sealing.unseal(path, plain, identity=identity, passphrase=passphrase)
                path = plain
            with zipfile.ZipFile(path) as archive:
                manifest = archives.read_manifest(archive)
                archives.check(archive, manifest)
                yield archive, manifest
        except (archives.BrokenArchive, sealing.CannotOpen) as problem:
            raise RestoreRefused(str(problem)) from None
        except FileNotFoundError:
            raise RestoreRefused(f"Le fichier «\u00a0{path.name}\u00a0» n’existe pas.") from None
        except zipfile.BadZipFile:
            raise RestoreRefused("Ce fichier n’est pas une sauvegarde du portail.") from None


def known_migrations(manifest, *, using):
    """Those of the backup, all known to this version of the portal."""
    known = MigrationExecutor(connections[using]).loader.disk_migrations
    migrations = [tuple(one) for one in manifest["migrations"]]
    unknown = [one for one in migrations if one not in known]
    if unknown:
        raise RestoreRefused(
            "Cette sauvegarde vient d’une version plus récente du portail. Mettez-le à jour d’abord."
        )
    return migrations


def prepare(using, migrations, *, replace):
    """An empty base with the tables of the backup's day; or, to replace, the same tables emptied later."""
    connection = connections[using]
    executor = MigrationExecutor(connection)
    if not is_empty(connection):
        if not replace:
            raise RestoreRefused(
                "Cette base contient déjà des données. Rien n’a été touché. Ajoutez --replace pour les remplacer."
            )
        if set(executor.loader.applied_migrations) != set(migrations):
            raise RestoreRefused(
                "Cette sauvegarde n’a pas les mêmes tables que la base. Restaurez-la dans une base vide."
            )
        return
    executor.migrate(last_of_each_app(executor, migrations))


def is_empty(connection):
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables.intersection(SIGNS_OF_LIFE):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - our own names
            if cursor.fetchone():
                return False
    return True


def last_of_each_app(executor, migrations):
    """The migrations that no other one of the list follows."""
    graph, listed = executor.loader.graph, set(migrations)
    nodes = [one for one in migrations if one in graph.nodes]
    return [
        one
        for one in nodes
        if not any(child.key in listed for child in graph.node_map[one].children if child.key[0] == one[0])
    ]


def load_all(archive, manifest, *, using, at):
    """How many rows; the epoch changes in the same transaction."""
    connection = connections[using]
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(last_of_each_app(executor, [tuple(one) for one in manifest["migrations"]]))
    models = {model._meta.label_lower: model for model in kept_models(state.apps)}
    try:
        with transaction.atomic(using=using):
            empty_all(connection)
            for label, table in manifest["tables"].items():
                load_table(archive, models[label], table["columns"], using=using)
            connection.check_constraints()
            compare(manifest, models, using=using)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                connection.cursor().execute(statement)
            models["worksheets.restoration"]._base_manager.using(using).create(
                epoch=secrets.token_hex(8), at=at, taken_at=datetime.fromisoformat(manifest["taken_at"])
            )
    except (IntegrityError, KeyError) as problem:
        raise RestoreRefused(f"Cette sauvegarde ne se tient pas\u00a0: {problem}. Rien n’a été touché.") from problem
    except DatabaseError as problem:
        raise RestoreRefused(f"La base de données a refusé\u00a0: {problem}. Rien n’a été touché.") from problem
    return sum(table["rows"] for table in manifest["tables"].values())


def empty_all(connection):
    """Sessions leave too: people sign in again. What Django rebuilds by itself stays."""
    kept = {"django_migrations", "django_content_type", "auth_permission"}
    tables = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in kept]
    for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
        connection.cursor().execute(statement)


def load_table(archive, model, columns, *, using):
    """As they were: nothing is recomputed, no date is stamped anew."""
    fields = [field_of(model, column) for column in columns]
    batch = []
    with archive.open(archives.table_name(model._meta.label_lower)) as part:
        for line in part:
            batch.append(read_line(line, model=model, fields=fields))
            if len(batch) == chunk_of(model):
                insert(model, batch, fields, using=using)
                batch = []
    insert(model, batch, fields, using=using)


def field_of(model, column):
    return next(field for field in model._meta.concrete_fields if field.attname == column)


def insert(model, rows, fields, *, using):
    size = connections[using].ops.bulk_batch_size(fields, rows) or CHUNK
    for start in range(0, len(rows), size):
        model._base_manager._insert(rows[start : start + size], fields=fields, using=using, raw=True)


def compare(manifest, models, *, using):
    """What the base holds now is, byte for byte, what was kept."""
    for label, table in manifest["tables"].items():
        found = tally_of(models[label], using=using, columns=table["columns"])
        if found != {"rows": table["rows"], "sha256": table["sha256"]}:
            raise RestoreRefused(
                f"La table {label} ne revient pas telle quelle ({found['rows']} lignes sur {table['rows']}). "
                "Rien n’a été touché."
            )


def put_files_back(archive, manifest, var_dir):
    """Those that are missing; how many."""
    missing = 0
    for name in manifest["files"]:
        target = (var_dir / name.removeprefix("files/")).resolve()
        if var_dir.resolve() not in target.parents:
            raise RestoreRefused(f"La sauvegarde est abîmée\u00a0: {name}.")
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(archive.read(name))
        os.replace(part, target)
        missing += 1
    return missing
