"""What the address of a page of analysis asks for: only keys of the codebook, never a name of a column."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import GROUPS

SAMPLE, OBJECT, STRATEGY, MOMENT, GROUP, RLP, PASSAGES = (
    "echantillon", "objet", "strategie", "moment", "groupe", "regroupement", "compte",
)  # fmt: skip
BY_PASSAGES = "passages"


@dataclass(frozen=True)
class Asked:
    """`strategy`: a strategy or a sub-strategy. "" where nothing is asked."""

    object: str = ""
    strategy: str = ""
    moment: str = ""
    group: str = ""
    rlp: str = ""

    @classmethod
    def of(cls, query, *, version):
        """What is unknown asks for nothing."""
        codes = codebook.get(version)
        objects, strategies = (
            {one.key for one in kind} for kind in (codes.objects, (*codes.strategies, *codes.subs))
        )
        return cls(
            object=known(query.get(OBJECT, ""), objects),
            strategy=known(query.get(STRATEGY, ""), strategies),
            moment=known(query.get(MOMENT, ""), Moment.values),
            group=known(query.get(GROUP, ""), GROUPS),
            rlp=query.get(RLP, "")[:100],
        )

    def url(self, sample):
        """Of the passages behind a number."""
        named = {
            OBJECT: self.object, STRATEGY: self.strategy, MOMENT: self.moment, GROUP: self.group, RLP: self.rlp,
        }  # fmt: skip
        asked = {SAMPLE: sample.public_id} | {name: value for name, value in named.items() if value}
        return f"{reverse('analysis_excerpts')}?{urlencode(asked)}"


def known(value, among):
    return value if value in among else ""
