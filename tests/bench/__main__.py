"""How the portal compares with the least that the same work can cost: `make bench`, or ARGS="save crowd" to choose.

Ours and the floor by turns, in one run, so that a busy machine disturbs both: only the ratios mean something. CPU
time of the server for each operation comes first; waiting depends on what else the machine is doing.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from tests.bench import crowd, screen, visitors, vitals
from tests.bench.room.parts import PARTS
from tests.bench.servers import gunicorn, uvicorn
from tests.bench.sides import ENGINES, environment, run
from tests.postgres import NoPostgres

WARM_UP = 15
CARNET_PAGES = 12


@dataclass(frozen=True)
class Turn:
    """Milliseconds for one operation."""

    cpu: float
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


@dataclass(frozen=True)
class Work:
    """What is compared: our visitor and the one who asks the least, at which server, and the goal."""

    title: str
    ours: object
    least: object
    server: str
    at_most: float | None
    operations: int = 1  # times those of a turn: /proc counts by hundredths of a second


WORKS = {
    "page": Work("Une feuille de 8 questions", visitors.reader, visitors.floor_reader, "floor", 3),
    "save": Work("L’enregistrement d’un champ", visitors.writer, visitors.floor_writer, "floor", 2),
    "code": Work("Un codage dans un texte de 200 pages", visitors.coder, visitors.floor_writer, "floor", 1.5),
    "length": Work("Un codage dans 200 pages, contre 2 pages", visitors.coder, visitors.short_coder, "ours", 1.1),
    "again": Work(
        "Un PDF redemandé, contre une page constante à qui est connecté",
        visitors.pdf_reader,
        visitors.constant_reader,
        "constant",
        2,
        operations=4,
    ),
    "again-bare": Work(
        "Un PDF redemandé, contre une page constante sans rien devant",
        visitors.pdf_reader,
        visitors.floor_passer_by,
        "floor",
        None,
        operations=4,
    ),
}


APPLICATIONS = {"floor": "tests.bench.floor:application", "constant": "tests.bench.constant:application"}
NAMES = [
    *WORKS,
    "pdf",
    "drawings",
    "tables",
    "export",
    "analysis",
    "coding-screen",
    "crowd",
    "vitals",
    "phone-vitals",
    *PARTS,
]
RLPS = (135, 1_350, 13_500)
EXPORTED_RLPS = (34, 1_020)  # a thousand passages, and thirty times more to see that memory stays flat


def main():
    asked = read_arguments()
    comparisons = compare_drawings(asked) if "drawings" in asked.names else []
    if "tables" in asked.names:
        comparisons += [one for engine in asked.engines for one in compare_tables(asked, engine)]
    if "export" in asked.names:
        comparisons += [one for engine in asked.engines for one in compare_exports(asked, engine)]
    if "analysis" in asked.names:
        comparisons += [compare_analysis(asked, engine) for engine in asked.engines]
    if "coding-screen" in asked.names:
        comparisons += screen.measure()
    for engine in asked.engines if {*WORKS, "pdf"}.intersection(asked.names) else ():
        with ExitStack() as stack:
            comparisons += compare_on(engine, asked, stack)
    for engine in asked.engines if "crowd" in asked.names else ():
        comparisons += crowd.compare(engine, asked)
    for part in [PARTS[name] for name in PARTS if name in asked.names]:
        comparisons += [one for engine in asked.engines for one in part(engine, asked)]
    if "vitals" in asked.names:
        comparisons += vitals.measure()
    if "phone-vitals" in asked.names:
        comparisons += vitals.measure_phones()
    missed = [one for one in comparisons if not one.is_met]
    print("\nTous les buts sont atteints." if not missed else f"\nButs manqués : {len(missed)}.")
    sys.exit(1 if missed else 0)


def read_arguments():
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"what to measure, all without: {', '.join(NAMES)}")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--visitors", type=int, default=4, help="who ask together, each again as soon as answered")
    parser.add_argument("--operations", type=int, default=320, help="of all visitors, in one turn")
    parser.add_argument("--rlps", type=int, nargs="+", default=RLPS, help="sizes of the tables")
    parser.add_argument("--run-server", action="store_true", help="also under the server of make run, without goals")
    parser.add_argument("--people", type=int, default=100, help="of the crowd, all at once")
    parser.add_argument("--seconds", type=float, default=8, help="of the crowd, in one turn")
    parser.add_argument("--answers", type=int, default=60, help="of a live workshop, in one turn")
    asked = parser.parse_args()
    asked.names = asked.names or NAMES
    if unknown := set(asked.names).difference(NAMES):
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    return asked


def compare_on(engine, asked, stack):
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    ours_env, floor_env = (environment(engine, folder, side, stack) for side in ("ours", "floor"))
    run("tests.bench.floor", env=floor_env)
    people = json.loads(run("tests.bench.portal", str(asked.visitors), env=ours_env))
    works = [WORKS[name] for name in WORKS if name in asked.names]
    least = {
        name: stack.enter_context(gunicorn(APPLICATIONS[name], env=env))
        for name, env in (("floor", floor_env), ("constant", ours_env))
        if any(work.server == name for work in works)
    }
    servers = {"": gunicorn("rlp_portal.wsgi:application", env=ours_env)}
    if asked.run_server:
        servers[", sous make run"] = uvicorn("rlp_portal.asgi:application", env=ours_env)
    done = []
    for where, server in servers.items():
        ours = least["ours"] = stack.enter_context(server)
        for work in works:
            name = f"{work.title}, {ENGINES[engine]}{where}"
            goal = None if where else work.at_most
            done.append(compare(name, work, (ours, least[work.server]), people, asked, at_most=goal))
    if "pdf" in asked.names and engine == asked.engines[0]:
        done.append(compare_pdf(asked, env=ours_env))
    return done


def compare(name, work, servers, people, asked, *, at_most):
    """Ours, floor, floor, ours…"""
    turns = []
    for server, visitor in zip(servers, (work.ours, work.least), strict=True):
        visits = [visitor(server.port, who) for who in people]
        turns.append(partial(take_turn, server, visits))
        turns[-1](times=WARM_UP)
    rounds, times = [], asked.operations * work.operations // len(people)
    for number in range(asked.rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        taken = {side: turns[side](times=times) for side in order}
        rounds.append((taken[0], taken[1]))
    return said(Comparison(name, rounds, at_most))


def take_turn(server, visits, *, times):
    before = server.cpu_seconds()
    seconds = visitors.ask_together(visits, times=times)
    cpu = server.cpu_seconds() - before
    return Turn(cpu * 1000 / len(seconds), median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000)


def compare_pdf(asked, *, env):
    """Against a bare WeasyPrint call on the same HTML, both warm."""
    measured = json.loads(run("tests.bench.pdf", str(asked.rounds), env=env))
    if measured["pages"] < CARNET_PAGES:
        sys.exit(f"Le carnet de la démonstration n’a que {measured['pages']} pages : il en faut {CARNET_PAGES}.")
    rounds = [tuple(Turn(cpu, wall, wall) for cpu, wall in sides) for sides in measured["rounds"]]
    return said(Comparison(f"Le carnet en PDF, {measured['pages']} pages", rounds, 1.15))


def compare_drawings(asked):
    """Each against a plain table of the same forty entries, by Django's engine."""
    measured = json.loads(run("tests.bench.drawings", str(asked.rounds), env={}))
    done = []
    for name, rounds in measured.items():
        turns = [(Turn(ours, ours, ours), Turn(floor, floor, floor)) for ours, floor in rounds]
        done.append(said(Comparison(f"Le dessin « {name} » de 40 entrées", turns, 4), figures=("cpu",)))
    return done


