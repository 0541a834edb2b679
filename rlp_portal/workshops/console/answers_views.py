"""After the reveal: what to talk about first, and the open answers that are read before the room sees them."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.utils import timezone

from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import queries
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import Asked, title_of
from rlp_portal.workshops.console.board import Board
from rlp_portal.workshops.console.views import address_args, context_of
from rlp_portal.workshops.enums import CardState
from rlp_portal.workshops.models import CardGroup
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.revealed import Revealed, item_of
from worksheets.revealing import is_drawn, names_of, words_of


@dataclass(frozen=True)
class ToTalkAbout:
    key: str
    name: str
    where: str  # the step, when it is another one
    said: str
    is_shown: bool


@workshop_view(Right.RUN_WORKSHOP)
def console_answers(request, workshop):
    """« À regarder » : proposed by the rule, in the order that the facilitation wants."""
    board = Board(workshop, now=timezone.now())
    step = board.step
    if step is None:
        return redirect("console", *address_args(workshop))
    results = queries.rated_results(board.steps)
    found = queries.what_to_discuss(board.steps, minutes_left=board.minutes_left, results=results)
    context = {
        "step": step,
        "mark": board.mark,
        "to_discuss": found,
        "first": told(results, found.keys, step=step),
        "has_open": any(item.is_open for item in Asked(step).items) if step.state in SHOWING_STATES else False,
    }
    return render_page(request, "workshops/console/answers.html", context_of(workshop, **context))


def told(results, keys, *, step):
    """[ToTalkAbout] in the order of the keys."""
    lines = {}
    for of, gathered in results.items():
        names = names_of([one.item for one in gathered.values() if is_drawn(one.item)])
        for key, one in gathered.items():
            if key in keys:
                where = "" if of == step else title_of(of)
                is_shown = of == step and item_of(step.current_item) == key
                lines[key] = ToTalkAbout(key, names.get(key, one.item.label), where, words_of(one), is_shown)
    return [lines[key] for key in keys if key in lines]


@dataclass(frozen=True)
class Read:
    """An open answer, and what was decided of it."""

    answer_id: int
    text: str
    wording: str
    state: str
    group_id: int | None

    @property
    def is_waiting(self):
        return not self.state


@workshop_view(Right.RUN_WORKSHOP)
def console_ideas(request, workshop):
    step = workshop.current_step
    if step is None or step.state not in SHOWING_STATES:
        return redirect("console", *address_args(workshop))
    step.workshop = workshop
    revealed = Revealed(step)
    questions = [
        {"label": one.item.label, "ideas": [read(revealed, one.item, answer) for answer in one.texts]}
        for one in revealed.gathered.values()
        if one.texts
    ]
    context = {
        "step": step,
        "questions": questions,
        "waiting": sum(idea.is_waiting for one in questions for idea in one["ideas"]),
        "groups": CardGroup.objects.filter(step=step) if questions else [],
        "states": [
            (CardState.SHOWN, "Montrer"),
            (CardState.KEPT, "Garder"),
            (CardState.HIDDEN, "Masquer"),
        ],
    }
    return render_page(request, "workshops/console/ideas.html", context_of(workshop, **context))


def read(revealed, item, answer):
    card = revealed.cards.get(answer.pk)
    return Read(
        answer.pk,
        revealed.words_of(item, answer),
        card.wording if card else "",
        card.state if card else "",
        card.group_id if card else None,
    )
