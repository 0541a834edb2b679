"""The page of some sections of a sheet: its form, and what surrounds it."""

from uuid import UUID, uuid4

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from rlp_portal.rlps.carnet.drawn import drawn_figures, is_drawn, stored_answers
from rlp_portal.rlps.carnet.live import offered
from rlp_portal.rlps.carnet.queries import MATRIX_SHEET
from rlp_portal.rlps.queries import ratings_in_force
from rlp_portal.ui.pages import render_page, take_said_beside
from worksheets import catalogue, front_pages
from worksheets.codes import MobilisationLevel
from worksheets.forms import Question, Retyped
from worksheets.naming import names_of
from worksheets.plan import plan_groups, without_date, without_owner
from worksheets.proposals import proposals
from worksheets.queries import rows_shown, shows_plan
from worksheets.row_views import row_view
from worksheets.rows import NEW_MEASURE
from worksheets.schema import GrowingList, ProposedLevel, SectorWheel, StakeholderMatrix
from worksheets.sheet_forms import sheet_form

EMPTY = "Ce champ est vide. Écrivez une réponse ou cochez «\u00a0Sans objet\u00a0»."
EMPTY_LIST = "Cette liste est vide. Écrivez au moins une ligne."


def row_urls(round_):
    """Where the rows of a round are added, saved and removed."""
    args = [round_.rlp.slug, round_.number]
    any_row = UUID(int=0)
    remove = reverse("delete_row", args=[*args, any_row])
    move = reverse("move_sector", args=[*args, any_row])
    plan = reverse("plan_contact", args=[*args, any_row])
    return {
        "add_object": reverse("add_object", args=args),
        "add_plan_line": reverse("add_plan_line", args=args),
        "add_sector": reverse("add_sector", args=args),
        "add_actor": reverse("add_actor", args=args),
        "actors": reverse("actors", args=args),
        "rows": reverse("save_row_field", args=args),
        "move_sector": lambda row: move.replace(str(any_row), str(row.public_id)),
        "plan_contact": lambda row: plan.replace(str(any_row), str(row.public_id)),
        "remove_row": lambda row: remove.replace(str(any_row), str(row.public_id)),
    }


def said_in_entries(request):
    """What each line of quick entry of a page says that it has just added."""
    return {name: Retyped("", added=said) for name, said in take_said_beside(request).items()}


# What some instruments need and the others do not carry.
SCRIPTS = {
    SectorWheel: ["js/wheel.js", "js/wheel-moves.js"],
    StakeholderMatrix: ["js/matrix.js", "js/plan-contact.js"],
    ProposedLevel: ["js/proposal.js"],
}


def scripts_of(instrument):
    asked = [type(one) for _address, one, _row in instrument.questions()]
    found = [script for kind, scripts in SCRIPTS.items() if kind in asked for script in scripts]
    has_front_page = any(section.layout == front_pages.LAYOUT for section in instrument.sections)
    return [*found, *(["js/front-page.js"] if has_front_page else [])]


