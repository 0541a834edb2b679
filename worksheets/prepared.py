"""Reads whose shape never changes, written as SQL once.

Django writes the SQL of a queryset again at each use; for the reads that every page and every save make, that costs
three times the reading itself. A `Prepared` keeps that SQL with each connection, and only its arguments change:

    MEMBERSHIPS = Prepared(lambda user: Membership.objects.filter(user=user).select_related("rlp"))
    MEMBERSHIPS(user=request.user.pk)

Arguments are numbers and texts as the database holds them. Nothing that was read is kept.
"""

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
        self.build = build

    def __call__(self, **given):
        """The list of what the queryset finds. One query."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = vars(connection).setdefault("prepared_queries", {})  # a connection belongs to one thread
        if self not in written:
            written[self] = Written.by(self.build, connection)
        return written[self].read(given)

    def first(self, **given):
        return next(iter(self(**given)), None)


@dataclass
class Written:
    """A queryset whose SQL is there: what ModelIterable asks of a queryset, and nothing else."""

    compiler: object
    sql: str
    places: tuple
    db: str = DEFAULT_DB_ALIAS
    _known_related_objects: dict = field(default_factory=dict)

    @classmethod
    def by(cls, build, connection):
        queryset = build(**{name: Argument(name) for name in inspect.signature(build).parameters})
        compiler = queryset.query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        compiler.get_converters = lambda columns: converters
        return cls(compiler, sql, places)

    def read(self, given):
        values = tuple(given[one.value] if isinstance(one, Argument) else one for one in self.places)
        self.compiler.as_sql = lambda: (self.sql, values)
        return list(ModelIterable(self))

    @property
    def query(self):
        return self

    def get_compiler(self, using):
        return self.compiler
