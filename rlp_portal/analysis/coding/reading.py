"""How far somebody is in a plan: the only writer of her place, and of « J’ai terminé »."""

from django.db.models import F, IntegerField
from django.db.models.functions import Greatest
from django.utils import timezone

from rlp_portal.analysis.models import Reading
from worksheets.prepared import Argument, PreparedUpdate, write_together

ONE_MORE_ACT = PreparedUpdate(
    lambda plan, coder: Reading.objects.filter(plan=plan, coder=coder),
    fields=["position", "seen_at"],
    also={
        "revision": F("revision") + 1,
        "furthest": Greatest(F("furthest"), Argument("position", output_field=IntegerField())),
    },
)


def note_act(version, *, by, at, sentence, after):
    """One more act in this reading: the tables trust `revision` to say that nothing changed. `after`: its writes."""
    if sentence is None:
        write_together(*after)
        write(version, by, at, revision=F("revision") + 1)
        return
    place_and_time = {"position": sentence, "seen_at": at}
    if not write_together(*after, ONE_MORE_ACT.bound(place_and_time, plan=version.plan_id, coder=by.pk)):
        write(version, by, at, revision=F("revision") + 1, **place(sentence))


def note_place(version, *, by, sentence):
    write(version, by, timezone.now(), **place(sentence))


def finish(version, *, by):
    at = timezone.now()
    write(version, by, at, finished_at=at)


def take_up_again(version, *, by):
    write(version, by, timezone.now(), finished_at=None)


def place(sentence):
    return {"position": sentence, "furthest": Greatest(F("furthest"), sentence)}


def write(version, by, at, **changes):
    own = Reading.objects.filter(plan=version.plan_id, coder=by)
    if own.update(seen_at=at, **changes):
        return
    Reading.objects.get_or_create(plan_id=version.plan_id, coder=by, defaults={"version": version, "seen_at": at})
    own.update(seen_at=at, **changes)
