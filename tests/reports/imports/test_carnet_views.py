"""The carnet brought back as a coordinator does it: choosing the file, seeing, saying yes."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.reports.imports import carnet_file, pages, taking
from rlp_portal.reports.models import ReturnedCarnet
from tests.conftest import signed_in
from tests.reports.carnets import new_round, plan
from worksheets import catalogue, services
from worksheets.models import Answer, PlanLine

KEPT_BY_COLLEAGUE, NEW_WORDS = "Ce que dit le carnet", "Ce que dit le fichier"


@pytest.fixture
def taken(coordinator_client, carnet):
    """What the JSON button gives, ready to be changed."""
    return json.loads(coordinator_client.get(reverse("carnet_json", args=args_of(carnet))).content)


def args_of(round_):
    return [round_.rlp.slug, round_.number]


def bring(client, round_, held, *, name="carnet.json", **data):
    content = held if isinstance(held, bytes) else json.dumps(held).encode()
    url = reverse("bring_carnet_back", args=args_of(round_))
    return client.post(url, {"file": SimpleUploadedFile(name, content), **data})


def brought(client, round_, held, **data):
    response = bring(client, round_, held, **data)
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def confirm(client, url, **choices):
    """Sends the lines that the page shows, each as it proposes, or as `choices` say."""
    sent = {}
    for line in client.get(url).context["lines"]:
        sent[pages.BASE + line.key] = line.base
        sent[pages.CHOICE + line.key] = choices.get(line.key.rpartition("/")[2], "file")
    response = client.post(url, sent)
    assert response.status_code == 302
    return client.get(url)


def change(held, address, value, *, key="ft3"):
    (sheet,) = [one for one in held["sheets"] if one["instrument"] == key]
    next(one for one in sheet["answers"] if one["address"] == address)["value"] = value


def refusal_of(response):
    (said,) = response.context["form"].errors["file"]
    return response.status_code, said


def test_page_of_reports_leads_there_and_back_to_the_format(coordinator_client, carnet):
    page = coordinator_client.get(reverse("reports", args=[carnet.rlp.slug]))
    assert reverse("bring_carnet_back", args=args_of(carnet)) in page.content.decode()

    upload = coordinator_client.get(reverse("bring_carnet_back", args=args_of(carnet))).content.decode()
    assert reverse("data_format") in upload
    said = coordinator_client.get(reverse("data_format")).content.decode()
    assert re.findall("<dt>(Ce qui .*?)</dt>", said) == ["Ce qui revient", "Ce qui ne revient pas"]


def test_file_taken_changed_and_brought_back(coordinator_client, carnet, taken):
    change(taken, "involve", NEW_WORDS)
    url = brought(coordinator_client, carnet, taken)

    page = coordinator_client.get(url)
    assert [(line.key, str(line.fate)) for line in page.context["lines"]] == [("ft3/involve", "changed")]
    assert re.findall("<caption>(.*?)</caption>", page.content.decode()) == [catalogue.latest("ft3").title]
    assert Answer.objects.get(address="involve").value != NEW_WORDS

    page = confirm(coordinator_client, url)

    assert Answer.objects.get(address="involve").value == NEW_WORDS
    assert ReturnedCarnet.objects.get().content == {}
    assert page.context["file"].outcome == {"taken": 1, "beside": 0, "left": 0, "refused": []}


def test_file_left_as_it_left_says_that_it_changes_nothing(coordinator_client, carnet, taken):
    page = coordinator_client.get(brought(coordinator_client, carnet, taken))

    assert page.context["lines"] == []
    assert "Ce fichier ne change rien." in page.content.decode()


def test_file_of_another_carnet_says_where_it_comes_from(coordinator_client, carnet, coordinator_of):
    other = new_round(name="RLP d’ailleurs", slug="ailleurs")
    plan(other, "policy", "Écrire")
    client = signed_in(coordinator_of(other))
    held = client.get(reverse("carnet_json", args=args_of(other))).content

    page = coordinator_client.get(brought(coordinator_client, carnet, held))

    assert "Ce fichier vient d’un autre carnet" in page.content.decode()
    assert "«\u00a0RLP d’ailleurs\u00a0»" in page.content.decode()
    assert [line.filled for line in page.context["lines"]] == [
        ["Écrire", "Stratégie\u00a0: Changement de politiques", "État\u00a0: À faire"]
    ]


def test_what_changes_between_the_preview_and_the_answer_keeps_both(coordinator_client, coordinator, carnet, taken):
    change(taken, "involve", NEW_WORDS)
    url = brought(coordinator_client, carnet, taken)
    (line,) = coordinator_client.get(url).context["lines"]
    services.save_answer(sheet=line.sheet, address="involve", value=KEPT_BY_COLLEAGUE, base=line.base, by=coordinator)

    coordinator_client.post(url, {pages.BASE + line.key: line.base, pages.CHOICE + line.key: "file"})

    assert Answer.objects.get(address="involve").value == KEPT_BY_COLLEAGUE
    assert ReturnedCarnet.objects.get().outcome["beside"] == 1


def test_long_file_is_answered_by_parts_and_each_part_once(coordinator_client, carnet, taken, monkeypatch):
    monkeypatch.setattr(taking, "AT_ONCE", 2)
    for address in ("involve", "commitment", "adopters"):
        change(taken, address, NEW_WORDS)
    url = brought(coordinator_client, carnet, taken)

    first = coordinator_client.get(url)
    assert "Voici les 2 premières lignes sur 3." in first.content.decode()
    sent = {pages.BASE + line.key: line.base for line in first.context["lines"]}
    coordinator_client.post(url, sent)  # both left unticked
    coordinator_client.post(url, sent)  # a double click

    second = coordinator_client.get(url)
    assert "Voici la suite, après 2\u00a0lignes qui ont déjà leur réponse." in second.content.decode()
    assert [line.key for line in second.context["lines"]] == ["ft3/commitment"]
    done = confirm(coordinator_client, url).context["file"]
    assert (done.outcome, done.taken_at is not None) == ({"taken": 1, "beside": 0, "left": 2, "refused": []}, True)


def test_answer_sent_twice_writes_once(coordinator_client, carnet, taken):
    taken["plan"].append({**taken["plan"][0], "id": "12345678-1234-5678-1234-567812345678", "measure": "Semer"})
    url = brought(coordinator_client, carnet, taken)
    sent = {
        name + line.key: value
        for line in coordinator_client.get(url).context["lines"]
        for name, value in ((pages.BASE, line.base), (pages.CHOICE, "file"))
    }

    for _time in range(2):
        coordinator_client.post(url, sent)

    assert PlanLine.objects.filter(measure="Semer").count() == 1


def test_b59_same_file_twice_is_said_and_may_be_compared_again(coordinator_client, carnet, taken):
    change(taken, "involve", NEW_WORDS)
    confirm(coordinator_client, brought(coordinator_client, carnet, taken))

    status, said = refusal_of(bring(coordinator_client, carnet, taken))

    assert status == 422
    assert said.startswith("Ce fichier a déjà été repris le ")
    again = coordinator_client.get(brought(coordinator_client, carnet, taken, again="on"))
    assert again.context["lines"] == []


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"", "vide.json", 422, carnet_file.EMPTY),
        (b"0" * 60_000_000, "gros.json", 413, "Le fichier fait 60\u00a0Mo. La limite est de 10\u00a0Mo."),
        (b"PK\x03\x04", "carnet.xlsx", 422, carnet_file.WRONG_FORMAT),
        (b"<html>", "carnet.json", 422, carnet_file.WRONG_CONTENT),
        (b'{"format": ', "carnet.json", 422, carnet_file.DAMAGED.format(1)),
    ],
    ids=["B49", "B50", "B51", "B52", "B53"],
)
def test_bad_upload_is_said_on_the_page_and_nothing_is_kept(content, name, status, said, coordinator_client, carnet):
    assert refusal_of(bring(coordinator_client, carnet, content, name=name)) == (status, said)
    assert not ReturnedCarnet.objects.exists()


def test_no_file_is_said(coordinator_client, carnet):
    response = coordinator_client.post(reverse("bring_carnet_back", args=args_of(carnet)))

    assert refusal_of(response) == (422, "Choisissez le fichier .json que vous avez emporté.")


def test_b60_upload_cut_on_the_way_is_said(coordinator_client, carnet):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="c.json"\r\n\r\n{"format"'

    response = coordinator_client.generic(
        "POST",
        reverse("bring_carnet_back", args=args_of(carnet)),
        body,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(len(body) + 500), "wsgi.input": io.BytesIO(body)},
    )

    assert refusal_of(response) == (400, "L’envoi s’est interrompu. Réessayez; rien n’a été enregistré.")


def test_upload_from_another_site_is_refused(coordinator, carnet, taken):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(coordinator)

    assert bring(stranger, carnet, taken).status_code == 403


def test_b58_name_of_the_file_is_cleaned(coordinator_client, carnet, taken):
    change(taken, "involve", NEW_WORDS)

    page = coordinator_client.get(brought(coordinator_client, carnet, taken, name="../../<b>carnet\x07</b>.json"))

    assert page.context["file"].file_name == "b>.json"


def test_preview_of_one_carnet_is_not_found_in_another(coordinator_client, carnet, taken, coordinator_of):
    other = new_round(name="Ailleurs", slug="ailleurs")
    url = brought(coordinator_client, carnet, taken)

    elsewhere = reverse("returned_carnet", args=[*args_of(other), url.rstrip("/").rpartition("/")[2]])

    assert signed_in(coordinator_of(other)).get(elsewhere).status_code == 404


def test_content_nobody_answered_goes_after_a_day_and_traces_stay(coordinator_client, carnet, taken):
    change(taken, "involve", NEW_WORDS)
    confirm(coordinator_client, brought(coordinator_client, carnet, taken))
    brought(coordinator_client, carnet, taken, again="on")

    assert taking.forget_unanswered(at=timezone.now() + taking.KEPT * 1.01) == 1
    assert [bool(one.taken_at) for one in ReturnedCarnet.objects.all()] == [True]


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_make_as_few_queries_whatever_the_length(
    rows, coordinator_client, carnet, taken, django_assert_max_num_queries
):
    for place in range(rows):
        plan(carnet, "policy", f"Mesure {place}")
        new_id = f"12345678-1234-5678-1234-{place:012}"
        taken["plan"].append({**taken["plan"][0], "id": new_id, "measure": f"Semer {place}"})
    url = brought(coordinator_client, carnet, taken)

    with django_assert_max_num_queries(8):
        assert len(coordinator_client.get(url).context["lines"]) == rows
    with django_assert_max_num_queries(8):
        coordinator_client.get(reverse("bring_carnet_back", args=args_of(carnet)))
