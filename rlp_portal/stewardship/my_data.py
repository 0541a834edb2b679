"""What the portal holds about one person: in words for her page, whole for the file that she takes away."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from rlp_portal.accounts.models import Invitation
from rlp_portal.reports.models import Report
from rlp_portal.rlps.models import MobilisationRating
from rlp_portal.stewardship.classification import tables
from rlp_portal.ui.typography import count_words, quebec_date, quebec_datetime
from worksheets.models import Change, Variant

YOU, SOMEONE_ELSE = "vous", "une autre personne"
WORDS_OF_OTHERS = {"worksheets.change": {"before"}}  # what stood there before she wrote


@dataclass(frozen=True)
class Holdings:
    facts: list  # [(label, words)]
    roles: list  # [words]
    writings: list  # [(RLP, how many changes, first day, last day)]


def holdings_of(person, *, memberships, has_second_step):
    """Three queries."""
    return Holdings(
        facts=facts_about(person, has_second_step=has_second_step),
        roles=[f"{one.get_role_display()}, {one.rlp}" for one in memberships],
        writings=writings_of(person),
    )


def facts_about(person, *, has_second_step):
    counted = counts_of(person)
    return [
        ("Nom", person.name),
        ("Courriel", person.email),
        ("Compte ouvert", quebec_date(person.created_at)),
        ("Dernière connexion", quebec_datetime(person.last_login) if person.last_login else "Aucune"),
        ("Mot de passe", "Gardé brouillé\u00a0: personne ne peut le lire."),
        ("Deuxième étape", "Active" if has_second_step else "Pas active"),
        ("Gestion du portail", "Oui" if person.is_administrator else "Non"),
        ("Invitations reçues", count_words(counted["invitations"], "invitation")),
        ("PDF produits", count_words(counted["reports"], "rapport")),
        ("Cotes notées", count_words(counted["ratings"], "cote")),
        ("Textes en attente de choix", count_words(counted["variants"], "variante")),
    ]


def counts_of(person):
    """One query for all."""

    def count(model, field, **which):
        found = model.objects.filter(**{field: OuterRef("pk")}, **which).order_by().values(field)
        return Subquery(found.annotate(n=Count("pk")).values("n"))

    found = get_user_model().objects.filter(pk=person.pk)
    counted = found.values(
        invitations_=count(Invitation, "user"),
        reports_=count(Report, "created_by"),
        ratings_=count(MobilisationRating, "recorded_by"),
        variants_=count(Variant, "author", settled_at__isnull=True),
    ).get()
    return {name.rstrip("_"): number or 0 for name, number in counted.items()}


def writings_of(person):
    """Her share of each history."""
    found = Change.objects.filter(author=person).order_by().values("workbook__round__rlp__name")
    found = found.annotate(n=Count("pk"), first=Min("at"), last=Max("at")).order_by(
        "workbook__round__rlp__folded_name"
    )
    return [
        (one["workbook__round__rlp__name"], one["n"], quebec_date(one["first"]), quebec_date(one["last"]))
        for one in found
    ]


# ---- The file -------------------------------------------------------------------------------------------------


def export_of(person):
    """Every row that is hers or that she wrote, with all that is neither a secret nor machinery."""
    return {
        "portail": "Portail RLP",
        "personne": str(person),
        "exporté le": timezone.now().isoformat(),
        "renseignements": [
            {"table": table.title, "but": table.purpose, "durée": table.retention, "lignes": rows}
            for table in tables().values()
            if (rows := rows_about(person, table))
        ],
    }


def rows_about(person, table):
    links = links_to_people(table)
    if table.label == person._meta.label_lower:
        found = table.model.objects.filter(pk=person.pk)
    elif links:
        found = table.model._base_manager.filter(any_of(links, person)).order_by("pk")
    else:
        return []
    fields = [field for field in table.exported if field not in WORDS_OF_OTHERS.get(table.label, ())]
    return [{field: told(row, field, links=links, person=person) for field in fields} for row in found]


def links_to_people(table):
    return table.of("person")


def any_of(links, person):
    """Q of the rows that point to her by any of these fields."""
    found = Q()
    for link in links:
        found |= Q(**{link: person})
    return found


def told(row, field, *, links, person):
    if field in links:
        held = getattr(row, f"{field}_id")
        return None if held is None else YOU if held == person.pk else SOMEONE_ELSE
    value = getattr(row, field)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
