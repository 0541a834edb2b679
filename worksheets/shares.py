"""Shares of a number of RLPs: the class of a heat map, and the percentage that is printed."""

from fractions import Fraction

QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
NEVER_CROSSED = (*QUARTERS, Fraction(9, 10), Fraction(1))


def heat_class(part, whole):
    """0 for none, then 1 to 4 by the exact share: under a quarter, a half, three quarters, the rest."""
    if not part:
        return 0
    share = Fraction(part, whole)
    return 1 + sum(share >= quarter for quarter in QUARTERS)


def percent(part, whole):
    """« 13 % », halves up; one decimal where rounding would say none, all, or the other side of a threshold."""
    share = Fraction(part, whole)
    rounded = halves_up(share * 100)
    if not misleads(share, Fraction(rounded, 100)):
        return f"{rounded}\u00a0%"
    tenths = halves_up(share * 1000)
    if misleads(share, Fraction(tenths, 1000)):
        tenths = max(int(share * 1000), 1)
    return f"{tenths // 10},{tenths % 10}\u00a0%"


def misleads(share, printed):
    return (share > 0 and printed == 0) or any(share < limit <= printed for limit in NEVER_CROSSED)


def halves_up(number):
    return int(number + Fraction(1, 2))
