"""The bilan of a workshop: only what the room has seen, outcomes and reservations, nobody named."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from rlp_portal.reports.gather.workshop import gather_workshop
from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.enums import CardState, OutcomeKind
from tests.factories import MembershipFactory
from tests.workshops.conftest import facilitator, people, room, workshop  # noqa: F401 - the same room
from worksheets.models import Answer

FT3 = "ft3/importance"
SECRET = "Xq9sVzz"


@pytest.fixture
def played(room, people):  # noqa: F811
    room.go_to(2, advance=1)
    for participant, value in zip(people, (2, 4, 4), strict=True):
        room.answer(participant, value)
    room.advance(2)
    services.record_outcome(
        step=room.step,
        item=FT3,
        kind=OutcomeKind.RESERVATIONS,
        sentence="On y va",
        reservations="Le temps manque",
        by=room.by,
        value=4,
        base="",
    )
    return room


def test_it_says_what_was_retained_beside_what_was_answered(played):
    report = gather_workshop(played.workshop)

    (step,) = report.steps
    assert step.words == [("Institutionnalisation", "médiane 4, 3\u00a0réponses")]
    assert [(one.name, one.label, one.sentence, one.reservations, one.value) for one in step.noted] == [
        ("Institutionnalisation", "Accord avec réserves", ["On y va"], ["Le temps manque"], "4 sur 5")
    ]
    assert len(step.drawings) == 1
    assert [title for title, _one in report.glance] == ["Importance des quatre stratégies"]


def test_a_step_that_is_not_revealed_brings_nothing(played, people):  # noqa: F811
    played.go_to(3, advance=1)
    played.answer(people[0], SECRET, "experiences/positive")

    assert SECRET not in str(gather_workshop(played.workshop))


def test_only_the_kept_ideas_are_in_it(played, people):  # noqa: F811
    played.go_to(3, advance=1)
    for text, participant in zip((SECRET, "Une fête"), people, strict=False):
        played.answer(participant, text, "experiences/positive")
    played.advance()
    kept = Answer.objects.get(value="Une fête")
    services.decide_card(step=played.step, answer_id=kept.pk, state=CardState.KEPT, by=played.by)

    ideas = gather_workshop(played.workshop).steps[1].ideas
    assert [(texts, others) for _question, texts, others in ideas] == [(["Une fête"], 1)]


def test_the_pdf_is_one_click_away(client, played):
    member = MembershipFactory(rlp=played.workshop.round.rlp, role=Role.COORDINATOR).user
    client.force_login(member)
    args = [played.workshop.round.rlp.slug, played.workshop.public_id]

    page = client.get(reverse("workshop_outcomes", args=args))
    file = client.get(reverse("workshop_bilan", args=args))

    assert "On y va" in page.content.decode()
    assert file["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.content)).pages)
    assert [words in text for words in ("On y va", "Le temps manque", "Accord avec réserves")] == [True] * 3
    assert played.by.name not in text
