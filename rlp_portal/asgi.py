"""Events on the event loop, everything else on a fixed pool of threads.

A sync view under Django's ASGI handler costs two to three times the CPU of a thread, and its database
connections do not persist; a2wsgi keeps both right and queues the bursts.
"""

import os

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application

from rlp_portal.environment import sentence_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")

PAGE_THREADS = 8
EVENT_PREFIX = "/flux/"

with sentence_alone():
    events = get_asgi_application()

from rlp_portal.wsgi import application as wsgi_application  # noqa: E402 - Django must be set up first

pages = WSGIMiddleware(wsgi_application, workers=PAGE_THREADS)


async def application(scope, receive, send):
    if scope["type"] == "http" and not scope["path"].startswith(EVENT_PREFIX):
        await pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await acknowledge_lifespan(receive, send)
    else:
        await events(scope, receive, send)


async def acknowledge_lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
