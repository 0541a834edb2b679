"""How many of the operations that were acknowledged are in the portal's database, text and all.

`python -m tests.bench.acknowledged` reads [[operation id, text], …] and prints the number found.
"""

import json
import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from worksheets.models import Answer, Change  # noqa: E402 - Django must be set up first


def main():
    json.dump(found(json.load(sys.stdin)), sys.stdout)


def found(acknowledged):
    """In the journal under its id; and where it is the last of its field, in the answer too."""
    journal = {change.op_id: change for change in Change.objects.exclude(op_id=None).order_by("pk")}
    last = {(change.sheet_id, change.address): change.op_id for change in journal.values()}
    answers = {(answer.sheet_id, answer.address): answer.value for answer in Answer.objects.all()}
    count = 0
    for op_id, text in acknowledged:
        change = journal.get(UUID(op_id))
        place = change and (change.sheet_id, change.address)
        held = change and change.after["value"] == text
        count += bool(held and (last[place] != change.op_id or answers[place] == text))
    return count


if __name__ == "__main__":
    main()
