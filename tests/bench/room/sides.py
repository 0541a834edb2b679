"""The two sides of a live workshop, each with its servers: pages under gunicorn, news under uvicorn."""

import json
import tempfile
import uuid
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.room.browser import BadAnswer, Browser
from tests.bench.servers import Server, gunicorn, uvicorn
from tests.bench.sides import environment, run
from tests.bench.visitors import SENTENCE

CSRF = "a" * 32  # as a browser sends back what it was given


@dataclass
class Side:
    """`servers` are (pages, news); versions of what is followed begin after `version`."""

    pages: Server
    news: Server
    version: int = 0
    posters: dict = field(default_factory=dict)

    def cpu_seconds(self):
        return self.pages.cpu_seconds() + self.news.cpu_seconds()

    def browser(self, place):
        if place not in self.posters:
            self.posters[place] = self.new_browser(place)
        return self.posters[place]

    def forget(self):
        """Connections belong to an event loop, which is over."""
        for browser in self.posters.values():
            browser.close()
        self.posters.clear()


class Floor(Side):
    screen = phone = "/"
    page = "/screen"

    def move_to(self, number):
        """One room is as good as another."""

    def new_browser(self, place):
        return Browser(self.pages.port)

    def cookie(self, place):
        return ""

    async def answer(self, place, number):
        """As a piece of news it has the length of ours."""
        text = json.dumps({"version": number, "text": f"{SENTENCE} " * 5}, separators=(",", ":"))
        form = {"person": place, "question": number % 8, "text": text}
        must_be(204, await self.browser(place).post("/tell", form))

    async def save(self, place, number):
        """What a real save cannot leave out, told to nobody."""
        form = {"person": place, "question": number % 8, "text": f"{SENTENCE} " * 5}
        must_be(200, await self.browser(place).post("/autosave", form))

    async def come_in(self, place):
        browser = self.new_browser(place)
        must_be(200, await browser.get("/enter"))
        must_be(204, await browser.post("/enter", {"person": place, "question": 0, "text": "Un nom"}))
        browser.close()


class Portal(Side):
    def furnish(self, rooms):
        self.rooms = rooms
        self.move_to(0)
        return self

    def move_to(self, number):
        """Where nobody has answered yet."""
        self.room = self.rooms[number]
        self.version, self.page = self.room["version"], self.room["screen"]
        self.screen, self.phone = self.room["screen_stream"], self.room["phone_stream"]
        self.given = Counter()

    def cookie(self, place):
        return self.room["cookies"][place % len(self.room["cookies"])]

    def new_browser(self, place):
        browser = Browser(self.pages.port, cookie=self.cookie(place))
        browser.cookies["csrftoken"] = CSRF
        return browser

    async def answer(self, place, number):
        """Never what she answered before, which would not be written again."""
        turn, place_of_item = divmod(self.given[place], len(self.room["items"]))
        item = self.room["items"][place_of_item]
        choice = item["choices"][turn % len(item["choices"])]
        self.given[place] += 1
        form = {
            **self.room["form"],
            "item": item["item"],
            item["address"]: choice,
            f"{item['address']}--base": "",
            "op_id": str(uuid.uuid4()),
        }
        headers = [("Accept", "application/json"), ("X-CSRFToken", CSRF)]
        must_be(200, await self.browser(place).post(self.room["answer"], form, headers))

    save = answer

    async def come_in(self, place):
        """By the QR, as a phone does without a script: the page, « Entrer », then what is asked."""
        entry = self.rooms[place % len(self.rooms)]["entry"]
        browser = Browser(self.pages.port)
        must_be(200, await browser.get(entry))
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        _status, headers, _page = must_be(302, await browser.post(entry, form))
        must_be(200, await browser.get(headers["location"]))
        browser.close()


def must_be(status, answer):
    if answer[0] != status:
        raise BadAnswer(f"{answer[0]} {answer[2][:300]}")
    return answer


@contextmanager
def both_sides(engine, *, people, rooms=1, waiting=False):
    """(ours, floor), each with its database on the same engine."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours_env, floor_env = (environment(engine, folder, side, stack) for side in ("ours", "floor"))
        if engine == "sqlite":
            floor_env["TELL_SOCKET"] = f"{folder}/floor.socket"
        run("tests.bench.floor", env=floor_env)
        arguments = [str(people), str(rooms), *(["--waiting"] if waiting else [])]
        furnished = json.loads(run("tests.bench.room.prepare", *arguments, env=ours_env))
        start = stack.enter_context
        ours = Portal(
            start(gunicorn("rlp_portal.wsgi:application", env=ours_env)),
            start(uvicorn("rlp_portal.asgi:application", env=ours_env)),
        )
        floor = Floor(
            start(gunicorn("tests.bench.floor:application", env=floor_env)),
            start(uvicorn("tests.bench.room.fanout:application", env=floor_env)),
        )
        yield ours.furnish(furnished), floor
