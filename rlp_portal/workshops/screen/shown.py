"""What the projected screen shows now: one fragment and its context. Before « Révéler », a count and nothing else."""

from datetime import timedelta

from rlp_portal.ui.typography import count_words, quebec_time
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import Asked, title_of
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.enums import StepKind, StepMode, StepState, WorkshopState
from rlp_portal.workshops.revealed import RUNGS, Revealed, item_of
from rlp_portal.workshops.screen.seats import draw_seats
from rlp_portal.workshops.services import mark_of
from rlp_portal.workshops.services.doors import is_reopenable

LONG_SENTENCE, LONGEST_SENTENCE = 140, 320  # signs: above, smaller


class Shown:
    """`kind` names the fragment; the rest is its context."""

    def __init__(self, workshop, *, now):
        self.workshop, self.now = workshop, now
        self.step = workshop.current_step
        if self.step:
            self.step.workshop = workshop
        self.kind, self.parts = self.decide()

    @property
    def context(self):
        return {
            "workshop": self.workshop,
            "step": self.step,
            "kind": self.kind,
            "mark": mark_of(self.step),
            "template": f"workshops/screen/_{self.kind}.html",
            "code": said_code(self.workshop.join_code) if self.can_be_joined else "",
            "now": self.now,
            **self.parts,
        }

    @property
    def can_be_joined(self):
        """Its code leads somewhere: into the room, or to the recap."""
        workshop = self.workshop
        return workshop.join_code is not None and (workshop.is_open or is_reopenable(workshop, self.now))

    def decide(self):
        workshop, step = self.workshop, self.step
        if workshop.state == WorkshopState.DRAFT:
            return "draft", {}
        if workshop.state == WorkshopState.CLOSED:
            return "over", {}
        if workshop.is_screen_black:
            return "black", {}
        if workshop.shows_codes or step is None:
            return "lobby", {"people": self.people}
        if not step.asks:
            return self.talking()
        return self.asking()

    # ---- Talks and breaks

    def talking(self):
        if self.step.state == StepState.DONE:
            return "end", {}
        if self.step.kind == StepKind.BREAK:
            return "break", {"what": title_of(self.step), "back_at": quebec_time(self.back_at)}
        return "talk", {"what": title_of(self.step)}

    @property
    def back_at(self):
        """When its timer ends, if it has one; else when its minutes are over."""
        step = self.step
        return step.timer_ends_at or (step.started_at or self.now) + timedelta(minutes=step.minutes)

    # ---- What is asked

    def asking(self):
        step, about = self.step, {"title": title_of(self.step)}
        asked = Asked(step)
        if step.state in (StepState.REVEALED, StepState.RECORDING):
            if step.is_masked:
                return "masked", {**about, "count": self.count_said}
            return self.revealed(asked, about)
        if step.state == StepState.DONE:
            return "end", {}
        about |= {"instrument": asked.instruments[0], "questions": questions_of(asked)}
        if step.state == StepState.COLLECTING:
            answered, expected = self.counts
            seats = draw_seats(answered, expected)
            return "collecting", {**about, "count": self.count_said, "seats": seats, "answered": answered}
        return "presenting", about

    def revealed(self, asked, about):
        revealed = Revealed(self.step, asked)
        about |= {"count": self.count_said, "round": self.step.round_number, "mode": self.step.mode}
        if self.step.state == StepState.RECORDING:
            return self.recording(revealed, about)
        page = revealed.page_at(self.step.current_item)
        place = revealed.pages.index(page) + 1 if page else 0
        nothing = not any(one.people for one in revealed.gathered.values())
        return "revealed", {**about, "page": page, "place": place, "of": len(revealed.pages), "nothing": nothing}

    def recording(self, revealed, about):
        key = item_of(self.step.current_item)
        outcome = revealed.outcomes.get(key)
        one = revealed.gathered.get(key)
        page = revealed.page_of(key) if one and one.people else None
        if not key and self.step.mode == StepMode.GROUP and any(one.people for one in revealed.gathered.values()):
            page = revealed.page_at("")  # hands are seen as they are counted
        picture = page if page and page.figure else None
        is_named = picture and picture.figure.name not in ("tallies", RUNGS)
        sentence = outcome.sentence if outcome else ""
        return "recording", {
            **about,
            "page": picture,
            "question": revealed.names[key] if one and not is_named else "",
            "sentence": sentence,
            "size": size_of(sentence),
            "outcome": outcome,
            "poll": queries.counted_poll_of(self.step, item=key),
        }

    # ---- Counts

    @property
    def people(self):
        return queries.count_people(self.workshop)

    @property
    def counts(self):
        tables = queries.count_tables(self.workshop) if self.step.mode == StepMode.TABLES else 0
        expected = queries.expected_answers(self.step, people=self.people, tables=tables)
        return queries.count_answered(self.step), expected

    @property
    def count_said(self):
        """« 9 réponses sur 12 », « 4 tables sur 5 », or nothing where hands are counted."""
        if self.step.mode == StepMode.GROUP:
            return ""
        answered, expected = self.counts
        said = count_words(answered, "table" if self.step.mode == StepMode.TABLES else "réponse")
        return f"{said} sur {expected}" if expected >= answered and expected else said


def questions_of(asked):
    """The words of the first few questions: the room reads along with the phones."""
    labels = list(dict.fromkeys(item.asked.label for item in asked.items))
    return labels if len(labels) <= 3 else []


def size_of(sentence):
    if len(sentence) > LONGEST_SENTENCE:
        return "small"
    return "body" if len(sentence) > LONG_SENTENCE else "large"
