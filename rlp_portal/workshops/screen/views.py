"""The projected page: its address opens it, nothing can be done from it, and it names nobody."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from rlp_portal.workshops.access import screen_view
from rlp_portal.workshops.addresses import qr_address, typed_address
from rlp_portal.workshops.qr import qr_svg
from rlp_portal.workshops.screen.shown import Shown


@screen_view
def screen(request, workshop):
    token = workshop.display_token
    context = {
        **shown_context(request, workshop),
        "stream": reverse("screen_stream", args=[token]),
        "news": reverse("screen_news", args=[token]),
        "content": reverse("screen_content", args=[token]),
    }
    return discreet(render(request, "workshops/screen/page.html", context))


@screen_view
def screen_content(request, workshop):
    """What an open page puts in the place of what it shows; 304 as long as the version is the same."""
    mark = f'"{workshop.public_id}-{workshop.version}"'
    response = get_conditional_response(request, etag=mark)
    if response is None:
        response = render(request, "workshops/screen/_shown.html", shown_context(request, workshop))
        response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return discreet(response)


def shown_context(request, workshop):
    shown = Shown(workshop, now=timezone.now())
    context = shown.context
    if context["code"]:
        context["host"] = typed_address(request)
        if shown.kind == "lobby":
            context["qr"] = qr_svg(qr_address(request, workshop), said="Code QR pour rejoindre l’atelier")
    return context


def discreet(response):
    """Its address is a key: it is told to no other site, nor to those who search."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
