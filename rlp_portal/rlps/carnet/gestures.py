"""What the buttons of rows ask for, when their page is posted whole: remove, move, turn, plan, take an example."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.rlps.carnet import new_rows
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.carnet.saving import operation_id
from rlp_portal.ui.pages import offer_undo
from rlp_portal.ui.typography import quoted
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import Involvement
from worksheets.models import Sector
from worksheets.queries import answers_of
from worksheets.registry import EXAMPLES, actor_from
from worksheets.rows import ACTOR, NEW_SECTOR, ROW_KINDS, SECTOR, SEPARATOR
from worksheets.schema import People, UnknownAddress
from worksheets.sectors_drawn import find_wheel
from worksheets.services.references import find_rows, is_uuid

NOBODY_NAMED = "Écrivez d’abord un nom ou un organisme, puis ajoutez-le aux acteurs."
IN_THE_BIN = "Il reste 30 jours dans la corbeille. Vous le retrouverez dans l’historique de la feuille."


def do_gesture(request, open_, then, *, back):
    """Where the button leads; None for one that is no gesture on a row. `then`: "remove:<row id>"…"""
    word, colon, said = then.partition(SEPARATOR)
    if not colon or word not in GESTURES:
        return None
    return redirect(GESTURES[word](request, open_, said, back))


def remove(request, open_, row_id, back):
    row = find_any_row(open_.round.workbook_id, row_id)
    services.delete_row(row=row, by=request.user)
    offer_undo(request, said=said_removed(row), url=undo_url(open_.round, row))
    return back


def said_removed(row):
    return f"{quoted(row)} est retiré. {IN_THE_BIN}"


def undo_url(round_, row):
    return reverse("undelete_row", args=[round_.rlp.slug, round_.number, row.public_id])


def involve(request, open_, actor_id, back):
    return turn(request, open_, actor_id, back, involvement=Involvement.INVOLVED)


def mobilise(request, open_, actor_id, back):
    return turn(request, open_, actor_id, back, involvement=Involvement.TO_MOBILISE)


def turn(request, open_, actor_id, back, *, involvement):
    """The button says where to, so that two people who press it together do not undo each other."""
    actor = services.set_involvement(
        actor=find_kept(open_, ACTOR, actor_id), involvement=involvement, by=request.user
    )
    messages.success(request, said_turned(actor))
    return address_of(open_, back, actor)


def said_turned(actor):
    return f"{quoted(actor)}\u00a0: {actor.get_involvement_display().lower()}."


def move_up(request, open_, sector_id, back):
    return move(request, open_, sector_id, back, step=-1)


def move_down(request, open_, sector_id, back):
    return move(request, open_, sector_id, back, step=1)


def move(request, open_, sector_id, back, *, step):
    sector = find_kept(open_, SECTOR, sector_id)
    services.move_sector(sector=sector, step=step, by=request.user, op_id=operation_id(request.POST))
    messages.success(request, said_moved(sector))
    return address_of(open_, back, sector)


def said_moved(sector):
    """Where it is by now: someone else may have moved it too."""
    around = list(Sector.objects.kept().filter(workbook=sector.workbook_id, circle=sector.circle))
    return f"{quoted(sector)} est le secteur {around.index(sector) + 1} sur {len(around)}."


def plan(request, open_, actor_id, back):
    actor = find_kept(open_, ACTOR, actor_id)
    line, is_new = services.plan_contact(actor=actor, by=request.user, op_id=operation_id(request.POST))
    messages.success(request, said_planned(line, is_new=is_new))
    return f"{back}#{anchor_of(actor)}"


def said_planned(line, *, is_new):
    deed = "est ajouté" if is_new else "est déjà"
    where = f"{quoted(line)} {deed} au plan (FT7), sous {quoted(line.get_strategy_display())}."
    missing = [word for word, held in [("qui", line.who), ("quand", line.when)] if not held]
    return f"{where} Il reste à dire {' et '.join(missing)}." if missing else where


def same(request, open_, said, back):
    actor = new_rows.use_same(open_, said, by=request.user)
    if actor is None:
        raise Http404
    messages.success(request, f"C’est la même fiche\u00a0: {quoted(actor)}.")
    return address_of(open_, back, actor)


def example(request, open_, said, back):
    """A sector proposed by name becomes one of the wheel."""
    asked = find_wheel(open_.instrument)
    if asked is None or said not in EXAMPLES[asked.circle]:
        raise Http404
    data = {NEW_SECTOR + asked.circle: said}
    try:
        row, _notices = new_rows.add_sector(
            open_, data, circle=asked.circle, by=request.user, op_id=operation_id(request.POST)
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back
    return address_of(open_, back, row)


def add_person(request, open_, address, back):
    """A row of a list of people becomes an actor; a second press says that it is there."""
    person = person_at(open_, address)
    if person is None:
        messages.error(request, NOBODY_NAMED)
        return f"{back}#{anchor_of_question(address)}"
    sectors = Sector.objects.kept().filter(workbook=open_.round.workbook_id)
    try:
        actor = services.add_actor(
            workbook=open_.round.workbook,
            **actor_from(person, sectors=list(sectors)),
            by=request.user,
            op_id=operation_id(request.POST),
        )
    except services.LooksKnown as known:
        messages.info(request, f"{quoted(known.twin)} est déjà parmi les acteurs.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{quoted(actor)} est ajouté aux acteurs, à mobiliser.")
    return f"{back}#{anchor_of_question(address)}"


def person_at(open_, address):
    """What is stored there; None where nobody is named."""
    try:
        asked, _row = open_.instrument.find(address)
    except UnknownAddress:
        raise Http404 from None
    if not isinstance(asked, People):
        raise Http404
    begun = open_sheet(open_.rlp, open_.round.number, open_.instrument.key)  # maybe by this very page
    stored = answers_of(begun.sheet).get(address)
    return (
        stored.value if stored and stored.value and (stored.value["name"] or stored.value["organisation"]) else None
    )


def anchor_of_question(address):
    return f"q-{address.replace('.', '-')}"


def address_of(open_, back, row):
    """The page again, where this row is; on a wheel, with its wedge open."""
    wedge = wedge_of(row)
    is_wheel = open_.instrument is not None and find_wheel(open_.instrument) is not None
    query = f"?{urlencode({'secteur': wedge})}" if is_wheel and wedge else ""
    return f"{back}{query}#{anchor_of(row)}"


def wedge_of(row):
    sector = row if isinstance(row, Sector) else getattr(row, "sector", None)
    return str(sector.public_id) if sector else ""


def anchor_of(row):
    return f"ligne-{row.public_id}"


def find_any_row(workbook_id, row_id):
    for kind in ROW_KINDS.values() if is_uuid(row_id) else ():
        row = kind.rows(workbook_id).filter(public_id=row_id).first()
        if row:
            return row
    raise Http404


def find_kept(open_, kind, row_id):
    row = find_rows(open_.round.workbook_id, kind.target, [row_id]).filter(deleted_at=None).first()
    if row is None:
        raise Http404
    return row


GESTURES = {
    "remove": remove,
    "involve": involve,
    "mobilise": mobilise,
    "up": move_up,
    "down": move_down,
    "plan": plan,
    "same": same,
    "example": example,
    "person": add_person,
}
