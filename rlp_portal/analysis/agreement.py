"""How far two people who coded the same sentences agree, code by code. Pure functions."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Agreement:
    """Of one code over n sentences read by both. `alpha` None: no disagreement was possible, or nothing was read."""

    n: int
    agreed: int
    both: int
    one_only: int
    alpha: float | None

    @property
    def share(self):
        return Fraction(self.agreed, self.n) if self.n else None


def agreement(first, second):
    """`first` and `second`: whether each carries the code, for every unit, in the same order."""
    pairs = list(zip(first, second, strict=True))
    agreed = sum(one == other for one, other in pairs)
    both = sum(one and other for one, other in pairs)
    return Agreement(len(pairs), agreed, both, len(pairs) - agreed, alpha_of(pairs))


def alpha_of(pairs):
    """Krippendorff's alpha, nominal. Without any variation it is not defined: nobody can agree beyond chance."""
    if len({value for pair in pairs for value in pair}) < 2:
        return None
    import krippendorff  # slow import: numpy

    presence = [[int(value) for value in side] for side in zip(*pairs, strict=True)]
    return float(krippendorff.alpha(reliability_data=presence, level_of_measurement="nominal"))


def touched(sentences, passages):
    """For each sentence (start, end), whether one of the passages overlaps it. Both in order of their start."""
    found, waiting = [], list(passages)
    for start, end in sentences:
        waiting = [one for one in waiting if one[1] > start]
        found.append(any(one[0] < end for one in waiting))
    return found
