from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.analysis.samples.wording import SHARE_FORM, SHARE_RANGE, read_share, share_in_words
from worksheets.cleaning import Refused


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("40", Fraction(2, 5)),
        ("40 %", Fraction(2, 5)),
        (" 40\u00a0% ", Fraction(2, 5)),
        ("12,5", Fraction(1, 8)),
        ("12.5%", Fraction(1, 8)),
        ("7", Fraction(7, 100)),
        ("100", Fraction(1)),
        ("0,000001", Fraction(1, 10**8)),
    ],
)
def test_share_is_exactly_what_is_typed(typed, share):
    assert read_share(typed) == share


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0", SHARE_RANGE), ("101", SHARE_RANGE), ("-4", SHARE_FORM), ("quarante", SHARE_FORM), ("1e2", SHARE_FORM)],
)
def test_share_that_cannot_be_is_refused(typed, said):
    with pytest.raises(Refused) as refused:
        read_share(typed)

    assert str(refused.value) == said


@given(millionths=st.integers(1, 10**8))
def test_share_reads_back_from_its_words(millionths):
    share = Fraction(millionths, 10**8)

    assert read_share(share_in_words(share)) == share
