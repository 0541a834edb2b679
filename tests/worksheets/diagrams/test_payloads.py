"""T09: whatever people call things, a drawing stays a drawing. One writer makes them all: it is tried here."""

import pytest

from tests.payloads import PAYLOADS
from tests.worksheets.diagrams.soundness import faults_of_drawing, words_of
from tests.worksheets.diagrams.test_drawings import MEASURE
from worksheets.diagrams.canvas import Canvas
from worksheets.diagrams.svg import svg
from worksheets.diagrams.text import clean


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_that_would_run_are_written_as_words(payload):
    canvas = Canvas(MEASURE)
    canvas.word(payload, x=10, y=10, size=20)
    canvas.text(payload, x=10, top=40, width=200, size=20)
    drawing = canvas.drawing(width=300, height=300, title=payload, description=payload)

    content = svg(drawing)

    assert faults_of_drawing(content) == []
    assert letters(words_of(content)).count(letters(clean(payload))) == 4


def letters(text):
    return "".join(text.split())
