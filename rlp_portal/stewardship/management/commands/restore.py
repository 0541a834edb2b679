from copy import deepcopy

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from rlp_portal.environment import database_from_url
from rlp_portal.stewardship.backup import RestoreRefused, restore
from rlp_portal.stewardship.backup.snapshot import another_connection
from rlp_portal.ui.typography import count_words, quebec_datetime

TARGET = "restored"


class Command(BaseCommand):
    help = "Remet une copie en place, dans cette base ou dans une autre, même d’un autre moteur."
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="la copie, chiffrée ou non")
        parser.add_argument("--into", default="", help="adresse d’une autre base (sqlite:///… ou postgres://…)")
        parser.add_argument("--replace", action="store_true", help="remplace les données d’une base qui en contient")
        parser.add_argument("--identity", default="", help="fichier de la clé secrète age")

    def handle(self, *, file, into, replace, identity, **options):
        settings_of_target = deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
        try:
            if into:
                settings_of_target |= database_from_url(into, seconds=settings.DATABASE_SECONDS)
                with another_connection(TARGET, settings_of_target):
                    restored = self.bring_back(file, TARGET, replace, identity)
            else:
                restored = self.bring_back(file, DEFAULT_DB_ALIAS, replace, identity)
        except (RestoreRefused, ImproperlyConfigured) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Restauré\u00a0: {count_words(restored.rows, 'ligne')} et {count_words(restored.files, 'fichier')}, "
            f"comme le {quebec_datetime(restored.taken_at)}. Comptes, sommes de contrôle, liens et historique\u00a0: "
            "conformes. Chaque personne se connectera de nouveau."
        )

    def bring_back(self, file, using, replace, identity):
        passphrase = "" if identity else settings.BACKUP_PASSPHRASE
        return restore(path=file, using=using, replace=replace, identity=identity, passphrase=passphrase)
