"""The demonstration: fictitious RLPs, people and carnets, read from fixtures/demo and written as people would.

Carnets go through the engine's services at the dates of the stories, so that the journal is a real one.
"""

import datetime
import tomllib
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from rlp_portal.accounts.demo import PASSWORD
from rlp_portal.accounts.models import (
    INVITATION_LIFETIME,
    Invitation,
    User,
    fingerprint_of_token,
    new_invitation_token,
)
from rlp_portal.rlps.carnet.services import start_round
from rlp_portal.rlps.demo_registry import plan_registry
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp
from rlp_portal.rlps.sharing import services as sharing
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from worksheets import catalogue, services
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Origin, Sheet
from worksheets.proposals import is_level
from worksheets.schema import RowChoice

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
STARTING_HOUR = datetime.time(9)
BETWEEN_ANSWERS = datetime.timedelta(minutes=3)


class AlreadyLoaded(Exception):
    """An RLP of the demonstration is in the database: whatever people did to it since is theirs."""


@transaction.atomic
def load_demonstration():
    """Counts of what was loaded, all or nothing."""
    stories = read("rlps.toml")["rlps"]
    if Rlp.objects.filter(slug__in=[story["slug"] for story in stories]).exists():
        raise AlreadyLoaded
    rlps = {story["slug"]: load_rlp(**story) for story in stories}
    people = load_people(read("people.toml")["people"], rlps=rlps)
    stories = [read(path) for path in (FOLDER / "carnets").glob("*.toml")]
    latest = {}  # by RLP: each round may start from the one before
    for story in sorted(stories, key=lambda story: story["number"]):
        carnet = Carnet(rlp=rlps[story["rlp"]], people=people, story=story, previous=latest.get(story["rlp"]))
        carnet.load()
        latest[story["rlp"]] = carnet
    return Counter(rlps=len(rlps), people=len(people), carnets=len(stories))


def read(path):
    return tomllib.loads((FOLDER / path).read_text(encoding="utf-8"))


def load_rlp(*, ratings=(), **fields):
    rlp = Rlp.objects.create(**fields)
    MobilisationRating.objects.bulk_create(
        MobilisationRating(rlp=rlp, recorded_at=moment(rating["rated_on"]), **rating) for rating in ratings
    )
    return rlp


def moment(day_or_time):
    """The fixtures write the hours of the people, in Québec."""
    if not isinstance(day_or_time, datetime.datetime):
        day_or_time = datetime.datetime.combine(day_or_time, STARTING_HOUR)
    return timezone.make_aware(day_or_time)


def share_round(round_, *, sheets, by, on, people=(), note="", outcomes=False):
    return sharing.share(
        round_=round_,
        sheets=sheets,
        people=people,
        outcomes=outcomes,
        note=note,
        seen=marks_of(whole_document(round_, at=on)),
        after=sharing.last_number(round_),
        op_id=uuid.uuid4(),
        by=by,
        at=on,
    )


def load_people(stories, *, rlps):
    """By e-mail. The shared password is hashed once: each hash takes a good part of a second."""
    open_password, no_password = make_password(PASSWORD), make_password(None)
    people = {}
    for story in stories:
        people[story["email"]] = User.objects.create(
            email=story["email"],
            name=story["name"],
            is_administrator=story.get("administrator", False),
            password=no_password if story.get("invited") else open_password,
        )
    Membership.objects.bulk_create(
        Membership(rlp=rlps[held["rlp"]], user=people[story["email"]], role=held["role"])
        for story in stories
        for held in story["roles"]
    )
    administrator = next(person for person in people.values() if person.is_administrator)
    for story in stories:
        if story.get("invited"):
            leave_invited(people[story["email"]], by=administrator)
    return people


def leave_invited(person, *, by):
    """Her link is nowhere to be found: the demonstration shows how to renew it."""
    Invitation.objects.create(
        user=person,
        invited_by=by,
        token_hash=fingerprint_of_token(new_invitation_token()),
        expires_at=timezone.now() + INVITATION_LIFETIME,
    )


