"""What people type about accounts, cleaned, with our own French sentences. allauth's forms are ours too."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from rlp_portal.accounts import throttle
from rlp_portal.accounts.models import User
from rlp_portal.accounts.passwords import HELP, normalise
from rlp_portal.accounts.sessions import SHARED_COMPUTER
from worksheets.cleaning import Refused, clean_text

LONGEST_EMAIL, LONGEST_NAME = 254, 120
INVISIBLE_IN_NAME = "Un caractère invisible a été retiré du nom."
WRITE_FULL_ADDRESS = "Écrivez une adresse complète, par exemple nom@organisme.org."
WRITE_NAME = "Écrivez un nom."
WRITE_PASSWORD = "Écrivez un mot de passe."  # noqa: S105 - a sentence
SAME_PASSWORD_TWICE = "Les deux mots de passe ne sont pas pareils. Écrivez le même deux fois."  # noqa: S105
WRITE_CODE = "Écrivez le code à 6\u00a0chiffres de votre application, ou un code de secours."
CODE_LIFETIME_SECONDS = 120


class AddressField(forms.CharField):
    """One sentence for everything that is not an e-mail we can write to. Never more than one line."""

    widget = forms.EmailInput

    def __init__(self, *, label="Courriel", autocomplete="email", **kwargs):
        super().__init__(label=label, error_messages={"required": WRITE_FULL_ADDRESS}, **kwargs)
        self.widget.attrs |= {"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value):
        email = str(value or "").strip().lower()
        if self.required or email:
            self.refuse_other_than_address(email)
        return email

    def refuse_other_than_address(self, email):
        try:
            EmailValidator()(email)
        except ValidationError:
            raise ValidationError(WRITE_FULL_ADDRESS, code="invalid") from None
        if not (email.isascii() and email.isprintable()) or '"' in email or len(email) > LONGEST_EMAIL:
            raise ValidationError(WRITE_FULL_ADDRESS, code="invalid")


class NameField(forms.CharField):
    """`notices` says what was removed, after cleaning."""

    def __init__(self, *, label, autocomplete="off", **kwargs):
        super().__init__(label=label, strip=False, error_messages={"required": WRITE_NAME}, **kwargs)
        self.widget.attrs["autocomplete"] = autocomplete
        self.notices = ()

    def clean(self, value):
        try:
            cleaned = clean_text(value, limit=LONGEST_NAME, multiline=False, invisible_notice=INVISIBLE_IN_NAME)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="too_long") from None
        self.notices = cleaned.notices
        if cleaned.value is None:
            raise ValidationError(WRITE_NAME, code="required")
        return cleaned.value


class PasswordField(forms.CharField):
    """Spaces count, and « é » is one letter whatever the keyboard."""

    def __init__(self, *, label="Mot de passe", autocomplete="current-password", **kwargs):
        super().__init__(label=label, strip=False, error_messages={"required": WRITE_PASSWORD}, **kwargs)
        self.widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})

    def to_python(self, value):
        return normalise(super().to_python(value))


class CodeField(forms.CharField):
    def __init__(self, *, label="Code", **kwargs):
        super().__init__(label=label, max_length=40, error_messages={"required": WRITE_CODE}, **kwargs)
        self.error_messages["max_length"] = WRITE_CODE
        self.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class NewPasswordFields(forms.Form):
    """A new password, twice. `password_owner` is the person whose name and e-mail it must not resemble."""

    password1 = PasswordField(label="Nouveau mot de passe", autocomplete="new-password", help_text=HELP)
    password2 = PasswordField(label="Le même mot de passe, encore une fois", autocomplete="new-password")

    def password_owner(self):
        return self.user

    def clean_password1(self):
        return get_adapter().clean_password(self.cleaned_data["password1"], user=self.password_owner())

    def clean(self):
        cleaned = forms.Form.clean(self)  # past allauth's mixin, which says the same in its own words
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", SAME_PASSWORD_TWICE)
        return cleaned


# Inviting and opening an account


class InvitationForm(forms.Form):
    name = NameField(label="Prénom et nom", help_text="La personne pourra le corriger.")
    email = AddressField(help_text="L’invitation ne sert qu’à cette adresse.", autocomplete="off")

    @property
    def notices(self):
        return self.fields["name"].notices


class AcceptInvitationForm(NewPasswordFields):
    email = AddressField(
        help_text="L’adresse que la coordination a invitée. Elle vous servira à vous connecter.",
        autocomplete="username",
    )
    name = NameField(label="Prénom et nom", autocomplete="name", help_text="C’est ainsi que les autres vous verront.")
    password1 = PasswordField(label="Mot de passe", autocomplete="new-password", help_text=HELP)
    field_order = ["email", "name", "password1", "password2"]

    def password_owner(self):
        return User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))


class SharedComputerField(forms.BooleanField):
    def __init__(self, **kwargs):
        super().__init__(
            label="Cet ordinateur est partagé",
            help_text="Il ne gardera rien de ce que vous écrivez, même si la connexion est coupée.",
            required=False,
            **kwargs,
        )


class SharedComputerForm(forms.Form):
    is_shared = SharedComputerField()


class MyAccountForm(forms.Form):
    name = NameField(label="Prénom et nom", autocomplete="name", help_text="C’est ainsi que les autres vous voient.")


# allauth's sign-in and passwords (settings.ACCOUNT_FORMS)


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": AddressField(autocomplete="username"),
            "password": PasswordField(),
            "is_shared": SharedComputerField(),
        }

    def login(self, request, redirect_url=None):
        request.session[SHARED_COMPUTER] = self.cleaned_data["is_shared"]
        return super().login(request, redirect_url)


class ResetRequestForm(allauth_forms.ResetPasswordForm):
    email = AddressField(autocomplete="username")

    def clean_email(self):
        """An invited person has no password to reset: her invitation, or a new one, is her only way in."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email

    def save(self, request, **kwargs):
        key = throttle.fingerprint("reset", self.cleaned_data["email"])
        if throttle.count_failure(key) <= throttle.LIMIT:  # beyond, the mailbox is left in peace; same page
            super().save(request, **kwargs)
        return self.cleaned_data["email"]


