"""From the sheet taken away to the sheet brought back, as a coordinator does it."""

import datetime
import io
from unittest.mock import ANY

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.reports.fillable import reading, taking
from rlp_portal.reports.fillable.seal import Seal
from rlp_portal.reports.fillable.sheet import blank_form, fillable_sheet
from rlp_portal.reports.imports import pages
from rlp_portal.reports.models import FilledForm
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.uploaded_files import FileRefused
from tests.conftest import signed_in
from tests.factories import RoundFactory
from tests.reports.fillable.filling import fill_with_mupdf, fill_with_pypdf
from tests.reports.fillable.printing import print_form
from worksheets import catalogue, services
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, Change, Origin, PlanLine, Variant

KEPT_BY_COLLEAGUE, NEW_WORDS = "Ce que dit le carnet", "Ce que dit le fichier (à l’œuvre)"


@pytest.fixture
def sheet(db, coordinator_of):
    """(open sheet, client, person) of FT3, with one answer."""
    round_ = RoundFactory()
    person = coordinator_of(round_)
    write(open_sheet(round_.rlp, 1, "ft3"), "adopters", "Un premier texte", by=person)
    return open_sheet(round_.rlp, 1, "ft3"), signed_in(person), person


def write(open_, address, value, *, by, base=NEVER_ANSWERED):
    services.save_answer(sheet=open_.sheet, address=address, value=value, base=base, by=by)


def stored(address):
    answer = Answer.objects.filter(address=address).first()
    return answer.value if answer else None


def bring(client, open_, content, *, name="feuille.pdf", **data):
    url = reverse("bring_back", args=open_.url_args)
    return client.post(url, {"file": SimpleUploadedFile(name, content), **data})


def brought(client, open_, content, **data):
    """The address of the preview."""
    response = bring(client, open_, content, **data)
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def preview(client, url):
    return {line.key: (str(line.fate), line.present, line.filled) for line in client.get(url).context["lines"]}


def confirm(client, url, **choices):
    """Sends the preview as its page does: every base, and the boxes that are ticked."""
    sent = {}
    for line in client.get(url).context["lines"]:
        sent[pages.BASE + line.key] = line.base
        proposed = {"new": "file", "changed": "file", "conflict": "beside"}.get(line.fate, "")
        sent[pages.CHOICE + line.key] = choices.get(line.key, proposed)
    response = client.post(url, sent)
    assert response.status_code == 302
    return client.get(url)


def outcome_of(page):
    return page.context["file"].outcome


# ---- taking it away -------------------------------------------------------------------------------------------


def test_blank_sheet_is_given_to_anyone_signed_in(person_client):
    response = person_client.get(reverse("blank_fillable", args=["ft3"]))

    assert response["Content-Type"] == "application/pdf"
    assert 'filename="FT3 Institutionnalisation - a remplir a l-ecran.pdf"' in response["Content-Disposition"]
    assert reading.read_filled(response.content, name="f.pdf")[0] == Seal(instrument="ft3", version=1)


def test_the_four_importances_have_a_blank_form_of_their_own(person_client):
    response = person_client.get(reverse("blank_fillable", args=["importance"]))

    seal, fields = reading.read_filled(response.content, name="f.pdf")
    assert seal == Seal(instrument="importance", version="1-1-1-1")
    assert sorted(fields) == [f"ft{number}/1/importance" for number in (3, 4, 5, 6)]
    assert "FT3-FT6 Importance des quatre strategies" in response["Content-Disposition"]


def test_sheet_of_a_carnet_holds_its_answers(sheet):
    open_, client, _person = sheet

    response = client.get(reverse("sheet_to_fill", args=open_.url_args))

    seal, fields = reading.read_filled(response.content, name="f.pdf")
    assert fields["ft3/1/adopters"] == "Un premier texte"
    assert (seal.round, seal.workbook, seal.sheet) == (
        open_.round.public_id.hex,
        open_.round.workbook.public_id.hex,
        open_.sheet.public_id.hex,
    )
    assert seal.marks == {"adopters": fingerprint("Un premier texte")}


