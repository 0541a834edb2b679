"""The passages of a sample as one CSV, as its page sends it, against the csv module over plain SQL.

`python -m tests.bench.exports ROUNDS RLPS` fills the database of DATABASE_URL with so many RLPs of thirty coded
passages, and prints the milliseconds of both sides in each round as JSON, with the memory that ours takes.
"""

import csv
import io
import json
import resource
import sys

from tests.bench.portal import session_of  # sets Django up: it comes first  # isort: skip
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Rlp
from tests.bench.tables import LEAST_SECONDS, PASSAGES, cost, fill, turn

HOST = "127.0.0.1"
RAW = """
SELECT rlp.name, plan.title, plan.dated_on, plan.level, excerpt.quotation, coding.objects_coded,
       coding.strategies_coded, coding.moment, coding.memo, coding.has_doubt, coding.is_starred
FROM analysis_coding coding
JOIN analysis_excerpt excerpt ON excerpt.id = coding.excerpt_id
JOIN analysis_actionplan plan ON plan.id = coding.plan_id
JOIN rlps_rlp rlp ON rlp.id = plan.rlp_id
ORDER BY rlp.folded_name, rlp.id, plan.dated_on, plan.id, excerpt.start, coding.id
"""


class Sink:
    """What an answer is poured into."""

    def __init__(self):
        self.lines = 0

    def write(self, part):
        self.lines += part.count(b"\r\n")


def main(rounds, rlps):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sample = fill(rlps)
    for rlp in Rlp.objects.all():
        Membership.objects.create(rlp=rlp, user=sample.main_coder, role=Role.ADVISOR)
    sides = [exporter(sample), csv_over_sql]
    if sides[1]().lines != rlps * PASSAGES:
        sys.exit("Le plancher n’écrit pas tous les passages.")
    sides[0](first=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if sides[0]().lines != rlps * PASSAGES + 1:  # and the titles of its columns
        sys.exit("Le fichier ne tient pas tous les passages.")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    times = [max(1, round(LEAST_SECONDS / max(cost(side, 1) / 1000, 0.001))) for side in sides]
    taken = [turn(sides, times, number) for number in range(rounds)]
    json.dump({"rounds": taken, "megabytes": round(grown, 1), "passages": rlps * PASSAGES}, sys.stdout)


def exporter(sample):
    client = Client(headers={"host": HOST})
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(sample.main_coder)
    url = reverse("analysis_csv", args=["passages"], query={"echantillon": sample.public_id})

    def export(first=None):
        sink = Sink()
        for number, part in enumerate(client.get(url).streaming_content):
            if number == first:
                break
            sink.write(part)
        return sink

    return export


def csv_over_sql():
    written = io.BytesIO()
    with connection.cursor() as cursor, io.TextIOWrapper(written, encoding="utf-8", newline="") as file:
        cursor.execute(RAW)
        csv.writer(file, delimiter=";").writerows(cursor)
        file.flush()
        sink = Sink()
        sink.write(written.getvalue())
    return sink


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
