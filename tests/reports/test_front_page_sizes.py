import pytest
from django.conf import settings

from rlp_portal.reports.front_page_sizes import cut_of, setting_of
from rlp_portal.reports.gather.front_page import PrintedFrontPage
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
TEXT = "les familles jouent dehors avec leurs tout-petits et leurs voisins " * 20


def page(*, headline="", lead=(), themes=()):
    return PrintedFrontPage(
        newspaper="Le Courrier", day="12 novembre 2028", headline=headline, lead=list(lead), themes=list(themes)
    )


def test_little_is_set_large():
    short = page(headline="Oui", themes=[("A", "B"), ("C", "D")])

    setting = setting_of(short, measure=MEASURE)

    assert (setting.css, setting.columns) == ("size-1", [[("A", "B")], [("C", "D")]])


def test_the_more_there_is_the_smaller_it_is():
    lengths = range(0, 301, 60)
    sizes = [
        setting_of(
            page(headline=TEXT[:70], lead=[TEXT[:1000]], themes=[(TEXT[:70], TEXT[:length])] * 5), measure=MEASURE
        ).css
        for length in lengths
    ]

    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 1
    assert "flowing" not in " ".join(sizes)


def test_what_holds_on_no_page_flows_in_one_column():
    endless = page(lead=["W" * 1000], themes=[("W" * 70, "W" * 300)] * 5)

    setting = setting_of(endless, measure=MEASURE)

    assert (setting.css, len(setting.columns)) == ("size-6 flowing", 1)


@pytest.mark.parametrize(
    ("heights", "cut"), [([], 0), ([5], 1), ([5, 5], 1), ([5, 5, 5], 2), ([9, 1, 1, 1, 1], 1), ([1, 1, 1, 9], 3)]
)
def test_columns_are_cut_where_they_are_the_most_alike(heights, cut):
    assert cut_of(heights) == cut
