from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rlp_portal.accounts import services
from rlp_portal.accounts.models import User


class Command(BaseCommand):
    help = "Ouvre la première porte d’une installation : un lien d’invitation pour une personne de la gestion."

    def add_arguments(self, parser):
        parser.add_argument("email", help="son courriel")
        parser.add_argument("name", help="son nom, entre guillemets")

    def handle(self, *, email, name, **options):
        if not settings.PUBLIC_URL:
            raise CommandError(
                "PUBLIC_URL manque. Écrivez l’adresse du portail, par exemple https://portail.exemple.org"
            )
        person, _is_new = User.objects.get_or_create(
            email=email.strip().lower(), defaults={"name": name, "password": "!"}
        )
        services.make_administrator(person=person, by=person)
        if not person.awaits_invitation:
            self.stdout.write(f"{person} fait maintenant partie de la gestion.")
            return
        try:
            link = services.renew_invitation(person=person, by=person, request=None)
        except services.AccountClosed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Lien d’invitation, valable 7 jours, une seule fois :\n{link}")
