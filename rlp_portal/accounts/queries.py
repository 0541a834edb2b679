"""Reads about people. Roles come from rlps, seen here only through `user.memberships`."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Max, Q
from django.utils import timezone

from rlp_portal.accounts.models import User
from rlp_portal.ui.typography import quebec_date


@dataclass(frozen=True)
class AccountState:
    key: str  # open, invited, without_link, closed
    label: str


def people_with_state():
    """With what `state_of` reads."""
    usable = Q(
        invitations__used_at__isnull=True,
        invitations__withdrawn_at__isnull=True,
        invitations__expires_at__gt=timezone.now(),
    )
    people = User.objects.annotate(invited_until=Max("invitations__expires_at", filter=usable))
    return people.order_by("folded_words", "id")  # said again: a grouped query forgets the model's ordering


def people_with_roles():
    """What a list of people shows, in a constant number of queries."""
    return people_with_state().prefetch_related("memberships__rlp")


def state_of(person):
    """`person` comes from `people_with_state`."""
    if not person.is_active:
        return AccountState("closed", "Compte fermé")
    if not person.awaits_invitation:
        return AccountState("open", "Compte ouvert")
    if person.invited_until:
        return AccountState("invited", f"Invitation valable jusqu’au {quebec_date(person.invited_until)}")
    return AccountState("without_link", "Invitation expirée ou retirée")


def has_second_step(person):
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def roles_of(person):
    return person.memberships.select_related("rlp").order_by("rlp__folded_name", "role")
