"""The least that tells everybody what was saved elsewhere: an ASGI application, one process.

PostgreSQL's NOTIFY, or a datagram on the socket that TELL_SOCKET names, goes to all who follow, as it came. /screen
is a page that follows, and shows how many answers there were.
"""

import asyncio
import os
import socket

import psycopg2

CHANNEL = "floor"
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
SCREEN = b"""<!doctype html><html lang=fr><title>Plancher</title><p class=screen-seats-count>0</p><script>
new EventSource("/").onmessage = ({data}) => { document.querySelector("p").textContent = JSON.parse(data).version; };
</script></html>"""
followers = set()


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await live(receive, send)
        return
    if scope["path"] == "/screen":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": SCREEN})
        return
    telling = asyncio.create_task(pass_on(send))
    while (await receive())["type"] != "http.disconnect":
        pass
    telling.cancel()


async def pass_on(send):
    queue = asyncio.Queue()
    followers.add(queue)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})
    finally:
        followers.discard(queue)


def tell(content):
    event = b"data: " + content + b"\n\n"
    for queue in followers:
        queue.put_nowait(event)


async def live(receive, send):
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            listen()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def listen():
    loop = asyncio.get_running_loop()
    if place := os.environ.get("TELL_SOCKET"):
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        heard.bind(place)
        loop.add_reader(heard, lambda: tell(heard.recv(4096)))
        return
    heard = psycopg2.connect(os.environ["DATABASE_URL"])
    heard.autocommit = True
    heard.cursor().execute(f"LISTEN {CHANNEL}")
    loop.add_reader(heard, read, heard)


def read(heard):
    heard.poll()
    while heard.notifies:
        tell(heard.notifies.pop(0).payload.encode())
