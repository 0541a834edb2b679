"""From an instrument and what is stored to the form of a page: which questions, in which groups."""

import secrets

from worksheets import front_pages
from worksheets.codes import Involvement
from worksheets.fingerprints import fingerprint
from worksheets.forms import BASE, Fragment, FrontPageGroup, Group, Question, Retyped, SheetForm, Slot
from worksheets.registry import EXAMPLES, matrix_order, wheel_of
from worksheets.rows import (
    MATRIX_FIELDS,
    MOST_WEDGES,
    NEW_ACTOR,
    NEW_OBJECT,
    NEW_SECTOR,
    control_id,
    kind_of_row,
    row_address,
)
from worksheets.schema import (
    Date,
    GrowingList,
    KeptObjects,
    LongText,
    Plan,
    SectorReference,
    SectorWheel,
    SingleChoice,
    StakeholderMatrix,
    is_row_key,
)
from worksheets.services import read_row_field

BLANK_ROWS = 3
CELL_FORMS = {LongText: "area", Date: "date", SingleChoice: "list", SectorReference: "sector"}  # others: "text"


def sheet_form(*, sections, answers, data=None, rows=None, plan=None, urls=None, retyped=None, proposed=None):
    """The form of one or more sections.

    `answers` maps addresses to Answer rows; `rows` holds those of the carnet that the sections show, by target;
    `plan` is a PlanView (see worksheets.plan) for the sheets that show the plan; `urls` gives the addresses the
    fragments post to; `retyped` maps the inputs of rows that could not be written to what they go on showing;
    `proposed` maps addresses to what is offered there, in words.
    """
    builder = _Builder(
        answers=answers,
        data=data,
        rows=rows or {},
        plan=plan,
        urls=urls or {},
        retyped=retyped or {},
        proposed=proposed or {},
    )
    blocks = [builder.section(section, titled=len(sections) > 1) for section in sections]
    return SheetForm(
        data,
        slots=builder.slots,
        rows=builder.rows,
        row_parts=builder.row_parts,
        history_url=builder.urls.get("history", ""),
        blocks=blocks,
    )


