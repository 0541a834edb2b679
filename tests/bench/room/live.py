"""From the answer that somebody sends to the moment when all who follow know of it."""

import asyncio
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from tests.bench.room.browser import follow, leave

DRAIN_SECONDS = 15
AT_ONCE = 20  # who open their stream


@dataclass
class Turn:
    """Milliseconds from an answer to its arrival at the first who follows, and at the last."""

    first: list = field(default_factory=list)
    last: list = field(default_factory=list)
    cpu: float = 0  # of the servers, for an answer told to one follower
    errors: list = field(default_factory=list)

    def p50(self, which):
        return median(getattr(self, which))

    def p95(self, which):
        return quantiles(getattr(self, which), n=20)[-1]


class Arrivals:
    """When each version reached each follower; a later version tells of those before it."""

    def __init__(self, followers):
        self.seen = [[] for _ in range(followers)]  # [(moment, version)], growing

    def note(self, place):
        mine = self.seen[place]
        return lambda version: mine.append((time.perf_counter(), version))

    def moments(self, number):
        """One for each follower who knows of it."""
        found = (next((moment for moment, version in mine if version >= number), None) for mine in self.seen)
        return [moment for moment in found if moment is not None]

    def has_all(self, number):
        return all(mine and mine[-1][1] >= number for mine in self.seen)


def take_turn(side, *, path, followers, answers, rate):
    return asyncio.run(live(side, path=path, followers=followers, answers=answers, rate=rate))


async def live(side, *, path, followers, answers, rate):
    """`answers` of as many people, `rate` in a second whatever the server does."""
    turn, arrivals = Turn(), Arrivals(followers)
    streams = await open_all(side, path, arrivals)
    await asyncio.sleep(1)
    base, cpu, sent = side.version, side.cpu_seconds(), {}
    began = time.perf_counter()
    posts = []
    for number in range(base + 1, base + answers + 1):
        await asyncio.sleep(max(0, began + (number - base - 1) / rate - time.perf_counter()))
        sent[number] = time.perf_counter()
        posts.append(asyncio.create_task(side.answer(number % 100, number)))
    turn.errors += [repr(one) for one in await asyncio.gather(*posts, return_exceptions=True) if one]
    limit = time.perf_counter() + DRAIN_SECONDS
    while not arrivals.has_all(base + answers) and time.perf_counter() < limit:
        await asyncio.sleep(0.05)
    turn.cpu = (side.cpu_seconds() - cpu) * 1000 / answers / followers
    side.version = base + answers
    for number, moment in sent.items():
        moments = arrivals.moments(number)
        if len(moments) < followers:
            turn.errors.append(f"{followers - len(moments)} ignorent la réponse {number - base}")
            continue
        turn.first.append((min(moments) - moment) * 1000)
        turn.last.append((max(moments) - moment) * 1000)
    leave(streams)
    side.forget()
    return turn


async def open_all(side, path, arrivals):
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(place):
        async with slots:
            return await follow(side.news.port, path, cookie=side.cookie(place), seen=arrivals.note(place))

    return await asyncio.gather(*(one(place) for place in range(len(arrivals.seen))))
