"""What the room answered, in words and numbers, for whoever cannot see the screen. After the reveal only."""

from functools import partial

from django.template.loader import render_to_string

from rlp_portal.workshops.live.drawing import drawn
from rlp_portal.workshops.queries import results_of
from worksheets.diagrams.words import decimal
from worksheets.scoring import median
from worksheets.spread import spread_label


def picture_of(step):
    """HTML, made once for each version of the workshop: all phones ask for it together."""
    workshop = step.workshop
    version = (workshop.public_id, workshop.version)
    return drawn(("picture", step.pk), workshop.pk, version, partial(draw, step))


def draw(step):
    lines = [line_of(gathered) for gathered in results_of(step).values()]
    return render_to_string("phone/_picture.html", {"lines": [line for line in lines if line["people"]]})


def line_of(gathered):
    item, values = gathered.item, gathered.values
    return {
        "label": item.label,
        "people": gathered.people,
        "passed": gathered.passed,
        "passing_words": "je ne sais pas",
        "counts": [(option.label, gathered.count(option.key)) for option in item.choices],
        "median": decimal(median(values)) if item.is_rated and values else "",
        "spread": spread_label(values) if item.is_rated else "",
    }
