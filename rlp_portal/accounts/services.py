"""Opening, closing and inviting accounts. A link's token is returned once and never stored."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts.mail import public_address, send_text
from rlp_portal.accounts.models import (
    INVITATION_LIFETIME,
    Invitation,
    User,
    fingerprint_of_token,
    new_invitation_token,
)


class AlreadyInvited(Exception):
    """The person has not answered an earlier invitation; `person` is hers to renew."""

    message = "Cette personne est déjà invitée. Vous pouvez renvoyer l’invitation."

    def __init__(self, person):
        super().__init__(self.message)
        self.person = person


class AccountClosed(Exception):
    message = "Le compte de cette personne est fermé. La gestion peut le rouvrir."

    def __init__(self, person):
        super().__init__(self.message)
        self.person = person


class AlreadyActive(Exception):
    message = "Cette personne a déjà ouvert son compte."


class LinkNotUsable(Exception):
    message = "Ce lien n’est plus valable. Demandez-en un nouveau à la coordination."


class WrongAddress(Exception):
    """A forwarded link opens nothing: whoever opens it must know where it was sent."""

    message = "Ce lien ne va pas avec cette adresse. Écrivez celle que la coordination a invitée."


class LastAdministrator(Exception):
    message = "Nommez d’abord une autre personne à la gestion."


# Inviting


@transaction.atomic
def invite(*, email, name, by, request):
    """(person, link). A person whose account is open comes without link: she signs in as usual.

    Raises AlreadyInvited or AccountClosed. Send the link afterwards, with `mail_invitation`.
    """
    person, is_new = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "password": make_password(None)}
    )
    if is_new:
        return person, open_invitation(person=person, by=by, request=request)
    if not person.is_active:
        raise AccountClosed(person)
    if person.awaits_invitation:
        raise AlreadyInvited(person)
    return person, None


def open_invitation(*, person, by, request):
    token = new_invitation_token()
    Invitation.objects.create(
        user=person,
        invited_by=by,
        token_hash=fingerprint_of_token(token),
        expires_at=timezone.now() + INVITATION_LIFETIME,
    )
    return public_address(reverse("accept_invitation", args=[token]), request=request)


@transaction.atomic
def renew_invitation(*, person, by, request):
    """A new link; the former ones die."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.awaits_invitation:
        raise AlreadyActive
    if not person.is_active:
        raise AccountClosed(person)
    withdraw_invitations(person=person, by=by)
    return open_invitation(person=person, by=by, request=request)


def withdraw_invitations(*, person, by):
    person.invitations.usable().update(withdrawn_at=timezone.now(), withdrawn_by=by)


def withdraw_links_of_others(*, person, by):
    """Whoever holds a link can open the account: what is given to it now is not for those who made a link before."""
    others = person.invitations.usable().exclude(invited_by=by)
    return bool(others.update(withdrawn_at=timezone.now(), withdrawn_by=by))


def mail_invitation(*, person, link, by):
    """True when it left. Call it after the transaction; the link is shown on screen in any case."""
    body = render_to_string("accounts/mail/invitation.txt", {"person": person, "link": link, "by": by})
    return send_text(subject="Votre invitation au Portail RLP", body=body, to=person.email)


def usable_invitation(token):
    try:
        return (
            Invitation.objects.usable()
            .select_related("user")
            .get(token_hash=fingerprint_of_token(token), user__is_active=True)
        )
    except Invitation.DoesNotExist:
        raise LinkNotUsable from None


@transaction.atomic
def accept_invitation(*, invitation, email, name, password):
    """The account opens once, even if the form is sent twice at the same moment."""
    if email.strip().lower() != invitation.user.email:
        raise WrongAddress
    taken = Invitation.objects.usable().filter(pk=invitation.pk, user__is_active=True)
    if not taken.update(used_at=timezone.now()):
        raise LinkNotUsable
    person = User.objects.select_for_update().get(pk=invitation.user_id)
    if not person.awaits_invitation:
        raise LinkNotUsable
    person.name = name
    person.set_password(password)
    person.save(update_fields=["name", "password"])
    withdraw_invitations(person=person, by=person)
    return person


# The administration


@transaction.atomic
def close_account(*, person, by):
    """Whoever is signed in there is out at her next request; what she wrote stays."""
    refuse_without_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    withdraw_invitations(person=person, by=by)


def reopen_account(*, person):
    person.is_active = True
    person.save(update_fields=["is_active"])


@transaction.atomic
def make_administrator(*, person, by):
    """Whether a link died, to be sent anew."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_administrator = True
    person.save(update_fields=["is_administrator"])
    return withdraw_links_of_others(person=person, by=by)


@transaction.atomic
def remove_administrator(*, person):
    refuse_without_administrator(person)
    person.is_administrator = False
    person.save(update_fields=["is_administrator"])


def remove_second_step(*, person):
    Authenticator.objects.filter(user=person).delete()


def mail_second_step_removed(*, person):
    body = render_to_string("accounts/mail/second_step_removed.txt", {"person": person})
    return send_text(subject="Vérification en deux étapes retirée – Portail RLP", body=body, to=person.email)


def refuse_without_administrator(person):
    """Someone who can sign in must remain; the rows are locked so that two of them cannot leave together."""
    administrators = User.objects.select_for_update().filter(is_administrator=True, is_active=True).order_by("pk")
    others = [one for one in administrators if one.pk != person.pk and one.has_usable_password()]
    if person.is_administrator and person.is_active and not others:
        raise LastAdministrator
