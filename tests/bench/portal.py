"""The portal's side: a demonstration database, and coordinators who are signed in, each with a filled sheet.

`python -m tests.bench.portal COUNT` prepares the database of DATABASE_URL and prints the visitors as JSON.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from rlp_portal.rlps.carnet.services import start_round  # noqa: E402
from rlp_portal.rlps.models import Rlp  # noqa: E402
from rlp_portal.rlps.enums import Role  # noqa: E402
from tests.factories import MembershipFactory  # noqa: E402
from worksheets.models import Answer, Sheet  # noqa: E402
from worksheets.services import save_answer  # noqa: E402

RLP, SHEET, FIELD = "rlp-des-berges", "ft4", "general"


def main(count):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    json.dump([visitor() for _ in range(count)], sys.stdout)


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
