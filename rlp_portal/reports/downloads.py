"""A file sent to a browser: always as an attachment, never as a page."""

import re
import unicodedata
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response

from rlp_portal.ui.errors import Refusal

# What no system takes in the name of a file: some signs are left out, those that part two words become a dash.
LEFT_OUT = str.maketrans(dict.fromkeys('*?"<>'))
TIGHT, PARTING = re.compile(r"(?<=\S)[/\\:|](?=\S)"), re.compile(r" *[/\\:|] *")
DASHES, LAST_DASH = re.compile(r" ?[–-](?: ?[–-])+ ?"), re.compile(r"[ –-]+(?=\.\w+$)")
PDF = "application/pdf"
POLICY = "default-src 'none'; sandbox"


class OpenFile(FileResponse):
    """A file of the disk, which gunicorn hands to the kernel; a server that reads it does so in few pieces."""

    block_size = 256 * 1024


def send_file(request, read, *, name, content_type, etag=None):
    """`read` gives the bytes, or an open file; it is not called when the browser already holds them."""
    quoted_etag = f'"{etag}"' if etag else None
    unchanged = get_conditional_response(request, etag=quoted_etag) if etag else None
    response = unchanged or response_with(read(), content_type=content_type)
    response["Content-Disposition"] = disposition(name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    if etag:
        response["ETag"] = quoted_etag
    return response


def response_with(content, *, content_type):
    kind = HttpResponse if isinstance(content, bytes | str) else OpenFile
    return kind(content, content_type=content_type)


def disposition(name):
    """Both names that browsers read: plain letters for the old ones, the real one for the others."""
    name = name_of_file(name)
    plain = unicodedata.normalize("NFKD", name.replace("–", "-").replace("’", "-"))
    plain = plain.encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def name_of_file(name):
    """`Bilan : où en sommes-nous? A/B.pdf` is `Bilan – où en sommes-nous A-B.pdf`."""
    name = "".join(sign for sign in " ".join(name.split()) if sign.isprintable()).translate(LEFT_OUT)
    name = DASHES.sub(" – ", PARTING.sub(" – ", TIGHT.sub("-", name)))
    name = LAST_DASH.sub("", " ".join(name.split()))
    return f"Document{name}" if name.startswith(".") else name


def unavailable(refused):
    """The page that stands for a PDF that could not be made."""
    return Refusal(503, "PDF non produit", str(refused))
