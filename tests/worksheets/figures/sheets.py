"""Sheets as they are shown, from a few answers; an answer is a value, or a state."""

from worksheets import catalogue
from worksheets.models import Answer, AnswerState
from worksheets.shown import shown_sheet


def sheet(key, answers, *, instrument=None):
    stored = {address: answer(address, value) for address, value in answers.items()}
    return shown_sheet(instrument or catalogue.latest(key), stored)


def answer(address, value):
    if isinstance(value, AnswerState):
        return Answer(address=address, value=None, state=value)
    return Answer(address=address, value=value, state=AnswerState.ANSWERED)
