"""Objects for tests. Each app's factories live here, so that a story reads alone."""

import factory
from factory.django import DjangoModelFactory

from rlp_portal.accounts.models import User

PASSWORD = "une-phrase-pour-les-tests"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.org")
    name = factory.Sequence(lambda n: f"Personne {n}")
    password = factory.django.Password(PASSWORD)

    class Params:
        administrator = factory.Trait(is_administrator=True)
        closed = factory.Trait(is_active=False)
        invited = factory.Trait(password=factory.django.Password(None))
