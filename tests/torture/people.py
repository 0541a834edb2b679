"""Coordinators who are signed in, each in front of a sheet of her own: python -m tests.torture.people COUNT

Prepares the database of DATABASE_URL and prints them as JSON.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from rlp_portal.rlps.enums import Role  # noqa: E402
from tests.bench.portal import session_of  # noqa: E402
from tests.factories import MembershipFactory, RoundFactory  # noqa: E402

SHEET = "ft4"


def main(count):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    json.dump([coordinator() | {"number": number} for number in range(count)], sys.stdout)


def coordinator():
    membership = MembershipFactory(role=Role.COORDINATOR, user__password="!")
    round_ = RoundFactory(rlp=membership.rlp)
    args = [membership.rlp.slug, round_.number, SHEET]
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(membership.user)}",
        "page": reverse("whole_sheet", args=args),
        "save": reverse("save_field", args=args),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
