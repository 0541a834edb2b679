"""The portal's side: a demonstration database, and coordinators who are signed in, each with a filled sheet.

`python -m tests.bench.portal COUNT` prepares the database of DATABASE_URL and prints the visitors as JSON.
"""

import io
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from rlp_portal.accounts.sessions import SessionStore  # noqa: E402
from rlp_portal.analysis.coding.passages import field_of  # noqa: E402
from rlp_portal.reports.enums import ReportKind  # noqa: E402
from rlp_portal.reports.services import make_report  # noqa: E402
from rlp_portal.rlps.carnet.services import start_round  # noqa: E402
from rlp_portal.rlps.enums import Role  # noqa: E402
from rlp_portal.rlps.models import Membership, Rlp, Round  # noqa: E402
from tests.factories import ActionPlanFactory, MembershipFactory  # noqa: E402
from worksheets.models import Answer, Sheet  # noqa: E402
from worksheets.services import save_answer  # noqa: E402

RLP, SHEET, FIELD = "rlp-des-berges", "ft4", "general"
TEXTS = ["general", "local", "implement", "capacity", "leverage", "barriers", "next_steps"]
PLAN_PAGES, SHORT_PAGES, SHORT_PLANS = 200, 2, 30
PAGE = " ".join(
    f"Cette phrase, la {number} de sa page, dit ce que le regroupement veut garder vivant dans son milieu."
    for number in range(18)
)


def main(count):
    fill()
    report = carnet_report()
    with transaction.atomic():
        people = [visitor() | coder() | report | {"number": number} for number in range(count)]
    json.dump(people, sys.stdout)


def fill():
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())


def visitor():
    """A coordinator of an RLP of her own, whose sheet holds the answers of the demonstration."""
    membership = MembershipFactory(role=Role.COORDINATOR, user__password="!")
    round_ = start_round(rlp=membership.rlp, title="Démarche", started_on="2026-01-12", by=membership.user)
    sheet = Sheet.objects.create(workbook=round_.workbook, instrument_key=SHEET, instrument_version=1)
    for answer in filled_answers():
        save_answer(sheet=sheet, address=answer.address, value=answer.value, base="", by=membership.user)
    args = [membership.rlp.slug, round_.number, SHEET]
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(membership.user)}",
        "page": reverse("whole_sheet", args=args),
        "save": reverse("save_field", args=args),
        "field": FIELD,
        "texts": TEXTS,
    }


def coder():
    """An advisor of an RLP of her own: a plan of two hundred pages, short ones, and where their sentences lie."""
    membership = MembershipFactory(role=Role.ADVISOR, user__password="!")
    plan, fields = plan_of(membership, PLAN_PAGES)
    short = [plan_of(membership, SHORT_PAGES) for _ in range(SHORT_PLANS)]
    return {
        "coder": f"{settings.SESSION_COOKIE_NAME}={session_of(membership.user)}",
        "plan": reverse("code_plan", args=[plan.public_id]),
        "code": reverse("save_coding", args=[plan.public_id]),
        "codes": {"objects": ["A", "R"], "strategies": "institutionalisation.choices", "moment": "planned"},
        "passages": fields,
        "short_passages": [
            (reverse("save_coding", args=[one.public_id]), field) for one, fields in short for field in fields
        ],
    }


def plan_of(membership, pages):
    """(plan, the names of its sentences)"""
    plan = ActionPlanFactory(rlp=membership.rlp, deposited_by=membership.user, text="\n".join([PAGE] * pages))
    version = plan.versions.get()
    places = [place for one in version.paragraphs.all() for place in one.sentences]
    return plan, [field_of(version.number, *place) for place in places]


def carnet_report():
    """A report of the demonstration that was just made, and its reader."""
    round_ = Round.objects.select_related("rlp", "workbook").filter(rlp__slug=RLP).latest("number")
    reader = Membership.objects.filter(rlp=round_.rlp, role=Role.COORDINATOR).earliest("pk").user
    report = make_report(round_=round_, kind=ReportKind.CARNET, by=reader)
    return {
        "reader": f"{settings.SESSION_COOKIE_NAME}={session_of(reader)}",
        "reports": reverse("reports", args=[RLP]),
        "pdf": reverse("report_file", args=[RLP, report.public_id]),
    }


def filled_answers():
    sheet = Sheet.objects.filter(workbook__round__rlp=Rlp.objects.get(slug=RLP), instrument_key=SHEET)
    return Answer.objects.filter(sheet=sheet.latest("created_at"))


def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    main(int(sys.argv[1]))
