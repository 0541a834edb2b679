"""How large the letters of a front page may be for all of it to hold on one Letter page: pure arithmetic, in points.

The same measures as front_page.css. A headline is set in another font than the one that is measured: wider.
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 515, 700
COLUMN = (WIDTH - 25.5) / 2
WIDER = 1.2
TITLE_LEADING, TEXT_LEADING = 1.1, 1.35
MM = 72 / 25.4
AROUND = 34 * MM  # rules, the day, and the room between the parts
AFTER_THEME = 6 * MM


@dataclass(frozen=True, kw_only=True)
class Letters:
    css: str
    masthead: float
    headline: float
    lead: float
    name: float
    text: float


SIZES = (
    Letters(css="size-1", masthead=44, headline=54, lead=20, name=20, text=16.5),
    Letters(css="size-2", masthead=44, headline=44, lead=18, name=18, text=15),
    Letters(css="size-3", masthead=44, headline=38, lead=16, name=16, text=13.5),
    Letters(css="size-4", masthead=44, headline=32, lead=13.5, name=14, text=12),
    Letters(css="size-5", masthead=26, headline=28, lead=12, name=12.5, text=10.5),
    Letters(css="size-6", masthead=26, headline=24, lead=10.5, name=11.5, text=9.5),
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """The class of the letters, and the themes of each column: one column alone where nothing holds on the page."""

    css: str
    columns: list[list[tuple[str, str]]]


def setting_of(page, *, measure):
    """The largest letters that hold; the smallest when none does, on more than one page then."""
    for letters in SIZES:
        themes = [theme_height(theme, letters, measure=measure) for theme in page.themes]
        cut = cut_of(themes)
        if head_height(page, letters, measure=measure) + longest(themes, cut) <= HEIGHT:
            columns = [page.themes[:cut], page.themes[cut:]]
            return Setting(css=letters.css, columns=[column for column in columns if column])
    return Setting(css=f"{SIZES[-1].css} flowing", columns=[page.themes])


def head_height(page, letters, *, measure):
    """All that stands above the themes."""
    titles = [(page.newspaper, letters.masthead), (page.headline or "Titre", letters.headline)]
    lead = sum(text_height(one, letters.lead, WIDTH, measure) + 2 * MM for one in page.lead)
    return AROUND + lead + sum(title_height(text, size, WIDTH, measure) for text, size in titles)


def theme_height(theme, letters, *, measure):
    name, text = theme
    return (
        title_height(name, letters.name, COLUMN, measure)
        + text_height(text, letters.text, COLUMN, measure)
        + AFTER_THEME
    )


def title_height(text, size, width, measure):
    return len(measure.wrap(text, width=width, size=size * WIDER, bold=True)) * size * TITLE_LEADING


def text_height(text, size, width, measure):
    return len(measure.wrap(text, width=width, size=size)) * size * TEXT_LEADING


def cut_of(heights):
    """How many themes stand in the first of two columns, for the two to be the most alike."""
    return min(range(len(heights) + 1), key=lambda cut: (longest(heights, cut), -cut))


def longest(heights, cut):
    return max(sum(heights[:cut]), sum(heights[cut:]))
