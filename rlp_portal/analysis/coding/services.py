"""The only writers of codings. One act is one passage, whole: compare and swap on its fingerprint."""

import datetime
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import FilteredRelation, Q

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.choices import EMPTY, Choice, choice_kept, choice_of
from rlp_portal.analysis.coding.journal import (
    REUSED,
    OperationReused,
    Stroke,
    is_same,
    known_act,
    line_of,
    write_act,
)
from rlp_portal.analysis.coding.passages import Passage, words_of
from rlp_portal.analysis.coding.queries import undoable
from rlp_portal.analysis.coding.reading import note_act
from rlp_portal.analysis.enums import ActOrigin, ActOutcome
from rlp_portal.analysis.models import Coding, CodingAct, Excerpt
from rlp_portal.analysis.models.coding import NOT_CODED
from worksheets.cleaning import Refused
from worksheets.prepared import Prepared, PreparedInsert, PreparedUpdate, at_once, write_together

CHOOSE_CODES = "Choisissez un objet ou une stratégie, ou «\u00a0Rien à coder ici\u00a0»."
TRIES = 3  # each time, what made the one before fail is there to be read: the passage of another, then her own
OWN_CODING = Prepared(
    lambda version, start, end, coder: (
        Excerpt.objects.filter(version=version, start=start, end=end)
        .annotate(own=FilteredRelation("codings", condition=Q(codings__coder=coder, codings__settles__isnull=True)))
        .select_related("own")
    )
)
SETTLED_CODING = Prepared(
    lambda version, start, end, sample: Coding.objects.filter(
        excerpt__version=version, excerpt__start=start, excerpt__end=end, settles=sample
    ).select_related("excerpt", "coder")
)
EXCERPT = Prepared(lambda version, start, end: Excerpt.objects.filter(version=version, start=start, end=end))
NEW_EXCERPT, NEW_CODING = PreparedInsert(Excerpt), PreparedInsert(Coding)
EXCERPT_WITH_KEY = PreparedInsert(Excerpt, with_key=True)
SWAP = PreparedUpdate(
    lambda pk, base: Coding.objects.filter(pk=pk, fingerprint=base),
    fields=[*EMPTY.columns, "codebook_version", "coder_id", "updated_at"],
)


class LostRace(Exception):
    """Between the reading and the writing, somebody else wrote."""


class CodingConflict(Exception):
    """The passage is not what the page showed. `stored` is what it holds, by `coding` or None; `sent` is kept."""

    def __init__(self, *, coding, sent):
        super().__init__()
        self.coding, self.stored, self.sent = coding, choice_of(coding), sent
        self.base = mark_of(coding)  # to write over it


class NothingToUndo(Exception):
    pass


class NewExcerpt(NamedTuple):
    """What a coding needs of the passage's row that was just written."""

    pk: int
    plan_id: int
    quotation: str

    @classmethod
    def of(cls, key, columns):
        return cls(key, columns["plan_id"], columns["quotation"])


@dataclass(frozen=True)
class Saved:
    """What was written: its fingerprint is the next base."""

    passage: Passage
    choice: Choice
    at: datetime.datetime
    quotation: str = ""

    @property
    def fingerprint(self):
        return self.choice.fingerprint


def save_coding(
    *, passage, choice, base, by, op_id=None, origin=ActOrigin.SCREEN, sentence=0, settles=None, found=None
):
    """Write what a person says of a passage; EMPTY takes it back. Raises Refused, OperationReused, CodingConflict.

    `sentence`: where she reads. `settles`: the sample for which two readings are settled, by anyone of the two.
    `found`: what `found_at` would give, by whoever has just read it.
    """
    passage.check()
    stroke = Stroke.of(by=by, origin=origin, op_id=op_id, settles=settles)
    if not choice.is_complete:
        keep_aside(stroke, passage, choice, base)
        raise Refused(CHOOSE_CODES)
    return write(stroke, passage, choice, base, sentence, found)


def write(stroke, passage, choice, base, sentence, found=None):
    for _try in range(TRIES):
        excerpt, coding = found or found_at(stroke, passage)
        found = None
        if not base == mark_of(coding) != choice.fingerprint:
            break
        try:
            excerpt = swap(stroke, passage, excerpt, coding, choice, sentence)
            return Saved(passage, choice, stroke.at, excerpt.quotation)
        except (LostRace, IntegrityError):
            continue
    return answer_unwritten(stroke, passage, excerpt, coding, choice, base)


def mark_of(coding):
    return coding.fingerprint if coding else NOT_CODED


def found_at(stroke, passage):
    """(the passage's row, what is said of it), each None where there is none. One query."""
    place = {"version": passage.version.pk, "start": passage.start, "end": passage.end}
    if stroke.settles:
        coding = SETTLED_CODING.first(**place, sample=stroke.settles.pk)
        return (coding.excerpt if coding else EXCERPT.first(**place)), coding
    excerpt = OWN_CODING.first(**place, coder=stroke.by.pk)
    return excerpt, getattr(excerpt, "own", None)


