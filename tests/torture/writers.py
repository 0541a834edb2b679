"""People who write without pause, whatever happens to the server: each asks again until answered, as a page does.

What was acknowledged is known to the operation: `check` compares it with what the database holds.
"""

import http.client
import json
import random
import re
import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlencode

from tests.bench.visitors import Visitor

FIELD = "general"  # of the sheet that people.py opens
AWAY = (OSError, http.client.HTTPException)
COME_BACK = {503, 507}
RETRY_SECONDS = (0.005, 0.05)  # a page waits longer; here the more tries the better
AWAY_MESSAGES = {
    "Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste sur cet appareil.",
    "Le disque du portail est plein. Votre texte reste sur cet appareil\u00a0: prévenez la gestion du portail.",
}


class GaveUp(Exception):
    """The proof itself failed meanwhile."""


class Author:
    """A coordinator in her own carnet: the token, the bases and the fields of her page."""

    def __init__(self, port, who):
        self.port, self.chance = port, random.Random(who["number"])  # noqa: S311 - the same draws each time
        self.done, self.last = [], {}
        self.sit_down(who)

    def sit_down(self, who):
        self.visitor, self.path = Visitor(self.port, cookie=who["cookie"]), who["save"]
        page = self.visitor.get(who["page"]).decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        names = re.findall(r'<textarea[^>]* name="([a-z_]+)"', page)
        self.bases = {name: re.search(rf'name="{name}--base" value="([^"]*)"', page)[1] for name in names}
        self.headers = {"Accept": "application/json", "X-CSRFToken": token}

    def next_form(self, *, length=0):
        field, operation = self.chance.choice(list(self.bases)), str(uuid.uuid4())
        text = f"Texte {len(self.done)} {operation}{' mot' * length}"
        return {"field": field, field: text, f"{field}--base": self.bases[field], "op_id": operation}

    def note(self, form, answer):
        """It was acknowledged."""
        field = form["field"]
        self.bases[field], self.last[field] = answer["base"], form[field]
        self.done.append(form["op_id"])


class Insistent(Author):
    """Sends each operation until it is acknowledged; notes how long it took, and what was said meanwhile."""

    def __init__(self, port, who, *, length=0):
        super().__init__(port, who)
        self.length = length
        self.said, self.longest, self.problem, self.gives_up = Counter(), 0, None, False

    def write_until(self, stopped):
        try:
            while not stopped.is_set():
                form, began = self.next_form(length=self.length), time.monotonic()
                self.note(form, self.insist(form))
                self.longest = max(self.longest, time.monotonic() - began)
        except Exception as problem:  # noqa: BLE001 - raised again by the one who waits
            self.problem = problem

    def insist(self, form):
        while not self.gives_up:
            try:
                answer = self.send(form)
            except AWAY:
                self.said["cut"] += 1
                answer = None
            if answer:
                return answer
            time.sleep(self.chance.uniform(*RETRY_SECONDS))
        raise GaveUp

    def send(self, form):
        """What acknowledges it, or None when she is told to come back. Anything else is a fault."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", **self.visitor.headers, **self.headers}
            connection.request("POST", self.path, urlencode(form), headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        self.said[response.status] += 1
        if response.status == 200:
            return json.loads(content)
        if response.status not in COME_BACK or not response.headers["Retry-After"]:
            raise AssertionError(f"{response.status} {content[:300]}")
        if json.loads(content)["message"] not in AWAY_MESSAGES:
            raise AssertionError(content)
        return None


@contextmanager
def writing(stage, *, length=0):
    """The server must be up at both ends."""
    with at_work([Insistent(stage.port, who, length=length) for who in stage.people]) as authors:
        yield authors


@contextmanager
def at_work(authors):
    """They write for as long as the block lasts, then end what they had begun."""
    stopped = threading.Event()
    threads = [threading.Thread(target=one.write_until, args=[stopped]) for one in authors]
    for thread in threads:
        thread.start()
    try:
        yield authors
    except BaseException:
        for one in authors:
            one.gives_up = True
        raise
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    for one in authors:
        if one.problem:
            raise one.problem


def check(stage, before, authors):
    """Exactly what was acknowledged was done, once; the last text of each field is the one that is kept."""
    after = stage.journal()
    effects = after["operations"][len(before["operations"]) :]
    asked = [operation for one in authors for operation in one.done]
    if sorted(effects) != sorted(asked):
        lost, doubled = set(asked) - set(effects), [one for one, count in Counter(effects).items() if count > 1]
        raise AssertionError(f"lost: {lost}, twice: {doubled}, never asked: {set(effects) - set(asked)}")
    if after["variants"] != before["variants"]:
        raise AssertionError(f"{after['variants'] - before['variants']} texts were kept aside")
    missing = {text for one in authors for text in one.last.values()} - set(after["texts"])
    if missing:
        raise AssertionError(f"the last text is not the one that is kept: {missing}")
    return asked


def all_said(authors):
    return sum((one.said for one in authors), Counter())
