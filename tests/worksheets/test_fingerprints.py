import pytest

from worksheets.fingerprints import fingerprint


def test_nothing_has_no_mark():
    assert fingerprint(None) == ""


@pytest.mark.parametrize("value", ["Un", 3, ["Un"], {"objects": [], "text": "Un"}])
def test_a_value_has_a_mark_of_24_signs_that_does_not_vary(value):
    assert fingerprint(value) == fingerprint(value)
    assert len(fingerprint(value)) == 24


def test_the_order_of_keys_does_not_matter_and_that_of_lines_does():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint(["Un", "Deux"]) != fingerprint(["Deux", "Un"])


@pytest.mark.parametrize(("one", "other"), [("3", 3), ("Un", "un"), (" Un", "Un"), (["Un"], "Un"), ("", None)])
def test_different_values_have_different_marks(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_the_state_is_part_of_it():
    marks = {fingerprint(None, state) for state in ("answered", "passed", "not_applicable")}

    assert len(marks) == 3
