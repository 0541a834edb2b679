"""What the tables of a synthesis cost against the plain GROUP BY that gives the cells of one of them.

`python -m tests.bench.tables ROUNDS RLPS` fills the database of DATABASE_URL with so many RLPs of thirty coded
passages, and prints the milliseconds of both sides in each round as JSON, with the memory that ours takes.

The floor is a flat table of its own, one row for each object × strategy of a passage, that nothing needs to join. It
gives the twenty cells. Ours gives those, their margins, the thirteen sub-strategies, each moment and both groups.
"""

import json
import os
import random
import resource
import sys
import time
from fractions import Fraction
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection, transaction  # noqa: E402

from rlp_portal.analysis import codebook  # noqa: E402
from rlp_portal.analysis.coding.codes import objects_written, strategies_written  # noqa: E402
from rlp_portal.analysis.enums import Moment  # noqa: E402
from rlp_portal.analysis.models import ActionPlan, Coding, Excerpt, PlanVersion  # noqa: E402
from rlp_portal.analysis.samples.services import Terms, draw_sample  # noqa: E402
from rlp_portal.analysis.tables.counts import count_sample  # noqa: E402
from rlp_portal.rlps.models import Rlp, folded_name  # noqa: E402
from tests.bench.servers import cpu_of  # noqa: E402
from tests.factories import UserFactory  # noqa: E402

PASSAGES, AT_ONCE = 30, 500
PASSAGE = "Le CPE hébergera l’Heure du conte et en assumera l’animation."
LEAST_SECONDS = 0.3  # of one turn: /proc counts by hundredths
RAW = "SELECT object, strategy, COUNT(DISTINCT rlp), COUNT(DISTINCT coding) FROM bench_pair GROUP BY object, strategy"


def main(rounds, count):
    call_command("migrate", verbosity=0)
    sample = fill(count)
    check_same(sample)
    sides = [lambda: count_sample(sample, with_rlps=False), raw_group_by]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sides[0]()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    times = [max(1, round(LEAST_SECONDS / max(cost(side, 1) / 1000, 0.001))) for side in sides]
    taken = [turn(sides, times, number) for number in range(rounds)]
    json.dump({"rounds": taken, "megabytes": round(grown, 1)}, sys.stdout)


def turn(sides, times, number):
    """[ours, floor] in milliseconds, taken in turn."""
    order = (0, 1) if number % 2 == 0 else (1, 0)
    taken = {side: cost(sides[side], times[side]) for side in order}
    return [taken[0], taken[1]]


def cost(side, times):
    """Of the processor: this process, and the one that answers it where there is one."""
    start = spent()
    for _ in range(times):
        side()
    return (spent() - start) * 1000 / times


def spent():
    answering = cpu_of(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else 0
    return time.process_time() + answering


def raw_group_by():
    with connection.cursor() as cursor:
        cursor.execute(RAW)
        return cursor.fetchall()


def check_same(sample):
    """A side that counts something else would be no floor."""
    ours = count_sample(sample, with_rlps=False).whole
    floor = {(one[0], one[1]): (one[2], one[3]) for one in raw_group_by()}
    counted = {key: (ours.of(key).rlps, ours.of(key).passages) for key in floor}
    if counted != floor:
        sys.exit(f"Les deux côtés ne comptent pas la même chose : {counted} et {floor}")


# ---- Filling ----------------------------------------------------------------------------------------------------


def fill(count):
    chance, coder = random.Random(2017), UserFactory(email="bench@exemple.org")
    with transaction.atomic():
        rlps = [Rlp(name=f"RLP {n}", slug=f"rlp-{n}", region="05") for n in range(count)]
        for rlp in rlps:
            rlp.folded_name = folded_name(rlp.name)
        Rlp.objects.bulk_create(rlps, batch_size=AT_ONCE)
        plans = [plan_of(rlp, coder, chance) for rlp in rlps]
        ActionPlan.objects.bulk_create(plans, batch_size=AT_ONCE)
        versions = PlanVersion.objects.bulk_create([version_of(plan, coder) for plan in plans], batch_size=AT_ONCE)
        for start in range(0, count, AT_ONCE):
            code(plans[start : start + AT_ONCE], versions[start : start + AT_ONCE], coder, chance)
        sample = draw_sample(plans, Terms(share=Fraction(1), seed="bench"), by=coder, op_id=uuid4())
        write_floor()
    if connection.vendor == "postgresql":  # as the autovacuum would have done by now
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # their time would be counted nowhere
    return sample


def plan_of(rlp, coder, chance):
    level = chance.choice([1, 2, 3, 4, None])
    return ActionPlan(rlp=rlp, title="Plan", dated_on="2026-01-01", deposited_by=coder, level=level)


def version_of(plan, coder):
    length = len(PASSAGE) * PASSAGES
    return PlanVersion(
        plan=plan, number=1, origin="pasted", digest="d", text=PASSAGE, length=length, sentences=1, deposited_by=coder
    )


def code(plans, versions, coder, chance):
    excerpts = Excerpt.objects.bulk_create(
        [
            Excerpt(
                plan=plan,
                version=version,
                start=number * len(PASSAGE),
                end=(number + 1) * len(PASSAGE),
                quotation=PASSAGE,
                first_seen=1,
            )
            for plan, version in zip(plans, versions, strict=True)
            for number in range(PASSAGES)
        ],
        batch_size=AT_ONCE,
    )
    Coding.objects.bulk_create([coding_of(one, coder, chance) for one in excerpts], batch_size=AT_ONCE)


def coding_of(excerpt, coder, chance):
    codes = codebook.latest()
    objects = chance.sample([one.key for one in codes.objects], chance.choice([1, 1, 1, 2]))
    subs = chance.sample([one.key for one in codes.subs], chance.choice([1, 1, 1, 2]))
    return Coding(
        excerpt=excerpt,
        plan_id=excerpt.plan_id,
        coder=coder,
        codebook_version=codes.version,
        objects_coded=objects_written(objects, version=codes.version),
        strategies_coded=strategies_written(subs, version=codes.version),
        moment=chance.choice(Moment.values),
        fingerprint="f",
    )


def write_floor():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_pair (rlp BIGINT, coding BIGINT, object VARCHAR(2), strategy VARCHAR(30))")
        rows = []
        codings = Coding.objects.values_list("plan__rlp", "pk", "objects_coded", "strategies_coded")
        for rlp, coding, objects, strategies in codings.iterator(chunk_size=5000):
            of = {key.partition(".")[0] for key in strategies.split()}
            rows += [(rlp, coding, object_, strategy) for object_ in objects.split() for strategy in of]
            if len(rows) > 5000:
                insert(cursor, rows)
                rows = []
        insert(cursor, rows)


def insert(cursor, rows):
    if rows:
        places = ",".join(["(%s,%s,%s,%s)"] * 200)
        while len(rows) >= 200:
            cursor.execute(f"INSERT INTO bench_pair VALUES {places}", [one for row in rows[:200] for one in row])
            rows = rows[200:]
        cursor.executemany("INSERT INTO bench_pair VALUES (%s,%s,%s,%s)", rows)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
