"""A file sent to a browser: always as an attachment, never as a page."""

import unicodedata
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from rlp_portal.ui.errors import Refusal

NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
PDF = "application/pdf"
POLICY = "default-src 'none'; sandbox"


def send_file(request, read, *, name, content_type, etag=None):
    """`read` gives the bytes; it is not called when the browser already holds them."""
    quoted_etag = f'"{etag}"' if etag else None
    unchanged = get_conditional_response(request, etag=quoted_etag) if etag else None
    response = unchanged or HttpResponse(read(), content_type=content_type)
    response["Content-Disposition"] = disposition(name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    if etag:
        response["ETag"] = quoted_etag
    return response


def disposition(name):
    """Both names that browsers read: plain letters for the old ones, the real one for the others."""
    name = " ".join("".join(sign for sign in name if sign.isprintable()).translate(NOT_IN_FILE_NAMES).split())
    plain = unicodedata.normalize("NFKD", name.replace("–", "-").replace("’", "-"))
    plain = plain.encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def unavailable(refused):
    """The page that stands for a PDF that could not be made."""
    return Refusal(503, "PDF non produit", str(refused))
