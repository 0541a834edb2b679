"""From the rows of a carnet to a document that needs them no more."""

import hashlib

from django.utils import timezone

from rlp_portal.rlps.queries import ratings_in_force
from rlp_portal.rlps.sharing.document import (
    FORMAT,
    Document,
    Importance,
    KeptObject,
    LeftOut,
    Measure,
    Question,
    Rating,
    Regroupement,
    RoundPart,
    Section,
    Sheet,
)
from rlp_portal.rlps.sharing.retained import CarnetRead, retained_in
from worksheets import catalogue, schema
from worksheets.codes import Strategy
from worksheets.kinds import holds_answers
from worksheets.layouts import layout_of
from worksheets.models import AnswerState
from worksheets.naming import names_kept
from worksheets.plan import plan_groups
from worksheets.proposals import level_note
from worksheets.queries import answers_by_sheet, shows_plan
from worksheets.registry import in_matrix, wheel_in_words
from worksheets.rows import ACTOR, MATRIX_FIELDS, ROW_KINDS
from worksheets.schema import PHASE_LABELS
from worksheets.services import read_row_field
from worksheets.shown import answers_to, choices_of, ladder_of, scale_of, wheel_shown
from worksheets.whole_rows import rows_of
from worksheets.wording import words

REF_SIZE = 6  # bytes


def whole_document(round_, *, at, number=0, note=""):
    """All that the carnet and its finished workshops hold, before anything is left out. Four queries."""
    found = rows_of(round_.workbook_id, ROW_KINDS.values())
    rows = {target: [one for one in held if one.deleted_at is None] for target, held in found.items()}
    names = names_kept([one for held in found.values() for one in held])
    filled = answers_by_sheet(round_.workbook_id)
    carnet = CarnetRead(
        answers={sheet.instrument_key: answers for sheet, answers in filled}, sectors=rows["sector"], names=names
    )
    sheets = [
        sheet_part(instrument, sheet, answers, rows=rows, names=names)
        for instrument, sheet, answers in in_order(filled)
        if holds_something(instrument, sheet, answers, rows=rows)
    ]
    return Document(
        format=FORMAT,
        number=number,
        shared_at=timezone.localtime(at).isoformat(timespec="seconds"),
        rlp=regroupement_part(round_.rlp),
        round=RoundPart(title=round_.title, number=round_.number, started_on=round_.started_on.isoformat()),
        note=note,
        ratings=[rating_part(one) for one in ratings_in_force(round_.rlp)],
        sheets=sheets,
        objects=[object_part(one) for one in rows["object"]],
        plan=plan_part(rows["plan_line"], today=timezone.localdate(at)),
        who_left_out=False,
        importance=[importance_part(one) for one in sheets if one.strategy],
        workshops=retained_in(round_, carnet=carnet),
        left_out=LeftOut(sheets=[], people=[]),
    )


def in_order(filled):
    """(instrument, sheet or None, answers) in the order of the pack, each in the version it was filled in."""
    begun = {sheet.instrument_key: (sheet, answers) for sheet, answers in filled}
    offered = {one.key: one for one in catalogue.all_latest()}
    used = [catalogue.get(sheet.instrument_key, sheet.instrument_version) for sheet, _answers in filled]
    instruments = offered | {one.key: one for one in used}
    return [
        (one, *begun.get(one.key, (None, {}))) for one in sorted(instruments.values(), key=lambda one: one.number)
    ]


def holds_something(instrument, sheet, answers, *, rows):
    """Said, kept, planned, drawn, or finished: even a sheet finished without an answer says something."""
    answered = any(one.value is not None or one.state != AnswerState.ANSWERED for one in answers.values())
    kept = bool(rows["object"]) and holds_objects(instrument)
    planned = bool(rows["plan_line"]) and shows_plan(instrument)
    shown = any(
        WINDOWS[type(one)](one, rows) for _address, one, _row in instrument.questions() if type(one) in WINDOWS
    )
    return answered or kept or planned or shown or bool(sheet and sheet.finished_at)


def holds_objects(instrument):
    return any(isinstance(asked, schema.KeptObjects) for _address, asked, _row in instrument.questions())


# ---- The parts ------------------------------------------------------------------------------------------------


def regroupement_part(rlp):
    return Regroupement(
        name=rlp.name,
        word=rlp.get_word_display(),
        of_the=rlp.of_the,
        region=rlp.get_region_display(),
        territory=rlp.territory,
        host=rlp.host_organisation,
    )


def rating_part(rating):
    return Rating(
        on=rating.rated_on.isoformat(), level=rating.level, label=rating.get_level_display(), note=rating.note
    )


