"""The minutes of a draw: what was drawn, from what, how, and how anyone can draw it again."""

import datetime
import shlex
from dataclasses import dataclass
from fractions import Fraction

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.samples.wording import deposited_words, share_in_words, strata_of
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


def gather_minutes(record):
    """Of samples.record: a draw of today, or one that a synthesis froze."""
    lists, at = record["lists"], datetime.datetime.fromisoformat(record["drawn_at"])
    strata, share = strata_of(record["strata"]), share_in_words(Fraction(*record["share"]))
    return Minutes(
        number=record["number"],
        name=own_words(record["title"]),
        day=quebec_date(at),
        hour=quebec_time(at),
        person=own_words(record["person"]),
        deposited=deposited_words(day_of(record["start"]), day_of(record["end"])),
        universe_size=record["universe_size"],
        drawn_size=record["drawn_size"],
        share=share,
        seed=record["seed"],
        universe_hash=record["universe_hash"],
        strata=strata,
        drawn=[line_of(row) for row in lists[DrawOutcome.DRAWN]],
        left_out=[line_of(row) for row in lists[DrawOutcome.LEFT_OUT]],
        excluded=[line_of(row) for row in lists[DrawOutcome.EXCLUDED]],
        commands=commands_for(record, strata),
    )


def day_of(written):
    return datetime.date.fromisoformat(written) if written else None


def line_of(row):
    return Line(
        position=row["position"],
        label=own_words(row["label"]),
        id=row["id"],
        rank=row["rank"][:SHORT_RANK],
        level=str(row["level"] or "–"),
        reason=own_words(row["reason"]),
    )


def commands_for(record, strata):
    """For the programs that any Linux or macOS has: one identifier to a line in `ids.txt`, excluded ones left out."""
    hashed = (
        f'while read -r id; do printf "%s:%s" {shlex.quote(record["seed"])} "$id" | sha256sum | cut -c1-64'
        ' | tr -d "\\n"; echo " $id"; done < ids.txt | LC_ALL=C sort'
    )
    universe = 'printf "%s" "$(LC_ALL=C sort ids.txt)" | sha256sum'
    return [
        *((what, f"{hashed} | head -n {places}") for what, places in what_is_drawn(record, strata)),
        ("L’empreinte de l’univers entier", universe),
    ]


def what_is_drawn(record, strata):
    """[(words, places)]: the whole at once, or group by group."""
    if not strata:
        size = record["drawn_size"]
        return [(count_words(size, "document tiré", "documents tirés"), size)]
    return [(f"Le groupe «\u00a0{label}\u00a0», seul dans ids.txt", places) for label, _n, places in strata]
