"""Icons drawn in the page from the installed bootstrap-icons: no request, no font, presentation attributes only."""

import re
from functools import cache

from django.conf import settings
from django.utils.safestring import mark_safe

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIcon(Exception):
    pass


@cache
def draw_icon(name, css_class=""):
    """Always beside words, so hidden from assistive technology."""
    if not NAME.fullmatch(name):
        raise UnknownIcon(name)
    try:
        source = (settings.NODE_MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text()
    except FileNotFoundError:
        raise UnknownIcon(name) from None
    shapes = re.sub(r"\s*\n\s*", "", SVG.search(source)[1])
    classes = f"icon {css_class}".strip()
    return mark_safe(
        f'<svg class="{classes}" width="18" height="18" viewBox="0 0 16 16" fill="currentColor" '
        f'aria-hidden="true" focusable="false">{shapes}</svg>'
    )
