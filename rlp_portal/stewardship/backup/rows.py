"""Rows of any model as lines of JSON, the same bytes whichever engine they were read from."""

import base64
import datetime
import hashlib
import json

from django.db.models import BinaryField

CHUNK, CHUNK_OF_FILES = 1000, 4  # rows in memory together; each file may take ten megabytes
# Rebuilt by Django, unused here, or better forgotten: after a restoration people sign in again.
LEFT_OUT = {"auth", "axes", "contenttypes", "sessions", "accounts.failedtries"}


def kept_models(apps):
    """Every model whose rows a backup holds, in a steady order."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not LEFT_OUT.intersection({model._meta.app_label, model._meta.label_lower})
    ]
    return sorted(models, key=lambda model: model._meta.label_lower)


def columns_of(model):
    return [field.attname for field in model._meta.concrete_fields]


def lines_of(model, *, using, columns):
    """One line of bytes per row, in the order of the primary key, read in chunks."""
    rows = model._base_manager.using(using).order_by("pk").values_list(*columns)
    for values in rows.iterator(chunk_size=chunk_of(model)):
        yield write_line(values)


def chunk_of(model):
    holds_files = any(isinstance(field, BinaryField) for field in model._meta.concrete_fields)
    return CHUNK_OF_FILES if holds_files else CHUNK


def write_line(values):
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=written)
    return text.encode() + b"\n"


def written(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return str(value)


def read_line(line, *, model, fields):
    """The row again, as an instance of the model."""
    values = json.loads(line)
    return model(**{field.attname: field.to_python(value) for field, value in zip(fields, values, strict=True)})


class Tally:
    """Counts and hashes lines as they pass."""

    def __init__(self):
        self.rows, self.digest = 0, hashlib.sha256()

    def add(self, line):
        self.rows += 1
        self.digest.update(line)

    @property
    def sums(self):
        return {"rows": self.rows, "sha256": self.digest.hexdigest()}


def tally_of(model, *, using, columns):
    tally = Tally()
    for line in lines_of(model, using=using, columns=columns):
        tally.add(line)
    return tally.sums
