"""The same half-day with zero phones and no script: hands are raised, paper is typed, the group's words are kept."""

from django.urls import reverse

from rlp_portal.workshops import queries
from rlp_portal.workshops.enums import OutcomeKind, StepKind, StepMode, WorkshopState
from rlp_portal.workshops.models import Outcome, Participant, Step, Workshop
from rlp_portal.workshops.outlines import OUTLINES
from rlp_portal.workshops.services import create_workshop
from tests.workshops.console.conftest import *  # noqa: F403 - the facilitation’s browser
from tests.workshops.console.conftest import Console
from tests.workshops.playing import Room
from worksheets.models import Answer, PlanLine


def test_a_half_day_without_a_phone(client, facilitator, workshop_round):
    workshop = create_workshop(
        round_=workshop_round, title="Sans téléphones", by=facilitator, outline=OUTLINES["perennite"], headcount=12
    )
    asking = Step.objects.filter(workshop=workshop, kind__in=[StepKind.INSTRUMENT, StepKind.IMPORTANCE])
    asking.update(mode=StepMode.GROUP)
    asking.filter(instrument_key="ft2").update(mode=StepMode.PAPER)
    room = Room(workshop, facilitator)
    client.force_login(facilitator)
    console = Console(client, room)
    screen = reverse("screen_content", args=[workshop.display_token])

    def big_button():
        """What the page of the console would send."""
        board = console.get().context["board"]
        console.press(board.button.gesture, seen=board.mark)

    def note(item, sentence, kind, **field):
        sent = {"step": room.step.public_id, "item": item, "sentence": sentence, "kind": kind, **field}
        assert console.post("console_record", sent).status_code == 302

    big_button()  # « Ouvrir la salle »
    while room.workshop.state == WorkshopState.OPEN:
        big_button()
        step = room.step
        if step is None or not step.asks:
            continue
        if step.mode == StepMode.PAPER and step.state == "collecting":
            for answer in ("yes", "yes", "no"):
                name = "ft2.fulfils.convener"
                form = {"etape": step.public_id, "op_id": "", name: answer, f"{name}--base": ""}
                console.post("paper_of_workshop", form)
        if step.state != "recording":
            continue
        if step.kind == StepKind.IMPORTANCE:
            hands = {"hands:2": "5", "hands:5": "6", "hands:passed": "1"}
            console.post("console_hands", {"step": step.public_id, "item": "ft4/importance", **hands})
            assert "avis partagés" in client.get(screen).text
            field = {"importance": "3", "importance--base": ""}
            note("ft4/importance", "Nous ne voyons pas pareil.", "disagreement", **field)
        elif step.instrument_key == "ft7":
            row = {"strategy": "policy", "measure": "Écrire au maire", "op_id": ""}
            console.post("console_row", row, step.public_id, "ft7")
        else:
            note("", "Retenu ensemble.", "consensus")

    assert Workshop.objects.get().state == WorkshopState.CLOSED
    assert not Participant.objects.exists()
    paper = queries.results_of(room.step_at(3))["ft2/fulfils.convener"]
    assert dict(paper.choices) == {"yes": 2, "no": 1}
    kinds = set(Outcome.objects.filter(recorded_at__isnull=False).values_list("item", "kind"))
    assert kinds == {("ft4/importance", OutcomeKind.DISAGREEMENT), ("", OutcomeKind.CONSENSUS)}
    kept = Answer.objects.get(sheet__workbook=workshop_round.workbook, sheet__instrument_key="ft4")
    assert (kept.address, kept.value) == ("importance", 3)
    assert PlanLine.objects.get(workbook=workshop_round.workbook).measure == "Écrire au maire"
    assert console.get("workshop_outcomes").status_code == 200
