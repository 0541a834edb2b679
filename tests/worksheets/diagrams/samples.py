"""One of each drawing with forty entries, and the same entries as a plain table: for the PDF checks and the bench."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from worksheets.codes import Strategy
from worksheets.diagrams.continuum import Level, Rated, draw_continuum
from worksheets.diagrams.dots import DotRow, draw_dots
from worksheets.diagrams.heat import draw_heat
from worksheets.diagrams.importance import StrategyAnswers, draw_importance
from worksheets.diagrams.ladder import Placed, draw_ladder
from worksheets.diagrams.poles import draw_poles
from worksheets.diagrams.radar import Spoke, draw_radar
from worksheets.diagrams.states import StateCell, draw_states
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import DatedLevel, draw_timeline
from worksheets.diagrams.wheel import WedgeData, draw_wheel
from worksheets.diagrams.words import long_date

PEOPLE = 40
ACTORS = [f"Organisme du milieu {number}" for number in range(1, PEOPLE + 1)]
SECTORS = (
    "Petite enfance",
    "Santé et services sociaux",
    "Scolaire",
    "Municipal",
    "Communautaire",
    "Emploi",
    "Médias",
)
CONDITIONS = (
    "Diversité des points de vue",
    "Engagement dès les décisions stratégiques",
    "Pouvoir de négocier et d’influencer",
    "Présence des acteurs stratégiques",
    "Égalité dans les rapports",
    "Construction commune de l’action",
)
POLES = [("faiblesses et lacunes", "forces et ressources"), ("par les organismes, le gouvernement", "par le milieu")]
LEVELS = ("Réseautage", "Coordination", "Coopération", "Collaboration")
FREQUENCIES = ("Souvent", "Parfois", "Presque jamais")
RUNGS = {
    8: "À l’initiative du milieu, décisions partagées avec les organismes",
    7: "Le milieu conseille et dirige, les organismes soutiennent",
    6: "À l’initiative des organismes, décisions partagées",
    5: "Consultation et information",
    4: "Rôles assignés, mais informés",
    3: "Politique de pure forme",
    2: "Décoration",
    1: "Manipulation",
}
STRATEGIES = [strategy.label for strategy in Strategy]
MOMENTS = ("Déjà fait", "En cours", "Prévu", "Non")


@dataclass(frozen=True)
class Sample:
    """`draw` makes the drawing from its data; `rows` are the forty entries, one a row."""

    draw: Callable
    rows: list


def answer(person, item, *, of):
    return (person * 7 + item * 3 + person * person) % of + 1


def answers(item, *, of=5):
    return tuple(answer(person, item, of=of) for person in range(PEOPLE))


def by_person(items, *, of=5):
    """A row for each person: her answer to each item."""
    return [
        (f"Personne {person + 1}", *[answer(person, item, of=of) for item in range(items)])
        for person in range(PEOPLE)
    ]


def wedges():
    found = []
    for place, name in enumerate(SECTORS):
        here = [actor for number, actor in enumerate(ACTORS) if number % len(SECTORS) == place]
        found.append(WedgeData(name, tuple(here[::2]), tuple(here[1::2])))
    return found


def samples():
    measure = find_measure(settings.FONT_FOLDERS)
    actors = [
        (actor, SECTORS[number % len(SECTORS)], "a) impliqué" if number % 2 else "b) à mobiliser")
        for number, actor in enumerate(ACTORS)
    ]
    spokes = [Spoke(name, answers(item), noted=3, before=(2,)) for item, name in enumerate(CONDITIONS)]
    rows = [DotRow(name, answers(item), passed=2, noted=4) for item, name in enumerate(CONDITIONS)]
    poles = [
        DotRow(name, answers(item), noted=2, low=POLES[item % 2][0], high=POLES[item % 2][1])
        for item, name in enumerate(CONDITIONS)
    ]
    placed = [Placed(actor, 1 + number % 8, before=1 + (number + 1) % 8) for number, actor in enumerate(ACTORS)]
    levels = [Level(name, "+ partage des ressources", (20, 15, 5), (30, 5, 5), 0, 1, 2, 0) for name in LEVELS]
    importance = [
        StrategyAnswers(strategy=strategy, label=strategy.label, values=answers(item)[:10], passed=1, before=(3,))
        for item, strategy in enumerate(Strategy)
    ]
    days = [DatedLevel(datetime.date(2016, 1, 1) + datetime.timedelta(days=90 * n), 1 + n % 4) for n in range(PEOPLE)]
    states = [[StateCell((row + place) % 4, before=place % 4) for place in range(4)] for row in range(10)]
    cells = [[answer(row, column, of=40) for column in range(4)] for row in range(10)]
    return {
        **{
            f"wheel {view}": Sample(
                lambda view=view: draw_wheel(wedges(), title="Secteur formel", measure=measure, view=view, chosen=2),
                actors,
            )
            for view in ("overview", "zoom", "print", "phone")
        },
        "radar": Sample(lambda: draw_radar(spokes, title="Roue", measure=measure), by_person(6)),
        "dots": Sample(lambda: draw_dots(rows, title="Conditions", measure=measure), by_person(6)),
        "dots phone": Sample(
            lambda: draw_dots(rows, title="Conditions", measure=measure, view="phone"), by_person(6)
        ),
        "poles": Sample(lambda: draw_poles(poles, title="Approche", measure=measure), by_person(6)),
        "ladder": Sample(
            lambda: draw_ladder(RUNGS, placed, title="Échelle", measure=measure),
            [(one.name, one.rung, one.before) for one in placed],
        ),
        "ladder phone": Sample(
            lambda: draw_ladder(RUNGS, placed, title="Échelle", measure=measure, view="phone"),
            [(one.name, one.rung, one.before) for one in placed],
        ),
        "continuum": Sample(
            lambda: draw_continuum(levels, FREQUENCIES, title="Continuum", measure=measure, rated=Rated(1, 2, 3)),
            by_person(8, of=3),
        ),
        "continuum phone": Sample(
            lambda: draw_continuum(levels, FREQUENCIES, title="Continuum", measure=measure, view="phone"),
            by_person(8, of=3),
        ),
        **{
            f"states {view}": Sample(
                lambda view=view: draw_states(
                    ACTORS[:10], STRATEGIES, states, MOMENTS, title="Cycle", measure=measure, view=view
                ),
                [
                    (ACTORS[row], STRATEGIES[column], MOMENTS[cell.now], MOMENTS[cell.before])
                    for row, here in enumerate(states)
                    for column, cell in enumerate(here)
                ],
            )
            for view in ("screen", "phone")
        },
        "importance": Sample(lambda: draw_importance(importance, measure=measure), by_person(4)),
        "timeline": Sample(
            lambda: draw_timeline(days, measure=measure),
            [(long_date(one.day), one.level, "Note de la rencontre") for one in days],
        ),
        "heat": Sample(
            lambda: draw_heat(ACTORS[:10], STRATEGIES, cells, of=40, title="Carte", measure=measure),
            [(ACTORS[row], STRATEGIES[column], n) for row, here in enumerate(cells) for column, n in enumerate(here)],
        ),
    }
