"""Loads it all after the RLPs and the people of fixtures/demo, in the same transaction."""

import datetime
from collections import Counter
from fractions import Fraction
from uuid import uuid4

from django.db import transaction

from rlp_portal.accounts.models import User
from rlp_portal.analysis.demo.plans import Reader, code_plan, load_plan
from rlp_portal.analysis.demo.stories import plan_stories, rlp_stories, synthesis_story
from rlp_portal.analysis.demo.synthesis import load_synthesis
from rlp_portal.analysis.models import DoubleReading
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.rlps.demo import load_demonstration as load_rlps
from rlp_portal.rlps.demo import load_rlp, moment
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Rlp

READ_AFTER, REVEALED_AFTER = datetime.timedelta(days=7), datetime.timedelta(days=12)


@transaction.atomic
def load_demonstration():
    """Counts of what was loaded, all or nothing. Raises AlreadyLoaded."""
    loaded = load_rlps()
    told = synthesis_story()
    advisor, colleague = (User.objects.get(email=told["sample"][who]) for who in ("main_coder", "second_reader"))
    stories = plan_stories()
    for story in rlp_stories():
        load_rlp(**story)
    rlps = {rlp.slug: rlp for rlp in Rlp.objects.all()}
    twice = [rlps[story.rlp] for story in stories if story.second_codings]
    follow(advisor, rlps.values())
    follow(colleague, twice)
    plans = {story.rlp: load_plan(story, rlp=rlps[story.rlp], by=advisor) for story in stories}
    sample = load_sample(told["sample"], by=advisor)
    readers = [Reader(advisor, "codings"), Reader(colleague, "second_codings")]
    for story in stories:
        code_plan(story, plans[story.rlp], readers=readers, at=sample.drawn_at + READ_AFTER)
    share_readings(sample, [plans[rlp.slug] for rlp in twice], reader=colleague, by=advisor)
    load_synthesis(told, sample=sample, plans=plans, by=advisor)
    return loaded + Counter(rlps=len(rlps) - loaded["rlps"], plans=len(plans))


def follow(advisor, rlps):
    """A draw takes from what its author follows."""
    known = set(Membership.objects.filter(user=advisor, role=Role.ADVISOR).values_list("rlp", flat=True))
    Membership.objects.bulk_create(
        Membership(rlp=rlp, user=advisor, role=Role.ADVISOR) for rlp in rlps if rlp.pk not in known
    )


def load_sample(told, *, by):
    start, end = told["universe_start"], told["universe_end"]
    terms = Terms(share=Fraction(told["share"]), seed=told["seed"], start=start, end=end)
    plans = list(universe(Rlp.objects.all(), start=start, end=end))
    at = moment(told["drawn_on"])
    return draw_sample(plans, terms, by=by, op_id=uuid4(), title=told["title"], at=at)


def share_readings(sample, plans, *, reader, by):
    """Those that a second person coded without seeing the first one's codings; both have been shown since."""
    DoubleReading.objects.bulk_create(
        DoubleReading(
            sample=sample,
            plan=plan,
            reader=reader,
            assigned_at=sample.drawn_at,
            assigned_by=by,
            revealed_at=sample.drawn_at + REVEALED_AFTER,
        )
        for plan in plans
    )
