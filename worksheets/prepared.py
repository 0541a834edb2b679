"""Queries whose shape never changes, written as SQL once.

Django writes the SQL of a queryset again at each use; for those that every page and every save make, that costs three
times the query itself. These keep their SQL with each connection, and only the arguments change:

    MEMBERSHIPS = Prepared(lambda user: Membership.objects.filter(user=user).select_related("rlp"))
    MEMBERSHIPS(user=request.user.pk)

Arguments are numbers and texts as the database holds them. Nothing that was read is kept.
"""

import inspect
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Value
from django.db.models.query import ModelIterable
from django.db.models.sql import UpdateQuery


class Prepared:
    """`build` takes arguments by name and returns a queryset of models."""

    def __init__(self, build):
        self.build = build

    def __call__(self, **given):
        """The list of what the queryset finds. One query."""
        return written_once(self).read(given)

    def first(self, **given):
        return next(iter(self(**given)), None)

    def write(self, connection):
        compiler = with_places(self.build).query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        compiler.get_converters = lambda columns: converters
        return Written(compiler, sql, places)


class PreparedUpdate:
    """Writes `fields` of what `build` finds, with the values that each call gives; says how many rows it found."""

    def __init__(self, build, *, fields):
        self.build, self.fields = build, fields

    def __call__(self, values, **given):
        sql, places, columns = written_once(self)
        connection = connections[DEFAULT_DB_ALIAS]
        for name, column in columns.items():
            given[name] = column.get_db_prep_save(values[name], connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters(places, given))
            return cursor.rowcount

    def write(self, connection):
        found = with_places(self.build)
        query = found.query.chain(UpdateQuery)
        query.add_update_values({name: Argument(name) for name in self.fields})
        sql, places = query.get_compiler(connection=connection).as_sql()
        return sql, places, {name: found.model._meta.get_field(name) for name in self.fields}


class Argument(Value):
    """The place of an argument among the parameters of the SQL."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


def with_places(build):
    return build(**{name: Argument(name) for name in inspect.signature(build).parameters})


def parameters(places, given):
    return tuple(given[one.value] if isinstance(one, Argument) else one for one in places)


def written_once(prepared):
    """What it writes for this connection, which belongs to one thread."""
    connection = connections[DEFAULT_DB_ALIAS]
    written = vars(connection).setdefault("prepared_queries", {})
    if prepared not in written:
        written[prepared] = prepared.write(connection)
    return written[prepared]


@dataclass
class Written:
    """A queryset whose SQL is there: what ModelIterable asks of a queryset, and nothing else."""

    compiler: object
    sql: str
    places: tuple
    db: str = DEFAULT_DB_ALIAS
    _known_related_objects: dict = field(default_factory=dict)

    def read(self, given):
        values = parameters(self.places, given)
        self.compiler.as_sql = lambda: (self.sql, values)
        return list(ModelIterable(self))

    @property
    def query(self):
        return self

    def get_compiler(self, using):
        return self.compiler
