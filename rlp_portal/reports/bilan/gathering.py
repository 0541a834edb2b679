"""What a bilan shows, ready for its page and for its PDF."""

from dataclasses import dataclass, field

from rlp_portal.reports.bilan.evaluation import EvaluationPart, evaluation_part
from rlp_portal.reports.bilan.glance import GlanceStep, glance_of
from rlp_portal.reports.bilan.reading import read_workshop
from rlp_portal.reports.gather.noted import Noted
from rlp_portal.reports.gather.plan import PlanPart, plan_of_lines
from rlp_portal.reports.gather.reading import filled_sheet
from rlp_portal.reports.gather.sheet import SheetPart, sheet_part
from rlp_portal.reports.gather.typed import own_words, paragraphs
from rlp_portal.ui.typography import count_words, quebec_date, quebec_time
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import CardState, OutcomeKind, StepKind, StepMode, WorkshopState
from rlp_portal.workshops.retained import GONE, retained_words
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.words import listed
from worksheets.queries import shows_plan
from worksheets.revealing import is_drawn, words_of
from worksheets.revealing.words import TOO_FEW, answers_in_words
from worksheets.spread import ENOUGH


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question of a step: what people answered, in words, and what the group retains of it."""

    name: str
    answers: str
    noted: Noted | None
    is_few: bool = False  # answered by too few to be told apart


@dataclass(frozen=True, kw_only=True)
class Ideas:
    """The open answers to a question, as the room saw them: (the name of a group, its texts)."""

    question: str
    groups: list[tuple[str, list[str]]]
    others: int  # that are not taken up here


@dataclass(frozen=True, kw_only=True)
class StepPart:
    id: str
    title: str
    how: str  # « Téléphone, papier · 12 réponses »
    figures: list[Figure]
    lines: list[Line]
    ideas: list[Ideas]
    noted: Noted | None  # about the whole of it
    sheet: SheetPart | None  # the group's own, where people answered nothing that is drawn
    is_plan: bool = False

    @property
    def is_empty(self):
        return not (self.figures or self.lines or self.ideas or self.noted or self.sheet)

    @property
    def told_ideas(self):
        return [one for one in self.ideas if one.groups]

    @property
    def untold_ideas(self):
        return [one for one in self.ideas if not one.groups]

    @property
    def has_answers(self):
        return any(line.answers for line in self.lines)

    @property
    def has_few(self):
        return any(line.is_few for line in self.lines)

    @property
    def has_noted_lines(self):
        return any(line.noted for line in self.lines)

    @property
    def outcomes(self):
        """[(name of the question, or "", Noted)]"""
        whole = [("", self.noted)] if self.noted else []
        return whole + [(line.name, line.noted) for line in self.lines if line.noted]


@dataclass(frozen=True, kw_only=True)
class Bilan:
    workshop_title: str
    kind: str  # « Bilan d’atelier »
    rlp: str
    round_title: str
    state: str
    facts: list[tuple[str, str]]
    numbers: list[tuple[str, str]]  # « Consensus », « 5 »
    is_draft: bool
    steps: list[StepPart] = field(default_factory=list)
    glance: list[GlanceStep] = field(default_factory=list)
    plan: PlanPart | None = None
    evaluation: EvaluationPart | None = None
    enough: int = ENOUGH

    @property
    def title(self):
        return f"{self.kind} – {self.workshop_title}"

    @property
    def plan_step(self):
        """Told with the plan itself, when there is one."""
        return next((step for step in self.steps if step.is_plan), None) if self.plan else None

    @property
    def told_steps(self):
        return [step for step in self.steps if step is not self.plan_step]

    @property
    def tables(self):
        """The answers in figures, for whoever does not see the drawings."""
        return [(step.title, figure.table) for step in self.steps for figure in step.figures]


def gather_workshop(workshop):
    read = read_workshop(workshop)
    steps = [step_part(one, read.carnet) for one in read.steps]
    return Bilan(
        workshop_title=own_words(workshop.title),
        kind="Bilan d’une répétition" if workshop.is_rehearsal else "Bilan d’atelier",
        rlp=own_words(workshop.round.rlp.name),
        round_title=own_words(workshop.round.title),
        state=state_of(read),
        facts=facts_of(read),
        numbers=numbers_of(steps, read.plan_lines),
        is_draft=workshop.state != WorkshopState.CLOSED,
        steps=steps,
        glance=glance_of([(part.id, part.title, part.outcomes) for part in steps]),
        plan=plan_of_lines(read.plan_lines, today=read.carnet.today) if read.plan_lines else None,
        evaluation=evaluation_part(read.evaluations),
    )


# ---- The cover -------------------------------------------------------------------------------------------------


def day_of(workshop):
    day = workshop.opened_at or workshop.starts_at
    return quebec_date(day) if day else ""


def state_of(read):
    workshop = read.workshop
    if workshop.is_rehearsal:
        return "Répétition\u00a0: rien de ceci n’est réel"
    if workshop.closed_at:
        return f"Atelier terminé le {quebec_date(workshop.closed_at)} à {quebec_time(workshop.closed_at)}"
    if read.last_gesture is None:
        return "Atelier en préparation"
    at = read.last_gesture.at
    return f"Version de travail, {quebec_date(at)} à {quebec_time(at)}"


def facts_of(read):
    workshop = read.workshop
    ways = list(dict.fromkeys(way for one in read.steps for way in one.ways))
    anonymity = list(dict.fromkeys(one.step.get_anonymity_display().lower() for one in read.steps))
    people = workshop.headcount or read.people
    found = [
        ("Date", hours_of(workshop)),
        ("Lieu", own_words(workshop.place)),
        ("Dans la salle", count_words(people, "personne") if people else ""),
        ("Réponses par", listed(ways) if ways else ""),
        ("Anonymat", ", ".join(anonymity)),
        ("Réponses une à une", forgotten_words(workshop)),
    ]
    return [(name, said) for name, said in found if said]


def forgotten_words(workshop):
    if workshop.answers_forgotten_at is None:
        return ""
    return f"Effacées le {quebec_date(workshop.answers_forgotten_at)}; leurs comptes restent, à partir de {ENOUGH}"


def hours_of(workshop):
    if not workshop.opened_at or not workshop.closed_at or day_of(workshop) != quebec_date(workshop.closed_at):
        return day_of(workshop)
    hours = f"de {quebec_time(workshop.opened_at)} à {quebec_time(workshop.closed_at)}"
    return f"{day_of(workshop)}, {hours}"


def numbers_of(steps, plan_lines):
    """How many of each end, and of measures: counted, never compared."""
    kinds = [noted.kind for step in steps for _name, noted in step.outcomes]
    counted = [(kind.label, str(kinds.count(kind))) for kind in OutcomeKind]
    return [*counted, ("Mesures au plan", str(len(plan_lines)))]


# ---- A step ----------------------------------------------------------------------------------------------------


def step_part(read, carnet):
    revealed = read.revealed
    figures = revealed.figures_to_keep if read.is_shown else []
    return StepPart(
        id=f"etape-{read.step.position}",
        title=own_words(title_of(read.step)),
        how=how_of(read),
        figures=figures,
        lines=[*lines_of(read, carnet), *lines_gone(read, carnet)],
        ideas=[ideas_of(revealed, one) for one in read.gathered.values() if one.texts],
        noted=noted_of(read, "", carnet),
        sheet=None if figures else group_sheet(read.step, carnet),
        is_plan=any(map(shows_plan, revealed.asked.instruments)),
    )


def how_of(read):
    said = [", ".join(read.ways) if read.ways else StepMode(read.step.mode).label]
    if read.count:
        word = ("table", "tables") if read.step.mode == StepMode.TABLES else ("réponse", "réponses")
        said.append(count_words(read.count, *word))
    if read.step.round_number > 1:
        said.append(f"{read.step.round_number}e\u00a0tour")
    words_said = " · ".join(said)
    return words_said[:1].upper() + words_said[1:]


def lines_of(read, carnet):
    return [line for item in read.revealed.asked.items if (line := line_of(read, item, carnet))]


def lines_gone(read, carnet):
    """What was retained of a thing that the group has taken off its list since."""
    gone = [key for key in read.outcomes if key and key not in read.revealed.names]
    return [Line(name=GONE, answers="", noted=noted_of(read, key, carnet)) for key in gone]


def line_of(read, item, carnet):
    """None where there is nothing to say."""
    one, noted = read.gathered.get(item.key), noted_of(read, item.key, carnet)
    if noted is None and (one is None or not is_drawn(item)):
        return None
    return Line(
        name=own_words(read.revealed.names[item.key]),
        answers=answers_said(one) if one else "",
        noted=noted,
        is_few=one is not None and is_few(one),
    )


def answers_said(one):
    if is_few(one):
        return f"{answers_in_words(one)}, {TOO_FEW}"
    return own_words(words_of(one))


def is_few(one):
    return is_drawn(one.item) and one.people > one.passed and not one.has_enough


def ideas_of(revealed, one):
    """The kept ones, else those that were shown; where few answered, only what was kept on purpose."""
    by_state = {}
    for answer in one.texts:
        by_state.setdefault(revealed.state_of(answer), []).append(answer)
    shown = by_state.get(CardState.SHOWN, []) if len(one.texts) >= ENOUGH else []
    chosen = by_state.get(CardState.KEPT) or shown
    groups = {}
    for idea in sorted((revealed.idea(one.item, answer) for answer in chosen), key=lambda idea: idea.group_position):
        groups.setdefault(own_words(idea.group), []).append(own_words(idea.text))
    return Ideas(
        question=own_words(revealed.question(one.item)),
        groups=list(groups.items()),
        others=len(one.texts) - len(chosen),
    )


def noted_of(read, key, carnet):
    outcome = read.outcomes.get(key)
    if outcome is None:
        return None
    return Noted(
        kind=outcome.kind,
        label=OutcomeKind(outcome.kind).label,
        value=own_words(retained_words(read.revealed.asked, outcome, names=carnet.names)),
        sentence=paragraphs(outcome.sentence),
        reservations=paragraphs(outcome.reservations),
    )


def group_sheet(step, carnet):
    """What the group's sheet holds; None while it is empty.

    The plan has pages of its own; what is said of each actor stays in the carnet.
    """
    if step.kind != StepKind.INSTRUMENT:
        return None
    filled = filled_sheet(carnet, step.instrument_key)
    part = sheet_part(filled)
    stays = shows_plan(filled.instrument) or any(one.layout == "matrix" for one in part.sections)
    return None if part.is_empty or stays else part
