"""Reads whose shape never changes, written as SQL once.

Django writes the SQL of a queryset again at each use; for the reads that every page and every save make, that costs
three times the reading itself. A `Prepared` keeps that SQL, by engine, and only its arguments change:

    MEMBERSHIPS = Prepared(lambda user: Membership.objects.filter(user=user).select_related("rlp"))
    MEMBERSHIPS(user=request.user.pk)

Arguments are numbers and texts as the database holds them. Nothing that was read is kept.
"""

import copy
import inspect
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Value
from django.db.models.query import ModelIterable


class Argument(Value):
    """The place of an argument among the parameters of the SQL."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """`build` takes arguments by name and returns a queryset of models."""

    def __init__(self, build):
        self.build, self.written = build, {}

    def __call__(self, **given):
        """The list of what the queryset finds. One query."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self.written:
            self.written[connection.vendor] = self.write(connection)
        compiler, sql, places = self.written[connection.vendor]
        compiler = copy.copy(compiler)
        compiler.connection = connection
        values = tuple(given[one.value] if isinstance(one, Argument) else one for one in places)
        compiler.as_sql = lambda: (sql, values)
        return list(ModelIterable(_Compiled(compiler)))

    def first(self, **given):
        return next(iter(self(**given)), None)

    def write(self, connection):
        queryset = self.build(**{name: Argument(name) for name in inspect.signature(self.build).parameters})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        compiler.connection = None  # each thread has its own
        return compiler, sql, places


@dataclass
class _Compiled:
    """What ModelIterable asks of a queryset, when the SQL is already there."""

    compiler: object
    db: str = DEFAULT_DB_ALIAS
    _known_related_objects: dict = field(default_factory=dict)

    @property
    def query(self):
        return self

    def get_compiler(self, using):
        return self.compiler
