"""What allauth asks of us: our sentences, our mail, and no door that we did not open."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from qrcode import QRCode

from rlp_portal.accounts.mail import public_address, send_text_later
from rlp_portal.accounts.passwords import normalise

WRONG_SIGN_IN = "Le courriel ou le mot de passe n’est pas le bon."
WRONG_PASSWORD = "Ce mot de passe n’est pas le bon."  # noqa: S105 - a sentence
WRONG_CODE = "Ce code n’est pas le bon. Essayez le suivant."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_SIGN_IN,
        "enter_current_password": WRONG_PASSWORD,
        "incorrect_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request):
        return False  # accounts open by invitation only

    def pre_authenticate(self, request, **credentials):
        pass  # one throttle: ours, by account and address; allauth's locks the account for everyone

    def authenticate(self, request, **credentials):
        """A closed account answers exactly like a wrong password."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def respond_user_inactive(self, request, user):
        return headed_redirect_response("account_login")

    def is_safe_url(self, url):
        """Only a path of this portal: never another host, even one of ours."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def clean_password(self, password, user=None):
        return super().clean_password(normalise(password), user)

    def is_ajax(self, request):
        return False  # pages for everyone: no second, JSON face to keep safe

    def get_reauthentication_methods(self, user):
        """allauth asks at the door and again for the page: one request, one person, the same ways."""
        if not hasattr(user, "ways_to_confirm"):
            user.ways_to_confirm = super().get_reauthentication_methods(user)
        return user.ways_to_confirm

    def get_password_change_redirect_url(self, request):
        return reverse("my_account")

    def get_reset_password_from_key_url(self, key):
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return public_address(path, request=self.request)

    def send_mail(self, template_prefix, email, context):
        """The subject holds no one's words; the mail leaves later, so that the answer's time tells nothing."""
        send_text_later(
            subject=render_to_string(f"{template_prefix}_subject.txt", context).strip(),
            body=render_to_string(f"{template_prefix}_message.txt", context).strip() + "\n",
            to=email,
        )


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Activez d’abord la vérification en deux étapes.",
    }

    def is_mfa_enabled(self, user, types=None):
        """Nobody has a way that this portal does not offer: it is not asked for."""
        offered = None if types is None else [one for one in types if one in settings.MFA_SUPPORTED_TYPES]
        return offered != [] and super().is_mfa_enabled(user, types=offered)

    def build_totp_svg(self, url):
        """One path, no style: the page's policy refuses inline style, and any theme can colour it."""
        code = QRCode(border=0)
        code.add_data(url)
        rows = code.get_matrix()
        squares = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
        )
        return format_html(
            '<svg class="qr-code" role="img" aria-label="Code QR de votre compte" viewBox="-2 -2 {0} {0}"'
            ' width="220" height="220" shape-rendering="crispEdges">'
            '<rect x="-2" y="-2" width="{0}" height="{0}" fill="#FFFFFF"/><path d="{1}" fill="#000000"/></svg>',
            len(rows) + 4,
            squares,
        )
