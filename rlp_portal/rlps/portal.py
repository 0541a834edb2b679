"""Who is asking, and in which role she works: read once per request, one query."""

from functools import cached_property

from django.urls import reverse

from rlp_portal.rlps.carnet.queries import PLAN_SHEET
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.permissions import ADMINISTRATOR, Right, has_right
from worksheets.prepared import Prepared

WORKING_AS = "working_as"  # session key
ROLE_ORDER = [Role.COORDINATOR, Role.FACILITATOR, Role.ADVISOR, Role.MEMBER]

MEMBERSHIPS = Prepared(
    lambda user: (
        Membership.objects.filter(user=user).select_related("rlp").order_by("rlp__folded_name", "rlp_id", "role")
    )
)

MOST_ENTRIES = 5
FIRST_LEFT_OUT = ["Fiche", "Mobilisation"]  # the name of the RLP leads to its profile, and the profile to its level
HOME_ENTRIES = {
    Role.ADVISOR: [
        ("Portefeuille", "portfolio"),
        ("Échantillons", "samples"),
        ("Analyse", "analysis"),
        ("Synthèses", "syntheses"),
    ],
    Role.FACILITATOR: [("Vos ateliers", "facilitation_home")],
    ADMINISTRATOR: [
        ("Regroupements", "manage_rlps"),
        ("Personnes", "manage_people"),
        ("Intendance", "stewardship_home"),
    ],
}


class RoleChoice:
    def __init__(self, key, label):
        self.key, self.label = str(key), label


class NavEntry:
    """`current` is the value of aria-current: "page" for the page itself, "true" for what lies under it."""

    def __init__(self, label, url, *, path, is_above):
        self.label, self.url = label, url
        is_under = is_above or (url.count("/") > 3 and path.startswith(url))
        self.current = "page" if path == url else "true" if is_under else ""


def entries_above(match):
    """The entries of the menu under which a page lies without following their address, the nearest first."""
    if match is None or not match.route.startswith("rlp/<slug:slug>/demarches/"):
        return []
    return ["current_plan", "rlp_home"] if match.kwargs.get("key") == PLAN_SHEET else ["rlp_home"]


class Portal:
    """`request.portal`: the memberships of the signed-in person, her roles, the RLP of the page, the menu."""

    def __init__(self, request):
        self.request = request
        self.rlp = None

    @cached_property
    def memberships(self):
        if not self.request.user.is_authenticated:
            return []
        return MEMBERSHIPS(user=self.request.user.pk)

    @property
    def is_administrator(self):
        return self.request.user.is_authenticated and self.request.user.is_administrator

    def roles_in(self, slug):
        held = {Role(one.role) for one in self.memberships if one.rlp.slug == slug}
        return held | {ADMINISTRATOR} if self.is_administrator else held

    def rlps_as(self, *roles):
        """The RLPs where she holds one of these roles, in alphabetical order."""
        return list(dict.fromkeys(one.rlp for one in self.memberships if one.role in roles))

    @property
    def advised_keys(self):
        """{the keys of the RLPs that she advises}"""
        return {one.rlp_id for one in self.memberships if one.role == Role.ADVISOR}

    @cached_property
    def roles(self):
        held = {one.role for one in self.memberships}
        choices = [RoleChoice(role, role.label) for role in ROLE_ORDER if role in held]
        return [*choices, RoleChoice(ADMINISTRATOR, "Gestion")] if self.is_administrator else choices

    @property
    def working_as(self):
        chosen = self.request.session.get(WORKING_AS)
        held = [role.key for role in self.roles]
        return chosen if chosen in held else next(iter(held), None)

    @cached_property
    def nav(self):
        """At most five entries; those of the RLP when the page is about one."""
        entries, above = self._entries(), entries_above(self.request.resolver_match)
        shown = [name for _label, name, _url in entries]
        nearest = next((name for name in above if name in shown), None)
        return [
            NavEntry(label, url, path=self.request.path, is_above=name == nearest) for label, name, url in entries
        ]

    def _entries(self):
        if not self.request.user.is_authenticated:
            return []
        if self.rlp:
            return self._rlp_entries()
        return self._home_entries()

    def _home_entries(self):
        names = HOME_ENTRIES.get(self.working_as, [("Accueil", "next_thing")])
        return [(label, name, reverse(name)) for label, name in names]

    def _rlp_entries(self):
        """The way home first, for those who follow several RLPs; all that there is room for."""
        roles = self.roles_in(self.rlp.slug)
        reads_carnet = has_right(Right.READ_CARNET, roles=roles)
        ways_home = [] if reads_carnet else self._home_entries()[:1]
        carnet = ("Carnet", "rlp_home", Right.READ_CARNET)
        candidates = [
            carnet if reads_carnet else ("Versions partagées", "shared_versions", Right.READ_SHARED),
            ("Plan", "current_plan", Right.READ_DRAFTS),
            ("Fiche", "rlp_profile", Right.READ_PROFILE),
            ("Ateliers", "workshops", Right.PREPARE_WORKSHOPS),
            ("Mobilisation", "ratings", Right.READ_PROFILE),
            *([] if reads_carnet else [("Documents", "action_plans", Right.READ_PLANS)]),
            ("Équipe", "team", Right.MANAGE_TEAM),
            ("Rapports", "reports", Right.MAKE_REPORTS),
        ]
        allowed = [
            (label, name, reverse(name, args=[self.rlp.slug]))
            for label, name, right in candidates
            if has_right(right, roles=roles)
        ]
        entries = [*ways_home, *allowed]
        for label in FIRST_LEFT_OUT:
            if len(entries) > MOST_ENTRIES:
                entries = [one for one in entries if one[0] != label]
        return entries


class PortalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.portal = Portal(request)
        return self.get_response(request)
