"""Words and percentages for « x of n RLPs », as calculations.md fixes them. Pure functions, exact fractions."""

from fractions import Fraction

from worksheets.shares import percent

NO_RLP = "aucun RLP dans l’échantillon"
NONE, ALL, THE_ONLY_ONE, HALF, ONE = "aucun", "tous", "le seul RLP", "la moitié", "un seul"
NEARLY_ALL, MOST, SEVERAL, A_FEW = "presque tous", "la majorité", "plusieurs", "quelques-uns"
MAINLY, ABOUT_AS_MUCH = "surtout", "à peu près autant"

LEAST_POINTS, LEAST_RLPS = Fraction(10, 100), 2


def quantifier(x, n):
    """The word for x of n RLPs."""
    if n == 0:
        return NO_RLP
    if x == 0:
        return NONE
    if x == n:
        return THE_ONLY_ONE if n == 1 else ALL
    share = Fraction(x, n)
    if share == Fraction(1, 2):
        return HALF
    if x == 1:
        return ONE
    if share >= Fraction(9, 10):
        return NEARLY_ALL
    if share > Fraction(1, 2):
        return MOST
    return SEVERAL if share >= Fraction(1, 4) else A_FEW


def percentage(x, n):
    """« 43 % », as every drawing prints it; "" without n."""
    return percent(x, n) if n else ""


def leads(first, second, *, n):
    """« Surtout », « davantage » among one group of n RLPs."""
    ahead = first - second
    return n > 0 and ahead >= LEAST_RLPS and Fraction(ahead, n) >= LEAST_POINTS


def leads_between_groups(x, n, other_x, other_n):
    """« Davantage » between two groups: by shares, and by at least two RLPs of the group that does it more."""
    if not n or not other_n:
        return False
    ahead = Fraction(x, n) - Fraction(other_x, other_n)
    return ahead >= LEAST_POINTS and ahead * n >= LEAST_RLPS


def mainly(counts, *, n):
    """(word, the keys that lead) of {key: RLPs}, given in the codebook's order.

    One that leads the second; else two that both lead the third; else nothing leads.
    """
    order = sorted(counts, key=lambda key: -counts[key])  # stable: ties keep the codebook's order
    first, second, third = (counts[order[place]] if place < len(order) else 0 for place in range(3))
    if leads(first, second, n=n):
        return MAINLY, tuple(order[:1])
    if leads(second, third, n=n):
        return MAINLY, tuple(order[:2])
    return ABOUT_AS_MUCH, ()


def two_most_used(counts):
    """The keys of {key: (RLPs, passages)} used most, in order; those that tie for the second place all stay.

    A tie is one of RLPs and of passages alike; inside it the codebook's order, in which `counts` is given.
    """
    used = {key: count for key, count in counts.items() if count[0] > 0}
    order = sorted(used, key=lambda key: (-used[key][0], -used[key][1]))
    if len(order) <= 2:
        return tuple(order)
    return tuple(key for place, key in enumerate(order) if place < 2 or used[key] == used[order[1]])
