from dataclasses import dataclass

from rlp_portal.reports.gather.typed import own_words
from rlp_portal.ui.typography import quebec_date, quebec_time


@dataclass(frozen=True, kw_only=True)
class Header:
    """Whose report it is, and of which day."""

    rlp: str
    of_the: str
    region: str
    territory: str
    host: str
    round_title: str
    round_number: int
    started: str
    day: str  # « 18 novembre 2026 »
    hour: str  # « 14 h 12 »


def header_of(carnet):
    round_, rlp = carnet.round, carnet.round.rlp
    return Header(
        rlp=own_words(rlp.name),
        of_the=rlp.of_the,
        region=rlp.get_region_display(),
        territory=own_words(rlp.territory),
        host=own_words(rlp.host_organisation),
        round_title=own_words(round_.title),
        round_number=round_.number,
        started=quebec_date(round_.started_on),
        day=quebec_date(carnet.as_of),
        hour=quebec_time(carnet.as_of),
    )
