"""Objects for tests. Each app's factories live here, so that a story reads alone."""

import secrets
from datetime import date
from uuid import uuid4

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from rlp_portal.accounts.models import User
from rlp_portal.analysis.enums import CodePart
from rlp_portal.analysis.models import ActionPlan, CodebookProposal, Coding, Excerpt
from rlp_portal.analysis.plans.services import Incoming, add_version, words_around
from rlp_portal.rlps.enums import Region, Role
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp, Round
from rlp_portal.workshops.enums import StepKind, WorkshopState
from rlp_portal.workshops.models import Participant, Step, Workshop
from worksheets.codes import MobilisationLevel
from worksheets.models import Workbook

PASSWORD = "une-phrase-pour-les-tests"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.org")
    name = factory.Sequence(lambda n: f"Personne {n}")
    password = factory.LazyAttribute(lambda person: make_password(None if person.invited else person.plain_password))

    class Params:
        administrator = factory.Trait(is_administrator=True)
        closed = factory.Trait(is_active=False)
        invited = False
        plain_password = PASSWORD


class RlpFactory(DjangoModelFactory):
    class Meta:
        model = Rlp

    name = factory.Sequence(lambda n: f"Regroupement {n:03}")
    slug = factory.Sequence(lambda n: f"regroupement-{n:03}")
    region = Region.ESTRIE


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    rlp = factory.SubFactory(RlpFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    rlp = factory.SubFactory(RlpFactory)
    number = 1
    title = "Démarche 2026"
    workbook = factory.LazyFunction(Workbook.objects.create)


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = MobilisationRating

    rlp = factory.SubFactory(RlpFactory)
    level = MobilisationLevel.COORDINATION
    rated_on = date(2026, 3, 10)


class WorkshopFactory(DjangoModelFactory):
    """In preparation; `is_open` with its door open, in the waiting room."""

    class Meta:
        model = Workshop

    class Params:
        is_open = factory.Trait(
            state=WorkshopState.OPEN,
            is_door_open=True,
            opened_at=factory.LazyFunction(timezone.now),
            opened_by=factory.SubFactory(UserFactory),
        )

    round = factory.SubFactory(RoundFactory)
    own_workbook = factory.LazyFunction(Workbook.objects.create)
    title = "Atelier du printemps"
    join_code = factory.Sequence(lambda n: 48_291_374 + n)
    join_token = factory.LazyFunction(lambda: secrets.token_urlsafe(16))
    display_token = factory.LazyFunction(lambda: secrets.token_urlsafe(16))


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    workshop = factory.SubFactory(WorkshopFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = StepKind.INSTRUMENT
    instrument_key = factory.LazyAttribute(lambda step: "continuum" if step.kind == StepKind.INSTRUMENT else "")
    instrument_version = factory.LazyAttribute(lambda step: 1 if step.kind == StepKind.INSTRUMENT else None)
    minutes = 30


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    workshop = factory.SubFactory(WorkshopFactory, is_open=True)
    key_hash = factory.LazyFunction(lambda: secrets.token_hex(32))
    resume_code = factory.Sequence(lambda n: f"AA{n:02}")


# ---- Action plans ------------------------------------------------------------------------------------------------

PLAN_TEXT = "Le CPE hébergera l’Heure du conte.\nLes parents seront formés. La Ville prêtera un local."


class ActionPlanFactory(DjangoModelFactory):
    """With one version, which holds `text`, a text or an Incoming; no rating is read, `level` is what it is told."""

    class Meta:
        model = ActionPlan
        skip_postgeneration_save = True

    rlp = factory.SubFactory(RlpFactory)
    title = factory.Sequence(lambda n: f"Plan d’action {n}")
    dated_on = date(2026, 2, 1)
    deposited_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def text(plan, create, text, **_options):  # noqa: N805 - factory_boy gives the object made
        incoming = text if isinstance(text, Incoming) else Incoming(text or PLAN_TEXT)
        add_version(plan=plan, incoming=incoming, by=plan.deposited_by)


class ExcerptFactory(DjangoModelFactory):
    """The first place of `words` in the plan's last version."""

    class Meta:
        model = Excerpt

    class Params:
        words = "Le CPE hébergera l’Heure du conte."

    plan = factory.SubFactory(ActionPlanFactory)
    version = factory.LazyAttribute(lambda excerpt: excerpt.plan.versions.first())
    start = factory.LazyAttribute(lambda excerpt: excerpt.version.text.index(excerpt.words))
    end = factory.LazyAttribute(lambda excerpt: excerpt.start + len(excerpt.words))
    quotation = factory.LazyAttribute(lambda excerpt: excerpt.words)
    before = factory.LazyAttribute(lambda excerpt: words_around(excerpt.version.text, excerpt.start, excerpt.end)[0])
    after = factory.LazyAttribute(lambda excerpt: words_around(excerpt.version.text, excerpt.start, excerpt.end)[1])
    first_seen = factory.LazyAttribute(lambda excerpt: excerpt.version.number)


class CodingFactory(DjangoModelFactory):
    """Object A, no strategy, by whoever deposited the plan, unless told."""

    class Meta:
        model = Coding

    excerpt = factory.SubFactory(ExcerptFactory)
    plan = factory.LazyAttribute(lambda coding: coding.excerpt.plan)
    coder = factory.LazyAttribute(lambda coding: coding.excerpt.plan.deposited_by)
    codebook_version = 1
    objects_coded = "A"
    strategies_coded = ""
    fingerprint = factory.Sequence(str)


class CodebookProposalFactory(DjangoModelFactory):
    """About the definition of object A; it waits for an answer."""

    class Meta:
        model = CodebookProposal

    op_id = factory.LazyFunction(uuid4)
    codebook_version = 1
    code = "A"
    part = CodePart.DEFINITION
    text = "Ce que le regroupement fait avec et pour les familles."
    reason = "Les fêtes de quartier sont codées S."
    proposed_by = factory.SubFactory(UserFactory)
