"""A drawing of the carnet, to take away as a file."""

import hashlib

from django.http import Http404

from rlp_portal.reports.downloads import send_file, unavailable
from rlp_portal.reports.drawings import NothingToDraw, UnknownDrawing, find_figure, png_bytes, svg_bytes
from rlp_portal.reports.gather.reading import read_carnet
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.versions import code_version
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import Refusal, answer
from worksheets.diagrams.svg import svg

NOTHING = Refusal(
    404,
    "Rien à dessiner pour l’instant",
    "Ce dessin montre des réponses qui ne sont pas encore notées.",
    "Notez-les dans leur feuille, puis revenez ici.",
)


@rlp_view(Right.TAKE_DATA)
def drawing_svg(request, rlp, number, drawing_of, drawing):
    return send_drawing(request, rlp, number, (drawing_of, drawing), extension="svg")


@rlp_view(Right.TAKE_DATA)
def drawing_png(request, rlp, number, drawing_of, drawing):
    try:
        return send_drawing(request, rlp, number, (drawing_of, drawing), extension="png")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))


FILES = {"svg": ("image/svg+xml", svg_bytes), "png": ("image/png", png_bytes)}


def send_drawing(request, rlp, number, place, *, extension):
    carnet = read_carnet(find_round(rlp, number))
    try:
        figure = find_figure(carnet, *place)
    except UnknownDrawing:
        raise Http404 from None
    except NothingToDraw:
        return answer(request, NOTHING)
    content_type, write = FILES[extension]
    return send_file(
        request,
        lambda: write(figure.drawing),
        name=f"{figure.caption} – {rlp.name} – {carnet.today:%Y-%m-%d}.{extension}",
        content_type=content_type,
        etag=etag_of(figure.drawing),
    )


def etag_of(drawing):
    """What is drawn, and by which state of our code: an image that did not change is not made again."""
    return hashlib.sha256(f"{code_version()}\0{svg(drawing)}".encode()).hexdigest()[:32]
