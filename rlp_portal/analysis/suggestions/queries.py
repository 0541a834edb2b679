"""The past excerpts of one person, ready to be compared with a passage."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Sum

from rlp_portal.analysis.coding.choices import Choice, choice_of, label_of, words_of
from rlp_portal.analysis.enums import Verdict
from rlp_portal.analysis.models import Coding, Reading
from rlp_portal.analysis.suggestions.similar import Index, suggestions
from rlp_portal.rlps.queries import advised_by

MOST_EXCERPTS = 5000  # the latest ones
AT_A_TIME, LEAST_ALIKE = 3, 0.18
PEOPLE_AT_ONCE = 8  # whose index one process keeps


@dataclass(frozen=True)
class PastExcerpt:
    """`where`: the RLP and the plan that it comes from."""

    plan_id: int
    start: int
    end: int
    quotation: str
    choice: Choice
    codebook_version: int
    where: str

    @property
    def label(self):
        return label_of(self.choice, version=self.codebook_version)

    @property
    def words(self):
        return words_of(self.choice, version=self.codebook_version)


@dataclass(frozen=True)
class Memory:
    excerpts: list
    index: Index

    def like(self, text, *, plan_id, start, end):
        """Past excerpts that look like the passage, which is not its own example; one for each set of codes."""
        overlapping = {
            rank
            for rank, one in enumerate(self.excerpts)
            if one.plan_id == plan_id and one.start < end and start < one.end
        }
        return suggestions(
            self.excerpts, text, index=self.index, at=AT_A_TIME, least=LEAST_ALIKE, besides=overlapping
        )


def memory_of(person):
    """Of the RLPs that she advises now. Read again only when she coded since: the sum of her revisions says so."""
    stamp = Reading.objects.filter(coder=person).aggregate(sum=Sum("revision"))["sum"] or 0
    return remembered(person.pk, stamp, frozenset(advised_by(person).values_list("rlp", flat=True)))


@lru_cache(maxsize=PEOPLE_AT_ONCE)
def remembered(person_id, stamp, followed):
    excerpts = past_excerpts(person_id, followed)
    return Memory(excerpts, Index([one.quotation for one in excerpts]))


def past_excerpts(person_id, rlps=None):
    """Hers, of all the RLPs or of these."""
    own = Coding.objects.filter(coder=person_id, settles__isnull=True, verdict=Verdict.CODED)
    own = own if rlps is None else own.filter(plan__rlp__in=rlps)
    latest = own.select_related("excerpt", "plan__rlp").order_by("-id")[:MOST_EXCERPTS]
    return [
        PastExcerpt(
            coding.plan_id,
            coding.excerpt.start,
            coding.excerpt.end,
            coding.excerpt.quotation,
            choice_of(coding),
            coding.codebook_version,
            f"{coding.plan.rlp.name}, {coding.plan.title}",
        )
        for coding in latest
    ]
