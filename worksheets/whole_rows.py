"""All the rows of a carnet, of as many kinds as wanted, in one query: each comes as one JSON object."""

from datetime import UTC, datetime
from operator import attrgetter

from django.db.models import F, Value
from django.db.models.functions import JSONObject

from worksheets.rows import kind_of_model


def rows_of(workbook_id, kinds):
    """{target: rows} of these kinds, in their order, those in the bin too, with the rows that they lead to."""
    return rows_of_each([workbook_id], kinds)[workbook_id]


def rows_of_each(workbook_ids, kinds):
    """{workbook id: the same}, of several carnets together."""
    wanted = list(kinds)
    found = read_rows(workbook_ids, with_related(wanted))
    return {
        one: {kind.target.value: [row for row in found[kind] if row.workbook_id == one] for kind in wanted}
        for one in workbook_ids
    }


def with_related(kinds):
    """And the kinds of the rows that they lead to, however far."""
    wanted = list(dict.fromkeys(kinds))
    for kind in wanted:  # it grows meanwhile
        wanted += [one for one in related_kinds(kind).values() if one not in wanted]
    return wanted


def related_kinds(kind):
    return {column: kind_of_model(kind.model._meta.get_field(column).related_model) for column in kind.related}


def read_rows(workbook_ids, kinds):
    """{kind: rows}."""
    by_kind = {kind: {} for kind in kinds}
    by_target = {kind.target.value: kind for kind in kinds}
    for target, held in held_rows(workbook_ids, kinds):
        row = row_from(by_target[target], held)
        by_kind[by_target[target]][row.pk] = row
    for kind, rows in by_kind.items():
        for column, other in related_kinds(kind).items():
            for row in rows.values():
                setattr(row, column, by_kind[other].get(getattr(row, f"{column}_id")))
    return {kind: in_order(kind, rows.values()) for kind, rows in by_kind.items()}


def held_rows(workbook_ids, kinds):
    """(target, {column: value}) of each row."""
    if not kinds:
        return ()
    first, *others = [
        kind.model.objects.filter(workbook__in=workbook_ids)
        .order_by()
        .values_list(
            Value(kind.target.value), JSONObject(**{one.attname: F(one.attname) for one in columns_of(kind)})
        )
        for kind in kinds
    ]
    return first.union(*others, all=True)


def columns_of(kind):
    return kind.model._meta.concrete_fields


def row_from(kind, held):
    names = [one.attname for one in columns_of(kind)]
    return kind.model.from_db(None, names, [stored(one, held[one.attname]) for one in columns_of(kind)])


def stored(column, value):
    value = column.to_python(value)
    if isinstance(value, datetime) and value.tzinfo is None:  # SQLite keeps moments so, in UTC
        return value.replace(tzinfo=UTC)
    return value


def in_order(kind, rows):
    return sorted(rows, key=attrgetter(*kind.model._meta.ordering))
