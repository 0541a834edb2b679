"""The tables of the analysis, to take away: each as CSV, all in one workbook."""

from itertools import islice

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone

from rlp_portal.analysis.tables.kept import board_of
from rlp_portal.analysis.tables.views import REFUSAL, asked_sample
from rlp_portal.reports.downloads import POLICY, disposition, send_file
from rlp_portal.reports.exports import analysis_tables as made
from rlp_portal.reports.exports.analysis_passages import COLUMNS, csv_lines, passages_of
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.exports.tables import Table
from rlp_portal.reports.exports.xlsx import workbook_of_tables
from rlp_portal.reports.takeout_views import CSV, XLSX
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.typography import quebec_datetime

PASSAGES = "passages"
MOST_IN_A_WORKBOOK = 20_000
TABLES = {
    "objets-strategies": lambda sample, board: made.pairs_table(board.summary),
    "sous-strategies": lambda sample, board: made.subs_table(board.summary),
    "groupes": lambda sample, board: made.groups_table(board.summary),
    "mesures": lambda sample, board: made.measures_table(board.summary),
    "regroupements": lambda sample, board: made.rlps_table(sample),
    "declare": lambda sample, board: made.declared_table(board, sample.codebook_version),
}


@role_view(Role.ADVISOR, refusal=REFUSAL)
def analysis_csv(request, table):
    sample, state = asked_sample(request)
    if table == PASSAGES:
        return stream_passages(request, sample)
    if table not in TABLES:
        raise Http404
    wanted = TABLES[table](sample, board_for(request, sample, state))
    name = file_name(sample, wanted.title, "csv")
    return send_file(request, lambda: csv_of(wanted), name=name, content_type=CSV)


def board_for(request, sample, state):
    return board_of(sample, state, followed=request.portal.advised_keys, reader=request.user)


def stream_passages(request, sample):
    response = StreamingHttpResponse(csv_lines(sample, reader=request.user), content_type=CSV)
    response["Content-Disposition"] = disposition(file_name(sample, "Passages codés", "csv"))
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


@role_view(Role.ADVISOR, refusal=REFUSAL)
def analysis_xlsx(request):
    sample, state = asked_sample(request)
    board = board_for(request, sample, state)
    tables = [make(sample, board) for make in TABLES.values()]
    passages = list(islice(passages_of(sample, reader=request.user), MOST_IN_A_WORKBOOK))
    tables.append(Table(title="Passages codés", columns=COLUMNS, rows=passages))
    front = front_of(sample, board, is_cut=len(passages) == MOST_IN_A_WORKBOOK)
    return send_file(
        request,
        lambda: workbook_of_tables(tables, front=front, as_of=timezone.now()),
        name=file_name(sample, "Analyse", "xlsx"),
        content_type=XLSX,
    )


def front_of(sample, board, *, is_cut):
    lines = [
        (f"{sample}", sample.title),
        ("RLP", str(board.summary.n)),
        ("Documents", f"{sample.drawn_size} tirés sur {sample.universe_size}"),
        ("Graine", sample.seed),
        ("Lexique", f"version {sample.codebook_version}"),
        ("Codage principal", sample.main_coder.name),
        ("Produit le", quebec_datetime(timezone.now())),
        ("Totaux", "Les totaux ne s’additionnent pas\u00a0: un même RLP peut porter plusieurs codes."),
    ]
    cut = f"Les {MOST_IN_A_WORKBOOK} premiers sont ici; tous sont dans le fichier CSV."
    return [*lines, ("Passages", cut)] if is_cut else lines


def file_name(sample, what, ending):
    return f"{what} – {sample} – {timezone.localdate():%Y-%m-%d}.{ending}"
