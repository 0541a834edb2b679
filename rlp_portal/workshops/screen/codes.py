"""The QR that a whole room scans, and the address behind it."""

import re
from functools import lru_cache

import segno
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe


def join_url(request, workshop):
    """Where the QR leads: its token is another secret than the eight digits."""
    try:
        path = reverse("join_by_qr", args=[workshop.join_token])
    except NoReverseMatch:
        path = f"/q/{workshop.join_token}/"
    return request.build_absolute_uri(path)


@lru_cache(maxsize=64)
def qr_of(url):
    """As an SVG that a style sheet sizes; its quiet zone is part of it."""
    drawn = segno.make(url, error="m", micro=False)
    svg = drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(re.sub(r"^<svg ", '<svg role="img" aria-label="Code QR pour rejoindre l’atelier" ', svg))
