"""All the long proofs, one after the other: make torture [ARGS="kills offline"]

    python -m tests.torture [name …]

Every one is bounded by its count; nothing leaves this machine. Four hours in all, on two cores: two of them for the
listeners.
"""

import subprocess
import sys
import time

PYTHON = [sys.executable, "-m"]
ON_POSTGRESQL = [*PYTHON, "tests.postgres", "--", *PYTHON]
# What issue 3 asks in figures, and the fault of reliability.md that each one provokes.
PROOFS = {
    "kills": [[*PYTHON, "tests.torture.kills"]],  # F01: 1,000 kill -9 under load, both engines
    "offline": [[*PYTHON, "tests.torture.offline"]],  # F03: 10 minutes, 50 fields, in real time
    "resends": [[*PYTHON, "tests.torture.resends"]],  # F04, F13: 50,000 operations, 30 % of answers dropped
    "rooms": [  # the same in a live workshop: 1,000 kills, answers dropped; 50 answers during 10 minutes without wifi
        [*PYTHON, "tests.torture.rooms"],
        [*PYTHON, "tests.torture.rooms_offline"],
    ],
    "editors": [  # F05: 10,000 sequences of 2 to 5 editors
        [*PYTHON, "tests.torture.editors"],
        [*ON_POSTGRESQL, "tests.torture.editors"],
    ],
    "outages": [[*PYTHON, "tests.torture.outages"]],  # F07: the base away for a minute
    "full_disk": [[*PYTHON, "tests.torture.full_disk"]],  # F09: for real, on a small disk
    "workers": [[*PYTHON, "tests.torture.workers"]],  # F10: 200 kills of PDF and archive processes
    "restarts": [[*PYTHON, "tests.torture.restarts"]],  # F17: 100 restarts under load
    "streams": [[*PYTHON, "tests.torture.streams"]],  # T21: a thousand idle streams
    "listeners": [[*PYTHON, "tests.torture.listeners"]],  # an hour of a thousand phones that listen, for each engine
}
LONGEST = 3 * 3600


def main(names):
    unknown = set(names) - set(PROOFS)
    if unknown:
        sys.exit(f"Inconnu\u00a0: {', '.join(sorted(unknown))}. Choisissez parmi {', '.join(PROOFS)}.")
    failed = [name for name in names or PROOFS if not holds(name)]
    if failed:
        sys.exit(f"\nN’ont pas tenu\u00a0: {', '.join(failed)}.")
    print("\nTout a tenu.")


def holds(name):
    began = time.monotonic()
    print(f"\n== {name} ==", flush=True)
    codes = [run(command) for command in PROOFS[name]]
    print(f"== {name}: {time.monotonic() - began:.0f} s ==", flush=True)
    return not any(codes)


def run(command):
    try:
        return subprocess.run(command, timeout=LONGEST).returncode
    except subprocess.TimeoutExpired:
        return f"{LONGEST} s"


if __name__ == "__main__":
    main(sys.argv[1:])
