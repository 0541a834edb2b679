"""Two texts compared word by word."""

import pytest

from worksheets.differences import differences


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", ([], [])),
        ("", "Un", ([], [("Un", True)])),
        ("Un deux", "Un deux", ([("Un deux", False)], [("Un deux", False)])),
        (
            "Un deux trois",
            "Un quatre trois",
            (
                [("Un ", False), ("deux", True), (" trois", False)],
                [("Un ", False), ("quatre", True), (" trois", False)],
            ),
        ),
        ("Un", "Un deux", ([("Un", False)], [("Un", False), (" deux", True)])),
        ("a b a", "a a", ([("a ", False), ("b ", True), ("a", False)], [("a a", False)])),
    ],
)
def test_the_words_that_changed_are_marked(before, after, told):
    assert differences(before, after) == told


def test_both_texts_are_whole_whatever_their_length():
    before, after = "un deux trois " * 1000, "quatre cinq un " * 1000

    told = differences(before, after)

    assert ["".join(text for text, _is_changed in side) for side in told] == [before, after]
