"""Two rounds of the same sheet held side by side: what may be compared, and why the rest may not. Pure functions.

Compared are the answers that stand somewhere: on a scale, among choices, on a ladder. Texts are read, not compared.
"""

from dataclasses import dataclass, field, fields, replace

from worksheets import schema
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.words import count
from worksheets.figures import DRAWINGS, figures_of
from worksheets.figures.ladder import same_name
from worksheets.kinds import holds_answers
from worksheets.shown import answers_to, says_something, shown_sheet, wheel_shown
from worksheets.wording import rung_in_words, words

COMPARED = (schema.Scale, schema.Bipolar, schema.SingleChoice, schema.MultipleChoice, schema.Placements)
# What a question may say otherwise, or elsewhere, without meaning anything else.
SAID_BESIDE = {"help", "number", "audience", "counts", "about_people", "noun", "question", "unknown", "limit"}
TEXTS_ONLY = "Elle ne demande que des textes\u00a0: ils se lisent d’un carnet à l’autre, mais ne se comparent pas."
LISTS_ONLY = (
    "Elle ne montre que des listes du carnet\u00a0: elles se lisent de l’un à l’autre, mais ne se comparent pas."
)
CHANGED = "Ses questions n’ont plus le même sens d’une démarche à l’autre."
TO_PLACE = "À placer"


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A sheet of one round: its answers by address, none when nobody wrote in it; the rows that it shows."""

    instrument: schema.Instrument
    answers: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)

    def answers_to(self, address, asked):
        return [one for one in answers_to(address, asked, self.answers) if says_something(one)]


@dataclass(frozen=True, kw_only=True)
class ComparedLine:
    label: str
    before: list[str]
    now: list[str]

    @property
    def difference(self):
        """In two words; "" where both rounds say the same."""
        if self.before == self.now:
            return ""
        if not self.before:
            return "nouvelle réponse"
        return "a changé" if self.now else "plus de réponse"


@dataclass(frozen=True, kw_only=True)
class ComparedSheet:
    """`reason` says why nothing of it is compared; "" when something is."""

    instrument: schema.Instrument
    reason: str = ""
    lines: list[ComparedLine] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # the questions whose meaning changed
    addresses: frozenset[str] = frozenset()  # of those that may be compared

    @property
    def changes_in_words(self):
        """« 3 réponses sur 8 ont changé. » Of those that both rounds gave; "" where the drawings say it all."""
        if not self.lines:
            return ""
        both = [line for line in self.lines if line.before and line.now]
        changed = sum(bool(line.difference) for line in both)
        if not changed:
            return "Aucune réponse n’a changé."
        have = "ont" if changed > 1 else "a"
        return f"{count(changed, 'réponse', 'réponses')} sur {len(both)} {have} changé."


def compare_sheets(before, now):
    """`before` and `now` are Filled."""
    asked_now, asked_before = questions_of(now), questions_of(before)
    if not asked_now and not asked_before:
        return compare_drawings(before, now)
    same = {
        address: question
        for address, question in asked_now.items()
        if address in asked_before and meaning_of(*question) == meaning_of(*asked_before[address])
    }
    others = {**asked_before, **asked_now}
    refused = [label_of(*question) for address, question in others.items() if address not in same]
    if not same:
        return ComparedSheet(instrument=now.instrument, reason=CHANGED, refused=refused)
    lines = [line for address, (asked, row) in same.items() for line in lines_of(address, asked, row, before, now)]
    return ComparedSheet(
        instrument=now.instrument,
        lines=lines,
        figures=figures_with(before, now, same) if lines else [],
        refused=refused,
        addresses=frozenset(same),
    )


def compare_drawings(before, now):
    """A sheet that asks nothing of this kind, such as a window on rows of the carnet, may be drawn all the same."""
    windows = {
        address for address, asked, _row in now.instrument.questions() if isinstance(asked, schema.SectorWheel)
    }
    figures = figures_with(before, now, windows)
    reason = "" if figures else why_not(now.instrument)
    return ComparedSheet(instrument=now.instrument, figures=figures, reason=reason)


def why_not(instrument):
    """Why nothing of a sheet compares, whatever was answered."""
    return TEXTS_ONLY if any(holds_answers(asked) for _address, asked, _row in instrument.questions()) else LISTS_ONLY


def is_comparable(instrument):
    return instrument.key in DRAWINGS or bool(questions_of(Filled(instrument=instrument)))


def questions_of(filled):
    """{address: (field, row)} of those that stand somewhere."""
    return {
        address: (asked, row) for address, asked, row in filled.instrument.questions() if isinstance(asked, COMPARED)
    }


def wheels_of(filled):
    """{address: window on the sectors}, which is drawn from rows."""
    return {
        address: one for address, one, _row in filled.instrument.questions() if isinstance(one, schema.SectorWheel)
    }


def is_answered(filled):
    """Whether something of the sheet could be compared, were the other round filled too."""
    answered = any(filled.answers_to(address, asked) for address, (asked, _row) in questions_of(filled).items())
    return answered or any(wheel_shown(asked, filled.rows) for asked in wheels_of(filled).values())


def meaning_of(asked, row):
    """What is asked, of which row, and what may be answered: two answers compare where nothing of it differs."""
    said = {one.name: getattr(asked, one.name) for one in fields(asked) if one.name not in SAID_BESIDE}
    for name, value in said.items():
        if isinstance(value, tuple):
            said[name] = tuple((one.key, one.label) for one in value)
    return type(asked), row.label if row else "", said


def figures_with(before, now, same):
    shown = shown_sheet(before.instrument, before.answers, rows=before.rows)
    compared = replace(shown, questions=[one for one in shown.questions if one.address in same])
    return figures_of(shown_sheet(now.instrument, now.answers, rows=now.rows), before=compared)


def label_of(asked, row):
    label = f"{asked.number}. {asked.label}" if asked.number else asked.label
    return f"{row.label} – {label}" if row else label


def lines_of(address, asked, row, before, now):
    """None at all when neither round answered."""
    was, is_ = before.answers_to(address, asked), now.answers_to(address, asked)
    if isinstance(asked, schema.Placements):
        return collaboration_lines(asked, was, is_)
    if not was and not is_:
        return []
    return [ComparedLine(label=label_of(asked, row), before=said(asked, was), now=said(asked, is_))]


def said(asked, answers):
    return [text for one in answers for text in words(asked, one.value, state=one.state)]


def collaboration_lines(asked, was, is_):
    """One for each name, those of now first: a list has new rows in each round."""
    before, now = (by_name(asked, answers) for answers in (was, is_))
    order = [*now, *(key for key in before if key not in now)]
    return [
        ComparedLine(
            label=(now.get(key) or before[key]).name,
            before=[before[key].rung] if key in before else [],
            now=[now[key].rung] if key in now else [],
        )
        for key in order
    ]


@dataclass(frozen=True)
class Collaboration:
    name: str
    rung: str  # in words


def by_name(asked, answers):
    """However the names are written."""
    found = {}
    for value in (one.value for one in answers if one.value):
        rung = asked.rung(value["rung"])
        found[same_name(value["name"])] = Collaboration(value["name"], rung_in_words(rung) if rung else TO_PLACE)
    return found
