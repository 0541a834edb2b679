"""Queries whose shape never changes, written as SQL once.

Django writes the SQL of a queryset again at each use; for those that every page and every save make, that costs three
times the query itself. These keep their SQL with each connection, and only the arguments change:

    MEMBERSHIPS = Prepared(lambda user: Membership.objects.filter(user=user).select_related("rlp"))
    MEMBERSHIPS(user=request.user.pk)

Arguments are numbers and texts as the database holds them. Nothing that was read is kept. PostgreSQL prepares them
too: it plans a join once for each connection, instead of each time.
"""

import inspect
from contextlib import contextmanager, nullcontext
from itertools import count

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import BigIntegerField, BooleanField, CharField, Func, IntegerField, TextField, Value
from django.db.models.query import get_related_populators
from django.db.models.sql import UpdateQuery

NUMBERS = count(1)


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
        return Written(connection, compiler, sql=declared(connection, sql, len(places)), places=places)


class PreparedRows:
    """`build` returns a queryset of `values_list`, of columns that Django leaves as the database gives them."""

    def __init__(self, build):
        self.build = build

    def __call__(self, **given):
        sql, places = written_once(self)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, parameters(places, given))
            return cursor.fetchall()

    def write(self, connection):
        sql, places = self.compiled(connection)
        return declared(connection, sql, len(places)), places

    def compiled(self, connection):
        compiler = with_places(self.build).query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        if compiler.get_converters([column for column, _sql, _alias in compiler.select]):
            raise TypeError(sql)
        return sql, places


class StreamedRows(PreparedRows):
    """A call gives the rows as they come, `at_a_time`, so that memory stays flat whatever their number."""

    def __init__(self, build, *, at_a_time):
        super().__init__(build)
        self.at_a_time = at_a_time

    def __call__(self, **given):
        sql, places = written_once(self)
        with connections[DEFAULT_DB_ALIAS].chunked_cursor() as cursor:
            cursor.execute(sql, parameters(places, given))
            while rows := cursor.fetchmany(self.at_a_time):
                yield from rows

    def write(self, connection):
        return self.compiled(connection)


class PreparedUpdate:
    """Writes `fields` of what `build` finds, with the values that each call gives; says how many rows it found.

    `also`: {field: expression} written too, where an Argument stands for one of these values.
    """

    def __init__(self, build, *, fields, also=None):
        self.build, self.fields, self.also = build, fields, also or {}

    def __call__(self, values, **given):
        return write_together(self.bound(values, **given))

    def bound(self, values, **given):
        """What `write_together` takes."""
        sql, places, columns = written_once(self)
        for name, column in columns.items():
            given[name] = column.prepared(values[name])
        return sql, parameters(places, given)

    def write(self, connection):
        found = with_places(self.build)
        query = found.query.chain(UpdateQuery)
        query.add_update_values({name: Argument(name) for name in self.fields} | self.also)
        sql, places = query.get_compiler(connection=connection).as_sql()
        sql = declared(connection, sql, len(places))
        columns = {name: Column(found.model._meta.get_field(name), connection) for name in self.fields}
        return sql, places, columns


class PreparedInsert:
    """Writes a new row, as saving the instance would; the row cannot be there already.

    Unless `unique` names the fields that tell it from the others: then those of `over` are written over it.
    `with_key`: the instance has its key already, which `NextKey` gave.
    """

    def __init__(self, model, *, unique=(), over=(), with_key=False):
        self.model, self.unique, self.over, self.with_key = model, unique, over, with_key

    def __call__(self, instance):
        instance.pk = self.key_of(self.bound(instance))
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
        return instance

    def key_of(self, bound):
        """Writes a row that is `bound`, and gives its key."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(*bound)
            (key,) = cursor.fetchone()
        return key

    def bound(self, instance):
        """What `write_together` takes, for who does not need the row afterwards."""
        sql, columns = written_once(self)
        return sql, [one.prepared(one.held_by(instance)) for one in columns]

    def row(self, **given):
        """The same without an instance: what is not given is at its default."""
        sql, columns = written_once(self)
        values = [one.prepared(one.taken_from(given)) for one in columns]
        if given:
            raise TypeError(f"{self.model.__name__}: {', '.join(given)}?")
        return sql, values

    def write(self, connection):
        quoted, meta = connection.ops.quote_name, self.model._meta
        fields = [one for one in meta.local_concrete_fields if self.with_key or not one.primary_key]
        columns = ", ".join(quoted(one.column) for one in fields)
        places = ", ".join(["%s"] * len(fields))
        returned = quoted(meta.pk.column)
        into = f"INSERT INTO {quoted(meta.db_table)} ({columns})"  # names of our own models, quoted
        sql = f"{into} VALUES ({places}){self.in_conflict(quoted)} RETURNING {returned}"
        return declared(connection, sql, len(fields)), [Column(one, connection) for one in fields]

    def in_conflict(self, quoted):
        if not self.unique:
            return ""
        columns = [quoted(self.model._meta.get_field(name).column) for name in (*self.unique, *self.over)]
        unique, over = columns[: len(self.unique)], columns[len(self.unique) :]
        written = ", ".join(f"{one} = EXCLUDED.{one}" for one in over)
        return f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {written}"


class Column:
    """A field, and the type of what the database takes from it as it stands: the rest is prepared by Django."""

    PLAIN = ((BooleanField, bool), (IntegerField, int), (CharField, str), (TextField, str))

    def __init__(self, field, connection):
        self.field, self.name, self.connection = field, field.attname, connection
        held = field
        while held.is_relation:
            held = held.target_field
        self.type = next((plain for kind, plain in self.PLAIN if isinstance(held, kind)), None)

    def held_by(self, instance):
        return getattr(instance, self.name) if self.type else self.field.pre_save(instance, True)

    def taken_from(self, given):
        return given.pop(self.name) if self.name in given else self.field.get_default()

    def prepared(self, value):
        if value is None or type(value) is self.type:
            return value
        return self.field.get_db_prep_save(value, self.connection)


def write_together(*bound):
    """Several writes, within a transaction or `at_once`; says how many rows the last one found.

    PostgreSQL takes them in one exchange.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        bound = [("; ".join(sql for sql, _values in bound), [value for _sql, values in bound for value in values])]
    with connection.cursor() as cursor:
        for sql, values in bound:
            cursor.execute(sql, values)
        return cursor.rowcount


