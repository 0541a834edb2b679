"""Those who ask: each holds one connection open and asks again as soon as she is answered."""

import gzip
import http.client
import json
import re
import time
import uuid
from itertools import cycle
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
        return self.ask("POST", path, urlencode(form, doseq=True), headers)

    def ask(self, method, path, body=None, headers=None):
        try:
            self.connection.request(method, path, body, {**self.headers, **(headers or {})})
            response = self.connection.getresponse()
            text = response.read()
        except (http.client.HTTPException, OSError):
            self.connection.close()  # the next request opens another one
            raise
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
    return FloorAuthor(port, who).read


def floor_passer_by(port, who):
    visitor = Visitor(port)
    return lambda: visitor.get("/const")


def floor_writer(port, who):
    author, questions = FloorAuthor(port, who), cycle(range(8))
    return lambda: author.save(next(questions))


class FloorAuthor:
    def __init__(self, port, who):
        self.visitor, self.number = Visitor(port), who["number"]

    def read(self):
        self.visitor.get(f"/page?p={self.number}")

    def save(self, question):
        form = {"person": self.number, "question": question, "text": f"{SENTENCE} {uuid.uuid4()}"}
        self.visitor.post("/autosave", form)


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
    author = Author(port, who)
    author.read()
    return lambda: author.save(who["field"])


class Author:
    """Saves as autosave.js does: the page's token, the base that the last answer gave, a new operation id."""

    def __init__(self, port, who):
        self.visitor, self.who = Visitor(port, cookie=who["cookie"]), who
        self.visitor.headers["Accept-Encoding"] = "gzip"
        self.token, self.bases = "", {}
        self.acknowledged = []  # (operation id, text)

    def read(self):
        page = self.visitor.get(self.who["page"])
        if not self.bases:  # nobody else writes in her sheet: later pages say what she knows
            self.learn(gzip.decompress(page).decode())

    def learn(self, page):
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        self.bases = dict(re.findall(r'name="([a-z_]+)--base" value="([^"]*)"', page))

    def save(self, field):
        text, op_id, base = f"{SENTENCE} {uuid.uuid4()}", str(uuid.uuid4()), self.bases[field]
        form = {"field": field, field: text, f"{field}--base": base, "op_id": op_id}
        said = self.visitor.post(self.who["save"], form, {"Accept": "application/json", "X-CSRFToken": self.token})
        self.bases[field] = json.loads(said)["base"]
        self.acknowledged.append((op_id, text))


def coder(port, who):
    """Codes one sentence after another, each for the first time, anywhere in a long text."""
    visitor, passages = Visitor(port, cookie=who["coder"]), iter(who["passages"])
    visitor.headers["Accept-Encoding"] = "gzip"
    token = token_of(visitor.get(who["plan"]))

    def code():
        form = coding_of(next(passages), who)
        visitor.post(who["code"], form, {"Accept": "application/json", "X-CSRFToken": token})

    return code


def short_coder(port, who):
    """The same, in texts of two pages."""
    visitor, passages = Visitor(port, cookie=who["coder"]), iter(who["short_passages"])
    visitor.headers["Accept-Encoding"] = "gzip"
    token = token_of(visitor.get(who["plan"]))

    def code():
        url, field = next(passages)
        visitor.post(url, coding_of(field, who), {"Accept": "application/json", "X-CSRFToken": token})

    return code


def token_of(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', gzip.decompress(page).decode())[1]


def coding_of(field, who):
    return {"field": field, f"{field}--base": "", "op_id": str(uuid.uuid4()), "phrase": "1", **who["codes"]}


def analyst(port, who):
    visitor = Visitor(port, cookie=who["cookie"])
    visitor.headers["Accept-Encoding"] = "gzip"
    return lambda: visitor.get(who["analysis"])


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
