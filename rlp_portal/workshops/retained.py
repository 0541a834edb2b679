"""What the finished workshops of a round retained, for the version of the carnet that the coordination shares."""

import hashlib
from functools import cached_property
from itertools import groupby

from django.utils import timezone

from rlp_portal.rlps.sharing.retained import OutcomePart, StepPart, WorkshopPart
from rlp_portal.workshops.agenda import Asked, split_item, title_of
from rlp_portal.workshops.enums import StepKind, WorkshopState
from rlp_portal.workshops.models import Outcome, Workshop
from worksheets.revealing import is_drawn, names_of
from worksheets.schema import Plan, StakeholderMatrix, UnknownAddress
from worksheets.wording import words

GONE = "Ligne retirée de la feuille depuis"
REF_SIZE = 6  # bytes
NAMING = (Plan, StakeholderMatrix)  # windows whose rows name third persons


def retained_in_round(round_, carnet):
    """[WorkshopPart], from the oldest; never a rehearsal. One query."""
    finished = Workshop.objects.filter(round=round_, state=WorkshopState.CLOSED)
    recorded = Outcome.objects.filter(step__workshop__in=finished, recorded_at__isnull=False)
    found = recorded.select_related("step__workshop").order_by(
        "step__workshop__opened_at", "step__workshop", "step__position", "id"
    )
    return [
        workshop_part(workshop, list(outcomes), carnet)
        for workshop, outcomes in groupby(found, key=lambda one: one.step.workshop)
    ]


def workshop_part(workshop, outcomes, carnet):
    return WorkshopPart(
        ref=ref_of(workshop.public_id),
        title=workshop.title,
        on=timezone.localdate(workshop.opened_at).isoformat(),
        steps=[Retained(step, list(same), carnet).part for step, same in groupby(outcomes, lambda one: one.step)],
    )


def ref_of(public_id, item=""):
    return hashlib.blake2b(public_id.bytes + item.encode(), digest_size=REF_SIZE).hexdigest()


class Retained:
    """What was recorded at one step: of the whole of it, then question by question. No query."""

    def __init__(self, step, outcomes, carnet):
        self.step, self.carnet = step, carnet
        self.outcomes = {one.item: one for one in outcomes}
        self.asked = Asked(step)
        self.asked.group_answers = {one.key: carnet.answers.get(one.key, {}) for one in self.asked.instruments}
        self.asked.sectors = carnet.sectors

    @property
    def part(self):
        order = ["", *self.names]
        found = sorted(self.outcomes, key=lambda item: order.index(item) if item in order else len(order))
        return StepPart(title=title_of(self.step), outcomes=[self.outcome_part(item) for item in found])

    @cached_property
    def names(self):
        """{item: its question}"""
        drawn = names_of([item for item in self.asked.items if is_drawn(item)])
        return {item.key: drawn.get(item.key, item.label) for item in self.asked.items}

    def outcome_part(self, item):
        outcome = self.outcomes[item]
        return OutcomePart(
            ref=ref_of(self.step.public_id, item),
            about=self.names.get(item, GONE) if item else "",
            kind=outcome.kind,
            kind_label=outcome.get_kind_display(),
            retained=retained_words(self.asked, outcome, names=self.carnet.names),
            sentence=outcome.sentence,
            reservations=outcome.reservations,
            about_people=self.is_about_people(item),
            left_out=False,
        )

    def is_about_people(self, item):
        """Of a whole step: whether any of its questions is. What is not known any more may be."""
        if not item:
            return self.step.kind == StepKind.INSTRUMENT and any(map(names_people, self.asked.instruments))
        key, address = split_item(item)
        try:
            asked, _row = self.asked.instrument(key).find(address)
        except UnknownAddress:
            return True
        return asked.about_people


def names_people(instrument):
    return any(asked.about_people or isinstance(asked, NAMING) for _address, asked, _row in instrument.questions())


def retained_words(asked, outcome, *, names):
    """What went to the carnet; "" for a whole step, and for an open question, whose sentence says it all."""
    if not outcome.item or not outcome.value:
        return ""
    key, address = split_item(outcome.item)
    try:
        field, _row = asked.instrument(key).find(address)
        item = asked.find(outcome.item)
    except UnknownAddress:
        return ""
    if not is_drawn(item):
        return ""
    return " · ".join(words(field, outcome.value["value"], state=outcome.value["state"], objects=names))