def sheet_part(instrument, sheet, answers, *, rows, names):
    finished_at = sheet.finished_at if sheet else None
    return Sheet(
        key=instrument.key,
        version=instrument.version,
        number=instrument.number,
        code=instrument.code,
        title=instrument.title,
        short_title=instrument.short_title,
        purpose=instrument.purpose,
        definition=instrument.definition,
        strategy=str(instrument.strategy),
        source=instrument.source,
        rights=instrument.rights,
        phase=str(instrument.phase),
        phase_label=PHASE_LABELS[instrument.phase],
        finished_on=timezone.localdate(finished_at).isoformat() if finished_at else "",
        holds_objects=holds_objects(instrument),
        holds_plan=shows_plan(instrument),
        sections=[
            section_part(instrument, section, answers, rows=rows, names=names) for section in instrument.sections
        ],
    )


def section_part(instrument, section, answers, *, rows, names):
    """Without what nobody misses while it is empty; after it, what its windows show."""
    asked = [
        (one, question_part(instrument, address, one, row, answers, names=names), row)
        for address, one, row in section.questions()
        if holds_answers(one)
    ]
    return Section(
        key=section.key,
        title=section.title,
        layout=layout_of(section),
        row_noun=section.row_noun,
        columns=[asked.label for asked in section.fields] if section.rows else [],
        questions=[
            question
            for one, question, row in asked
            if question.texts or layout_of(section) == "grid" or (one.counts and not (row and row.is_extra))
        ]
        + window_questions(section, rows),
    )


def question_part(instrument, address, asked, row, answers, *, names):
    given = answers_to(address, asked, answers)
    texts = [text for one in given for text in words(asked, one.value, state=one.state, objects=names)]
    return Question(
        address=address,
        number=asked.number,
        row=row.label if row else "",
        row_help=row.help if row else "",
        label=asked.label,
        form=form_of(asked),
        state=str(given[0].state) if texts else "",
        texts=texts,
        note=level_note(instrument, asked, answers) if texts else "",
        scale=scale_of(asked, given[0] if texts else None),
        choices=choices_of(asked, given[0] if texts else None),
        ladder=ladder_of(asked, given),
        wheel=None,
        about_people=asked.about_people,
        left_out=False,
    )


# ---- What windows show of the registry ------------------------------------------------------------------------


def window_questions(section, rows):
    return [one for asked in section.fields if type(asked) in WINDOWS for one in WINDOWS[type(asked)](asked, rows)]


def wheel_questions(asked, rows):
    """One, which names the actors sector by sector; none as long as nothing is named."""
    wheel = wheel_shown(asked, rows)
    texts = wheel_in_words(asked.circle, sectors=rows["sector"], actors=rows["actor"])
    return [window_question(asked.key, asked, texts=texts, form="list", wheel=wheel)] if wheel else []


def matrix_questions(asked, rows):
    """Of each actor, what the group wrote: the questions of the sheet that have an answer."""
    return [
        window_question(
            f"{ref_of(actor)}.{key}",
            ACTOR.fields[key],
            row=actor.name,
            row_help=actor.get_involvement_display(),
            texts=said,
            form="text",
        )
        for actor in in_matrix(rows["actor"])
        for key in MATRIX_FIELDS
        if (said := words(ACTOR.fields[key], read_row_field(actor, ACTOR.fields[key])))
    ]


def window_question(address, asked, *, texts, form, row="", row_help="", wheel=None):
    return Question(
        address=address,
        number="",
        row=row,
        row_help=row_help,
        label=asked.label,
        form=form,
        state=str(AnswerState.ANSWERED),
        texts=texts,
        note="",
        scale=None,
        choices=None,
        ladder=None,
        wheel=wheel,
        about_people=asked.about_people,
        left_out=False,
    )


WINDOWS = {schema.SectorWheel: wheel_questions, schema.StakeholderMatrix: matrix_questions}


def form_of(asked):
    if isinstance(asked, schema.Scale | schema.Bipolar):
        return "position"
    is_text = isinstance(asked, schema.LongText | schema.ShortText | schema.ProposedLevel)
    return "text" if is_text else "list"


def object_part(one):
    return KeptObject(
        ref=ref_of(one), name=one.name, nature=one.get_code_display(), fate=one.get_fate_display(), line=one.line
    )


def plan_part(lines, *, today):
    groups = plan_groups(lines, today=today)
    return [measure_part(line, today=today) for group in groups for line in group.lines]


def measure_part(line, *, today):
    return Measure(
        ref=ref_of(line),
        strategy=line.strategy,
        strategy_label=line.get_strategy_display(),
        measure=line.measure,
        who=line.who,
        when=line.when.isoformat() if line.when else "",
        needs=line.needs,
        object=line.object.name if line.object else "",
        status=line.status,
        status_label=line.get_status_display(),
        is_overdue=line.is_overdue(today),
    )


def ref_of(row):
    """Tells one row from another without saying its public id."""
    return hashlib.blake2b(row.public_id.bytes, digest_size=REF_SIZE).hexdigest()


def importance_part(sheet):
    noted = next((one for one in sheet.questions if one.address == "importance"), None)
    return Importance(
        strategy=sheet.strategy,
        label=Strategy(sheet.strategy).label,
        value=noted.scale.value if noted else None,
        passed=bool(noted) and noted.state == AnswerState.PASSED,
    )
