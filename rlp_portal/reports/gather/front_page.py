"""The front pages of a vision sheet: as its report shows them, and each alone, to pin on a wall."""

from dataclasses import dataclass

from django.conf import settings

from rlp_portal.reports.front_page_sizes import Setting, setting_of
from rlp_portal.reports.gather.header import Header, header_of
from rlp_portal.reports.gather.reading import filled_sheet, read_carnet
from rlp_portal.reports.gather.typed import own_words, paragraphs
from worksheets.diagrams.text import find_measure
from worksheets.front_pages import front_page, proposed_front_page


@dataclass(frozen=True, kw_only=True)
class PrintedFrontPage:
    newspaper: str
    day: str
    headline: str
    lead: list[str]
    themes: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class FrontPageReport:
    header: Header
    page: PrintedFrontPage
    setting: Setting

    @property
    def title(self):
        return " – ".join(filter(None, [self.page.newspaper, self.page.headline]))


def gather_front_page(round_, *, instrument_key, row, as_of=None):
    carnet = read_carnet(round_, as_of=as_of)
    filled = filled_sheet(carnet, instrument_key)
    page = printed_front_page(filled, row)
    return FrontPageReport(
        header=header_of(carnet),
        page=page,
        setting=setting_of(page, measure=find_measure(settings.FONT_FOLDERS)),
    )


def printed_front_page(filled, row):
    carnet = filled.carnet
    written = {
        address.partition(".")[0]: answer.value
        for address, answer in filled.answers.items()
        if address.endswith(f".{row.key}") and answer.value
    }
    proposed = proposed_front_page(group=carnet.round.rlp.name, today=carnet.today)
    return in_typography(front_page(written, proposed=proposed))


def in_typography(page):
    return PrintedFrontPage(
        newspaper=own_words(page.newspaper),
        day=page.day,
        headline=own_words(page.headline),
        lead=paragraphs(page.lead),
        themes=[(own_words(name), own_words(text)) for name, text in page.told_themes],
    )
