"""The emergency kit: all that it takes to hold a workshop without phones, network or power."""

from dataclasses import dataclass, replace

from django.utils import timezone

from rlp_portal.reports.blank import BlankSection, BlankSheet, blank_question, blank_sheet
from rlp_portal.reports.gather.typed import own_words
from rlp_portal.reports.paper import Variant
from rlp_portal.reports.together import importance_fields, importance_instrument
from rlp_portal.ui.typography import count_words, quebec_date, quebec_time
from rlp_portal.workshops.agenda import Asked, title_of
from rlp_portal.workshops.enums import StepKind, StepMode
from rlp_portal.workshops.timing import plan_times, usual_start
from worksheets.guides import Part, guide_of

MOST_SHEETS = 200  # in one file: what a printer takes without being fed again, more or less
PEOPLE_AT_A_TABLE = 5


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A line of the agenda."""

    starts: str
    title: str
    minutes: int
    sheets: str  # « 16 × FT1 »
    may_skip: bool


@dataclass(frozen=True, kw_only=True)
class Guide:
    """How to lead a step: what to read, what to note."""

    title: str
    when: str
    definitions: list[tuple[str, str]]  # (of what, where there are several; its words)
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Copies:
    sheet: BlankSheet
    count: int


@dataclass(frozen=True, kw_only=True)
class Kit:
    workshop_title: str
    rlp: str
    day: str
    place: str
    people: str  # « 14 personnes »
    note: str  # where the copies are not as many as the people
    moments: list[Moment]
    ends: str
    guides: list[Guide]
    copies: list[Copies]
    posters: list[BlankSheet]

    @property
    def title(self):
        return f"Trousse de secours – {self.workshop_title}"


def kit_of(workshop):
    steps = list(workshop.steps.all())
    for step in steps:
        step.workshop = workshop
    starts_at = workshop.starts_at or usual_start(timezone.localtime())
    planned, ends_at = plan_times(steps, starts_at=starts_at, buffer_minutes=workshop.buffer_minutes)
    wanted = wanted_copies(steps, workshop.headcount or 1)
    copies = within_reason(wanted)
    return Kit(
        workshop_title=own_words(workshop.title),
        rlp=own_words(workshop.round.rlp.name),
        day=quebec_date(workshop.starts_at) if workshop.starts_at else "",
        place=own_words(workshop.place),
        people=count_words(workshop.headcount, "personne") if workshop.headcount else "",
        note=note_of(workshop.headcount, wanted, copies),
        moments=[moment_of(one, copies.get(one.step.pk)) for one in planned],
        ends=quebec_time(ends_at),
        guides=[guide_of_step(one) for one in planned if one.step.asks],
        copies=list(copies.values()),
        posters=posters_of(steps),
    )


def moment_of(planned, copies):
    step = planned.step
    return Moment(
        starts=quebec_time(planned.starts_at),
        title=own_words(title_of(step)),
        minutes=step.minutes,
        sheets=f"{copies.count}\u00a0×\u00a0{copies.sheet.instrument.code}" if copies else without_sheets(step),
        may_skip=step.may_skip,
    )


def without_sheets(step):
    return step.get_mode_display() if step.asks else ""


def guide_of_step(planned):
    step, instruments = planned.step, Asked(planned.step).instruments
    several = len(instruments) > 1
    return Guide(
        title=title_of(step),
        when=f"{quebec_time(planned.starts_at)} · {count_words(step.minutes, 'minute')}",
        definitions=[(one.short_title if several else "", one.definition or one.purpose) for one in instruments],
        parts=guide_of("importance" if several else instruments[0].key),
    )


# ---- Sheets ----------------------------------------------------------------------------------------------------


def wanted_copies(steps, people):
    """{step: Copies} of the sheets that people fill alone, or by table."""
    return {
        step.pk: Copies(sheet=sheet_of(step), count=copies_for(step, people))
        for step in steps
        if step.asks and step.mode != StepMode.GROUP
    }


def copies_for(step, people):
    return -(-people // PEOPLE_AT_A_TABLE) if step.mode == StepMode.TABLES else people


def sheet_of(step):
    if step.kind == StepKind.IMPORTANCE:
        return importance_sheet(Asked(step).instruments)
    return blank_sheet(Asked(step).instruments[0], variant=Variant.INDIVIDUAL)


def importance_sheet(instruments):
    return BlankSheet(
        instrument=importance_instrument(instruments, instructions="Pour chaque stratégie, entourez un nombre."),
        variant=Variant.INDIVIDUAL,
        sections=[importance_section(one) for one in instruments],
    )


def importance_section(instrument):
    return BlankSection(
        title=instrument.short_title,
        intro=instrument.definition,
        layout="questions",
        row_noun="",
        questions=[
            blank_question(asked, variant=Variant.INDIVIDUAL, spare=0) for asked in importance_fields(instrument)
        ],
        rows=(),
    )


def within_reason(wanted):
    """As many as fit in one file, each sheet reduced alike; one at least."""
    total = sum(one.count for one in wanted.values())
    if total <= MOST_SHEETS:
        return wanted
    return {step: replace(one, count=max(1, one.count * MOST_SHEETS // total)) for step, one in wanted.items()}


def note_of(headcount, wanted, copies):
    if not wanted:
        return ""
    if not headcount:
        return "Le nombre de personnes n’est pas noté\u00a0: chaque feuille est ici une fois. Photocopiez-la."
    if copies != wanted:
        fewest = min(one.count for one in copies.values())
        return (
            f"Pour {count_words(headcount, 'personne')}, la trousse serait trop lourde\u00a0: elle contient "
            f"{count_words(fewest, 'exemplaire')} de chaque feuille, au moins. Photocopiez les autres."
        )
    return ""


def posters_of(steps):
    """The wall version of each sheet, once."""
    instruments = {
        one.key: one for step in steps if step.kind == StepKind.INSTRUMENT for one in Asked(step).instruments
    }
    return [blank_sheet(one, variant=Variant.POSTER) for one in instruments.values()]