def compare_tables(asked, engine):
    """Those of a synthesis, against the plain GROUP BY of one of them; their memory is told."""
    return compare_sizes(asked, engine, "tables", "Les tableaux de {rlps} RLP", sizes=asked.rlps, at_most=1.2)


def compare_exports(asked, engine):
    return compare_sizes(asked, engine, "exports", "{passages} passages en CSV", sizes=EXPORTED_RLPS, at_most=2)


def compare_sizes(asked, engine, module, title, *, sizes, at_most):
    """A program that takes both sides by turns over samples of several sizes, and tells how much memory it took."""
    done = []
    for rlps in sizes:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            env = environment(engine, folder, module, stack)
            measured = json.loads(run(f"tests.bench.{module}", str(asked.rounds), str(rlps), env=env))
        turns = [(Turn(ours, ours, ours), Turn(floor, floor, floor)) for ours, floor in measured["rounds"]]
        name = f"{title.format(rlps=rlps, **measured)}, {ENGINES[engine]}, +{measured['megabytes']} Mo"
        done.append(said(Comparison(name, turns, at_most), figures=("cpu",)))
    return done


def compare_analysis(asked, engine):
    """The page of the largest sample, as it is when nobody coded since; the first time is told."""
    rlps = max(asked.rlps)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours_env, floor_env = (environment(engine, folder, side, stack) for side in ("ours", "floor"))
        run("tests.bench.floor", env=floor_env)
        people = json.loads(run("tests.bench.synthesis", str(rlps), str(asked.visitors), env=ours_env))
        ours = stack.enter_context(gunicorn("rlp_portal.wsgi:application", env=ours_env))
        floor = stack.enter_context(gunicorn(APPLICATIONS["floor"], env=floor_env))
        first = take_turn(ours, [visitors.analyst(ours.port, people[0]) for _ in range(2)], times=1)
        work = Work("", visitors.analyst, visitors.floor_reader, "floor", 3)
        name = f"L’analyse de {rlps} RLP, {ENGINES[engine]}, la première fois en {first.p95:.0f} ms"
        return compare(name, work, (ours, floor), people, asked, at_most=work.at_most)


LABELS = {"cpu": "calcul du serveur", "p50": "attente médiane", "p95": "attente de 95 %"}


def said(comparison, *, figures=("cpu", "p50", "p95")):
    sides = list(zip(*comparison.rounds, strict=True))
    print(f"\n{comparison.name}{verdict(comparison)}")
    for figure in figures:
        label, ratios = LABELS[figure], comparison.ratios(figure)
        ours, floor = (median(getattr(turn, figure) for turn in turns) for turns in sides)
        print(
            f"  {label:17} {median(ratios):5.2f} × (de {min(ratios):.2f} à {max(ratios):.2f})"
            f"   {ours:.2f} ms contre {floor:.2f} ms",
            flush=True,
        )
    return comparison


def verdict(comparison):
    if comparison.at_most is None:
        return ""
    return f" – but : {comparison.at_most} ×, {'atteint' if comparison.is_met else 'MANQUÉ'}"


if __name__ == "__main__":
    try:
        main()
    except NoPostgres as sentence:
        sys.exit(str(sentence))
