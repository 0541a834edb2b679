"""« Historique »: what was written, in words, and the way back."""

import pytest

from rlp_portal.rlps.carnet import history_views
from tests.rlps.carnet.pages import Browser
from tests.rlps.reading import messages_of
from tests.worksheets.writing import new_sheet
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, AnswerState, Change, SustainedObject


def history(browser, url, key, query=""):
    return browser.open(url("sheet_history", key) + query)


def told(page):
    """[[what, before, after]] of each line of the journal."""
    return [
        [entry.first(class_="entry-label").text, *(one.text for one in entry.every("blockquote"))]
        for entry in page.every("li", class_="entry")
    ]


def test_the_journal_is_told_in_words_the_newest_first(plain, other_plain, url):
    page = plain.send(plain.open(url("whole_sheet", "ft2")), {"fulfils.convener": "yes"})
    other_plain.send(other_plain.open(page.path), {"fulfils.convener": "shared"})
    plain.client.post(url("finish_sheet", "ft2"), {"anyway": "1"})

    page = history(plain, url, "ft2")

    label = "Rassembleur et animateur – La remplissons-nous? (par le formulaire complet)"
    assert told(page) == [
        ["Feuille marquée comme terminée"],
        [label, "Oui", "Avis partagés"],
        [label, "Rien d’écrit", "Oui"],
    ]
    sittings = [one.text.split(" le ")[0] for one in page.every("h2", class_="sitting")]
    assert sittings == [
        "Sylvie Marcotte a fait 1\u00a0modification",
        "Paul Otis a fait 1\u00a0modification",
        "Sylvie Marcotte a fait 1\u00a0modification",
    ]


def test_a_sheet_tells_the_rows_that_it_shows(plain, url, workbook, coordinator):
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator, line="programmes")
    services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=coordinator)
    services.delete_row(row=kept, by=coordinator)

    assert told(history(plain, url, "ft1")) == [
        ["Objet mis à la corbeille\u00a0: Les mardis"],
        ["Objet ajouté", "Rien d’écrit", "Les mardis"],
    ]
    assert told(history(plain, url, "ft7")) == [["Mesure ajoutée", "Rien d’écrit", "Écrire"]]
    assert told(history(plain, url, "experiences")) == []


def test_the_history_takes_a_row_back_from_the_bin(plain, url, workbook, coordinator):
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator, line="programmes")
    services.delete_row(row=kept, by=coordinator)

    page = history(plain, url, "ft1")
    [form] = [one for one in page.every("form") if "/remettre/" in one.attrs.get("action", "")]
    plain.client.post(form.attrs["action"])

    kept.refresh_from_db()
    assert kept.deleted_at is None


def test_the_history_of_one_field_is_reached_from_the_field(plain, url, autosave):
    autosave("experiences", "positive", {"positive": "Un"})
    autosave("experiences", "positive_why", {"positive_why": "Parce que"})
    page = plain.open(url("sheet", "experiences"))
    [link] = [one for one in page.every("a") if one.attrs.get("href", "").endswith("?champ=positive")]

    page = plain.open(link.attrs["href"])

    label = "Racontez une expérience de regroupement qui a bien marché."
    assert told(page) == [[label, "Rien d’écrit", "Un"]]
    assert page.first(class_="lead").text == label


def test_a_blank_sheet_has_no_history(plain, url):
    page = history(plain, url, "experiences")

    assert [one.text for one in page.every(class_="empty-note")] == ["Rien n’a encore été écrit ici."]


def test_a_long_history_has_pages(plain, url, coordinator, workbook):
    sheet = services.begin_sheet(new_sheet(workbook))
    base = ""
    for place in range(61):
        saved = services.save_answer(
            sheet=sheet, address="positive", value=f"Texte {place}", base=base, by=coordinator
        )
        base = saved.fingerprint

    first, second = history(plain, url, "experiences"), history(plain, url, "experiences", "?page=2&champ=positive")

    assert (len(told(first)), told(second)) == (
        60,
        [["Racontez une expérience de regroupement qui a bien marché.", "Rien d’écrit", "Texte 0"]],
    )
    previous = second.first("a", rel="prev").attrs["href"]
    assert "champ=positive" in previous


