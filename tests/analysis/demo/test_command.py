"""What the command refuses, and what it leaves behind when it stumbles: nothing."""

import pytest
from django.core.management import CommandError, call_command

from rlp_portal.accounts.models import User
from rlp_portal.analysis.demo import loading
from rlp_portal.rlps.models import Rlp

pytestmark = pytest.mark.django_db


def test_all_or_nothing(monkeypatch):
    monkeypatch.setattr(loading, "load_synthesis", stumble)

    with pytest.raises(ZeroDivisionError):
        call_command("load_demo")

    assert not Rlp.objects.exists()
    assert not User.objects.exists()


def stumble(*_, **__):
    raise ZeroDivisionError


def test_production_refuses(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="La démonstration ne se charge pas en production"):
        call_command("load_demo")

    assert not Rlp.objects.exists()
