from rlp_portal.accounts.demo import PASSWORD

COORDINATOR = "coordination@exemple.org"
ADVISOR = "conseil@exemple.org"
FACILITATOR = "animation@exemple.org"
MEMBER = "membre@exemple.org"
ADMINISTRATOR = "gestion@exemple.org"
SEVERAL_ROLES = "plusieurs.roles@exemple.org"


def sign_in(page, email, *, password=PASSWORD):
    page.goto("/connexion/")
    page.get_by_label("Courriel").fill(email)
    page.locator("[autocomplete=current-password]").fill(password)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "/connexion/" not in url)


def coordinator_of_a_new_rlp(portal, slug, *, has_round=True):
    """(her e-mail, the path of the only round): an empty carnet that no other test writes in. Once for each slug."""
    email = f"coordination@{slug}.exemple.org"
    portal.run(
        "from rlp_portal.rlps.models import Rlp\n"
        "from tests.factories import MembershipFactory, RoundFactory\n"
        f"if not Rlp.objects.filter(slug={slug!r}).exists():\n"
        f"    one = MembershipFactory(rlp__slug={slug!r}, rlp__name={slug!r}, role='coordinator',\n"
        f"        user__email={email!r}, user__name='Coordination', user__plain_password={PASSWORD!r})\n"
        f"    {has_round} and RoundFactory(rlp=one.rlp)"
    )
    return email, f"/rlp/{slug}/demarches/1/"