def test_a_version_is_restored_by_its_button_and_the_other_stays(plain, url, autosave):
    base = autosave("experiences", "positive", {"positive": "Un"}).json()["base"]
    autosave("experiences", "positive", {"positive": "Deux"}, base=base)
    newest, oldest = history(plain, url, "experiences").every("li", class_="entry")
    assert newest.first("form") is None
    assert newest.first(class_="entry-present").text == "Version actuelle"
    assert oldest.first(class_="entry-present") is None

    response = plain.client.post(oldest.first("form").attrs["action"], follow=True)

    assert Answer.objects.get().value == "Un"
    assert messages_of(response) == ["La version est restaurée. L’autre reste dans l’historique."]
    assert [one[1:] for one in told(history(plain, url, "experiences"))] == [
        ["Deux", "Un"],
        ["Un", "Deux"],
        ["Rien d’écrit", "Un"],
    ]
    assert Change.objects.latest("id").origin == "restored"


def test_a_state_is_restored(plain, url, autosave, coordinator_client):
    base = autosave("experiences", "positive", {"positive--state": "not_applicable"}).json()["base"]
    autosave("experiences", "positive", {"positive": "Un"}, base=base)

    coordinator_client.post(url("restore_version", "experiences", Change.objects.earliest("id").pk))

    assert list(Answer.objects.values_list("value", "state")) == [(None, AnswerState.NOT_APPLICABLE)]


def test_a_field_of_a_row_is_restored(coordinator_client, url, autosave, workbook, coordinator):
    row = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator, line="programmes")
    name = f"object:{row.public_id}:name"
    for before, after in [("Les mardis", "Les jeudis"), ("Les jeudis", "Les lundis")]:
        autosave("ft1", name, {name: after}, base=fingerprint(before))

    coordinator_client.post(url("restore_version", "ft1", Change.objects.get(after__value="Les jeudis").pk))

    assert SustainedObject.objects.get().name == "Les jeudis"


@pytest.mark.parametrize("what", ["added", "deleted", "finished"])
def test_only_what_was_written_is_restored(coordinator_client, url, workbook, coordinator, what):
    row = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator, line="programmes")
    services.delete_row(row=row, by=coordinator)
    coordinator_client.post(url("finish_sheet", "ft1"), {"anyway": "1"})
    change = Change.objects.get(address={"added": "", "deleted": "deleted", "finished": "finished"}[what])

    response = coordinator_client.post(url("restore_version", "ft1", change.pk))

    assert response.status_code == 404
    assert Change.objects.count() == 3


def test_a_version_of_another_sheet_is_not_restored_from_here(coordinator_client, url, autosave):
    base = autosave("experiences", "positive", {"positive": "Un"}).json()["base"]
    autosave("experiences", "positive", {"positive": "Deux"}, base=base)

    response = coordinator_client.post(url("restore_version", "ft4", Change.objects.earliest("id").pk))

    assert response.status_code == 404
    assert Answer.objects.get().value == "Deux"


def test_restoring_what_somebody_just_changed_asks_to_look_again(
    coordinator_client, url, autosave, colleague, monkeypatch
):
    base = autosave("experiences", "positive", {"positive": "Un"}).json()["base"]
    autosave("experiences", "positive", {"positive": "Deux"}, base=base)
    monkeypatch.setattr(history_views, "present_base", lambda change: base)

    response = coordinator_client.post(
        url("restore_version", "experiences", Change.objects.earliest("id").pk), follow=True
    )

    assert messages_of(response) == ["Ce champ vient d’être modifié. Relisez-le avant de restaurer une version."]
    assert Answer.objects.get().value == "Deux"


def test_a_member_reads_no_history_and_restores_nothing(member_client, url, autosave):
    autosave("experiences", "positive", {"positive": "Un"})

    assert member_client.get(url("sheet_history", "experiences")).status_code == 403
    restore = url("restore_version", "experiences", Change.objects.get().pk)
    assert member_client.post(restore).status_code == 403


def test_what_was_typed_is_shown_as_typed(plain, url, autosave):
    autosave("experiences", "positive", {"positive": "<script>alert(1)</script> & {{ 7 }}"})

    page = history(plain, url, "experiences")

    assert told(page)[0][2] == "<script>alert(1)</script> & {{ 7 }}"
    assert "<script>alert" not in page.response.content.decode()
    assert Browser(plain.client).open(url("sheet", "experiences")).value("positive").startswith("<script>")
