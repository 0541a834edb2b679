"""F10: the processes that make PDFs and archives are killed at any moment.

    python -m tests.torture.workers [kills] [sqlite] [postgresql]

No half file, ever; what was being made is made by the next process, once; after that it is a failure that is said.
Nothing is believed to be at work for more than three minutes: the minute of silence is spent by moving the heartbeat
back. One kill for archives, which take seconds, for eight for PDFs.
"""

import json

from tests.bench.sides import run
from tests.torture.proofs import Proof, main

KILLS = 200


def prove(stage, kills):
    said = json.loads(run("tests.torture.killing_workers", str(kills), env=stage.env))
    pdf, archives = said["pdf"], said["archives"]
    return (
        f"{pdf['kills']} PDF processes killed: {pdf['made']} PDFs whole, {pdf['refused']} refused; "
        f"{archives['kills']} archive processes killed: {archives['taken_again']} taken again, "
        f"{archives['made']} whole, {archives['failed']} said to have failed; no half file, none stuck"
    )


PROOF = Proof("workers", prove, long=KILLS, short=4, people=1)

if __name__ == "__main__":
    main(PROOF)
