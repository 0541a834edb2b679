"""How often a suggestion would have been right: each plan is held out in its turn, and asked of the others. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from rlp_portal.analysis import codebook
from rlp_portal.analysis.suggestions.similar import Index, suggestions


@dataclass(frozen=True)
class Precision:
    """Of the first `at` suggestions for each of `asked` passages: how many were made, how many were right.

    `usual`: what always suggesting the most frequent strategy would have got, right once for each passage.
    """

    at: int
    asked: int
    made: int
    right: int
    usual: Fraction | None

    @property
    def share(self):
        return Fraction(self.right, self.made) if self.made else None


def precision(excerpts, *, at, least):
    """As the screen suggests. `excerpts`: [PastExcerpt, …]; those of the passage's own plan suggest nothing."""
    index = Index([one.quotation for one in excerpts])
    of_plan = {}
    for rank, one in enumerate(excerpts):
        of_plan.setdefault(one.plan_id, set()).add(rank)
    made = right = 0
    for one in excerpts:
        near = suggestions(excerpts, one.quotation, index=index, at=at, least=least, besides=of_plan[one.plan_id])
        made += len(near)
        right += sum(is_right(one, other) for other in near)
    return Precision(at, len(excerpts), made, right, usual_share(excerpts))


def is_right(one, other):
    """A strategy in common; an object in common for a passage without strategy."""
    strategies = strategies_of(one)
    if strategies:
        return bool(strategies & strategies_of(other))
    return bool(set(one.choice.objects.split()) & set(other.choice.objects.split()))


def strategies_of(one):
    return {codebook.strategy_of(key) for key in one.choice.strategies.split()}


def usual_share(excerpts):
    held = [strategies_of(one) for one in excerpts]
    most = max((sum(key in one for one in held) for key in {key for one in held for key in one}), default=0)
    return Fraction(most, len(excerpts)) if excerpts else None
