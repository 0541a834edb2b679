"""The pages about RLPs, their people and where each one lands. The carnet's pages are in `carnet/`."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from rlp_portal.accounts.access import administrator_view
from rlp_portal.accounts.models import User
from rlp_portal.accounts.services import AccountClosed, AlreadyActive, AlreadyInvited, mail_invitation
from rlp_portal.rlps import queries, services
from rlp_portal.rlps.access import rlp_view, role_view, signed_in_view
from rlp_portal.rlps.enums import CoalitionWord, Region, Role
from rlp_portal.rlps.forms import NAME_TAKEN, RatingForm, RlpForm, RoleForm, TeamInvitationForm
from rlp_portal.rlps.models import Membership, MobilisationRating
from rlp_portal.rlps.permissions import ADMINISTRATOR, Right, has_right, roles_she_may_give
from rlp_portal.rlps.portal import ROLE_ORDER, WORKING_AS
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.pagination import page_of

GROUP_TITLES = {**dict(Role.choices), Role.MEMBER: "Membres"}
RLPS_PER_PAGE = 25
LONGEST_SEARCH = 120
HOMES = {Role.ADVISOR: "portfolio", Role.FACILITATOR: "facilitation_home", ADMINISTRATOR: "manage_rlps"}


# ---- Where each one lands -------------------------------------------------------------------------------------


@signed_in_view()
def next_thing(request):
    """« La prochaine chose »: each role has its own; the dashboard of an RLP says the rest."""
    role = request.portal.working_as
    if role is None:
        return render_page(request, "rlps/no_role.html", {"title": "Bienvenue", "contact": queries.whom_to_ask()})
    if role in HOMES:
        return redirect(HOMES[role])
    mine = request.portal.rlps_as(role)
    if len(mine) == 1:
        return redirect(mine[0])
    return render_page(request, "rlps/my_rlps.html", my_rlps_context(request, mine))


def my_rlps_context(request, mine):
    first, *others = queries.last_worked_on_first(mine, by=request.user)
    return {"title": "Vos regroupements", "first": first, "others": others}


@signed_in_view(methods=["POST"])
def work_as(request):
    chosen = request.POST.get("role")
    if chosen in {role.key for role in request.portal.roles}:
        request.session[WORKING_AS] = chosen
    return redirect("next_thing")


@role_view(Role.ADVISOR, ADMINISTRATOR, refusal="Le portefeuille est réservé au conseil.")
def portfolio(request):
    """The advisor's RLPs; the administration sees only how many each advisor follows."""
    if Role.ADVISOR not in {one.role for one in request.portal.memberships}:
        return render_page(request, "rlps/portfolios.html", portfolios_context())
    followed = queries.with_present_rating(request.portal.rlps_as(Role.ADVISOR))
    context = {"title": "Votre portefeuille", "rlps": followed}
    return render_page(request, "rlps/portfolio.html", context)


def portfolios_context():
    return {
        "title": "Portefeuilles",
        "advisors": queries.rlps_by_advisor(),
        "without_advisor": queries.count_rlps_without_advisor(),
    }


@role_view(Role.FACILITATOR, refusal="Cette page est réservée à l’animation.")
def facilitation_home(request):
    rlps = queries.with_present_rating(request.portal.rlps_as(Role.FACILITATOR))
    return render_page(request, "rlps/facilitation_home.html", {"title": "Vos ateliers", "rlps": rlps})


# ---- The profile ----------------------------------------------------------------------------------------------


@rlp_view(Right.READ_PROFILE)
def rlp_profile(request, rlp):
    context = {
        "title": f"Fiche {of_the(rlp)}",
        "rlp": rlp,
        "coordination": [one.user for one in queries.team_of(rlp) if one.role == Role.COORDINATOR],
        "rating": queries.ratings_in_force(rlp).last(),
        "can_edit": has_right(Right.EDIT_PROFILE, roles=request.roles),
        "can_manage_team": has_right(Right.MANAGE_TEAM, roles=request.roles),
    }
    return render_page(request, "rlps/profile.html", context)


def of_the(rlp):
    return CoalitionWord(rlp.word).of_the


@rlp_view(Right.EDIT_PROFILE, writing=Right.EDIT_PROFILE)
def edit_profile(request, rlp):
    present = {name: getattr(rlp, name) for name in RlpForm.base_fields}
    form = RlpForm(posted(request), rlp=rlp, initial=present)
    if form.is_valid() and written(form, services.edit_rlp, rlp=rlp):
        messages.success(request, "La fiche est enregistrée.")
        say_notices(request, form)
        return redirect("rlp_profile", rlp.slug)
    context = {"title": f"Modifier la fiche {of_the(rlp)}", "rlp": rlp, "form": form}
    return render_page(request, "rlps/edit_profile.html", context, status=status_of(form))


