"""Server-sent events under /flux/, on the event loop.

Django's own ASGI handler keeps a thread, and the database connection of this thread, for as long as an answer lasts:
a thousand idle streams would hold a thousand of each. Here a request goes through Django (middleware, rights, view)
in one of a few threads and is over; if the view said `LiveResponse`, the event loop alone goes on.

Who may open a stream is asked again every minute by the same request, through the same doors: an expired session, a
closed account or a withdrawn right ends it.
"""

import asyncio
import logging
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO

from django.core import signals
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.db import Error as DatabaseProblem
from django.db import close_old_connections
from django.http import HttpResponse
from django.urls import set_script_prefix

from rlp_portal.ui.errors import DATABASE_AWAY
from rlp_portal.ui.live.hub import FeedEnded, Hub
from rlp_portal.ui.live.waking import new_listener

logger = logging.getLogger(__name__)

MOST_STREAMS = 2_000
MOST_PER_PERSON = 4  # browsers open six connections to a site: streams must leave some for saving
RETRY_AFTER = {429: 60, 503: 30}
HEARTBEAT_SECONDS = 15
AUTHORISE_SECONDS = 60
SEATS_SECONDS = 10
LEAVING_SECONDS = 3  # from one section of a sheet to the next, nobody leaves
DOOR_THREADS, DRAWING_THREADS, SEAT_THREADS = 4, 2, 1

HEARTBEAT = b":\n\n"
HELLO = b": bonjour\n\n"  # at once, so that a proxy that holds answers is known within seconds


class LiveResponse(HttpResponse):
    """What a view answers to open a stream; without /flux/'s server in front, a stream that ends at once.

    `person` counts streams (any hashable), up to `most`; `seat` is her place in front of the page, if others are told
    of it: an object with `take()`, `leave()` and the class's `keep(seats)`, all run in a thread of their own.
    """

    def __init__(self, channel, *, person, seat=None, most=None):
        super().__init__(content_type="text/event-stream; charset=utf-8")
        self.headers["X-Accel-Buffering"] = "no"
        self.channel, self.person, self.seat = channel, person, seat
        self.most = most or MOST_PER_PERSON


