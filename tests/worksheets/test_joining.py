"""Two versions of one field made into one."""

import pytest

from worksheets import schema
from worksheets.joining import can_be_joined, inputs_of, joined

LONG, SHORT = schema.LongText(key="k", label="l"), schema.ShortText(key="k", label="l")
LINES = schema.Lines(key="k", label="l", count=3)
OPTIONS = tuple(schema.Option(key=key, label=key) for key in "abc")
BOXES = schema.MultipleChoice(key="k", label="l", options=OPTIONS, other="c")
OBJECTS = schema.ObjectChoice(key="k", label="l")


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "expected"),
    [
        (LONG, "Moi", "Elle", "Elle\n\n———\n\nMoi"),
        (SHORT, "Moi", "Elle", "Elle – Moi"),
        (LONG, "Elle et moi", "Elle", None),
        (LONG, "Elle", "Elle et moi", None),
        (LONG, None, "Elle", None),
        (LONG, "Moi", None, None),
        (LINES, ["c"], ["a", "b"], ["a", "b", "c"]),
        (LINES, ["c", "d"], ["a", "b"], ["a", "b", "c – d"]),
        (LINES, ["a"], ["a", "b"], None),
        (BOXES, {"chosen": ["a"], "other": ""}, {"chosen": ["b"], "other": ""}, {"chosen": ["a", "b"], "other": ""}),
        (
            BOXES,
            {"chosen": ["c"], "other": "x"},
            {"chosen": ["c"], "other": "y"},
            {"chosen": ["c"], "other": "y – x"},
        ),
        (
            OBJECTS,
            {"objects": ["1"], "text": "Moi"},
            {"objects": ["2", "1"], "text": ""},
            {"objects": ["2", "1"], "text": "Moi"},
        ),
        (schema.Date(key="k", label="l"), "2027-01-01", "2027-01-02", None),
        (schema.Scale(key="k", label="l"), 1, 2, None),
        (schema.SingleChoice(key="k", label="l", options=OPTIONS), "a", "b", None),
        (schema.ObjectReference(key="k", label="l"), "1", "2", None),
    ],
)
def test_what_can_be_joined_is(field, mine, theirs, expected):
    assert joined(field, mine, theirs) == expected


def test_a_text_is_not_joined_with_a_state():
    assert can_be_joined(LONG, states=("answered", "answered")) is True
    assert can_be_joined(LONG, states=("answered", "not_applicable")) is False


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        (LONG, "Un", [("k", "Un")]),
        (LINES, ["a"], [("k--line", "a"), ("k--line", ""), ("k--line", "")]),
        (BOXES, {"chosen": ["a", "c"], "other": "x"}, [("k", "a"), ("k", "c"), ("k--other", "x")]),
        (OBJECTS, {"objects": ["1"], "text": "Un"}, [("k--object", "1"), ("k--text", "Un")]),
        (LONG, None, []),
        (schema.ObjectReference(key="k", label="l"), "1", []),
    ],
)
def test_its_inputs_send_it(field, value, sent):
    assert [(one.name, one.value) for one in inputs_of(field, "k", value)] == sent