def written(form, service, **fields):
    """What the service returns; None when the name was taken meanwhile, said beside the field."""
    try:
        return service(**fields, **form.cleaned_data)
    except services.NameTaken:
        form.add_error("name", NAME_TAKEN)
        return None


def posted(request):
    return request.POST if request.method == "POST" else None


def status_of(form):
    return 422 if form.is_bound else 200


def say_notices(request, form):
    for notice in form.notices:
        messages.info(request, notice)


# ---- Mobilisation ---------------------------------------------------------------------------------------------


@rlp_view(Right.READ_PROFILE, writing=Right.RATE_MOBILISATION)
def ratings(request, rlp):
    can_rate = has_right(Right.RATE_MOBILISATION, roles=request.roles)
    form = RatingForm(posted(request)) if can_rate else None
    if form and form.is_valid():
        services.add_rating(rlp=rlp, by=request.user, **form.cleaned_data)
        messages.success(request, "La cote est notée.")
        say_notices(request, form)
        return redirect("ratings", rlp.slug)
    dated = list(queries.ratings_in_force(rlp))
    context = {
        "title": f"Mobilisation {of_the(rlp)}",
        "rlp": rlp,
        "ratings": dated,
        "newest_first": dated[::-1],
        "present": dated[-1] if dated else None,
        "form": form,
    }
    return render_page(request, "rlps/ratings.html", context, status=status_of(form) if form else 200)


@rlp_view(None, writing=Right.RATE_MOBILISATION)
def withdraw_rating(request, rlp, rating_id):
    rating = get_object_or_404(MobilisationRating, rlp=rlp, public_id=rating_id)
    services.withdraw_rating(rating=rating, by=request.user)
    undo = reverse("restore_rating", args=[rlp.slug, rating.public_id])
    offer_undo(request, said=f"La cote {rating.level} est retirée.", url=undo)
    return redirect("ratings", rlp.slug)


@rlp_view(None, writing=Right.RATE_MOBILISATION)
def restore_rating(request, rlp, rating_id):
    rating = get_object_or_404(MobilisationRating, rlp=rlp, public_id=rating_id)
    services.restore_rating(rating=rating)
    messages.success(request, f"La cote {rating.level} est de retour.")
    return redirect("ratings", rlp.slug)


# ---- The team -------------------------------------------------------------------------------------------------


@rlp_view(Right.MANAGE_TEAM, writing=Right.MANAGE_TEAM)
def team(request, rlp):
    form = TeamInvitationForm(posted(request), roles=roles_she_may_give(request.roles))
    if form.is_valid() and (invited := invite(request, rlp, form)):
        membership, link = invited
        say_notices(request, form)
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
    held = {}
    for one in members:
        held.setdefault(one.user_id, set()).add(one.role)
    for one in members:
        one.is_hers_to_change = one.role in giveable
        one.is_oneself = one.user_id == request.user.pk
        others = [role for role in Role if role in giveable and role not in held[one.user_id]]
        one.role_form = RoleForm(roles=others, auto_id=f"id_{one.public_id}_%s") if others else None
    groups = [(role, [one for one in members if one.role == role]) for role in ROLE_ORDER]
    return {
        "title": f"Équipe {of_the(rlp)}",
        "rlp": rlp,
        "groups": [
            {"role": role, "title": GROUP_TITLES[role], "people": people} for role, people in groups if people
        ],
        "form": form,
        "gives_every_role": giveable == frozenset(Role),
    }


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
        messages.success(request, f"Vous n’êtes plus à la coordination de «\u00a0{rlp}\u00a0».")
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


# ---- The administration ---------------------------------------------------------------------------------------


@administrator_view()
def manage_rlps(request):
    filters = {
        "q": request.GET.get("q", "")[:LONGEST_SEARCH].strip(),
        "region": known(request.GET.get("region"), Region.values, ""),
        "tri": known(request.GET.get("tri"), queries.SORTS, "nom"),
    }
    found = queries.search_rlps(words=filters["q"], region=filters["region"], sort=filters["tri"])
    context = {
        "title": "Regroupements",
        "page": page_of(found, request.GET.get("page"), size=RLPS_PER_PAGE),
        "filters": filters,
        "is_filtered": bool(filters["q"] or filters["region"]),
        "regions": Region.choices,
        "sorts": queries.SORT_LABELS,
    }
    return render_page(request, "rlps/manage_rlps.html", context)


def known(value, allowed, otherwise):
    return value if value in allowed else otherwise


@administrator_view(methods=("GET", "HEAD", "POST"))
def create_rlp(request):
    form = RlpForm(posted(request))
    if form.is_valid() and (rlp := written(form, services.create_rlp)):
        messages.success(request, f"«\u00a0{rlp}\u00a0» est créé. Nommez maintenant une personne à la coordination.")
        say_notices(request, form)
        return redirect("team", rlp.slug)
    context = {"title": "Ajouter un regroupement", "form": form}
    return render_page(request, "rlps/create_rlp.html", context, status=status_of(form))
