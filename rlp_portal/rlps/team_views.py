"""The team of an RLP: its people, their roles and their invitations."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from rlp_portal.accounts.models import User
from rlp_portal.accounts.services import AccountClosed, AlreadyActive, AlreadyInvited, mail_invitation
from rlp_portal.rlps import queries, services
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.forms import RoleForm, TeamInvitationForm
from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.permissions import ADMINISTRATOR, Right, roles_she_may_give
from rlp_portal.rlps.portal import ROLE_ORDER
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.ui.typography import quoted

GROUP_TITLES = {**dict(Role.choices), Role.MEMBER: "Membres"}


@rlp_view(Right.MANAGE_TEAM, writing=Right.MANAGE_TEAM)
def team(request, rlp):
    form = TeamInvitationForm(posted_data(request), roles=roles_she_may_give(request.roles))
    if form.is_valid() and (invited := invite(request, rlp, form)):
        membership, link = invited
        say_notices(request, form.notices)
        return show_invited(request, membership=membership, link=link)
    return render_page(request, "rlps/team.html", team_context(request, rlp, form), status=status_of(form))


def invite(request, rlp, form):
    try:
        return services.invite(rlp=rlp, by=request.user, roles=request.roles, request=request, **form.cleaned_data)
    except (AlreadyInvited, AccountClosed, services.AlreadyHasRole, services.InvitedElsewhere) as refusal:
        form.add_error("email", refusal.message)
        return None


def show_invited(request, *, membership, link):
    """With a link: a page that shows it this once, since it is kept nowhere. Without: back to the team."""
    person, rlp = membership.user, membership.rlp
    if link is None:
        messages.success(request, f"{person} fait maintenant partie de l’équipe. Son compte est déjà ouvert.")
        return redirect("team", rlp.slug)
    context = {
        "title": "L’invitation est prête",
        "rlp": rlp,
        "person": person,
        "link": link,
        "mailed": mail_invitation(person=person, link=link, by=request.user),
    }
    return render_page(request, "rlps/invited.html", context)


def team_context(request, rlp, form):
    giveable = roles_she_may_give(request.roles)
    members = list(queries.team_of(rlp))
    for one in members:
        one.is_hers_to_change = one.role in giveable
        one.is_oneself = one.user_id == request.user.pk
        one.role_form = other_role_form(one, members=members, giveable=giveable)
    return {
        "title": f"Équipe {rlp.of_the}",
        "rlp": rlp,
        "groups": by_role(members),
        "form": form,
        "gives_every_role": giveable == frozenset(Role),
    }


def other_role_form(membership, *, members, giveable):
    """To change this role for one that she does not hold yet; None when there is none to give."""
    held = {one.role for one in members if one.user_id == membership.user_id}
    others = [role for role in Role if role in giveable and role not in held]
    return RoleForm(roles=others, auto_id=f"id_{membership.public_id}_%s") if others else None


def by_role(members):
    groups = [(role, [one for one in members if one.role == role]) for role in ROLE_ORDER]
    return [{"role": role, "title": GROUP_TITLES[role], "people": people} for role, people in groups if people]


def find_membership(rlp, membership_id):
    return get_object_or_404(Membership.objects.select_related("user", "rlp"), rlp=rlp, public_id=membership_id)


@rlp_view(None, writing=Right.MANAGE_TEAM)
def change_role(request, rlp, membership_id):
    membership = find_membership(rlp, membership_id)
    gives_up = gives_up_the_team(request, membership)
    form = RoleForm(request.POST, roles=roles_she_may_give(request.roles))
    if not form.is_valid():
        return refuse(request, rlp, form.errors["role"][0])
    try:
        link = services.change_role(
            membership=membership,
            role=form.cleaned_data["role"],
            by=request.user,
            roles=request.roles,
            request=request,
        )
    except services.RoleRefused as refusal:
        return refuse(request, rlp, refusal.message)
    if link:
        return show_invited(request, membership=membership, link=link)
    messages.success(request, f"{membership.user}\u00a0: {membership.get_role_display().lower()}.")
    return redirect("next_thing") if gives_up else redirect("team", rlp.slug)


def refuse(request, rlp, sentence):
    messages.error(request, sentence)
    return redirect("team", rlp.slug)


@rlp_view(None, writing=Right.MANAGE_TEAM)
def remove_role(request, rlp, membership_id):
    membership = find_membership(rlp, membership_id)
    try:
        services.remove_role(membership=membership, roles=request.roles)
    except services.RoleRefused as refusal:
        return refuse(request, rlp, refusal.message)
    if gives_up_the_team(request, membership):
        messages.success(request, f"Vous n’êtes plus à la coordination de {quoted(rlp)}.")
        return redirect("next_thing")
    undo = reverse("give_role_back", args=[rlp.slug, membership.user.public_id, membership.role])
    offer_undo(
        request, said=f"{membership.user} n’a plus le rôle «\u00a0{membership.get_role_display()}\u00a0».", url=undo
    )
    return redirect("team", rlp.slug)


def gives_up_the_team(request, membership):
    """Without her own coordination she may no longer see the team, nor undo."""
    is_her_coordination = membership.user_id == request.user.pk and membership.role == Role.COORDINATOR
    return is_her_coordination and ADMINISTRATOR not in request.roles


@rlp_view(None, writing=Right.MANAGE_TEAM)
def give_role_back(request, rlp, person_id, role):
    if role not in Role.values:
        raise Http404
    person = get_object_or_404(User, public_id=person_id)
    services.give_role_back(rlp=rlp, person=person, role=Role(role), by=request.user, roles=request.roles)
    messages.success(request, f"{person} a retrouvé son rôle.")
    return redirect("team", rlp.slug)


@rlp_view(None, writing=Right.MANAGE_TEAM)
def renew_team_invitation(request, rlp, membership_id):
    membership = find_membership(rlp, membership_id)
    try:
        link = services.renew_invitation(membership=membership, by=request.user, roles=request.roles, request=request)
    except (AlreadyActive, AccountClosed, services.InvitedElsewhere) as refusal:
        return refuse(request, rlp, refusal.message)
    return show_invited(request, membership=membership, link=link)