def test_sheet_and_list_of_blank_sheets_offer_it(sheet):
    open_, client, _person = sheet

    page = client.get(reverse("sheet", args=open_.url_args)).content.decode()
    assert reverse("sheet_to_fill", args=open_.url_args) in page
    assert reverse("bring_back", args=open_.url_args) in page
    assert reverse("blank_fillable", args=["ft3"]) in client.get(reverse("blank_sheets")).content.decode()


# ---- the preview ----------------------------------------------------------------------------------------------


def test_preview_tells_new_changed_emptied_and_conflicting_answers_and_writes_nothing(sheet):
    open_, client, person = sheet
    write(open_, "involve", "À vider", by=person)
    write(open_, "commitment", "Vu par tous", by=person)
    drawn = print_form(fillable_sheet(open_))
    write(open_, "commitment", KEPT_BY_COLLEAGUE, by=person, base=fingerprint("Vu par tous"))
    typed = {
        "ft3/1/importance": "4",
        "ft3/1/adopters": NEW_WORDS,
        "ft3/1/involve": "",
        "ft3/1/commitment": "Autre chose",
    }
    before = Change.objects.count()

    shown = preview(client, brought(client, open_, fill_with_pypdf(drawn, typed)))

    assert shown == {
        "importance": ("new", [], ["4 sur 5"]),
        "adopters": ("changed", ["Un premier texte"], [NEW_WORDS]),
        "involve": ("emptied", ["À vider"], []),
        "commitment": ("conflict", [KEPT_BY_COLLEAGUE], ["Autre chose"]),
    }
    assert Change.objects.count() == before


def test_proposed_choices_write_what_is_sure_and_put_the_conflict_beside(sheet):
    open_, client, person = sheet
    write(open_, "involve", "À vider", by=person)
    drawn = print_form(fillable_sheet(open_))
    write(open_, "commitment", KEPT_BY_COLLEAGUE, by=person)
    typed = {"ft3/1/adopters": NEW_WORDS, "ft3/1/involve": "", "ft3/1/commitment": "Autre chose"}

    page = confirm(client, brought(client, open_, fill_with_pypdf(drawn, typed)))

    assert outcome_of(page) == {"taken": 1, "beside": 1, "left": 1, "refused": []}
    assert (stored("adopters"), stored("involve"), stored("commitment")) == (NEW_WORDS, "À vider", KEPT_BY_COLLEAGUE)
    assert list(Variant.objects.values_list("address", "value", "reason")) == [
        ("commitment", "Autre chose", Variant.Reason.CONFLICT)
    ]
    assert Change.objects.get(address="adopters", after__value=NEW_WORDS).origin == Origin.IMPORTED


@pytest.mark.parametrize(
    ("choice", "kept"), [("file", NEW_WORDS), ("carnet", KEPT_BY_COLLEAGUE), ("", KEPT_BY_COLLEAGUE)]
)
def test_conflict_is_settled_as_the_coordinator_says(choice, kept, sheet):
    open_, client, person = sheet
    drawn = print_form(fillable_sheet(open_))
    write(open_, "adopters", KEPT_BY_COLLEAGUE, by=person, base=fingerprint("Un premier texte"))
    url = brought(client, open_, fill_with_mupdf(drawn, {"ft3/1/adopters": NEW_WORDS}))

    confirm(client, url, adopters=choice)

    assert stored("adopters") == kept
    assert not Variant.objects.exists()


