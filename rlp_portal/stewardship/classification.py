"""What the portal keeps, field by field: read from one file, held against the models by the tests."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

FILE = Path(__file__).with_name("classification.toml")
NATURES = {
    "personal": "Dit qui est une personne",
    "person": "Renvoie à un compte",
    "trace": "Dit qui a fait quoi, et quand",
    "group": "Mots du groupe, qui peuvent nommer quelqu’un",
    "business": "Concerne un organisme",
    "secret": "Ouvre une porte; jamais montré ni exporté",
    "technical": "Fait marcher le portail, ne dit rien de personne",
}
TECHNICAL = "technical"
NOT_EXPORTED = {"secret", TECHNICAL}


@dataclass(frozen=True)
class Table:
    label: str
    title: str
    purpose: str
    retention: str
    fields: dict  # {field: nature}

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def is_never_written(self):
        """A library brings it, the portal leaves it empty."""
        return self.retention == "Sans objet"

    def of(self, nature):
        return [field for field, one in self.fields.items() if one == nature]

    @property
    def exported(self):
        return [field for field, nature in self.fields.items() if nature not in NOT_EXPORTED]


@cache
def tables():
    """{label: Table}"""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {label: table_of(label, one) for label, one in listed.items()}


def table_of(label, listed):
    fields = {field: nature for nature in NATURES for field in listed.get(nature, [])}
    return Table(label, listed["title"], listed["purpose"], listed["retention"], fields)
