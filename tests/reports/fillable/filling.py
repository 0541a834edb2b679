"""Filling a form as three other programs do: two with ways of their own, and one that changes the bare file.

`values`: {name of the field: text, or the key of the choice that is on}.
"""

import io
import warnings

import pikepdf
import pymupdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject


def fill_with_pypdf(content, values):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    fields = writer.get_fields()
    written = {
        name: NameObject(f"/{value}") if fields[name].field_type == "/Btn" else value
        for name, value in values.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for page in writer.pages:
            writer.update_page_form_field_values(page, written, auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def fill_with_mupdf(content, values):
    document = pymupdf.open(stream=content, filetype="pdf")
    for page in document:
        for widget in page.widgets():
            if widget.field_name not in values:
                continue
            value = values[widget.field_name]
            if widget.field_type == pymupdf.PDF_WIDGET_TYPE_RADIOBUTTON:
                if widget.on_state() == value:
                    widget.field_value = value
                    widget.update()
            elif widget.field_type == pymupdf.PDF_WIDGET_TYPE_CHECKBOX:
                widget.field_value = value == widget.on_state()
                widget.update()
            else:
                widget.field_value = value
                widget.update()
    return document.tobytes()


def fill_with_pikepdf(content, values):
    """The values alone, without redrawing anything."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            name = str(field.T)
            if name in values:
                is_button = field.FT == "/Btn"
                field.V = pikepdf.Name(f"/{values[name] or 'Off'}") if is_button else pikepdf.String(values[name])
        saved = io.BytesIO()
        pdf.save(saved)
        return saved.getvalue()


LIBRARIES = {"pypdf": fill_with_pypdf, "mupdf": fill_with_mupdf, "pikepdf": fill_with_pikepdf}


def names_in(content):
    """{name: kind} of the fields."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(field.T): str(field.FT) for field in pdf.Root.AcroForm.Fields}
