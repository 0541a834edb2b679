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
