from django.core.management.base import BaseCommand

from rlp_portal.accounts.demo import PASSWORD, demo_people, roles_in_words


class Command(BaseCommand):
    help = "Montre les comptes de démonstration."

    def add_arguments(self, parser):
        parser.add_argument("--url", action="append", default=[], help="une adresse du portail à montrer")

    def handle(self, *, url, **options):
        for address in url:
            self.stdout.write(f"Le portail\u00a0: {address}")
        people = demo_people()
        if not people:
            self.stdout.write("Aucun compte de démonstration dans cette base.")
            return
        rows = [("Rôle", "Courriel", "Personne"), *((roles_in_words(one), one.email, one.name) for one in people)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        self.stdout.write(f"Comptes de démonstration, tous avec le mot de passe «\u00a0{PASSWORD}\u00a0»\u00a0:")
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(f"  {'  '.join(cells)}".rstrip())
