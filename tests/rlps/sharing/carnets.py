"""A carnet that holds something of every kind, and what the coordination does with it."""

from uuid import uuid4

from django.db import connection
from django.utils import timezone

from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.document import read
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import last_number, share
from tests.factories import RatingFactory, RoundFactory
from worksheets import catalogue, services
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Sheet


def write(round_, key, address, value, *, by, state=AnswerState.ANSWERED):
    sheet, _new = Sheet.objects.get_or_create(
        workbook=round_.workbook,
        instrument_key=key,
        defaults={"instrument_version": catalogue.latest(key).version},
    )
    stored = Answer.objects.filter(sheet=sheet, address=address).first()
    services.save_answer(
        sheet=sheet,
        address=address,
        value=value,
        state=state,
        base=stored.fingerprint if stored else NEVER_ANSWERED,
        by=by,
    )
    return sheet


def filled_round(rlp, *, by, number=1):
    """FT1, FT2, FT4 and « Qui est à la table » are finished; FT5 and FT7 are going on."""
    round_ = RoundFactory(rlp=rlp, number=number)
    finished = [
        write(round_, "members", "strengths_gaps", "Dix-neuf membres", by=by),
        write(round_, "ft1", "programmes", "Quatre bibliothèques", by=by),
        write(round_, "ft2", "fulfils.convener", "yes", by=by),
        write(round_, "ft4", "importance", 4, by=by),
        write(round_, "approach", "stance", 2, by=by),
    ]
    person = {"name": "Ginette Untel", "organisation": "Loisirs", "sector": ""}
    write(round_, "members", "absent.r1", person, by=by)
    write(round_, "ft4", "local", "Une politique familiale", by=by)
    write(round_, "ft5", "influencers", "Le maire Tremblay", by=by)
    write(round_, "ft5", "norms", "Jouer dehors", by=by)
    write(round_, "ft5", "importance", None, by=by, state=AnswerState.PASSED)
    for sheet in finished:
        services.finish_sheet(sheet=sheet, by=by)
    kept = services.add_object(
        workbook=round_.workbook, name="Heure du conte", code="A", line="programmes", fate="sustain", by=by
    )
    services.add_plan_line(
        workbook=round_.workbook,
        strategy="policy",
        measure="Signer l’entente",
        who="Paul Lebel",
        when="2026-01-09",
        object=kept,
        by=by,
    )
    RatingFactory(rlp=rlp, note="Par choix")
    return round_


def share_now(round_, *, by, sheets, people=(), note="", at=None, **changes):
    whole = whole_document(round_, at=at or timezone.now())
    given = {
        "seen": marks_of(whole),
        "after": last_number(round_),
        "op_id": uuid4(),
        "sheets": sheets,
        "people": people,
        "note": note,
        "at": at,
        **changes,
    }
    return share(round_=round_, by=by, **given)


def document_of(version):
    version = SharedVersion.objects.get(pk=version.pk)
    return read(version.content, digest=version.digest)


def rewrite(version, text):
    """What no path of the portal does: a hand in the database."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rlps_sharedversion SET content = %s WHERE id = %s", [text, version.pk])
