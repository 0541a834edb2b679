"""A carnet, and two people who write in it."""

import pytest

from tests.factories import UserFactory
from worksheets.models import Workbook


@pytest.fixture
def workbook(db):
    return Workbook.objects.create()


@pytest.fixture
def marie(db):
    return UserFactory(name="Marie Gagnon")


@pytest.fixture
def paul(db):
    return UserFactory(name="Paul Otis")
