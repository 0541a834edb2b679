"""The four importances on one sheet, as a workshop asks them together: on paper, and to fill on screen."""

from dataclasses import replace

from rlp_portal.workshops.agenda import IMPORTANCE, STRATEGY_SHEETS
from rlp_portal.workshops.enums import StepKind
from worksheets import catalogue
from worksheets.sheet_codes import code_of_all

IMPORTANCE_KEY = "importance"
SOURCE = "D’après les feuilles de travail 3 à 6 sur la pérennité, Tom Wolff & Associates."


def strategy_instruments():
    return [catalogue.latest(key) for key in STRATEGY_SHEETS]


def importance_instrument(instruments, *, instructions):
    """What stands at the head of the sheet."""
    code, number = code_of_all(instruments)
    return replace(
        instruments[0],
        key=IMPORTANCE_KEY,
        code=code,
        number=number,
        title=StepKind.IMPORTANCE.label,
        instructions=f"{instructions} Répondez pour votre organisme ou pour vous.",
        source=SOURCE,
        definition="",
        reasons=(),
    )


def importance_fields(instrument):
    return [asked for section in instrument.sections for asked in section.fields if asked.key in IMPORTANCE]


def versions_of(instruments):
    """Of all four, in one word for a seal."""
    return "-".join(str(one.version) for one in instruments)
