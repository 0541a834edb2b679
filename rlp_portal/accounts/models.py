import hashlib
import secrets
import uuid
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from worksheets.folding import fold

INVITATION_LIFETIME = timedelta(hours=24 * 7)


class UserQuerySet(models.QuerySet):
    def matching(self, words):
        """People whose name or e-mail holds every word, whatever the case and the accents."""
        people = self
        for word in fold(words.replace("\x00", "")).split():
            people = people.filter(folded_words__contains=word)
        return people


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser):
    """A person with an account. Rights come from memberships (rlps) and from `is_administrator`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("courriel", max_length=254)
    name = models.TextField("nom")  # its limit counts what a reader sees, no column does
    folded_words = models.CharField(max_length=400, default="", editable=False)
    is_administrator = models.BooleanField("gestion", default=False)
    is_active = models.BooleanField("compte ouvert", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["folded_words", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(condition=~Q(email=""), name="user_email_not_empty"),
        ]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, **kwargs):
        # The searchable twin, also the alphabetical order: SQLite puts É after z.
        self.folded_words = fold(f"{self.name} {self.email}")[:400]
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_words"}
        super().save(*args, **kwargs)

    def get_full_name(self):
        return self.name

    @property
    def awaits_invitation(self):
        return not self.has_usable_password()


def display_name(user):
    return str(user)


class InvitationQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A single-use link by which a person opens her account. Only the link's fingerprint is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="invitation_withdrawn_when_and_by",
            ),
        ]

    def __str__(self):
        return f"Invitation de {self.user}"


def new_invitation_token():
    return secrets.token_urlsafe(24)


def fingerprint_of_token(token):
    return hashlib.sha256(token.encode()).hexdigest()


class FailedTries(models.Model):
    """How many times something was tried in vain lately: a sign-in, a code, a reset.

    The fingerprint is keyed with the portal's secret: neither e-mail nor address can be read or guessed from it.
    """

    fingerprint = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    forgotten_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.count} ({self.fingerprint[:8]})"
