"""The pack of a portfolio: what it holds, how it goes on after a cut, and when it is no longer given."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from rlp_portal.reports.models import PortfolioPack
from rlp_portal.reports.portfolio import pack as packs
from rlp_portal.reports.refusals import PdfBusy
from rlp_portal.rlps.models import SharedReading
from rlp_portal.rlps.sharing.services import note_reading, withdraw_version
from tests.analysis.portfolio.test_views import follow, shared
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.rlps.sharing.carnets import rewrite

URL = "/conseil/dossier/"


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


@pytest.fixture
def opened(advisor):
    """Two versions that she opened; a third that she did not."""
    versions = [shared(follow(advisor, name)) for name in ("Nord", "Est", "Sud")]
    for version in versions[:2]:
        note_reading(version=version, reader=advisor)
    return versions


@pytest.fixture(autouse=True)
def printed(monkeypatch, settings, tmp_path):
    """No PDF is made: which ones are asked for is what matters. No child is launched."""
    settings.VAR_DIR = tmp_path
    asked = []
    monkeypatch.setattr(packs, "print_shared", lambda document: asked.append(document.rlp.name) or b"%PDF-")
    monkeypatch.setattr(packs, "launch", lambda _pack: None)
    monkeypatch.setattr(packs, "PAUSES", (0, 0))
    return asked


def made(advisor):
    pack = packs.ask_pack(advisor=advisor)
    packs.run(pack.public_id)
    pack.refresh_from_db()
    return pack


def test_pack_holds_what_she_opened_and_nothing_else(client, advisor, opened, printed):
    client.post(URL)
    pack = PortfolioPack.objects.get()
    assert "0 PDF sur 2" in client.get(URL).content.decode()

    packs.run(pack.public_id)

    response = client.get(f"{URL}{pack.public_id}/portefeuille.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as held:
        assert sorted(held.namelist()) == sorted(
            ["LISEZMOI.txt", "SHA256SUMS.txt", *[f"{v.round.rlp.slug}-version-1.pdf" for v in opened[:2]]]
        )
    assert printed == ["Est", "Nord"]
    pack.refresh_from_db()
    assert (pack.done, pack.total) == (2, 2)
    assert packs.ask_pack(advisor=advisor) == pack


def test_what_is_not_opened_is_offered_and_said_in_the_pack(client, advisor, opened):
    pack = made(advisor)
    with zipfile.ZipFile(packs.path_of(pack)) as held:
        readme = held.read("LISEZMOI.txt").decode()
    assert (
        "Vous n’aviez pas encore ouvert la dernière version de ces regroupements; elle n’est pas ici :\n- Sud"
        in readme
    )
    assert "Prendre aussi ce que vous n’avez pas encore ouvert" in client.get(URL).content.decode()

    client.post(URL, {"all": "1"})
    whole = PortfolioPack.objects.get(ready_at=None)
    packs.run(whole.public_id)

    with zipfile.ZipFile(packs.path_of(whole)) as held:
        assert f"{opened[2].round.rlp.slug}-version-1.pdf" in held.namelist()
        assert "Vous n’aviez pas encore ouvert" not in held.read("LISEZMOI.txt").decode()
    assert SharedReading.objects.filter(reader=advisor).count() == 3
    assert "Prendre aussi" not in client.get(URL).content.decode()


def test_nothing_opened_is_said(client):
    assert "Aucune version partagée n’est ouverte" in client.post(URL, follow=True).content.decode()
    assert not PortfolioPack.objects.exists()


def test_child_that_fell_silent_is_set_going_once_more(client, advisor, opened, monkeypatch):
    launched = []
    pack = packs.ask_pack(advisor=advisor)
    monkeypatch.setattr(packs, "launch", launched.append)
    PortfolioPack.objects.update(alive_at=timezone.now() - timedelta(minutes=5), done=1)
    assert "s’est interrompue à 1 PDF sur 2" in client.get(URL).content.decode()

    client.post(URL)
    client.post(URL)

    pack.refresh_from_db()
    assert (launched, pack.tries) == ([pack], 2)


def test_pdf_that_cannot_be_made_is_said_in_the_pack_and_on_its_page(client, advisor, opened, monkeypatch):
    def refuse_one(document):
        if document.rlp.name == "Nord":
            raise PdfBusy
        return b"%PDF-"

    monkeypatch.setattr(packs, "print_shared", refuse_one)

    pack = made(advisor)

    with zipfile.ZipFile(packs.path_of(pack)) as held:
        readme = held.read("LISEZMOI.txt").decode()
    assert "n’ont pas pu être imprimés" in readme
    assert "- Nord : Démarche 2026, version 1 – trop de PDF étaient demandés en même temps\n" in readme
    page = client.get(URL).content.decode()
    assert "Le dossier est prêt&nbsp;: 1 PDF sur 2" in page
    assert "Nord, version 1</a>&nbsp;: trop de PDF étaient demandés en même temps.</li>" in page

    monkeypatch.setattr(packs, "print_shared", lambda _document: b"%PDF-")
    client.post(URL)
    packs.run(PortfolioPack.objects.get(ready_at=None).public_id)

    page = client.get(URL).content.decode()
    assert ("2 PDF, du" in page, "Ce qui manque" in page) == (True, False)


def test_altered_version_is_said_to_be_one(client, advisor, opened):
    rewrite(opened[0], "{}")

    made(advisor)

    assert (
        "version 1</a>&nbsp;: son contenu ne correspond plus à ce qui a été partagé"
        in client.get(URL).content.decode()
    )


def test_pdf_is_tried_again_while_the_machine_is_busy(advisor, opened, monkeypatch):
    tries = []

    def refuse_once(document):
        tries.append(document.rlp.name)
        if len(tries) == 1:
            raise PdfBusy
        return b"%PDF-"

    monkeypatch.setattr(packs, "print_shared", refuse_once)

    pack = made(advisor)

    assert tries == ["Est", "Est", "Nord"]
    with zipfile.ZipFile(packs.path_of(pack)) as held:
        assert "n’ont pas pu être imprimés" not in held.read("LISEZMOI.txt").decode()


def test_pack_is_given_only_as_long_as_she_may_read_it_all(client, advisor, opened):
    pack = made(advisor)
    url = f"{URL}{pack.public_id}/portefeuille.zip"
    assert client.get(url).status_code == 200

    withdraw_version(version=opened[0], by=opened[0].shared_by)

    assert client.get(url).status_code == 410
    assert "a changé depuis" in client.get(URL).content.decode()


def test_pack_of_another_does_not_exist(advisor, opened):
    pack = made(advisor)

    other = signed_in(MembershipFactory(role="advisor").user)

    assert other.get(f"{URL}{pack.public_id}/portefeuille.zip").status_code == 404


def test_breakdown_is_noted_for_the_page(client, advisor, opened, monkeypatch):
    def stumble(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(packs, "write_zip", stumble)
    pack = packs.ask_pack(advisor=advisor)

    with pytest.raises(ZeroDivisionError):
        packs.run(pack.public_id)

    assert "Échec." in client.get(URL).content.decode()
