import csv
import io
import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.reports.bilan.gathering import gather_workshop
from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.enums import CardState
from rlp_portal.workshops.models import Workshop
from tests.conftest import signed_in
from tests.factories import MembershipFactory, WorkshopFactory
from tests.payloads import PAYLOADS
from tests.reports.rendering import pdf_of
from tests.reports.test_accessibility import assert_accessible, words_of
from tests.rlps.carnet.pages import Page
from worksheets.individual import MOST_IDEAS
from worksheets.models import Answer
from worksheets.services import add_plan_line


@pytest.fixture
def url(played):
    def address(name):
        return reverse(name, args=[played.workshop.round.rlp.slug, played.workshop.public_id])

    return address


def someone(played, role):
    return MembershipFactory(rlp=played.workshop.round.rlp, role=role).user


@pytest.fixture
def coordinator(played):
    return signed_in(someone(played, Role.COORDINATOR))


@pytest.fixture
def runner(played):
    return signed_in(someone(played, Role.FACILITATOR))


def main_of(response):
    return Page(response, path="").first("main").text


def test_the_page_says_what_the_pdf_says(coordinator, url):
    said = main_of(coordinator.get(url("workshop_outcomes")))

    words = ["Accord avec réserves", "On y va", "Le temps manque", "médiane 3, avis partagés", "trop peu"]
    assert [word for word in words if word not in said] == []
    why = "Une question qui a reçu moins de 5 réponses n’est jamais détaillée ici, même si la salle a vu"
    assert said.count(why) == 2  # under the step where it happened, and in the method


def test_the_pdf_is_one_click_away(coordinator, played, url):
    file = coordinator.get(url("workshop_bilan"))

    assert file["Content-Type"] == "application/pdf"
    text = words_of(file.content)
    assert [word for word in ("On y va", "Le temps manque", "Accord avec réserves") if word not in text] == []
    assert played.by.name not in text


def test_the_page_follows_what_changes(coordinator, played, url):
    """It is gathered once for each state: of the workshop, and of the carnet."""
    assert "Nouvelle mesure" not in main_of(coordinator.get(url("workshop_outcomes")))

    add_plan_line(workbook=played.workshop.round.workbook, measure="Nouvelle mesure", strategy="policy", by=played.by)

    assert "Nouvelle mesure" in main_of(coordinator.get(url("workshop_outcomes")))


def test_whoever_is_named_to_run_the_workshop_reads_it(played, url):
    member = someone(played, Role.MEMBER)
    assert signed_in(member).get(url("workshop_outcomes")).status_code == 403

    services.name_facilitator(workshop=played.workshop, user=member, by=played.by)

    names = ["workshop_outcomes", "workshop_bilan", "workshop_results", "workshop_plan"]
    assert [signed_in(member).get(url(name)).status_code for name in names] == [200] * 4


def test_the_closing_is_taken_back_for_a_day_by_who_runs_it(coordinator, runner, played, url):
    services.close_workshop(workshop=played.workshop, by=played.by)
    pages = [Page(one.get(url("workshop_outcomes")), path="") for one in (coordinator, runner)]
    forms = [[form.attrs["action"] for form in page.first("main").every("form")] for page in pages]
    assert forms == [[], [url("console_gesture")]]

    runner.post(url("console_gesture"), {"gesture": "reopen"})

    assert played.workshop.is_open


def test_a_day_later_it_is_over(runner, played, url):
    services.close_workshop(workshop=played.workshop, by=played.by)
    closed_at = played.workshop.closed_at - services.doors.REOPENABLE
    Workshop.objects.filter(pk=played.pk).update(closed_at=closed_at)

    page = Page(runner.get(url("workshop_outcomes")), path="").first("main")

    assert list(page.every("form")) == []
    recap = next(link for link in page.every("a") if link.text == "récapitulatif").attrs["href"]
    assert "Récapitulatif" in runner.get(recap).content.decode()
    assert "Le récapitulatif reste ouvert" in page.text


