"""Taking someone out of the portal: her name leaves everywhere, what the group wrote remains."""

import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from rlp_portal.accounts.models import Invitation, User
from rlp_portal.accounts.services import refuse_without_administrator
from rlp_portal.accounts.sessions import SessionStore
from rlp_portal.reports.archive import services as archives
from rlp_portal.reports.models import Archive
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Rlp
from rlp_portal.stewardship.models import DataRequest, IdleWarning
from rlp_portal.workshops.models import Facilitation

REMOVED = "Personne retirée"
NOWHERE = "retiree.invalid"  # a domain that can never receive mail (RFC 2606)


class CannotErase(Exception):
    """The message is what to read."""


@transaction.atomic
def erase_person(*, person, by):
    """Raises CannotErase, or accounts.services.LastAdministrator. Backups forget her within 35 days."""
    person = User.objects.select_for_update().get(pk=person.pk)
    refuse_without_coordinator(person)
    refuse_without_administrator(person)
    drop_sessions(person)
    for model, link in (
        (Membership, "user"),
        (Invitation, "user"),
        (Authenticator, "user"),
        (EmailAddress, "user"),
        (IdleWarning, "person"),
        (Facilitation, "user"),
    ):
        model.objects.filter(**{link: person}).delete()
    Membership.objects.filter(created_by=person).update(created_by=None)
    DataRequest.objects.filter(person=person).update(words="", answer="")
    DataRequest.objects.filter(person=person, answered_at__isnull=True).update(
        answered_at=timezone.now(), answered_by=by
    )
    archives.forget(Archive.objects.filter(with_names=True))  # made again, without her, when asked for
    person.public_id = uuid.uuid4()
    person.name, person.email = REMOVED, f"{person.public_id.hex}@{NOWHERE}"
    person.password, person.last_login = make_password(None), None
    person.is_active = person.is_administrator = False
    person.save()


def refuse_without_coordinator(person):
    held = Membership.objects.filter(user=person, role=Role.COORDINATOR)
    for rlp in Rlp.objects.select_for_update().filter(pk__in=held.values("rlp")).order_by("pk"):
        coordinators = Membership.objects.filter(rlp=rlp, role=Role.COORDINATOR, user__is_active=True)
        if not coordinators.exclude(user=person).exists():
            raise CannotErase(
                f"Cette personne est seule à la coordination de «\u00a0{rlp}\u00a0». "
                "Nommez d’abord une autre personne à la coordination."
            )


def drop_sessions(person):
    """They are not listed by person: each open one is read."""
    hers = [
        one.pk
        for one in Session.objects.filter(expire_date__gt=timezone.now())
        if SessionStore().decode(one.session_data).get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=hers).delete()


def is_erased(person):
    return person.email.endswith(f"@{NOWHERE}")
