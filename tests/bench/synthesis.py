"""The synthesis of a large sample, for whoever reads it: its page of analysis.

`python -m tests.bench.synthesis RLPS COUNT` fills the database of DATABASE_URL with a sample of so many RLPs, thirty
passages each, coded and read to the end, and prints so many visitors as JSON: an advisor who follows thirty of them.
"""

import json
import sys

from tests.bench.portal import session_of  # sets Django up: it comes first  # isort: skip
from django.conf import settings
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse

from rlp_portal.analysis.models import PlanVersion, Reading
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Rlp
from tests.bench.tables import AT_ONCE, fill

FOLLOWED = 30  # what one person can follow


def main(rlps, count):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sample = fill(rlps)
    read_to_the_end(sample.main_coder)
    follow(sample.main_coder)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(sample.main_coder)}"
    who = {"cookie": cookie, "analysis": f"{reverse('analysis')}?echantillon={sample.public_id}"}
    json.dump([who | {"number": number} for number in range(count)], sys.stdout)


def read_to_the_end(coder):
    plans = PlanVersion.objects.values_list("plan", "pk", "deposited_at").annotate(acts=F("sentences"))
    rows = [
        Reading(plan_id=plan, version_id=pk, coder=coder, revision=acts, finished_at=at)
        for plan, pk, at, acts in plans.order_by("pk")
    ]
    Reading.objects.bulk_create(rows, batch_size=AT_ONCE)


def follow(coder):
    rlps = Rlp.objects.order_by("pk")[:FOLLOWED]
    Membership.objects.bulk_create([Membership(rlp=rlp, user=coder, role=Role.ADVISOR) for rlp in rlps])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
