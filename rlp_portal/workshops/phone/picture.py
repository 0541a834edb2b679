"""What the room answered: its pictures, then words and numbers, for whoever cannot see the screen.

After the reveal only.
"""

from functools import partial

from django.template.loader import render_to_string

from rlp_portal.workshops.live.drawing import drawn
from rlp_portal.workshops.queries import results_of
from rlp_portal.workshops.revealed import Revealed
from worksheets.diagrams.words import decimal
from worksheets.scoring import median
from worksheets.spread import spread_label


def told_of(step):
    """{item's key: HTML}, made once for each version of the workshop: all phones ask for it together."""
    workshop = step.workshop
    version = (workshop.public_id, workshop.version)
    return drawn(("told", step.pk), workshop.pk, version, partial(draw, step))


def pictures_of(step):
    """HTML: what the screen draws, upright; made once for each version, as above."""
    workshop = step.workshop
    version = (workshop.public_id, workshop.version)
    return drawn(("pictures", step.pk), workshop.pk, version, partial(draw_pictures, step))


def draw_pictures(step):
    figures = [page.figure for page in Revealed(step).pages if page.figure and not page.figure.is_wide]
    return render_to_string("phone/_pictures.html", {"drawings": [one.narrow or one.drawing for one in figures]})


def draw(step):
    return {key: tell(gathered) for key, gathered in results_of(step).items() if gathered.people}


def tell(gathered):
    item = gathered.item
    return told(gathered, counts=[(option, gathered.count(option.key)) for option in item.choices])


def tell_beside_picture(gathered):
    """On the recap, where the counts are drawn; nothing of few answers, which the room saw together."""
    if gathered.item.is_counted and not gathered.has_enough:
        return render_to_string("phone/_told_few.html", {"people": gathered.people, "passed": gathered.passed})
    return told(gathered, counts=[])


def told(gathered, *, counts):
    item, values = gathered.item, gathered.values
    context = {
        "people": gathered.people,
        "passed": gathered.passed,
        "counts": counts,
        "is_scale": item.is_rated,
        "median": decimal(median(values)) if item.is_rated and values else "",
        "spread": spread_label(values) if item.is_rated else "",
    }
    return render_to_string("phone/_told.html", context)
