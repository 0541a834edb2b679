from django.core.management.base import BaseCommand

from rlp_portal.reports.archive.pulse import pulse
from rlp_portal.reports.models import PortfolioPack
from rlp_portal.reports.portfolio import pack


class Command(BaseCommand):
    help = "Écrit le dossier PDF d’un portefeuille, demandé à l’écran\u00a0: pour le portail lui-même."

    def add_arguments(self, parser):
        parser.add_argument("--job", required=True, help="le dossier demandé")

    def handle(self, *, job, **options):
        with pulse(job, model=PortfolioPack) as note:
            pack.run(job, note=note)
