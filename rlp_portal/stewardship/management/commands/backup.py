from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rlp_portal.stewardship.backup import BackupFailed, back_up
from rlp_portal.ui.typography import count_words, number


class Command(BaseCommand):
    help = "Garde une copie de tout, sans arrêter le portail. Les copies de plus de 35 jours partent."

    def add_arguments(self, parser):
        parser.add_argument("--to", default=settings.BACKUP_DIR, help="dossier des copies")
        parser.add_argument(
            "--encrypt-to",
            default=settings.BACKUP_RECIPIENT,
            help="clé publique age1… (sinon PORTAIL_BACKUP_RECIPIENT, ou la phrase de PORTAIL_BACKUP_PASSPHRASE)",
        )

    def handle(self, *, to, encrypt_to, **options):
        passphrase = "" if encrypt_to else settings.BACKUP_PASSPHRASE
        try:
            made = back_up(to=to, recipient=encrypt_to, passphrase=passphrase)
        except BackupFailed as failure:
            raise CommandError(str(failure)) from failure
        size = number(max(made.path.stat().st_size // 1000, 1))
        self.stdout.write(f"Copie gardée\u00a0: {made.path} ({count_words(made.rows, 'ligne')}, {size}\u00a0ko).")
        if not encrypt_to and not passphrase:
            self.stdout.write("Elle n’est pas chiffrée. Donnez une clé avec --encrypt-to.")
        if made.removed:
            self.stdout.write(f"{count_words(made.removed, 'ancienne copie', 'anciennes copies')} de moins.")
