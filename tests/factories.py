"""Objects for tests. Each app's factories live here, so that a story reads alone."""

import secrets
from datetime import date

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from rlp_portal.accounts.models import User
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
