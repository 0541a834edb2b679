"""What the buttons of the console do, in one table: a name, and the service that it calls.

Each takes a `Press`: the workshop, who presses, and what the form brought. Those that move the workshop carry the
mark of what their page showed, so that two people who press together do it once.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, QueryDict
from django.utils import timezone

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.enums import CardState, StepState
from rlp_portal.workshops.models import CardGroup, Participant, Workshop
from rlp_portal.workshops.models.agenda import LONGEST_STEP
from rlp_portal.workshops.models.workshop import MOST_PEOPLE
from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.revealed import Revealed, item_of

ARRIVED_SINCE = timedelta(minutes=5)
LONGEST_TIMER = 4 * 3600
LONGEST_GROUP = 80


@dataclass(frozen=True)
class Press:
    workshop: Workshop
    by: object
    data: QueryDict

    @property
    def seen(self):
        """None for a page of before: the service then does not look."""
        return self.data.get("seen")

    @property
    def step(self):
        """The step that the form names; the one under way when it names none."""
        public_id = self.data.get("step")
        found = queries.find_step(self.workshop, public_id) if public_id else self.workshop.current_step
        if found is None:
            raise Http404 if public_id else NotPossibleNow
        found.workshop = self.workshop
        return found

    @property
    def is_on(self):
        return self.data.get("on") == "1"

    def number(self, name, *, least, most):
        try:
            found = int(self.data.get(name, ""))
        except ValueError:
            raise NotPossibleNow(f"Écrivez un nombre de {least} à {most}.") from None
        if not least <= found <= most:
            raise NotPossibleNow(f"Écrivez un nombre de {least} à {most}.")
        return found

    @property
    def moving(self):
        return {"workshop": self.workshop, "by": self.by, "seen": self.seen}


def move(press):
    """The big button."""
    services.advance(**press.moving)


def go_to_state(press):
    state = press.data.get("state", "")
    if state not in StepState.values:
        raise NotPossibleNow
    services.go_to_state(state=StepState(state), **press.moving)


def set_headcount(press):
    services.set_headcount(workshop=press.workshop, headcount=press.number("headcount", least=1, most=MOST_PEOPLE))


def start_timer(press):
    minutes = press.number("minutes", least=1, most=LONGEST_TIMER // 60)
    services.start_timer(workshop=press.workshop, seconds=60 * minutes)


def change_timer(press):
    services.change_timer(workshop=press.workshop, seconds=60 * press.number("minutes", least=-60, most=60))


def turn_page(press):
    """The next screen of answers, or the one before."""
    step = press.step
    if not step.shows_answers:
        raise NotPossibleNow
    pages = Revealed(step).pages
    if not pages:
        return
    present = next((place for place, page in enumerate(pages) if page.mark == step.current_item), None)
    if present is None:
        key = item_of(step.current_item)
        present = next((place for place, page in enumerate(pages) if key in page.keys), 0)
    place = min(len(pages) - 1, max(0, present + press.number("by", least=-1, most=1)))
    services.show_item(workshop=press.workshop, item=pages[place].mark)


def order_discussion(press):
    """The keys in the order of the form; « up » takes one a place up; « proposed » goes back to the rule."""
    if "proposed" in press.data:
        services.order_discussion(workshop=press.workshop, step=press.step, items=None)
        return
    keys = press.data.getlist("item")
    for name, by in (("up", -1), ("down", 1)):
        if press.data.get(name) in keys:
            keys = moved(keys, press.data[name], by)
    if press.data.get("leave") in keys:
        keys.remove(press.data["leave"])
    services.order_discussion(workshop=press.workshop, step=press.step, items=keys)


def moved(keys, key, by):
    place = keys.index(key)
    other = min(len(keys) - 1, max(0, place + by))
    keys[place], keys[other] = keys[other], keys[place]
    return keys


def decide_cards(press):
    """One open answer, or all those that nobody has read yet, when the form names none."""
    state = press.data.get("state", "")
    if state not in CardState.values:
        raise NotPossibleNow
    step, about = press.step, {"state": CardState(state), "by": press.by}
    if not press.data.get("answer"):
        revealed = Revealed(step)
        waiting = [
            text.pk for one in revealed.gathered.values() for text in one.texts if text.pk not in revealed.cards
        ]
        for answer_id in waiting:
            services.decide_card(step=step, answer_id=answer_id, **about)
        return
    services.decide_card(
        step=step,
        answer_id=press.number("answer", least=1, most=2**63 - 1),
        wording=press.data.get("wording", "").strip(),
        group=group_of(press, step),
        **about,
    )


def group_of(press, step):
    """The chosen group, or a new one under the name that was typed."""
    name = press.data.get("new_group", "").strip()[:LONGEST_GROUP]
    if name:
        return services.group_cards(step=step, cards=[], name=name)
    return (
        CardGroup.objects.filter(step=step, public_id=press.data["group"]).first()
        if press.data.get("group")
        else None
    )


def remove_people(press):
    about = {"workshop": press.workshop, "by": press.by}
    if "arrived" in press.data:
        services.remove_participants(joined_since=timezone.now() - ARRIVED_SINCE, **about)
    else:
        ids = Participant.objects.filter(workshop=press.workshop, public_id=press.data.get("person") or None)
        services.remove_participants(ids=list(ids.values_list("public_id", flat=True)), **about)


def undo(press):
    gesture_id = press.data.get("undo", "")
    services.undo_last(
        workshop=press.workshop, by=press.by, gesture_id=int(gesture_id) if gesture_id.isdecimal() else None
    )


GESTURES = {
    # The workshop and its steps
    "open": lambda press: services.open_workshop(workshop=press.workshop, by=press.by),
    "close": lambda press: services.close_workshop(workshop=press.workshop, by=press.by),
    "reopen": lambda press: services.reopen_workshop(workshop=press.workshop, by=press.by),
    "advance": move,
    "back": lambda press: services.go_back(**press.moving),
    "go_to": lambda press: services.go_to(step=press.step, **press.moving),
    "state": go_to_state,
    "mask": lambda press: services.set_masked(is_masked=press.is_on, **press.moving),
    "round": lambda press: services.start_round(**press.moving),
    "skip": lambda press: services.skip_step(step=press.step, **press.moving),
    "take_back": lambda press: services.take_step_back(workshop=press.workshop, step=press.step, by=press.by),
    "minutes": lambda press: services.change_minutes(
        workshop=press.workshop,
        step=press.step,
        minutes=press.number("minutes", least=1, most=LONGEST_STEP),
        by=press.by,
    ),
    "up": lambda press: services.move_step(step=press.step, by_places=-1, by=press.by),
    "down": lambda press: services.move_step(step=press.step, by_places=1, by=press.by),
    "undo": undo,
    # What the room sees
    "item": lambda press: services.show_item(workshop=press.workshop, item=press.data.get("item", "")),
    "page": turn_page,
    "discuss": order_discussion,
    "codes": lambda press: services.show_codes(workshop=press.workshop, is_shown=press.is_on),
    "black": lambda press: services.darken_screen(workshop=press.workshop, is_black=press.is_on),
    "card": decide_cards,
    "late": lambda press: services.accept_late(workshop=press.workshop, is_accepting=press.is_on),
    # Time
    "timer": start_timer,
    "timer_change": change_timer,
    "timer_relay": lambda press: services.start_relay(workshop=press.workshop),
    "timer_stop": lambda press: services.stop_timer(workshop=press.workshop),
    "timer_hold": lambda press: services.hold_timer(workshop=press.workshop),
    "timer_resume": lambda press: services.resume_timer(workshop=press.workshop),
    # The room
    "door": lambda press: services.set_door(workshop=press.workshop, is_open=press.is_on, by=press.by),
    "headcount": set_headcount,
    "renew_codes": lambda press: services.renew_codes(workshop=press.workshop, by=press.by),
    "renew_screen": lambda press: services.renew_screen(workshop=press.workshop),
    "helper": lambda press: (
        services.open_helper_link(workshop=press.workshop)
        if press.is_on
        else services.close_helper_link(workshop=press.workshop)
    ),
    "remove": remove_people,
}


def perform(press):
    """Raises WorkshopRefusal; Http404 for a gesture that does not exist."""
    gesture = GESTURES.get(press.data.get("gesture"))
    if gesture is None:
        raise Http404
    gesture(press)
