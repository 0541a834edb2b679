"""The door of the administration."""

from functools import wraps

from django.http import Http404, HttpResponseNotAllowed

READING = ("GET", "HEAD")


def administrator_view(*, methods=READING):
    """Wrap a view of the administration: everyone else gets 404."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_administrator:
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        guarded.guard = ("administrator", methods)
        return guarded

    return decorate
