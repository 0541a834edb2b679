"""From what the coding screen sends, by script or as a whole form, to what the services take."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import BadRequest

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.choices import EMPTY, Choice, nothing_here
from rlp_portal.analysis.coding.codes import UnknownCode, objects_written, strategies_written
from rlp_portal.analysis.coding.passages import read_field
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.models.coding import LONGEST_MEMO
from worksheets.cleaning import Refused, clean_text
from worksheets.forms import BASE
from worksheets.services.references import is_uuid

CODE, NOTHING, ERASE, KEEP, JOIN = "code", "nothing", "erase", "keep", "join"
ACTS = {CODE, NOTHING, ERASE, KEEP, JOIN}
ONCE = ("field", "act", "moment", "memo", "op_id", "phrase", "doubt", "star")
MOMENTS = frozenset(Moment.values)
NO_SUCH_CODE = "Ce code n’est pas dans le lexique. Rechargez la page."


@dataclass(frozen=True)
class Posted:
    """`field`: what `read_field` gives; `sentence`: where she reads, from 0."""

    act: str
    field: tuple
    base: str
    op_id: uuid.UUID | None
    sentence: int

    @classmethod
    def of(cls, data):
        """B43: a body that is no form of ours, or that says one thing twice, is not guessed at. Raises BadRequest."""
        name = data.get("field", "")
        field, act = read_field(name), data.get("act", CODE)
        if field is None or act not in ACTS or any(len(data.getlist(one)) > 1 for one in (*ONCE, name + BASE)):
            raise BadRequest
        return cls(act, field, data.get(name + BASE, ""), operation_id(data), sentence_of(data))


def operation_id(data):
    sent = data.get("op_id", "")
    return uuid.UUID(sent) if is_uuid(sent) else None


def sentence_of(data):
    """« phrase » counts from 1, as people do."""
    sent = data.get("phrase", "")
    return max(int(sent) - 1, 0) if sent.isascii() and sent.isdigit() and len(sent) <= 7 else 0


def read_choice(data, act=CODE):
    """(Choice, notices). Raises Refused."""
    if act == ERASE:
        return EMPTY, ()
    memo = clean_text(data.get("memo", ""), limit=LONGEST_MEMO)
    doubt = "doubt" in data
    if act == NOTHING:
        return nothing_here(memo=memo.value or "", doubt=doubt), memo.notices
    version = codebook.latest().version
    try:
        choice = Choice(
            objects=objects_written(data.getlist("objects"), version=version),
            strategies=strategies_written(data.getlist("strategies"), version=version),
            moment=moment_of(data.get("moment", "")),
            memo=memo.value or "",
            doubt=doubt,
            star="star" in data,
        )
    except UnknownCode:
        raise Refused(NO_SUCH_CODE) from None
    return choice, memo.notices


def moment_of(sent):
    if sent and sent not in MOMENTS:
        raise UnknownCode(sent)
    return sent
