"""The same draw as the page's, from a terminal: to check one, to exclude from a long list, or to keep one."""

import datetime
import sys
from pathlib import Path
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError

from rlp_portal.accounts.models import User
from rlp_portal.analysis import sampling
from rlp_portal.analysis.models.samples import LONGEST_SEED
from rlp_portal.analysis.samples import queries, services
from rlp_portal.analysis.samples.wording import read_share, share_in_words
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Rlp
from worksheets.cleaning import Refused, clean_text


class Command(BaseCommand):
    help = (
        "Tire un échantillon de plans d’action et l’imprime, un identifiant par ligne. "
        "Avec --garder, le tirage est inscrit comme par la page."
    )

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--conseil", metavar="COURRIEL", help="la personne dont les regroupements font l’univers")
        source.add_argument(
            "--ids",
            metavar="FICHIER",
            help="au lieu de la base\u00a0: un identifiant par ligne, puis une cote s’il y en a une",
        )
        parser.add_argument("--part", default="40", help="en %%, par exemple 40 ou 12,5")
        parser.add_argument("--graine", required=True)
        parser.add_argument("--par-cote", action="store_true")
        parser.add_argument("--du", type=datetime.date.fromisoformat, metavar="AAAA-MM-JJ")
        parser.add_argument("--au", type=datetime.date.fromisoformat, metavar="AAAA-MM-JJ")
        parser.add_argument("--exclure", action="append", default=[], metavar="ID=RAISON")
        parser.add_argument("--garder", action="store_true", help="inscrire ce tirage")
        parser.add_argument("--nom", default="", help="le nom du tirage, avec --garder")

    def handle(self, *args, **asked):
        share, asked["graine"] = read(asked["part"]), seed_of(asked["graine"])
        if asked["ids"]:
            return self.show(draw_from_file(asked, share))
        return self.from_the_base(asked, share)

    def from_the_base(self, asked, share):
        person = find_advisor(asked["conseil"])
        plans = list(queries.universe(followed_by(person), start=asked["du"], end=asked["au"]))
        terms = services.Terms(
            share=share,
            seed=asked["graine"],
            by_level=asked["par_cote"],
            start=asked["du"],
            end=asked["au"],
            exclusions=exclusions(plans, asked["exclure"]),
        )
        try:
            self.show(services.draw_from(plans, terms))
            if asked["garder"]:
                kept = services.draw_sample(plans, terms, by=person, op_id=uuid4(), title=asked["nom"])
                self.stderr.write(f"Inscrit\u00a0: {kept}, {share_in_words(share)} de {kept.universe_size}.")
        except services.NothingToDraw:
            raise CommandError("Aucun document ne peut être tiré.") from None

    def show(self, draw):
        self.stderr.write(f"Univers\u00a0: {len(draw.ranks)} documents, empreinte {draw.universe_hash}")
        for id_ in draw.drawn:
            self.stdout.write(id_)


def read(part):
    try:
        return read_share(part)
    except Refused as refused:
        raise CommandError(str(refused)) from None


def seed_of(typed):
    """As the page takes it: an accent in two signs is one, spaces around count for nothing."""
    try:
        seed = clean_text(typed, limit=LONGEST_SEED, multiline=False).value
    except Refused as refused:
        raise CommandError(str(refused)) from None
    if not seed:
        raise CommandError("La graine est vide. Écrivez-en une, par exemple la date du jour.")
    return seed


def find_advisor(email):
    try:
        return User.objects.get(email__iexact=email)
    except User.DoesNotExist:
        raise CommandError(f"Personne n’a le courriel {email}.") from None


def followed_by(person):
    return Rlp.objects.filter(memberships__user=person, memberships__role=Role.ADVISOR)


def exclusions(plans, asked):
    """{plan: reason}"""
    by_id, found = {str(plan.public_id): plan for plan in plans}, {}
    for one in asked:
        id_, _equals, reason = one.partition("=")
        if id_ not in by_id or not reason.strip():
            raise CommandError(f"Écrivez «\u00a0identifiant=raison\u00a0», d’un document de l’univers\u00a0: {one}")
        found[by_id[id_]] = reason.strip()
    return found


def draw_from_file(asked, share):
    text = sys.stdin.read() if asked["ids"] == "-" else Path(asked["ids"]).read_text(encoding="utf-8")
    lines = [line.replace(",", " ").split() for line in text.splitlines() if line.strip()]
    candidates = [sampling.Candidate(line[0], int(line[1]) if len(line) > 1 else None) for line in lines]
    if not candidates:
        raise CommandError("Ce fichier ne contient aucun identifiant.")
    return sampling.draw(candidates, seed=asked["graine"], share=share, by_level=asked["par_cote"])
