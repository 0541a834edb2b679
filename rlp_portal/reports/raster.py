"""The first page of a PDF as an image, as a browser shows it; only for the process that makes PDFs."""

import io


def png_of(pdf, *, width):
    """A PNG `width` pixels wide."""
    import pypdfium2  # slow import, and a C++ library: never in a process that serves pages

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=width / page.get_width()).to_pil()
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
