"""Values that point to objects to sustain may only point into their own carnet."""

import uuid

from worksheets.cleaning import Refused
from worksheets.kinds import UNKNOWN_CHOICE
from worksheets.models import SustainedObject
from worksheets.schema import ObjectChoice, ObjectReference


def refuse_foreign_objects(asked, value, *, workbook_id):
    wanted = objects_named_in(asked, value)
    if wanted and find_objects(workbook_id, wanted).count() != len(wanted):
        raise Refused(UNKNOWN_CHOICE)


def objects_named_in(asked, value):
    if not value:
        return []
    if isinstance(asked, ObjectChoice):
        return value["objects"]
    return [value] if isinstance(asked, ObjectReference) else []


def find_objects(workbook_id, public_ids):
    return SustainedObject.objects.filter(
        workbook_id=workbook_id, public_id__in=[one for one in public_ids if is_uuid(one)]
    )


def is_uuid(text):
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True
