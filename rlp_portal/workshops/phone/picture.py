"""What the room answered: its pictures, then words and numbers, for whoever cannot see the screen.

After the reveal only.
"""

from dataclasses import dataclass
from functools import partial

from django.template.loader import render_to_string

from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.live.drawing import drawn
from rlp_portal.workshops.revealed import Revealed
from worksheets.diagrams.words import decimal
from worksheets.revealing import pages_of
from worksheets.scoring import median
from worksheets.spread import spread_label


@dataclass(frozen=True)
class Told:
    pictures: str  # what the screen draws, upright
    items: dict  # {item's key: HTML}


NOTHING = Told("", {})


def told_of(step):
    """Told, made once for each version of the workshop: all phones ask for it together."""
    workshop = step.workshop
    version = (workshop.public_id, workshop.version)
    return drawn(("told", step.pk), workshop.pk, version, partial(draw, step))


def draw(step):
    """Two queries: what the group retains is not drawn here, the room reads it on the screen."""
    revealed = Revealed(step)
    figures = [figure for figure in figures_of(revealed) if not figure.is_wide]
    return Told(
        pictures=render_to_string(
            "phone/_pictures.html", {"drawings": [one.narrow or one.drawing for one in figures]}
        ),
        items={key: tell(one) for key, one in revealed.gathered.items() if one.people},
    )


def figures_of(revealed):
    title, names = title_of(revealed.step), revealed.names
    return [page.figure for page in pages_of(revealed.gathered, title=title, names=names, before=revealed.before)]


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
