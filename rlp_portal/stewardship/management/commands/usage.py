from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from rlp_portal.stewardship.usage import said_of_use


class Command(BaseCommand):
    help = "Dit si quelqu’un est au travail dans le portail; se termine par une erreur si c’est le cas."
    requires_migrations_checks = False

    def handle(self, **options):
        said = said_of_use(DEFAULT_DB_ALIAS)
        if said:
            raise CommandError(f"Le portail sert en ce moment\u00a0: {said}.")
        self.stdout.write("Personne n’est au travail.")
