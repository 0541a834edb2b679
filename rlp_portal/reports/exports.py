"""The plan as a table for spreadsheets and as dates for calendars."""

import csv
import io

from icalendar import Calendar, Event

from worksheets.codes import PlanStatus, Strategy
from worksheets.plan import plan_groups

COLUMNS = ("Stratégie", "Approche ou mesure", "Qui", "Quand", "Nos besoins", "Objet à pérenniser", "État")
# A spreadsheet takes what begins so for a formula; the fullwidth forms too.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
BYTE_ORDER_MARK = "\ufeff"


def plan_csv(lines, *, today):
    """UTF-8 with its mark and semicolons: what a spreadsheet in French opens without questions."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(COLUMNS)
    for group in plan_groups(lines, today=today):
        writer.writerows([as_text(cell) for cell in cells_of(line)] for line in group.lines)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def cells_of(line):
    return (
        Strategy(line.strategy).label,
        line.measure,
        line.who,
        line.when.isoformat() if line.when else "",
        line.needs,
        line.object.name if line.object else "",
        line.get_status_display(),
    )


def as_text(cell):
    """An apostrophe before what would be a formula, so that a spreadsheet shows it and never runs it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS) else cell


def plan_ics(lines, *, name, as_of):
    """One all-day event for each dated measure that still holds; the same data give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Portail RLP//Plan//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for line in lines:
        if line.when and line.status != PlanStatus.DROPPED:
            calendar.add_component(event_of(line, as_of))
    return calendar.to_ical()


def event_of(line, as_of):
    event = Event()
    event.add("uid", f"{line.public_id}@portail-rlp")
    event.add("dtstamp", as_of)
    event.add("dtstart", line.when)
    event.add("summary", line.measure or "Mesure à préciser")
    event.add("description", description_of(line))
    event.add("transp", "TRANSPARENT")
    return event


def description_of(line):
    said = (
        ("Stratégie", Strategy(line.strategy).label),
        ("Qui", line.who),
        ("Nos besoins", line.needs),
        ("État", line.get_status_display()),
    )
    return "\n".join(f"{label}\u00a0: {words}" for label, words in said if words)
