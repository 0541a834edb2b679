"""F07: the database goes away under load. 503 and when to come back, never a breakdown; then all goes on by itself.

    python -m tests.torture.outages [seconds] [sqlite] [postgresql]

PostgreSQL is stopped; SQLite’s file is unreadable. The server that was told so is the one that goes on afterwards.
"""

import time

from tests.torture.proofs import Proof, main
from tests.torture.writers import all_said, check, writing

SECONDS = 60
BACK_WITHIN = 20


def prove(stage, seconds):
    before = stage.journal()
    stage.start(held=True)
    with writing(stage) as authors:
        time.sleep(0.5)
        with stage.database_away():
            time.sleep(seconds)
            refused = all_said(authors)[503]
        came_back = seconds_until_each_is_heard(authors)
    stage.kill()
    asked = check(stage, before, authors)
    stage.check_database()
    said = all_said(authors)
    if not refused or set(said) > {200, 503, "cut"}:
        raise AssertionError(f"said: {said}")
    if said["cut"]:
        raise AssertionError(f"{said['cut']} requests were cut by the server itself")
    return (
        f"away for {seconds} s: {said[503]} requests told to come back, none broken, {len(asked)} saves "
        f"acknowledged, 0 lost, 0 done twice; everybody was heard again {came_back:.1f} s after it came back"
    )


def seconds_until_each_is_heard(authors):
    began, heard = time.monotonic(), [len(one.done) for one in authors]
    while any(len(one.done) == count for one, count in zip(authors, heard, strict=True)):
        if time.monotonic() - began > BACK_WITHIN:
            raise AssertionError("somebody is not heard again")
        time.sleep(0.01)
    return time.monotonic() - began


PROOF = Proof("outages", prove, long=SECONDS, short=1)

if __name__ == "__main__":
    main(PROOF)
