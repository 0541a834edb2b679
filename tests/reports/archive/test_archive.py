import hashlib
import io
import json
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from rlp_portal.reports.archive import contents, services
from rlp_portal.reports.archive.writing import archive_all, archive_one
from rlp_portal.reports.models import Archive
from rlp_portal.reports.refusals import PdfTooLong
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Rlp
from tests.factories import MembershipFactory, RlpFactory
from tests.pdf_words import pages_of
from tests.reports.carnets import answer, keep, new_round, plan, rate
from worksheets.models import Change, Variant
from worksheets.services import keep_variant


def zip_of(rlp, folder, *, with_names=False):
    target = folder / "archive.zip"
    archive_one(rlp, target, with_names=with_names)
    return ZipFile(target)


def texts_of(archive):
    """{name: everything that a person can read in it}."""
    readers = {"pdf": read_pdf, "xlsx": read_xlsx}
    return {
        name: readers.get(name.rpartition(".")[2], bytes.decode)(archive.read(name)) for name in archive.namelist()
    }


def read_pdf(content):
    return "\n".join(pages_of(content))


def read_xlsx(content):
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for tab in book for row in tab.iter_rows() for cell in row)


def test_the_archive_holds_every_form_of_the_carnet(carnet, tmp_path):
    archive = zip_of(carnet.rlp, tmp_path)

    names = set(archive.namelist())
    assert {name for name in names if "/" not in name} == {
        "LISEZMOI.txt",
        "SHA256SUMS.txt",
        "index.html",
        "style.css",
    }
    assert {name for name in names if not name.endswith(".html") and "/" in name} == {
        f"demarche-1/{name}"
        for name in (
            *("carnet.pdf", "carnet.xlsx", "carnet.json", "reponses.csv"),
            *("objets.csv", "secteurs.csv", "acteurs.csv", "plan.csv"),
        )
    }
    assert {"demarche-1/index.html", "demarche-1/ft1.html", "demarche-1/members.html"} <= names
    assert archive.read("demarche-1/carnet.pdf").startswith(b"%PDF")
    assert json.loads(archive.read("demarche-1/carnet.json"))["options"] == {"people_names": False, "history": True}
    assert archive.testzip() is None


def test_every_sum_is_right(carnet, tmp_path, never_print):
    archive = zip_of(carnet.rlp, tmp_path)

    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS.txt").decode().splitlines())

    assert sorted(sums) == sorted(set(archive.namelist()) - {"SHA256SUMS.txt"})
    assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name in {"href", "src", "action", "srcset"}]


@pytest.mark.parametrize("of_all", [False, True])
def test_pages_lead_only_to_files_of_the_archive_and_run_nothing(carnet, tmp_path, never_print, of_all):
    target = tmp_path / "archive.zip"
    if of_all:
        archive_all(target, with_names=True)
    else:
        archive_one(carnet.rlp, target, with_names=True)
    archive = ZipFile(target)
    pages = [name for name in archive.namelist() if name.endswith(".html")]

    for name in pages:
        reader = Links()
        reader.feed(archive.read(name).decode())
        assert {normpath(join(dirname(name), link)) for link in reader.found} <= set(archive.namelist())
        assert not reader.tags & {"script", "style", "iframe", "form", "img", "object"}
    assert len(pages) > 10
    assert b"url(" not in archive.read("style.css")


def test_typed_html_stays_words(tmp_path, never_print, db):
    round_ = new_round(name="RLP <b>gras</b>")
    answer(round_, "ft1", "programmes", "<script>alert(1)</script>")

    archive = zip_of(round_.rlp, tmp_path)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in archive.read("demarche-1/ft1.html").decode()
    assert "<b>gras" not in archive.read("index.html").decode()


def test_the_same_data_give_the_same_bytes(carnet, tmp_path):
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"

    archive_one(carnet.rlp, first, with_names=True)
    archive_one(carnet.rlp, second, with_names=True)

    assert first.read_bytes() == second.read_bytes()


def test_no_word_of_another_rlp_is_ever_in_it(tmp_path, db):
    own, foreign = new_round(), new_round(name="RLP Canari", slug="canari", territory="Canari", host_organisation="")
    for round_, word in ((own, "Hirondelle"), (foreign, "Canari")):
        write_everywhere(round_, word)

    texts = texts_of(zip_of(own.rlp, tmp_path, with_names=True))

    read = [name for name in texts if name.rpartition(".")[2] in {"html", "pdf", "xlsx", "csv", "json", "txt"}]
    assert len(read) > 15
    assert [name for name in read if "canari" in texts[name].lower()] == []
    assert "Hirondelle" in texts["demarche-1/carnet.pdf"]
    assert "Hirondelle" in texts["demarche-1/carnet.xlsx"]


