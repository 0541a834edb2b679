"""Those who ask: each holds one connection open and asks again as soon as she is answered."""

import http.client
import json
import re
import time
import uuid
from threading import Thread
from urllib.parse import urlencode

SENTENCE = "Une réponse de longueur ordinaire, écrite par le groupe pendant sa rencontre"


class BadAnswer(Exception):
    pass


class Visitor:
    def __init__(self, port, *, cookie=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie} if cookie else {}

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, form, headers=None):
        headers = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return self.ask("POST", path, urlencode(form), headers)

    def ask(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, {**self.headers, **(headers or {})})
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise BadAnswer(f"{method} {path}: {response.status} {text[:300]}")
        self.keep_cookies(response)
        return text

    def keep_cookies(self, response):
        for given in response.headers.get_all("Set-Cookie", ()):
            name, _equals, value = given.partition(";")[0].partition("=")
            kept = [
                one for one in self.headers.get("Cookie", "").split("; ") if one.partition("=")[0] not in {name, ""}
            ]
            self.headers["Cookie"] = "; ".join([*kept, f"{name}={value}"])


def floor_reader(port, who):
    visitor = Visitor(port)
    return lambda: visitor.get(f"/page?p={who['number']}")


def floor_passer_by(port, who):
    visitor = Visitor(port)
    return lambda: visitor.get("/const")


def floor_writer(port, who):
    visitor, count = Visitor(port), iter(range(10**9))

    def save():
        turn = next(count)
        visitor.post(
            "/autosave", {"person": who["number"], "question": turn % 8, "text": f"{SENTENCE} {uuid.uuid4()}"}
        )

    return save


def reader(port, who):
    """As a browser asks: compressing the page is part of what it costs us; the floor never compresses."""
    visitor = Visitor(port, cookie=who["cookie"])
    visitor.headers["Accept-Encoding"] = "gzip"
    return lambda: visitor.get(who["page"])


def signed_in_reader(port, who):
    """She comes from the page of the reports, which gives the second cookie."""
    visitor = Visitor(port, cookie=who["reader"])
    visitor.get(who["reports"])
    return visitor


def constant_reader(port, who):
    visitor = signed_in_reader(port, who)
    return lambda: visitor.get("/constante")


def pdf_reader(port, who):
    """Asks for the file as a browser that does not hold it."""
    visitor = signed_in_reader(port, who)
    return lambda: visitor.get(who["pdf"])


def writer(port, who):
    """Saves as autosave.js does: the page's token, the base that the last answer gave, a new operation id."""
    visitor, field = Visitor(port, cookie=who["cookie"]), who["field"]
    page = visitor.get(who["page"]).decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    base = re.search(rf'name="{field}--base" value="([^"]*)"', page)[1]

    def save():
        nonlocal base
        form = {"field": field, field: f"{SENTENCE} {uuid.uuid4()}", f"{field}--base": base, "op_id": uuid.uuid4()}
        said = visitor.post(who["save"], form, {"Accept": "application/json", "X-CSRFToken": token})
        base = json.loads(said)["base"]

    return save


def ask_together(visits, *, times):
    """Everybody at once, `times` each; the seconds that each answer took."""
    seconds, problems = [], []

    def go(visit):
        try:
            for _ in range(times):
                start = time.perf_counter()
                visit()
                seconds.append(time.perf_counter() - start)
        except Exception as problem:  # noqa: BLE001 - raised again by the one who waits
            problems.append(problem)

    threads = [Thread(target=go, args=[visit]) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return seconds
