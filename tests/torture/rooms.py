"""F01, F04, F13 in a live workshop: the server killed while a room answers; then answers lost, sent again, together.

    python -m tests.torture.rooms [kills] [sqlite] [postgresql]

What was acknowledged to a phone is there, once. Then three answers in ten are thrown away unread: one effect each.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.torture.kills import kill_at_random
from tests.torture.proofs import Proof, main
from tests.torture.resends import write_all
from tests.torture.room_people import HalfDeafPhone, InsistentPhone, check_room, open_room, operations
from tests.torture.writers import all_said, at_work

KILLS, PHONES = 1_000, 8
RESENDS_FOR_A_KILL = 10


def prove(stage, kills):
    return f"{prove_kills(stage, kills)}; {prove_resends(stage, kills * RESENDS_FOR_A_KILL)}"


def prove_kills(stage, kills):
    people, before = open_room(stage, PHONES), operations(stage)
    stage.start()
    with at_work([InsistentPhone(stage.port, who) for who in people]) as phones:
        began = time.monotonic()
        kill_at_random(stage, kills)
        seconds = time.monotonic() - began
    stage.kill()
    asked = check_room(stage, before, phones)
    stage.check_database()
    said = all_said(phones)
    return (
        f"{kills} kills: {len(asked)} answers acknowledged, 0 lost, 0 done twice; {said['cut']} requests cut, "
        f"{said[503]} told to come back; the base is whole; {seconds:.0f} s"
    )


def prove_resends(stage, count):
    people, before = open_room(stage, PHONES), operations(stage)
    stage.start()
    phones = [HalfDeafPhone(stage.port, who) for who in people]
    with ThreadPoolExecutor(len(phones)) as pool:
        list(pool.map(lambda one: write_all(one, count // len(phones)), phones))
    stage.kill()
    asked = check_room(stage, before, phones)
    return (
        f"{len(asked)} answers sent {sum(one.sends for one in phones)} times, "
        f"{sum(one.dropped for one in phones)} replies dropped; each was done once"
    )


PROOF = Proof("rooms", prove, long=KILLS, short=4, people=1)

if __name__ == "__main__":
    main(PROOF)
