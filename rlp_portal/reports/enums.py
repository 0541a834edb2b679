from django.db import models


class ReportKind(models.TextChoices):
    CARNET = "carnet", "Carnet complet"
    SHEET = "sheet", "Feuille remplie"
