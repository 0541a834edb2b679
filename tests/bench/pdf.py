"""The carnet's PDF by the portal and by a bare WeasyPrint, both warm, on the same HTML.

`python -m tests.bench.pdf ROUNDS` prints the number of pages and the milliseconds of each round as JSON.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.template.loader import render_to_string  # noqa: E402 - Django must be set up first
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from rlp_portal.reports.fonts import font_paths  # noqa: E402
from rlp_portal.reports.gather import gather_carnet  # noqa: E402
from rlp_portal.reports.pdf import locked_fetcher  # noqa: E402
from rlp_portal.reports.renderer import STYLESHEETS, render_pdf  # noqa: E402
from rlp_portal.reports.versions import data_state  # noqa: E402
from rlp_portal.rlps.models import Round  # noqa: E402
from tests.bench.portal import RLP  # noqa: E402
from tests.bench.servers import cpu_of, family  # noqa: E402


def main(rounds):
    html = carnet_html()
    bare = bare_weasyprint(html)
    pages = render_pdf(html, stylesheet="report").pages
    bare()
    measured = []
    for number in range(rounds):
        sides = [lambda: render_pdf(html, stylesheet="report"), bare]
        order = (0, 1) if number % 2 == 0 else (1, 0)
        figures = {side: measure(sides[side]) for side in order}
        measured.append([figures[0], figures[1]])
    json.dump({"pages": pages, "rounds": measured}, sys.stdout)


def carnet_html():
    round_ = Round.objects.select_related("rlp", "workbook").filter(rlp__slug=RLP).latest("number")
    report = gather_carnet(round_, as_of=data_state(round_).as_of)
    return render_to_string("reports/print/carnet.html", {"report": report})


def bare_weasyprint(html):
    """Its fonts and its style sheet read once, as the portal's."""
    fonts, fetcher = FontConfiguration(), locked_fetcher(font_paths())
    style = CSS(string=STYLESHEETS["report"].read_text(), font_config=fonts, url_fetcher=fetcher)
    return lambda: HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[style], font_config=fonts)


def measure(print_it):
    """[CPU, wall] in milliseconds; the CPU of the process that prints counts as ours."""
    cpu, start = cpu_of_all(), time.perf_counter()
    print_it()
    return [(cpu_of_all() - cpu) * 1000, (time.perf_counter() - start) * 1000]


def cpu_of_all():
    return sum(cpu_of(pid) for pid in family([os.getpid()]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
