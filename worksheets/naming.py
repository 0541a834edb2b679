"""What the rows that answers point to are called: the one place that gathers their names."""

import uuid

from django.db.models import F, UUIDField, Value
from django.db.models.functions import Cast

from worksheets.models import Actor, Sector, SustainedObject

NOBODY = Cast(Value(None), UUIDField())  # PostgreSQL matches the types of a union


def names_in(workbook_id):
    """{public id: name} of every object, sector and actor of a carnet, those in the bin too. One query."""
    found = [
        model.objects.filter(workbook=workbook_id).order_by().values_list("public_id", "name", merged)
        for model, merged in [(SustainedObject, NOBODY), (Sector, NOBODY), (Actor, F("merged_into__public_id"))]
    ]
    return following_merges(
        {public_id: (name, into) for public_id, name, into in found[0].union(*found[1:], all=True)}
    )


def names_of(rows):
    """The same for rows that were read already. An actor may be named by another of them."""
    by_pk = {(type(row), row.pk): row for row in rows}
    return following_merges({row.public_id: (str(row), merged_into(row, by_pk)) for row in rows})


def names_kept(rows):
    """Of rows still in their list, and of those that were made into one of them: the others are said to be gone."""
    names = names_of(rows)
    kept = {row.pk for row in rows if row.deleted_at is None}
    return {
        str(row.public_id): names[str(row.public_id)]
        for row in rows
        if row.deleted_at is None or getattr(row, "merged_into_id", None) in kept
    }


def merged_into(row, by_pk):
    other = by_pk.get((type(row), getattr(row, "merged_into_id", None)))
    return other.public_id if other else None


def following_merges(known):
    """`known`: {public id: (name, public id of the row that it was made into)}."""
    return {str(public_id): final_name(public_id, known) for public_id in known}


def final_name(public_id, known):
    seen = {uuid.UUID(int=0)}
    while public_id not in seen:
        seen.add(public_id)
        name, into = known[public_id]
        public_id = into if into in known else public_id
    return name
