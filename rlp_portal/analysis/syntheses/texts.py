"""The only writer of a synthesis’s paragraphs. The save contract: one save is one paragraph and what it cites."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.analysis.enums import ActOutcome, SynthesisState
from rlp_portal.analysis.models import CitedNumber, SynthesisText, TextAct
from worksheets.fingerprints import fingerprint

NEW = ""  # the fingerprint of a paragraph that nobody wrote yet


@dataclass(frozen=True)
class Words:
    """A paragraph as it was sent. `cited`: {key: how it is read}; `base`: what it was written over."""

    text: str
    cited: dict
    base: str = NEW
    op_id: object = None

    @property
    def mark(self):
        """What the page sends back as base once this is written."""
        return fingerprint([self.text, sorted(self.cited)])


class TextConflict(Exception):
    """It was written elsewhere meanwhile. What was sent is kept in the journal; `text` is what stands."""

    def __init__(self, text):
        super().__init__()
        self.text = text


class TextRemoved(TextConflict):
    """It was taken out meanwhile."""


def save_text(*, synthesis, text_id, section, words, by):
    """Compare and swap; over nothing, it makes the paragraph at the end of its section. When it was written.

    The same operation twice is once. Raises TextConflict or TextRemoved, once what was sent is kept.
    """
    known = TextAct.objects.filter(by=by, op_id=words.op_id).select_related("text").first() if words.op_id else None
    if known and (known.text.public_id, known.after) != (text_id, words.text):
        known, words = None, replace(words, op_id=None)  # the Back button sends an old page again
    if known and known.outcome == ActOutcome.WRITTEN:
        return known.at
    with transaction.atomic():
        text = known.text if known else text_of(synthesis, text_id, section, by)
        if text.fingerprint == words.mark and not text.deleted_at:
            return text.updated_at
        now = timezone.now()
        is_written = not known and swap(text, words, by=by, at=now)
        if not known:
            outcome = ActOutcome.WRITTEN if is_written else ActOutcome.REFUSED
            write_act(text, words, by=by, at=now, outcome=outcome)
        if is_written:
            cite(text, words.cited)
    if is_written:
        return now
    text.refresh_from_db()
    raise TextRemoved(text) if text.deleted_at else TextConflict(text)


def text_of(synthesis, text_id, section, by):
    text, _is_new = SynthesisText.objects.get_or_create(
        synthesis=synthesis,
        public_id=text_id,
        defaults={"section": section, "position": next_position(synthesis, section), "updated_by": by},
    )
    return text


def next_position(synthesis, section):
    last = synthesis.texts.filter(section=section).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def swap(text, words, *, by, at):
    found = SynthesisText.objects.filter(
        pk=text.pk, fingerprint=words.base, deleted_at__isnull=True, synthesis__state=SynthesisState.DRAFT
    )
    return bool(found.update(text=words.text, fingerprint=words.mark, updated_at=at, updated_by=by))


def write_act(text, words, *, by, at, outcome):
    TextAct.objects.create(
        text=text,
        by=by,
        at=at,
        op_id=words.op_id,
        base=readable_base(words.base),
        before=text.text,
        after=words.text,
        outcome=outcome,
    )


def readable_base(base):
    """From a page: anything may stand there."""
    longest = TextAct._meta.get_field("base").max_length
    return "".join(sign for sign in base[:longest] if sign.isalnum())


def cite(text, cited):
    """A number read as before keeps the day on which it was cited."""
    before = {one.key: one for one in text.cited_numbers.all()}
    gone = [one.pk for key, one in before.items() if cited.get(key) != one.shown]
    CitedNumber.objects.filter(pk__in=gone).delete()
    CitedNumber.objects.bulk_create(
        CitedNumber(text=text, key=key, shown=shown)
        for key, shown in cited.items()
        if key not in before or before[key].shown != shown
    )


def settle(*, text, by):
    """She has seen what was kept aside, and chosen; the journal keeps it all."""
    kept_aside(text, by).update(settled_at=timezone.now(), settled_by=by)


def kept_aside(text, by):
    return text.acts.filter(by=by, outcome=ActOutcome.REFUSED, settled_at__isnull=True)


def remove_text(*, text, by):
    SynthesisText.objects.filter(pk=text.pk, deleted_at__isnull=True).update(deleted_at=timezone.now(), deleted_by=by)


def put_text_back(*, text):
    SynthesisText.objects.filter(pk=text.pk).update(deleted_at=None, deleted_by=None)
