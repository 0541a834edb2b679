"""What the workshops of a round retained, as a shared version says it, for its PDF."""

from dataclasses import dataclass

from rlp_portal.reports.gather.noted import Noted
from rlp_portal.reports.gather.typed import own_words, paragraphs
from rlp_portal.ui.typography import quebec_date


@dataclass(frozen=True, kw_only=True)
class WorkshopLines:
    title: str
    day: str
    lines: list[tuple[str, Noted | None]]  # what it is about; None: the group kept it to itself


def workshop_lines(workshop):
    return WorkshopLines(
        title=own_words(workshop.title),
        day=quebec_date(workshop.day),
        lines=[(line_name(step, one), noted_of(one)) for step in workshop.steps for one in step.outcomes],
    )


def line_name(step, outcome):
    return own_words(" – ".join(filter(None, (step.title, outcome.about))))


def noted_of(outcome):
    if outcome.left_out:
        return None
    return Noted(
        kind=outcome.kind,
        label=outcome.kind_label,
        value=own_words(outcome.retained),
        sentence=paragraphs(outcome.sentence),
        reservations=paragraphs(outcome.reservations),
    )
