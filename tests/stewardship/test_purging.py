"""The clock moved forward: what had its time is gone, row, file and index; what has not is whole."""

import os
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from rlp_portal.accounts.models import FailedTries, Invitation, User
from rlp_portal.analysis.models import ActionPlan, OriginalFile
from rlp_portal.analysis.plans.services import Incoming, withdraw_plan
from rlp_portal.reports.archive.services import path_of
from rlp_portal.reports.models import Archive
from rlp_portal.stewardship import purging
from rlp_portal.stewardship.journal import answers_that_the_journal_denies
from rlp_portal.stewardship.models import BackupRun, DataRequest, IdleWarning, Incident, IncidentEntry
from rlp_portal.stewardship.purging import purge
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, UserFactory
from tests.world import build_world
from worksheets import services
from worksheets.models import Change, PlanLine, SustainedObject, Variant
from worksheets.services.journal import close_variant

CANARY = "martin-pêcheur"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return build_world()


@pytest.fixture
def with_mail(settings):
    settings.MAIL_IS_SET_UP = True
    settings.PUBLIC_URL = "https://portail.exemple.org"


def in_days(days):
    return timezone.now() + timedelta(days=days)


def done(**options):
    """{rule: count} of the rules that found something."""
    counts = zip(purging.RULES, purge(**options), strict=True)
    return {rule.__name__: one.count for (rule, _one, _many), one in counts if one.count}


def everywhere(word):
    """Names of the tables where a word still stands."""
    return sorted(
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        if word in str(row)
    )


def test_nothing_leaves_before_its_time(world):
    assert done() == {}


def test_purging_again_finds_nothing(world):
    assert done(now=in_days(3_000)) != {}

    assert done(now=in_days(3_000)).keys() <= {"carnets_to_ask_about"}


def test_purging_dry_touches_nothing(world, with_mail, tmp_path):
    pdf = old_pdf(tmp_path, "f" * 64)
    before = {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}

    found = done(now=in_days(3_000), dry_run=True)

    assert found["warn_idle_people"] > 0
    assert found["delete_pdfs"] == 1
    assert {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()} == before
    assert pdf.exists()
    assert mail.outbox == []


def test_bin_leaves_after_thirty_days_with_its_history_and_its_variants(world):
    by, workbook = world.people["coordinator"], world.own.rounds.first().workbook
    row = services.add_object(workbook=workbook, name=CANARY, code="A", by=by)
    line = services.add_plan_line(workbook=workbook, strategy="policy", measure=f"Suivre le {CANARY}", by=by)
    services.keep_variant(
        workbook_id=workbook.pk, target="object", target_id=row.public_id, address="name", value=CANARY,
        base="", reason=Variant.Reason.CONFLICT, by=by,
    )  # fmt: skip
    services.delete_row(row=row, by=by)
    services.delete_row(row=line, by=by)

    assert "empty_bin" not in done(now=in_days(29))
    assert everywhere(CANARY) != []
    assert done(now=in_days(31))["empty_bin"] == 2

    assert everywhere(CANARY) == []
    assert (SustainedObject.objects.count(), PlanLine.objects.count()) == (2, 2)
    assert answers_that_the_journal_denies() == 0


def test_plan_of_the_bin_leaves_with_all_that_was_coded_in_it_unless_a_sample_holds_it(world):
    by = world.people["coordinator"]
    file = Incoming(f"Le {CANARY} niche. Fin.", origin="txt", file_name="plan.txt", content=CANARY.encode())
    plan = ActionPlanFactory(rlp=world.own, title=CANARY, deposited_by=by, text=file)
    CodingFactory(excerpt__plan=plan, excerpt__words=f"Le {CANARY} niche.", memo=CANARY)
    withdraw_plan(plan=plan, by=by)
    withdraw_plan(plan=ActionPlan.objects.filter(sampled_plans__isnull=False).first(), by=by)

    assert "empty_plans_bin" not in done(now=in_days(29))
    assert done(now=in_days(31))["empty_plans_bin"] == 1

    assert everywhere(CANARY) == []
    assert not OriginalFile.objects.filter(content=CANARY.encode()).exists()


def test_settled_variants_leave_and_open_ones_stay(world):
    by = world.people["coordinator"]
    settled, still_open = Variant.objects.all()
    close_variant(variant=settled, how=Variant.Settled.THEIRS, by=by)

    assert done(now=in_days(31))["forget_variants"] == 1

    assert list(Variant.objects.all()) == [still_open]


def test_operation_ids_are_forgotten_after_thirty_days(world):
    Change.objects.filter(pk=Change.objects.first().pk).update(op_id=uuid.uuid4())

    assert "forget_operations" not in done(now=in_days(29))
    assert done(now=in_days(31))["forget_operations"] == 1
    assert not Change.objects.filter(op_id__isnull=False).exists()


def test_sessions_tries_codes_and_invitations_leave(world):
    signed_in(world.people["member"])
    FailedTries.objects.create(fingerprint="1" * 64, forgotten_at=in_days(0.01))
    cache.set("used-code", 1, timeout=120)
    assert Invitation.objects.count() == 2

    found = done(now=in_days(1))
    assert (found["forget_sessions"], found["forget_tries"], found["empty_cache"]) == (1, 1, 1)
    assert (Session.objects.count(), FailedTries.objects.count()) == (0, 0)

    assert "forget_invitations" not in done(now=in_days(36))  # seven days to use it, thirty of trace
    assert done(now=in_days(38))["forget_invitations"] == 2
    assert not Invitation.objects.exists()


