"""What the long proofs on a stage have in common: a name, a count, the two engines, one line when it holds."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.torture.stage import a_stage

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Proof:
    """`prove(stage, count)` returns the line to print, or raises."""

    name: str
    prove: Callable
    long: int
    short: int
    people: int = 6


def main(proof):
    """[count] [engine …] of the command line."""
    counts = [int(one) for one in sys.argv[1:] if one.isdigit()]
    for engine in [one for one in sys.argv[1:] if one in ENGINES] or ENGINES:
        began = time.monotonic()
        with a_stage(engine, people=proof.people) as stage:
            said = proof.prove(stage, counts[0] if counts else proof.long)
        print(f"{proof.name}, {engine}: {said}. ({time.monotonic() - began:.0f} s)", flush=True)
