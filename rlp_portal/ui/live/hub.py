"""Who follows what. One hub per process, on one event loop; it knows nothing of HTTP nor of the database.

A topic is what changes (« carnet:12 »); a channel is one drawing of it (a sheet of this carnet). Waking a topic draws
each of its channels once and hands the same bytes to all who follow. The first change is drawn at once, those of the
next moment together; the moment grows as long as changes keep coming. Each follower holds the last drawing alone: who
is slow skips some, and delays nobody. Hence a drawing is a state, never a difference.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from rlp_portal.ui.errors import DATABASE_AWAY

FIRST_GATHER_SECONDS, GATHER_SECONDS = 0.02, 0.1
RETRY_SECONDS = 1


class FeedEnded(Exception):
    """Nothing more will come: drawing failed. Whoever follows asks again later."""


@dataclass(frozen=True)
class Channel:
    """`draw` returns bytes; it runs in a thread and may ask the database. The first given for a name serves all."""

    topic: str
    name: str
    draw: Callable[[], bytes] = field(compare=False)


class Follower:
    """A queue of size one. Its alarm is set anew when it rings, not at each drawing: there are many more of these."""

    def __init__(self):
        self.content, self.is_over, self.has_news = None, False, False
        self.waiting = self.alarm = None
        self.until = 0

    def show(self, content):
        self.content = content
        self.tell()

    def end(self):
        self.is_over = True
        self.tell()

    def tell(self):
        self.has_news = True
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    async def next(self, *, timeout):
        """The last drawing not yet taken; None when nothing came in time."""
        if not self.has_news:
            await self.wait(timeout)
        if self.is_over:
            raise FeedEnded
        if not self.has_news:
            return None
        self.has_news = False
        return self.content

    async def wait(self, timeout):
        loop = asyncio.get_running_loop()
        self.until = loop.time() + timeout
        if self.alarm is None or self.alarm.when() > self.until:
            self.set_alarm(loop)
        self.waiting = loop.create_future()
        try:
            await self.waiting
        finally:
            self.waiting = None

    def set_alarm(self, loop):
        self.stop()
        self.alarm = loop.call_at(self.until, self.ring, loop)

    def ring(self, loop):
        self.alarm = None
        if self.until > loop.time():
            self.set_alarm(loop)
        elif self.waiting and not self.waiting.done():
            self.waiting.set_result(None)

    def stop(self):
        if self.alarm:
            self.alarm.cancel()
            self.alarm = None


class Feed:
    """A channel that somebody follows."""

    def __init__(self, channel, *, run):
        self.channel, self.run = channel, run
        self.content, self.followers = None, set()
        self.is_stale, self.drawing = False, None

    def wake(self):
        self.is_stale = True
        if self.drawing is None:
            self.drawing = asyncio.create_task(self.draw_while_stale())

    async def draw_while_stale(self):
        pause = FIRST_GATHER_SECONDS
        try:
            while self.is_stale:
                self.is_stale = False
                await self.draw()
                await asyncio.sleep(min(pause, GATHER_SECONDS))
                pause *= 2
        except BaseException:
            self.content = None
            while self.followers:
                self.followers.pop().end()
            raise
        finally:
            self.drawing = None

    async def draw(self):
        try:
            content = await self.run(self.channel.draw)
        except DATABASE_AWAY:  # away for a moment: those who follow keep what they have
            await asyncio.sleep(RETRY_SECONDS)
            self.is_stale = True
            return
        if content != self.content:
            self.content = content
            for follower in self.followers:
                follower.show(content)


class Hub:
    """`run` executes a function in a thread: `await run(draw)`."""

    def __init__(self, *, run):
        self.run, self.feeds = run, {}

    def follow(self, channel):
        feed = self.feeds.get(channel)
        if feed is None:
            feed = self.feeds[channel] = Feed(channel, run=self.run)
        if feed.content is None and feed.drawing is None:
            feed.wake()
        follower = Follower()
        feed.followers.add(follower)
        if feed.content is not None:
            follower.show(feed.content)
        return follower

    def leave(self, channel, follower):
        follower.stop()
        feed = self.feeds.get(channel)
        if feed is None:
            return
        feed.followers.discard(follower)
        if not feed.followers:
            del self.feeds[channel]

    def wake(self, topic):
        for feed in self.feeds.values():
            if feed.channel.topic == topic:
                feed.wake()

    def wake_all(self):
        for feed in self.feeds.values():
            feed.wake()
