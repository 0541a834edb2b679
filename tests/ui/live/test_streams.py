"""Streams over ASGI: what is sent, who is let in, what is let go. The doors themselves are tried by the matrix."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from django.db import OperationalError
from django.http import HttpResponse, JsonResponse

from rlp_portal.ui.live import hub as hub_module
from rlp_portal.ui.live import streams as streams_module
from rlp_portal.ui.live.hub import Channel
from rlp_portal.ui.live.streams import HEARTBEAT, HELLO, LiveResponse, Streams
from tests.ui.live.loops import on_a_loop

SCOPE = {"type": "http", "method": "GET", "path": "/flux/essai/", "query_string": b"", "headers": []}


class NoListener:
    def __init__(self, **_):
        pass

    async def start(self):
        pass

    def stop(self):
        pass


class Seat:
    """Notes what happens to it."""

    def __init__(self):
        self.said = []

    def take(self):
        self.said.append("take")

    def leave(self):
        self.said.append("leave")

    @staticmethod
    def keep(seats):
        for seat in seats:
            seat.said.append("keep")


class World:
    """A view that answers whatever the test says; `state` is what the channel draws."""

    def __init__(self):
        self.state, self.asked = b"0", 0
        self.answer = self.let_in
        self.person, self.seat = "marie", None

    def let_in(self):
        return LiveResponse(Channel("carnet:1", "ft1", lambda: self.state), person=self.person, seat=self.seat)

    def __call__(self, scope):
        self.asked += 1
        return self.answer()


@pytest.fixture
def world():
    return World()


@pytest.fixture
def streams(world, monkeypatch):
    monkeypatch.setattr(streams_module, "new_listener", NoListener)
    monkeypatch.setattr(streams_module, "in_thread", lambda function, *arguments: function(*arguments))
    monkeypatch.setattr(streams_module, "LEAVING_SECONDS", 0.01)
    monkeypatch.setattr(hub_module, "GATHER_SECONDS", 0.01)
    made = Streams()
    monkeypatch.setattr(made, "answer", world)
    return made


class Visitor:
    def __init__(self, streams, scope):
        self.sent, self.leaving = asyncio.Queue(), asyncio.Event()
        self.task = asyncio.create_task(streams(scope, self.receive, self.sent.put))

    async def receive(self):
        await self.leaving.wait()
        return {"type": "http.disconnect"}

    async def get(self):
        async with asyncio.timeout(20):
            return await self.sent.get()

    async def start(self):
        message = await self.get()
        return message["status"], {name.decode().lower(): value.decode() for name, value in message["headers"]}

    async def body(self):
        return (await self.get())["body"]

    async def go(self):
        self.leaving.set()
        async with asyncio.timeout(20):
            await self.task


@asynccontextmanager
async def visiting(streams, **scope):
    visitor = Visitor(streams, {**SCOPE, **scope})
    try:
        yield visitor
    finally:
        await visitor.go()


@on_a_loop
async def test_a_stream_says_hello_then_the_state_then_each_change(streams, world):
    async with visiting(streams) as visitor:
        status, headers = await visitor.start()
        told = [await visitor.body(), await visitor.body()]
        world.state = b"1"
        streams.hub.wake("carnet:1")
        told.append(await visitor.body())

    assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert headers["x-accel-buffering"] == "no"
    assert "content-length" not in headers
    assert told == [HELLO, b"data: 0\n\n", b"data: 1\n\n"]


@on_a_loop
async def test_a_silent_stream_shows_that_it_lives(streams, monkeypatch):
    monkeypatch.setattr(streams_module, "HEARTBEAT_SECONDS", 0.02)

    async with visiting(streams) as visitor:
        await visitor.start()
        told = [await visitor.body() for _ in range(4)]

    assert told == [HELLO, b"data: 0\n\n", HEARTBEAT, HEARTBEAT]


@on_a_loop
async def test_what_is_not_a_stream_is_answered_as_it_is(streams, world):
    world.answer = lambda: JsonResponse({"message": "non"}, status=403)

    async with visiting(streams) as visitor:
        status, _headers = await visitor.start()
        last = await visitor.get()

    assert (status, last) == (403, {"type": "http.response.body", "body": b'{"message": "non"}', "more_body": False})
    assert streams.hub.feeds == {}


@pytest.mark.parametrize("problem", [OperationalError("away"), PermissionError("var")])
@on_a_loop
async def test_a_stream_that_cannot_hear_says_when_to_come_back_and_the_next_one_opens(streams, monkeypatch, problem):
    """F07: the base is away, or the folder of the sockets is."""
    problems = [problem]

    class Deaf(NoListener):
        async def start(self):
            if problems:
                raise problems.pop()

    monkeypatch.setattr(streams_module, "new_listener", Deaf)

    async with visiting(streams) as visitor:
        refused = await visitor.start()
    async with visiting(streams) as visitor:
        status, _headers = await visitor.start()

    assert (refused[0], refused[1]["retry-after"], status) == (503, "30", 200)
    assert dict(streams.by_person) == {}


@on_a_loop
async def test_asking_for_the_head_opens_no_stream(streams):
    async with visiting(streams, method="HEAD") as visitor:
        status, _headers = await visitor.start()
        last = await visitor.get()

    assert (status, last["body"], last["more_body"]) == (200, b"", False)


@on_a_loop
async def test_whoever_leaves_frees_all_that_she_held(streams):
    async with visiting(streams) as visitor:
        await visitor.start()
        assert (len(streams.hub.feeds), streams.by_person["marie"]) == (1, 1)

    assert (streams.hub.feeds, dict(streams.by_person)) == ({}, {})


@on_a_loop
async def test_one_person_has_few_streams_and_the_others_theirs(streams, world, monkeypatch):
    monkeypatch.setattr(streams_module, "MOST_PER_PERSON", 2)

    async with visiting(streams) as one, visiting(streams) as two:
        await one.start()
        await two.start()
        async with visiting(streams) as third:
            status, headers = await third.start()
        world.person = "paul"
        async with visiting(streams) as other:
            other_status, _headers = await other.start()
    world.person = "marie"
    async with visiting(streams) as again:
        again_status, _headers = await again.start()

    assert (status, headers["retry-after"]) == (429, "60")
    assert (other_status, again_status) == (200, 200)


@on_a_loop
async def test_all_together_have_a_limit(streams, world, monkeypatch):
    monkeypatch.setattr(streams_module, "MOST_STREAMS", 1)

    async with visiting(streams) as one:
        await one.start()
        world.person = "paul"
        async with visiting(streams) as two:
            status, headers = await two.start()

    assert (status, headers["retry-after"]) == (503, "30")


@pytest.mark.parametrize("status", [401, 403, 404])
@on_a_loop
async def test_a_right_withdrawn_ends_the_stream_when_it_is_asked_again(streams, world, monkeypatch, status):
    monkeypatch.setattr(streams_module, "AUTHORISE_SECONDS", 0.05)

    async with visiting(streams) as visitor:
        await visitor.start()
        await visitor.body(), await visitor.body()
        world.answer = lambda: HttpResponse(status=status)
        told = []
        while b"event" not in (told[-1] if told else b""):
            told.append(await visitor.body())
        last = await visitor.get()

    assert told[-1] == b"event: closed\ndata: %d\n\n" % status
    assert (last["body"], last["more_body"]) == (b"", False)
    assert (streams.hub.feeds, dict(streams.by_person)) == ({}, {})


@on_a_loop
async def test_a_right_kept_is_asked_again_and_the_stream_goes_on(streams, world, monkeypatch):
    monkeypatch.setattr(streams_module, "AUTHORISE_SECONDS", 0.02)

    async with visiting(streams) as visitor:
        await visitor.start()
        while world.asked < 3:
            await visitor.body()
        world.state = b"still here"
        streams.hub.wake("carnet:1")
        told = b""
        while b"data: still here" not in told:
            told = await visitor.body()


@on_a_loop
async def test_a_seat_is_taken_kept_and_left(streams, world, monkeypatch):
    monkeypatch.setattr(streams_module, "SEATS_SECONDS", 0.02)
    seat = world.seat = Seat()

    async with visiting(streams) as visitor:
        await visitor.start()
        while "keep" not in seat.said:
            await asyncio.sleep(0.01)
    while "leave" not in seat.said:
        await asyncio.sleep(0.01)
    streams.stop()

    assert (seat.said[0], seat.said[-1], set(seat.said[1:-1])) == ("take", "leave", {"keep"})


@on_a_loop
async def test_a_thousand_streams_hold_no_thread(streams, world, monkeypatch):
    monkeypatch.setattr(streams_module, "MOST_PER_PERSON", 1_000)
    visitors = [Visitor(streams, SCOPE) for _ in range(1_000)]
    for visitor in visitors:
        await visitor.start()

    threads = len(streams.doors._threads) + len(streams.drawing._threads)
    for visitor in visitors:
        await visitor.go()

    assert threads <= streams_module.DOOR_THREADS + streams_module.DRAWING_THREADS
    assert streams.hub.feeds == {}
