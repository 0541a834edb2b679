"""What happened in one RLP, as its advisor may know it: shared versions, ratings, documents, her own reading.

What a workshop decided reaches her in the version that the RLP shared, once she opened it; in no other way.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from rlp_portal.analysis.models import Reading
from rlp_portal.rlps.queries import ratings_in_force
from rlp_portal.rlps.sharing.queries import versions_of
from rlp_portal.ui.typography import count_words, quoted

MOST_EVENTS = 40


@dataclass(frozen=True)
class Event:
    day: object
    said: str
    url: str = ""


@dataclass(frozen=True)
class Followed:
    """`events`: newest first; `ratings`: from the oldest; `latest`: the last version in force, or None."""

    events: list
    ratings: list
    latest: object


def followed(rlp, *, advisor):
    """Four queries."""
    versions = list(versions_of(rlp, reader=advisor))
    ratings = list(ratings_in_force(rlp).order_by("rated_on", "recorded_at"))
    plans = list(rlp.action_plans.kept())
    read = Reading.objects.filter(coder=advisor, plan__in=[one.pk for one in plans], finished_at__isnull=False)
    events = [
        *[version_event(one, rlp) for one in versions],
        *[rating_event(one, rlp) for one in ratings],
        *[plan_event(one, rlp) for one in plans],
        *[reading_event(one) for one in read.select_related("plan")],
    ]
    return Followed(newest_first(events), ratings, versions[0] if versions else None)


def newest_first(events):
    return sorted(events, key=lambda one: one.day, reverse=True)[:MOST_EVENTS]


def sheet_events(document, *, url):
    """The sheets that the group had finished, of the version that she opened."""
    return [
        Event(one.finished_day, f"Feuille {quoted(one.short_title)} terminée", f"{url}#{one.key}")
        for one in document.sheets
        if one.finished_day
    ]


def workshop_events(document, *, url):
    """The workshops whose outcomes were shared, of the version that she opened."""
    return [
        Event(
            one.day,
            f"Atelier {quoted(one.title)} : {count_words(len(one.outcomes), 'issue notée', 'issues notées')}",
            f"{url}#atelier-{one.ref}",
        )
        for one in document.workshops or []
    ]


def version_event(version, rlp):
    said = f"Version {version.number} de {quoted(version.round.title)} partagée"
    return Event(
        timezone.localdate(version.shared_at), said, reverse("shared_version", args=[rlp.slug, version.public_id])
    )


def rating_event(rating, rlp):
    said = f"Cote {rating.level}\u00a0– {rating.get_level_display()}, {rating.get_source_display().lower()}"
    return Event(rating.rated_on, said, reverse("ratings", args=[rlp.slug]))


def plan_event(plan, rlp):
    url = reverse("action_plan", args=[rlp.slug, plan.public_id])
    return Event(timezone.localdate(plan.deposited_at), f"Document {quoted(plan.title)} déposé", url)


def reading_event(reading):
    said = f"Document {quoted(reading.plan.title)} lu et codé"
    return Event(timezone.localdate(reading.finished_at), said, reverse("code_plan", args=[reading.plan.public_id]))