class Streams:
    """An ASGI application. Made on the first request, as everything that belongs to an event loop."""

    def __init__(self):
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.doors = ThreadPoolExecutor(DOOR_THREADS, thread_name_prefix="flux-doors")
        self.drawing = ThreadPoolExecutor(DRAWING_THREADS, thread_name_prefix="flux-drawing")
        self.seating = ThreadPoolExecutor(SEAT_THREADS, thread_name_prefix="flux-seats")  # a crowd delays no drawing
        self.hub = Hub(run=self.draw)
        self.listener = self.starting = self.keeping = None
        self.seats, self.leaving = {}, set()
        self.by_person = Counter()

    async def __call__(self, scope, receive, send):
        response = await self.ask(scope)
        if not isinstance(response, LiveResponse) or scope["method"] != "GET":
            await send_whole(response, send)
        elif status := self.refusal(response):
            await send_whole(refused(response, status), send)
        else:
            await self.serve(scope, response, receive, send)

    def refusal(self, response):
        if self.by_person[response.person] >= response.most:
            return 429
        return 503 if self.by_person.total() >= MOST_STREAMS else None

    # ---- Threads

    async def ask(self, scope):
        return await asyncio.get_running_loop().run_in_executor(self.doors, self.answer, scope)

    def answer(self, scope):
        """As any request of Django; nothing under /flux/ reads a body."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        response = self.handler.get_response(ASGIRequest(scope, BytesIO()))
        response.close()  # lets the database go
        return response

    async def draw(self, function, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self.drawing, in_thread, function, *arguments)

    async def tell_of(self, function, *arguments):
        """What a seat does."""
        return await asyncio.get_running_loop().run_in_executor(self.seating, in_thread, function, *arguments)

    # ---- A stream

    async def serve(self, scope, response, receive, send):
        self.by_person[response.person] += 1
        try:
            if not await self.listens():
                await send_whole(refused(response, 503), send)
                return
            response.headers.pop("Content-Length", None)  # a middleware counted what it saw
            await send(start_of(response))
            await send(part(HELLO))
            await self.go_on(scope, response, receive, send)
        finally:
            self.by_person[response.person] -= 1
            self.by_person += Counter()  # forgets those who have none left

    async def go_on(self, scope, response, receive, send):
        follower = self.hub.follow(response.channel)
        seating = self.seat(response.seat)
        gone = asyncio.create_task(wait_until_gone(receive))
        telling = asyncio.create_task(self.tell(scope, response, follower, send))
        try:
            await asyncio.wait({gone, telling}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            telling.cancel()
            self.hub.leave(response.channel, follower)
            self.unseat(response.seat, seating)
        if telling.done() and not telling.cancelled():
            telling.result()
            await send(part(b"", more=False))

    async def tell(self, scope, response, follower, send):
        due = time.monotonic() + AUTHORISE_SECONDS
        while True:
            wait = min(HEARTBEAT_SECONDS, due - time.monotonic())
            try:
                content = await follower.next(timeout=wait)
            except FeedEnded:
                return
            await send(part(b"data: " + content + b"\n\n" if content is not None else HEARTBEAT))
            if time.monotonic() >= due:
                answer = await self.ask(scope)
                if not isinstance(answer, LiveResponse):
                    await send(part(b"event: closed\ndata: %d\n\n" % answer.status_code))
                    return
                due = time.monotonic() + AUTHORISE_SECONDS

    async def listens(self):
        """From the first stream on, before its first drawing: what changes after is heard. False when it cannot."""
        if self.starting is None:
            self.starting = asyncio.create_task(self.start_listening())
        try:
            await asyncio.shield(self.starting)
        except (*DATABASE_AWAY, OSError):  # the base is away, or the folder of the sockets is
            logger.warning("No news can be heard: %s", self.starting.exception())
            self.starting = None
            return False
        return True

    async def start_listening(self):
        self.listener = new_listener(wake=self.hub.wake, wake_all=self.hub.wake_all)
        await self.listener.start()

    def stop(self):
        """At the end of the process."""
        if self.listener:
            self.listener.stop()
        if self.keeping:
            self.keeping.cancel()

    # ---- Seats

    def seat(self, seat):
        """Taken while the stream already flows: a database that is busy delays nothing else."""
        if seat is None:
            return None
        if self.keeping is None:
            self.keeping = asyncio.create_task(self.keep_seats())
        seating = self.seats[seat] = asyncio.create_task(self.tell_of(seat.take))
        return seating

    def unseat(self, seat, seating):
        if seat is None:
            return
        self.seats.pop(seat, None)
        task = asyncio.create_task(self.leave_seat(seat, seating))
        self.leaving.add(task)
        task.add_done_callback(self.leaving.discard)

    async def leave_seat(self, seat, seating):
        with suppress(DatabaseProblem):  # then it expires by itself
            await seating
            await asyncio.sleep(LEAVING_SECONDS)
            await self.tell_of(seat.leave)

    async def keep_seats(self):
        while True:
            await asyncio.sleep(SEATS_SECONDS)
            with suppress(DatabaseProblem):
                for kind, seats in by_kind(self.seats):
                    await self.tell_of(kind.keep, seats)


def by_kind(seats):
    kinds = {}
    for seat in seats:
        kinds.setdefault(type(seat), []).append(seat)
    return kinds.items()


def in_thread(function, *arguments):
    """These threads stay; what Django does around a request is done around each call."""
    close_old_connections()
    try:
        return function(*arguments)
    finally:
        close_old_connections()


async def wait_until_gone(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


def refused(response, status):
    """The page asks now and then instead, and tries again later."""
    answer = HttpResponse(status=status)
    answer.headers = response.headers
    answer.headers["Retry-After"] = str(RETRY_AFTER[status])
    return answer


def start_of(response):
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    headers += [(b"Set-Cookie", cookie.OutputString().encode("ascii")) for cookie in response.cookies.values()]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


def part(content, *, more=True):
    return {"type": "http.response.body", "body": content, "more_body": more}


async def send_whole(response, send):
    await send(start_of(response))
    await send(part(response.content, more=False))