class _Builder:
    def __init__(self, *, answers, data, rows, plan, urls, retyped, proposed):
        self.answers, self.data, self.rows = answers, data, rows
        self.plan, self.urls, self.retyped, self.proposed = plan, urls, retyped, proposed
        self.slots, self.row_parts = [], {}

    def section(self, section, *, titled):
        if section.layout == front_pages.LAYOUT:
            children = self.front_pages(section)
        elif section.rows:
            children = [self.row(row, section.fields) for row in section.rows]
        else:
            children = [self.question(asked, section) for asked in section.fields]
        return Group(
            *children,
            id=f"section-{section.key}",
            title=section.title if titled else "",
            intro=section.intro,
        )

    def front_pages(self, section):
        """Those begun, and one more, folded: it opens without a script, and nobody needs to say how many."""
        shown, following = front_pages.rows_shown(section, self.written())
        drawn = [self.front_page(row, section.fields) for row in shown]
        return [*drawn, self.front_page(following, section.fields, is_folded=True)] if following else drawn

    def written(self):
        """The addresses where something is stored, or was just typed."""
        stored = {name for name, answer in self.answers.items() if answer.fingerprint}
        return stored | {name for name in self.data or () if self.data[name] and "--" not in name}

    def front_page(self, row, fields, *, is_folded=False):
        children = [self.slot(f"{asked.key}.{row.key}", asked, row=row) for asked in fields]
        url = self.urls["front_page"](row) if "front_page" in self.urls else ""
        return FrontPageGroup(*children, row=row, url=url, is_folded=is_folded)

    def row(self, row, fields):
        children = [self.slot(f"{asked.key}.{row.key}", asked, row=row) for asked in fields]
        return Group(*children, template="worksheets/_row_group.html", key=row.key, title=row.label, help=row.help)

    def question(self, asked, section):
        if isinstance(asked, GrowingList):
            return self.growing_list(asked)
        if type(asked) in WINDOWS:
            return WINDOWS[type(asked)](self, asked)
        return self.slot(asked.key, asked)

    def slot(self, name, asked, *, row=None, label=""):
        slot = Slot(name=name, asked=asked, row=row, label=label, proposed=self.proposed.get(name, ""))
        stored = self.answers.get(name)
        if stored:
            slot.value, slot.state, slot.base = stored.value, stored.state, stored.fingerprint
        self.slots.append(slot)
        return Question(name)

    def growing_list(self, asked):
        names = self.rows_of_list(asked)
        children = [
            self.slot(name, asked, label=f"{asked.label} Ligne {place}") for place, name in enumerate(names, start=1)
        ]
        return Group(
            *children,
            template="worksheets/_growing_list.html",
            asked=asked,
            id=f"q-{asked.key}",
            is_full=len(names) >= asked.at_most,
        )

    def rows_of_list(self, asked):
        """The rows stored and still filled, those just typed, then a few blank ones."""
        stored = [name for name, answer in self.answers.items() if is_row_of(asked, name) and answer.value]
        typed = [name.removesuffix(BASE) for name in self.data or () if name.endswith(BASE)]
        rows = list(dict.fromkeys([*stored, *(name for name in typed if is_row_of(asked, name))]))
        blanks = min(BLANK_ROWS, asked.at_most - len(rows)) if self.data is None else 0
        return [*rows, *(f"{asked.key}.r{secrets.token_hex(4)}" for _ in range(blanks))]

    def kept_objects(self, asked):
        rows = [one for one in self.kept("object") if one.line == asked.line]
        return Fragment(
            "worksheets/_kept_objects.html",
            asked=asked,
            urls=self.urls,
            rows=[self.part(self.view(one), "worksheets/_object_row.html", "item") for one in rows],
            entry=self.retyped.get(NEW_OBJECT + asked.line),
        )

    def window_on_plan(self, asked):
        for group in self.plan["groups"]:
            for line in group["lines"]:
                self.part(line, "worksheets/_plan_line.html", "line", objects=self.rows["object"])
        return Fragment("worksheets/_plan.html", plan=self.plan, urls=self.urls, objects=self.rows["object"])

    def sector_wheel(self, asked):
        wheel = wheel_of(asked.circle, sectors=self.rows["sector"], actors=self.rows["actor"])
        return Fragment(
            "worksheets/_sector_wheel.html",
            asked=asked,
            urls=self.urls,
            wheel=wheel,
            wedges=[self.wedge_view(one) for one in wheel.named],
            unplaced=[self.wheel_actor(one) for one in wheel.unplaced],
            examples=EXAMPLES[asked.circle],
            most=MOST_WEDGES,
            sheet=self.urls.get("sheet", ""),
            entry=self.retyped.get(NEW_SECTOR + asked.circle),
        )

    def wedge_view(self, wedge):
        """Its sector and its two lists, each with its line of quick entry."""
        view = {
            **self.view(wedge.sector),
            "number": wedge.number,
            "lists": [
                {
                    "letter": letter,
                    "label": involvement.label,
                    "id": actor_list_id(wedge.sector, involvement),
                    "place": actor_list_key(wedge.sector, involvement),
                    "actors": [self.wheel_actor(one) for one in actors],
                    "entry": self.retyped.get(NEW_ACTOR + actor_list_key(wedge.sector, involvement)),
                }
                for letter, involvement, actors in [
                    ("a", Involvement.INVOLVED, wedge.involved),
                    ("b", Involvement.TO_MOBILISE, wedge.to_mobilise),
                ]
            ],
        }
        return self.part(view, "worksheets/_wedge.html", "wedge", urls=self.urls, sheet=self.urls.get("sheet", ""))

    def wheel_actor(self, actor):
        return self.part(self.view(actor), "worksheets/_wheel_actor.html", "actor", urls=self.urls)

    def stakeholder_matrix(self, asked):
        return Fragment(
            "worksheets/_stakeholder_matrix.html",
            asked=asked,
            urls=self.urls,
            actors=[self.matrix_actor(one) for one in matrix_order(self.kept("actor"))],
            sheet=self.urls.get("sheet", ""),
            entry=self.retyped.get(NEW_ACTOR),
        )

    def matrix_actor(self, actor):
        view = matrix_view(self.view(actor))
        return self.part(view, "worksheets/_matrix_actor.html", "actor", urls=self.urls)

    def part(self, view, template, name, **context):
        """A row that this page lists: how it is drawn again by itself, when a colleague changed it."""
        self.row_parts[view["id"]] = (template, {name: view, **context})
        return view

    def kept(self, target):
        return [one for one in self.rows[target] if one.deleted_at is None]

    def view(self, row):
        return row_view(row, remove_url=self.urls["remove_row"], retyped=self.retyped)


WINDOWS = {
    KeptObjects: _Builder.kept_objects,
    Plan: _Builder.window_on_plan,
    SectorWheel: _Builder.sector_wheel,
    StakeholderMatrix: _Builder.stakeholder_matrix,
}


def matrix_view(view):
    """An actor with the seven questions of the sheet in a row, and whether its contact is in the plan."""
    line = view["row"].plan_line
    return {
        **view,
        "cells": [view[key] for key in MATRIX_FIELDS],
        "filled": sum(bool(view[key]["value"]) for key in MATRIX_FIELDS),
        "is_planned": bool(line and line.deleted_at is None),
    }


def actor_list_key(sector, involvement):
    return f"{sector.public_id}-{involvement}"


def actor_list_id(sector, involvement):
    """The id of the list that shows the actors of a sector that are, or are not yet, involved."""
    return f"acteurs-{actor_list_key(sector, involvement)}"


def is_row_of(asked, name):
    key, dot, row_key = name.partition(".")
    return isinstance(asked, GrowingList) and key == asked.key and bool(dot) and is_row_key(row_key)


def row_view(row, *, remove_url, retyped=None):
    """A row as its template shows it: each field with its name, id, value, base and refusal.

    `remove_url(row)` gives the address that puts it in the bin.
    """
    cells = {key: cell_view(row, field, retyped or {}) for key, field in kind_of_row(row).fields.items()}
    return {"row": row, "id": str(row.public_id), "remove_url": remove_url(row), **cells}


def cell_view(row, field, retyped):
    name, stored = row_address(row, field.key), read_row_field(row, field)
    shown = retyped.get(name) or Retyped(stored or "", fingerprint(stored))
    return {
        "name": name,
        "id": control_id(row.public_id, field.key),
        "field": field,
        "form": CELL_FORMS.get(type(field), "text"),
        "value": shown.value,
        "base": shown.base,
        "said": shown.said,
    }