def at_once():
    """`with at_once():` what `write_together` writes there, in one call, is all or nothing.

    PostgreSQL takes it as a transaction by itself: there is no need to open one, nor to close it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    is_one_already = connection.vendor == "postgresql" and not connection.in_atomic_block
    return nullcontext() if is_one_already else transaction.atomic()


@contextmanager
def at_once_in_a_queue(*, is_one_call=True):
    """`with at_once_in_a_queue() as first:` the same, where many write to one row; `first` is to be written first.

    PostgreSQL lets the next one at the row before what was written is on the disk, for which all wait together
    afterwards: what is acknowledged once this is over is kept, as ever. `is_one_call`: of `write_together`, else an
    ordinary transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.in_atomic_block or not is_one_call:
        with transaction.atomic():
            yield []
        return
    yield [("SELECT set_config('synchronous_commit', 'off', true)", [])]
    with connection.cursor() as cursor:  # the log is in order: once this is on the disk, what came before is
        cursor.execute("SELECT pg_logical_emit_message(true, 'portail', '')")


class NextKey(Func):
    """A key for a row of `model` that may be written later, with what names it: PostgreSQL gives one before the row.

    None on SQLite, where a statement costs no exchange.
    """

    output_field = BigIntegerField()

    def __init__(self, model, **more):
        self.model = model
        super().__init__(**more)

    def as_sql(self, compiler, connection, **more):
        return "NULL", []

    def as_postgresql(self, compiler, connection, **more):
        meta = self.model._meta
        return "nextval(pg_get_serial_sequence(%s, %s))", [meta.db_table, meta.pk.column]


class IsAmong(Func):
    """True where an expression is one of the numbers of an argument: « 3,14,15 », as `numbers` writes them."""

    output_field = BooleanField()
    arg_joiner, template = " IN (SELECT value FROM json_each('[' || ", "%(expressions)s || ']'))"

    def as_postgresql(self, compiler, connection, **more):
        joiner, template = " = ANY (string_to_array(", "%(expressions)s, ',')::bigint[])"
        return super().as_sql(compiler, connection, template=template, arg_joiner=joiner, **more)


def numbers(some):
    return ",".join(map(str, some))


class Argument(Value):
    """The place of an argument among the parameters of the SQL."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


def with_places(build):
    return build(**{name: Argument(name) for name in inspect.signature(build).parameters})


def parameters(places, given):
    return tuple(given[one.value] if isinstance(one, Argument) else one for one in places)


def written_once(prepared):
    """What it writes for this connection, which belongs to one thread; a new one to the database begins anew."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    kept_for, written = vars(connection).get("prepared_queries", (None, {}))
    if kept_for is not connection.connection:
        written = {}
        connection.prepared_queries = (connection.connection, written)
    if prepared not in written:
        written[prepared] = prepared.write(connection)
    return written[prepared]


def declared(connection, sql, length):
    """What to execute for `sql` with so many places: on PostgreSQL, what it now knows under a name."""
    if connection.vendor != "postgresql":
        return sql
    name = f"prepared_{next(NUMBERS)}"
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS {sql % tuple(f'${number}' for number in range(1, length + 1))}")
    return f"EXECUTE {name} ({', '.join(['%s'] * length)})"


class Written:
    """The SQL of a queryset, and how its rows become models: what Django finds out again at each reading."""

    def __init__(self, connection, compiler, *, sql, places):
        self.connection, self.sql, self.places = connection, sql, places
        columns = [column for column, _sql, _alias in compiler.select]
        self.converters = [(place, *found) for place, found in compiler.get_converters(columns).items()]
        own = compiler.klass_info["select_fields"]
        self.model, self.own = compiler.klass_info["model"], slice(own[0], own[-1] + 1)
        self.names = [column.target.attname for column in columns[self.own]]
        self.around = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
        self.annotations = compiler.annotation_col_map or {}

    def read(self, given):
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters(self.places, given))
            rows = cursor.fetchall()
        return [self.instance(list(row)) for row in rows]

    def instance(self, row):
        for place, converters, column in self.converters:
            for convert in converters:
                row[place] = convert(row[place], column, self.connection)
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for one in self.around:
            one.populate(row, found)
        for name, place in self.annotations.items():
            setattr(found, name, row[place])
        return found
