"""Making reports and taking them back; every refusal is a PdfRefused, said to the user."""

from contextlib import suppress

from rlp_portal.reports.enums import ReportKind
from rlp_portal.reports.gather import gather_carnet, gather_sheet
from rlp_portal.reports.models import Report
from rlp_portal.reports.printing import path_of, place_of, print_report
from rlp_portal.reports.versions import code_version, data_state


class ReportGone(Exception):
    """The file is no longer on disk, and the data have changed since: it cannot be made again as it was."""


def make_report(*, round_, kind, instrument_key="", by):
    """The report of the present data: the one already made, or a new one. No PDF is made inside a transaction."""
    state = data_state(round_)
    asked = {
        "round": round_,
        "kind": kind,
        "instrument_key": instrument_key,
        "data_version": state.version,
        "code_version": code_version(),
    }
    made = Report.objects.filter(**asked).first()
    if made and path_of(made.content_key):
        return made
    printed = print_kind(round_, kind=kind, instrument_key=instrument_key, as_of=state.as_of)
    report, _created = Report.objects.get_or_create(
        **asked,
        defaults={
            "as_of": state.as_of,
            "content_key": printed.key,
            "pages": printed.pages,
            "size": len(printed.content),
            "created_by": by,
        },
    )
    return report


def open_report(report):
    """Its file as it is kept, or its bytes made again; raises ReportGone."""
    with suppress(FileNotFoundError):
        return place_of(report.content_key, pages=report.pages).open("rb")
    state = data_state(report.round)
    if (state.version, code_version()) != (report.data_version, report.code_version):
        raise ReportGone
    return print_kind(
        report.round, kind=report.kind, instrument_key=report.instrument_key, as_of=report.as_of
    ).content


def print_kind(round_, *, kind, instrument_key, as_of):
    if kind == ReportKind.SHEET:
        sheet = gather_sheet(round_, instrument_key=instrument_key, as_of=as_of)
        return print_report(sheet, template="reports/print/sheet.html")
    return print_report(gather_carnet(round_, as_of=as_of), template="reports/print/carnet.html")
