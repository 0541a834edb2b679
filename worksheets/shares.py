"""Shares of a number of RLPs: the class of a heat map, and the percentage that is printed."""

from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)
QUARTERS = (Fraction(1, 4), HALF, Fraction(3, 4))
BOUNDARIES = (0, 25, 50, 75, 90, 100)  # whole per cents that no rounding may seem to reach or to leave


def heat_class(part, whole):
    """0 for none, then 1 to 4 by the exact share: under a quarter, a half, three quarters, the rest."""
    if not part:
        return 0
    share = Fraction(part, whole)
    return 1 + sum(share >= quarter for quarter in QUARTERS)


def percent(part, whole):
    """« 13 % », halves up; with the decimals needed to stay on the true side of a boundary: « 49,5 % »."""
    share, decimals = Fraction(100 * part, whole), 0
    while sides(rounded(share, decimals)) != sides(share):
        decimals += 1
    return f"{written(rounded(share, decimals), decimals)}\u00a0%"


def rounded(share, decimals):
    """Halves up, exactly."""
    scale = 10**decimals
    return Fraction(floor(share * scale + HALF), scale)


def sides(share):
    """Where a share lies from each boundary. Half is a class of its own, the others belong to what is above them."""
    return tuple((share >= one) + (share > one and one in (0, 50)) for one in BOUNDARIES)


def written(share, decimals):
    """With a comma: « 49,99 »."""
    if not decimals:
        return str(int(share))
    digits = f"{int(share * 10**decimals):0{decimals + 1}}"
    return f"{digits[:-decimals]},{digits[-decimals:]}"
