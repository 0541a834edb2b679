"""HTML to a tagged PDF (PDF/UA-1); the only place that imports WeasyPrint, and only when a document is asked for."""

from functools import partial
from pathlib import Path

OPTIONS = {"pdf_variant": "pdf/ua-1", "presentational_hints": False}
FILLABLE = "fillable"  # the one style sheet whose documents hold a form
TYPED_IN = "source-sans-3-400.woff2"


class ForbiddenReference(ValueError):
    """A document may use the fonts of the portal and the images it carries, nothing else."""


class Press:
    """WeasyPrint with its fonts and style sheets read once."""

    def __init__(self, *, stylesheets, fonts):
        from weasyprint import CSS  # needs Pango
        from weasyprint.text.fonts import FontConfiguration

        self.fetcher, self.fonts = locked_fetcher(fonts), fonts
        self.font_config = FontConfiguration()
        self.stylesheets = {
            name: CSS(string=Path(path).read_text(), font_config=self.font_config, url_fetcher=self.fetcher)
            for name, path in stylesheets.items()
        }

    def print(self, html, *, stylesheet):
        """(PDF, number of pages, copies included)."""
        from weasyprint import HTML  # needs Pango

        from rlp_portal.reports.repeating import COPIES, count_pages, runs_of  # with WeasyPrint's own PDF writer
        from rlp_portal.reports.tagging import boxes_of, correct_tags

        is_form = stylesheet == FILLABLE
        options = {**OPTIONS, "pdf_forms": is_form}
        source = HTML(string=html, base_url=None, url_fetcher=self.fetcher)
        document = source.render(font_config=self.font_config, stylesheets=[self.stylesheets[stylesheet]], **options)
        document.metadata.attachments = []
        runs = runs_of(document, boxes_of=boxes_of) if COPIES in html else []
        finisher = self.finish_form if is_form else partial(correct_tags, runs=runs)
        return document.write_pdf(finisher=finisher, **options), count_pages(document, runs)

    def finish_form(self, document, pdf):
        from rlp_portal.reports.fillable.drawing import draw_form  # with WeasyPrint's own PDF writer
        from rlp_portal.reports.fillable.typeface import Typeface
        from rlp_portal.reports.tagging import correct_tags, widgets_of

        correct_tags(document, pdf, may_hold_form=True)
        draw_form(document, pdf, typeface=Typeface(self.fonts[TYPED_IN]), boxes=widgets_of(document))


def locked_fetcher(fonts):
    """`app:name` gives one of `fonts` ({name: path}); `data:` only images; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # needs Pango

    class LockedFetcher(URLFetcher):
        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

        def fetch(self, url, headers=None):
            scheme, _colon, name = url.partition(":")
            if scheme == "app" and name in fonts:
                return URLFetcherResponse(url, Path(fonts[name]).read_bytes(), {"Content-Type": "font/woff2"})
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            raise ForbiddenReference(url[:200])

    return LockedFetcher()


def missing_library():
    """What keeps WeasyPrint from starting, or nothing."""
    try:
        import weasyprint  # noqa: F401 - only to see
    except OSError as problem:
        return str(problem)
    return ""
