"""The windows of a sheet: rows of the carnet that it lists, each with its fields, and a line to add one."""

from dataclasses import asdict, dataclass, field

from worksheets.codes import Involvement
from worksheets.diagrams.wheel import PHONE_WHEEL
from worksheets.fingerprints import fingerprint
from worksheets.forms import Fragment
from worksheets.registry import EXAMPLES, in_matrix, wheel_of
from worksheets.row_views import matrix_view, row_view
from worksheets.rows import MOST_WEDGES, NEW_ACTOR, NEW_OBJECT, NEW_SECTOR
from worksheets.schema import KeptObjects, Plan, SectorWheel, StakeholderMatrix
from worksheets.sectors_drawn import wedges_drawn, wheel_in_editor

EVERY_WEDGE = "all"  # may be chosen in place of one


@dataclass
class ShownRows:
    """What the windows of a page show: see `sheet_form`.

    `parts`: {id of a row: (its template, context)}, by which it is drawn again by itself when a colleague changed it.
    """

    rows: dict
    plan: object
    urls: dict
    retyped: dict
    chosen: str
    parts: dict = field(default_factory=dict)

    def kept(self, target):
        return [one for one in self.rows[target] if one.deleted_at is None]

    def view(self, row):
        return row_view(row, remove_url=self.urls["remove_row"], retyped=self.retyped)

    def part(self, view, template, name, **context):
        self.parts[view["id"]] = (template, {name: view, **context})
        return view

    @property
    def sheet(self):
        """The key that a line of quick entry sends along."""
        return self.urls.get("sheet", "")


def kept_objects(shown, asked):
    rows = [one for one in shown.kept("object") if one.line == asked.line]
    return Fragment(
        "worksheets/_kept_objects.html",
        asked=asked,
        urls=shown.urls,
        rows=[shown.part(shown.view(one), "worksheets/_object_row.html", "item") for one in rows],
        entry=shown.retyped.get(NEW_OBJECT + asked.line),
    )


def window_on_plan(shown, asked):
    for group in shown.plan["groups"]:
        for line in group["lines"]:
            shown.part(line, "worksheets/_plan_line.html", "line", objects=shown.rows["object"])
    return Fragment("worksheets/_plan.html", plan=shown.plan, urls=shown.urls, objects=shown.rows["object"])


# ---- The wheel ---------------------------------------------------------------------------------------------------


def sector_wheel(shown, asked):
    wheel = wheel_of(asked.circle, sectors=shown.rows["sector"], actors=shown.rows["actor"])
    wedges = [wedge_view(shown, one) for one in wheel.named]
    open_on(shown.chosen, wedges)
    return Fragment(
        "worksheets/_sector_wheel.html",
        asked=asked,
        urls=shown.urls,
        **wheel_picture(asked, shown.rows),
        wheel_size=" ".join(str(one) for one in PHONE_WHEEL),
        wedges=wedges,
        unplaced=[wheel_actor(shown, one) for one in wheel.unplaced],
        examples=[one for one in EXAMPLES[asked.circle] if one not in {wedge.sector.name for wedge in wheel.named}],
        most=MOST_WEDGES,
        sheet=shown.sheet,
        entry=shown.retyped.get(NEW_SECTOR + asked.circle),
    )


def wheel_picture(asked, rows):
    """The drawing beside the list, which an open page draws again when its mark is no longer the present one."""
    return {
        "wheel": wheel_of(asked.circle, sectors=rows["sector"], actors=rows["actor"]),
        "picture": wheel_in_editor(asked, rows, title=asked.label),
        "wheel_mark": wheel_mark(asked, rows),
    }


def wheel_mark(asked, rows):
    return fingerprint([asdict(one) for one in wedges_drawn(asked, rows)])


def wedge_view(shown, wedge):
    """Its sector and its two lists, each with its line of quick entry."""
    lists = [
        list_view(shown, wedge.sector, letter, involvement, actors)
        for letter, involvement, actors in [
            ("a", Involvement.INVOLVED, wedge.involved),
            ("b", Involvement.TO_MOBILISE, wedge.to_mobilise),
        ]
    ]
    view = {
        **shown.view(wedge.sector),
        "number": wedge.number,
        "lists": lists,
        "is_empty": wedge.is_empty,
        "move_url": shown.urls["move_sector"](wedge.sector),
    }
    return shown.part(view, "worksheets/_wedge.html", "wedge", urls=shown.urls, sheet=shown.sheet)


def list_view(shown, sector, letter, involvement, actors):
    place = actor_list_key(sector, involvement)
    return {
        "letter": letter,
        "label": involvement.label,
        "involvement": str(involvement),
        "id": actor_list_id(sector, involvement),
        "place": place,
        "actors": [wheel_actor(shown, one) for one in actors],
        "entry": shown.retyped.get(NEW_ACTOR + place),
    }


def wheel_actor(shown, actor):
    return shown.part(shown.view(actor), "worksheets/_wheel_actor.html", "actor", urls=shown.urls)


def open_on(chosen, wedges):
    """The wedges where something was refused, the one that was asked for; otherwise the first.

    One at a time, or all of them together.
    """
    if chosen == EVERY_WEDGE:
        for one in wedges:
            one |= {"is_open": True, "is_with_others": True}
        return
    wanted = [one for one in wedges if one["id"] == chosen or was_refused(one)] or wedges[:1]
    for one in wanted:
        one["is_open"] = True


def was_refused(wedge):
    actors = [actor for one in wedge["lists"] for actor in one["actors"]]
    entries = [one["entry"] for one in wedge["lists"] if one["entry"]]
    return any(one["name"]["said"] for one in [wedge, *actors]) or any(one.said for one in entries)


def actor_list_key(sector, involvement):
    return f"{sector.public_id}-{involvement}"


def actor_list_id(sector, involvement):
    """The id of the list that shows the actors of a sector that are, or are not yet, involved."""
    return f"acteurs-{actor_list_key(sector, involvement)}"


# ---- The stakeholders --------------------------------------------------------------------------------------------


def stakeholder_matrix(shown, asked):
    """Those to mobilise and those of whom something is written; another one where it was chosen."""
    kept = shown.kept("actor")
    listed = in_matrix(kept)
    others = [one for one in kept if one not in listed]
    return Fragment(
        "worksheets/_stakeholder_matrix.html",
        asked=asked,
        urls=shown.urls,
        actors=[matrix_actor(shown, one) for one in listed],
        chosen=[matrix_actor(shown, one) for one in others if str(one.public_id) == shown.chosen],
        others=[one for one in others if str(one.public_id) != shown.chosen],
        sheet=shown.sheet,
        entry=shown.retyped.get(NEW_ACTOR),
    )


def matrix_actor(shown, actor):
    view = {**matrix_view(shown.view(actor)), "plan_url": shown.urls["plan_contact"](actor)}
    return shown.part(view, "worksheets/_matrix_actor.html", "actor", urls=shown.urls)


WINDOWS = {
    KeptObjects: kept_objects,
    Plan: window_on_plan,
    SectorWheel: sector_wheel,
    StakeholderMatrix: stakeholder_matrix,
}
