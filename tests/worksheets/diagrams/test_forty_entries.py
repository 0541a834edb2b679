"""Each drawing, with none, a few and forty entries of sixty signs without a space: nothing is cut or covered.

The tests of each drawing try many more forms; these try the same amounts on all of them, so that none is forgotten.
"""

import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests.worksheets.diagrams.boxes import LONG, WIDE, assert_harmless, assert_nothing_cut_or_covered
from worksheets import diagrams
from worksheets.codes import Strategy
from worksheets.diagrams import bars, importance, pairs, strips, timeline
from worksheets.diagrams.choices import ChoiceRow, draw_choices
from worksheets.diagrams.continuum import Level, Rated, draw_continuum
from worksheets.diagrams.dots import DotRow, draw_dots
from worksheets.diagrams.heat import draw_heat
from worksheets.diagrams.importance import StrategyAnswers, draw_importance
from worksheets.diagrams.ladder import Placed, draw_ladder
from worksheets.diagrams.poles import draw_poles
from worksheets.diagrams.position import draw_position
from worksheets.diagrams.radar import draw_radar
from worksheets.diagrams.states import StateCell, draw_states
from worksheets.diagrams.tallies import Tallied, draw_tallies
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import DatedLevel, draw_timeline
from worksheets.diagrams.wheel import WedgeData, draw_wheel

COUNTS = [0, 1, 2, 3, 9, 10, 40]
COMMON = {"measure": find_measure(settings.FONT_FOLDERS)}
TITLED = {**COMMON, "title": "Titre"}
DAY = datetime.date(2020, 1, 31)
RUNGS = dict.fromkeys(range(1, 9), LONG)


def dot_rows(count, name):
    return [
        DotRow(name, (1 + n % 5,) * (n % 4), passed=n % 2, noted=1 + n % 5, low=name, high=name, before=(1 + n % 3,))
        for n in range(count)
    ]


def levels(count, name):
    return [Level(name, name, (n, 1, 0), (0, n, 2), n % 3, (n + 1) % 3, (n + 2) % 3, n % 2) for n in range(count)]


def continuum(count, name, **view):
    rated = Rated(*[min(count, place) or None for place in (1, 2, 3)])
    return draw_continuum(levels(count, name), (name,) * 3, rated=rated, **TITLED, **view)


def ladder(count, name, **view):
    placed = [Placed(name, n % 9 or None, (1 + n % 8,), n % 2, before=1 + n % 8) for n in range(count)]
    return draw_ladder(RUNGS, placed, **TITLED, **view)


def states(count, name, **view):
    cells = [[StateCell((row + place) % 4, before=place % 4) for place in range(4)] for row in range(count)]
    return draw_states((name,) * count, (name,) * 4, cells, (name,) * 4, **TITLED, **view)


def strategies(count, name, **view):
    answers = [
        StrategyAnswers(strategy=one, label=name, values=tuple(1 + n % 5 for n in range(count)), passed=count)
        for one in Strategy
    ]
    return draw_importance(answers, **COMMON, **view)


def days(count, name, **view):
    points = [DatedLevel(DAY + datetime.timedelta(days=n), 1 + n % 4) for n in range(count)]
    return draw_timeline(points, names=dict.fromkeys(range(1, 5), name), **COMMON, **view)


def wheel(count, name, **view):
    actors = (name,) * count
    return draw_wheel([WedgeData(name, actors, actors)] * min(count, 12), chosen=1, **TITLED, **view)


def choices(count, name, **view):
    rows = [ChoiceRow(name, (n, 1, 0), passed=n % 3, noted=n % 3, before=(0, n, 1)) for n in range(count)]
    return draw_choices(rows, (name,) * 3, **TITLED, **view)


def tallies(count, name, **view):
    options = [Tallied(name, n, is_noted=bool(n % 2), before=n % 5) for n in range(count)]
    return draw_tallies(options, passed=count, **TITLED, **view)


def bar_groups(count, name, **view):
    groups = [bars.BarGroup(one, name, tuple((name, n) for n in range(count))) for one in Strategy]
    return bars.draw_bars(groups, of=40, **TITLED, **view)


def pair_lines(count, name, **view):
    lines = [pairs.PairLine(name, (n % 8, n % 12), is_heading=n % 7 == 0) for n in range(count)]
    return pairs.draw_pairs(lines, (pairs.Group(name, 7), pairs.Group(name, 11)), **TITLED, **view)


def strip_panels(count, name, **view):
    strip = strips.Strip(name, {n % 14: 1 + n for n in range(count)})
    return strips.draw_strips([strips.Panel(name, 13, (strip, strip))] * 2, **TITLED, **view)


def heat(count, name):
    return draw_heat((name,) * count, (name,) * 4, [[n, 0, 1, 40] for n in range(count)], of=40, **TITLED)


def position(count, name):
    return draw_position(1 + count % 5, positions=5, said=name)


PHONE = {"view": "phone"}
DRAWN = {
    "bars": [bar_groups, lambda *given: bar_groups(*given, frame=bars.PHONE)],
    "choices": [lambda *given, view=view: choices(*given, view=view) for view in ("screen", "hall", "phone")],
    "continuum": [continuum, lambda *given: continuum(*given, **PHONE)],
    "dots": [
        lambda count, name: draw_dots(dot_rows(count, name), **TITLED),
        lambda count, name: draw_dots(dot_rows(count, name), **TITLED, **PHONE),
    ],
    "heat": [heat],
    "importance": [strategies, lambda *given: strategies(*given, frame=importance.PHONE)],
    "ladder": [ladder, lambda *given: ladder(*given, **PHONE)],
    "pairs": [pair_lines, lambda *given: pair_lines(*given, frame=pairs.PHONE)],
    "poles": [
        lambda count, name: draw_poles(dot_rows(count, name), **TITLED),
        lambda count, name: draw_poles(dot_rows(count, name), **TITLED, **PHONE),
    ],
    "position": [position],
    "radar": [lambda count, name: draw_radar(dot_rows(count, name), **TITLED)],
    "states": [states, lambda *given: states(*given, **PHONE)],
    "strips": [strip_panels, lambda *given: strip_panels(*given, frame=strips.PHONE)],
    "tallies": [lambda *given, view=view: tallies(*given, view=view) for view in ("screen", "hall", "phone")],
    "timeline": [days, lambda *given: days(*given, frame=timeline.PHONE)],
    "wheel": [
        lambda count, name, view=view: wheel(count, name, view=view)
        for view in ("overview", "zoom", "print", "phone")
    ],
}


def test_every_drawing_of_the_house_is_tried():
    modules = [path.stem for path in Path(diagrams.__file__).parent.glob("*.py")]
    drawing = [name for name in modules if f"def draw_{name}(" in source_of(name)]

    assert sorted(drawing) == sorted(DRAWN)


def source_of(name):
    return (Path(diagrams.__file__).parent / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [LONG, WIDE], ids=["long", "wide"])
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("drawing", DRAWN)
def test_nothing_is_cut_or_covered(drawing, count, name):
    for draw in DRAWN[drawing]:
        drawn = draw(count, name)

        assert_nothing_cut_or_covered(drawn)
        assert_harmless(drawn)
