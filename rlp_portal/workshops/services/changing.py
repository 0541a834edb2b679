"""How a workshop changes: one lock, its version, its journal, and the news, all in one transaction."""

from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone

from rlp_portal.ui.live.waking import wake
from rlp_portal.workshops.models import Gesture, Step, Workshop
from rlp_portal.workshops.refusals import NotPossibleNow, StepMoved
from worksheets.prepared import Argument, PreparedUpdate

LOBBY = "salle"
LEAP = 1_000_000
NEXT = {"version": F("version") + 1, "scene_version": F("scene_version") + 1}
BUMP_IF_COLLECTING = PreparedUpdate(
    lambda workshop, step: Workshop.everything.filter(pk=workshop, open_step=step),
    fields=[],
    also={"version": F("version") + 1},
)

# The same, which fails as a whole where the other finds no row: its version cannot be empty.
BUMP_WHILE_COLLECTING = PreparedUpdate(
    lambda workshop: Workshop.everything.filter(pk=workshop),
    fields=[],
    also={"version": Case(When(open_step=Argument("step"), then=F("version") + 1))},
)


def topic_of(workshop_id):
    return f"atelier:{workshop_id}"


def bump(workshop_id, **needed):
    """The next version, and the news. False when the workshop is not as `needed`: then nothing happens."""
    found = Workshop.everything.filter(pk=workshop_id, **needed).update(**NEXT)
    if found:
        wake(topic_of(workshop_id))
    return bool(found)


def next_version_while_collecting(step):
    """What `write_together` takes: the next version of the same scene, which every answer makes.

    It raises IntegrityError when no answer to this step comes in any more.
    """
    return BUMP_WHILE_COLLECTING.bound({}, workshop=step.workshop_id, step=step.pk)


def bump_if_collecting(step):
    """The same, for who wants to know."""
    found = BUMP_IF_COLLECTING({}, workshop=step.workshop_id, step=step.pk)
    if found:
        wake(topic_of(step.workshop_id))
    return bool(found)


def leap_versions(*, using):
    """After a restoration: no page of before holds, by luck, the version of what came back."""
    Workshop.everything.using(using).update(version=F("version") + LEAP, scene_version=F("scene_version") + LEAP)


def mark_of(step):
    """Where a workshop stands, as a page brings it back: two facilitators who press together do it once."""
    return f"{step.public_id}:{step.state}:{step.round_number}:{int(step.is_masked)}" if step else LOBBY


class Held:
    """A workshop under its lock. `set` writes fields and remembers what they were, for the undo."""

    def __init__(self, workshop):
        self.workshop, self.at = workshop, timezone.now()
        self.before = {"workshop": {}, "steps": {}}
        self.changed = {}
        self.detail = {}  # what else the undo needs

    @property
    def step(self):
        return self.workshop.current_step

    def set(self, row, **fields):
        kept = self.before["workshop"] if isinstance(row, Workshop) else self.steps_before(row)
        names = self.changed.setdefault(row, set())
        for name, value in fields.items():
            field = row._meta.get_field(name)
            kept.setdefault(field.attname, as_json(getattr(row, field.attname)))
            setattr(row, name, value)
            names.add(name)

    def steps_before(self, step):
        return self.before["steps"].setdefault(str(step.pk), {})

    def save(self):
        for row, names in self.changed.items():
            row.save(update_fields=sorted(names))


@contextmanager
def holding(workshop, *, by=None, act=None, step=None, seen=None, is_undoable=True):
    """`with holding(workshop, by=…, act=…) as held:` lock, change through `held.set`, version, journal, news.

    `seen` is the mark that the page was drawn with; StepMoved when the workshop stands elsewhere since. Without
    `act`, nothing is written in the journal.
    """
    with transaction.atomic():
        locked = Workshop.everything.select_for_update(of=("self",)).select_related("current_step", "round")
        held = Held(locked.get(pk=workshop.pk))
        if seen is not None and seen != mark_of(held.step):
            raise StepMoved
        yield held
        held.save()
        if act:
            Gesture.objects.create(
                workshop=held.workshop,
                step=step or held.step,
                act=act,
                before={**held.before, **held.detail} if is_undoable else None,
                by=by,
                at=held.at,
            )
        bump(workshop.pk)


def require_open(workshop):
    if not workshop.is_open:
        raise NotPossibleNow


def restore(held, before):
    """Put back what a gesture changed."""
    give_back(held, held.workshop, before["workshop"])
    for step in Step.objects.filter(pk__in=before["steps"]):
        give_back(held, step, before["steps"][str(step.pk)])


def give_back(held, row, fields):
    for attname, value in fields.items():
        field = next(one for one in row._meta.concrete_fields if one.attname == attname)
        held.set(row, **{field.name: as_held(row, field, value)})


def as_json(value):
    return value.isoformat() if isinstance(value, datetime) else value


def as_held(row, field, value):
    if field.is_relation:
        return None if value is None else field.related_model._base_manager.get(pk=value)
    return field.to_python(value)