def test_answer_emptied_in_the_file_is_erased_only_when_ticked(sheet):
    open_, client, _person = sheet
    url = brought(client, open_, fill_with_pypdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": ""}))

    confirm(client, url, adopters="file")

    assert stored("adopters") is None


def test_blank_sheet_never_erases_and_shows_differences_as_conflicts(sheet):
    open_, client, _person = sheet
    content = fill_with_mupdf(print_form(blank_form(open_.instrument)), {"ft3/1/adopters": NEW_WORDS})

    assert preview(client, brought(client, open_, content)) == {
        "adopters": ("conflict", ["Un premier texte"], [NEW_WORDS])
    }

    empty = fill_with_mupdf(print_form(blank_form(open_.instrument)), {})
    page = client.get(brought(client, open_, empty))
    assert page.context["lines"] == []
    assert "Ce fichier ne change rien." in page.content.decode()


def test_what_changes_between_the_preview_and_the_answer_is_a_conflict_and_keeps_both(sheet):
    open_, client, person = sheet
    url = brought(client, open_, fill_with_mupdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": NEW_WORDS}))
    base = fingerprint("Un premier texte")
    write(open_, "adopters", KEPT_BY_COLLEAGUE, by=person, base=base)

    client.post(url, {"base-adopters": base, "choix-adopters": "file"})

    assert stored("adopters") == KEPT_BY_COLLEAGUE
    assert list(Variant.objects.values_list("address", "value")) == [("adopters", NEW_WORDS)]
    assert outcome_of(client.get(url)) == {"taken": 0, "beside": 1, "left": 0, "refused": []}


def test_text_too_long_is_said_and_kept_aside(sheet):
    open_, client, _person = sheet
    too_long = "é" * 6_000
    url = brought(client, open_, fill_with_mupdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": too_long}))

    (line,) = client.get(url).context["lines"]
    page = confirm(client, url)

    assert (line.fate, line.why) == ("unreadable", ANY)
    assert line.why.startswith("Le texte compte 6\u00a0000 caractères. La limite est de 5\u00a0000.")
    assert [one["label"] for one in outcome_of(page)["refused"]] == ["2. Quels organismes pourraient les adopter?"]
    assert stored("adopters") == "Un premier texte"
    assert list(Variant.objects.values_list("value", "reason")) == [(too_long, Variant.Reason.INVALID)]


# ---- twice ----------------------------------------------------------------------------------------------------


def test_b59_same_file_twice_is_said_and_doubles_nothing(sheet):
    open_, client, _person = sheet
    content = fill_with_mupdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": NEW_WORDS})
    confirm(client, brought(client, open_, content))

    response = bring(client, open_, content)

    assert response.status_code == 422
    (said,) = response.context["form"].errors["file"]
    assert said.startswith("Ce fichier a déjà été repris le ")
    assert "Rien n’a été doublé." in said
    assert client.get(brought(client, open_, content, again="on")).context["lines"] == []


def test_answer_sent_twice_writes_once(sheet):
    open_, client, _person = sheet
    url = brought(client, open_, fill_with_mupdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": NEW_WORDS}))
    confirm(client, url)
    before = Change.objects.count()

    client.post(url, {"base-adopters": fingerprint("Un premier texte"), "choix-adopters": "file"})

    assert Change.objects.count() == before
    assert FilledForm.objects.get().content == {}


def test_rows_added_in_a_file_are_added_once_even_with_more_rows_later(empty_carnet, coordinator_of):
    person = coordinator_of(empty_carnet)
    open_, client = open_sheet(empty_carnet.rlp, empty_carnet.number, "ft7"), signed_in(person)
    drawn = print_form(fillable_sheet(open_))
    row = "ft7/1/new:plan_line:policy:1:"
    first = {f"{row}measure": "Écrire une entente", f"{row}when": "2027-3-5"}
    confirm(client, brought(client, open_, fill_with_mupdf(drawn, first)))

    later = {**first, "ft7/1/new:plan_line:policy:2:who": "La coordination"}
    shown = preview(client, url := brought(client, open_, fill_with_mupdf(drawn, later)))
    confirm(client, url)

    assert [(fate, filled) for fate, _present, filled in shown.values()] == [("new", ["La coordination"])]
    assert list(PlanLine.objects.values_list("strategy", "measure", "who", "when")) == [
        ("policy", "Écrire une entente", "", datetime.date(2027, 3, 5)),
        ("policy", "", "La coordination", None),
    ]


def test_date_that_cannot_be_read_is_kept_aside_and_the_rest_of_the_row_comes_in(empty_carnet, coordinator_of):
    person = coordinator_of(empty_carnet)
    open_, client = open_sheet(empty_carnet.rlp, empty_carnet.number, "ft7"), signed_in(person)
    typed = {
        "ft7/1/new:plan_line:policy:1:measure": "Écrire une entente",
        "ft7/1/new:plan_line:policy:1:when": "au printemps",
    }
    url = brought(client, open_, fill_with_mupdf(print_form(blank_form(open_.instrument)), typed))

    page = confirm(client, url)

    (line,) = PlanLine.objects.all()
    assert (line.measure, line.when) == ("Écrire une entente", None)
    (kept,) = Variant.objects.all()
    assert (kept.target_id, kept.address, kept.value) == (line.public_id, "when", "au printemps")
    assert [one["label"] for one in outcome_of(page)["refused"]] == ["Changement de politiques – nouvelle ligne"]


def test_row_removed_meanwhile_is_said_and_its_text_kept(empty_carnet, coordinator_of):
    person = coordinator_of(empty_carnet)
    row = services.add_plan_line(workbook=empty_carnet.workbook, strategy="policy", measure="Une mesure", by=person)
    open_, client = open_sheet(empty_carnet.rlp, empty_carnet.number, "ft7"), signed_in(person)
    drawn = print_form(fillable_sheet(open_))
    services.delete_row(row=row, by=person)
    name = f"ft7/1/plan_line:{row.public_id}:who"

    url = brought(client, open_, fill_with_mupdf(drawn, {name: "Le CPE"}))
    (line,) = client.get(url).context["lines"]
    confirm(client, url)

    assert (line.fate, line.why) == ("unreadable", "Cette ligne a été retirée du carnet entre-temps.")
    (kept,) = Variant.objects.all()
    assert (kept.target_id, kept.address, kept.value) == (row.public_id, "who", "Le CPE")
    assert kept.reason == Variant.Reason.REMOVED


def test_what_could_not_come_in_waits_under_to_check_even_in_a_sheet_nobody_began(db, coordinator_of):
    round_ = RoundFactory()
    open_, client = open_sheet(round_.rlp, 1, "ft3"), signed_in(coordinator_of(round_))
    typed = {"ft3/1/adopters": "é" * 6_000}
    confirm(client, brought(client, open_, fill_with_mupdf(print_form(blank_form(open_.instrument)), typed)))

    page = client.get(reverse("sheet_to_check", args=open_.url_args))

    assert [one["variant"].value for one in page.context["choices"]] == ["é" * 6_000]


def test_new_row_that_cannot_be_read_is_not_added_and_every_word_of_it_is_kept(empty_carnet, coordinator_of):
    open_, client = open_sheet(empty_carnet.rlp, 1, "ft7"), signed_in(coordinator_of(empty_carnet))
    row = "ft7/1/new:plan_line:policy:1:"
    typed = {f"{row}measure": "é" * 1_200, f"{row}who": "La coordination"}
    url = brought(client, open_, fill_with_mupdf(print_form(blank_form(open_.instrument)), typed))

    confirm(client, url)

    assert not PlanLine.objects.exists()
    assert list(Variant.objects.values_list("target", "address", "value")) == [
        ("plan_line", "measure", "é" * 1_200),
        ("plan_line", "who", "La coordination"),
    ]


# ---- files that come from elsewhere -----------------------------------------------------------------------------


def refusal_of(response):
    (said,) = response.context["form"].errors["file"]
    return response.status_code, said


def test_file_of_another_sheet_of_another_carnet_and_of_another_version(sheet, carnet, monkeypatch):
    open_, client, person = sheet
    other_sheet = print_form(blank_form(catalogue.latest("ft4")))
    other_rlp = print_form(fillable_sheet(open_sheet(carnet.rlp, carnet.number, "ft3")))
    later = RoundFactory(rlp=open_.rlp, number=open_.round.number + 1)
    other_round = print_form(fillable_sheet(open_sheet(open_.rlp, later.number, "ft3")))

    assert refusal_of(bring(client, open_, other_sheet)) == (422, taking.OTHER_SHEET)
    assert refusal_of(bring(client, open_, other_rlp)) == (422, taking.OTHER_CARNET)
    assert refusal_of(bring(client, open_, other_round)) == (422, taking.OTHER_CARNET)
    seal = reading.read_filled(print_form(blank_form(open_.instrument)), name="f.pdf")[0]
    object.__setattr__(seal, "version", 2)
    with pytest.raises(FileRefused, match="autre version"):
        taking.receive(open_, seal=seal, fields={}, file_name="f.pdf", by=person)
    assert not FilledForm.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"", "vide.pdf", 422, reading.EMPTY),
        (b"0" * 11_000_000, "gros.pdf", 413, "Le fichier fait 11\u00a0Mo. La limite est de 10\u00a0Mo."),
        (
            b"0" * 10_050_000,
            "gros.pdf",
            413,
            "Le fichier fait un peu plus de 10\u00a0Mo. La limite est de 10\u00a0Mo.",
        ),
        (b"0" * 60_000_000, "tres gros.pdf", 413, "Le fichier fait 60\u00a0Mo. La limite est de 10\u00a0Mo."),
        (b"PK\x03\x04", "feuille.docx", 422, reading.WRONG_FORMAT),
        (b"<html>", "feuille.pdf", 422, reading.WRONG_CONTENT),
    ],
    ids=["B49", "B50", "B50 just over", "B50 60 MB", "B51", "B52"],
)
def test_bad_upload_is_said_on_the_page(content, name, status, said, sheet):
    open_, client, _person = sheet

    assert refusal_of(bring(client, open_, content, name=name)) == (status, said)


def test_no_file_is_said(sheet):
    open_, client, _person = sheet

    response = client.post(reverse("bring_back", args=open_.url_args))

    assert refusal_of(response) == (422, "Choisissez le PDF que vous avez rempli.")


def test_b60_upload_cut_on_the_way_is_said(sheet):
    open_, client, _person = sheet
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="f.pdf"\r\n\r\n%PDF-1.7'

    response = client.generic(
        "POST",
        reverse("bring_back", args=open_.url_args),
        body,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(len(body) + 500), "wsgi.input": io.BytesIO(body)},
    )

    assert refusal_of(response) == (400, "L’envoi s’est interrompu. Réessayez; rien n’a été enregistré.")


