"""A carnet of about twelve pages: our PDF (process, pipes and corrected tags included) over a bare WeasyPrint call on
the same page and style sheet, by turns in one run. `python -m tests.bench.pdf` fails above --at-most.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

AT_MOST = 1.15


def main():
    asked = read_arguments()
    with tempfile.TemporaryDirectory() as folder:
        html = carnet_html(Path(folder))
        times = by_turns({"ours": our_call(), "bare": bare_call()}, html, rounds=asked.rounds)
    ratio = median(ours / bare for ours, bare in zip(times["ours"], times["bare"], strict=True))
    ours, bare = (f"{1000 * median(times[name]):.0f} ms" for name in ("ours", "bare"))
    print(
        f"PDF du carnet\u00a0: {ours}, WeasyPrint seul\u00a0: {bare}, rapport {ratio:.2f} (au plus {asked.at_most})"
    )
    sys.exit(0 if ratio <= asked.at_most else 1)


def read_arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pdf", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--at-most", type=float, default=AT_MOST)
    return parser.parse_args()


def carnet_html(folder):
    """Django started on a database of its own, and a carnet in it."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "rlp_portal.settings",
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "PORTAIL_VAR": str(folder),
    }
    import django  # once the environment is set

    django.setup()
    from django.core.management import call_command
    from django.template.loader import render_to_string

    from rlp_portal.reports.gather import gather_carnet
    from tests.reports.carnets import filled_carnet

    call_command("migrate", verbosity=0)
    round_ = filled_carnet()
    round_.workbook.sheets.get(instrument_key="ft5").answers.all().delete()  # twelve to fourteen pages
    return render_to_string("reports/print/carnet.html", {"report": gather_carnet(round_)})


def our_call():
    from rlp_portal.reports.renderer import render_pdf

    return render_pdf


def bare_call():
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from rlp_portal.reports.renderer import STYLESHEETS, font_paths

    css = STYLESHEETS["report"].read_text()
    for name, path in font_paths().items():
        css = css.replace(f"app:{name}", Path(path).as_uri())
    fonts = FontConfiguration()
    stylesheet = CSS(string=css, font_config=fonts)
    return lambda html: HTML(string=html).write_pdf(font_config=fonts, stylesheets=[stylesheet])


def by_turns(calls, html, *, rounds):
    times = {name: [] for name in calls}
    for name in list(calls) * 2:
        calls[name](html)  # warm
    for number in range(rounds):
        for name in list(calls)[:: 1 if number % 2 else -1]:
            started = time.perf_counter()
            calls[name](html)
            times[name].append(time.perf_counter() - started)
    return times


if __name__ == "__main__":
    main()
