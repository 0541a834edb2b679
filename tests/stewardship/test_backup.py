"""T30, F19, F20, R9: what is kept comes back, on either engine, or the refusal is said and nothing is touched."""

import hashlib
import json
import os
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from rlp_portal.accounts.models import User
from rlp_portal.rlps.models import Rlp
from rlp_portal.stewardship.backup import BackupFailed, RestoreRefused, back_up, restore
from rlp_portal.stewardship.journal import answers_that_the_journal_denies
from rlp_portal.stewardship.models import BackupRun
from rlp_portal.workshops.models import Workshop
from rlp_portal.workshops.queries import results_of
from rlp_portal.workshops.services import join
from rlp_portal.workshops.services.changing import LEAP
from tests.conftest import signed_in
from tests.postgres import throwaway_cluster
from tests.workshops.playing import Room
from tests.world import build_world
from worksheets.models import Answer, Change, Restoration

TOP = Path(__file__).resolve().parents[2]

# ---- In the same base -------------------------------------------------------------------------------------------


@pytest.fixture
def world(transactional_db):
    return build_world()


@pytest.fixture
def kept(world, tmp_path):
    """A backup of the small world."""
    return back_up(to=tmp_path).path


def put_back(path, **options):
    return restore(path=path, using="default", replace=True, **options)


def test_backup_brings_everything_back_as_it_was(kept):
    before = list(User.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())
    updated = list(Rlp.objects.values_list("pk", "updated_at"))
    Answer.objects.update(value="Perdu", fingerprint="perdu")
    Rlp.objects.all()[0].save()
    User.objects.create_user("neuve@exemple.org", name="Neuve")

    restored = put_back(kept)

    assert (list(User.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())) == before
    assert list(Rlp.objects.values_list("pk", "updated_at")) == updated
    assert [one.value for one in Answer.objects.all()] == ["Un texte", "Un texte"]
    assert restored.rows == count_of(kept)


def count_of(path):
    with zipfile.ZipFile(path) as archive:
        return sum(table["rows"] for table in json.loads(archive.read("manifest.json"))["tables"].values())


def test_new_rows_follow_the_restored_ones(kept):
    put_back(kept)

    newest = max(User.objects.values_list("pk", flat=True))

    assert User.objects.create_user("neuve@exemple.org", name="Neuve").pk > newest


def test_restoring_changes_the_epoch_each_time_and_signs_everybody_out(kept, world):
    signed_in(world.people["coordinator"])
    assert Session.objects.exists()

    put_back(kept)
    first = Restoration.objects.get().epoch
    put_back(kept)

    assert Restoration.objects.get().epoch != first
    assert not Session.objects.exists()


def test_a_base_that_holds_data_is_not_replaced_by_mistake(kept):
    User.objects.create_user("neuve@exemple.org", name="Neuve")

    with pytest.raises(RestoreRefused) as refusal:
        restore(path=kept, using="default")

    assert str(refusal.value) == (
        "Cette base contient déjà des données. Rien n’a été touché. Ajoutez --replace pour les remplacer."
    )
    assert User.objects.filter(email="neuve@exemple.org").exists()


def test_a_stolen_backup_stays_closed_without_its_key(world, tmp_path):
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created: today\n{key}\n")
    (tmp_path / "other.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")

    path = back_up(to=tmp_path, recipient=str(key.to_public())).path

    assert path.read_bytes().startswith(b"age-encryption.org/v1")
    assert b"manifest" not in path.read_bytes()
    for options in ({}, {"identity": tmp_path / "other.txt"}, {"passphrase": "au hasard"}):
        with pytest.raises(RestoreRefused):
            put_back(path, **options)
    assert put_back(path, identity=tmp_path / "key.txt").rows > 0


def test_a_passphrase_closes_and_opens_too(world, tmp_path):
    path = back_up(to=tmp_path, passphrase="marguerite et hirondelle").path

    with pytest.raises(RestoreRefused) as refusal:
        put_back(path, passphrase="marguerite et corneille")

    assert str(refusal.value) == "Cette clé ou cette phrase n’ouvre pas la sauvegarde."
    assert put_back(path, passphrase="marguerite et hirondelle").rows > 0


