from django.db import models


class Role(models.TextChoices):
    """What a person is for one RLP. Rights are the union of a person's roles."""

    MEMBER = "member", "Membre"
    COORDINATOR = "coordinator", "Coordination"
    FACILITATOR = "facilitator", "Animation"
    ADVISOR = "advisor", "Conseil"


class Region(models.TextChoices):
    """The 17 administrative regions of Québec, with their official numbers."""

    BAS_SAINT_LAURENT = "01", "Bas-Saint-Laurent"
    SAGUENAY_LAC_SAINT_JEAN = "02", "Saguenay–Lac-Saint-Jean"
    CAPITALE_NATIONALE = "03", "Capitale-Nationale"
    MAURICIE = "04", "Mauricie"
    ESTRIE = "05", "Estrie"
    MONTREAL = "06", "Montréal"
    OUTAOUAIS = "07", "Outaouais"
    ABITIBI_TEMISCAMINGUE = "08", "Abitibi-Témiscamingue"
    COTE_NORD = "09", "Côte-Nord"
    NORD_DU_QUEBEC = "10", "Nord-du-Québec"
    GASPESIE = "11", "Gaspésie–Îles-de-la-Madeleine"
    CHAUDIERE_APPALACHES = "12", "Chaudière-Appalaches"
    LAVAL = "13", "Laval"
    LANAUDIERE = "14", "Lanaudière"
    LAURENTIDES = "15", "Laurentides"
    MONTEREGIE = "16", "Montérégie"
    CENTRE_DU_QUEBEC = "17", "Centre-du-Québec"


class CoalitionWord(models.TextChoices):
    """What the group calls itself, because not all of today's groups say RLP."""

    RLP = "RLP", "RLP"
    REGROUPEMENT = "regroupement", "regroupement"
    TABLE = "table", "table"
    INSTANCE = "instance", "instance"

    @property
    def of_the(self):
        return OF_THE[self]

    @property
    def of_many(self):
        return OF_MANY[self]


OF_THE = {
    CoalitionWord.RLP: "du RLP",
    CoalitionWord.REGROUPEMENT: "du regroupement",
    CoalitionWord.TABLE: "de la table",
    CoalitionWord.INSTANCE: "de l’instance",
}


OF_MANY = {
    CoalitionWord.RLP: "de RLP",
    CoalitionWord.REGROUPEMENT: "de regroupements",
    CoalitionWord.TABLE: "de tables",
    CoalitionWord.INSTANCE: "d’instances",
}


class RatingSource(models.TextChoices):
    """Who set the mobilisation level."""

    GROUP = "group", "Notée par le groupe"
    COORDINATION = "coordination", "Notée par la coordination"
