"""At the door of every page: its policy, privacy in shared browsers, and refusals that a script can read."""

from functools import cache

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import UnreadablePostError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url

from rlp_portal.ui.errors import asks_from_script, bad_request, method_not_allowed, not_signed_in


class LightPages(GZipMiddleware):
    """Pages are compressed; a PDF already is, and would only cost time.

    Django pads each answer by a random length and masks its tokens anew, so that sizes tell nothing.
    """

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith("text/"):
            return response
        return super().process_response(request, response)


class WholeForms:
    """What a cut connection leaves of a form is not a form: half a text would be saved in place of the whole one.

    No server tells: they all hand over what came. The browser sends it again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return bad_request(request) if is_cut(request) else self.get_response(request)


def is_cut(request):
    if request.content_type != "application/x-www-form-urlencoded":
        return False
    try:
        return len(request.body) < int(request.META.get("CONTENT_LENGTH") or 0)
    except UnreadablePostError:
        return True


class PrivatePages:
    """Every page says what a browser may do with it; those of a session are never kept.

    The next person at a shared computer sees nothing. The session's cookie decides, not the account, so that this
    costs no query.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request):
        if self.is_async:
            return self.answer_async(request)
        return finish(request, self.get_response(request))

    async def answer_async(self, request):
        return finish(request, await self.get_response(request))


def finish(request, response):
    if response.status_code == 302 and asks_from_script(request) and leads_to_sign_in(response):
        response = not_signed_in(request)
    elif response.status_code == 405 and not response.streaming and not response.content:
        response = method_not_allowed(request, allowed=response["Allow"])
    if not is_debugging_page(response):
        response.headers.setdefault(HEADER, content_policy())
    if has_session(request, response):
        response["Cache-Control"] = "no-store"
    return response


@cache
def content_policy():
    """Written once: the same for every page. A file that is sent brings its own, stricter one."""
    return build_policy()


def is_debugging_page(response):
    """Django's own pages about an error, with their style inside."""
    return settings.DEBUG and response.status_code in {404, 500}


def leads_to_sign_in(response):
    return response["Location"].split("?")[0] == resolve_url(settings.LOGIN_URL)


def has_session(request, response):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
