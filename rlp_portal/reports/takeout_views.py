"""What the coordination takes away: tables, a workbook, a document that can come back."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from rlp_portal.reports.downloads import send_file
from rlp_portal.reports.exports import document, tables
from rlp_portal.reports.exports.calendar import plan_ics as plan_as_calendar
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.exports.xlsx import workbook_of
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from worksheets.queries import plan_lines_of

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = "text/calendar; charset=utf-8"
JSON = "application/json"
VALUE_SHAPES = [
    ("Texte, choix unique, date", "Un texte. Un choix est sa clé; une date s’écrit 2026-04-03.", ""),
    ("Échelle, position entre deux pôles", "Un nombre entier, à partir de 1.", ""),
    ("Lignes courtes", "Une liste de textes.", ""),
    ("Choix multiples", "Les clés choisies, et les mots de «\u00a0Autre\u00a0».", '{"chosen": […], "other": "…"}'),
    ("Personne ou organisme", "Trois textes.", '{"name": "…", "organisation": "…", "sector": "…"}'),
    (
        "Collaboration sur l’échelle",
        "Son nom, et son échelon, de 1 à 8, ou rien tant qu’il reste à choisir.",
        '{"name": "…", "rung": 6}',
    ),
    ("Acteurs du carnet", "Leurs identifiants, et vos mots.", '{"actors": […], "text": "…"}'),
    ("Objets à pérenniser", "Leurs identifiants, et vos mots.", '{"objects": […], "text": "…"}'),
]


@rlp_view(Right.TAKE_DATA)
def plan_csv(request, rlp, number):
    round_ = find_round(rlp, number)
    day = timezone.localdate(data_state(round_).as_of)
    # What is late is late today, whenever somebody last wrote.
    table = tables.plan_table(plan_lines_of(round_.workbook_id), today=timezone.localdate())
    return send_file(request, lambda: csv_of(table), name=file_name("Plan", rlp, day, "csv"), content_type=CSV)


@rlp_view(Right.TAKE_DATA)
def plan_ics(request, rlp, number):
    round_ = find_round(rlp, number)
    as_of = data_state(round_).as_of
    return send_file(
        request,
        lambda: plan_as_calendar(plan_lines_of(round_.workbook_id), name=f"Plan – {rlp.name}", as_of=as_of),
        name=file_name("Plan", rlp, timezone.localdate(as_of), "ics"),
        content_type=CALENDAR,
    )


@rlp_view(Right.TAKE_DATA)
def answers_csv(request, rlp, number):
    taken = asked_carnet(request, rlp, number)
    return send(request, taken, lambda: csv_of(tables.answers_table(taken)), "Réponses", "csv", CSV)


@rlp_view(Right.TAKE_DATA)
def objects_csv(request, rlp, number):
    taken = asked_carnet(request, rlp, number)
    return send(request, taken, lambda: csv_of(tables.objects_table(taken)), "Objets à pérenniser", "csv", CSV)


@rlp_view(Right.TAKE_DATA)
def actors_csv(request, rlp, number):
    taken = asked_carnet(request, rlp, number)
    table = tables.actors_table(taken.carnet.actors, with_names=taken.with_names)
    return send(request, taken, lambda: csv_of(table), "Acteurs", "csv", CSV)


@rlp_view(Right.TAKE_DATA)
def carnet_xlsx(request, rlp, number):
    taken = asked_carnet(request, rlp, number)
    return send(request, taken, lambda: workbook_of(taken), "Carnet", "xlsx", XLSX)


@rlp_view(Right.TAKE_DATA)
def carnet_json(request, rlp, number):
    taken = asked_carnet(request, rlp, number)
    with_history = "historique" in request.GET
    return send(
        request, taken, lambda: document.document_bytes(taken, with_history=with_history), "Carnet", "json", JSON
    )


def asked_carnet(request, rlp, number):
    return take_carnet(find_round(rlp, number), with_names="noms" in request.GET)


def send(request, taken, read, what, extension, content_type):
    name = file_name(what, taken.round.rlp, taken.carnet.today, extension)
    return send_file(request, read, name=name, content_type=content_type)


def file_name(what, rlp, day, extension):
    return f"{what} – {rlp.name} – {day:%Y-%m-%d}.{extension}"


@require_safe
def data_format(request):
    """What the JSON file holds, for whoever receives one."""
    context = {"title": "Le format du fichier JSON", "value_shapes": VALUE_SHAPES}
    return render_page(request, "reports/data_format.html", context)


@require_safe
def data_schema(request):
    return send_file(request, document.SCHEMA_PATH.read_bytes, name="carnet.schema.json", content_type=JSON)
