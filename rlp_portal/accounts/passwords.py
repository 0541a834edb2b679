"""What a password must be, with our own sentences. Spaces and accents are welcome."""

import unicodedata

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from rlp_portal.ui.typography import count_words, number

SHORTEST, LONGEST = 12, 128
SIGNS_IN_A_LETTER = 8
HELP = f"Au moins {SHORTEST} caractères. Une courte phrase convient très bien, avec ses espaces et ses accents."


def normalise(password):
    """The same « é » whatever the keyboard. Far too long, it stays as it is: sorting half a million accents takes
    minutes, and the whole server waits."""
    if len(password) > LONGEST * SIGNS_IN_A_LETTER:
        return password
    return unicodedata.normalize("NFC", password)


class LongestPassword:
    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(
                f"Ce mot de passe compte {number(len(password))} caractères. La limite est de {LONGEST}.",
                code="password_too_long",
            )

    def get_help_text(self):
        return f"Au plus {LONGEST} caractères."


class ShortestPassword(MinimumLengthValidator):
    def __init__(self):
        super().__init__(min_length=SHORTEST)

    def validate(self, password, user=None):
        if len(password) < SHORTEST:
            raise ValidationError(
                f"Ce mot de passe compte {count_words(len(password), 'caractère')}. Il en faut au moins {SHORTEST}.",
                code="password_too_short",
            )

    def get_help_text(self):
        return f"Au moins {SHORTEST} caractères."


class CommonPassword(CommonPasswordValidator):
    def validate(self, password, user=None):
        if password.replace(" ", "").isdigit():  # a date, a telephone
            raise ValidationError(self.get_error_message(), code="password_too_common")
        super().validate(password, user)

    def get_error_message(self):
        return "Ce mot de passe est trop courant."

    def get_help_text(self):
        return "Pas un mot de passe courant."


class PersonalPassword(UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self):
        return "Ce mot de passe ressemble trop à votre nom ou à votre courriel."

    def get_help_text(self):
        return "Différent de votre nom et de votre courriel."