def test_upload_from_another_site_is_refused(sheet):
    open_, _client, person = sheet
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(person)

    assert bring(stranger, open_, b"%PDF-1.7").status_code == 403


def test_no_other_page_takes_a_file(sheet):
    open_, client, _person = sheet
    big = SimpleUploadedFile("f.pdf", b"0" * 2_000_000)

    assert client.post(reverse("sheet", args=open_.url_args), {"file": big}).status_code == 413


# ---- what is kept -----------------------------------------------------------------------------------------------


def test_preview_of_one_carnet_is_not_found_in_another(sheet, carnet, coordinator_client):
    open_, client, _person = sheet
    url = brought(client, open_, fill_with_mupdf(print_form(blank_form(open_.instrument)), {"ft3/1/adopters": "a"}))
    form_id = url.rstrip("/").rpartition("/")[2]

    other = reverse("filled_form", args=[carnet.rlp.slug, carnet.number, "ft3", form_id])
    same_other_sheet = reverse("filled_form", args=[open_.rlp.slug, open_.round.number, "ft4", form_id])

    assert coordinator_client.get(other).status_code == 404
    assert client.get(same_other_sheet).status_code == 404


def test_values_nobody_answered_go_after_a_day_and_traces_stay(sheet):
    open_, client, _person = sheet
    content = fill_with_mupdf(print_form(blank_form(open_.instrument)), {"ft3/1/involve": "a"})
    confirm(client, brought(client, open_, content))
    brought(client, open_, content, again="on")

    forgotten = taking.forget_unanswered(at=timezone.now() + datetime.timedelta(days=1, minutes=1))

    assert forgotten == 1
    assert [bool(one.taken_at) for one in FilledForm.objects.all()] == [True]


def test_pages_make_few_queries(sheet, django_assert_max_num_queries):
    open_, client, _person = sheet
    url = brought(client, open_, fill_with_mupdf(print_form(fillable_sheet(open_)), {"ft3/1/adopters": NEW_WORDS}))

    with django_assert_max_num_queries(8):
        client.get(url)
    with django_assert_max_num_queries(8):
        client.get(reverse("bring_back", args=open_.url_args))
