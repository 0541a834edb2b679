from itertools import count

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from rlp_portal.accounts import services as accounts
from rlp_portal.accounts.services import AlreadyInvited
from rlp_portal.rlps.enums import RatingSource, Role
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp
from rlp_portal.rlps.permissions import ADMINISTRATOR, roles_she_may_give

SLUG_LENGTH = 60


class NameTaken(Exception):
    """Another RLP took the name between the form's check and the writing."""


class RoleRefused(Exception):
    """An expected refusal about roles: `message` is the sentence to show."""

    message = ""


class AlreadyHasRole(RoleRefused):
    message = "Cette personne a déjà ce rôle."


class LastCoordinator(RoleRefused):
    message = "Nommez d’abord une autre personne à la coordination."


class RoleGone(RoleRefused):
    message = "Ce rôle vient d’être retiré par une autre personne."


class RoleNotHersToGive(PermissionDenied):
    """403, like every right that one lacks."""

    def __init__(self):
        super().__init__("L’animation et le conseil sont confiés par la gestion.")


class InvitedElsewhere(RoleRefused):
    """Her link would open roles that are not this person's to give: only the administration may send it."""

    message = (
        "Cette personne est déjà invitée ailleurs dans le portail. "
        "Ajoutez-la quand elle aura ouvert son compte, ou demandez à la gestion."
    )


# ---- RLPs -----------------------------------------------------------------------------------------------------


def create_rlp(*, name, **fields):
    """The slug is made once: a new name later breaks no link."""
    try:
        with transaction.atomic():
            return Rlp.objects.create(name=name, slug=free_slug(name), **fields)
    except IntegrityError:
        raise NameTaken from None


def free_slug(name):
    stem = slugify(name.replace("’", "-").replace("'", "-"))[:SLUG_LENGTH].strip("-") or "rlp"
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(slug for slug in candidates if not Rlp.objects.filter(slug=slug).exists())


def edit_rlp(*, rlp, **fields):
    for name, value in fields.items():
        setattr(rlp, name, value)
    try:
        with transaction.atomic():
            rlp.save(update_fields=[*fields, "folded_name", "updated_at"])
    except IntegrityError:
        raise NameTaken from None
    return rlp


# ---- Mobilisation ---------------------------------------------------------------------------------------------


def add_rating(*, rlp, by, level, rated_on, source, note=""):
    return MobilisationRating.objects.create(
        rlp=rlp, level=level, rated_on=rated_on, source=source, note=note, recorded_by=by
    )


def note_level(*, round_, by, level, proposed_level, at):
    """What the group notes on its continuum: one rating for each round and day, the last one that was noted."""
    return MobilisationRating.objects.update_or_create(
        round=round_,
        rated_on=timezone.localdate(at),
        defaults={
            "rlp_id": round_.rlp_id,
            "level": level,
            "proposed_level": proposed_level,
            "source": RatingSource.GROUP,
            "recorded_by": by,
            "recorded_at": at,
            "withdrawn_at": None,
            "withdrawn_by": None,
        },
    )[0]


def take_level_back(*, round_, by):
    """The group erased the level on its continuum: the rating that it had become leaves too."""
    last = MobilisationRating.objects.filter(round=round_, withdrawn_at__isnull=True).last()
    if last:
        withdraw_rating(rating=last, by=by)


def withdraw_rating(*, rating, by):
    """It leaves the drawing and stays in the base, from where `restore_rating` takes it back. Twice is once."""
    withdrawn = MobilisationRating.objects.filter(pk=rating.pk, withdrawn_at__isnull=True)
    withdrawn.update(withdrawn_at=timezone.now(), withdrawn_by=by)


def restore_rating(*, rating):
    MobilisationRating.objects.filter(pk=rating.pk).update(withdrawn_at=None, withdrawn_by=None)


# ---- The team -------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(*, rlp, email, name, role, by, roles, request):
    """(membership, link). `roles`: those of the person who invites. The link is None when the account is open.

    Raises RoleRefused, RoleNotHersToGive, AlreadyInvited or AccountClosed.
    """
    refuse_role_not_hers(role, roles=roles)
    try:
        person, link = accounts.invite(email=email, name=name, by=by, request=request)
    except AlreadyInvited as error:
        if error.person.memberships.filter(rlp=rlp).exists():
            raise
        person = error.person
        refuse_link_to_others(person, rlp=rlp, roles=roles)
        link = accounts.renew_invitation(person=person, by=by, request=request)
    return give_role(rlp=rlp, person=person, role=role, by=by), link


def renew_invitation(*, membership, by, roles, request):
    refuse_role_not_hers(membership.role, roles=roles)
    refuse_link_to_others(membership.user, rlp=membership.rlp, roles=roles)
    return accounts.renew_invitation(person=membership.user, by=by, request=request)


@transaction.atomic
def change_role(*, membership, role, by, roles, request):
    """The link to show, when the person's invitation had to be renewed; else None."""
    lock(membership)
    refuse_role_not_hers(membership.role, roles=roles)
    refuse_role_not_hers(role, roles=roles)
    if role == membership.role:
        return None
    keep_a_coordinator(membership)
    if Membership.objects.filter(rlp=membership.rlp, user=membership.user, role=role).exists():
        raise AlreadyHasRole
    membership.role, membership.created_at, membership.created_by = role, timezone.now(), by
    membership.save(update_fields=["role", "created_at", "created_by"])
    if membership.user.awaits_invitation and ADMINISTRATOR in roles and membership.user.is_active:
        return accounts.renew_invitation(person=membership.user, by=by, request=request)
    return None


@transaction.atomic
def remove_role(*, membership, roles):
    lock(membership)
    refuse_role_not_hers(membership.role, roles=roles)
    keep_a_coordinator(membership)
    membership.delete()


@transaction.atomic
def give_role_back(*, rlp, person, role, by, roles):
    """The undo of `remove_role`. Twice is once."""
    refuse_role_not_hers(role, roles=roles)
    accounts.withdraw_links_of_others(person=person, by=by)
    try:
        return give_role(rlp=rlp, person=person, role=role, by=by)
    except AlreadyHasRole:
        return None


def give_role(*, rlp, person, role, by):
    membership, is_new = Membership.objects.get_or_create(
        rlp=rlp, user=person, role=role, defaults={"created_by": by}
    )
    if not is_new:
        raise AlreadyHasRole
    return membership


def refuse_role_not_hers(role, *, roles):
    """Nobody gives or takes away more than she may give."""
    if role not in roles_she_may_give(roles):
        raise RoleNotHersToGive


def refuse_link_to_others(person, *, rlp, roles):
    """Whoever holds a link can open the account: it may open nothing that she could not give herself."""
    if ADMINISTRATOR in roles:
        return
    beyond = person.memberships.exclude(rlp=rlp, role__in=roles_she_may_give(roles))
    if person.is_administrator or beyond.exists():
        raise InvitedElsewhere


def lock(membership):
    """Two coordinators cannot leave at the same moment: the RLP's row is locked, then the role is read again."""
    Rlp.objects.select_for_update().get(pk=membership.rlp_id)
    try:
        membership.refresh_from_db(fields=["role"])
    except Membership.DoesNotExist:
        raise RoleGone from None


def keep_a_coordinator(membership):
    if membership.role != Role.COORDINATOR or not membership.user.is_active:
        return
    others = Membership.objects.filter(rlp=membership.rlp_id, role=Role.COORDINATOR, user__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise LastCoordinator
