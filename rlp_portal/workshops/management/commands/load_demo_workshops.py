from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rlp_portal.ui.typography import count_words
from rlp_portal.workshops.demo import load_workshops


class Command(BaseCommand):
    help = "Ajoute à la démonstration un atelier terminé et un atelier prêt à commencer."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "La démonstration ne se charge pas en production. Écrivez PORTAIL_DEMO=1 pour l’essayer."
            )
        if loaded := load_workshops():
            self.stdout.write(f"Ateliers de démonstration chargés\u00a0: {count_words(loaded, 'atelier')}.")
