from worksheets.ladders import LadderRow, ladder_rows

RUNGS = [(3, "Haut"), (2, "Milieu"), (1, "Bas")]


def test_nothing_named_is_no_row():
    assert ladder_rows(RUNGS, [], line_under=2) == []


def test_every_rung_is_shown_with_what_stands_on_it():
    assert ladder_rows(RUNGS, [("A", 1), ("B", 3), ("C", 1)], line_under=2) == [
        LadderRow(number="3", label="Haut", names=["B"]),
        LadderRow(number="2", label="Milieu", names=[], is_above_line=True),
        LadderRow(number="1", label="Bas", names=["A", "C"]),
    ]


def test_what_waits_to_be_placed_comes_last():
    assert ladder_rows(RUNGS, [("A", None)], line_under=None)[-1] == LadderRow(
        number="", label="À placer", names=["A"]
    )
