"""Raised hands: how many for each choice. A total that is not the headcount is a remark, never an error."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect

from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.console.noting_views import find_step
from rlp_portal.workshops.console.views import address_args, context_of
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.models import Tally
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.models.workshop import MOST_PEOPLE
from rlp_portal.workshops.refusals import NotPossibleNow, WorkshopRefusal
from worksheets.individual import PASSED
from worksheets.revealing import names_of
from worksheets.schema import MultipleChoice

UNKNOWN = "Je ne sais pas"


@dataclass(frozen=True)
class Counted:
    """An item and its hands: [(choice, label, count)]."""

    key: str
    name: str
    choices: list
    headcount: int | None
    is_once: bool  # each person raises a hand once

    @property
    def total(self):
        return sum(count or 0 for _choice, _label, count in self.choices)

    @property
    def remark(self):
        """« 15 mains pour 14 personnes »."""
        if not self.is_once or not self.headcount or not self.total:
            return ""
        said = count_words(self.total, "main")
        if self.total > self.headcount:
            return f"{said} pour {count_words(self.headcount, 'personne')}"
        return f"{said} sur {self.headcount}"


@workshop_view(Right.RUN_WORKSHOP, writing=Right.RUN_WORKSHOP)
def console_hands(request, workshop):
    if request.method == "POST":
        return save_hands(request, workshop)
    step = workshop.current_step
    if step is None or not may_count(step):
        return redirect("console", *address_args(workshop))
    step.workshop = workshop
    context = {"step": step, "counted": counted_of(step, people=queries.count_people(workshop))}
    return render_page(request, "workshops/console/hands.html", context_of(workshop, **context))


def may_count(step):
    """Not while people answer by themselves: hands would show what they answer."""
    return step.asks and (step.mode == StepMode.GROUP or step.state in SHOWING_STATES)


def counted_of(step, *, people):
    found = {
        (item, choice): count
        for item, choice, count in Tally.objects.filter(step=step, round_number=step.round_number).values_list(
            "item", "choice", "count"
        )
    }
    items = [item for item in Asked(step).items if item.choices]
    names = names_of(items)
    headcount = max(step.workshop.headcount or 0, people)
    return [
        Counted(
            item.key,
            names[item.key],
            [(choice, label, found.get((item.key, choice))) for choice, label in choices_of(item)],
            headcount,
            is_once=not isinstance(item.asked, MultipleChoice),
        )
        for item in items
    ]


def choices_of(item):
    return [*((option.key, option.label) for option in item.choices), (PASSED, UNKNOWN)]


def save_hands(request, workshop):
    """`hands:<choice>` for one item; those left as they were are not written."""
    step = find_step(workshop, request.POST.get("step"))
    try:
        if not may_count(step):
            raise NotPossibleNow
        item = Asked(step).find(request.POST.get("item", "")) if request.POST.get("item") else None
        if item is None:
            raise NotPossibleNow
        before = dict(
            Tally.objects.filter(step=step, round_number=step.round_number, item=item.key).values_list(
                "choice", "count"
            )
        )
        for choice, _label in choices_of(item):
            count = read_count(request.POST.get(f"hands:{choice}", ""))
            if count is not None and count != before.get(choice):
                services.count_hands(step=step, item=item, choice=choice, count=count, by=request.user)
    except LookupError:
        messages.warning(request, "Cette question n’est plus dans l’étape.")
    except WorkshopRefusal as refusal:
        messages.warning(request, refusal.said)
    page = "console_hands" if request.POST.get("page") == "hands" else "console"
    return redirect(page, *address_args(workshop))


def read_count(typed):
    """None for what is blank."""
    if not typed.strip():
        return None
    if not typed.strip().isascii() or not typed.strip().isdecimal() or int(typed) > MOST_PEOPLE:
        raise NotPossibleNow(f"Écrivez un nombre de 0 à {MOST_PEOPLE}.")
    return int(typed)
