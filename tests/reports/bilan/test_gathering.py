"""Only what the room has seen, beside what the group retains; nothing of fewer than five; nobody named."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from rlp_portal.reports.bilan.gathering import gather_workshop
from rlp_portal.reports.gather.noted import Noted
from rlp_portal.workshops import services
from rlp_portal.workshops.enums import CardState, OutcomeKind, StepKind, StepMode, StepState
from rlp_portal.workshops.models import Outcome, Participant, Submission
from rlp_portal.workshops.retained import GONE
from rlp_portal.workshops.revealed import Revealed
from tests.factories import StepFactory
from tests.reports.bilan.conftest import FT3, retain
from worksheets.models import Answer
from worksheets.rows import PLAN_LINE
from worksheets.services import add_plan_line, save_row_field

SECRET = "Xq9sVzz"
POSITIVE = "experiences/positive"


def lines(step):
    return [(line.name, line.answers) for line in step.lines]


def ideas(step):
    return [(one.question, one.groups, one.others) for one in step.ideas]


def test_it_says_what_was_retained_beside_what_was_answered(played):
    (step,) = gather_workshop(played.workshop).steps

    assert step.title == "Importance des quatre stratégies"
    assert step.how == "Téléphone · 6\u00a0réponses"
    assert lines(step)[0] == ("Institutionnalisation", "médiane 3, avis partagés, 6\u00a0réponses")
    assert step.lines[0].noted == Noted(
        kind=OutcomeKind.RESERVATIONS,
        label="Accord avec réserves",
        value="4 sur 5",
        sentence=["On y va"],
        reservations=["Le temps manque", "Le budget aussi"],
    )


def test_fewer_than_five_answers_are_never_broken_down(played):
    (step,) = gather_workshop(played.workshop).steps

    assert lines(step)[1] == (
        "Changement de politiques",
        "4\u00a0réponses, trop peu de réponses pour les montrer",
    )
    assert [[row[0] for row in one.table.rows] for one in step.figures] == [["Institutionnalisation"]]


def test_those_who_pass_do_not_make_five(played, people):
    played.advance()
    played.go_to(2)
    services.start_round(workshop=played.workshop, by=played.by)
    for participant in people[:4]:
        played.answer(participant, 3)
    for participant in people[4:]:
        played.answer(participant, None, state="passed")
    played.advance()

    (step,) = gather_workshop(played.workshop).steps

    assert step.lines[0].answers == "4\u00a0réponses, trop peu de réponses pour les montrer"
    assert step.figures == []
    assert step.how == "Téléphone · 6\u00a0réponses · 2e\u00a0tour"


def test_hands_and_paper_count_as_phones_do(played, people):
    step, asked = played.step, services.find_asked(played.step, "ft5/importance", "importance")
    services.count_hands(step=step, item=asked, choice="5", count=3)
    number = services.begin_paper(step=step)
    services.enter_paper_answer(step=step, paper_number=number, item=asked, address="importance", value=5)
    for participant in people[:1]:
        services.accept_late(workshop=played.workshop, is_accepting=True)
        played.answer(participant, 5, "ft5/importance")

    (told,) = gather_workshop(played.workshop).steps

    assert told.lines[2].answers == "médiane 5, avis rapprochés, 5\u00a0réponses"
    assert told.how == "Téléphone, papier, mains levées · 10\u00a0réponses"
    assert "1\u00a0après coup" in Revealed(played.step).pages[0].figure.drawing.title  # the room saw her come
    assert [figure.drawing.title for figure in told.figures if "après coup" in figure.drawing.title] == []


@pytest.mark.parametrize("state", ["presenting", "collecting"])
def test_a_step_that_is_not_revealed_brings_nothing(played, people, state):
    played.go_to(3, advance=0 if state == "presenting" else 1)
    if state == "collecting":
        played.answer(people[0], SECRET, POSITIVE)
    assert played.step.state == state

    assert SECRET not in str(gather_workshop(played.workshop))


def test_what_is_masked_again_brings_no_answer_but_what_was_retained(played):
    services.set_masked(workshop=played.workshop, is_masked=True, by=played.by)

    (step,) = gather_workshop(played.workshop).steps

    assert (step.figures, [line.answers for line in step.lines]) == ([], [""])
    assert step.lines[0].noted.sentence == ["On y va"]


def test_a_draft_that_nobody_recorded_is_not_in_it(played):
    services.type_sentence(step=played.step, sentence=SECRET)

    assert SECRET not in str(gather_workshop(played.workshop))


def write_ideas(room, people, texts):
    room.go_to(3, advance=1)
    for text, participant in zip(texts, people, strict=False):
        room.answer(participant, text, POSITIVE)
    room.advance()


def decide(room, text, state):
    answer = Answer.objects.get(value=text)
    services.decide_card(step=room.step, answer_id=answer.pk, state=state, by=room.by)


def test_only_the_kept_ideas_are_in_it(played, people):
    write_ideas(played, people, [SECRET, "Une fête"])
    decide(played, "Une fête", CardState.KEPT)

    question = gather_workshop(played.workshop).steps[1].ideas[0].question
    assert ideas(gather_workshop(played.workshop).steps[1]) == [(question, [("", ["Une fête"])], 1)]


@pytest.mark.parametrize(("written", "told"), [(4, []), (5, [("", ["Idée 0"])])])
def test_an_idea_that_was_only_shown_needs_five(played, people, written, told):
    write_ideas(played, people, [f"Idée {place}" for place in range(written)])
    decide(played, "Idée 0", CardState.SHOWN)

    (one,) = ideas(gather_workshop(played.workshop).steps[1])
    assert one[1:] == (told, written - len(told))


def test_ideas_come_by_group(played, people):
    write_ideas(played, people, ["Une fête", "Un souper", "Du temps"])
    for text in ("Une fête", "Un souper", "Du temps"):
        decide(played, text, CardState.KEPT)
    cards = [Answer.objects.get(value=text).card for text in ("Une fête", "Un souper")]
    services.group_cards(step=played.step, cards=cards, name="Se voir")

    (one,) = gather_workshop(played.workshop).steps[1].ideas
    assert [(name, sorted(texts)) for name, texts in one.groups] == [
        ("Se voir", ["Un souper", "Une fête"]),
        ("", ["Du temps"]),
    ]


def test_nobody_is_named_and_nothing_tells_when_anybody_answered(played, people):
    """Not even where first names were shown on the cards."""
    Participant.objects.filter(pk=people[0].pk).update(first_name=SECRET)
    step = played.step_at(3)
    type(step).objects.filter(pk=step.pk).update(anonymity="first_names")
    write_ideas(played, people, ["Une fête"])
    decide(played, "Une fête", CardState.KEPT)
    report = gather_workshop(played.workshop)
    html = render_to_string("reports/print/bilan.html", {"report": report})

    hidden = [SECRET, played.by.name, *(str(one.public_id) for one in Submission.objects.all())]
    assert [word for word in hidden if word in html] == []
    moments = re.findall(r"\d{1,2}\u00a0h(?:\u00a0\d\d)?", html)
    assert len(set(moments)) == 1  # that of the last gesture of the facilitation


def test_ideas_are_in_no_order_of_arrival(played, people):
    texts = [f"Idée {place}" for place in range(6)]
    write_ideas(played, people, texts)
    for text in texts:
        decide(played, text, CardState.KEPT)

    (one,) = gather_workshop(played.workshop).steps[1].ideas
    by_chance = [
        answer.value for answer in Answer.objects.filter(value__in=texts).order_by("sheet__submission__public_id")
    ]
    assert one.groups == [("", by_chance)]


def test_a_draft_says_so_until_the_workshop_is_closed(played):
    before = gather_workshop(played.workshop)
    services.close_workshop(workshop=played.workshop, by=played.by)
    after = gather_workshop(played.workshop)

    assert (before.is_draft, after.is_draft) == (True, False)
    assert (before.state.split(",")[0], after.state.split(" le ")[0]) == ("Version de travail", "Atelier terminé")


def test_the_plan_is_what_was_noted_while_the_workshop_was_open(played):
    about = {"workbook": played.workshop.round.workbook, "strategy": "policy", "by": played.by}
    for measure in ("Avant", "Changée"):
        add_plan_line(measure=measure, **about)
    played.workshop.round.workbook.changes.update(at=played.workshop.created_at.replace(year=2020))
    add_plan_line(measure="Nouvelle", **about)
    changed = played.workshop.round.workbook.plan_lines.get(measure="Changée")
    save_row_field(row=changed, field=PLAN_LINE.fields["who"], value="La Ville", base="", by=played.by)
    services.close_workshop(workshop=played.workshop, by=played.by)
    add_plan_line(measure="Après", **about)

    plan = gather_workshop(played.workshop).plan

    assert sorted(row.measure for row in plan.rows) == ["Changée", "Nouvelle"]


def test_a_step_in_group_shows_the_sheet_of_the_group(played):
    StepFactory(workshop=played.workshop, position=4, instrument_key="ft4", mode=StepMode.GROUP)
    played.go_to(4, advance=1)
    assert played.step.state == StepState.RECORDING
    retain(played, item="ft4/importance", value=5)

    step = gather_workshop(played.workshop).steps[-1]

    assert (step.how, step.figures) == ("Groupe, à mains levées", [])
    assert [line.label for section in step.sheet.sections for line in section.lines] == [
        "Cette stratégie est-elle importante pour notre mission?"
    ]


@pytest.mark.parametrize(("given", "shown"), [(4, 0), (5, 1)])
def test_the_opinions_of_the_end_are_shown_from_five_on(played, people, given, shown):
    for participant in people[:given]:
        services.evaluate(participant=participant, pace=4, listening=None, usefulness=None)

    evaluation = gather_workshop(played.workshop).evaluation

    assert (evaluation.figure is not None) == bool(shown)
    assert evaluation.said.startswith(f"{given}\u00a0avis donnés à la fin, sans nom.")


def test_it_reads_a_long_workshop_in_as_many_queries_as_a_short_one(played, people):
    def queries():
        with CaptureQueriesContext(connection) as made:
            gather_workshop(played.workshop)
        return len(made)

    def add_steps(count):
        start = played.workshop.steps.count()
        for place in range(start + 1, start + count + 1):
            StepFactory(workshop=played.workshop, position=place, kind=StepKind.IMPORTANCE)
            played.go_to(place, advance=1)
            for participant in people:
                played.answer(participant, 3)
            played.advance(2)
            retain(played)

    queries()
    one = queries()
    add_steps(2)
    three = queries()
    add_steps(5)

    assert [one, three, queries()] == [one] * 3


def test_another_value_of_the_carnet_leaves_what_the_workshop_retained(played):
    services.record_value(
        step=played.step,
        item=FT3,
        value=1,
        base=Answer.objects.get(sheet__instrument_key="ft3", sheet__owner="group").fingerprint,
        by=played.by,
    )

    assert gather_workshop(played.workshop).steps[0].lines[0].noted.value == "4 sur 5"


def test_a_rehearsal_says_what_it_is(played):
    rehearsal = services.start_rehearsal(workshop=played.workshop, by=played.by, people=6)

    report = gather_workshop(rehearsal)

    assert (report.kind, report.state) == ("Bilan d’une répétition", "Répétition\u00a0: rien de ceci n’est réel")


def test_what_was_retained_of_a_line_taken_off_since_is_still_told(played):
    Outcome.objects.filter(item=FT3).update(item="ft3/importance.r9")

    (step,) = gather_workshop(played.workshop).steps

    assert [line.noted.sentence for line in step.lines if line.name == GONE] == [["On y va"]]


def test_a_step_without_an_answer_says_so(played):
    played.go_to(3, advance=3)

    assert [one.is_empty for one in gather_workshop(played.workshop).steps] == [False, True]
