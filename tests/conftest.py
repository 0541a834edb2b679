"""What every test shares. `client` is Django's anonymous one; the others are signed in."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import UserFactory


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing to collect
    }


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person(db):
    """Someone with an account and no role."""
    return UserFactory()


@pytest.fixture
def person_client(person):
    return signed_in(person)


@pytest.fixture
def administrator(db):
    return UserFactory(administrator=True)


@pytest.fixture
def administrator_client(administrator):
    return signed_in(administrator)
