"""F17: the portal is started again while people write. No operation fails, and nobody waits for five seconds.

    python -m tests.torture.restarts [restarts] [sqlite] [postgresql]

As deploy/systemd does it: the old server is asked to end, the door stays open meanwhile, the new one takes it over.
And by surprise, one time in four: it is killed, which is all that a restart can do to what was on its way.
"""

import time

from tests.torture.proofs import Proof, main
from tests.torture.writers import all_said, check, writing

RESTARTS = 100
AT_WORK = 0.5
LONGEST_GAP, ON_A_BUSY_MACHINE = 5, 20  # in short, the other tests run beside


def prove(stage, restarts):
    before = stage.journal()
    stage.start(held=True)
    with writing(stage) as authors:
        for number in range(1, restarts + 1):
            time.sleep(AT_WORK)
            if number % 4 == 0:
                stage.kill()
            else:
                stage.stop()
            stage.start(held=True)
        time.sleep(AT_WORK)
    stage.kill()
    asked = check(stage, before, authors)
    said, longest = all_said(authors), max(one.longest for one in authors)
    if set(said) > {200, "cut"} or longest > (LONGEST_GAP if restarts > 1 else ON_A_BUSY_MACHINE):
        raise AssertionError(f"said: {said}, longest wait: {longest:.1f} s")
    return (
        f"{restarts} restarts: {len(asked)} saves, none failed, 0 done twice; {said['cut']} requests cut and sent "
        f"again; the longest wait of a save was {longest:.1f} s"
    )


PROOF = Proof("restarts", prove, long=RESTARTS, short=1)

if __name__ == "__main__":
    main(PROOF)