def old_pdf(folder, key, *, days=31):
    path = folder / "pdf" / key[:2] / f"{key}-1.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-")
    moment = in_days(-days).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_pdfs_that_no_report_names_leave(world, tmp_path):
    named, forgotten = old_pdf(tmp_path, "0" * 64), old_pdf(tmp_path, "a" * 64)
    recent = old_pdf(tmp_path, "b" * 64, days=2)
    half = forgotten.with_name("1234.part")
    forgotten.rename(half)
    forgotten = old_pdf(tmp_path, "a" * 64)
    os.utime(half, (0, 0))

    assert done()["delete_pdfs"] == 2

    assert (named.exists(), recent.exists(), forgotten.exists(), half.exists()) == (True, True, False, False)


def test_archives_leave_after_thirty_days_with_their_files(world, tmp_path):
    files = [path_of(one) for one in Archive.objects.all()]
    files[0].parent.mkdir()
    for one in files:
        one.write_text("zip")

    assert "delete_archives" not in done(now=in_days(29))
    assert done(now=in_days(31))["delete_archives"] == len(files) > 0

    assert not any(one.exists() for one in files)
    assert not Archive.objects.exists()


# ---- Idle accounts ----------------------------------------------------------------------------------------------


@pytest.fixture
def idle(db, with_mail, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return UserFactory(name="Ana Roy", email="ana@exemple.org", last_login=timezone.now())


def test_idle_person_is_warned_at_twelve_months_and_closed_at_thirteen(idle):
    assert done(now=in_days(364)) == {}
    assert done(now=in_days(366)) == {"warn_idle_people": 1}
    assert [message.to for message in mail.outbox] == [["ana@exemple.org"]]
    assert "https://portail.exemple.org/connexion/" in mail.outbox[0].body
    assert done(now=in_days(380)) == {}

    assert done(now=in_days(397)) == {"close_idle_accounts": 1}

    idle.refresh_from_db()
    assert not idle.is_active


def test_person_who_comes_back_is_left_in_peace(idle):
    done(now=in_days(366))
    User.objects.filter(pk=idle.pk).update(last_login=in_days(367))

    assert done(now=in_days(397)) == {"forget_useless_warnings": 1}

    assert not IdleWarning.objects.exists()


def test_nobody_is_closed_without_a_warning(idle, settings):
    settings.MAIL_IS_SET_UP = False

    assert done(now=in_days(500)) == {}
    settings.MAIL_IS_SET_UP = True
    assert done(now=in_days(501)) == {"warn_idle_people": 1}
    assert done(now=in_days(502)) == {}


def test_the_last_administrator_keeps_her_door(idle):
    User.objects.filter(pk=idle.pk).update(is_administrator=True)
    done(now=in_days(366))

    assert "close_idle_accounts" not in done(now=in_days(397))


# ---- Registers ------------------------------------------------------------------------------------------------


def test_incidents_stay_five_years_after_the_last_word(db, administrator):
    incident = Incident.objects.create(number=1)
    known = {"incident": incident, "by": administrator, "known_on": timezone.localdate()}
    IncidentEntry.objects.create(**known)
    IncidentEntry.objects.create(**known, at=in_days(200))

    assert "forget_incidents" not in done(now=in_days(5 * 365 + 199))
    assert done(now=in_days(5 * 365 + 210))["forget_incidents"] == 1
    assert not IncidentEntry.objects.exists()


def test_requests_leave_three_years_after_the_answer(db, administrator):
    asked = {"person": administrator, "kind": DataRequest.Kind.OTHER}
    DataRequest.objects.create(**asked, answered_at=timezone.now(), answered_by=administrator)
    DataRequest.objects.create(**asked)

    assert "forget_requests" not in done(now=in_days(1_095))
    assert done(now=in_days(1_100))["forget_requests"] == 1
    assert DataRequest.objects.get().answered_at is None


def test_last_good_backup_is_never_forgotten(db):
    for name in ("ancienne.zip", "bonne.zip"):
        BackupRun.objects.create(succeeded=True, file_name=name)
    BackupRun.objects.create(succeeded=False)

    assert done(now=in_days(36)) == {"forget_backup_runs": 2}

    assert BackupRun.objects.get().file_name == "bonne.zip"


def test_carnets_of_five_years_are_asked_about_and_never_deleted(world):
    assert done(now=in_days(1_800)).get("carnets_to_ask_about") is None
    assert done(now=in_days(1_830))["carnets_to_ask_about"] == 4
    assert world.own.rounds.count() == 2


# ---- In words -------------------------------------------------------------------------------------------------


def test_command_says_what_it_did(world):
    FailedTries.objects.create(fingerprint="1" * 64, forgotten_at=in_days(-1))

    said = []
    for options in ({"dry_run": True}, {}, {}):
        out = StringIO()
        call_command("purge", stdout=out, **options)
        said.append(out.getvalue())

    assert said == [
        "Ce qui serait fait\u00a0:\n- 1\u00a0essai manqué oublié\n",
        "Fait\u00a0:\n- 1\u00a0essai manqué oublié\n",
        "Rien n’est arrivé à son terme.\n",
    ]
