"""Action plans, their codings, a sample and its syntheses, where every text that people may type is a script."""

import datetime
from contextlib import suppress
from fractions import Fraction
from uuid import uuid4

from django.utils import timezone

from rlp_portal.accounts.models import User
from rlp_portal.analysis.coding.choices import choice_of
from rlp_portal.analysis.enums import ActOutcome, ProposalStatus, Section, TextOrigin
from rlp_portal.analysis.models import ActionPlan, Coding, CodingAct, DoubleReading, Excerpt, Reading
from rlp_portal.analysis.plans.services import Incoming, add_version, words_around
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.syntheses import services, texts
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from tests.factories import CodebookProposalFactory
from tests.payloads import PAYLOADS, all_of, on_one_line, rolled, tagged

DAY = datetime.date(2026, 2, 1)
SECTIONS = [Section.OBJECTS, Section.RESOURCES]  # where passages are quoted
MONEY = "resources.money"


def seed_analysis(rlp, *, advisor):
    reader = User.objects.create_user(email="lecture@charges.exemple.org", name=PAYLOADS[5], password="!")
    Membership.objects.create(rlp=rlp, user=reader, role=Role.ADVISOR)
    seed_plans(rlp, by=advisor)
    excluded = dict(zip(ActionPlan.objects.filter(rlp=rlp).order_by("pk"), tagged("raison"), strict=True))
    read, lost = (plan_of_all(rlp, place, by=advisor) for place in (1, 2))
    passages = seed_passages(read, first=advisor, second=reader)
    seed_passages(lost, first=advisor, second=reader)
    add_version(plan=lost, incoming=Incoming("Un tout autre texte."), by=advisor)

    terms = Terms(share=Fraction(1), seed=on_one_line(all_of(3))[:80], exclusions=excluded)
    title = all_of(4, between=" ", name="échantillon")
    sample = draw_sample(list(universe([rlp])), terms, by=advisor, op_id=uuid4(), title=title)
    DoubleReading.objects.create(
        sample=sample, plan=read, reader=reader, assigned_by=advisor, revealed_at=timezone.now()
    )
    settle(passages[:5], sample, by=advisor)
    seed_proposal(by=advisor)
    draft, final = (seed_synthesis(sample, passages, by=advisor) for _one in range(2))
    services.finalise_synthesis(synthesis=final, by=advisor)
    return {
        "plan": str(read.public_id),
        "lost": str(lost.public_id),
        "sample": str(sample.public_id),
        "draft": str(draft.public_id),
        "final": str(final.public_id),
    }


# ---- Plans and what is said of their passages ---------------------------------------------------------------------


def seed_plans(rlp, *, by):
    """As many as payloads, each of them a file."""
    for one in PAYLOADS:
        line = on_one_line(one)
        plan = ActionPlan.objects.create(rlp=rlp, title=f"plan {one}", dated_on=DAY, deposited_by=by)
        incoming = Incoming(line, origin=TextOrigin.TXT, file_name=line[:80], content=one.encode())
        add_version(plan=plan, incoming=incoming, by=by)


def plan_of_all(rlp, place, *, by):
    """Each payload is a paragraph of it."""
    title, text = all_of(place, between=" ", name="plan"), "\n".join(on_one_line(one) for one in rolled(place))
    plan = ActionPlan.objects.create(rlp=rlp, title=title, dated_on=DAY, deposited_by=by, level=3)
    add_version(plan=plan, incoming=Incoming(text), by=by)
    return plan


def seed_passages(plan, *, first, second):
    """Each paragraph, coded by two people who do not agree; the first one’s codings."""
    version = plan.versions.get()
    Excerpt.objects.bulk_create(
        Excerpt(
            plan=plan,
            version=version,
            start=one.start,
            end=one.end,
            quotation=one.text,
            **dict(zip(("before", "after"), words_around(version.text, one.start, one.end), strict=True)),
            first_seen=1,
        )
        for one in version.paragraphs.all()
    )
    excerpts = list(Excerpt.objects.filter(plan=plan))
    for coder, objects in ((first, "A"), (second, "P")):
        codings = [
            coding_of(one, coder, objects=objects, memo=memo)
            for memo, one in zip(tagged(f"mémo {objects}"), excerpts, strict=True)
        ]
        Coding.objects.bulk_create(codings)
        CodingAct.objects.bulk_create(act_of(one, place) for place, one in enumerate(codings))
        Reading.objects.create(plan=plan, version=version, coder=coder, furthest=1, revision=1)
    return list(Coding.objects.filter(plan=plan, coder=first).select_related("excerpt"))


def coding_of(excerpt, coder, *, objects, memo, **more):
    coding = Coding(
        excerpt=excerpt,
        plan_id=excerpt.plan_id,
        coder=coder,
        codebook_version=1,
        objects_coded=objects,
        strategies_coded=MONEY,
        moment="planned",
        memo=memo,
        is_starred=True,
        **more,
    )
    coding.fingerprint = choice_of(coding).fingerprint
    return coding


def act_of(coding, place):
    """One in ten was refused, and waits."""
    held = choice_of(coding).written
    outcome = ActOutcome.WRITTEN if place % 10 else ActOutcome.REFUSED
    return CodingAct(
        plan_id=coding.plan_id, excerpt=coding.excerpt, by=coding.coder, before=held, after=held, outcome=outcome
    )


def settle(codings, sample, *, by):
    Coding.objects.bulk_create(
        coding_of(one.excerpt, by, objects="A", memo=one.memo, settles=sample) for one in codings
    )


# ---- The document -------------------------------------------------------------------------------------------------


def seed_proposal(*, by):
    """A change to the codebook, answered."""
    CodebookProposalFactory(
        text=all_of(7, name="proposé"),
        reason=all_of(8, name="pourquoi"),
        answer=all_of(9, name="répondu"),
        status=ProposalStatus.NOT_RETAINED,
        proposed_by=by,
        settled_by=by,
        settled_at=timezone.now(),
    )


def seed_synthesis(sample, codings, *, by):
    """A paragraph in each section, another one that lost against it, and every passage quoted."""
    synthesis = services.start_synthesis(
        by=by,
        sample=sample,
        title=all_of(5, between=" ", name="synthèse"),
        author_function=all_of(6, between=" ", name="fonction"),
    )
    for place, section in enumerate(Section.values):
        at = {"synthesis": synthesis, "text_id": uuid4(), "section": section, "by": by}
        texts.save_text(words=texts.Words(all_of(place, name="texte"), {}), **at)
        with suppress(texts.TextConflict):
            texts.save_text(words=texts.Words(all_of(place, name="refusé"), {}, base="other"), **at)
    for section in SECTIONS:
        chosen = [
            (one, MONEY if section == Section.RESOURCES else "", text)
            for one, text in zip(codings, tagged("cité"), strict=True)
        ]
        services.choose_excerpts(synthesis=synthesis, section=section, chosen=chosen, by=by)
    return synthesis
