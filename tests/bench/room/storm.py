"""Everybody at once: a room comes in within seconds; a room answers without pause."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass
class Turn:
    milliseconds: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    lasted: float = 0

    def p95(self):
        return quantiles(self.milliseconds, n=20)[-1]

    @property
    def throughput(self):
        return len(self.milliseconds) / self.lasted

    async def time(self, doing):
        began = time.perf_counter()
        try:
            await doing
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is an error of the turn
            self.errors.append(repr(problem))
        else:
            self.milliseconds.append((time.perf_counter() - began) * 1000)


def take_turn(side, *, people, seconds):
    """Each comes at a moment of her own."""
    turn, chance = Turn(), random.Random(1)  # noqa: S311 - the same draws each time

    async def one(place, moment):
        await asyncio.sleep(moment)
        await turn.time(side.come_in(place))

    async def everybody():
        await asyncio.gather(*(one(place, chance.uniform(0, seconds)) for place in range(people)))

    run(side, turn, everybody)
    return turn


def answer_together(side, *, people, seconds, way):
    """`way`: how a side writes an answer."""
    turn, write = Turn(), getattr(side, way)

    async def one(place, until):
        number = side.version
        while time.perf_counter() < until:
            number += 1
            await turn.time(write(place, number))

    async def everybody():
        until = time.perf_counter() + seconds
        await asyncio.gather(*(one(place, until) for place in range(people)))

    run(side, turn, everybody)
    return turn


def run(side, turn, everybody):
    async def to_the_end():
        await everybody()
        side.forget()

    began = time.perf_counter()
    asyncio.run(to_the_end())
    turn.lasted = time.perf_counter() - began
