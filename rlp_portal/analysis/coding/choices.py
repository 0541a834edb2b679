"""What one person says of one passage, whole: as a form sends it, a row holds it, the journal keeps it. Pure."""

from dataclasses import dataclass, fields, replace
from functools import cached_property

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.codes import objects_written, strategies_written
from rlp_portal.analysis.enums import Verdict
from rlp_portal.analysis.models.coding import NOT_CODED
from worksheets.fingerprints import fingerprint


@dataclass(frozen=True)
class Choice:
    """`objects` and `strategies` as a row holds them: keys in the codebook's order, a space between."""

    verdict: str = Verdict.CODED.value
    objects: str = ""
    strategies: str = ""
    moment: str = ""
    memo: str = ""
    doubt: bool = False
    star: bool = False

    @property
    def is_empty(self):
        return self == EMPTY

    @property
    def is_complete(self):
        """It can be written: codes, or « rien à coder ici »; or nothing at all, which takes the coding away."""
        return self.is_empty or self.verdict == Verdict.NOTHING or bool(self.objects or self.strategies)

    @cached_property
    def fingerprint(self):
        return NOT_CODED if self.is_empty else fingerprint(self.written)

    @property
    def written(self):
        """For the journal: {} for nothing."""
        return {} if self.is_empty else {name: getattr(self, name) for name in FIELDS}

    @property
    def columns(self):
        return {
            "verdict": self.verdict,
            "objects_coded": self.objects,
            "strategies_coded": self.strategies,
            "moment": self.moment,
            "memo": self.memo,
            "has_doubt": self.doubt,
            "is_starred": self.star,
            "fingerprint": self.fingerprint,
        }


FIELDS = [one.name for one in fields(Choice)]
EMPTY = Choice()


def nothing_here(*, memo="", doubt=False):
    return Choice(verdict=Verdict.NOTHING.value, memo=memo, doubt=doubt)


def choice_of(coding):
    """What a row holds; EMPTY for None."""
    if coding is None:
        return EMPTY
    return Choice(
        verdict=coding.verdict,
        objects=coding.objects_coded,
        strategies=coding.strategies_coded,
        moment=coding.moment,
        memo=coding.memo,
        doubt=coding.has_doubt,
        star=coding.is_starred,
    )


def choice_kept(written):
    """What the journal kept."""
    return Choice(**written)


def joined(one, other, *, version):
    """Both at once: every code of the two, both memos. The moment is that of the first, unless it had none."""
    if Verdict.NOTHING in (one.verdict, other.verdict):
        coded = other if one.verdict == Verdict.NOTHING else one
        return replace(coded, memo=both_memos(one, other), doubt=one.doubt or other.doubt)
    return Choice(
        objects=objects_written([*one.objects.split(), *other.objects.split()], version=version),
        strategies=strategies_written([*one.strategies.split(), *other.strategies.split()], version=version),
        moment=one.moment or other.moment,
        memo=both_memos(one, other),
        doubt=one.doubt or other.doubt,
        star=one.star or other.star,
    )


def both_memos(one, other):
    return "\n\n".join(dict.fromkeys(memo for memo in (one.memo, other.memo) if memo))


def label_of(choice, *, version):
    """« A R·1c·4 » : the signs of its codes, as the margin and the lists say them."""
    if choice.verdict == Verdict.NOTHING:
        return "0"
    known = codebook.get(version).by_key
    signs = [known[key].sign for key in choice.objects.split()]
    return "·".join([" ".join(signs), *(sign_of(key, known) for key in choice.strategies.split())]).strip("·")


def sign_of(key, known):
    """« 1c » for a sub-strategy, « 1 » for a bare strategy."""
    own = known[key].sign
    return known[codebook.strategy_of(key)].sign + own if "." in key else own


def words_of(choice, *, version):
    """What those signs mean, for who cannot learn them."""
    if choice.verdict == Verdict.NOTHING:
        return "rien à coder"
    keys = [*choice.objects.split(), *choice.strategies.split(), choice.moment]
    return ", ".join(codebook.get(version).name_of(key) for key in keys if key)
