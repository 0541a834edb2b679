"""A thousand idle streams: pages still answer in time, and a save still reaches the one who follows it (T21).

Two real processes, as in production: gunicorn for the pages, uvicorn for /flux/.

    python -m tests.torture.streams [--streams 1000] [--engine sqlite|postgresql]
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles

from tests.bench import visitors
from tests.bench.__main__ import ENGINES, environment, run
from tests.bench.servers import gunicorn, uvicorn

PER_PERSON = 4
PAGE_MILLISECONDS, NEWS_MILLISECONDS = 500, 2_000
SAVES = 20


class Missed(Exception):
    """The message says which goal."""


def main(*arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.torture.streams", description=__doc__)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    asked = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        env = environment(asked.engine, folder, "ours", stack)
        people = json.loads(run("tests.bench.portal", str(-(-asked.streams // PER_PERSON)), env=env))
        pages = stack.enter_context(gunicorn("rlp_portal.wsgi:application", env=env))
        events = stack.enter_context(uvicorn("rlp_portal.asgi:application", env=env))
        print(json.dumps(asyncio.run(try_out(asked.streams, people, pages.port, events.port))))


async def try_out(count, people, pages_port, events_port):
    streams = [await open_stream(events_port, people[place // PER_PERSON], place) for place in range(count)]
    save = await asyncio.to_thread(visitors.writer, pages_port, people[0])
    page = await asyncio.to_thread(visitors.reader, pages_port, people[-1])
    news, answers = [], []
    for _ in range(SAVES):
        await asyncio.sleep(0.2)
        await drain(streams[0])
        start = time.perf_counter()
        await asyncio.to_thread(save)
        await next_state(streams[0])
        news.append(milliseconds(start))
        start = time.perf_counter()
        await asyncio.to_thread(page)
        answers.append(milliseconds(start))
    for _reader, writer in streams:
        writer.close()
    found = {"streams": count, "page_p95_ms": p95(answers), "save_to_news_p95_ms": p95(news)}
    if found["page_p95_ms"] > PAGE_MILLISECONDS or found["save_to_news_p95_ms"] > NEWS_MILLISECONDS:
        raise Missed(str(found))
    return found


async def open_stream(port, who, place):
    """Returns once the first state has come."""
    path = who["save"].replace("champ/", "")
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    asked = f"GET /flux{path}?onglet={place:016x} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {who['cookie']}\r\n\r\n"
    writer.write(asked.encode())
    status = await reader.readline()
    if b" 200 " not in status:
        raise Missed(f"stream {place}: {status}")
    await next_state((reader, writer))
    return reader, writer


async def next_state(stream):
    async with asyncio.timeout(30):
        while not (await stream[0].readline()).startswith(b"data: "):
            pass


async def drain(stream):
    """What came before the save: who is present."""
    while True:
        try:
            await asyncio.wait_for(stream[0].readline(), 0.15)
        except TimeoutError:
            return


def milliseconds(start):
    return (time.perf_counter() - start) * 1000


def p95(values):
    return round(quantiles(values, n=20)[-1], 1)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Missed as sentence:
        sys.exit(str(sentence))
