"""What people typed, as a report shows it."""

import textwrap

from rlp_portal.ui.typography import capped_marks, typeset


def own_words(text):
    """In French typography."""
    return typeset(capped_marks(text)) if text else ""


def paragraphs(text):
    return [own_words(line.strip()) for line in text.splitlines() if line.strip()]


def cut(text, limit):
    """At the end of a word when there is one, with « … »."""
    return textwrap.shorten(text, limit, placeholder="…") if " " in text[:limit] else text[:limit]
