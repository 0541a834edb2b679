import csv
import datetime
import errno
import html
import io
from urllib.parse import unquote

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from rlp_portal.reports import printing, renderer, services
from rlp_portal.reports.models import Report
from rlp_portal.reports.refusals import PdfTooLong
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Rlp, Round
from rlp_portal.ui.typography import quebec_datetime
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, RoundFactory, UserFactory
from tests.reports.carnets import plan, record
from tests.rlps.reading import texts
from worksheets.models import Change, PlanLine

GONE = "Le fichier n’est plus sur le serveur, et le carnet a changé depuis. Vos textes sont intacts."


def make_url(round_):
    return reverse("make_report", args=[round_.rlp.slug, round_.number])


def list_url(round_):
    return reverse("reports", args=[round_.rlp.slug])


def file_url(round_, report):
    return reverse("report_file", args=[round_.rlp.slug, report.public_id])


def said(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def never_render(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("A PDF was rendered again.")

    monkeypatch.setattr(printing, "render_pdf", refuse)


@pytest.fixture
def report(carnet, coordinator):
    return services.make_report(round_=carnet, kind="carnet", by=coordinator)


# ---- making -------------------------------------------------------------------------------------------------------


def test_a_carnet_is_made_kept_and_handed_out(coordinator_client, coordinator, carnet, pdf_folder):
    response = coordinator_client.post(make_url(carnet), {"kind": "carnet"})

    report = Report.objects.get()
    assert (response.status_code, response["Location"]) == (302, list_url(carnet))
    file = coordinator_client.get(file_url(carnet, report))
    assert file.status_code == 200
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"].startswith(
        'attachment; filename="Carnet - RLP de la Riviere-aux-Erables - 2026-11-18.pdf"; filename*='
    )
    assert unquote(file["Content-Disposition"]).endswith("''Carnet – RLP de la Rivière-aux-Érables – 2026-11-18.pdf")
    content = file.getvalue()
    assert (report.pages, report.size, report.created_by) == (len(pages_of(content)), len(content), coordinator)
    assert file["Content-Length"] == str(len(content))


def pages_of(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(pdf.pages)


def test_a_full_disk_keeps_nobody_from_her_pdf(coordinator_client, carnet, settings, tmp_path, monkeypatch, caplog):
    def fill(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(printing.os, "replace", fill)

    sent = {"kind": "sheet", "instrument": "ft3", "from_sheet": "1"}
    response = coordinator_client.post(make_url(carnet), sent, follow=True)

    assert response.getvalue().startswith(b"%PDF")
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size] == []
    assert "PDF not kept" in caplog.text


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"kind": "carnet"}, "Le carnet est prêt"),
        (
            {"kind": "sheet", "instrument": "ft3"},
            "La feuille «\u00a0FT3 Institutionnalisation\u00a0» est prête",
        ),
    ],
)
def test_the_page_of_reports_says_once_what_was_made_and_gives_it(coordinator_client, carnet, asked, what):
    page = coordinator_client.post(make_url(carnet), asked, follow=True)

    report = Report.objects.get()
    pages = f"{report.pages}\u00a0page" + "s" * (report.pages > 1)
    [sentence] = texts(page, "alert-success")
    assert sentence == (
        f"{what}\u00a0: PDF du {quebec_datetime(report.created_at)}, {pages}. "
        "S’il ne s’est pas téléchargé, prenez-le ici."
    )
    assert f'content="0; url={file_url(carnet, report)}"' in page.content.decode()
    again = coordinator_client.get(list_url(carnet))
    assert texts(again, "alert-success") == []
    assert 'http-equiv="refresh"' not in again.content.decode()


def test_a_sheet_is_made(coordinator_client, carnet):
    sent = {"kind": "sheet", "instrument": "ft3", "from_sheet": "1"}
    response = coordinator_client.post(make_url(carnet), sent, follow=True)

    assert Report.objects.get().title == "FT3 Institutionnalisation"
    assert response.getvalue().startswith(b"%PDF")


def test_the_same_data_give_the_same_report_without_rendering(coordinator_client, carnet, report, never_render):
    page = coordinator_client.post(make_url(carnet), {"kind": "carnet"}, follow=True)

    assert f'content="0; url={file_url(carnet, report)}"' in page.content.decode()
    assert Report.objects.count() == 1


def test_a_change_in_the_carnet_makes_another_report(coordinator_client, carnet, report):
    plan(carnet, "policy", "Une mesure de plus")
    record(carnet)

    coordinator_client.post(make_url(carnet), {"kind": "carnet"})

    assert Report.objects.count() == 2
    assert Report.objects.values("content_key").distinct().count() == 2