def damaged(path, name, change):
    """The same archive with one part changed."""
    target = path.with_name("abimee.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for one in source.namelist():
            content = source.read(one)
            copy.writestr(one, change(content) if one == name else content)
    return target


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "tables/worksheets.answer.jsonl",
            lambda content: content.replace(b"Un texte", b"Un tixte"),
            "La sauvegarde est abîmée\u00a0: tables/worksheets.answer.jsonl.",
        ),
        ("manifest.json", lambda content: b"{}", "Cette sauvegarde vient d’une autre version du portail."),
        ("manifest.json", lambda content: content[:50], "Ce fichier n’est pas une sauvegarde du portail."),
        (
            "manifest.json",
            lambda content: content.replace(b'"0001_initial"', b'"0999_from_the_future"'),
            "Cette sauvegarde vient d’une version plus récente du portail. Mettez-le à jour d’abord.",
        ),
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_touched(kept, name, change, said):
    User.objects.create_user("neuve@exemple.org", name="Neuve")

    with pytest.raises(RestoreRefused) as refusal:
        put_back(damaged(kept, name, change))

    assert str(refusal.value) == said
    assert User.objects.filter(email="neuve@exemple.org").exists()


def test_a_backup_with_a_broken_link_is_refused_whole(kept):
    with zipfile.ZipFile(kept) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["tables"]["accounts.user"] |= {"rows": 0, "sha256": hashlib.sha256().hexdigest()}
    empty = damaged(kept, "tables/accounts.user.jsonl", lambda _: b"")
    broken = damaged(
        empty.rename(empty.with_name("vide.zip")), "manifest.json", lambda _: json.dumps(manifest).encode()
    )
    people = User.objects.count()

    with pytest.raises(RestoreRefused) as refusal:
        put_back(broken)

    assert str(refusal.value).startswith("Cette sauvegarde ne se tient pas\u00a0:")
    assert User.objects.count() == people > 0


def test_a_file_that_is_none_is_said(transactional_db, tmp_path):
    (tmp_path / "notes.zip").write_text("bonjour")

    with pytest.raises(RestoreRefused, match="Ce fichier n’est pas une sauvegarde du portail."):
        put_back(tmp_path / "notes.zip")
    with pytest.raises(RestoreRefused, match="n’existe pas"):
        put_back(tmp_path / "rien.zip")


def test_pdfs_of_reports_come_back_where_they_are_missing(world, tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    pdf = settings.VAR_DIR / "pdf" / "00" / f"{'0' * 64}-1.pdf"
    pdf.parent.mkdir(parents=True)
    pdf.write_bytes(b"%PDF-")
    kept = back_up(to=tmp_path / "copies").path
    pdf.unlink()

    restored = put_back(kept)

    assert restored.files == 1
    assert pdf.read_bytes() == b"%PDF-"


def test_what_people_answered_comes_back_and_no_page_holds_a_version_by_luck(world, tmp_path):
    workshop = Workshop.objects.first()
    kept_version = workshop.version
    room = Room(workshop, world.people["facilitator"])
    room.advance(2)
    room.answer(join(workshop=workshop)[0], 4)
    before = (room.workshop.version, results_of(room.step)["ft3/importance"].values)

    put_back(back_up(to=tmp_path / "copies").path)

    assert before == (kept_version + 4, (4,))
    assert results_of(room.step)["ft3/importance"].values == (4,)
    assert room.workshop.version == before[0] + LEAP


def test_the_journal_and_the_answers_are_compared(world):
    assert answers_that_the_journal_denies() == 0

    Answer.objects.filter(pk=Answer.objects.first().pk).update(fingerprint="autre")

    assert answers_that_the_journal_denies() == 1


# ---- Rotation and failures --------------------------------------------------------------------------------------


def test_copies_of_more_than_35_days_leave_and_other_files_stay(world, tmp_path):
    now = datetime.now(tz=UTC)
    names = {days: f"portail-{now - timedelta(days=days):%Y-%m-%d-%H%M%S}Z.zip" for days in (34, 36, 400)}
    for name in [*names.values(), "notes.txt", f"{names[400]}.age"]:
        (tmp_path / name).touch()

    made = back_up(to=tmp_path)

    assert made.removed == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["notes.txt", names[34], made.path.name])


