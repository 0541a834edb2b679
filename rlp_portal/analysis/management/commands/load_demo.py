from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rlp_portal.analysis.demo.loading import load_demonstration
from rlp_portal.rlps.demo import AlreadyLoaded


class Command(BaseCommand):
    help = (
        "Charge la démonstration\u00a0: des regroupements, des personnes, des carnets et des plans d’action fictifs."
    )

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "La démonstration ne se charge pas en production. Écrivez PORTAIL_DEMO=1 pour l’essayer."
            )
        try:
            loaded = load_demonstration()
        except AlreadyLoaded:
            self.stdout.write("La démonstration est déjà là. Rien n’a été touché.")
        else:
            self.stdout.write(
                f"Démonstration chargée\u00a0: {loaded['rlps']} regroupements, {loaded['people']} personnes, "
                f"{loaded['carnets']} carnets, {loaded['plans']} plans d’action."
            )
