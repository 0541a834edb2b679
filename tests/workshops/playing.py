"""What a facilitator does in a test, in few words."""

from uuid import uuid4

from rlp_portal.workshops import services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.models import Participant, Step, Workshop


class Room:
    def __init__(self, workshop, by):
        self.pk, self.by = workshop.pk, by

    @property
    def workshop(self):
        """As it is stored now."""
        return Workshop.everything.select_related("round", "current_step", "open_step").get(pk=self.pk)

    @property
    def step(self):
        step = self.workshop.current_step
        if step:
            step.workshop = self.workshop
        return step

    def step_at(self, position):
        return Step.objects.select_related("workshop__round").get(workshop=self.pk, position=position)

    def advance(self, times=1):
        for _ in range(times):
            services.advance(workshop=self.workshop, by=self.by)
        return self.step

    def go_to(self, position, advance=0):
        services.go_to(workshop=self.workshop, step=self.step_at(position), by=self.by)
        return self.advance(advance)

    def answer(self, participant, value, item="ft3/importance", *, address=None, op_id=None, step=None, **more):
        step = step or self.step
        asked = Asked(step).find(item, address)
        participant = Participant.objects.select_related("workshop__round").get(pk=participant.pk)
        return services.submit_answer(
            participant=participant,
            step=step,
            item=asked,
            address=address or asked.address,
            value=value,
            op_id=op_id or uuid4(),
            **more,
        )
