"""What the workshops retained leaves only if the coordination ticks it, exactly as the page showed it."""

import re
from dataclasses import asdict

import pytest
from django.urls import reverse

from rlp_portal.reports.gather.noted import Noted
from rlp_portal.reports.gather.shared import gather_shared
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.differences import differences
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import NotAsSeen, note_reading
from rlp_portal.workshops.models import Outcome
from tests.rlps.carnet.pages import Page
from tests.rlps.sharing.carnets import document_of, share_now
from tests.rlps.sharing.test_selection import AT
from tests.rlps.sharing.test_views import PREVIEW, drawn
from tests.rlps.sharing.workshops import finished_workshop

pytestmark = pytest.mark.django_db
WORDS = ["Atelier de novembre", "On y tient", "Jouer au parc", "L’hiver"]
PERSON = "La mairesse hésite"


@pytest.fixture
def workshop(round_, coordinator):
    return finished_workshop(round_, by=coordinator)


def shared_words(version):
    return [one for one in [*WORDS, PERSON] if one in SharedVersion.objects.get(pk=version.pk).content]


def shares(round_, by, **ticks):
    return share_now(round_, by=by, sheets=["ft4"], **ticks)


def test_nothing_of_a_workshop_leaves_unless_it_is_ticked(workshop, round_, coordinator):
    assert shared_words(shares(round_, coordinator)) == []
    assert shared_words(shares(round_, coordinator, outcomes=True)) == WORDS
    assert shared_words(shares(round_, coordinator, people=["outcomes"])) == []
    assert shared_words(shares(round_, coordinator, outcomes=True, people=["outcomes"])) == [*WORDS, PERSON]


def test_what_may_name_persons_is_said_to_be_kept(workshop, round_, coordinator):
    document = document_of(shares(round_, coordinator, outcomes=True))

    [kept] = [one for step in document.workshops[0].steps for one in step.outcomes if one.left_out]
    words = {key: value for key, value in asdict(kept).items() if key not in {"ref", "about", "about_people"}}
    assert words == dict.fromkeys(words, "") | {"left_out": True}
    assert [(one.code, one.title, one.count) for one in document.left_out.people] == [
        ("", "Ce que les ateliers ont retenu", 1)
    ]


def test_what_was_not_read_does_not_leave(workshop, round_, coordinator):
    seen = {"outcomes": "autre"}
    with pytest.raises(NotAsSeen) as refused:
        shares(round_, coordinator, outcomes=True, seen=seen | marks(round_, but="outcomes"))

    assert refused.value.changed == ["Ce que les ateliers ont retenu"]
    assert not SharedVersion.objects.exists()


def marks(round_, *, but):
    return {key: mark for key, mark in marks_of(whole_document(round_, at=AT)).items() if key != but}


def test_the_page_shows_exactly_what_leaves_and_ticks_nothing_by_itself(workshop, coordinator_client):
    page = coordinator_client.get(PREVIEW).content.decode()

    assert re.findall(r'name="outcomes" value="1"( checked)?', page) == [""]
    assert re.findall(r'name="people" value="outcomes"( checked)?', page) == [""]
    assert "1\u00a0atelier terminé, 2\u00a0issues notées" in page
    assert [one for one in [*WORDS, PERSON] if one not in page] == []

    response = coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "outcomes": "1"})

    assert response.status_code == 302
    version = SharedVersion.objects.get()
    assert (shared_words(version), document_of(version).sheets) == (WORDS, [])


