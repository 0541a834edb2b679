"""The demonstration accounts: who they are is said in fixtures/demo/people.toml, their one password here."""

import tomllib

from django.conf import settings

from rlp_portal.accounts.models import User

PASSWORD = "marguerite-et-hirondelle"  # noqa: S105 - printed at each start of the demonstration
PEOPLE = settings.BASE_DIR / "fixtures" / "demo" / "people.toml"


def demo_people():
    """The accounts to show, in the order of the file."""
    listed = tomllib.loads(PEOPLE.read_text())["people"]
    emails = [one["email"] for one in listed if one.get("demo_account")]
    accounts = {user.email: user for user in User.objects.filter(email__in=emails).prefetch_related("memberships")}
    return [accounts[email] for email in emails if email in accounts]


def roles_in_words(person):
    """« Coordination et animation »; her role in the portal first."""
    roles = ["gestion"] if person.is_administrator else []
    roles += [membership.get_role_display().lower() for membership in person.memberships.all()]
    roles = list(dict.fromkeys(roles)) or ["aucun rôle"]
    words = " et ".join([", ".join(roles[:-1]), roles[-1]]) if len(roles) > 1 else roles[0]
    return words.capitalize()
