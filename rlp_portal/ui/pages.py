"""One view, one context: the full page, or for htmx the fragment that this same page includes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html

UNDO_TAG = "undo:"
BESIDE_TAG = "beside:"


def render_page(request, template, context=None, *, fragment=None, status=200):
    """What the fragment shows is what a reload would show: `template` must include `fragment`.

    `context["title"]` names the page; htmx takes it from the fragment too.
    """
    context = context or {}
    if fragment and asks_for_fragment(request):
        body = render_to_string(fragment, context, request)
        response = HttpResponse(fragment_title(context) + body, status=status)
    else:
        response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def asks_for_fragment(request):
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragment_title(context):
    if "title" not in context:
        return ""
    return format_html("<title>{}{} · Portail RLP</title>\n", error_prefix(context), context["title"])


def error_prefix(context):
    """« Erreur : » before the title when a form of the page was refused."""
    form = context.get("form")
    refused = context.get("has_errors") or (form is not None and getattr(form, "is_bound", False) and form.errors)
    return "Erreur\u00a0: " if refused else ""


def say_beside(request, said, *, place):
    """The next page says what was done at this place of it, rather than at its top."""
    messages.success(request, said, extra_tags=BESIDE_TAG + place)


def take_said_beside(request):
    """{place: sentence} for a page that has such places; the top of the page then leaves these messages out."""
    said = {}
    for message in messages.get_messages(request):
        if (message.extra_tags or "").startswith(BESIDE_TAG):
            said[message.extra_tags.removeprefix(BESIDE_TAG)] = message.message
            message.is_said_beside = True
    return said


def offer_undo(request, *, said, url):
    """The next page says what was done and offers to undo it, by a POST to `url`."""
    messages.info(request, said, extra_tags=UNDO_TAG + url)
