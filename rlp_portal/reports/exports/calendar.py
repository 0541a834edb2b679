"""The plan as dates for calendars."""

from icalendar import Calendar, Event

from worksheets.codes import PlanStatus, Strategy


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
