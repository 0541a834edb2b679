"""F01: the server killed in mid-save. What was acknowledged is there; the rest is asked again, and done once.

    python -m tests.torture.kills [kills] [sqlite] [postgresql]

SIGKILL to the whole group of the server, at any moment, while people write; one time in ten, to PostgreSQL too.
"""

import random
import time

from tests.torture.proofs import Proof, main
from tests.torture.writers import all_said, check, writing

KILLS = 1_000
AT_WORK = (0.05, 1.0)  # seconds, between the opening of the door and the kill
DATABASE_TOO, CHECK_EVERY = 10, 25


def prove(stage, kills):
    before = stage.journal()
    stage.start()
    with writing(stage) as authors:
        began = time.monotonic()
        database_kills = kill_at_random(stage, kills)
        seconds = time.monotonic() - began
    stage.kill()
    asked = check(stage, before, authors)
    stage.check_database()
    said = all_said(authors)
    of_database = f", {database_kills} of them with PostgreSQL" if database_kills else ""
    return (
        f"{kills} kills{of_database}: {len(asked)} saves acknowledged, 0 lost, 0 done twice; {said['cut']} requests "
        f"cut, {said[503]} told to come back; the base is whole; {seconds:.0f} s"
    )


def kill_at_random(stage, kills):
    chance, database_kills = random.Random(1), 0  # noqa: S311 - the same draws each time
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(*AT_WORK))
        stage.kill()
        if stage.cluster and number % DATABASE_TOO == 0:
            stage.kill_database()
            stage.cluster.start()
            database_kills += 1
        elif number % CHECK_EVERY == 0:
            stage.check_database()
        stage.start()
        if number % 100 == 0:
            print(f"  {stage.engine}: {number} kills", flush=True)
    return database_kills


PROOF = Proof("kills", prove, long=KILLS, short=6)

if __name__ == "__main__":
    main(PROOF)
