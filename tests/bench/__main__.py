"""How the portal compares with the least that the same work can cost: `make bench`.

Ours and the floor by turns, in one run, so that a busy machine disturbs both: only the ratios mean something. CPU
time of the server for each operation comes first; latency depends on what else the machine is doing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.bench import visitors
from tests.bench.servers import gunicorn, uvicorn
from tests.postgres import throwaway_cluster

VISITORS = int(os.environ.get("V", "4"))
WARM_UP = 15


@dataclass(frozen=True)
class Turn:
    cpu: float  # milliseconds of the server for one operation
    p50: float
    p95: float


@dataclass(frozen=True)
class Comparison:
    """Ours over the floor: one ratio for each round."""

    name: str
    rounds: list[tuple[Turn, Turn]]
    at_most: float | None = None

    def ratios(self, figure):
        return [getattr(ours, figure) / getattr(floor, figure) for ours, floor in self.rounds]

    @property
    def is_met(self):
        return self.at_most is None or median(self.ratios("cpu")) <= self.at_most


def main():
    asked = read_arguments()
    comparisons = []
    with ExitStack() as stack:
        for engine in asked.engines:
            comparisons += compare_on(engine, asked, stack)
    sys.exit(0 if all(one.is_met for one in comparisons) else 1)


def read_arguments():
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--engines", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--times", type=int, default=80, help="operations of each visitor in one turn")
    parser.add_argument("--only", choices=["page", "save"])
    parser.add_argument("--run-server", action="store_true", help="also under the server of make run")
    return parser.parse_args()


def compare_on(engine, asked, stack):
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    sides = {side: environment(engine, folder, side, stack) for side in ("ours", "floor")}
    run("tests.bench.floor", env=sides["floor"])
    people = json.loads(run("tests.bench.portal", str(VISITORS), env=sides["ours"]))
    floor = stack.enter_context(gunicorn("tests.bench.floor:application", env=sides["floor"]))
    ours = stack.enter_context(gunicorn("rlp_portal.wsgi:application", env=sides["ours"]))
    if asked.only == "save":
        return [compare_saves(f"Enregistrement d’un champ, {engine}", ours, floor, people, asked, at_most=2)]
    if asked.only == "page":
        return [compare_pages(f"Feuille de 8 questions, {engine}", ours, floor, people, asked, at_most=3)]
    done = [
        compare_pages(f"Feuille de 8 questions, {engine}", ours, floor, people, asked, at_most=3),
        compare_saves(f"Enregistrement d’un champ, {engine}", ours, floor, people, asked, at_most=2),
    ]
    if asked.run_server:
        local = stack.enter_context(uvicorn("rlp_portal.asgi:application", env=sides["ours"]))
        done += [
            compare_pages(f"Feuille sous make run, {engine}", local, floor, people, asked),
            compare_saves(f"Enregistrement sous make run, {engine}", local, floor, people, asked),
        ]
    return done


def environment(engine, folder, side, stack):
    """A database for each side, with the same durability."""
    url = f"sqlite:///{folder}/{side}.sqlite3"
    if engine == "postgresql":
        url = stack.enter_context(throwaway_cluster())
    return {"DATABASE_URL": url, "PORTAIL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "rlp_portal.settings"}


def run(module, *arguments, env):
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], env={**os.environ, **env}, stdout=subprocess.PIPE, check=True
    )
    return done.stdout


def compare_pages(name, ours, floor, people, asked, *, at_most=None):
    here = [visitors.reader(ours.port, who) for who in people]
    there = [visitors.floor_reader(floor.port, number) for number in range(len(people))]
    return compare(name, (ours, here), (floor, there), asked, at_most=at_most)


def compare_saves(name, ours, floor, people, asked, *, at_most=None):
    here = [visitors.writer(ours.port, who) for who in people]
    there = [visitors.floor_writer(floor.port, number) for number in range(len(people))]
    return compare(name, (ours, here), (floor, there), asked, at_most=at_most)


def compare(name, ours, floor, asked, *, at_most):
    """Ours, floor, floor, ours…"""
    for side in (ours, floor):
        take_turn(*side, times=WARM_UP)
    rounds = []
    for number in range(asked.rounds):
        if number % 2 == 0:
            mine = take_turn(*ours, times=asked.times)
            rounds.append((mine, take_turn(*floor, times=asked.times)))
        else:
            least = take_turn(*floor, times=asked.times)
            rounds.append((take_turn(*ours, times=asked.times), least))
    comparison = Comparison(name, rounds, at_most)
    say(comparison)
    return comparison


def take_turn(server, visits, *, times):
    before = server.cpu_seconds()
    seconds = visitors.ask_together(visits, times=times)
    cpu = server.cpu_seconds() - before
    p50, p95 = median(seconds), quantiles(seconds, n=20)[-1]
    return Turn(cpu * 1000 / len(seconds), p50 * 1000, p95 * 1000)


LABELS = {"cpu": "CPU du serveur", "p50": "attente médiane", "p95": "attente, 95 %"}


def say(comparison):
    print(comparison.name)
    for figure, label in LABELS.items():
        ratios = comparison.ratios(figure)
        ours, floor = (median(getattr(side, figure) for side in sides) for sides in zip(*comparison.rounds))
        print(
            f"  {label:16} {ours:7.2f} ms contre {floor:6.2f} ms : {median(ratios):.2f} × "
            f"({min(ratios):.2f} à {max(ratios):.2f}){verdict(comparison) if figure == 'cpu' else ''}",
            flush=True,
        )


def verdict(comparison):
    if comparison.at_most is None:
        return ""
    return f"  but : {comparison.at_most} ×, {'atteint' if comparison.is_met else 'manqué'}"


if __name__ == "__main__":
    main()