def test_the_results_are_counted_and_say_nothing_of_few(coordinator, url):
    file = coordinator.get(url("workshop_results"))

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [
        "Étape",
        "Tour",
        "Question",
        "Réponse",
        "Nombre",
        "Le groupe retient",
        "Phrase",
        "Réserves",
    ]
    step, first, second = "Importance des quatre stratégies", "Institutionnalisation", "Changement de politiques"
    assert rows[1:] == [
        *([step, "1", first, str(value), str(count), "", "", ""] for value, count in enumerate([1, 2, 0, 2, 1], 1)),
        [step, "1", first, "Je ne sais pas", "0", "", "", ""],
        [step, "1", second, "Trop peu de réponses pour les montrer", "", "", "", ""],
        [
            step,
            "",
            first,
            "",
            "",
            "Accord avec réserves – 4 sur 5",
            "On y va",
            "Le temps manque\nLe budget aussi",
        ],
    ]


def test_the_dates_of_the_plan_go_to_a_calendar(coordinator, played, url):
    about = {"workbook": played.workshop.round.workbook, "strategy": "policy", "by": played.by}
    add_plan_line(measure="Écrire l’entente", when="2027-03-01", **about)

    file = coordinator.get(url("workshop_plan"))

    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:\xc3\x89crire l\xe2\x80\x99entente" in file.content
    assert b"DTSTART;VALUE=DATE:20270301" in file.content


def test_what_is_asked_again_is_not_told_meanwhile(coordinator, played, url):
    assert "avis partagés, 6" in main_of(coordinator.get(url("workshop_outcomes")))

    services.start_round(workshop=played.workshop, by=played.by)

    assert "avis partagés, 6" not in main_of(coordinator.get(url("workshop_outcomes")))


def test_before_the_workshop_the_page_says_that_it_is_empty(coordinator, url, played):
    draft = WorkshopFactory(round=played.workshop.round)

    page = coordinator.get(reverse("workshop_outcomes", args=[draft.round.rlp.slug, draft.public_id]))

    assert "Rien n’est encore noté." in main_of(page)


def test_its_pdf_is_accessible(played, people):
    add_plan_line(workbook=played.workshop.round.workbook, measure="Une mesure", strategy="policy", by=played.by)
    for participant in people:
        services.evaluate(participant=participant, pace=4, listening=5, usefulness=3)
    played.go_to(3, advance=1)
    for participant in people:
        played.answer(participant, "Une fête de quartier", "experiences/positive")
    played.advance()
    services.record_outcome(
        step=played.step, kind="consensus", sentence="Se voir plus souvent", by=played.by, reservations=""
    )
    report = gather_workshop(played.workshop)

    assert_accessible(render_to_string("reports/print/bilan.html", {"report": report}), stylesheet="report")


def test_the_pdf_says_whatever_a_person_typed(db, workshop, room):
    """Each payload of a hostile hand, as an idea that was kept: nothing runs, and nothing is lost but typography."""
    people = [services.join(workshop=workshop)[0] for _ in range(-(-len(PAYLOADS) // MOST_IDEAS))]
    step = room.go_to(3, advance=1)
    for place, text in enumerate(PAYLOADS):
        participant, row = people[place // MOST_IDEAS], place % MOST_IDEAS + 1
        room.answer(participant, text, "experiences/positive", address=f"positive.r{row}")
    room.advance()
    for answer in Answer.objects.filter(sheet__submission__step=step):
        services.decide_card(step=step, answer_id=answer.pk, state=CardState.KEPT, by=room.by)
    bilan = gather_workshop(room.workshop)

    said = letters(words_of(pdf_of(render_to_string("reports/print/bilan.html", {"report": bilan}))))

    assert [one for one in PAYLOADS if letters(one) not in said] == []


def letters(text):
    """Without what typography changes, nor the hyphen that poppler takes for a word cut at the end of a line."""
    return re.sub(r"[\s\u00ad\u200b\u2060\"'’«»“”-]", "", text)