def write_everywhere(round_, word):
    kept = keep(round_, f"Objet {word}", "A", "sustain", "programmes")
    answer(round_, "ft1", "programmes", f"Texte {word}")
    answer(round_, "members", "absent.r1", {"name": word, "organisation": word, "sector": word})
    plan(round_, "policy", f"Mesure {word}", word, None, word, kept=kept)
    keep_variant(
        workbook_id=round_.workbook_id,
        address="policies",
        value=f"Variante {word}",
        base="",
        reason=Variant.Reason.CONFLICT,
        by=None,
    )
    rate(round_, "2026-03-10", 2, f"Note {word}")


@pytest.mark.parametrize(("with_names", "count"), [(False, 0), (True, 1)])
def test_names_of_persons_are_in_it_only_when_asked_for(tmp_path, db, with_names, count):
    round_ = new_round()
    answer(round_, "members", "absent.r1", {"name": "Zoé Pinson", "organisation": "CPE", "sector": ""})
    Change.objects.update(
        before={"value": {"name": "Zoé Pinson", "organisation": "", "sector": ""}, "state": "answered"}
    )
    sheet = round_.workbook.sheets.get()
    keep_variant(
        workbook_id=round_.workbook_id,
        sheet=sheet,
        address="absent.r1",
        value={"name": "Zoé Pinson", "organisation": "Ville", "sector": ""},
        base="",
        reason=Variant.Reason.CONFLICT,
        by=None,
    )

    texts = texts_of(zip_of(round_.rlp, tmp_path, with_names=with_names))

    named = [name for name in texts if "Pinson" in texts[name]]
    assert bool(named) == bool(count)
    assert "CPE" in texts["demarche-1/carnet.pdf"]
    assert "Ville" in texts["demarche-1/members.html"]


def test_texts_that_wait_for_a_choice_are_in_it(tmp_path, db, never_print):
    round_ = new_round()
    answer(round_, "ft1", "programmes", "Le texte du carnet")
    keep_variant(
        workbook_id=round_.workbook_id,
        sheet=round_.workbook.sheets.get(),
        address="programmes",
        value="L’autre texte",
        base="",
        reason=Variant.Reason.CONFLICT,
        by=None,
    )

    page = zip_of(round_.rlp, tmp_path).read("demarche-1/ft1.html").decode()

    assert "L’autre texte" in page
    assert "Textes gardés à part" in page


