"""What a drawing of forty entries costs against the same forty entries in a plain table of Django's engine.

`python -m tests.bench.drawings ROUNDS` prints, for each drawing, the CPU milliseconds of both in each round as JSON.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.template import engines  # noqa: E402 - Django must be set up first

from tests.worksheets.diagrams.samples import samples  # noqa: E402
from worksheets.diagrams.svg import svg  # noqa: E402

TABLE = engines["django"].from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
LEAST = 0.05  # seconds of CPU in a turn: shorter ones measure the clock


def main(rounds):
    found = {}
    for name, sample in samples().items():
        sides = [lambda sample=sample: svg(sample.draw()), lambda sample=sample: TABLE.render({"rows": sample.rows})]
        times = [calls_in(LEAST, side) for side in sides]
        found[name] = [measured(sides, times, number) for number in range(rounds)]
    json.dump(found, sys.stdout)


def measured(sides, times, number):
    """[ours, floor] in milliseconds, taken in turn."""
    order = (0, 1) if number % 2 == 0 else (1, 0)
    taken = {side: cost(sides[side], times[side]) for side in order}
    return [taken[0], taken[1]]


def calls_in(seconds, side):
    side()
    times = 1
    while cost(side, times) * times < seconds * 1000:
        times *= 2
    return times


def cost(side, times):
    start = time.process_time()
    for _ in range(times):
        side()
    return (time.process_time() - start) * 1000 / times


if __name__ == "__main__":
    main(int(sys.argv[1]))
