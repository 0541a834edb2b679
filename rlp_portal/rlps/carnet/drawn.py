"""The drawings of a sheet on its page, each with the files that it can be taken away as."""

from django.urls import reverse

from worksheets.figures import figures_of

FILES = {"svg": "Image à agrandir (SVG)", "png": "Image à coller (PNG)"}


def drawn_figures(open_, answers, rows, *, with_files):
    """[(figure, its files)]: from what is stored, hence not from what is being typed."""
    figures = figures_of(open_.instrument, answers, rows=rows)
    return [(figure, files_of(open_, figure) if with_files else ()) for figure in figures]


def files_of(open_, figure):
    slug, number, key = open_.url_args
    return [
        {"label": label, "url": reverse(f"drawing_{extension}", args=[slug, number, key, figure.name])}
        for extension, label in FILES.items()
    ]
