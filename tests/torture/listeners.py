"""Phones that only listen, for an hour: what each costs in memory, and that it stays flat.

    python -m tests.torture.listeners [seconds] [sqlite] [postgresql]

A thousand streams of phones, answers that come in all along, and the program of the streams looked at meanwhile.
"""

import asyncio
import json
import time
from itertools import cycle
from pathlib import Path

from tests.bench.room.live import Arrivals, open_all
from tests.bench.room.sides import Portal
from tests.bench.servers import Server, family, uvicorn
from tests.bench.sides import run
from tests.torture.proofs import Proof, main

SECONDS, PHONES, PER_PHONE = 3_600, 334, 3
FEWEST = 30  # phones, in short: what a program of its own takes is told apart all the same
KILOBYTES_EACH, GROWTH = 60, 0.1  # at most; growth of what they take together
WARM_UP_SECONDS, LOOK_SECONDS, ANSWER_SECONDS = 60, 300, 1


class Missed(Exception):
    """The message says which goal."""


def prove(stage, seconds):
    phones = PHONES if seconds > WARM_UP_SECONDS else FEWEST
    stage.start()
    rooms = json.loads(run("tests.bench.room.prepare", str(phones), "1", env=stage.env))
    with uvicorn("rlp_portal.asgi:application", env=stage.env) as news:
        side = Portal(Server(stage.server, stage.port), news).furnish(rooms)
        seen = asyncio.run(listen(side, phones * PER_PHONE, seconds))
    stage.kill()
    return told(seen, phones * PER_PHONE, seconds)


async def listen(side, count, seconds):
    """Kilobytes of the program: once it has worked for a screen, then now and then with all the phones."""
    screen = await open_all(side, side.screen, Arrivals(1))
    for number in range(FEWEST):
        await side.answer(number, 0)
    seen = [memory_of(side.news)]
    streams = screen + await open_all(side, side.phone, Arrivals(count))
    began, numbers = time.monotonic(), cycle(range(10))
    due = began + min(WARM_UP_SECONDS, seconds / 2)
    while time.monotonic() < began + seconds:
        await side.answer(next(numbers), 0)
        await asyncio.sleep(ANSWER_SECONDS if seconds > WARM_UP_SECONDS else 0)
        if time.monotonic() > due:
            due += LOOK_SECONDS
            seen.append(memory_of(side.news))
            print(f"  listeners: {seen[-1] - seen[0]} kB", flush=True)
    seen.append(memory_of(side.news))
    if any(one.is_over.is_set() for one in streams):
        raise Missed("a stream ended by itself")
    side.forget()
    for stream in streams:
        stream.transport.abort()
    return seen


def memory_of(server):
    """Kilobytes that it holds."""
    return sum(resident(pid) for pid in family(server.roots))


def resident(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def told(seen, count, seconds):
    bare, settled, last = seen[0], seen[1], seen[-1]
    each, growth = (last - bare) / count, (last - settled) / count
    if each > KILOBYTES_EACH or growth > KILOBYTES_EACH * GROWTH:
        raise Missed(f"{each:.1f} kB a listener, {growth:.1f} more than once they had settled")
    return f"{count} listeners for {seconds} s: {each:.1f} kB each, {growth:+.1f} since they had settled"


PROOF = Proof("listeners", prove, long=SECONDS, short=2)

if __name__ == "__main__":
    main(PROOF)
