"""Words in a spreadsheet: never a formula, never a sign that it cannot hold."""

import re

# A spreadsheet takes what begins so for a formula; the fullwidth forms too.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
LONGEST_CELL = 32_767  # of a workbook
CUT = " […] La suite est dans le fichier JSON."
_NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # a workbook reads _x0041_ as A


def is_like_a_formula(text):
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def as_text(cell):
    """An apostrophe before what would be a formula, so that a spreadsheet shows it and never runs it."""
    return f"'{cell}" if is_like_a_formula(cell) else cell


def printable(text):
    return _NOT_IN_XML.sub("", _LINE_BREAKS.sub("\n", text))


def workbook_text(text):
    """What a cell of a workbook holds and shows as it was typed."""
    text = _ESCAPE.sub("_x005F_", printable(text))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
