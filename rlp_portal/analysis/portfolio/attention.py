"""« À votre attention »: five lines at most, each with its verb. Nothing here ranks the RLPs."""

from dataclasses import dataclass

from django.urls import reverse

from rlp_portal.analysis.portfolio import queries
from rlp_portal.ui.typography import quebec_date, quoted

MOST = 5


@dataclass(frozen=True)
class Line:
    verb: str
    what: str
    url: str


def lines_for(advisor, rlps, *, first):
    """What was shared, then what was asked of her, then what is left of her samples. Two queries at most.

    `first`: the beginning of her portfolio, where the RLPs whose version she has not opened come first.
    """
    unread = sorted((rlp for rlp in first if rlp.version_id and not rlp.is_opened), key=lambda rlp: rlp.shared_at)
    lines = [version_line(rlp) for rlp in unread[:MOST]]
    if len(lines) < MOST:
        asked = queries.readings_asked(advisor, rlps, MOST - len(lines))
        lines += [plan_line(one.plan, verb="Coder à l’aveugle") for one in asked]
    if len(lines) < MOST:
        drawn = queries.plans_to_code(advisor, rlps, MOST - len(lines))
        lines += [plan_line(one.plan, verb="Coder") for one in drawn]
    return lines


def version_line(rlp):
    what = f"{rlp.name}, {rlp.round_title}, version {rlp.version_number}, partagée le {quebec_date(rlp.shared_at)}"
    return Line("Lire", what, reverse("shared_version", args=[rlp.slug, rlp.version_id]))


def plan_line(plan, *, verb):
    what = f"{quoted(plan.title)}, {plan.rlp.name}"
    return Line(verb, what, reverse("code_plan", args=[plan.public_id]))
