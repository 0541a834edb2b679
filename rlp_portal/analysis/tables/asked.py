"""What the address of a page of analysis asks for: only keys of the codebook, never a name of a column."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import GROUPS
from rlp_portal.analysis.tables.declared import NUMBERS
from worksheets.codes import Strategy

SAMPLE, OBJECT, STRATEGY, MOMENT, GROUP, RLP, PASSAGES, COMPARED = (
    "echantillon", "objet", "strategie", "moment", "groupe", "regroupement", "compte", "declare",
)  # fmt: skip
BY_PASSAGES = "passages"


@dataclass(frozen=True)
class Asked:
    """`strategy`: a strategy or a sub-strategy; `compared`: a number of its Comparison, of a whole strategy only.

    "" where nothing is asked.
    """

    object: str = ""
    strategy: str = ""
    moment: str = ""
    group: str = ""
    rlp: str = ""
    compared: str = ""

    @classmethod
    def of(cls, query, *, version):
        """What is unknown asks for nothing."""
        codes = codebook.get(version)
        objects, strategies = (
            {one.key for one in kind} for kind in (codes.objects, (*codes.strategies, *codes.subs))
        )
        strategy = known(query.get(STRATEGY, ""), strategies)
        return cls(
            object=known(query.get(OBJECT, ""), objects),
            strategy=strategy,
            moment=known(query.get(MOMENT, ""), Moment.values),
            group=known(query.get(GROUP, ""), GROUPS),
            rlp=query.get(RLP, "")[:100],
            compared=known(query.get(COMPARED, ""), NUMBERS if strategy in Strategy.values else ()),
        )

    def url(self, sample):
        """Of the passages, or of the RLPs, behind a number."""
        named = {
            OBJECT: self.object, STRATEGY: self.strategy, MOMENT: self.moment, GROUP: self.group, RLP: self.rlp,
            COMPARED: self.compared,
        }  # fmt: skip
        asked = {SAMPLE: sample.public_id} | {name: value for name, value in named.items() if value}
        return f"{reverse('analysis_excerpts')}?{urlencode(asked)}"


def known(value, among):
    return value if value in among else ""