class ResetLinkForm(allauth_forms.UserTokenForm):
    def _get_user(self, uidb36):
        user = super()._get_user(uidb36)
        return user if user and user.is_active and user.has_usable_password() else None


class ChooseNewPasswordForm(NewPasswordFields, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordFields, allauth_forms.ChangePasswordForm):
    oldpassword = PasswordField(label="Mot de passe actuel")
    field_order = ["oldpassword", "password1", "password2"]

    def clean_oldpassword(self):
        """Through the throttle: an open session left alone is no way to guess a password."""
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]


class ConfirmPasswordForm(allauth_forms.ReauthenticateForm):
    password = PasswordField()


# The second step (settings.MFA_FORMS)


class CodeForm(forms.Form):
    """A code is tried a few times, and a right one serves once even while the clock allows it again."""

    code = CodeField(help_text="Les 6\u00a0chiffres de votre application, ou un code de secours.")

    def clean_code(self):
        key = throttle.fingerprint("code", self.user.pk)
        throttle.refuse_if_too_many(context.request, key, throttle.CODE)
        try:
            code = super().clean_code()
            self.refuse_used(code)
        except ValidationError:
            throttle.count_failure(key)
            raise
        throttle.forget_failures(key)
        return code

    def refuse_used(self, code):
        if not cache.add(throttle.fingerprint("used-code", self.user.pk, code), 1, timeout=CODE_LIFETIME_SECONDS):
            raise get_mfa_adapter().validation_error("incorrect_code")


class SecondStepForm(CodeForm, mfa_forms.AuthenticateForm):
    pass


class ConfirmCodeForm(CodeForm, mfa_forms.ReauthenticateForm):
    pass


class ActivateSecondStepForm(totp_forms.ActivateTOTPForm):
    code = CodeField(label="Code à 6\u00a0chiffres")

    @property
    def spelled_secret(self):
        """In groups of four, as one types it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))