@dataclass
class Carnet:
    """One round: everything that happened in it, replayed in the order of the dates."""

    rlp: Rlp
    people: dict
    story: dict
    previous: "Carnet | None" = None
    events: list = field(default_factory=list)
    objects: dict = field(default_factory=dict)  # by the key that the story uses
    sectors: dict = field(default_factory=dict)  # by name, as the actors
    actors: dict = field(default_factory=dict)
    sheets: dict = field(default_factory=dict)
    versions: list = field(default_factory=list)

    def load(self):
        self.round = start_round(
            rlp=self.rlp,
            title=self.story["title"],
            started_on=self.story["started_on"],
            by=self.people[self.story["created_by"]],
            previous=self.previous.round if self.previous else None,
            at=moment(self.story["started_on"]),
        )
        self.plan_events()
        for _at, happens, details in sorted(self.events, key=lambda event: event[0]):
            happens(**details)

    def plan_events(self):
        for story in self.story.get("objects", ()):
            self.add_event(story, self.add_object)
        plan_registry(self)
        for key, story in self.story.get("sheets", {}).items():
            self.plan_sheet(key, story)
        for story in self.story.get("revisions", ()):
            self.add_event(story, self.answer)
        for story in self.story.get("plan", ()):
            self.add_event(story, self.add_plan_line)
        for rank, story in enumerate(self.story.get("versions", ())):
            self.plan_version(rank, **story)

    def plan_version(self, rank, *, read=None, withdrawn=None, **story):
        self.add_event(story, self.share)
        if read:
            self.add_event({**read, "rank": rank}, self.open_version)
        if withdrawn:
            self.add_event({**withdrawn, "rank": rank}, self.withdraw_version)

    def add_event(self, story, happens):
        details = {**story, "by": self.people[story["by"]], "on": moment(story["on"])}
        self.events.append((details["on"], happens, details))

    def plan_sheet(self, key, story):
        """Its answers follow one another from its beginning, and all precede what corrects or finishes it."""
        begun = story["on"]
        corrections = [one["on"] for one in self.story.get("revisions", ()) if one["sheet"] == key]
        limit = min([*corrections, story.get("finished_on", datetime.datetime.max)])
        answers = story["answers"].items()
        pause = min(BETWEEN_ANSWERS, (limit - begun) / (len(answers) + 1))
        for rank, (address, value) in enumerate(answers):
            self.add_event(
                {"sheet": key, "address": address, "value": value, "by": story["by"], "on": begun + rank * pause},
                self.answer,
            )
        if not answers:
            self.add_event({"sheet": key, "by": story["by"], "on": begun}, self.begin)
        if "finished_on" in story:
            self.add_event({"sheet": key, "by": story["by"], "on": story["finished_on"]}, self.finish)

    def add_object(self, *, key, by, on, carried_from=None, **fields):
        source = self.previous.objects[carried_from] if carried_from else None
        self.objects[key] = services.add_object(
            workbook=self.round.workbook,
            carried_from=source,
            origin=Origin.CARRIED if source else Origin.SCREEN,
            by=by,
            at=on,
            **fields,
        )

    def add_plan_line(self, *, by, on, object=None, **fields):  # noqa: A002 - the field's own name
        services.add_plan_line(
            workbook=self.round.workbook, object=self.objects[object] if object else None, by=by, at=on, **fields
        )

    def answer(self, *, sheet, address, value, by, on):
        state = AnswerState.ANSWERED
        if isinstance(value, dict) and "state" in value:
            value, state = None, value["state"]
        asked, _row = catalogue.latest(sheet).find(address)
        if is_level(asked):
            self.adopt_rating(on.date())
        if isinstance(asked, RowChoice) and value:
            known = getattr(self, asked.part)
            value = {**value, asked.part: [str(known[key].public_id) for key in value[asked.part]]}
        written_on = self.begin(sheet=sheet, by=by, on=on)
        stored = Answer.objects.filter(sheet=written_on, address=address).first()
        services.save_answer(
            sheet=written_on,
            address=address,
            value=value,
            state=state,
            base=stored.fingerprint if stored else NEVER_ANSWERED,
            by=by,
            at=on,
        )

    def adopt_rating(self, day):
        """The continuum notes it at the date of the story, where its note is told already."""
        MobilisationRating.objects.filter(rlp=self.rlp, rated_on=day).update(round=self.round)

    def begin(self, *, sheet, by, on):
        if sheet not in self.sheets:
            self.sheets[sheet], _created = Sheet.objects.get_or_create(
                workbook=self.round.workbook,
                instrument_key=sheet,
                defaults={"instrument_version": catalogue.latest(sheet).version, "created_at": on},
            )
        return self.sheets[sheet]

    def finish(self, *, sheet, by, on):
        services.finish_sheet(sheet=self.sheets[sheet], by=by, at=on)

    def share(self, **told):
        self.versions.append(share_round(self.round, **told))

    def open_version(self, *, rank, by, on):
        sharing.note_reading(version=self.versions[rank], reader=by, at=on)

    def withdraw_version(self, *, rank, by, on):
        sharing.withdraw_version(version=self.versions[rank], by=by, at=on)
