"""People come in, come back, and leave: no account, no name, a key in a cookie."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from rlp_portal.ui.live.waking import carried
from rlp_portal.workshops.codes import new_resume_code, new_token
from rlp_portal.workshops.enums import Act, WorkshopState
from rlp_portal.workshops.models import Operation, Participant, Workshop
from rlp_portal.workshops.models.workshop import FIRST_CODE, LAST_CODE
from rlp_portal.workshops.queries import count_people
from rlp_portal.workshops.refusals import NoOpenWorkshop, PersonRemoved, RoomFull, TableNeeded
from rlp_portal.workshops.services.changing import NEXT, bump, holding, topic_of
from rlp_portal.workshops.services.doors import REOPENABLE
from worksheets.models import Sheet
from worksheets.prepared import NextKey, Prepared, PreparedInsert, PreparedUpdate, write_together

TRIES = 8  # the same four letters twice in a room
KEYS_KEPT = timedelta(days=30)  # after the closing


def holder_of(key_hash):
    return Participant.objects.filter(key_hash=key_hash).select_related("workshop__round", "workshop__current_step")


BY_KEY = Prepared(holder_of)
BY_KEY_TO_ANSWER = Prepared(lambda key_hash: holder_of(key_hash).annotate(next_sheet=NextKey(Sheet)))
TO_COME_IN = Workshop.everything.select_related("round__rlp")
BY_CODE = Prepared(lambda code: TO_COME_IN.filter(join_code=code))
BY_TOKEN = Prepared(lambda token: TO_COME_IN.filter(join_token=token))
ONE_MORE = PreparedUpdate(
    lambda workshop: Workshop.everything.filter(pk=workshop, state=WorkshopState.OPEN, is_door_open=True),
    fields=[],
    also=NEXT,
)
NEW_PARTICIPANT = PreparedInsert(Participant)


def hash_of_key(key):
    return hashlib.sha256(key.encode()).hexdigest()


# ---- Finding --------------------------------------------------------------------------------------------------


def find_by_code(code, *, now=None):
    """The workshop of a code as `codes.read_code` gives it. Raises NoOpenWorkshop: wrong, closed or expired alike.

    Whose door is closed is found too: she who was there before comes back by it. One that has just ended is found for
    a day: the code then leads to its recap.
    """
    return usable(BY_CODE.first(code=code) if FIRST_CODE <= code <= LAST_CODE else None, now=now)


def find_by_token(token, *, now=None):
    """The same, for the QR."""
    return usable(BY_TOKEN.first(token=token), now=now)


def usable(workshop, *, now):
    if workshop is None or not leads_somewhere(workshop, now or timezone.now()):
        raise NoOpenWorkshop
    return workshop


def leads_somewhere(workshop, now):
    if workshop.state == WorkshopState.CLOSED:
        return now < workshop.closed_at + REOPENABLE
    return workshop.is_open


def find_participant(key, *, answers=False):
    """The person of this cookie, with `workshop` and its `current_step`; None for an unknown key. One query.

    `answers`: she may begin a sheet, whose key comes with her.
    """
    found = BY_KEY_TO_ANSWER if answers else BY_KEY
    return found.first(key_hash=hash_of_key(key)) if key else None


# ---- Coming in ------------------------------------------------------------------------------------------------


def join(*, workshop, first_name="", table_number=None, is_fictitious=False):
    """(Participant, key for the cookie). Raises NoOpenWorkshop when the door is closed, RoomFull."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return come_in(
                    workshop, first_name=first_name, table_number=table_number, is_fictitious=is_fictitious
                )
        except IntegrityError:  # the letters of somebody in the room
            continue
    raise RoomFull


def come_in(workshop, **about):
    """The version first: its row is the lock that counts people."""
    if not write_together(*carried(topic_of(workshop.pk)), ONE_MORE.bound({}, workshop=workshop.pk)):
        raise NoOpenWorkshop
    if count_people(workshop) >= workshop.most_people:
        raise RoomFull
    key = new_token()
    participant = NEW_PARTICIPANT(
        Participant(workshop=workshop, key_hash=hash_of_key(key), resume_code=new_resume_code(), **about)
    )
    return participant, key


def resume(*, workshop, code):
    """(Participant, new key): the same person in another browser; the former key opens nothing any more.

    Also through a closed door. Raises NoOpenWorkshop for unknown letters, PersonRemoved.
    """
    with transaction.atomic():
        found = Participant.objects.select_for_update().filter(workshop=workshop, resume_code=code)
        participant = found.exclude(resume_code="").first()
        if participant is None:
            raise NoOpenWorkshop
        refuse_removed(participant)
        key = new_token()
        participant.key_hash, participant.seen_at = hash_of_key(key), timezone.now()
        participant.save(update_fields=["key_hash", "seen_at"])
    return participant, key


def refuse_removed(participant):
    if participant.removed_at is not None:
        raise PersonRemoved


def sit_at_table(*, participant, table_number):
    """This phone answers for a whole table."""
    if not table_number or table_number < 1:
        raise TableNeeded
    Participant.objects.filter(pk=participant.pk).update(table_number=table_number)
    participant.table_number = table_number
    bump(participant.workshop_id)


def choose_first_name(*, participant, first_name):
    Participant.objects.filter(pk=participant.pk).update(first_name=first_name)
    bump(participant.workshop_id)


def mark_seen(participant_ids, *, now=None):
    """Who still has the page open; nobody is told of it at once."""
    return Participant.objects.filter(pk__in=participant_ids).update(seen_at=now or timezone.now())


# ---- Leaving --------------------------------------------------------------------------------------------------


def remove_participants(*, workshop, by, ids=None, joined_since=None):
    """By public ids, or all those who came in since a moment. Their answers count no more; undone, they do again.

    Returns how many were removed.
    """
    with holding(workshop, by=by, act=Act.REMOVED) as held:
        found = Participant.objects.filter(workshop=held.workshop, removed_at__isnull=True)
        found = found.filter(public_id__in=ids) if ids is not None else found.filter(joined_at__gte=joined_since)
        removed = list(found.values_list("pk", flat=True))
        Participant.objects.filter(pk__in=removed).update(removed_at=held.at, removed_by=by)
        held.detail["removed"] = removed
    return len(removed)


def forget_keys(*, now=None):
    """A month after the end nobody can be told from anybody: keys, letters, first names and moments leave.

    Returns how many workshops were concerned.
    """
    now = now or timezone.now()
    over = Workshop.everything.filter(closed_at__lt=now - KEYS_KEPT, keys_forgotten_at__isnull=True)
    ids = list(over.values_list("pk", flat=True))
    Participant.objects.filter(workshop__in=ids).update(
        key_hash=None, resume_code="", first_name="", joined_at=None, seen_at=None
    )
    Operation.objects.filter(workshop__in=ids).delete()
    return Workshop.everything.filter(pk__in=ids).update(keys_forgotten_at=now, helper_token=None)
