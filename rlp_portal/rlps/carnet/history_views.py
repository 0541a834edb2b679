"""« Historique »: the journal of a sheet in words, and the way back to one of its versions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.history import changes_of_sheet, sittings
from worksheets.models import NEVER_ANSWERED, Answer, Change
from worksheets.naming import names_of
from worksheets.queries import answers_of, asks, listed_kinds, rows_shown
from worksheets.rows import ACTOR, ROW_KINDS
from worksheets.schema import SectorWheel, StakeholderMatrix

PAGE_SIZE = 60


@rlp_view(Right.READ_HISTORY)
def sheet_history(request, rlp, number, key):
    open_ = open_sheet(rlp, number, key)
    found = rows_shown(open_.instrument, open_.round.workbook_id)
    rows = [row for of_kind in found.values() for row in of_kind]
    changes = changes_shown(open_, found)
    address = request.GET.get("champ", "").replace("\x00", "")
    if address:
        changes = changes.filter(address=address)
    page = page_of(changes, request.GET.get("page"), size=PAGE_SIZE)
    context = {
        "title": f"Historique – {open_.instrument.title}",
        "round": open_.round,
        "instrument": open_.instrument,
        "page": page,
        "sittings": sittings(
            page.object_list,
            instrument=open_.instrument,
            objects=names_of(rows),
            rows={row.public_id: row for row in rows},
            answers=answers_of(open_.sheet) if asks(open_.instrument) else {},
        ),
        "address": address,
        "field_label": label_of(open_.instrument, address),
    }
    return render_page(request, "carnet/history.html", context)


def changes_shown(open_, found=None):
    """The journal of a sheet with that of the rows it lists; `found`: {target: rows}, where a page has them."""
    changes = changes_of_sheet(open_.round.workbook_id, open_.sheet, shown_targets(open_.instrument))
    changes = changes.exclude(target=Change.Target.ACTOR, address__in=asked_elsewhere(open_.instrument))
    return changes.exclude(target_id__in=in_another_circle(open_.instrument, found)) if found else changes


def asked_elsewhere(instrument):
    """The fields of actors that a sheet does not tell: a wheel says nothing of what is thought of them."""
    if any(isinstance(asked, StakeholderMatrix) for _address, asked, _row in instrument.questions()):
        return [key for key, field in ACTOR.fields.items() if not field.about_people and key != ACTOR.title]
    return [key for key, field in ACTOR.fields.items() if field.about_people]


def in_another_circle(instrument, found):
    """A wheel does not tell what happens in the other one."""
    circles = {asked.circle for _address, asked, _row in instrument.questions() if isinstance(asked, SectorWheel)}
    if not circles:
        return []
    others = [one for one in found["sector"] if one.circle not in circles]
    return [one.public_id for one in (*others, *found["actor"]) if circle_of(one) not in {"", *circles}]


def circle_of(row):
    return getattr(row, "circle_in_force", row.circle)


def shown_targets(instrument):
    """The rows that a sheet shows beside its own answers."""
    return [kind.target for kind in listed_kinds(instrument)]


def label_of(instrument, address):
    for known, asked, row in instrument.questions():
        if address == known or address.startswith(f"{known}."):
            return f"{row.label} – {asked.label}" if row else asked.label
    return ""


@rlp_view(None, writing=Right.EDIT_CARNET)
def restore(request, rlp, number, key, change_id):
    open_ = open_sheet(rlp, number, key)
    change = changes_shown(open_).filter(pk=change_id, target__in=[Change.Target.ANSWER, *ROW_KINDS]).first()
    if change is None or not change.address or change.after is None:
        raise Http404
    try:
        services.restore_version(change=change, base=present_base(change), by=request.user)
    except services.AnswerConflict:
        messages.warning(request, "Ce champ vient d’être modifié. Relisez-le avant de restaurer une version.")
    else:
        messages.success(request, "La version est restaurée. L’autre reste dans l’historique.")
    return redirect("sheet_history", *open_.url_args)


def present_base(change):
    """Restoring acts on what is stored now: the base is read at this moment, and swapped under the contract."""
    if change.target == Change.Target.ANSWER:
        stored = Answer.objects.filter(sheet=change.sheet, address=change.address).first()
        return stored.fingerprint if stored else NEVER_ANSWERED
    kind = ROW_KINDS[change.target]
    row = kind.model.objects.filter(workbook=change.workbook_id, public_id=change.target_id).first()
    field = kind.fields.get(change.address)
    if row is None or field is None:
        raise Http404
    return fingerprint(services.read_row_field(row, field))
