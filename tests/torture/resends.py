"""F04, F13: saves whose answers are lost, sent again, sent together. What was done is exactly what was asked, once.

    python -m tests.torture.resends [operations] [sqlite] [postgresql]

Real HTTP, real threads, the server as in production. Each operation is sent 1 to 5 times; three answers in ten are
thrown away unread, and some operations are sent twice at the same moment, or once more after they were acknowledged.
"""

import contextlib
import http.client
import json
import random
import re
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.__main__ import environment, run
from tests.bench.servers import gunicorn
from tests.bench.visitors import Visitor

OPERATIONS, WRITERS, MOST_SENDS = 50_000, 8, 5
DROPPED, TOGETHER, ONCE_MORE = 0.3, 0.1, 0.2
EVERY = 5_000


class Writer:
    """A coordinator in her own carnet, who writes one field after another."""

    def __init__(self, port, who):
        self.port, self.chance = port, random.Random(who["number"])  # noqa: S311 - the same draws each time
        self.visitor, self.path = Visitor(port, cookie=who["cookie"]), who["save"]
        page = self.visitor.get(who["page"]).decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        names = re.findall(r'<textarea[^>]* name="([a-z_]+)"', page)
        self.bases = {name: re.search(rf'name="{name}--base" value="([^"]*)"', page)[1] for name in names}
        self.headers = {"Accept": "application/json", "X-CSRFToken": token}
        self.done, self.sends, self.dropped = [], 0, 0
        self.last = {}

    def write(self, number):
        field = self.chance.choice(list(self.bases))
        operation = str(uuid.uuid4())
        form = {"field": field, field: f"Texte {number} {operation}", f"{field}--base": self.bases[field]}
        form["op_id"] = operation
        answer = self.insist(form)
        self.bases[field], self.last[field] = answer["base"], form[field]
        self.done.append(operation)

    def insist(self, form):
        """Until an answer is read; each is the same."""
        sends = 1
        while sends < MOST_SENDS and self.chance.random() < DROPPED:
            self.send_and_leave(form)
            sends += 1
        if sends + 2 <= MOST_SENDS and self.chance.random() < TOGETHER:
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(lambda _: self.sent_apart(form), range(2)))
            sends += 2
        else:
            answers = [self.sent(form)]
        if sends < MOST_SENDS and self.chance.random() < ONCE_MORE:
            answers.append(self.sent(form))
            sends += 1
        self.sends += sends
        if any(one["base"] != answers[0]["base"] for one in answers):
            raise AssertionError(f"Deux réponses pour une opération : {answers}")
        return answers[0]

    def sent(self, form):
        return json.loads(self.visitor.post(self.path, form, self.headers))

    def sent_apart(self, form):
        visitor = Visitor(self.port)
        visitor.headers = dict(self.visitor.headers)
        with contextlib.closing(visitor.connection):
            return json.loads(visitor.post(self.path, form, self.headers))

    def send_and_leave(self, form):
        """The request goes out whole; its answer reaches nobody."""
        self.dropped += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.visitor.headers, **self.headers}
        connection.request("POST", self.path, urlencode(form), headers)
        if self.chance.random() < 0.5:  # left before the answer, or with the answer on its way
            time.sleep(0.01)
        connection.close()


def main(arguments):
    engines = [one for one in arguments if not one.isdigit()] or ["sqlite", "postgresql"]
    operations = next((int(one) for one in arguments if one.isdigit()), OPERATIONS)
    for engine in engines:
        with ExitStack() as stack:
            prove(engine, operations, stack)


def prove(engine, operations, stack):
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    env = environment(engine, folder, "torture", stack)
    people = json.loads(run("tests.bench.portal", str(WRITERS), env=env))
    before = journal(env)
    server = stack.enter_context(gunicorn("rlp_portal.wsgi:application", env=env))
    writers = [Writer(server.port, who) for who in people]
    began = time.monotonic()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda one: write_all(one, operations // WRITERS), writers))
    seconds = time.monotonic() - began
    after = journal(env)
    asked = [operation for one in writers for operation in one.done]
    effects = after["operations"][len(before["operations"]) :]
    print(
        f"{engine}: {len(asked)} operations, sent {sum(one.sends for one in writers)} times, "
        f"{sum(one.dropped for one in writers)} answers dropped, {len(effects)} effects, "
        f"{after['variants'] - before['variants']} texts kept aside, in {seconds:.0f} s.",
        flush=True,
    )
    texts = set(after["texts"])
    if sorted(effects) != sorted(asked) or after["variants"] != before["variants"]:
        sys.exit("Ce qui a été fait n’est pas ce qui a été demandé, une fois.")
    if not all(text in texts for one in writers for text in one.last.values()):
        sys.exit("Le dernier texte d’un champ n’est pas celui qui est gardé.")


def write_all(writer, count):
    for number in range(count):
        writer.write(number)
        if number % EVERY == EVERY - 1:
            print(f"{number + 1} par personne…", flush=True)


def journal(env):
    return json.loads(run("tests.torture.journal", env=env))


if __name__ == "__main__":
    main(sys.argv[1:])
