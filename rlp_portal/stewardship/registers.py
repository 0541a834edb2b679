"""The two registers of the law: what people ask about their data, and confidentiality incidents."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.stewardship.models import DataRequest, Incident, IncidentEntry
from rlp_portal.ui.typography import count_words

TIME_TO_ANSWER = timedelta(days=30)
TRIES = 5


class AlreadyAnswered(Exception):
    message = "Cette demande a déjà une réponse."


def ask(*, person, kind, words):
    return DataRequest.objects.create(person=person, kind=kind, words=words)


def answer(*, asked, words, by):
    open_one = DataRequest.objects.filter(pk=asked.pk, answered_at__isnull=True)
    if not open_one.update(answer=words, answered_at=timezone.now(), answered_by=by):
        raise AlreadyAnswered


def waiting():
    return DataRequest.objects.filter(answered_at__isnull=True).select_related("person").order_by("asked_at")


def time_left(asked):
    """« encore 12 jours », « en retard de 2 jours »."""
    days = (timezone.localdate(asked.asked_at + TIME_TO_ANSWER) - timezone.localdate()).days
    if days < 0:
        return f"en retard de {count_words(-days, 'jour')}"
    return f"encore {count_words(days, 'jour')}" if days else "dernier jour"


def is_late(asked):
    return asked.answered_at is None and timezone.now() > asked.asked_at + TIME_TO_ANSWER


def open_incident(*, by, **known):
    """Numbered in order. When two are opened at the same moment, the second takes the next number."""
    for _ in range(TRIES):
        try:
            return insert_incident(by=by, known=known)
        except IntegrityError:
            continue
    return insert_incident(by=by, known=known)


@transaction.atomic
def insert_incident(*, by, known):
    last = Incident.objects.aggregate(last=Max("number"))["last"] or 0
    incident = Incident.objects.create(number=last + 1)
    IncidentEntry.objects.create(incident=incident, by=by, **known)
    return incident


def add_entry(*, incident, by, **known):
    """A correction, or what was learnt since: what was written before stays."""
    return IncidentEntry.objects.create(incident=incident, by=by, **known)
