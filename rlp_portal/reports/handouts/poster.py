"""The poster that invites: when, where, and how to come in."""

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS

from rlp_portal.reports.gather.typed import own_words
from rlp_portal.ui.typography import in_local_time, quebec_date, quebec_time
from rlp_portal.workshops.addresses import qr_address, typed_address
from rlp_portal.workshops.agenda import is_all_anonymous
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.qr import qr_svg

QR_SAID = "Code QR pour entrer dans l’atelier"
LONG = 100  # signs of a title and a place, beyond which letters are smaller
BY_PHONE = {StepMode.PHONES, StepMode.TABLES}


@dataclass(frozen=True, kw_only=True)
class Poster:
    workshop_title: str
    rlp: str
    day: str  # « Jeudi 26 novembre 2026 »
    hour: str  # « 9 h »
    place: str
    code: str
    address: str
    qr: str
    is_anonymous: bool
    wants_phones: bool

    @property
    def title(self):
        return f"Affichette – {self.workshop_title}"

    @property
    def is_long(self):
        return len(self.workshop_title) + len(self.place) / 2 > LONG


def poster_of(workshop, *, request):
    steps = [step for step in workshop.steps.all() if step.asks]
    return Poster(
        workshop_title=own_words(workshop.title),
        rlp=own_words(workshop.round.rlp.name),
        day=day_with_its_name(workshop.starts_at) if workshop.starts_at else "",
        hour=quebec_time(workshop.starts_at) if workshop.starts_at else "",
        place=own_words(workshop.place),
        code=said_code(workshop.join_code),
        address=typed_address(request),
        qr=qr_svg(qr_address(request, workshop), said=QR_SAID),
        is_anonymous=is_all_anonymous(steps),
        wants_phones=any(step.mode in BY_PHONE for step in steps),
    )


def day_with_its_name(moment):
    return f"{WEEKDAYS[in_local_time(moment).weekday()].capitalize()} {quebec_date(moment)}"