def test_a_change_that_shows_nowhere_reuses_the_bytes(coordinator_client, carnet, report, never_render):
    record(carnet)

    coordinator_client.post(make_url(carnet), {"kind": "carnet"})

    assert Report.objects.count() == 2
    assert Report.objects.values("content_key").distinct().count() == 1


BAD_REQUESTS = [
    {},
    {"kind": "carnet", "instrument": "ft3"},
    {"kind": "sheet"},
    {"kind": "sheet", "instrument": "unknown"},
    {"kind": "../../etc", "instrument": "ft3"},
]


@pytest.mark.parametrize("asked", BAD_REQUESTS)
def test_what_is_not_in_the_list_is_refused_in_words(coordinator_client, carnet, asked):
    response = coordinator_client.post(make_url(carnet), asked, follow=True)

    assert response.redirect_chain == [(list_url(carnet), 302)]
    assert "Ce rapport n’existe pas. Choisissez-en un dans la liste." in said(response)
    assert not Report.objects.exists()


def test_a_carnet_too_long_is_refused_in_words(coordinator_client, carnet, monkeypatch):
    def refuse(*args, **kwargs):
        raise PdfTooLong

    monkeypatch.setattr(printing, "render_pdf", refuse)
    record(carnet, address="new")
    carnet.title = "Une démarche jamais produite"
    carnet.save()

    response = coordinator_client.post(make_url(carnet), {"kind": "carnet"}, follow=True)

    assert response.redirect_chain == [(list_url(carnet), 302)]
    assert PdfTooLong.message in said(response)
    assert not Report.objects.exists()


def test_an_empty_sheet_gives_a_pdf_that_says_what_is_empty(coordinator_client, carnet, coordinator):
    empty = RoundFactory(rlp=carnet.rlp, number=2)

    sent = {"kind": "sheet", "instrument": "ft4", "from_sheet": "1"}
    response = coordinator_client.post(make_url(empty), sent, follow=True)

    assert response.status_code == 200
    assert response.getvalue().startswith(b"%PDF")


# ---- taking back --------------------------------------------------------------------------------------------------


def test_an_unchanged_file_is_not_sent_twice(coordinator_client, carnet, report):
    first = coordinator_client.get(file_url(carnet, report))

    second = coordinator_client.get(file_url(carnet, report), headers={"If-None-Match": first["ETag"]})

    assert second.status_code == 304
    assert second.content == b""


def test_a_lost_file_is_made_again_while_the_data_are_the_same(coordinator_client, carnet, report):
    before = coordinator_client.get(file_url(carnet, report)).getvalue()
    printing.path_of(report.content_key).unlink()

    after = coordinator_client.get(file_url(carnet, report)).getvalue()

    assert after == before


def test_a_lost_file_of_older_data_is_gone(coordinator_client, carnet, report):
    printing.path_of(report.content_key).unlink()
    record(carnet)

    response = coordinator_client.get(file_url(carnet, report))

    assert response.status_code == 410
    assert GONE in said(response)


