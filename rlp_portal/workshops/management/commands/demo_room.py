import random
from threading import Thread

from django.core.management.base import BaseCommand, CommandError

from rlp_portal.ui.typography import count_words
from rlp_portal.workshops.demo_phones import NoRoom, Phone
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.models import Workshop

MOST = 300
NO_ROOM = "Aucune salle n’est ouverte. À la console d’un atelier, appuyez d’abord sur «\u00a0Ouvrir la salle\u00a0»."


class Command(BaseCommand):
    help = "Fait entrer des téléphones simulés dans la salle ouverte, par les pages publiques du portail en marche."

    def add_arguments(self, parser):
        parser.add_argument("people", type=int, nargs="?", default=30)
        parser.add_argument("--url", default="http://127.0.0.1:8000/")
        parser.add_argument("--hurry", action="store_true", help="sans prendre le temps de lire")
        parser.add_argument("--code", help="les huit chiffres; sans eux, la dernière salle ouverte de cette base")

    def handle(self, *, people, url, code, hurry, **options):
        if not 1 <= people <= MOST:
            raise CommandError(f"Choisissez de 1 à {MOST}\u00a0téléphones.")
        code = code or self.last_code()
        try:
            phones = [Phone(url, code, luck=random.Random(place), hurries=hurry) for place in range(people)]  # noqa: S311
        except NoRoom as said:
            raise CommandError(str(said)) from None
        except OSError as error:
            raise CommandError(f"Le portail ne répond pas à {url} ({error}). Partez-le avec make run.") from None
        self.stdout.write(
            f"{count_words(len(phones), 'téléphone')} dans la salle. Ils répondent à chaque étape; Ctrl+C les retire."
        )
        threads = [Thread(target=self.live, args=[phone], daemon=True) for phone in phones]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.stdout.write("L’atelier est terminé.")

    def live(self, phone):
        try:
            phone.live()
        except (NoRoom, OSError) as error:
            self.stderr.write(f"Un téléphone s’arrête\u00a0: {error}")

    def last_code(self):
        found = Workshop.everything.filter(state=WorkshopState.OPEN, is_door_open=True, join_code__isnull=False)
        workshop = found.order_by("-opened_at").first()
        if workshop is None:
            raise CommandError(NO_ROOM)
        return str(workshop.join_code)
