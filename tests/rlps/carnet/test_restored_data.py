"""F19: pages drawn before the data came back from a backup are told so, and may send again what they hold."""

from datetime import UTC, datetime

import pytest

from tests.worksheets.writing import new_sheet, stored, write
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, Restoration, Variant

QUARTER_PAST_TEN = datetime(2026, 11, 20, 15, 15, tzinfo=UTC)
SAID = "Les données ont été restaurées à 10\u00a0h\u00a015. Vos deux textes sont gardés. Comparez-les."


@pytest.fixture
def answer(workbook, coordinator):
    """What the backup held."""
    write(new_sheet(workbook), "Gardé", by=coordinator)
    return Answer.objects.get()


def restore():
    return Restoration.objects.create(epoch="e2" * 8, at=QUARTER_PAST_TEN, taken_at=QUARTER_PAST_TEN)


def test_a_page_of_before_is_told_and_its_text_is_kept_even_when_its_base_would_match(autosave, answer):
    restore()

    response = autosave("experiences", "positive", {"positive": "Après"}, base=answer.fingerprint, epoch="")

    told = response.json()
    assert response.status_code == 409
    assert (told["message"], told["epoch"]) == (SAID, "e2" * 8)
    assert told["restored"] == "Les données ont été restaurées à 10\u00a0h\u00a015."
    assert stored() == "Gardé"
    assert list(Variant.objects.values_list("value", "reason")) == [("Après", "conflict")]


def test_what_is_the_same_as_before_is_acknowledged_with_the_new_epoch(autosave, answer):
    restore()

    response = autosave("experiences", "positive", {"positive": "Gardé"}, base="lost", epoch="")

    assert (response.status_code, response.json()["epoch"]) == (200, "e2" * 8)
    assert not Variant.objects.exists()


def test_keeping_ones_own_text_after_the_restoration_writes_it(autosave, answer):
    restore()
    told = autosave("experiences", "positive", {"positive": "Après"}, base=answer.fingerprint, epoch="").json()

    again = autosave("experiences", "positive", {"positive": "Après"}, base=told["base"], epoch=told["epoch"])

    assert (again.status_code, stored()) == (200, "Après")


def test_a_page_of_the_present_epoch_saves_as_ever(autosave, answer):
    epoch = restore().epoch

    response = autosave("experiences", "positive", {"positive": "Après"}, base=answer.fingerprint, epoch=epoch)

    assert (response.status_code, stored()) == (200, "Après")
    assert "epoch" not in response.json()


def test_a_row_of_before_is_told_too(autosave, workbook, coordinator):
    line = services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=coordinator)
    restore()
    name = f"plan_line:{line.public_id}:measure"

    response = autosave("ft7", name, {name: "Écrire une entente"}, base=fingerprint("Écrire"), epoch="")

    assert (response.status_code, response.json()["message"]) == (409, SAID)
    line.refresh_from_db()
    assert line.measure == "Écrire"


def test_a_whole_page_of_before_shows_both_texts_and_loses_none(plain, url, answer):
    page = plain.open(url("sheet", "experiences"))
    restore()

    refused = plain.send(page, {"positive": "Après"})

    assert refused.status == 409
    assert "Les données ont été restaurées à 10\u00a0h\u00a015." in refused.text
    assert (stored(), Variant.objects.get().value) == ("Gardé", "Après")
    again = plain.send(refused, {})
    assert (again.status, stored()) == (200, "Après")
