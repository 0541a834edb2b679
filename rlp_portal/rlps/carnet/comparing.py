"""A round beside an earlier one of the same RLP, sheet by sheet."""

from dataclasses import dataclass

from django.http import Http404

from rlp_portal.rlps.models import Round
from rlp_portal.ui.typography import quoted
from worksheets import catalogue
from worksheets.comparing import (
    ComparedSheet,
    Filled,
    compare_sheets,
    is_answered,
    is_comparable,
    questions_of,
    wheels_of,
    why_not,
)
from worksheets.diagrams.figure import Figure
from worksheets.figures.importance import draw_strategies, strategies_in_order
from worksheets.models import Sheet
from worksheets.queries import IMPORTANCE, answers_by_sheet
from worksheets.rows import ACTOR, SECTOR
from worksheets.whole_rows import rows_of_each


@dataclass(frozen=True, kw_only=True)
class Side:
    """A sheet in one of the two rounds; `sheet` is None as long as nobody wrote in it."""

    round: Round
    sheet: Sheet | None
    filled: Filled

    @property
    def asks(self):
        return bool(questions_of(self.filled))

    @property
    def draws(self):
        """Whether it is drawn from rows of the carnet."""
        return bool(wheels_of(self.filled))

    def is_closed_to(self, *, drafts):
        """Whoever does not read drafts knows nothing of a sheet that is not finished.

        One that nobody began has nothing to hide, unless it shows what is written elsewhere.
        """
        is_draft = self.sheet.finished_at is None if self.sheet else not self.asks
        return is_draft and not drafts


@dataclass(frozen=True, kw_only=True)
class RoundsCompared:
    before: Round
    now: Round
    sheets: list[ComparedSheet]  # those of which something is compared
    refused: list[ComparedSheet]  # the others, each with its reason
    untouched: list[str]  # the titles of those where neither round answered
    importance: Figure | None


def rounds_up_to(rlp, number):
    """Those of an RLP up to this one, the latest first. One query."""
    try:
        found = list(Round.objects.filter(rlp=rlp, number__lte=number).order_by("-number"))
    except OverflowError:  # a number that SQLite cannot hold
        raise Http404 from None
    for one in found:
        one.rlp = rlp
    return found


def pair_of(rounds, *, number, other):
    """(the earlier one, the later one); 404 unless both are there, in this order."""
    known = {one.number: one for one in rounds}
    if other not in known or number not in known or other >= number:
        raise Http404
    return known[other], known[number]


def compare_rounds(before, now, *, drafts):
    """`drafts`: whether sheets that are not finished may be read too. Three queries."""
    rows = rows_of_each([before.workbook_id, now.workbook_id], [SECTOR, ACTOR])
    pairs = [
        (
            sides_of(key, before, was, rows=rows[before.workbook_id]),
            sides_of(key, now, is_, rows=rows[now.workbook_id]),
        )
        for key, was, is_ in by_sheet(before, now)
    ]
    compared = [compare_sides(*sides, drafts=drafts) for sides in pairs]
    told = [one for one in compared if one]
    return RoundsCompared(
        before=before,
        now=now,
        sheets=[one for one in told if not one.reason],
        refused=[one for one in told if one.reason],
        untouched=[
            now_side.filled.instrument.title
            for (_before, now_side), one in zip(pairs, compared, strict=True)
            if one is None
        ],
        importance=importance_of(pairs, told, drafts=drafts),
    )


def by_sheet(before, now):
    """[(instrument key, what one round has of it, what the other has)], in the order of the pack."""
    was, is_ = (
        {sheet.instrument_key: (sheet, answers) for sheet, answers in answers_by_sheet(one.workbook_id)}
        for one in (before, now)
    )
    offered = {one.key for one in catalogue.all_latest()}
    keys = sorted(offered | set(was) | set(is_), key=lambda key: catalogue.latest(key).number)
    return [(key, was.get(key), is_.get(key)) for key in keys]


def sides_of(key, round_, found, *, rows):
    """In the version it was filled in; in the newest one when it is not begun."""
    sheet, answers = found or (None, {})
    instrument = catalogue.get(key, sheet.instrument_version) if sheet else catalogue.latest(key)
    return Side(round=round_, sheet=sheet, filled=Filled(instrument=instrument, answers=answers, rows=rows))


def compare_sides(before, now, *, drafts):
    """None when neither round answered anything that compares."""
    instrument = now.filled.instrument
    if not is_comparable(instrument) and not is_comparable(before.filled.instrument):
        return ComparedSheet(instrument=instrument, reason=why_not(instrument))
    closed = [side for side in (before, now) if side.is_closed_to(drafts=drafts)]
    if closed:
        return ComparedSheet(instrument=instrument, reason=unfinished_words(closed))
    blank = [side for side in (before, now) if (side.asks or side.draws) and not is_answered(side.filled)]
    if len(blank) == 2:
        return None
    if blank:
        return ComparedSheet(instrument=instrument, reason=blank_words(blank[0].round))
    return compare_sheets(before.filled, now.filled)


def unfinished_words(closed):
    rounds = [f"dans la démarche {quoted(side.round.title)}" for side in closed]
    if len(rounds) == 1:
        return f"Elle n’est pas terminée {rounds[0]}."
    return f"Elle n’est terminée ni {rounds[0]} ni {rounds[1]}."


def blank_words(round_):
    return f"Rien n’y était noté dans la démarche {quoted(round_.title)}."


def importance_of(pairs, told, *, drafts):
    """Of the strategies that may be read, with what was noted before where it may be compared."""
    same = {one.instrument.key for one in told if IMPORTANCE in one.addresses}
    open_ = [
        (was.filled, is_.filled)
        for was, is_ in pairs
        if is_.filled.instrument.strategy and not is_.is_closed_to(drafts=drafts)
    ]
    before = {one.instrument.key: one.answers.get(IMPORTANCE) for one, _now in open_ if one.instrument.key in same}
    now = {one.instrument.key: one.answers.get(IMPORTANCE) for _before, one in open_}
    strategies = {one.instrument.strategy for _before, one in open_}
    answers = [one for one in strategies_in_order(now, before=before) if one.strategy in strategies]
    return draw_strategies(answers) if any(one.before for one in answers) else None
