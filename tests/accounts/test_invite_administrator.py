import re

import pytest
from django.core.management import CommandError, call_command

from rlp_portal.accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "https://portail.exemple.org"


def invite(capsys, email="gestion@exemple.org"):
    call_command("invite_administrator", email, "Ginette Roy")
    return capsys.readouterr().out


def test_the_first_administrator_gets_a_link(settings, capsys):
    settings.PUBLIC_URL = ADDRESS

    said = invite(capsys)

    person = User.objects.get()
    assert re.search(rf"^{ADDRESS}/invitation/[\w-]+/$", said, re.MULTILINE)
    assert person.is_administrator
    assert person.awaits_invitation


def test_asking_again_kills_the_former_link(settings, capsys):
    settings.PUBLIC_URL = ADDRESS
    invite(capsys)

    invite(capsys)

    assert User.objects.get().invitations.usable().count() == 1


def test_someone_already_here_joins_the_administration(settings, capsys):
    settings.PUBLIC_URL = ADDRESS
    User.objects.create_user("gestion@exemple.org", "une longue phrase", name="Ginette Roy")

    assert invite(capsys) == "Ginette Roy fait maintenant partie de la gestion.\n"
    assert User.objects.get().is_administrator


def test_without_public_address_the_command_says_what_to_write(settings):
    settings.PUBLIC_URL = ""

    with pytest.raises(CommandError, match="PUBLIC_URL manque"):
        call_command("invite_administrator", "gestion@exemple.org", "Ginette Roy")
    assert not User.objects.exists()
