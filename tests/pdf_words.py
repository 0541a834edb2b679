"""What a reader of PDF says of a document: poppler's, in C, which also reads a page where one sign has no glyph."""

import subprocess


def pages_of(content, *options):
    """The text of each page; `-layout` keeps what stands on one line together."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def words_of(content, *options):
    """All of it, on one line."""
    return " ".join(" ".join(pages_of(content, *options)).split())