def test_f20_a_failed_backup_is_written_down_and_leaves_no_half_file(world, tmp_path):
    (tmp_path / "fichier").touch()

    with pytest.raises(BackupFailed):
        back_up(to=tmp_path / "fichier" / "dossier")
    with pytest.raises(BackupFailed, match="La clé publique n’est pas lisible."):
        back_up(to=tmp_path / "copies", recipient="age1rien")

    assert list(BackupRun.objects.values_list("succeeded", "file_name")) == [(False, ""), (False, "")]
    assert list((tmp_path / "copies").iterdir()) == []


def test_commands_say_what_they_did_in_words(world, tmp_path):
    said = StringIO()

    call_command("backup", to=str(tmp_path), stdout=said)
    path = next(tmp_path.glob("*.zip"))

    assert said.getvalue().startswith(f"Copie gardée\u00a0: {path} ({count_of(path)}\u00a0lignes, ")
    assert said.getvalue().endswith("Elle n’est pas chiffrée. Donnez une clé avec --encrypt-to.\n")
    with pytest.raises(CommandError, match="Cette base contient déjà des données."):
        call_command("restore", str(path))


# ---- From one engine to the other, while people write -------------------------------------------------------------


@pytest.fixture
def cluster():
    with throwaway_cluster() as url:
        yield url


def manage(url, *command, **more):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=TOP,
        env={**os.environ, "DATABASE_URL": url, "PORTAIL_VAR": str(settings.VAR_DIR)},
        capture_output=True,
        text=True,
        **more,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def people_writing(url, said):
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.stewardship.writers"],
        cwd=TOP,
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=said.open("w"),
    )
    try:
        yield
    finally:
        program.communicate()
    assert program.returncode == 0


def wait_for_lines(path, count):
    deadline = time.monotonic() + 60
    while len(path.read_text().splitlines()) < count:
        assert time.monotonic() < deadline, "nobody writes"
        time.sleep(0.05)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_backup_under_write_load_restores_on_the_other_engine(engine, cluster, tmp_path):
    """Everything acknowledged before the backup began is in it, the links hold, and the journal agrees."""
    urls = {"sqlite": f"sqlite:///{tmp_path}/portail.sqlite3", "postgresql": cluster}
    source, said = urls.pop(engine), tmp_path / "acknowledged.txt"
    said.touch()
    (target,) = urls.values()
    manage(source, "migrate", "-v0")

    with people_writing(source, said):
        wait_for_lines(said, 40)
        manage(source, "backup", "--to", str(tmp_path / "copies"))
        wait_for_lines(said, len(said.read_text().splitlines()) + 20)
    (path,) = (tmp_path / "copies").iterdir()
    with zipfile.ZipFile(path) as archive:
        taken_at = datetime.fromisoformat(json.loads(archive.read("manifest.json"))["taken_at"]).timestamp()
    words = manage(target, "restore", str(path))
    assert "conformes" in words

    restored = json.loads(
        manage(
            target,
            "shell",
            "-v0",
            "-c",
            "import json\nfrom worksheets.models import Change\n"
            "print(json.dumps([one['value'] for one in Change.objects.values_list('after', flat=True)]))",
        )
    )
    acknowledged = [json.loads(line) for line in said.read_text().splitlines()]
    before = {one["value"] for one in acknowledged if one["at"] < taken_at}
    assert len(before) >= 40
    assert before - set(restored) == set()
    assert len(restored) < len(acknowledged)  # people went on after it


def test_restored_copy_is_the_same_backup_again(world, kept, tmp_path):
    put_back(kept)

    again = back_up(to=tmp_path / "again").path

    assert sums_of(again) == sums_of(kept)


def sums_of(path):
    with zipfile.ZipFile(path) as archive:
        tables = json.loads(archive.read("manifest.json"))["tables"]
    changed = {"worksheets.restoration", "workshops.workshop"}  # which leaps over the versions that pages have seen
    return {label: table["sha256"] for label, table in tables.items() if label not in changed}