def swap(stroke, passage, excerpt, coding, choice, sentence):
    """The row, its line in the journal and the reading's place: all or nothing."""
    is_one_write = coding is None and (excerpt or passage.key) and passage.has_reading and not stroke.settles
    with at_once() if is_one_write else transaction.atomic():
        writes = []
        if excerpt is None:
            excerpt, writes = excerpt_to_write(passage)
        before, base = choice_of(coding), mark_of(coding)
        if coding is None:
            writes.append(new_coding(stroke, excerpt, choice))
        elif choice.is_empty:
            take_away(coding)
        elif not SWAP(columns_of(stroke, choice), pk=coding.pk, base=base):
            raise LostRace
        writes.append(line_of(stroke, excerpt=excerpt, base=base, before=before, after=choice))
        if stroke.settles:
            write_together(*writes)
        else:
            note_act(passage.version, by=stroke.by, at=stroke.at, sentence=sentence, after=writes)
    return excerpt


def columns_of(stroke, choice):
    return {
        **choice.columns,
        "codebook_version": codebook.latest().version,
        "coder_id": stroke.by.pk,
        "updated_at": stroke.at,
    }


def new_coding(stroke, excerpt, choice):
    """The row, for `write_together`."""
    return NEW_CODING.row(
        excerpt_id=excerpt.pk,
        plan_id=excerpt.plan_id,
        settles_id=stroke.settles and stroke.settles.pk,
        created_at=stroke.at,
        **columns_of(stroke, choice),
    )


def take_away(coding):
    held = Coding.objects.select_for_update().filter(pk=coding.pk, fingerprint=coding.fingerprint).first()
    if held is None:
        raise LostRace
    held.delete()


def excerpt_to_write(passage):
    """(the passage's row, what `write_together` takes for it): nothing where it had to be written to have a key."""
    if passage.key is None:
        return new_excerpt(passage), []
    columns = columns_of_passage(passage)
    return NewExcerpt.of(passage.key, columns), [EXCERPT_WITH_KEY.row(id=passage.key, **columns)]


def new_excerpt(passage):
    """The passage's row, made for whoever codes it first."""
    columns = columns_of_passage(passage)
    return NewExcerpt.of(NEW_EXCERPT.key_of(NEW_EXCERPT.row(**columns)), columns)


def columns_of_passage(passage):
    words = words_of(passage)
    return {
        "plan_id": passage.version.plan_id,
        "version_id": passage.version.pk,
        "start": passage.start,
        "end": passage.end,
        "quotation": words.quotation,
        "before": words.before,
        "after": words.after,
        "first_seen": passage.version.number,
    }


def answer_unwritten(stroke, passage, excerpt, coding, choice, base):
    """The same operation again, the same choice already there; or two choices, both kept."""
    stored = choice_of(coding)
    known = known_act(stroke)
    if known and not is_same(known, excerpt, choice):
        keep_aside(replace(stroke, op_id=None), passage, choice, base)
        raise OperationReused(REUSED)
    if known and known.outcome == ActOutcome.WRITTEN:
        return Saved(passage, choice, known.at, excerpt.quotation)
    if not known and stored == choice:
        at = coding.updated_at if coding else stroke.at
        return Saved(passage, choice, at, excerpt.quotation if excerpt else "")
    if not known:
        keep_aside(stroke, passage, choice, base)
    raise CodingConflict(coding=coding, sent=choice)


@transaction.atomic
def keep_aside(stroke, passage, choice, base):
    """What could not be written stays in the journal; the same operation is kept once."""
    if known_act(stroke):
        return
    excerpt, coding = found_at(stroke, passage)
    excerpt = excerpt or new_excerpt(passage)
    write_act(stroke, excerpt=excerpt, base=base, before=choice_of(coding), after=choice, outcome=ActOutcome.REFUSED)


def keep_for_later(*, passage, choice, base, by, op_id=None):
    """What a form sent to a reading that does not change now: the page shows it beside, to be chosen again."""
    passage.check()
    keep_aside(Stroke.of(by=by, origin=ActOrigin.FORM, op_id=op_id), passage, choice, base)


def keep_stored(*, passage, by, op_id=None):
    """« Garder l’autre »: what is there stays, and the journal says that somebody chose it."""
    stroke = Stroke.of(by=by, origin=ActOrigin.SETTLED, op_id=op_id)
    excerpt, coding = found_at(stroke, passage)
    stored, excerpt = choice_of(coding), excerpt or new_excerpt(passage)
    if not known_act(stroke):
        write_act(stroke, excerpt=excerpt, base=stored.fingerprint, before=stored, after=stored)
    return Saved(passage, stored, stroke.at, excerpt.quotation)


def stored_choice(passage, person):
    _excerpt, coding = found_at(Stroke.of(by=person), passage)
    return choice_of(coding)


def undo_coding(*, plan, by, op_id=None):
    """Take back her last act in this plan; again, the one before. Raises NothingToUndo, CodingConflict."""
    stroke = Stroke.of(by=by, origin=ActOrigin.UNDONE, op_id=op_id)
    known = known_act(stroke)
    act = known.undoes if known and known.undoes else last_act(plan, by)
    if act is None:
        raise NothingToUndo
    passage = Passage(act.excerpt.version, act.excerpt.start, act.excerpt.end)
    choice, base = choice_kept(act.before), choice_kept(act.after).fingerprint
    return write(replace(stroke, undoes=act), passage, choice, base, sentence=None)


def last_act(plan, by):
    acts = undoable(CodingAct.objects.filter(plan=plan, by=by, settles__isnull=True))
    return acts.select_related("excerpt__version").defer("excerpt__version__text").order_by("-id").first()
