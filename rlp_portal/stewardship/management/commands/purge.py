from django.core.management.base import BaseCommand

from rlp_portal.stewardship.purging import purge


class Command(BaseCommand):
    help = "Efface ce dont la durée de conservation est passée. À lancer chaque jour."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien effacer")

    def handle(self, *, dry_run, **options):
        done = [one for one in purge(dry_run=dry_run) if one.count]
        if not done:
            self.stdout.write("Rien n’est arrivé à son terme.")
            return
        self.stdout.write("Ce qui serait fait\u00a0:" if dry_run else "Fait\u00a0:")
        for one in done:
            self.stdout.write(f"- {one.said}")
