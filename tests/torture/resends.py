"""F04, F13: saves whose answers are lost, sent again, sent together. What was done is exactly what was asked, once.

    python -m tests.torture.resends [operations] [sqlite] [postgresql]

Real HTTP, real threads, the server as in production. Each operation is sent 1 to 5 times; three answers in ten are
thrown away unread, and some operations are sent twice at the same moment, or once more after they were acknowledged.
"""

import contextlib
import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from tests.bench.visitors import Visitor
from tests.torture.proofs import Proof, main
from tests.torture.writers import Author, check

OPERATIONS, WRITERS, MOST_SENDS = 50_000, 8, 5
DROPPED, TOGETHER, ONCE_MORE = 0.3, 0.1, 0.2
EVERY = 5_000


class Writer(Author):
    """Writes one field after another, and hears only some of the answers."""

    def __init__(self, port, who):
        super().__init__(port, who)
        self.sends, self.dropped = 0, 0

    def write(self):
        form = self.next_form()
        self.note(form, self.insist(form))

    def insist(self, form):
        """Until an answer is read; each is the same."""
        sends = 1
        while sends < MOST_SENDS and self.chance.random() < DROPPED:
            self.send_and_leave(form)
            sends += 1
        if sends + 2 <= MOST_SENDS and self.chance.random() < TOGETHER:
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(lambda _: self.sent(form), range(2)))
            sends += 2
        else:
            answers = [self.sent(form)]
        if sends < MOST_SENDS and self.chance.random() < ONCE_MORE:
            answers.append(self.sent(form))
            sends += 1
        self.sends += sends
        if len({self.effect_of(one) for one in answers}) != 1:
            raise AssertionError(f"Deux réponses pour une opération : {answers}")
        return answers[0]

    def effect_of(self, answer):
        return answer["base"]

    def sent(self, form):
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


def prove(stage, operations):
    before = stage.journal()
    stage.start()
    writers = [Writer(stage.port, who) for who in stage.people]
    began = time.monotonic()
    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(lambda one: write_all(one, operations // len(writers)), writers))
    seconds = time.monotonic() - began
    stage.kill()
    asked = check(stage, before, writers)
    return (
        f"{len(asked)} operations, sent {sum(one.sends for one in writers)} times, "
        f"{sum(one.dropped for one in writers)} answers dropped; each was done once, in {seconds:.0f} s"
    )


def write_all(writer, count):
    for number in range(count):
        writer.write()
        if number and number % EVERY == 0:
            print(f"  resends: {number} operations of one writer", flush=True)


PROOF = Proof("resends", prove, long=OPERATIONS, short=200, people=WRITERS)

if __name__ == "__main__":
    main(PROOF)
