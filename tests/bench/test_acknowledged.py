"""What the crowd was told was kept is looked for by something that can also miss it."""

import uuid

import pytest

from tests.bench.acknowledged import found
from worksheets.models import Answer, Sheet, Workbook
from worksheets.services import save_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)


@pytest.fixture
def saved(sheet):
    """Two saves of one field: [(operation id, text)]."""
    done, base = [], ""
    for text in ("avant", "après"):
        op_id = uuid.uuid4()
        base = save_answer(sheet=sheet, address="general", value=text, base=base, by=None, op_id=op_id).fingerprint
        done.append((str(op_id), text))
    return done


def test_all_that_was_saved_is_found(saved):
    assert found(saved) == 2


def test_an_operation_that_left_no_trace_is_missed(saved):
    assert found([*saved, (str(uuid.uuid4()), "après")]) == 2


def test_another_text_under_the_same_operation_is_missed(saved):
    (first, _text), second = saved

    assert found([(first, "autre"), second]) == 1


def test_an_answer_that_does_not_hold_the_last_text_is_missed(saved):
    Answer.objects.update(value="avant")

    assert found(saved) == 1
