"""The live workshop against its floors, by turns in one run: what each part measures, and its goal."""

from itertools import count
from statistics import median

from tests.bench.room import live, painted, storm
from tests.bench.room.sides import both_sides
from tests.bench.sides import ENGINES

MOST_OF_A_ROOM, PER_PHONE = 390, 3  # streams that one phone may have
WARM_UP = 40


class Measured:
    """Ratios of one figure, a round each, and the goal."""

    def __init__(self, name, ours, floor, *, at_most=None, at_least=None, unit="ms"):
        self.name, self.ours, self.floor, self.unit = name, ours, floor, unit
        self.at_most, self.at_least = at_most, at_least

    @property
    def ratios(self):
        return [ours / floor for ours, floor in zip(self.ours, self.floor, strict=True)]

    @property
    def is_met(self):
        ratio = median(self.ratios)
        return (self.at_most is None or ratio <= self.at_most) and (self.at_least is None or ratio >= self.at_least)

    @property
    def goal(self):
        if self.at_most is None and self.at_least is None:
            return "aucune erreur"
        return f"au plus {self.at_most} ×" if self.at_most else f"au moins {self.at_least} ×"

    def __str__(self):
        ratios, verdict = self.ratios, "atteint" if self.is_met else "MANQUÉ"
        return (
            f"  {self.name:42} {median(ratios):5.2f} × (de {min(ratios):.2f} à {max(ratios):.2f})   "
            f"{median(self.ours):.2f} {self.unit} contre {median(self.floor):.2f}   but : {self.goal}, {verdict}"
        )


class Broken:
    """Errors that no ratio tells."""

    is_met = False

    def __init__(self, errors):
        self.errors = errors

    def __str__(self):
        return f"  ERREURS : {len(self.errors)}, dont {self.errors[:3]}"


# ---- Parts ----------------------------------------------------------------------------------------------------


def one_screen(engine, asked):
    """One answer every 200 ms: each is told before the next."""
    turns = live_turns(engine, asked, which="screen", followers=1, rate=5)
    return judged(
        "D’une réponse à un écran",
        engine,
        turns,
        [("p50", lambda turn: turn.p50("last"), 1.5), ("p95", lambda turn: turn.p95("last"), 1.5)],
    )


def painted_screen(engine, asked):
    """The same until the room sees it; as many rooms as rounds, since only a first answer is counted."""
    with both_sides(engine, people=asked.answers, rooms=asked.rounds + 1) as sides:

        def take(side, number, answers=asked.answers):
            side.move_to(number)
            return painted.take_turn(side, answers=answers, rate=5)

        for side in sides:
            take(side, asked.rounds, WARM_UP // 4)
        rounds = [count(), count()]
        turns = by_turns(sides, asked.rounds, lambda side: take(side, next(rounds[sides.index(side)])))
    return judged(
        "D’une réponse à l’image de l’écran projeté",
        engine,
        turns,
        [("p50", lambda turn: turn.p50("last"), 1.5), ("p95", lambda turn: turn.p95("last"), 1.5)],
    )


def phones(engine, asked, followers=300):
    turns = live_turns(engine, asked, which="phone", followers=followers, rate=10)
    return judged(
        f"{followers} téléphones, dix réponses par seconde",
        engine,
        turns,
        [
            ("le dernier informé, p95", lambda turn: turn.p95("last"), 1.5),
            ("calcul du serveur par réponse transmise", lambda turn: turn.cpu, 1.6),
        ],
    )


def many_phones(engine, asked):
    return phones(engine, asked, followers=1_000)


def coming_in(engine, asked):
    done = []
    for people, seconds, at_most, rounds in ((300, 5, 4, asked.rounds), (1_000, 10, None, 1)):
        with both_sides(engine, people=10, rooms=1 + people * rounds // MOST_OF_A_ROOM, waiting=True) as sides:
            storm.take_turn(sides[0], people=20, seconds=1)
            storm.take_turn(sides[1], people=20, seconds=1)
            turns = by_turns(
                sides,
                rounds=rounds,
                take=lambda side, people=people, seconds=seconds: storm.take_turn(
                    side, people=people, seconds=seconds
                ),
            )
        title = f"{people} téléphones entrent en {seconds} s"
        done += judged(title, engine, turns, [("attente, p95", lambda turn: turn.p95(), at_most)])
    return done


def answers(engine, asked):
    """The goal is about what a real save cannot leave out; the writing alone is told beside."""
    people, done = asked.people, []
    with both_sides(engine, people=people) as sides:
        for way, against, at_least in (("save", "un vrai enregistrement", 0.6), ("answer", "l’écriture seule", None)):
            for side in sides:
                storm.answer_together(side, people=people, seconds=2, way=way)
            turns = by_turns(
                sides,
                asked.rounds,
                lambda side, way=way: storm.answer_together(side, people=people, seconds=asked.seconds, way=way),
            )
            title = f"Réponses de {people} personnes à la fois, contre {against}"
            figures = [("débit", lambda turn: turn.throughput, None)]
            done += judged(title, engine, turns, figures, at_least=at_least, unit="par s")
    return done


PARTS = {
    "screen": one_screen,
    "painted": painted_screen,
    "phones": phones,
    "many-phones": many_phones,
    "coming-in": coming_in,
    "answers": answers,
}


# ---- Turns ----------------------------------------------------------------------------------------------------


def live_turns(engine, asked, *, which, followers, rate):
    with both_sides(engine, people=min(MOST_OF_A_ROOM, max(100, followers))) as sides:
        for side in sides:
            live.take_turn(side, path=getattr(side, which), followers=1, answers=WARM_UP, rate=20)
        return by_turns(
            sides,
            asked.rounds,
            lambda side: live.take_turn(
                side, path=getattr(side, which), followers=followers, answers=asked.answers, rate=rate
            ),
        )


def by_turns(sides, rounds, take):
    """[(ours, floor)]: ours, floor, floor, ours…"""
    done = []
    for number in range(rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        taken = {place: take(sides[place]) for place in order}
        done.append((taken[0], taken[1]))
    return done


def judged(title, engine, turns, figures, *, at_least=None, unit="ms"):
    print(f"\n{title}, {ENGINES[engine]}", flush=True)
    errors = [error for ours, floor in turns for turn in (ours, floor) for error in turn.errors]
    done = [Broken(errors)] if errors else []
    if not any(turn.errors for both in turns for turn in both):
        for name, figure, at_most in figures:
            ours, floor = ([figure(turn) for turn in side] for side in zip(*turns, strict=True))
            done.append(Measured(name, ours, floor, at_most=at_most, at_least=at_least, unit=unit))
    for one in done:
        print(one, flush=True)
    return done
