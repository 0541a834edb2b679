"""The files of the archive, one after the other: (path in the zip, bytes)."""

from django.conf import settings
from django.template.loader import render_to_string

from rlp_portal.reports.archive.pages import round_page
from rlp_portal.reports.exports import tables
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.exports.document import document_bytes
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.exports.xlsx import workbook_of
from rlp_portal.reports.gather import carnet_report
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.models import Round
from rlp_portal.rlps.queries import ratings_in_force

STYLE = settings.BASE_DIR / "static" / "reports" / "archive.css"


class Missing:
    """What could not be made; said in the archive itself."""

    def __init__(self):
        self.files = []


def as_of_rlp(rlp):
    """When the newest of what the archive holds was written."""
    moments = [data_state(round_).as_of for round_ in rounds_of(rlp)]
    return max([*moments, rlp.updated_at])


def rounds_of(rlp):
    rounds = list(Round.objects.filter(rlp=rlp).select_related("workbook").order_by("number"))
    for round_ in rounds:
        round_.rlp = rlp
    return rounds


def files_of_one(rlp, *, with_names, as_of):
    missing = Missing()
    yield from files_of_rlp(rlp, with_names=with_names, folder="", missing=missing)
    yield from files_around(names=[rlp.name], with_names=with_names, as_of=as_of, missing=missing)


def files_of_all(rlps, *, with_names, as_of):
    missing = Missing()
    for rlp in rlps:
        yield from files_of_rlp(rlp, with_names=with_names, folder=f"{rlp.slug}/", missing=missing)
    yield "index.html", page("all", {"title": "Les archives", "rlps": rlps}, style="style.css")
    yield from files_around(names=[one.name for one in rlps], with_names=with_names, as_of=as_of, missing=missing)


def files_around(*, names, with_names, as_of, missing):
    context = {"names": names, "with_names": with_names, "as_of": as_of, "missing": missing.files}
    yield "style.css", STYLE.read_bytes()
    yield "LISEZMOI.txt", render_to_string("reports/archive/readme.txt", context).encode()


def files_of_rlp(rlp, *, with_names, folder, missing):
    rounds = rounds_of(rlp)
    for round_ in rounds:
        yield from files_of_round(round_, with_names=with_names, folder=folder, missing=missing)
    ratings = list(ratings_in_force(rlp))
    context = {"title": rlp.name, "rlp": rlp, "rounds": rounds, "ratings": ratings, "is_inside": bool(folder)}
    yield f"{folder}index.html", page("rlp", context, style="../style.css" if folder else "style.css")


def files_of_round(round_, *, with_names, folder, missing):
    taken = take_carnet(round_, with_names=with_names)
    here = f"{folder}demarche-{round_.number}/"
    style = "../../style.css" if folder else "../style.css"
    shown = round_page(taken)
    pdf = carnet_pdf(taken)
    if pdf:
        yield f"{here}carnet.pdf", pdf
    else:
        missing.files.append(f"{here}carnet.pdf")
    yield f"{here}carnet.xlsx", workbook_of(taken)
    yield f"{here}carnet.json", document_bytes(taken, with_history=True)
    yield f"{here}reponses.csv", csv_of(tables.answers_table(taken))
    yield f"{here}objets.csv", csv_of(tables.objects_table(taken))
    yield f"{here}secteurs.csv", csv_of(tables.sectors_table(taken))
    yield f"{here}acteurs.csv", csv_of(tables.actors_table(taken.carnet.actors, with_names=with_names))
    yield f"{here}plan.csv", csv_of(tables.plan_table(taken.carnet.plan_lines, today=taken.carnet.today))
    for sheet in shown.sheets:
        context = {"title": sheet.title, "sheet": sheet, "round": round_}
        yield f"{here}{sheet.file}", page("sheet", context, style=style)
    context = {"title": round_.title, "page": shown, "round": round_, "has_pdf": bool(pdf)}
    yield f"{here}index.html", page("round", context, style=style)


def page(name, context, *, style):
    return render_to_string(f"reports/archive/{name}.html", {**context, "style": style}).encode()


def carnet_pdf(taken):
    """None when it cannot be made: the rest of the archive goes on without it, and says so."""
    try:
        return print_report(carnet_report(taken.carnet), template="reports/print/carnet.html").content
    except PdfRefused:
        return None
