from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from rlp_portal.reports.archive import services
from rlp_portal.reports.archive.pulse import pulse
from rlp_portal.reports.archive.writing import archive_all, archive_one
from rlp_portal.rlps.models import Rlp


class Command(BaseCommand):
    help = "Écrit l’archive « dernier jour » : tout, lisible sans le portail, pour un regroupement ou pour tous."

    def add_arguments(self, parser):
        parser.add_argument("target", nargs="?", type=Path, help="le fichier .zip à écrire")
        parser.add_argument("--rlp", help="un seul regroupement, par son nom d’adresse (par exemple rlp-des-berges)")
        parser.add_argument("--with-names", action="store_true", help="inclure les noms de personnes")
        parser.add_argument("--job", help="l’archive demandée à l’écran : pour le portail lui-même")

    def handle(self, *, target, rlp, with_names, job, **options):
        if job:
            with pulse(job) as note:
                services.run(job, note=note)
            return
        if target is None:
            raise CommandError("Donnez le fichier à écrire, par exemple : last_day_archive archive.zip")
        if target.exists():
            raise CommandError(f"« {target} » existe déjà. Rien n’a été écrit. Choisissez un autre nom.")
        if not target.absolute().parent.is_dir():
            raise CommandError(f"Le dossier « {target.absolute().parent} » n’existe pas.")
        count = self.write_one(rlp, target, with_names) if rlp else archive_all(target, with_names=with_names)
        if not count:
            raise CommandError("Aucun regroupement dans ce portail : il n’y a rien à archiver.")
        said = "1 regroupement" if count == 1 else f"{count} regroupements"
        self.stdout.write(f"Archive écrite : {target} ({said}, {target.stat().st_size // 1000} ko).")

    def write_one(self, slug, target, with_names):
        try:
            rlp = Rlp.objects.get(slug=slug)
        except Rlp.DoesNotExist:
            raise CommandError(f"Aucun regroupement ne s’appelle « {slug} ».") from None
        archive_one(rlp, target, with_names=with_names)
        return 1
