"""Many browsers in one thread: a small HTTP client for asyncio, and streams that are read as they come.

To this machine only: nothing here knows another address.
"""

import asyncio
import re
from contextlib import suppress
from urllib.parse import urlencode

from tests.bench.servers import HOST

PATIENCE = 60
VERSION = re.compile(rb'"version":(\d+)')


class BadAnswer(Exception):
    pass


class Browser:
    """One connection that stays open, and cookies."""

    def __init__(self, port, *, cookie=""):
        self.port, self.reader, self.writer = port, None, None
        self.cookies = dict([cookie.split("=", 1)] if cookie else [])

    async def get(self, path):
        return await self.ask("GET", path)

    async def post(self, path, form, headers=()):
        body = urlencode(form).encode()
        return await self.ask("POST", path, body, [*headers, ("Content-Type", "application/x-www-form-urlencoded")])

    async def ask(self, method, path, body=b"", headers=()):
        """(status, headers, content)"""
        async with asyncio.timeout(PATIENCE):
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection(HOST, self.port)
            self.writer.write(head(method, path, [*headers, *self.own_headers(body)]) + body)
            return await self.answer()

    def own_headers(self, body):
        yield "Content-Length", len(body)
        if self.cookies:
            yield "Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def answer(self):
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").strip().split("\r\n")
        status, given = int(first.split()[1]), {}
        for line in lines:
            name, _colon, value = line.partition(":")
            given[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.strip().partition(";")[0].partition("=")
                self.cookies[cookie] = content
        content = await self.reader.readexactly(int(given.get("content-length", 0)))
        if given.get("connection") == "close":
            self.close()
        return status, given, content

    def close(self):
        if self.writer:
            self.writer.close()
        self.writer = None


def head(method, path, headers):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Stream(asyncio.Protocol):
    """Calls `seen(version)` for each piece of news, as soon as its bytes are here."""

    def __init__(self, path, *, cookie="", seen):
        self.asked = head("GET", path, [("Cookie", cookie)] if cookie else [])
        self.seen, self.rest, self.status = seen, b"", None
        self.is_open, self.is_over = asyncio.Event(), asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.asked)

    def data_received(self, data):
        if self.status is None:
            self.status = int(data.split(maxsplit=2)[1])
            self.is_open.set()
        found = VERSION.findall(self.rest + data)
        self.rest = b"" if found else data[-20:]
        if found:
            self.seen(int(found[-1]))

    def connection_lost(self, problem):
        self.is_over.set()
        self.is_open.set()


async def follow(port, path, *, cookie="", seen):
    """Returns once it is open; raises BadAnswer when it is refused."""
    make = lambda: Stream(path, cookie=cookie, seen=seen)  # noqa: E731 - what asyncio asks for
    _transport, stream = await asyncio.get_running_loop().create_connection(make, HOST, port)
    async with asyncio.timeout(PATIENCE):
        await stream.is_open.wait()
    if stream.status != 200:
        raise BadAnswer(f"{path}: {stream.status}")
    return stream


def leave(streams):
    for stream in streams:
        with suppress(OSError):
            stream.transport.abort()
