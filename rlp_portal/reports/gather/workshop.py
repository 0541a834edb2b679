"""The bilan of a workshop: what the group retains, disagreement included, beside what people answered."""

from dataclasses import dataclass, field

from rlp_portal.reports.gather.typed import own_words, paragraphs
from rlp_portal.ui.typography import quebec_date
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import split_item, title_of
from rlp_portal.workshops.enums import CardState, OutcomeKind
from rlp_portal.workshops.models import Outcome
from rlp_portal.workshops.revealed import Revealed
from worksheets.diagrams.svg import svg
from worksheets.revealing import is_drawn, words_of
from worksheets.wording import words

WHOLE = "Toute l’étape"


@dataclass(frozen=True, kw_only=True)
class NotedReport:
    """One outcome; `value` is what went to the carnet, in words."""

    name: str
    kind: str
    label: str
    sentence: list
    reservations: list
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class StepReport:
    title: str
    mode: str
    count: int
    drawings: list
    words: list  # (question, its answers in words)
    ideas: list  # (question, the kept ones, how many others)
    noted: list


@dataclass(frozen=True, kw_only=True)
class WorkshopReport:
    title: str
    rlp: str
    round_title: str
    facts: list
    steps: list = field(default_factory=list)

    @property
    def glance(self):
        """[(step, NotedReport)]: everything that was noted, on one page."""
        return [(step.title, one) for step in self.steps for one in step.noted]


def gather_workshop(workshop):
    """Only what the room has seen: a step that is not revealed brings nothing."""
    steps = [step for step in workshop.steps.all() if queries.is_revealed(step)]
    outcomes = {}
    for one in Outcome.objects.filter(step__in=steps, recorded_at__isnull=False):
        outcomes.setdefault(one.step_id, []).append(one)
    return WorkshopReport(
        title=f"Bilan – {own_words(workshop.title)}",
        rlp=own_words(workshop.round.rlp.name),
        round_title=own_words(workshop.round.title),
        facts=facts_of(workshop, steps),
        steps=[step_report(workshop, step, outcomes.get(step.pk, [])) for step in steps],
    )


def facts_of(workshop, steps):
    day = workshop.opened_at or workshop.starts_at
    modes = list(dict.fromkeys(step.get_mode_display().lower() for step in steps))
    anonymity = list(dict.fromkeys(step.get_anonymity_display().lower() for step in steps))
    found = [
        ("Date", quebec_date(day) if day else ""),
        ("Lieu", own_words(workshop.place)),
        ("Personnes", str(workshop.headcount or queries.count_people(workshop) or "")),
        ("Façon de répondre", ", ".join(modes)),
        ("Anonymat", ", ".join(anonymity)),
    ]
    return [(name, said) for name, said in found if said]


def step_report(workshop, step, outcomes):
    step.workshop = workshop
    revealed = Revealed(step)
    answered = {key: one for key, one in revealed.gathered.items() if one.people}
    return StepReport(
        title=own_words(title_of(step)),
        mode=step.get_mode_display(),
        count=queries.count_answered(step),
        drawings=[svg(page.figure.drawing) for page in revealed.pages if page.figure and shown(page, answered)],
        words=[
            (own_words(revealed.names[key]), words_of(one)) for key, one in answered.items() if is_drawn(one.item)
        ],
        ideas=[ideas_of(revealed, one) for one in answered.values() if one.texts],
        noted=[noted(revealed, one) for one in outcomes],
    )


def shown(page, answered):
    return any(key in answered for key in page.keys)


def ideas_of(revealed, one):
    """The kept ones in full, else those that were shown; the others are counted."""
    by_state = {}
    for answer in one.texts:
        by_state.setdefault(revealed.state_of(answer), []).append(answer)
    chosen = by_state.get(CardState.KEPT) or by_state.get(CardState.SHOWN, [])
    texts = [own_words(revealed.idea(one.item, answer).text) for answer in chosen]
    return own_words(one.item.label), texts, len(one.texts) - len(chosen)


def noted(revealed, outcome):
    return NotedReport(
        name=own_words(revealed.names.get(outcome.item, WHOLE)) if outcome.item else WHOLE,
        kind=outcome.kind,
        label=OutcomeKind(outcome.kind).label,
        sentence=paragraphs(outcome.sentence),
        reservations=paragraphs(outcome.reservations),
        value=value_of(revealed, outcome),
    )


def value_of(revealed, outcome):
    """A value that is a text is the sentence itself."""
    if not outcome.item or not outcome.value or outcome.item not in revealed.names:
        return ""
    item = next(one for one in revealed.asked.items if one.key == outcome.item)
    if not item.is_counted:
        return ""
    key, address = split_item(outcome.item)
    asked, _row = revealed.asked.instrument(key).find(address)
    return own_words(" · ".join(words(asked, outcome.value["value"], state=outcome.value["state"])))