def test_taking_a_report_costs_few_queries(coordinator_client, carnet, report, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        coordinator_client.get(file_url(carnet, report))


# ---- the list -----------------------------------------------------------------------------------------------------


def test_the_list_tells_each_report_with_its_author_and_its_data(coordinator_client, carnet, report):
    page = said(coordinator_client.get(list_url(carnet)))

    assert "Carnet complet" in page
    assert "par Sylvie Marcotte" in page
    assert "18\u00a0novembre\u00a02026 à 14\u00a0h\u00a012" in page
    assert f"{report.pages}\u00a0pages, {report.size // 1000}\u00a0ko" in page


def test_the_list_without_a_report_and_without_a_round(coordinator_client, carnet):
    other = RlpFactory()
    MembershipFactory(rlp=other, role=Role.COORDINATOR, user=carnet.rlp.memberships.get().user)

    without_report = said(coordinator_client.get(list_url(carnet)))
    without_round = said(coordinator_client.get(reverse("reports", args=[other.slug])))

    assert "Aucun PDF produit pour l’instant." in without_report
    assert "Ouvrez d’abord une démarche." in without_round


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(coordinator_client, carnet, count, django_assert_max_num_queries):
    for number in range(count):
        Report.objects.create(
            round=carnet,
            kind="carnet",
            data_version=number,
            code_version="c",
            as_of=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
            content_key="k",
            pages=1,
            size=1,
        )

    with django_assert_max_num_queries(6):
        coordinator_client.get(list_url(carnet))


# ---- doors --------------------------------------------------------------------------------------------------------


TABLES = {
    "plan_csv": "Plan",
    "plan_ics": "Plan",
    "answers_csv": "Reponses",
    "objects_csv": "Objets a perenniser",
    "carnet_xlsx": "Carnet",
    "carnet_json": "Carnet",
}


def every_url(round_, report):
    return {
        "reports": list_url(round_),
        "report_file": file_url(round_, report),
        "make_report": make_url(round_),
        "plan_csv": reverse("plan_csv", args=[round_.rlp.slug, round_.number]),
        "plan_ics": reverse("plan_ics", args=[round_.rlp.slug, round_.number]),
        **{
            name: reverse(name, args=[round_.rlp.slug, round_.number])
            for name in ("answers_csv", "objects_csv", "carnet_xlsx", "carnet_json")
        },
    }


@pytest.mark.parametrize("name", ["reports", "report_file", "make_report", *TABLES])
@pytest.mark.parametrize(
    ("role", "status"), [(Role.MEMBER, 403), (Role.FACILITATOR, 403), (Role.ADVISOR, 403), (None, 404)]
)
def test_only_the_coordination_enters(carnet, report, name, role, status):
    user = UserFactory()
    if role:
        MembershipFactory(rlp=carnet.rlp, user=user, role=role)
    method = "post" if name == "make_report" else "get"

    response = getattr(signed_in(user), method)(every_url(carnet, report)[name])

    assert response.status_code == status


def test_a_report_is_not_reached_through_another_rlp(coordinator_client, coordinator, carnet, report):
    other = MembershipFactory(user=coordinator, role=Role.COORDINATOR).rlp

    response = coordinator_client.get(reverse("report_file", args=[other.slug, report.public_id]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["reports", "report_file", *TABLES])
def test_reading_pages_refuse_a_post(coordinator_client, carnet, report, name):
    assert coordinator_client.post(every_url(carnet, report)[name]).status_code == 405


def test_making_refuses_a_get(coordinator_client, carnet):
    assert coordinator_client.get(make_url(carnet)).status_code == 405


@pytest.mark.parametrize("name", TABLES)
def test_exports_are_attachments(coordinator_client, carnet, report, name):
    response = coordinator_client.get(every_url(carnet, report)[name])

    assert response.status_code == 200
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith(
        f'attachment; filename="{TABLES[name]} - RLP de la Riviere-aux-Erables - 2026-11-18.'
    )


# ---- blank sheets -------------------------------------------------------------------------------------------------


def test_blank_sheets_are_for_any_signed_in_person(person_client, client):
    assert person_client.get(reverse("blank_sheets")).status_code == 200
    assert client.get(reverse("blank_sheets")).status_code == 302


@pytest.mark.parametrize("variant", ["individuelle", "affiche"])
def test_a_blank_sheet_is_printed_once(person_client, variant, monkeypatch):
    url = reverse("blank_sheet", args=["ft4", variant])
    first = person_client.get(url)
    monkeypatch.setattr(printing, "render_pdf", None)

    second = person_client.get(url)

    assert first.status_code == 200
    assert second.content == first.content
    assert person_client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_blank_pack(person_client):
    response = person_client.get(reverse("blank_pack"))

    assert response.content.startswith(b"%PDF")
    assert 'filename="Feuilles de travail a imprimer.pdf"' in response["Content-Disposition"]


@pytest.mark.parametrize(("key", "variant"), [("unknown", "affiche"), ("ft4", "unknown")])
def test_an_unknown_blank_sheet_is_not_found(person_client, key, variant):
    assert person_client.get(reverse("blank_sheet", args=[key, variant])).status_code == 404


def test_a_blank_sheet_that_cannot_be_printed_says_why(person_client, monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(renderer.Renderer, "render", lambda *args, **kwargs: (_ for _ in ()).throw(PdfTooLong()))

    response = person_client.get(reverse("blank_sheet", args=["ft4", "affiche"]))

    assert response.status_code == 503
    assert PdfTooLong.message in said(response)


def test_the_plan_puts_first_what_is_late_today_whenever_somebody_last_wrote(coordinator_client, carnet):
    PlanLine.objects.filter(workbook=carnet.workbook).delete()
    today = timezone.localdate()
    plan(carnet, "policy", "À venir", when=today + datetime.timedelta(days=30))
    plan(carnet, "policy", "En retard", when=today - datetime.timedelta(days=1))
    long_ago = timezone.now() - datetime.timedelta(days=90)
    Change.objects.filter(workbook=carnet.workbook).update(at=long_ago)
    Round.objects.filter(pk=carnet.pk).update(updated_at=long_ago)
    Rlp.objects.filter(pk=carnet.rlp.pk).update(updated_at=long_ago)

    response = coordinator_client.get(reverse("plan_csv", args=[carnet.rlp.slug, carnet.number]))

    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert [row[1] for row in rows][1:] == ["En retard", "À venir"]
