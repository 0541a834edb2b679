"""How a draw is said: its share, exact as it is typed (« 40 », « 40 % », « 12,5 % »), its groups by level."""

import re
from fractions import Fraction

from rlp_portal.ui.typography import number, quebec_date
from worksheets.cleaning import Refused, compact
from worksheets.codes import MobilisationLevel

WHOLE = 100
SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)%?")
SHARE_FORM = "Écrivez la part ainsi\u00a0: 40 ou 12,5."
SHARE_RANGE = "La part doit dépasser 0\u00a0% et ne pas dépasser 100\u00a0%."


def read_share(raw):
    """Fraction; raises Refused."""
    found = SHARE.fullmatch(compact(raw))
    if not found:
        raise Refused(SHARE_FORM)
    share = Fraction(found[1].replace(",", ".")) / WHOLE
    if not 0 < share <= 1:
        raise Refused(SHARE_RANGE)
    return share


def share_in_words(share):
    """« 40 % », « 12,5 % »: as it was typed."""
    return f"{number(decimal_of(share * WHOLE))}\u00a0%"


def decimal_of(fraction):
    """Exact: a share is typed with six decimals at most."""
    whole, rest = divmod(fraction.numerator * 10**6, fraction.denominator)
    text = f"{whole // 10**6}.{whole % 10**6:06}".rstrip("0").rstrip(".")
    if rest:
        raise ValueError(fraction)
    return text


def strata_of(strata):
    """[(label, size, places)] of those that a sample keeps."""
    return [(level_label(one["level"]), one["size"], one["places"]) for one in strata]


def deposited_words(start, end):
    """« déposés du 1er mars 2026 au 31 octobre 2026 »; days, None where there is none."""
    start, end = (quebec_date(day) if day else "" for day in (start, end))
    if start and end:
        return f"déposés du {start} au {end}"
    if start:
        return f"déposés depuis le {start}"
    return f"déposés jusqu’au {end}" if end else "déposés, sans limite de date"


def level_label(level):
    return f"{level}\u00a0– {MobilisationLevel(level).label}" if level else "Sans cote"
