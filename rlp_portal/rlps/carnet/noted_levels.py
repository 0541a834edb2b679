"""The level that a group notes on its continuum becomes a dated rating of its RLP, in the same transaction."""

from rlp_portal.rlps.models import Round
from rlp_portal.rlps.services import note_level, take_level_back
from worksheets import catalogue
from worksheets.models import Answer, AnswerState, Change, SheetOwner
from worksheets.proposals import is_level, level_proposed
from worksheets.schema import UnknownAddress


def follow_level(change):
    """Hears every change of a carnet (see worksheets.services.journal)."""
    found = find_question(change)
    round_ = Round.objects.filter(workbook=change.workbook_id).first() if found else None
    if round_ is None:
        return
    instrument, asked = found
    if change.after["state"] != AnswerState.ANSWERED or change.after["value"] is None:
        take_level_back(round_=round_, by=change.author)
        return
    answers = {one.address: one for one in Answer.objects.filter(sheet=change.sheet)}
    note_level(
        round_=round_,
        level=int(change.after["value"]),
        proposed_level=level_proposed(instrument, asked, answers),
        by=change.author,
        at=change.at,
    )


def find_question(change):
    """(instrument, field) when the group's answer about its level changed."""
    if change.target != Change.Target.ANSWER or change.sheet.owner != SheetOwner.GROUP:
        return None
    instrument = catalogue.get(change.sheet.instrument_key, change.sheet.instrument_version)
    try:
        asked, _row = instrument.find(change.address)
    except UnknownAddress:  # restored from a version of the sheet that asked something else
        return None
    return (instrument, asked) if is_level(asked) else None
