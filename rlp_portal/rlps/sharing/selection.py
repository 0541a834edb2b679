"""What leaves, out of all that a carnet holds: what was ticked, and what is about people only if it was ticked too.

Pure: a document in, a smaller one out.
"""

from dataclasses import replace

from rlp_portal.rlps.sharing.document import LeftOut, PeopleLeftOut, SheetLeftOut, digest_of, written
from worksheets.rows import PLAN_LINE

MARK_LENGTH = 16
OUTCOMES = "outcomes"  # stands among the keys of sheets, for what the workshops retained
OUTCOMES_TITLE = "Ce que les ateliers ont retenu"
ABOUT_PEOPLE = [key for key, asked in PLAN_LINE.fields.items() if asked.about_people]  # « Qui »


def keep_only(whole, *, sheets, people, outcomes=False):
    """`sheets`: keys of those that leave; `people`: keys of those whose answers about third persons leave too.

    `outcomes`: whether what the workshops retained leaves.
    """
    chosen = [sheet for sheet in whole.sheets if sheet.key in sheets]
    strategies = {sheet.strategy for sheet in chosen}
    planned = [sheet for sheet in chosen if sheet.holds_plan]
    who_leaves = any(sheet.key in people for sheet in planned)
    return replace(
        whole,
        sheets=[sheet if sheet.key in people else without_people(sheet) for sheet in chosen],
        objects=whole.objects if any(sheet.holds_objects for sheet in chosen) else None,
        plan=[one if who_leaves else without_names(one) for one in whole.plan] if planned else None,
        who_left_out=bool(planned) and not who_leaves and any(names_someone(one) for one in whole.plan),
        importance=[one for one in whole.importance if one.strategy in strategies],
        workshops=workshops_kept(whole.workshops, people=OUTCOMES in people) if outcomes else None,
        left_out=LeftOut(
            sheets=[
                SheetLeftOut(code=one.code, title=one.title, is_finished=one.is_finished)
                for one in whole.sheets
                if one.key not in sheets
            ],
            people=[
                PeopleLeftOut(code=one.code, title=one.title, count=count)
                for one in chosen
                if one.key not in people and (count := count_about_people(one, plan=whole.plan))
            ]
            + ([] if OUTCOMES in people or not outcomes else outcomes_left_out(whole.workshops)),
        ),
    )


def workshops_kept(workshops, *, people):
    return workshops if people else [replace(one, steps=list(map(without_sayings, one.steps))) for one in workshops]


def without_sayings(step):
    return replace(step, outcomes=[without_saying(one) if one.about_people else one for one in step.outcomes])


def without_saying(outcome):
    return replace(outcome, kind="", kind_label="", retained="", sentence="", reservations="", left_out=True)


def outcomes_left_out(workshops):
    count = count_outcomes_about_people(workshops)
    return [PeopleLeftOut(code="", title=OUTCOMES_TITLE, count=count)] if count else []


def count_outcomes_about_people(workshops):
    return sum(one.about_people for workshop in workshops for one in workshop.outcomes)


def without_people(sheet):
    sections = [
        replace(section, questions=[without_words(question) for question in section.questions])
        for section in sheet.sections
    ]
    return replace(sheet, sections=sections)


def without_words(question):
    if not (question.about_people and question.texts):
        return question
    scale = replace(question.scale, value=None) if question.scale else None
    choices = replace(question.choices, chosen=None) if question.choices else None
    ladder = replace(question.ladder, placed=[]) if question.ladder else None
    drawn = {"scale": scale, "choices": choices, "ladder": ladder, "wheel": [] if question.wheel else None}
    return replace(question, texts=[], note="", state="", left_out=True, **drawn)


def count_about_people(sheet, *, plan):
    """How many answers of the sheet are about third persons; the measures that name someone, where the plan is."""
    answers = sum(bool(question.about_people and question.texts) for question in sheet.questions)
    return answers + (sum(names_someone(one) for one in plan) if sheet.holds_plan else 0)


def names_someone(measure):
    return any(getattr(measure, key) for key in ABOUT_PEOPLE)


def without_names(measure):
    return replace(measure, **dict.fromkeys(ABOUT_PEOPLE, ""))


def marks_of(whole):
    """{sheet key: a mark of all that the preview shows of it}: another mark, and it is not what was read.

    Under OUTCOMES: the workshops. Under "": what leaves whatever is ticked.
    """
    marks = {sheet.key: mark_of(sheet, *rows_of(sheet, whole)) for sheet in whole.sheets}
    return marks | {OUTCOMES: mark_of(*whole.workshops), "": mark_of(whole.rlp, whole.round, *whole.ratings)}


def rows_of(sheet, whole):
    return [*(whole.objects if sheet.holds_objects else ()), *(whole.plan if sheet.holds_plan else ())]


def mark_of(*parts):
    return digest_of("".join(written(part) for part in parts))[:MARK_LENGTH]
