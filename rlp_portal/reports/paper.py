"""What a sheet of paper holds: how many lines to write on there are under each question."""

from dataclasses import dataclass
from enum import StrEnum

from worksheets import schema


class Variant(StrEnum):
    INDIVIDUAL = "individuelle"
    POSTER = "affiche"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """In mm; the same measures as blank.css."""

    title: str
    rooms: tuple[int, ...]  # for the questions, on one side, on two
    question: int  # before its lines
    line: int
    choice: int
    scale: int
    grid_row: int
    people: int
    people_rows: int
    placements: int
    placement_rows: int
    plan_rows: int
    wedges: int
    actors: int  # side by side
    fewest: int  # lines under an open question
    most: int


PAPERS = {
    Variant.INDIVIDUAL: Paper(
        title="feuille individuelle",
        rooms=(180, 360),
        question=15,
        line=9,
        choice=7,
        scale=42,
        grid_row=21,
        people=58,
        people_rows=4,
        placements=230,
        placement_rows=8,
        plan_rows=6,
        wedges=8,
        actors=3,
        fewest=3,
        most=5,
    ),
    Variant.POSTER: Paper(
        title="affiche de groupe",
        rooms=(292,),
        question=13,
        line=12,
        choice=11,
        scale=34,
        grid_row=27,
        people=62,
        people_rows=3,
        placements=270,
        placement_rows=0,
        plan_rows=4,
        wedges=8,
        actors=4,
        fewest=2,
        most=9,
    ),
}

FORMS = {
    schema.Scale: "scale",
    schema.Lines: "list",
    schema.SingleChoice: "choices",
    schema.YesNo: "choices",
    schema.ProposedLevel: "choices",
    schema.MultipleChoice: "choices",
    schema.People: "people",
    schema.Placements: "placements",
    schema.Plan: "plan",
    schema.KeptObjects: "kept",
    schema.SectorWheel: "wheel",
    schema.StakeholderMatrix: "matrix",
}


def form_of(asked):
    """scale, list, choices, people, placements, plan, kept, wheel, matrix; lines for all the others."""
    return FORMS.get(type(asked), "lines")


def lines_under(asked, *, paper, spare):
    """How many; `spare` under the open questions."""
    counts = {
        "people": paper.people_rows,
        "placements": paper.placement_rows,
        "plan": paper.plan_rows,
        "wheel": paper.wedges,
        "matrix": paper.actors,
    }
    if form_of(asked) in counts:
        return counts[form_of(asked)]
    if isinstance(asked, schema.Lines):
        return asked.count
    return 1 if isinstance(asked, schema.ShortText | schema.Date | schema.RowReference) else spare


def spare_lines(sections, *, paper):
    """How many lines under each open question fill the paper: one side if that leaves enough, otherwise two.

    `sections` holds the rows and the fields of each that are on the paper.
    """
    taken = sum(paper.grid_row * (len(rows) + 1) for rows, _fields in sections if rows)
    alone = [asked for rows, fields in sections if not rows for asked in fields]
    taken += sum(room_taken(asked, paper=paper) for asked in alone)
    open_questions = sum(form_of(asked) == "lines" for asked in alone) or 1
    fits = [int(((room - taken) / open_questions - paper.question) // paper.line) for room in paper.rooms]
    enough = next((count for count in fits if count >= paper.fewest), paper.fewest)
    return min(enough, paper.most)


def room_taken(asked, *, paper):
    """By a question that is not open."""
    if isinstance(asked, schema.Lines):
        return paper.question + paper.line * asked.count
    if isinstance(asked, schema.MultipleChoice | schema.SingleChoice):
        return paper.question + paper.choice * len(asked.options)
    return {"scale": paper.scale, "people": paper.people, "placements": paper.placements}.get(form_of(asked), 0)
