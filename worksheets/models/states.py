from django.db import models

NEVER_ANSWERED = ""  # the fingerprint of a field that has no stored answer


class AnswerState(models.TextChoices):
    """Never mixed; « not reached » is the absence of a row."""

    ANSWERED = "answered", "Répondu"
    PASSED = "passed", "Je ne sais pas / je passe"
    NOT_APPLICABLE = "not_applicable", "Sans objet"


class SheetOwner(models.TextChoices):
    GROUP = "group", "Groupe"
    INDIVIDUAL = "individual", "Personne"


class Origin(models.TextChoices):
    """How a value came in."""

    SCREEN = "screen", "à l’écran"
    FORM = "form", "par le formulaire complet"
    RESTORED = "restored", "en restaurant une version"
    SETTLED = "settled", "en choisissant entre deux versions"
    CARRIED = "carried", "repris de la démarche précédente"
    WORKSHOP = "workshop", "en atelier"
    PAPER = "paper", "d’une feuille papier"
    IMPORTED = "imported", "d’un fichier"
    MERGED = "merged", "en réunissant deux fiches"
