"""The mobilisation level over time: the drawing, and the same in words."""

from django.conf import settings

from rlp_portal.reports.gather.typed import own_words
from rlp_portal.ui.typography import quebec_date
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import DatedLevel, draw_timeline


def timeline_of(carnet):
    if not carnet.ratings:
        return None
    levels = [DatedLevel(one.rated_on, one.level) for one in carnet.ratings]
    return draw_timeline(levels, measure=find_measure(settings.FONT_FOLDERS))


def dated_ratings(carnet):
    """[(day, level, note)]."""
    return [(quebec_date(one.rated_on), level_words(one), own_words(one.note)) for one in carnet.ratings]


def present_level(carnet):
    return level_words(carnet.ratings[-1]) if carnet.ratings else "Pas encore notée"


def level_words(rating):
    return f"{rating.level} – {rating.get_level_display()}"
