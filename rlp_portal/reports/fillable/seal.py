"""What a file says of itself: which sheet it is, of which carnet, and what each answer was when it was drawn.

Signed, so that a file made or altered elsewhere is told from ours; not secret.
"""

from dataclasses import dataclass, field

from django.core import signing

from worksheets.fingerprints import fingerprint
from worksheets.models import AnswerState
from worksheets.schema import Bipolar, RowChoice, Scale, SingleChoice

FORMAT = 1
SALT = "portail-rlp.fillable-sheet"


class NotOurs(ValueError):
    """No seal, or one that this portal did not write."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """`marks` holds what the file shows at each address and row's field, where it shows something."""

    instrument: str
    version: int | str  # of all its sheets, where several are asked together
    round: str = ""  # public ids
    workbook: str = ""
    sheet: str = ""
    marks: dict = field(default_factory=dict)

    def __str__(self):
        said = {"format": FORMAT, **vars(self)}
        return signing.Signer(salt=SALT).sign_object(said, compress=True)

    @property
    def is_blank(self):
        """It belongs to no carnet, and may come into any."""
        return not self.round


def read_seal(words):
    try:
        said = signing.Signer(salt=SALT).unsign_object(words)
    except (signing.BadSignature, ValueError):
        raise NotOurs from None
    if said.pop("format", None) != FORMAT:
        raise NotOurs
    return Seal(**said)


def mark_of(asked, value, state=AnswerState.ANSWERED):
    """Like the fingerprint of an answer, for what a form can show of it.

    A group of choices shows one thing: the answer or its state. Rows are ticked in no order.
    """
    if state != AnswerState.ANSWERED and isinstance(asked, Scale | Bipolar | SingleChoice):
        value = None
    if value and isinstance(asked, RowChoice):
        value = {**value, asked.part: sorted(value[asked.part])}
    return fingerprint(value, state)
