"""Events on the event loop, everything else on a fixed pool of threads.

A sync view under Django's ASGI handler costs two to three times the CPU of a thread, and its database
connections do not persist; a2wsgi keeps both right and queues the bursts.
"""

import os

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")

PAGE_THREADS = 8
EVENT_PREFIX = "/flux/"

from rlp_portal.wsgi import application as wsgi_application  # noqa: E402 - the settings must be named first

pages = WSGIMiddleware(wsgi_application, workers=PAGE_THREADS)

from rlp_portal.ui.live.streams import Streams  # noqa: E402 - Django must be set up first

events = Streams()


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["path"].startswith(EVENT_PREFIX):
        await events(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def live(receive, send):
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            events.stop()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
