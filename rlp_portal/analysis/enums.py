from django.db import models

from worksheets.codes import Strategy


class TextOrigin(models.TextChoices):
    """How the text of a plan came in."""

    PASTED = "pasted", "texte collé"
    TXT = "txt", "fichier texte"
    DOCX = "docx", "document Word"
    PDF = "pdf", "PDF"


class AuthorRole(models.TextChoices):
    """Who wrote a plan, by role: no name is kept."""

    COORDINATION = "coordination", "La coordination"
    COMMITTEE = "committee", "Un comité du regroupement"
    PARTNER = "partner", "Un organisme partenaire"
    CONSULTANT = "consultant", "Une personne-ressource de l’extérieur"
    UNKNOWN = "unknown", "Je ne sais pas"


class ParagraphKind(models.TextChoices):
    TEXT = "text", "paragraphe"
    HEADING = "heading", "titre"
    ITEM = "item", "élément de liste"


class Verdict(models.TextChoices):
    """What a person said of a passage: never mixed with silence, which is the absence of a row."""

    CODED = "coded", "codé"
    NOTHING = "nothing", "rien à coder ici"


class Moment(models.TextChoices):
    """Same keys as the codebook's moments."""

    PLANNED = "planned", "Prévu"
    ONGOING = "ongoing", "En cours"
    DONE = "done", "Déjà fait"


class ActOrigin(models.TextChoices):
    """How a coding was written."""

    SCREEN = "screen", "à l’écran"
    FORM = "form", "par le formulaire complet"
    UNDONE = "undone", "en annulant"
    SETTLED = "settled", "en départageant deux lectures"
    IMPORTED = "imported", "d’un fichier REFI-QDA"


class ActOutcome(models.TextChoices):
    WRITTEN = "written", "écrit"
    REFUSED = "refused", "gardé à part"


class DrawOutcome(models.TextChoices):
    DRAWN = "drawn", "tiré"
    LEFT_OUT = "left_out", "non tiré"
    EXCLUDED = "excluded", "exclu"


class SynthesisState(models.TextChoices):
    DRAFT = "draft", "Document de travail"
    FINAL = "final", "Version finale"


class Section(models.TextChoices):
    """The headings of document 000, in its order."""

    CONTEXT = "context", "Contexte"
    FINDINGS = "findings", "Constats généraux"
    OBJECTS = (
        "objects",
        "Qu’est-ce que les RLP veulent pérenniser et quelles stratégies utilisent-ils pour y arriver?",
    )
    INSTITUTIONALISATION = (
        Strategy.INSTITUTIONALISATION.value,
        "Que font les RLP quand ils choisissent la stratégie d’institutionnalisation?",
    )
    COMMUNITY = (
        Strategy.COMMUNITY.value,
        "Que font les RLP quand ils choisissent la stratégie d’appropriation par la communauté?",
    )
    POLICY = Strategy.POLICY.value, "Que font les RLP quand ils choisissent la stratégie de changement de politiques?"
    RESOURCES = Strategy.RESOURCES.value, "Que font les RLP quand ils choisissent la stratégie des ressources?"
    MOBILISATION = "mobilisation", "La mobilisation a-t-elle un impact?"


class CodePart(models.TextChoices):
    """What a proposal changes of a code: its fields of that name."""

    DEFINITION = "definition", "Définition"
    EXAMPLE = "example", "Exemple"
    COUNTER_EXAMPLE = "counter_example", "Contre-exemple («\u00a0Et non\u00a0»)"


class ProposalStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposée"
    RETAINED = "retained", "Retenue"
    NOT_RETAINED = "not_retained", "Non retenue"
    WITHDRAWN = "withdrawn", "Retirée"  # by who proposed it
