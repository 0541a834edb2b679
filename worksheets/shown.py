"""An answer as it is shown: with every label it needs, so that it is drawn without its instrument.

A shared version is made of `Scale`, `Choices`, `Ladder` and `Wedge` too: their fields are keys of its format.
"""

from dataclasses import dataclass

from worksheets import schema
from worksheets.models import AnswerState
from worksheets.registry import wheel_of
from worksheets.sheet_forms import is_row_of


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Where an answer stands: from 1 (`low`) to `positions` (`high`); None when the group chose not to say."""

    value: int | None
    positions: int
    low: str
    high: str
    middle: str


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The answers that a single choice offers, in the order of the sheet, and the place of the chosen one, from 0."""

    labels: list[str]
    chosen: int | None


@dataclass(frozen=True, kw_only=True)
class Rung:
    number: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Placed:
    name: str
    rung: int | None  # None as long as it waits to be placed


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """Rungs from the top one down; a dashed line is drawn under the rung `line_under`."""

    rungs: list[Rung]
    line_under: int | None
    placed: list[Placed]


@dataclass(frozen=True, kw_only=True)
class Wedge:
    """A sector of a wheel and its actors, by name; under the name "" those that are in no sector."""

    name: str
    involved: list[str]
    to_mobilise: list[str]


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question of a shared version has all these fields, and more."""

    address: str
    label: str
    row: str  # the line of a grid that the question is asked for
    row_help: str
    state: str  # "" when nothing was answered
    scale: Scale | None
    choices: Choices | None
    ladder: Ladder | None
    wheel: list[Wedge] | None


@dataclass(frozen=True, kw_only=True)
class ShownSheet:
    key: str  # of the instrument
    title: str
    questions: list[ShownQuestion]


def shown_sheet(instrument, answers, *, rows=None):
    """`answers`: {address: Answer}; `rows`: {target: rows of the carnet} for a sheet that shows them."""
    return ShownSheet(
        key=instrument.key,
        title=instrument.title,
        questions=[
            shown_question(address, asked, row, answers, rows or {}) for address, asked, row in instrument.questions()
        ],
    )


def shown_question(address, asked, row, answers, rows):
    given = answers_to(address, asked, answers)
    first = next((one for one in given if says_something(one)), None)
    return ShownQuestion(
        address=address,
        label=asked.label,
        row=row.label if row else "",
        row_help=row.help if row else "",
        state=str(first.state) if first else "",
        scale=scale_of(asked, first),
        choices=choices_of(asked, first),
        ladder=ladder_of(asked, given),
        wheel=wheel_shown(asked, rows),
    )


def answers_to(address, asked, answers):
    """A growing list gathers its rows."""
    return [one for name, one in answers.items() if name == address or is_row_of(asked, name)]


def says_something(answer):
    return answer.value is not None or answer.state != AnswerState.ANSWERED


def scale_of(asked, answer):
    value = answer.value if answer and answer.state == AnswerState.ANSWERED else None
    if isinstance(asked, schema.Scale):
        return Scale(value=value, positions=asked.maximum, low=asked.low, high=asked.high, middle="")
    if isinstance(asked, schema.Bipolar):
        return Scale(value=value, positions=asked.positions, low=asked.left, high=asked.right, middle=asked.middle)
    return None


def choices_of(asked, answer):
    if not isinstance(asked, schema.SingleChoice):
        return None
    keys = [option.key for option in asked.options]
    is_chosen = answer and answer.state == AnswerState.ANSWERED and answer.value in keys
    labels = [option.label for option in asked.options]
    return Choices(labels=labels, chosen=keys.index(answer.value) if is_chosen else None)


def ladder_of(asked, given):
    if not isinstance(asked, schema.Placements):
        return None
    return Ladder(
        rungs=[Rung(number=int(one.key), label=one.label) for one in asked.rungs],
        line_under=int(asked.line_under) if asked.line_under else None,
        placed=[Placed(name=one.value["name"], rung=one.value["rung"]) for one in given if one.value],
    )


def wheel_shown(asked, rows):
    """Its sectors in their order, then those that are in none; empty as long as nobody is named."""
    if not isinstance(asked, schema.SectorWheel):
        return None
    wheel = wheel_of(asked.circle, sectors=rows.get("sector", ()), actors=rows.get("actor", ()))
    wedges = [wedge_shown(one.sector.name, one.involved, one.to_mobilise) for one in wheel.named]
    if wheel.unplaced:
        to_mobilise = [one for one in wheel.unplaced if not one.is_involved]
        wedges.append(wedge_shown("", [one for one in wheel.unplaced if one.is_involved], to_mobilise))
    return wedges


def wedge_shown(name, involved, to_mobilise):
    return Wedge(name=name, involved=[one.name for one in involved], to_mobilise=[one.name for one in to_mobilise])
