"""The workshops of the demonstration: one that is over, played by fictitious people, and one ready to start.

They go through the services like any other; their moments are then those of the story.
"""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rlp_portal.accounts.models import User
from rlp_portal.rlps.demo import share_round
from rlp_portal.rlps.models import Round
from rlp_portal.workshops import services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import CardState, OutcomeKind, StepKind, StepState
from rlp_portal.workshops.models import Gesture, Outcome, Participant, Step, Workshop
from rlp_portal.workshops.outlines import OUTLINES
from worksheets import services as carnet
from worksheets.models import Answer, AnswerState, Origin

FOLDER = settings.BASE_DIR / "fixtures" / "demo" / "workshops"


@transaction.atomic
def load_workshops():
    """How many were loaded; those of a round that already has one are left alone, as are those of unknown rounds."""
    stories = [
        story
        for path in sorted(FOLDER.glob("*.toml"))
        for story in tomllib.loads(path.read_text("utf-8"))["workshops"]
    ]
    rounds = {(story["rlp"], story["number"]) for story in stories}
    open_rounds = {one: empty_round(*one) for one in rounds}
    emails = {email for story in stories for email in people_in(story)}
    people = {user.email: user for user in User.objects.filter(email__in=emails)}
    loaded = [
        story
        for story in stories
        if open_rounds[story["rlp"], story["number"]] and all(email in people for email in people_in(story))
    ]
    for story in loaded:
        Told(story, round_=open_rounds[story["rlp"], story["number"]], people=people).load()
    return len(loaded)


def people_in(story):
    return [one["by"] for one in (story, story.get("shared")) if one]


def empty_round(slug, number):
    found = Round.objects.filter(rlp__slug=slug, number=number, workshops__isnull=True)
    return found.select_related("rlp", "workbook").first()


@dataclass
class Told:
    """A workshop of the story."""

    story: dict
    round_: Round
    people: dict  # {email: User}

    def load(self):
        self.by = self.people[self.story["by"]]
        self.at = timezone.make_aware(self.story["on"])
        made = services.create_workshop(
            round_=self.round_,
            title=self.story["title"],
            by=self.by,
            outline=OUTLINES[self.story["outline"]],
            place=self.story["place"],
            starts_at=self.at,
            headcount=self.story["headcount"],
        )
        self.pk = made.pk
        if "people" in self.story:
            self.play()
            self.date()
        if "shared" in self.story:
            self.share(**self.story["shared"])

    @property
    def workshop(self):
        return Workshop.objects.select_related("round", "current_step").get(pk=self.pk)

    @property
    def step(self):
        step = self.workshop.current_step
        step.workshop = self.workshop
        return step

    def advance(self):
        services.advance(workshop=self.workshop, by=self.by)

    # ---- What happened

    def play(self):
        services.open_workshop(workshop=self.workshop, by=self.by)
        self.participants = [services.join(workshop=self.workshop)[0] for _ in range(self.story["people"])]
        services.write_note(workshop=self.workshop, text=self.story["note"], base="", by=self.by)
        told = {story["step"]: story for story in self.story["played"]}
        for _step in self.workshop.steps.all():
            self.advance()
            self.live(told.get(name_of(self.step), {}))
        self.advance()
        for place, participant in enumerate(self.participants[:9]):
            services.evaluate(participant=participant, pace=3 + place % 3, listening=4 + place % 2, usefulness=5)
        services.close_workshop(workshop=self.workshop, by=self.by)

    def live(self, story):
        """From « Présenter » to « Noter »: the next pass ends it."""
        while self.step.state not in (StepState.RECORDING, StepState.DONE) and self.step.asks:
            self.advance()
            if self.step.state == StepState.COLLECTING:
                first = story.get("before") if self.step.round_number == 1 else None
                self.answer(first or story.get("answers", {}))
            elif self.step.state == StepState.REVEALED and story.get("before") and self.step.round_number == 1:
                services.start_round(workshop=self.workshop, by=self.by)
                self.answer(story["answers"])
        self.show_ideas()
        self.note(story)

    def answer(self, answers):
        step = self.step
        for key, given in answers.items():
            item = Asked(step).find(key)
            for participant, value in zip(self.participants, given, strict=False):
                participant.workshop = step.workshop
                services.submit_answer(
                    participant=participant,
                    step=step,
                    item=item,
                    address=item.address,
                    value=value or None,
                    state=AnswerState.ANSWERED if value else AnswerState.PASSED,
                    op_id=uuid4(),
                )

    def show_ideas(self):
        step = self.step
        words = Answer.objects.filter(sheet__submission__step=step, value__isnull=False)
        for answer in words if step.kind == StepKind.INSTRUMENT else ():
            if isinstance(answer.value, str) and len(answer.value) > len("yes"):
                services.decide_card(step=step, answer_id=answer.pk, state=CardState.SHOWN, by=self.by)

    def note(self, story):
        step = self.step
        whole = [{**story, "item": ""}] if "sentence" in story else []
        for outcome in [*whole, *story.get("outcomes", [])]:
            services.record_outcome(
                step=step,
                item=outcome["item"],
                kind=OutcomeKind(outcome["kind"]),
                sentence=outcome["sentence"],
                reservations=outcome.get("reservations", ""),
                by=self.by,
            )
        for line in story.get("plan", []):
            carnet.add_plan_line(
                workbook=self.round_.workbook,
                by=self.by,
                op_id=uuid4(),
                origin=Origin.WORKSHOP,
                at=self.at + timedelta(minutes=OUTLINES[self.story["outline"]].offered_minutes),
                **line,
            )

    def share(self, *, by, on, **told):
        share_round(self.round_, by=self.people[by], on=timezone.make_aware(on), outcomes=True, **told)

    # ---- When it happened

    def date(self):
        clock = self.at
        for step in self.workshop.steps.all():
            ends_at = clock + timedelta(minutes=step.minutes)
            Step.objects.filter(pk=step.pk).update(started_at=clock, ended_at=ends_at)
            Outcome.objects.filter(step=step).update(recorded_at=ends_at)
            Gesture.objects.filter(step=step).update(at=clock)
            clock = ends_at
        Gesture.objects.filter(workshop=self.pk, step=None).update(at=clock)
        Participant.objects.filter(workshop=self.pk).update(joined_at=self.at, seen_at=clock)
        Workshop.objects.filter(pk=self.pk).update(
            created_at=self.at - timedelta(days=7), opened_at=self.at - timedelta(minutes=15), closed_at=clock
        )


def name_of(step):
    return step.instrument_key or step.kind
