"""Live workshops where every text that people may type is a script: one for each state of a room."""

from django.utils import timezone

from rlp_portal.accounts.models import User
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.workshops import services
from rlp_portal.workshops.codes import new_token
from rlp_portal.workshops.enums import (
    Anonymity,
    AnswerOrigin,
    CardState,
    OutcomeKind,
    Position,
    StepKind,
    StepState,
    WorkshopState,
)
from rlp_portal.workshops.models import (
    Card,
    CardGroup,
    Facilitation,
    Outcome,
    Participant,
    Poll,
    PollVote,
    PrivateNote,
    Step,
    Submission,
    Workshop,
)
from rlp_portal.workshops.phone_key import cookie_name
from rlp_portal.workshops.services.joining import hash_of_key
from tests.payloads import PAYLOADS, all_of, tagged
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, Sheet, SheetOwner, Workbook

ROOMS = [StepState.PRESENTING, StepState.COLLECTING, StepState.REVEALED, StepState.RECORDING, StepState.DONE]
PEOPLE = 12
SHEET = "experiences"
QUESTIONS = ["positive", "positive_why"]  # the second one’s answers are read in other words


def parts(name, place, *, between="\n"):
    """Every payload, in as many texts as there are people."""
    texts = tagged(name, place)
    step = len(texts) // PEOPLE + 1
    return [between.join(texts[start : start + step]) for start in range(0, len(texts), step)]


def seed_workshops(round_, *, facilitator, named):
    Membership.objects.create(rlp=round_.rlp, user=facilitator, role=Role.FACILITATOR)
    for one in PAYLOADS:
        begin(round_, title=one, place=one)
    draft = begin_of_all(round_)
    Facilitation.objects.create(workshop=draft, user=named, named_by=facilitator)
    for position, title in enumerate(parts("étape", 0, between=" "), start=1):
        Step.objects.create(workshop=draft, position=position, kind=StepKind.TALK, title=title, minutes=5)
    services.take_step_out(step=Step.objects.create(**taken_out(draft)), by=facilitator)
    return {
        "draft": {"id": str(draft.public_id)},
        **{state: seed_room(round_, state, by=facilitator) for state in ROOMS},
    }


def begin(round_, **about):
    tokens = {name: new_token() for name in ("join_token", "display_token", "helper_token")}
    return Workshop.objects.create(round=round_, own_workbook=Workbook.objects.create(), **tokens, **about)


def begin_of_all(round_):
    texts = {"title": all_of(0, between=" ", name="titre"), "place": all_of(1, between=" ", name="lieu")}
    return begin(round_, **texts)


def taken_out(workshop):
    return {"workshop": workshop, "position": 50, "kind": StepKind.TALK, "title": PAYLOADS[0], "minutes": 5}


def seed_room(round_, state, *, by):
    """Its first step is over, the second is in that state; the room of a step that is done was closed."""
    now, workshop = timezone.now(), begin_of_all(round_)
    talk = Step.objects.create(
        workshop=workshop,
        position=1,
        kind=StepKind.TALK,
        title=all_of(2, between=" ", name="étape"),
        minutes=5,
        state=StepState.DONE,
        started_at=now,
    )
    step = Step.objects.create(
        workshop=workshop,
        position=2,
        kind=StepKind.INSTRUMENT,
        instrument_key=SHEET,
        instrument_version=1,
        minutes=5,
        anonymity=Anonymity.FIRST_NAMES,
        state=state,
        started_at=now,
    )
    people = seed_people(workshop)
    if state != StepState.PRESENTING:
        answers = seed_answers_of_people(step, people)
    if state in (StepState.REVEALED, StepState.RECORDING, StepState.DONE):
        seed_cards(step, answers, by=by)
        seed_retained(step, people, by=by, at=now)
    for of in (None, talk, step):
        PrivateNote.objects.create(workshop=workshop, step=of, text=all_of(3, name="note"), written_by=by)
    is_over = state == StepState.DONE
    workshop.state = WorkshopState.CLOSED if is_over else WorkshopState.OPEN
    workshop.opened_at, workshop.opened_by = now, by
    workshop.closed_at, workshop.closed_by = (now, by) if is_over else (None, None)
    workshop.current_step = None if is_over else step
    workshop.open_step = step if state == StepState.COLLECTING else None
    workshop.save()
    return {
        "id": str(workshop.public_id),
        "display": workshop.display_token,
        "helper": workshop.helper_token,
        "cookie": {"name": cookie_name(workshop.public_id), "value": key_of(workshop)},
    }


def key_of(workshop):
    """Of the first person."""
    return f"known-to-the-tests-{workshop.pk}"


def seed_people(workshop):
    """Who shows her first name."""
    Participant.objects.bulk_create(
        Participant(
            workshop=workshop,
            first_name=name,
            key_hash=None if place else hash_of_key(key_of(workshop)),
            resume_code=f"PAY{place}",
        )
        for place, name in enumerate(parts("prénom", 4, between=" "))
    )
    return list(Participant.objects.filter(workshop=workshop).order_by("pk"))


def seed_answers_of_people(step, people):
    answers = []
    for place, (person, text) in enumerate(zip(people, parts("réponse", 5), strict=True)):
        sheet = Sheet.objects.create(
            workbook=step.workshop.own_workbook,
            instrument_key=SHEET,
            instrument_version=1,
            owner=SheetOwner.INDIVIDUAL,
        )
        Submission.objects.create(
            step=step, instrument_key=SHEET, origin=AnswerOrigin.PHONE, participant=person, sheet=sheet
        )
        texts = [text, parts("autre", 6)[place]] if place else [all_of(5, name="réponse"), all_of(6, name="autre")]
        answers += [
            Answer(sheet=sheet, address=address, value=one, fingerprint=fingerprint(one))
            for address, one in zip(QUESTIONS, texts, strict=True)
        ]
    Answer.objects.bulk_create(answers)
    return list(Answer.objects.filter(sheet__submission__step=step).order_by("pk"))


def seed_cards(step, answers, *, by):
    groups = [
        CardGroup.objects.create(step=step, name=name, position=place)
        for place, name in enumerate(parts("groupe", 7, between=" "))
    ]
    Card.objects.bulk_create(
        Card(
            step=step,
            answer=answer,
            state=CardState.SHOWN,
            wording=parts("mots", 8)[place // 2] if answer.address == QUESTIONS[1] else "",
            group=groups[place // 2],
            decided_by=by,
        )
        for place, answer in enumerate(answers)
    )


def seed_retained(step, people, *, by, at):
    """Of the whole step and of one question; a poll under way, where the first person has not said anything yet."""
    recorded = {"kind": OutcomeKind.RESERVATIONS, "recorded_at": at, "recorded_by": by}
    for item, value in [("", None), (f"{SHEET}/positive", {"value": all_of(9, name="valeur"), "state": "answered"})]:
        Outcome.objects.create(
            step=step,
            item=item,
            sentence=all_of(10, name="phrase"),
            reservations=all_of(11, name="réserves"),
            value=value,
            **recorded,
        )
    poll = Poll.objects.create(step=step, sentence=all_of(12, name="sondage"), opened_by=by)
    PollVote.objects.bulk_create(
        PollVote(poll=poll, participant=person, position=Position.RESERVES, reservation=text)
        for person, text in zip(people[1:], parts("vote", 13)[1:], strict=True)
    )
    PollVote.objects.filter(poll=poll, participant=people[1]).update(reservation=all_of(13, name="vote"))


def facilitator_of(email, password):
    return User.objects.create_user(email=email, name=PAYLOADS[4], password=password)
