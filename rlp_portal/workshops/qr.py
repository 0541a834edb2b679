"""A QR code as SVG: presentation attributes only, the same in a page, a poster and a PDF."""

import segno
from django.utils.safestring import mark_safe

INK, PAPER = "#23302f", "#ffffff"
QUIET_ZONE = 4  # modules, as the norm wants around it


def qr_svg(address, *, said):
    """A drawing inside a page; `said` names it for whoever does not see it."""
    return mark_safe(drawn(address, said=said, attributes='role="img"', svgclass="qr"))


def qr_file(address, *, said):
    svg = drawn(address, said=said, attributes='xmlns="http://www.w3.org/2000/svg" role="img"', svgclass=None)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def drawn(address, *, said, attributes, **options):
    code = segno.make(address, error="m", micro=False)
    colours = {"dark": INK, "light": PAPER, "border": QUIET_ZONE}
    svg = code.svg_inline(omitsize=True, lineclass=None, title=said, **colours, **options)
    return svg.replace("<svg ", f"<svg {attributes} ", 1)
