"""The arithmetic of answers, on plain numbers: exact fractions, no database."""

from fractions import Fraction


def quantile(values, share):
    """Inclusive method: linear interpolation on (n − 1)·share, as spreadsheets do. None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * Fraction(share)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def median(values):
    return quantile(values, Fraction(1, 2))


def quartiles(values):
    return quantile(values, Fraction(1, 4)), quantile(values, Fraction(3, 4))
