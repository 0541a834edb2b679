"""Sharing, withdrawing and putting back; a version is written once."""

from django.db import transaction
from django.utils import timezone

from rlp_portal.rlps.models import Round, SharedReading, SharedVersion
from rlp_portal.rlps.sharing.document import digest_of, written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import OUTCOMES, OUTCOMES_TITLE, keep_only, marks_of


class NotAsSeen(Exception):
    """What would leave is not what the page showed. `changed`: the titles of what is to be read again."""

    def __init__(self, changed):
        super().__init__()
        self.changed = changed


class SharedMeanwhile(Exception):
    """A colleague shared a version since the page was drawn."""


@transaction.atomic
def share(*, round_, sheets, people, note, seen, after, op_id, by, at=None, outcomes=False):
    """The version made of what is ticked, exactly as it was read: `seen` holds the marks of the page.

    `after` is the last version that the page knew. The same operation twice makes one version.
    Raises SharedMeanwhile or NotAsSeen.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    known = SharedVersion.objects.filter(op_id=op_id, round=round_).first()
    if known:
        return known
    if last_number(round_) != after:
        raise SharedMeanwhile
    at = at or timezone.now()
    whole = whole_document(round_, at=at, number=after + 1, note=note)
    refuse_unseen(whole, ticked=[*sheets, *([OUTCOMES] if outcomes else [])], seen=seen)
    text = written(keep_only(whole, sheets=sheets, people=people, outcomes=outcomes))
    return SharedVersion.objects.create(
        round=round_,
        number=after + 1,
        content=text,
        digest=digest_of(text),
        op_id=op_id,
        shared_at=at,
        shared_by=by,
    )


def last_number(round_):
    last = SharedVersion.objects.filter(round=round_).order_by("-number").values_list("number", flat=True).first()
    return last or 0


def refuse_unseen(whole, *, ticked, seen):
    marks = marks_of(whole)
    titles = {sheet.key: sheet.title for sheet in whole.sheets} | {OUTCOMES: OUTCOMES_TITLE}
    changed = [key for key in ("", *ticked) if marks.get(key) != seen.get(key)]
    if changed:
        raise NotAsSeen([titles[key] for key in titles if key in changed])


def withdraw_version(*, version, by, at=None):
    """The advisor reads it no more from her next request on. Twice is once."""
    shown = SharedVersion.objects.shown().filter(pk=version.pk)
    shown.update(withdrawn_at=at or timezone.now(), withdrawn_by=by)


def put_version_back(*, version):
    SharedVersion.objects.filter(pk=version.pk).update(withdrawn_at=None, withdrawn_by=None)


def note_reading(*, version, reader, at=None):
    """Once for each person: the coordination sees when she first opened it."""
    SharedReading.objects.get_or_create(version=version, reader=reader, defaults={"opened_at": at or timezone.now()})


def note_readings(*, version_ids, reader):
    """Of several versions at once, by their public ids: those opened before keep their first day."""
    versions = SharedVersion.objects.filter(public_id__in=version_ids)
    now = timezone.now()
    SharedReading.objects.bulk_create(
        [SharedReading(version=one, reader=reader, opened_at=now) for one in versions.only("pk")],
        ignore_conflicts=True,
    )
