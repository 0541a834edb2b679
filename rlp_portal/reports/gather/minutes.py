"""The minutes of a draw: what was drawn, from what, how, and how anyone can draw it again."""

import shlex
from dataclasses import dataclass

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.samples.queries import lists_of
from rlp_portal.analysis.samples.wording import share_in_words, strata_of
from rlp_portal.reports.gather.typed import own_words
from rlp_portal.ui.typography import count_words, quebec_date, quebec_time

SHORT_RANK = 12  # signs of a rank: enough to see the order


@dataclass(frozen=True, kw_only=True)
class Line:
    position: int | None
    label: str
    id: str
    rank: str
    level: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    number: int
    name: str
    day: str
    hour: str
    person: str
    deposited: str  # « déposés du … au … »
    universe_size: int
    drawn_size: int
    share: str
    seed: str
    universe_hash: str
    strata: list  # [(label, size, places)]
    drawn: list[Line]
    left_out: list[Line]
    excluded: list[Line]
    commands: list  # [(what it gives, the command)]

    @property
    def title(self):
        return f"Procès-verbal de tirage nº\u00a0{self.number}"


def gather_minutes(sample):
    lists = lists_of(sample)
    return Minutes(
        number=sample.number,
        name=own_words(sample.title),
        day=quebec_date(sample.drawn_at),
        hour=quebec_time(sample.drawn_at),
        person=own_words(sample.drawn_by.name),
        deposited=deposited_words(sample),
        universe_size=sample.universe_size,
        drawn_size=sample.drawn_size,
        share=share_in_words(sample.share),
        seed=sample.seed,
        universe_hash=sample.universe_hash,
        strata=strata_of(sample),
        drawn=[line_of(row) for row in lists[DrawOutcome.DRAWN]],
        left_out=[line_of(row) for row in lists[DrawOutcome.LEFT_OUT]],
        excluded=[line_of(row) for row in lists[DrawOutcome.EXCLUDED]],
        commands=commands_for(sample),
    )


def deposited_words(sample):
    start, end = sample.universe_start, sample.universe_end
    if start and end:
        return f"déposés du {quebec_date(start)} au {quebec_date(end)}"
    if start:
        return f"déposés depuis le {quebec_date(start)}"
    return f"déposés jusqu’au {quebec_date(end)}" if end else "déposés, sans limite de date"


def line_of(row):
    return Line(
        position=row.position,
        label=own_words(row.label),
        id=str(row.plan.public_id),
        rank=row.rank[:SHORT_RANK],
        level=str(row.level or "–"),
        reason=own_words(row.reason),
    )


def commands_for(sample):
    """For the programs that any Linux or macOS has: one identifier to a line in `ids.txt`, excluded ones left out."""
    hashed = (
        f'while read -r id; do printf "%s:%s" {shlex.quote(sample.seed)} "$id" | sha256sum | cut -c1-64'
        ' | tr -d "\\n"; echo " $id"; done < ids.txt | LC_ALL=C sort'
    )
    universe = 'printf "%s" "$(LC_ALL=C sort ids.txt)" | sha256sum'
    return [
        *((what, f"{hashed} | head -n {places}") for what, places in what_is_drawn(sample)),
        ("L’empreinte de l’univers entier", universe),
    ]


def what_is_drawn(sample):
    """[(words, places)]: the whole at once, or group by group."""
    if not sample.strata:
        return [(count_words(sample.drawn_size, "document tiré", "documents tirés"), sample.drawn_size)]
    return [
        (f"Le groupe «\u00a0{label}\u00a0», seul dans ids.txt", places) for label, _n, places in strata_of(sample)
    ]
