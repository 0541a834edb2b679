"""Paper sheets, typed one after the other; the same answers given four ways give the same picture and words."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rlp_portal.reports.fillable.sheet import blank_form
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.enums import AnswerOrigin, StepMode
from rlp_portal.workshops.models import Step, Submission
from tests.factories import StepFactory
from tests.reports.fillable.filling import fill_with_pikepdf
from tests.reports.fillable.printing import print_form
from tests.workshops.console.conftest import *  # noqa: F403 - the same room, the same browser
from worksheets import catalogue
from worksheets.individual import PASSED
from worksheets.models import Answer, AnswerState
from worksheets.revealing import pages_of, words_of

FT3 = "ft3/importance"


def sheet(step, **answers):
    """What a page sends: only what was typed, with the base of every question."""
    form = {"etape": step.public_id, "op_id": str(uuid4())}
    for name, value in answers.items():
        address = name.replace("__", ".")
        form[f"{address}--base"] = ""
        form[f"{address}--state" if value == PASSED else address] = "passed" if value == PASSED else value
    return form


def type_in(console, step, **answers):
    return console.post("paper_of_workshop", sheet(step, **answers), follow=True)


def test_sheets_are_typed_one_after_the_other(console, room):
    step = room.go_to(2, advance=1)

    page = type_in(console, step, ft3__importance="4", ft4__importance=PASSED)
    assert console.said(page) == ["Feuille 1 enregistrée."]
    type_in(console, step, ft3__importance="2")

    found = queries.results_of(step)
    assert (found[FT3].values, found["ft4/importance"].passed) == ((2, 4), 1)
    assert queries.count_answered(step) == 2
    assert {one.origin for one in Submission.objects.all()} == {AnswerOrigin.PAPER}
    assert page.context["place"] == 2


def test_what_was_typed_is_not_shown_again_before_the_reveal(console, room):
    step = room.go_to(3, advance=1)
    type_in(console, step, experiences__positive="Xq9sVzz")

    for query in ({}, {"etape": step.public_id, "feuille": "1"}, {"toutes": ""}):
        assert "Xq9sVzz" not in console.get("paper_of_workshop", **query).content.decode()


def test_a_sheet_sent_twice_is_entered_once(console, room):
    step = room.go_to(2, advance=1)
    form = sheet(step, ft3__importance="4")

    for _time in range(2):
        console.post("paper_of_workshop", form)

    assert queries.results_of(step)[FT3].values == (4,)


def test_a_sheet_is_typed_again_and_taken_out(console, room):
    step = room.go_to(2, advance=1)
    type_in(console, step, ft3__importance="4", ft4__importance="5")

    console.post("paper_of_workshop", {**sheet(step, ft3__importance="1"), "number": "1"})
    found = queries.results_of(step)
    assert (found[FT3].values, found["ft4/importance"].values) == ((1,), ())
    console.post("paper_of_workshop", {"etape": step.public_id, "drop": "1"})
    assert queries.results_of(step)[FT3].values == ()
    console.post("paper_of_workshop", {"etape": step.public_id, "keep": "1"})
    assert queries.results_of(step)[FT3].values == (1,)


def test_a_blank_sheet_enters_nothing(console, room):
    step = room.go_to(2, advance=1)

    page = type_in(console, step, ft3__importance="")

    assert console.said(page) == ["Cette feuille est vide\u00a0: rien n’a été enregistré."]
    assert not Submission.objects.exists()


def test_a_refused_sheet_keeps_what_was_typed_and_enters_nothing(console, room):
    step = room.go_to(3, advance=1)

    page = type_in(console, step, experiences__positive="é" * 6_000, experiences__difficult="Une panne")

    assert page.status_code == 422
    assert "Une panne" in page.content.decode()
    assert not Answer.objects.exists()


def test_a_printed_code_leads_to_its_step(console, room):
    found = console.get("paper_of_workshop", code="C-01")
    unknown = console.get("paper_of_workshop", code="C-99")

    assert found["Location"].endswith(str(room.step_at(3).public_id))
    assert unknown.status_code == 422


@pytest.mark.parametrize(
    ("code", "position"), [("FT3–FT6", 2), ("ft3-ft6", 2), ("13–16", 2), ("FT4", 2), ("FT3 · 13", 4)]
)
def test_the_four_importances_have_a_code_of_their_own(console, room, code, position):
    """A whole FT3 sheet leads to its own step, where there is one."""
    StepFactory(workshop=room.workshop, position=4, instrument_key="ft3")

    found = console.get("paper_of_workshop", code=code)

    assert found["Location"].endswith(str(room.step_at(position).public_id))


def test_each_of_the_four_questions_names_its_strategy(console, room):
    page = console.get("paper_of_workshop", etape=str(room.go_to(2, advance=1).public_id))

    labels = [slot.label for slot in page.context["form"].slots.values()]
    assert [label.partition("\u00a0: ")[0] for label in labels] == [
        "Institutionnalisation",
        "Changement des politiques",
        "Appropriation par la collectivité",
        "Ressources",
    ]


def test_a_rung_is_chosen_for_each_thing_that_the_group_listed(console, room):
    step = room.step_at(3)
    Step.objects.filter(pk=step.pk).update(instrument_key="ladder")
    step = room.go_to(3, advance=1)
    services.record_value(
        step=step,
        item="ladder/collaborations.r1",
        value={"name": "Comité parents", "rung": None},
        base="",
        by=room.by,
    )

    type_in(console, step, ladder__collaborations__r1="7")

    assert queries.results_of(step)["ladder/collaborations.r1"].values == (7,)


# ---- The helper's link ------------------------------------------------------------------------------------------


def test_the_helper_types_without_an_account_and_sees_nothing_else(client, room):
    services.open_helper_link(workshop=room.workshop)
    step = room.go_to(2, advance=1)
    url = reverse("helper_entry", args=[room.workshop.helper_token])

    page = client.get(url)
    client.post(url, sheet(step, ft3__importance="4"))

    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert queries.results_of(step)[FT3].values == (4,)
    assert Submission.objects.first().entered_by is None
    assert "animer" not in page.content.decode()


def test_a_closed_link_opens_nothing(client, room):
    services.open_helper_link(workshop=room.workshop)
    url = reverse("helper_entry", args=[room.workshop.helper_token])
    services.close_helper_link(workshop=room.workshop)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("amount", [1, 3, 30])
def test_the_page_makes_few_queries(console, room, amount):
    step = room.go_to(2, advance=1)
    for _one in range(amount):
        services.begin_paper(step=step, by=room.by)

    console.get("paper_of_workshop")
    url = console.url("paper_of_workshop")
    with CaptureQueriesContext(connection) as made:
        assert console.client.get(url).status_code == 200
    assert len(made) <= 8


# ---- Five ways --------------------------------------------------------------------------------------------------

SINCERITY, RELIABILITY = "trust/rating.sincerity", "trust/rating.reliability"
GIVEN = {SINCERITY: [1, 2, 4, 4, 5, None], RELIABILITY: [3, 3, 3, 5, 5, 5]}


def by_phone(console, room, step):
    for place in range(6):
        participant, _key = services.join(workshop=room.workshop)
        answer_all(room, participant, place)


def by_table(console, room, step):
    Step.objects.filter(pk=step.pk).update(mode=StepMode.TABLES)
    for place in range(6):
        participant, _key = services.join(workshop=room.workshop, table_number=place + 1)
        answer_all(room, participant, place)


def answer_all(room, participant, place):
    for key, given in GIVEN.items():
        state = AnswerState.PASSED if given[place] is None else AnswerState.ANSWERED
        room.answer(participant, given[place], key, state=state)


def on_paper(console, room, step):
    for place in range(6):
        answers = {
            key.replace("/", "__"): PASSED if given[place] is None else str(given[place])
            for key, given in GIVEN.items()
        }
        type_in(console, step, **answers)


def in_filled_pdfs(console, room, step):
    """Each person fills the blank form in a PDF program; the files are taken together."""
    blank = print_form(blank_form(catalogue.latest("trust")))
    files = []
    for place in range(6):
        typed = {
            f"trust/1/{key.partition('/')[2].replace('.', '/')}": f"state-{PASSED}"
            if given[place] is None
            else f"{given[place]}"
            for key, given in GIVEN.items()
        }
        files.append(SimpleUploadedFile(f"{place}.pdf", fill_with_pikepdf(blank, typed)))
    page = console.post("collect_filled", {"file": files}, step.public_id, follow=True)
    assert console.said(page) == ["6\u00a0feuilles reprises."]


def by_hands(console, room, step):
    Step.objects.filter(pk=step.pk).update(mode=StepMode.GROUP)
    room.advance()
    for key, given in GIVEN.items():
        hands = {f"hands:{PASSED if value is None else value}": str(given.count(value)) for value in set(given)}
        console.post("console_hands", {"step": step.public_id, "item": key, **hands})


WAYS = {
    "phone": (by_phone, {AnswerOrigin.PHONE}),
    "table": (by_table, {AnswerOrigin.TABLE}),
    "paper": (on_paper, {AnswerOrigin.PAPER}),
    "pdf": (in_filled_pdfs, {AnswerOrigin.IMPORTED}),
    "hands": (by_hands, set()),
}


def test_the_same_answers_five_ways_give_the_same_drawing_median_and_words(console, room):
    told = {}
    for position, (way, (give, origins)) in enumerate(WAYS.items(), start=4):
        step = StepFactory(workshop=room.workshop, position=position, instrument_key="trust")
        room.go_to(position, advance=0 if way == "hands" else 1)
        give(console, room, room.step)

        found = queries.results_of(room.step_at(position))
        pages = pages_of(found, title="Confiance")
        told[way] = ([one.figure for one in pages], [one.hall for one in pages], list(map(words_of, found.values())))
        assert words_of(found[SINCERITY]) == "médiane 4, avis partagés, 5\u00a0réponses, 1\u00a0je ne sais pas"
        assert set(Submission.objects.filter(step=step).values_list("origin", flat=True)) == origins

    assert all(one == told["phone"] for one in told.values())
