"""One drawing for each face, workshop and version in this process, whoever asks for it: a stream or a poll."""

import json
from functools import partial
from threading import Lock

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from rlp_portal.ui.live.hub import Channel
from rlp_portal.workshops import queries
from rlp_portal.workshops.live.faces import FACES
from rlp_portal.workshops.live.snapshot import Snapshot, scene_of
from rlp_portal.workshops.models import Workshop
from rlp_portal.workshops.services import topic_of
from worksheets.prepared import Prepared

MOST_DRAWINGS = 200  # of workshops that nobody follows any more, the oldest leave

_drawings = {}
_locks = {}
_lock = Lock()


def channel_of(workshop_id, face):
    return Channel(topic_of(workshop_id), face, partial(draw, workshop_id, face))


def draw(workshop_id, face):
    """The bytes of the present version. One query when only answers came since another drawing, or nothing did."""
    present = present_of(workshop_id)
    mark = (present.public_id, present.version)  # the number of a row means nothing once the data came from a copy
    return drawn(("state", face), workshop_id, mark, partial(state_bytes, present, face))


def drawn(what, workshop_id, version, make):
    """`make()` once for each version: also for what pages fetch all together, such as a picture at the reveal.

    The version is read before what is drawn: a change meanwhile is drawn again under its own version.
    """
    key = (workshop_id, what)
    with lock_of(key):
        held = _drawings.get(key)
        if held and held[0] == version:
            return held[1]
        content = make()
        with _lock:
            _drawings.pop(key, None)
            _drawings[key] = (version, content)
            while len(_drawings) > MOST_DRAWINGS:
                oldest = next(iter(_drawings))
                del _drawings[oldest]
                _locks.pop(oldest, None)
    return content


def lock_of(key):
    """Those who ask for the same drawing at once wait for it together."""
    with _lock:
        return _locks.setdefault(key, Lock())


PRESENT = Prepared(
    lambda workshop: (
        Workshop.everything.filter(pk=workshop)
        .only("public_id", "version", "scene_version")
        .annotate(
            people=Coalesce(Subquery(queries.people_in(OuterRef("pk"))), 0),
            answered=Coalesce(Subquery(queries.answered_in("current_step")), 0),
        )
    )
)


def present_of(workshop_id):
    workshop = PRESENT.first(workshop=workshop_id)
    if workshop is None:
        raise Workshop.DoesNotExist
    return workshop


def state_bytes(present, face):
    """The faces are drawn of one scene."""
    mark = (present.public_id, present.scene_version)
    scene = drawn("scene", present.pk, mark, partial(scene_of, present.pk))
    snapshot = Snapshot(scene, present.version, present.people, present.answered)
    return json.dumps(FACES[face](snapshot), ensure_ascii=False, separators=(",", ":")).encode()
