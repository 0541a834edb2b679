"""Numbers that a paragraph cites: kept as the person read them, and said when they read otherwise."""

from dataclasses import dataclass

from rlp_portal.analysis.tables.figures import find_words

GONE = "Ce chiffre n’existe plus"


class NotInText(Exception):
    """A number was ticked that the paragraph does not hold. `figures`: those."""

    def __init__(self, figures):
        super().__init__()
        self.figures = figures


@dataclass(frozen=True)
class Change:
    """« Un chiffre cité a changé (12 → 13) »"""

    label: str
    shown: str
    now: str


def shown_for(keys, text, *, figures, before):
    """{key: how the text says it}. `before`: {key: how it said it}; a stale reading stays, flagged, until rewritten.

    Raises NotInText.
    """
    found, missing = {}, []
    for key in keys:
        figure = figures[key]
        stale = before.get(key, "")
        shown = figure.found_in(text) or (stale and find_words(stale, text))
        if shown:
            found[key] = shown
        else:
            missing.append(figure)
    if missing:
        raise NotInText(missing)
    return found


def changes(cited, figures):
    """Of {key: how it was read}."""
    return [
        change_of(key, shown, figures.get(key)) for key, shown in cited.items() if is_stale(shown, figures.get(key))
    ]


def is_stale(shown, figure):
    return figure is None or not figure.reads(shown)


def change_of(key, shown, figure):
    return Change(figure.label, shown, figure.digits) if figure else Change(key, shown, GONE)
