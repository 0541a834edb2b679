"""A hundred people at once on one server: how much it serves, against the floor under the same kind of server.

Each saves the texts of her sheet one after the other and begins again, without ever pausing, for a fixed time: the
goal is about that. Then each also reads her sheet before every round of it, which is told without a goal. What was
acknowledged is looked for in the database. The servers are that of `make run` and that of production.
"""

import json
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier, Thread

from tests.bench.servers import gunicorn, uvicorn
from tests.bench.sides import ENGINES, environment, run
from tests.bench.visitors import Author, FloorAuthor

WAYS = {"enregistrent": 0.6, "lisent et enregistrent": None}  # at least so much of the floor's throughput
ROUNDS = 3
WARM_UP_SECONDS = 2
SERVERS = {
    "sous make run": (uvicorn, "rlp_portal.asgi:application", "tests.bench.floor:under_uvicorn"),
    "sous gunicorn": (gunicorn, "rlp_portal.wsgi:application", "tests.bench.floor:application"),
}
READ, SAVE = "lecture", "enregistrement"


@dataclass
class Turn:
    """What everybody saw during the same while."""

    seconds: dict = field(default_factory=lambda: {READ: [], SAVE: []})
    errors: list = field(default_factory=list)
    lasted: float = 0

    @property
    def throughput(self):
        return sum(map(len, self.seconds.values())) / self.lasted


@dataclass(frozen=True)
class Crowd:
    name: str
    ours: list[Turn]
    floor: list[Turn]
    acknowledged: int
    lost: int
    at_least: float | None

    @property
    def ratios(self):
        return [ours.throughput / floor.throughput for ours, floor in zip(self.ours, self.floor, strict=True)]

    @property
    def errors(self):
        return [error for turn in (*self.ours, *self.floor) for error in turn.errors]

    @property
    def is_met(self):
        return median(self.ratios) >= (self.at_least or 0) and not self.errors and not self.lost


def compare(engine, asked):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours_env, floor_env = (environment(engine, folder, side, stack) for side in ("ours", "floor"))
        run("tests.bench.floor", env=floor_env)
        people = json.loads(run("tests.bench.portal", str(asked.people), env=ours_env))
        return [
            crowd
            for where in SERVERS
            for crowd in compare_under(where, engine, people, asked, envs=(ours_env, floor_env), stack=stack)
        ]


def compare_under(where, engine, people, asked, *, envs, stack):
    """Each way in turn, under one server of each."""
    start, *applications = SERVERS[where]
    ports = [
        stack.enter_context(start(application, env=env)).port
        for application, env in zip(applications, envs, strict=True)
    ]
    authors = [Author(ports[0], who) for who in people]
    floor_authors = [FloorAuthor(ports[1], who) for who in people]
    for author in authors:
        author.read()  # the page's token and what each text is saved over
    for way, at_least in WAYS.items():
        reads = way != "enregistrent"
        crowds = (
            [sittings(author, author.who["texts"], reads=reads) for author in authors],
            [sittings(author, range(len(authors[0].who["texts"])), reads=reads) for author in floor_authors],
        )
        turns = take_turns(crowds, seconds=asked.seconds)
        acknowledged = [one for author in authors for one in author.acknowledged]
        found = json.loads(run("tests.bench.acknowledged", env=envs[0], given=json.dumps(acknowledged).encode()))
        name = f"{asked.people} personnes {way} à la fois, {ENGINES[engine]}, {where}"
        yield said(Crowd(name, *turns, len(acknowledged), lost=len(acknowledged) - found, at_least=at_least))


def take_turns(crowds, *, seconds):
    """Ours, floor, floor, ours…"""
    for crowd in crowds:
        take_turn(crowd, seconds=WARM_UP_SECONDS)
    turns = ([], [])
    for number in range(ROUNDS):
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            turns[side].append(take_turn(crowds[side], seconds=seconds))
    return turns


def sittings(author, fields, *, reads):
    """She reads her sheet if `reads`, saves each of its texts, and begins again."""
    while True:
        if reads:
            yield READ, author.read
        for one in fields:
            yield SAVE, partial(author.save, one)


def take_turn(crowd, *, seconds):
    turn, together = Turn(), Barrier(len(crowd) + 1)

    def stay(steps):
        together.wait()
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            kind, step = next(steps)
            try:
                step()
            except Exception as problem:  # noqa: BLE001 - whatever it is, it is an error of the turn
                turn.errors.append(f"{kind} : {problem!r}")
            else:
                turn.seconds[kind].append(time.perf_counter() - began)

    threads = [Thread(target=stay, args=[steps]) for steps in crowd]
    for thread in threads:
        thread.start()
    together.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    turn.lasted = time.perf_counter() - began
    return turn


def said(crowd):
    verdict = "atteint" if crowd.is_met else "MANQUÉ"
    goal = f"but : {crowd.at_least} × le débit du plancher" if crowd.at_least else "aucune erreur, aucune perte"
    ratios = crowd.ratios
    print(f"\n{crowd.name} – {goal}, {verdict}")
    ours, floor = (median(turn.throughput for turn in turns) for turns in (crowd.ours, crowd.floor))
    print(
        f"  {'débit':17} {median(ratios):5.2f} × (de {min(ratios):.2f} à {max(ratios):.2f})"
        f"   {ours:.0f} demandes par seconde contre {floor:.0f}"
    )
    for kind in [kind for kind in (READ, SAVE) if crowd.ours[0].seconds[kind]]:
        waits = " contre ".join(waits_of(turns, kind) for turns in (crowd.ours, crowd.floor))
        print(f"  {kind:17} {waits}")
    print(f"  erreurs : {len(crowd.errors)}; confirmés : {crowd.acknowledged}, perdus : {crowd.lost}", flush=True)
    for error in crowd.errors[:5]:
        print(f"    {error}", flush=True)
    return crowd


def waits_of(turns, kind):
    seconds = [one for turn in turns for one in turn.seconds[kind]]
    return f"p50 {median(seconds) * 1000:.0f} ms, p95 {quantiles(seconds, n=20)[-1] * 1000:.0f} ms"
