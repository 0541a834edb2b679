"""At the door of every page: privacy in shared browsers, and refusals that a script can read."""

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.shortcuts import resolve_url

from rlp_portal.ui.errors import asks_from_script, method_not_allowed, not_signed_in


class PrivatePages:
    """Pages of a session are never kept by a browser: the next person at a shared computer sees nothing.

    The session's cookie decides, not the account, so that this costs no query.
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
    if has_session(request, response):
        response["Cache-Control"] = "no-store"
    return response


def leads_to_sign_in(response):
    return response["Location"].split("?")[0] == resolve_url(settings.LOGIN_URL)


def has_session(request, response):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
