"""How good suggestions would have been on what somebody coded already, each plan held out in its turn."""

from django.core.management.base import BaseCommand, CommandError

from rlp_portal.accounts.models import User
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.suggestions.measuring import precision
from rlp_portal.analysis.suggestions.queries import LEAST_ALIKE, past_excerpts

PLACES = (1, 3)


class Command(BaseCommand):
    help = "Mesure la précision des suggestions de codage à 1 et à 3, sur les extraits d’une personne."

    def add_arguments(self, parser):
        parser.add_argument("courriel", help="la personne dont les extraits servent")

    def handle(self, *args, courriel, **asked):
        person = User.objects.filter(email=courriel.lower()).first()
        if person is None:
            raise CommandError(f"Personne n’a le courriel {courriel}.")
        excerpts = past_excerpts(person.pk)
        plans = len({one.plan_id for one in excerpts})
        self.stdout.write(f"{len(excerpts)} extraits codés dans {plans} documents, chacun mis de côté à son tour.")
        for at in PLACES:
            self.say(precision(excerpts, at=at, least=LEAST_ALIKE))

    def say(self, found):
        if not found.made:
            self.stdout.write(f"Précision à {found.at}\u00a0: aucune suggestion.")
            return
        said = percentage(found.right, found.made)
        usual = percentage(found.usual.numerator, found.usual.denominator)
        self.stdout.write(
            f"Précision à {found.at}\u00a0: {said} ({found.right} justes sur {found.made} suggestions). "
            f"Toujours suggérer la stratégie la plus fréquente\u00a0: {usual}."
        )
