"""Saving what one person answers in her own sheet.

No journal: it would keep in which order people answered, hence who they are. A person's answer has no history either;
she writes over it, and whoever embeds the engine decides until when.
"""

from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.individual import MOST_IDEAS
from worksheets.kinds import kind_of
from worksheets.models import Answer, AnswerState, Sheet, SheetOwner
from worksheets.prepared import PreparedInsert, write_together
from worksheets.schema import GrowingList, is_row_key
from worksheets.services.references import refuse_foreign_rows

WRITE_OVER = PreparedInsert(
    Answer, unique=["sheet", "address"], over=["value", "number", "state", "fingerprint", "updated_at"]
)


NEW_SHEET, SHEET_WITH_KEY = PreparedInsert(Sheet), PreparedInsert(Sheet, with_key=True)


def begin_individual_sheet(**about):
    return NEW_SHEET(individual_sheet(**about))


def individual_sheet_to_write(*, key, **about):
    """(Sheet, what `write_together` takes to write it), under a key that `NextKey` gave."""
    sheet = individual_sheet(**about)
    sheet.pk = key
    return sheet, SHEET_WITH_KEY.bound(sheet)


def individual_sheet(*, workbook_id, instrument, at):
    return Sheet(
        workbook_id=workbook_id,
        instrument_key=instrument.key,
        instrument_version=instrument.version,
        owner=SheetOwner.INDIVIDUAL,
        created_at=at,
    )


def save_individual_answer(
    *, sheet_id, asked, address, value, at, state=AnswerState.ANSWERED, carnet_id=None, before=(), after=()
):
    """Write one cleaned value over what was there: one statement. Raises Refused.

    `at` is the same for all: the moment of the question, not of the answer. `carnet_id` is the carnet whose rows may
    be named. `before` and `after` are written with it (see `write_together`); returns how many rows the last found.
    """
    refuse_foreign_rows(asked, value, workbook_id=carnet_id)
    if value is not None and is_row_key(address.rpartition(".")[2]):
        refuse_endless_ideas(asked, sheet_id, address)
    answer = Answer(
        sheet_id=sheet_id,
        address=address,
        value=value,
        number=kind_of(asked).number(value) if state == AnswerState.ANSWERED else None,
        state=state,
        fingerprint=fingerprint(value, state),
        updated_at=at,
    )
    return write_together(*before, WRITE_OVER.bound(answer), *after)


def refuse_endless_ideas(asked, sheet_id, address):
    """One more idea only where there is room; those emptied since do not count."""
    most = asked.at_most if isinstance(asked, GrowingList) else MOST_IDEAS
    same = f"{address.rpartition('.')[0]}."
    others = Answer.objects.filter(sheet=sheet_id, address__startswith=same, value__isnull=False)
    if others.exclude(address=address).count() >= most:
        raise Refused(f"Vous avez déjà {most}\u00a0idées ici. Videz-en une, ou regroupez-en plusieurs.")
