"""The closed lists shared by the instruments, the plan and the synthesis. French labels, stable keys."""

from django.db import models


class ObjectCode(models.TextChoices):
    """What is sustained; the three of the 2017 synthesis come first."""

    ACTIVITIES = "A", "Activités et programmes"
    RELATIONS = "R", "Relations et collaborations"
    STRUCTURES = "S", "Structures et fonctionnements"
    PRACTICES = "P", "Pratiques et politiques"
    CAUSE = "C", "Cause et normes sociales"


class Fate(models.TextChoices):
    """What the group wants for an object."""

    SUSTAIN = "sustain", "À pérenniser"
    TRANSFORM = "transform", "À transformer"
    LET_GO = "let_go", "À laisser aller"


class Strategy(models.TextChoices):
    INSTITUTIONALISATION = "institutionalisation", "Institutionnalisation"
    POLICY = "policy", "Changement de politiques"
    COMMUNITY = "community", "Appropriation par la communauté"
    RESOURCES = "resources", "Ressources"


class PlanStatus(models.TextChoices):
    TO_DO = "to_do", "À faire"
    IN_PROGRESS = "in_progress", "En cours"
    DONE = "done", "Fait"
    DROPPED = "dropped", "Abandonné"


class MobilisationLevel(models.IntegerChoices):
    """Himmelman's four levels. Every level is legitimate."""

    NETWORKING = 1, "Réseautage"
    COORDINATION = 2, "Coordination"
    COOPERATION = 3, "Coopération"
    COLLABORATION = 4, "Collaboration"


class Circle(models.TextChoices):
    """Which of the two wheels a sector belongs to."""

    FORMAL = "formal", "Secteur formel"
    INFORMAL = "informal", "Secteur informel"


class Involvement(models.TextChoices):
    """The a) and b) of a wedge."""

    INVOLVED = "involved", "Impliqué"
    TO_MOBILISE = "to_mobilise", "À mobiliser"
