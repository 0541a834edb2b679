"""One field at a time, as autosave.js sends it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from rlp_portal.ui.typography import quebec_time
from tests.conftest import signed_in
from tests.factories import RlpFactory, RoundFactory
from tests.rlps.carnet.pages import Browser
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, Change, Sheet, SustainedObject, Variant


@pytest.fixture
def line(workbook, coordinator):
    return services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire une entente", by=coordinator)


@pytest.fixture
def his(colleague):
    """The colleague’s browser."""
    return signed_in(colleague)


def name_of(line, key):
    return f"plan_line:{line.public_id}:{key}"


def test_a_saved_field_answers_the_hour_and_its_new_base(autosave):
    response = autosave("experiences", "positive", {"positive": "Un"})

    answer = Answer.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "saved": f"Enregistré à {quebec_time(answer.updated_at)}",
        "base": answer.fingerprint,
        "notices": [],
    }
    assert Change.objects.get().origin == "screen"


def test_what_was_there_already_says_the_day_it_was_saved(autosave):
    base = autosave("experiences", "positive", {"positive": "Un"}).json()["base"]
    Answer.objects.update(updated_at=datetime(2026, 6, 9, 17, 35, tzinfo=UTC))

    said = autosave("experiences", "positive", {"positive": "Un"}, base=base).json()["saved"]

    assert said == "Enregistré le 9\u00a0juin\u00a02026 à 13\u00a0h\u00a035"


def test_each_save_starts_from_the_base_that_the_last_one_gave(autosave):
    base = autosave("experiences", "positive", {"positive": "Un"}).json()["base"]

    assert autosave("experiences", "positive", {"positive": "Deux"}, base=base).status_code == 200
    assert [change.after["value"] for change in Change.objects.order_by("id")] == ["Un", "Deux"]


def test_the_same_operation_sent_again_gets_the_same_answer(autosave):
    operation = str(uuid4())

    first, again = (autosave("experiences", "positive", {"positive": "Un"}, op_id=operation) for _ in range(2))

    assert (again.status_code, again.json()) == (200, first.json())
    assert Change.objects.count() == 1


def test_a_partial_answer_is_welcome(autosave):
    for typed in ("U", "Un", "Un ", ""):
        stored = Answer.objects.first()
        response = autosave("experiences", "positive", {"positive": typed}, base=stored.fingerprint if stored else "")
        assert response.status_code == 200

    assert Answer.objects.get().value is None


def test_a_state_is_saved_with_its_field(autosave):
    autosave("experiences", "positive", {"positive": "Un", "positive--state": "not_applicable"})

    assert list(Answer.objects.values_list("value", "state")) == [("Un", "not_applicable")]


def test_a_row_of_a_growing_list_is_saved(autosave):
    autosave("members", "absent.r7", {"absent.r7--name": "Ana", "absent.r7--sector": "Garde"})

    assert Answer.objects.get().value == {"name": "Ana", "organisation": "", "sector": "Garde"}


def test_b41_a_conflict_shows_the_other_text_and_keeps_this_one(autosave, his):
    autosave("experiences", "positive", {"positive": "Texte de Paul <b>"}, client=his)
    answer = Answer.objects.get()

    response = autosave("experiences", "positive", {"positive": "Texte de Sylvie"})

    said = (
        f"Paul Otis a modifié ce champ à {quebec_time(answer.updated_at)}. Vos deux textes sont gardés. Comparez-les."
    )
    assert response.status_code == 409
    assert response.json()["message"] == said
    assert response.json()["base"] == answer.fingerprint
    assert said in response.json()["html"]
    assert "<blockquote>Texte de Paul &lt;b&gt;</blockquote>" in response.json()["html"]
    assert Variant.objects.get().value == "Texte de Sylvie"
    assert Answer.objects.get().value == "Texte de Paul <b>"


def test_a_conflict_with_oneself_says_so(autosave):
    autosave("experiences", "positive", {"positive": "Ici"})

    response = autosave("experiences", "positive", {"positive": "Dans un autre onglet"})

    assert response.json()["message"].startswith("Vous avez modifié ce champ à ")


def test_keeping_mine_writes_over_what_was_shown(autosave, his):
    autosave("experiences", "positive", {"positive": "Texte de Paul"}, client=his)
    base = autosave("experiences", "positive", {"positive": "Texte de Sylvie"}).json()["base"]

    response = autosave("experiences", "positive", {"positive": "Texte de Sylvie"}, base=base)

    assert response.status_code == 200
    assert Answer.objects.get().value == "Texte de Sylvie"


def test_two_people_in_two_fields_never_conflict(autosave, his):
    responses = [
        autosave("experiences", "positive", {"positive": "Un"}),
        autosave("experiences", "positive_why", {"positive_why": "Deux"}, client=his),
    ]

    assert [response.status_code for response in responses] == [200, 200]
    assert Sheet.objects.count() == 1


# Rows


def test_a_field_of_a_row_is_saved(autosave, line):
    response = autosave("ft7", name_of(line, "when"), {name_of(line, "when"): "2027-03-01"})

    line.refresh_from_db()
    assert response.status_code == 200
    assert response.json() == {
        "saved": f"Enregistré à {quebec_time(timezone.now())}",
        "base": fingerprint("2027-03-01"),
        "notices": [],
    }
    assert str(line.when) == "2027-03-01"


@pytest.mark.parametrize(
    ("key", "theirs", "mine", "shown"),
    [
        ("who", "Paul", "Sylvie", "Paul"),
        ("when", "2027-03-01", "2027-04-01", "1er\u00a0mars\u00a02027"),
        ("status", "done", "dropped", "Fait"),
        ("object", "{object}", "", "Les mardis"),
    ],
)
def test_a_conflict_in_a_row_shows_the_other_value_in_words(
    autosave, his, line, workbook, coordinator, key, theirs, mine, shown
):
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)
    name = name_of(line, key)
    base = fingerprint("to_do") if key == "status" else ""
    autosave("ft7", name, {name: theirs.format(object=kept.public_id)}, base=base, client=his)
    mine = mine or str(services.add_object(workbook=workbook, name="La fête", code="A", by=coordinator).public_id)

    response = autosave("ft7", name, {name: mine}, base=base)

    assert response.status_code == 409
    assert response.json()["message"].startswith("Paul Otis a modifié ce champ à ")
    assert f"<blockquote>{shown}</blockquote>" in response.json()["html"]
    variant = Variant.objects.get()
    assert (variant.address, variant.target_id, variant.value) == (key, line.public_id, mine)
    assert f"/a-verifier/{variant.public_id}/" in response.json()["html"]


def test_a_row_s_old_value_typed_again_over_another_s_is_a_conflict(autosave, his, line):
    """Saying « Enregistré » there would show one text and hold another."""
    name = name_of(line, "measure")
    base = fingerprint("Écrire une entente")
    autosave("ft7", name, {name: "Signer"}, base=base, client=his)

    response = autosave("ft7", name, {name: "Écrire une entente"}, base=base)

    assert response.status_code == 409


def test_what_is_written_in_a_row_that_was_removed_is_kept_and_the_row_may_come_back(autosave, line, colleague, url):
    services.delete_row(row=line, by=colleague)
    name = name_of(line, "who")

    response = autosave("ft7", name, {name: " La coordination "})

    assert response.status_code == 410
    assert response.json() == {
        "message": "«\u00a0Écrire une entente\u00a0» a été retiré entre-temps.",
        "kept": "Ce que vous avez écrit est gardé.",
        "take_back": url("undelete_row", line.public_id),
    }
    assert list(Variant.objects.values_list("target_id", "address", "value")) == [
        (line.public_id, "who", "La coordination")
    ]


def test_b42_an_operation_that_comes_back_with_another_text_is_refused_and_the_text_is_kept(autosave, line):
    name, operation = name_of(line, "who"), str(uuid4())
    autosave("experiences", "positive", {"positive": "Un"}, op_id=operation)

    responses = [
        autosave("experiences", "positive", {"positive": "Deux"}, base=fingerprint("Un"), op_id=operation),
        autosave("ft7", name, {name: "Marie"}, op_id=operation),
    ]

    said = "Cet enregistrement a déjà été reçu. Rechargez la page; votre texte est gardé."
    assert [(one.status_code, one.json()) for one in responses] == [(422, {"message": said, "kept": ""})] * 2
    assert (Answer.objects.get().value, Change.objects.filter(op_id=operation).count()) == ("Un", 1)
    assert list(Variant.objects.order_by("id").values_list("value", flat=True)) == ["Deux", "Marie"]


def test_what_a_whole_form_holds_of_a_row_that_was_removed_is_kept(plain, url, line, colleague):
    page = plain.open(url("sheet", "ft7"))
    services.delete_row(row=line, by=colleague)

    page = plain.send(page, {name_of(line, "who"): "La coordination"})

    assert page.status == 422
    assert [one.text for one in page.summary.every("li")] == [
        "«\u00a0Écrire une entente\u00a0» a été retiré entre-temps. Ce que vous avez écrit est gardé."
    ]
    assert Variant.objects.get().value == "La coordination"


def test_a_whole_form_says_nothing_of_a_removed_row_where_nothing_was_written(plain, url, line, colleague):
    page = plain.open(url("sheet", "ft7"))
    services.delete_row(row=line, by=colleague)

    assert plain.send(page, {}).status == 200
    assert not Variant.objects.exists()


# Who may


@pytest.mark.parametrize("name", ["positive", "plan_line:{line}:who"])
def test_a_member_saves_nothing(autosave, member_client, line, name):
    name = name.format(line=line.public_id)

    response = autosave("experiences", name, {name: "Un"}, client=member_client)

    assert response.status_code == 403
    assert response.json()["message"] == "Seule la coordination peut remplir le carnet."
    assert not Variant.objects.exists()


def test_a_field_is_not_read_at_the_address_where_it_is_saved(coordinator_client, url):
    assert coordinator_client.get(url("save_field", "experiences")).status_code == 405
    assert coordinator_client.get(url("save_row_field")).status_code == 405


def test_someone_signed_out_is_told_so(client, autosave):
    response = autosave("experiences", "positive", {"positive": "Un"}, client=client)

    assert response.status_code == 401
    assert not Answer.objects.exists()


def test_an_object_of_another_carnet_is_not_reached_through_this_one(autosave, url, coordinator):
    foreign = services.add_object(
        workbook=RoundFactory(rlp=RlpFactory()).workbook, name="Ailleurs", code="A", by=coordinator
    )
    name = f"object:{foreign.public_id}:name"

    response = autosave("ft1", name, {name: "Pris"}, base=fingerprint("Ailleurs"))

    assert response.status_code == 422
    assert SustainedObject.objects.get().name == "Ailleurs"
    assert not Variant.objects.exists()


def test_what_autosave_wrote_is_on_the_page(autosave, coordinator_client, url):
    autosave("experiences", "positive", {"positive": "Un"})

    page = Browser(coordinator_client).open(url("sheet", "experiences"))

    assert page.value("positive") == "Un"
    assert page.first(data_save_indicator=True).text.startswith("Enregistré à ")
