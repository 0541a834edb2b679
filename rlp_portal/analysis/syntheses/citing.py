"""Numbers that a paragraph cites: kept as the person read them, and said when they read otherwise."""

from dataclasses import dataclass

from rlp_portal.analysis.tables.figures import find_words

GONE = "Ce chiffre n’existe plus"


@dataclass(frozen=True)
class Change:
    """« Un chiffre cité a changé (12 → 13) »"""

    label: str
    shown: str
    now: str


def cited_in(text, keys, *, figures, before):
    """({key: how the text says it}, the figures that it does not hold). `before`: {key: how it said it}.

    A stale reading stays, flagged, until it is rewritten; so does a number that the text does not hold yet.
    """
    found, missing = {}, []
    for key in keys:
        stale = before.get(key, "")
        shown = figures[key].found_in(text) or (stale and find_words(stale, text))
        if not shown:
            missing.append(figures[key])
        found[key] = shown or stale or figures[key].digits
    return found, missing


def absent(cited, text):
    """Of {key: how it was read}: what the text no longer holds."""
    return [key for key, shown in cited.items() if not find_words(shown, text)]


def changes(cited, figures):
    """Of {key: how it was read}."""
    return [
        change_of(key, shown, figures.get(key)) for key, shown in cited.items() if is_stale(shown, figures.get(key))
    ]


def is_stale(shown, figure):
    return figure is None or not figure.reads(shown)


def change_of(key, shown, figure):
    read = shown[:1].lower() + shown[1:]  # « Deux », where it began a sentence
    return Change(figure.label, read, figure.digits) if figure else Change(key, read, GONE)
