"""From an instrument and what is stored to the form of a page: which questions, in which groups."""

import secrets

from worksheets import front_pages
from worksheets.forms import BASE, FrontPageGroup, Group, Question, SheetForm, Slot
from worksheets.schema import GrowingList, is_row_key
from worksheets.windows import WINDOWS, ShownRows

BLANK_ROWS = 3


def sheet_form(
    *, sections, answers, data=None, rows=None, plan=None, urls=None, retyped=None, proposed=None, chosen=""
):
    """The form of one or more sections.

    `answers` maps addresses to Answer rows; `rows` holds those of the carnet that the sections show, by target;
    `plan` is a PlanView (see worksheets.plan) for the sheets that show the plan; `urls` gives the addresses the
    fragments post to; `retyped` maps the inputs of rows that could not be written to what they go on showing;
    `proposed` maps addresses to what is offered there, in words; `chosen` is the id of the row to open on.
    """
    shown = ShownRows(rows=rows or {}, plan=plan, urls=urls or {}, retyped=retyped or {}, chosen=chosen)
    builder = _Builder(answers=answers, data=data, shown=shown, proposed=proposed or {})
    blocks = [builder.section(section, titled=len(sections) > 1) for section in sections]
    return SheetForm(
        data,
        slots=builder.slots,
        rows=shown.rows,
        row_parts=shown.parts,
        history_url=shown.urls.get("history", ""),
        blocks=blocks,
    )


class _Builder:
    def __init__(self, *, answers, data, shown, proposed):
        self.answers, self.data, self.shown, self.proposed = answers, data, shown, proposed
        self.slots = []

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
        url = self.shown.urls["front_page"](row) if "front_page" in self.shown.urls else ""
        return FrontPageGroup(*children, row=row, url=url, is_folded=is_folded)

    def row(self, row, fields):
        children = [self.slot(f"{asked.key}.{row.key}", asked, row=row) for asked in fields]
        return Group(*children, template="worksheets/_row_group.html", key=row.key, title=row.label, help=row.help)

    def question(self, asked, section):
        if isinstance(asked, GrowingList):
            return self.growing_list(asked)
        if type(asked) in WINDOWS:
            return WINDOWS[type(asked)](self.shown, asked)
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


def is_row_of(asked, name):
    key, dot, row_key = name.partition(".")
    return isinstance(asked, GrowingList) and key == asked.key and bool(dot) and is_row_key(row_key)
