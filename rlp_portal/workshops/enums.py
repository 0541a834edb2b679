from django.db import models


class WorkshopState(models.TextChoices):
    """Open without a current step is the waiting room."""

    DRAFT = "draft", "En préparation"
    OPEN = "open", "En cours"
    CLOSED = "closed", "Terminé"


class StepKind(models.TextChoices):
    INSTRUMENT = "instrument", "Feuille"
    IMPORTANCE = "importance", "Importance des quatre stratégies"
    TALK = "talk", "Échange"
    BREAK = "break", "Pause"


class StepMode(models.TextChoices):
    """How a step is answered before the group notes."""

    PHONES = "phones", "Téléphones"
    GROUP = "group", "Groupe, à mains levées"
    TABLES = "tables", "Un appareil par table"
    PAPER = "paper", "Papier"


class Anonymity(models.TextChoices):
    ANONYMOUS = "anonymous", "Anonyme"
    FIRST_NAMES = "first_names", "Prénoms affichés"


class StepState(models.TextChoices):
    WAITING = "waiting", "À venir"
    PRESENTING = "presenting", "Présenter"
    COLLECTING = "collecting", "Recueillir"
    REVEALED = "revealed", "Révéler"
    RECORDING = "recording", "Noter"
    DONE = "done", "Faite"
    SKIPPED = "skipped", "Sautée"


class AnswerOrigin(models.TextChoices):
    """How an answer came in. All count the same; hands are tallies, without sheets."""

    PHONE = "phone", "téléphone"
    TABLE = "table", "appareil de table"
    PAPER = "paper", "papier"
    IMPORTED = "imported", "PDF rempli"


class OutcomeKind(models.TextChoices):
    """Three normal ends of a talk; none is better."""

    CONSENSUS = "consensus", "Consensus"
    RESERVATIONS = "reservations", "Accord avec réserves"
    DISAGREEMENT = "disagreement", "Pas d’accord pour l’instant"


class Position(models.TextChoices):
    """One person's answer to an agreement poll."""

    AGREES = "agrees", "D’accord"
    RESERVES = "reserves", "D’accord, avec réserves"
    DISAGREES = "disagrees", "Pas d’accord"


class CardState(models.TextChoices):
    """What the facilitation decided of an open answer; without a card, it waits and is not projected."""

    SHOWN = "shown", "Projetée"
    KEPT = "kept", "Gardée"
    HIDDEN = "hidden", "Masquée"


class Act(models.TextChoices):
    """The gestures that the journal of a workshop keeps."""

    OPENED = "opened", "Salle ouverte"
    CLOSED = "closed", "Atelier terminé"
    REOPENED = "reopened", "Atelier rouvert"
    DOOR = "door", "Porte ouverte ou fermée"
    CODES_RENEWED = "codes_renewed", "Code et QR renouvelés"
    REMOVED = "removed", "Personnes retirées"
    BEGUN = "begun", "Étape commencée"
    ADVANCED = "advanced", "État suivant"
    MASKED = "masked", "Réponses masquées ou montrées"
    NEW_ROUND = "new_round", "Deuxième tour"
    SKIPPED = "skipped", "Étape sautée ou remise"
    SHORTENED = "shortened", "Durée d’une étape changée"
    RECORDED = "recorded", "Issue notée"
    MOVED = "moved", "Étape déplacée"
    TAKEN_OUT = "taken_out", "Étape retirée"
    UNDONE = "undone", "Dernier geste annulé"
