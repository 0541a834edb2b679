"""HTML to a tagged PDF (PDF/UA-1); the only place that imports WeasyPrint, and only when a document is asked for."""

from pathlib import Path

OPTIONS = {"pdf_variant": "pdf/ua-1", "presentational_hints": False}


class ForbiddenReference(ValueError):
    """A document may use the fonts of the portal and the images it carries, nothing else."""


class Press:
    """WeasyPrint with its fonts and style sheets read once."""

    def __init__(self, *, stylesheets, fonts):
        from weasyprint import CSS  # needs Pango
        from weasyprint.text.fonts import FontConfiguration

        self.fetcher = locked_fetcher(fonts)
        self.font_config = FontConfiguration()
        self.stylesheets = {
            name: CSS(string=Path(path).read_text(), font_config=self.font_config, url_fetcher=self.fetcher)
            for name, path in stylesheets.items()
        }

    def print(self, html, *, stylesheet):
        """(PDF, number of pages)."""
        from weasyprint import HTML  # needs Pango

        from rlp_portal.reports.tagging import correct_tags  # with WeasyPrint's own PDF writer

        source = HTML(string=html, base_url=None, url_fetcher=self.fetcher)
        document = source.render(font_config=self.font_config, stylesheets=[self.stylesheets[stylesheet]], **OPTIONS)
        document.metadata.attachments = []
        return document.write_pdf(finisher=correct_tags, **OPTIONS), len(document.pages)


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
