"""What a member reads of a sheet: each question, and the answer in words."""

from django.utils import timezone

from worksheets.naming import names_of
from worksheets.plan import plan_in_words
from worksheets.registry import actors_in_words, wheel_in_words
from worksheets.schema import KeptObjects, Plan, SectorWheel, StakeholderMatrix
from worksheets.wording import words


def read_sections(instrument, answers, rows):
    """[(section, [{label, number, said}])]; `rows`: {target: rows} of the carnet that the sheet shows."""
    names = names_of([row for found in rows.values() for row in found])
    kept = {target: [one for one in found if one.deleted_at is None] for target, found in rows.items()}
    return [(section, read_questions(section, answers, kept, names)) for section in instrument.sections]


def read_questions(section, answers, kept, names):
    """`said` gathers the rows of growing lists and what windows show."""
    read = []
    for address, asked, row in section.questions():
        if type(asked) in WINDOWS:
            said = WINDOWS[type(asked)](asked, kept)
        else:
            stored = [answer for name, answer in answers.items() if name == address or name.startswith(f"{address}.")]
            said = [text for one in stored for text in words(asked, one.value, state=one.state, objects=names)]
        if row and row.is_extra and not said:
            continue
        label = f"{row.label} – {asked.label}" if row else asked.label
        read.append({"label": label, "number": asked.number, "said": said})
    return read


def say_kept_objects(asked, kept):
    return [one.name for one in kept["object"] if one.line == asked.line]


def say_plan(asked, kept):
    return plan_in_words(kept["plan_line"], today=timezone.localdate())


def say_wheel(asked, kept):
    return wheel_in_words(asked.circle, sectors=kept["sector"], actors=kept["actor"])


def say_matrix(asked, kept):
    """The names alone: what the group thinks of each stays with those who write it."""
    return actors_in_words(kept["actor"])


WINDOWS = {
    KeptObjects: say_kept_objects,
    Plan: say_plan,
    SectorWheel: say_wheel,
    StakeholderMatrix: say_matrix,
}
