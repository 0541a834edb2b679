"""How a section of an instrument lies on a page, filled or blank."""

from worksheets import schema


def layout_of(section):
    """grid, results, wheel, matrix, ladder, poles or questions, unless the section has a layout of its own."""
    if section.layout:
        return section.layout
    if section.rows:
        return "grid"
    if any(isinstance(asked, schema.KeptObjects) for asked in section.fields):
        return "results"
    if any(isinstance(asked, schema.SectorWheel) for asked in section.fields):
        return "wheel"
    if any(isinstance(asked, schema.StakeholderMatrix) for asked in section.fields):
        return "matrix"
    if any(isinstance(asked, schema.Placements) for asked in section.fields):
        return "ladder"
    if all(isinstance(asked, schema.Bipolar) for asked in section.fields):
        return "poles"
    return "questions"