def test_a_pdf_that_cannot_be_made_does_not_stop_the_rest(carnet, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PdfTooLong

    monkeypatch.setattr(contents, "print_report", refuse)

    archive = zip_of(carnet.rlp, tmp_path)

    assert "demarche-1/carnet.pdf" not in archive.namelist()
    assert "demarche-1/carnet.pdf" in archive.read("LISEZMOI.txt").decode()
    assert "carnet.pdf" not in archive.read("demarche-1/index.html").decode()


def test_there_is_never_half_an_archive(carnet, tmp_path, monkeypatch):
    monkeypatch.setattr(contents, "carnet_pdf", lambda taken: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        archive_one(carnet.rlp, tmp_path / "archive.zip", with_names=False)

    assert list(tmp_path.iterdir()) == []


# ---- The command ------------------------------------------------------------------------------------------------


def test_the_command_archives_everyone(carnet, tmp_path, never_print, capsys):
    RlpFactory(name="Sans démarche", slug="sans-demarche")

    call_command("last_day_archive", str(tmp_path / "tout.zip"))

    names = ZipFile(tmp_path / "tout.zip").namelist()
    assert {name.partition("/")[0] for name in names if "/" in name} == {carnet.rlp.slug, "sans-demarche"}
    assert "(2 regroupements, " in capsys.readouterr().out


def test_the_command_archives_one(carnet, tmp_path, never_print):
    RlpFactory(name="Un autre")

    call_command("last_day_archive", str(tmp_path / "un.zip"), "--rlp", carnet.rlp.slug, "--with-names")

    archive = ZipFile(tmp_path / "un.zip")
    assert carnet.rlp.name in archive.read("index.html").decode()
    assert json.loads(archive.read("demarche-1/carnet.json"))["options"]["people_names"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Donnez le fichier"),
        (["{folder}/la.zip"], "existe déjà"),
        (["{folder}/nulle-part/x.zip"], "n’existe pas"),
        (["{folder}/x.zip", "--rlp", "inconnu"], "Aucun regroupement ne s’appelle « inconnu »"),
    ],
)
def test_the_command_says_what_is_wrong(carnet, tmp_path, arguments, said):
    (tmp_path / "la.zip").write_bytes(b"precieux")

    with pytest.raises(CommandError, match=said):
        call_command("last_day_archive", *[one.format(folder=tmp_path) for one in arguments])

    assert [path.name for path in tmp_path.iterdir()] == ["la.zip"]
    assert (tmp_path / "la.zip").read_bytes() == b"precieux"


def test_the_command_without_any_rlp(tmp_path, db):
    with pytest.raises(CommandError, match="il n’y a rien à archiver"):
        call_command("last_day_archive", str(tmp_path / "x.zip"))


# ---- The page ---------------------------------------------------------------------------------------------------


def test_the_coordination_asks_waits_and_takes_it(coordinator_client, carnet, launched, never_print, ask):
    response = ask(coordinator_client, carnet.rlp, noms="1")

    archive = Archive.objects.get()
    page = coordinator_client.get(response["Location"])
    file = coordinator_client.get(reverse("archive_file", args=[carnet.rlp.slug, archive.public_id]))
    assert archive.with_names
    assert "L’archive est prête." in page.content.decode()
    assert file["Content-Type"] == "application/zip"
    assert file["Content-Disposition"].startswith('attachment; filename="Archive - RLP de la Riviere-aux-Erables - ')
    assert "index.html" in ZipFile(io.BytesIO(b"".join(file.streaming_content))).namelist()


def test_the_same_data_are_archived_once(coordinator_client, carnet, launched, never_print, ask):
    first, second = (ask(coordinator_client, carnet.rlp)["Location"] for _ in range(2))

    assert first == second
    assert len(launched) == 1


def test_new_words_make_a_new_archive_and_the_older_file_goes(coordinator_client, carnet, launched, never_print, ask):
    ask(coordinator_client, carnet.rlp)
    before = services.path_of(Archive.objects.get())
    Rlp.objects.get(pk=carnet.rlp_id).save()  # its profile was written again just now

    ask(coordinator_client, carnet.rlp)

    assert (len(launched), before.exists(), Archive.objects.count()) == (2, False, 1)


def test_asking_twice_at_once_makes_one(coordinator_client, carnet, monkeypatch, ask):
    monkeypatch.setattr(services, "launch", lambda archive: None)

    first, second = (ask(coordinator_client, carnet.rlp)["Location"] for _ in range(2))

    assert first == second
    assert "L’archive se prépare." in coordinator_client.get(first).content.decode()


def test_too_many_at_once_are_refused_in_words(coordinator_client, carnet, monkeypatch, ask):
    monkeypatch.setattr(services, "launch", lambda archive: None)
    for _ in range(services.AT_ONCE):
        Archive.objects.create(rlp=RlpFactory(), as_of=carnet.updated_at)

    response = ask(coordinator_client, carnet.rlp)

    assert response["Location"] == reverse("reports", args=[carnet.rlp.slug])
    assert "D’autres archives sont en préparation." in coordinator_client.get(response["Location"]).content.decode()


def test_a_breakdown_is_said_and_one_may_ask_again(coordinator_client, carnet, monkeypatch, ask):
    monkeypatch.setattr(contents, "carnet_pdf", lambda taken: 1 / 0)
    monkeypatch.setattr(services, "launch", lambda archive: None)
    response = ask(coordinator_client, carnet.rlp)
    with pytest.raises(ZeroDivisionError):
        services.run(Archive.objects.get().public_id)

    assert "n’a pas pu être préparée" in coordinator_client.get(response["Location"]).content.decode()
    assert ask(coordinator_client, carnet.rlp)["Location"] != response["Location"]


def test_a_lost_file_is_gone_and_said(coordinator_client, carnet, launched, never_print, ask):
    ask(coordinator_client, carnet.rlp)
    archive = Archive.objects.get()
    services.path_of(archive).unlink()

    response = coordinator_client.get(reverse("archive_file", args=[carnet.rlp.slug, archive.public_id]))

    assert response.status_code == 410


def test_an_archive_is_not_reached_through_another_rlp(
    coordinator_client, coordinator, carnet, launched, never_print, ask
):
    ask(coordinator_client, carnet.rlp)
    other = MembershipFactory(user=coordinator, role=Role.COORDINATOR).rlp

    for name in ("archive", "archive_file"):
        response = coordinator_client.get(reverse(name, args=[other.slug, Archive.objects.get().public_id]))
        assert response.status_code == 404
