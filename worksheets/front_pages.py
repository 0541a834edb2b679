"""The front page of a newspaper in two years, as each team of a vision sheet writes it: pure functions."""

import datetime
from dataclasses import dataclass

from worksheets.diagrams.words import long_date

LAYOUT = "front_pages"
THEMES = range(1, 6)
YEARS_ON = 2


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What is written, or proposed for the newspaper and its date."""

    newspaper: str
    day: str  # in words
    headline: str
    lead: str
    themes: tuple[tuple[str, str], ...]  # (name, one line), all five

    @property
    def told_themes(self):
        return [theme for theme in self.themes if any(theme)]


def front_page(texts, *, proposed):
    """`texts`: {field key: text}, the date as an ISO day; `proposed`: what proposed_front_page gives."""
    day = texts.get("date")
    themes = tuple((texts.get(f"theme_{one}") or "", texts.get(f"theme_{one}_text") or "") for one in THEMES)
    return FrontPage(
        newspaper=texts.get("newspaper") or proposed["newspaper"],
        day=day_in_words(day) if day else proposed["date"],
        headline=texts.get("headline") or "",
        lead=texts.get("lead") or "",
        themes=themes,
    )


def day_in_words(text):
    """A day that cannot be read, in a page that was refused, stays as it was typed."""
    try:
        return long_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def proposed_front_page(*, group, today):
    """What the page shows as long as nothing is written, in words; nothing of it is stored."""
    return {"newspaper": f"L’Écho – {group}", "date": long_date(years_on(today))}


def scenario(*, group, today):
    day = long_date(years_on(today))
    return (
        f"Nous sommes le {day}. Ce matin, le journal local met à la une le travail de «\u00a0{group}\u00a0»\u00a0: "
        "en deux ans, des choses ont changé pour les tout-petits et leur famille. Que raconte l’article?"
    )


def years_on(day):
    """The 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + YEARS_ON)
    except ValueError:
        return day.replace(year=day.year + YEARS_ON, day=28)


def rows_begun(section, held):
    """The rows of which an address is in `held`."""
    return [row for row in section.rows if any(f"{asked.key}.{row.key}" in held for asked in section.fields)]


def rows_shown(section, held):
    """(the rows to show, the one to offer next or None): the first, and those begun."""
    begun = rows_begun(section, held)
    shown = [row for row in section.rows if row in begun or not row.is_extra]
    return shown, next((row for row in section.rows if row not in shown), None)
