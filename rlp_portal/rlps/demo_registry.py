"""The sectors and the actors of a carnet of the demonstration, told sector by sector."""

from functools import partial

from worksheets import services
from worksheets.codes import Involvement
from worksheets.fingerprints import fingerprint
from worksheets.models import Origin
from worksheets.rows import ACTOR


def plan_registry(carnet):
    """Its story names the actors: those of the round before that bear the same name are carried from it."""
    for part, happens in [("sectors", add_sector), ("joined", join), ("approaches", approach)]:
        for story in carnet.story.get(part, ()):
            carnet.add_event(story, partial(happens, carnet))


def add_sector(carnet, *, circle, name, by, on, involved=(), to_mobilise=()):
    carried = carried_from(carnet, "sectors", name)
    sector = services.add_sector(workbook=carnet.round.workbook, circle=circle, name=name, by=by, at=on, **carried)
    carnet.sectors[name] = sector
    for involvement, names in [(Involvement.INVOLVED, involved), (Involvement.TO_MOBILISE, to_mobilise)]:
        for one in names:
            carnet.actors[one] = services.add_actor(
                workbook=carnet.round.workbook,
                name=one,
                sector=sector,
                involvement=involvement,
                by=by,
                at=on,
                **carried_from(carnet, "actors", one),
            )


def carried_from(carnet, part, name):
    source = getattr(carnet.previous, part).get(name) if carnet.previous else None
    return {"carried_from": source, "origin": Origin.CARRIED} if source else {}


def join(carnet, *, actor, by, on):
    services.set_involvement(actor=carnet.actors[actor], involvement=Involvement.INVOLVED, by=by, at=on)


def approach(carnet, *, actor, by, on, is_planned=False, **fields):
    """What the group wrote of an actor; a day is written as TOML writes it."""
    row = carnet.actors[actor]
    for key, value in fields.items():
        services.save_row_field(
            row=row, field=ACTOR.fields[key], value=str(value), base=fingerprint(None), by=by, at=on
        )
    if is_planned:
        services.plan_contact(actor=row, by=by, at=on)