def test_choices_are_kept_when_something_is_to_be_read_again(workshop, coordinator_client):
    fields = drawn(coordinator_client)
    Outcome.objects.filter(item="ft5/norms").update(sentence="Jouer dedans")

    response = coordinator_client.post(PREVIEW, {**fields, "outcomes": "1", "people": "outcomes"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "depuis que cette page est ouverte\u00a0: Ce que les ateliers ont retenu." in page
    assert re.findall(r'name="outcomes" value="1"( checked)?', page) == [" checked"]
    assert re.findall(r'name="people" value="outcomes"( checked)?', page) == [" checked"]
    assert "Jouer dedans" in page


def test_a_forged_tick_where_no_workshop_is_over_is_refused(round_, coordinator_client):
    assert 'name="outcomes"' not in coordinator_client.get(PREVIEW).content.decode()

    response = coordinator_client.post(PREVIEW, {**drawn(coordinator_client), "sheets": "ft4", "outcomes": "1"})

    assert response.status_code == 422
    assert not SharedVersion.objects.exists()


def test_the_advisor_reads_them_in_the_version_on_the_page_of_the_rlp_and_in_its_timeline(
    workshop, round_, rlp, coordinator, advisor, advisor_client
):
    version = shares(round_, coordinator, outcomes=True)
    follow = f"/conseil/regroupements/{rlp.slug}/"
    read = reverse("shared_version", args=[rlp.slug, version.public_id])
    assert heard(advisor_client, follow) == heard(advisor_client, read) == []

    note_reading(version=version, reader=advisor)

    assert heard(advisor_client, read) == WORDS
    assert heard(advisor_client, follow) == WORDS[:-1]  # the reasons are one link further
    [event] = [
        one.text
        for one in Page(advisor_client.get(follow), path=follow).first("ol", class_="timeline-events").every("li")
        if "Atelier" in one.text
    ]
    assert event == "10\u00a0novembre\u00a02026 Atelier «\u00a0Atelier de novembre\u00a0»\u00a0: 3\u00a0issues notées"

    unticked = shares(round_, coordinator)
    note_reading(version=unticked, reader=advisor)
    assert heard(advisor_client, follow) == []
    assert "Rien de ce que les ateliers ont retenu n’a été partagé." in advisor_client.get(follow).content.decode()


def heard(client, url):
    page = client.get(url).content.decode()
    return [one for one in [*WORDS, PERSON] if one in page]


def test_a_version_withdrawn_takes_them_away(workshop, round_, rlp, coordinator, advisor, advisor_client):
    version = shares(round_, coordinator, outcomes=True)
    note_reading(version=version, reader=advisor)
    follow = f"/conseil/regroupements/{rlp.slug}/"
    assert heard(advisor_client, follow) == WORDS[:-1]

    SharedVersion.objects.filter(pk=version.pk).update(withdrawn_at=AT, withdrawn_by=coordinator)

    assert heard(advisor_client, follow) == []
    assert advisor_client.get(reverse("shared_version", args=[rlp.slug, version.public_id])).status_code == 410


def test_the_pdf_is_drawn_from_what_was_frozen(workshop, round_, coordinator):
    document = document_of(shares(round_, coordinator, outcomes=True))
    workshop.delete()

    [told] = gather_shared(document).workshops

    assert (told.title, told.day) == ("Atelier de novembre", "10\u00a0novembre\u00a02026")
    about = "Importance des quatre stratégies – Appropriation par la communauté"
    assert told.lines[0] == (
        about,
        Noted(kind="consensus", label="Consensus", value="4 sur 5", sentence=["On y tient"], reservations=[]),
    )
    assert [(name.partition(" – ")[2], noted and noted.reservations) for name, noted in told.lines[1:]] == [
        ("Quelles normes voulons-nous changer?", ["L’hiver"]),
        ("Qui, dans le milieu, peut agir sur ces normes?", None),
    ]


def test_what_changed_since_is_told_and_what_was_kept_is_compared_with_nothing(workshop, round_, coordinator):
    document = document_of(shares(round_, coordinator, outcomes=True))
    Outcome.objects.filter(item="ft5/norms").update(sentence="Jouer dedans", kind="consensus")
    Outcome.objects.filter(item="ft5/influencers").update(sentence="Il accepte")
    Outcome.objects.filter(item="ft5/importance").update(recorded_at=None, recorded_by=None)

    [part] = differences(document, whole_document(round_, at=AT))

    assert part.title == "Ce que les ateliers ont retenu"
    assert [(one.before, one.after) for one in part.fields] == [
        (["Accord avec réserves"], ["Consensus"]),
        (["Jouer au parc"], ["Jouer dedans"]),
        (["Issue\u00a0: Consensus", "Inscrit au carnet\u00a0: 4 sur 5", "Phrase du groupe\u00a0: On y tient"], []),
    ]


def test_a_version_without_them_says_that_they_are_not_in_it(workshop, round_, rlp, coordinator, coordinator_client):
    version = shares(round_, coordinator)

    page = coordinator_client.get(reverse("changes_since", args=[rlp.slug, version.public_id])).content.decode()

    assert "<li>Ce que les ateliers ont retenu</li>" in page