class SheetPage:
    """`retyped` maps the inputs of rows that could not be written to what they go on showing."""

    template = "carnet/sheet.html"

    def __init__(self, request, open_, sections, data=None, retyped=None):
        self.request, self.open, self.sections = request, open_, sections
        self.retyped = retyped or ({} if data else said_in_entries(request))
        instrument = open_.instrument
        self.answers, self.noted = stored_answers(open_)
        self.rows = rows_shown(instrument, open_.round.workbook_id)
        self.plan = self.view_plan() if shows_plan(instrument) else None
        self.form = sheet_form(
            sections=sections,
            answers=self.answers,
            data=data,
            rows=self.rows,
            plan=self.plan,
            urls=self.urls,
            retyped=self.retyped,
            chosen=self.chosen,
            proposed=proposals(instrument, self.answers, group=open_.rlp.name, today=timezone.localdate()),
        )

    @cached_property
    def urls(self):
        args = self.open.url_args
        return {
            **row_urls(self.open.round),
            "history": reverse("sheet_history", args=args),
            "sheet": self.open.instrument.key,
            "matrix": reverse("sheet", args=[*args[:2], MATRIX_SHEET]),
            "screen": reverse("wheel_screen", args=args),
            "front_page": lambda row: reverse("front_page", args=[*args, row.key]),
        }

    @property
    def chosen(self):
        """The id of the sector, or of the actor, that the page opens on."""
        return self.request.GET.get("secteur") or self.request.GET.get("acteur", "")

    def view_plan(self):
        lines = [one for one in self.rows["plan_line"] if one.deleted_at is None]
        today = timezone.localdate()
        return {
            "groups": [
                {
                    "strategy": group.strategy,
                    "lines": [self.line_view(line, today) for line in group.lines],
                    "entry": self.retyped.get(NEW_MEASURE + group.strategy),
                }
                for group in plan_groups(lines, today=today)
            ],
            "count": len(lines),
            "without_owner": len(without_owner(lines)),
            "without_date": len(without_date(lines)),
        }

    def line_view(self, line, today):
        return {
            **row_view(line, remove_url=self.urls["remove_row"], retyped=self.retyped),
            "is_overdue": line.is_overdue(today),
        }

    def questions(self, names):
        """Each of these questions as the page draws it; names that the sheet does not show are left out."""
        return [Question(name).render(self.form, {}) for name in names if name in self.form.slots]

    @property
    def names(self):
        """{public id: name} of the rows that the questions of this page point to."""
        return names_of([row for rows in self.rows.values() for row in rows])

    def fresh_rows(self, ids):
        """The rows of these public ids, as the sheet shows them."""
        parts = self.form.row_parts
        return [render_to_string(*parts[one]) for one in parts if one in ids]

    def mark_empty(self, empty):
        """Say beside each empty question of the page that it is; the slots marked, in page order."""
        marked = [self.first_slot(address) for address, _asked, _row in empty]
        for slot in marked:
            slot.errors.append(EMPTY_LIST if isinstance(slot.asked, GrowingList) else EMPTY)
        return marked

    def first_slot(self, address):
        """The question at an address, or the first row of the growing list there."""
        slots = self.form.slots
        return slots.get(address) or next(slot for name, slot in slots.items() if name.startswith(f"{address}."))

    def show(self, *, status=200, **more):
        instrument, round_ = self.open.instrument, self.open.round
        is_whole = len(self.sections) == len(instrument.sections)
        current = None if is_whole and len(instrument.sections) > 1 else self.sections[0]
        context = {
            "title": instrument.title,
            "open": self.open,
            "instrument": instrument,
            "round": round_,
            "sheet": self.open.sheet,
            "form": self.form,
            "current": current,
            "is_last": self.sections[-1] is instrument.sections[-1],
            "place": instrument.sections.index(self.sections[0]) + 1,
            "section_links": [(one, self.section_url(one)) for one in instrument.sections],
            "whole_url": reverse("whole_sheet", args=self.open.url_args),
            "form_url": self.form_url(),
            "save_url": reverse("save_field", args=self.open.url_args),
            "row_url": reverse("save_row_field", args=self.open.url_args[:2]),
            "history_url": reverse("sheet_history", args=self.open.url_args),
            "live": {
                "stream": reverse("sheet_stream", args=self.open.url_args),
                "news": reverse("sheet_news", args=self.open.url_args),
                "presence": reverse("sheet_presence", args=self.open.url_args),
                "fields": reverse("sheet_fields", args=self.open.url_args),
                "objects": offered(self.rows),
            },
            "saved_today": self.saved_today(),
            "is_drawn": is_drawn(instrument),
            "scripts": scripts_of(instrument),
            "drawings": drawn_figures(self.open, self.answers, self.noted, rows=self.rows),
            "entry_notice": self.entry_notice(),
            "op_id": uuid4(),
            **more,
        }
        return render_page(self.request, self.template, context, status=status)

    def entry_notice(self):
        """What a group hears whom another sheet may serve better: {said, sheets: [(title, address)]}, or None."""
        instrument = self.open.instrument
        if instrument.suits_from == MobilisationLevel.NETWORKING:
            return None
        rating = ratings_in_force(self.open.rlp).last()
        if rating is None or rating.level >= instrument.suits_from:
            return None
        offered = [catalogue.latest(key) for key in instrument.offers]
        args = self.open.url_args[:2]
        return {
            "said": instrument.otherwise,
            "sheets": [(one.title, reverse("sheet", args=[*args, one.key])) for one in offered],
        }

    def form_url(self):
        """A page is sent back to the address that shows the same questions, whichever address drew it."""
        if len(self.sections) > 1:
            return reverse("whole_sheet", args=self.open.url_args)
        return self.section_url(self.sections[0])

    def saved_today(self):
        """The hour of the last save, said only on the day itself: an hour without its date would mislead."""
        last = max((answer.updated_at for answer in self.answers.values()), default=None)
        return last if last and timezone.localdate(last) == timezone.localdate() else None

    def section_url(self, section):
        if section is self.open.instrument.sections[0]:
            return reverse("sheet", args=self.open.url_args)
        return reverse("sheet_section", args=[*self.open.url_args, section.key])

    def next_url(self):
        sections = self.open.instrument.sections
        following = sections.index(self.sections[-1]) + 1
        if following < len(sections):
            return self.section_url(sections[following])
        return reverse("carnet", args=self.open.url_args[:2])
