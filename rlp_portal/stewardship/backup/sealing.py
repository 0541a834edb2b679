"""Encryption in the age format, which other tools open too: https://age-encryption.org/v1."""

from pathlib import Path

import pyrage

SEALED = ".age"


class CannotOpen(Exception):
    message = "Cette sauvegarde est chiffrée. Donnez la clé (--identity) ou la phrase (PORTAIL_BACKUP_PASSPHRASE)."

    def __init__(self, message=message):
        super().__init__(message)


def recipient_from(text):
    """Raises ValueError with a sentence to read."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise ValueError("La clé publique n’est pas lisible. Elle commence par «\u00a0age1\u00a0».") from None


def seal(source, target, *, recipient="", passphrase=""):
    """To a key, as a stream; to a passphrase, through memory."""
    if recipient:
        pyrage.encrypt_file(str(source), str(target), [recipient_from(recipient)])
    else:
        Path(target).write_bytes(pyrage.passphrase.encrypt(Path(source).read_bytes(), passphrase))


def unseal(source, target, *, identity="", passphrase=""):
    """Raises CannotOpen."""
    if not identity and not passphrase:
        raise CannotOpen
    try:
        if identity:
            keys = [pyrage.x25519.Identity.from_str(line) for line in key_lines(identity)]
            pyrage.decrypt_file(str(source), str(target), keys)
        else:
            Path(target).write_bytes(pyrage.passphrase.decrypt(Path(source).read_bytes(), passphrase))
    except (pyrage.DecryptError, pyrage.IdentityError, OSError):
        raise CannotOpen("Cette clé ou cette phrase n’ouvre pas la sauvegarde.") from None


def key_lines(path):
    """Of a file written by age-keygen."""
    return [line.strip() for line in Path(path).read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")]
