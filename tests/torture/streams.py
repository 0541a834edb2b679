"""A thousand idle streams: pages still answer in time, and a save still reaches the one who follows it (T21).

Two real programs, as in production: gunicorn for the pages, uvicorn for /flux/.

    python -m tests.torture.streams [streams] [sqlite] [postgresql]
"""

import asyncio
import time
from statistics import quantiles

from tests.bench import visitors
from tests.bench.servers import uvicorn
from tests.torture.proofs import Proof, main
from tests.torture.writers import FIELD

STREAMS, PER_PERSON = 1_000, 4
PAGE_MILLISECONDS, NEWS_MILLISECONDS = 500, 2_000
SAVES = 20  # at most


class Missed(Exception):
    """The message says which goal."""


def prove(stage, count):
    stage.start()
    people = [one | {"field": FIELD} for one in stage.people]
    with uvicorn("rlp_portal.asgi:application", env=stage.env) as events:
        found = asyncio.run(try_out(count, people, stage.port, events.port))
    stage.kill()
    return (
        f"{count} streams open; a page in {found['page_p95_ms']} ms, a save shown elsewhere in "
        f"{found['save_to_news_p95_ms']} ms (95 %)"
    )


async def try_out(count, people, pages_port, events_port):
    streams = [await open_stream(events_port, people[place // PER_PERSON], place) for place in range(count)]
    save = await asyncio.to_thread(visitors.writer, pages_port, people[0])
    page = await asyncio.to_thread(visitors.reader, pages_port, people[-1])
    news, answers = [], []
    for _ in range(min(SAVES, count // 4)):
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


PROOF = Proof("streams", prove, long=STREAMS, short=16, people=STREAMS // PER_PERSON)

if __name__ == "__main__":
    main(PROOF)
