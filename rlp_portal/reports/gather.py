"""Everything a report shows, as plain data: no HTML here, and no query in the templates.

Words typed by people get their French typography here, once.
"""

import textwrap
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils import timezone

from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.models import MobilisationRating
from rlp_portal.ui.typography import capped_marks, count_words, quebec_date, quebec_time, typeset
from worksheets import catalogue, schema
from worksheets.codes import Fate, MobilisationLevel, PlanStatus, Strategy
from worksheets.diagrams.importance import StrategyAnswers, draw_importance
from worksheets.diagrams.palette import STRATEGY_LOOKS
from worksheets.diagrams.position import draw_position
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import DatedLevel, draw_timeline
from worksheets.models import Answer, AnswerState, PlanLine, Sheet, SheetOwner, SustainedObject
from worksheets.plan import overdue, plan_groups
from worksheets.wording import words

OF_THE = {"RLP": "du RLP", "regroupement": "du regroupement", "table": "de la table", "instance": "de l’instance"}
# What one page holds; the whole text is in the sheets and in the plan.
OBJECTS_AT_A_GLANCE = 9
ACTIONS_AT_A_GLANCE = 3
NAME_AT_A_GLANCE, MEASURE_AT_A_GLANCE, WHO_AT_A_GLANCE = 64, 75, 32  # signs


# ---- what a report is made of ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Header:
    """Whose report it is, and of which day."""

    rlp: str
    word: str
    of_the: str
    region: str
    territory: str
    host: str
    round_title: str
    round_number: int
    started: str
    day: str  # « 18 novembre 2026 »
    hour: str  # « 14 h 12 »


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question and the group's words. `form` says how they are set: text, list or position."""

    number: str
    label: str
    form: str
    texts: list[str]
    picture: object = None


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """A line of FT1: what the group saw, and what it keeps."""

    label: str
    texts: list[str]
    kept: list["KeptObject"]


@dataclass(frozen=True, kw_only=True)
class PoleLine:
    label: str
    left: str
    right: str
    picture: object
    said: str


@dataclass(frozen=True, kw_only=True)
class GridLine:
    label: str
    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class KeptObject:
    name: str
    nature: str
    fate: str

    @property
    def fate_in_passing(self):
        """« à pérenniser », in one piece."""
        return self.fate.lower().replace(" ", "\u00a0")


@dataclass(frozen=True, kw_only=True)
class SectionPart:
    title: str
    intro: str
    form: str  # questions, results, poles, grid
    lines: list
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    key: str
    code: str
    title: str
    purpose: str
    definition: str
    source: str
    rights: str
    strategy: str
    state: str  # « Terminée le … », « En cours »
    sections: list[SectionPart]
    empty: list[str]  # the questions without an answer
    is_empty: bool

    @property
    def has_parts(self):
        return len(self.sections) > 1 or any(section.form != "questions" for section in self.sections)


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    measure: str
    who: str
    when: str
    needs: str
    object: str
    status: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    groups: list[tuple[str, str, list[PlanRow]]]  # strategy key, its label, its measures
    count: str

    @property
    def rows(self):
        return [row for _key, _label, rows in self.groups for row in rows]


@dataclass(frozen=True, kw_only=True)
class Glance:
    finished: str
    mobilisation: str
    measures: str
    objects: list[KeptObject]
    other_objects: str
    importance: object
    overdue: list[PlanRow]
    upcoming: list[PlanRow]


@dataclass(frozen=True, kw_only=True)
class SheetReport:
    header: Header
    sheet: SheetPart
    plan: PlanPart | None

    @property
    def title(self):
        return f"{self.sheet.title} – {self.header.rlp}"


@dataclass(frozen=True, kw_only=True)
class CarnetReport:
    header: Header
    glance: Glance
    phases: list[tuple[str, list[SheetPart]]]
    empty_sheets: list[str]
    plan: PlanPart
    mobilisation: object
    ratings: list[tuple[str, str, str]]  # day, level, note
    has_medians: bool = False

    @property
    def title(self):
        return f"Carnet – {self.header.rlp} – {self.header.round_title}"

    @property
    def sheets(self):
        return [sheet for _phase, sheets in self.phases for sheet in sheets]


# ---- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Carnet:
    """The rows of one carnet, read in five queries."""

    round: object
    as_of: object
    sheets: dict
    answers: dict  # instrument key: {address: Answer}
    objects: list
    plan_lines: list
    ratings: list

    @property
    def today(self):
        """The day of the data: what is late is late on that day, so that the same data give the same page."""
        return timezone.localdate(self.as_of)

    @property
    def object_names(self):
        return {one.public_id: one.name for one in self.objects}


def read_carnet(round_, *, as_of=None):
    as_of = as_of or data_state(round_).as_of
    sheets = {
        sheet.instrument_key: sheet
        for sheet in Sheet.objects.filter(workbook=round_.workbook_id, owner=SheetOwner.GROUP)
    }
    answers = defaultdict(dict)
    for answer in Answer.objects.filter(sheet__in=sheets.values()).select_related("sheet"):
        answers[answer.sheet.instrument_key][answer.address] = answer
    return Carnet(
        round=round_,
        as_of=as_of,
        sheets=sheets,
        answers=answers,
        objects=list(SustainedObject.objects.kept().filter(workbook=round_.workbook_id)),
        plan_lines=list(PlanLine.objects.kept().filter(workbook=round_.workbook_id).select_related("object")),
        ratings=list(MobilisationRating.objects.filter(rlp=round_.rlp_id, withdrawn_at__isnull=True)),
    )


def gather_sheet(round_, *, instrument_key, as_of=None):
    carnet = read_carnet(round_, as_of=as_of)
    sheet = carnet.sheets.get(instrument_key)
    instrument = (
        catalogue.get(instrument_key, sheet.instrument_version) if sheet else catalogue.latest(instrument_key)
    )
    return SheetReport(
        header=header_of(carnet),
        sheet=sheet_part(carnet, instrument),
        plan=plan_part(carnet) if has_plan(instrument) else None,
    )


def gather_carnet(round_, *, as_of=None):
    carnet = read_carnet(round_, as_of=as_of)
    parts = [(instrument.phase, sheet_part(carnet, instrument)) for instrument in instruments_of(carnet)]
    plan = plan_part(carnet)
    return CarnetReport(
        header=header_of(carnet),
        glance=glance_of(carnet, plan),
        phases=[
            (label, filled)
            for phase, label in schema.PHASE_LABELS.items()
            if (filled := [part for of_phase, part in parts if of_phase == phase and not part.is_empty])
        ],
        empty_sheets=[f"{part.title}" for _phase, part in parts if part.is_empty and not is_plan_sheet(part, plan)],
        plan=plan,
        mobilisation=timeline_of(carnet) if carnet.ratings else None,
        ratings=[
            (quebec_date(one.rated_on), f"{one.level} – {one.get_level_display()}", own_words(one.note))
            for one in carnet.ratings
        ],
    )


def instruments_of(carnet):
    """The version each sheet was filled in; the newest one for those not started."""
    return [
        catalogue.get(one.key, carnet.sheets[one.key].instrument_version) if one.key in carnet.sheets else one
        for one in catalogue.all_latest()
    ]


def is_plan_sheet(part, plan):
    """FT7 holds no answer of its own: its pages are the plan."""
    return part.key == "ft7" and plan.rows


def has_plan(instrument):
    return any(isinstance(asked, schema.Plan) for _address, asked, _row in instrument.questions())


# ---- parts --------------------------------------------------------------------------------------------------------


def own_words(text):
    """What people typed, in French typography."""
    return typeset(capped_marks(text)) if text else ""


def paragraphs(text):
    return [own_words(line.strip()) for line in text.splitlines() if line.strip()]


def header_of(carnet):
    round_, rlp = carnet.round, carnet.round.rlp
    return Header(
        rlp=own_words(rlp.name),
        word=rlp.get_word_display(),
        of_the=OF_THE[rlp.word],
        region=rlp.get_region_display(),
        territory=own_words(rlp.territory),
        host=own_words(rlp.host_organisation),
        round_title=own_words(round_.title),
        round_number=round_.number,
        started=quebec_date(round_.started_on),
        day=quebec_date(carnet.as_of),
        hour=quebec_time(carnet.as_of),
    )


def sheet_part(carnet, instrument):
    answers = carnet.answers.get(instrument.key, {})
    sheet = carnet.sheets.get(instrument.key)
    sections, empty = [], []
    for section in instrument.sections:
        part, unanswered = section_part(carnet, instrument, section, answers)
        empty += unanswered
        if part.lines:
            sections.append(part)
    return SheetPart(
        key=instrument.key,
        code=instrument.code,
        title=instrument.title,
        purpose=instrument.purpose,
        definition=instrument.definition,
        source=instrument.source,
        rights=instrument.rights,
        strategy=instrument.strategy,
        state=state_words(sheet, begun=bool(answers) or (has_plan(instrument) and bool(carnet.plan_lines))),
        sections=sections,
        empty=empty,
        is_empty=not sections,
    )


def state_words(sheet, *, begun):
    if sheet and sheet.finished_at:
        return f"Terminée le {quebec_date(sheet.finished_at)}"
    return "En cours" if begun else "Pas commencée"


def section_part(carnet, instrument, section, answers):
    """The section's lines that hold something, and the labels of those that hold nothing."""
    build, form, columns = builder_of(section)
    lines, empty = build(carnet, instrument, section, answers)
    return SectionPart(title=section.title, intro=section.intro, form=form, lines=lines, columns=columns), empty


def builder_of(section):
    if section.rows:
        return grid_lines, "grid", [asked.label for asked in section.fields]
    if any(isinstance(asked, schema.KeptObjects) for asked in section.fields):
        return result_lines, "results", []
    if all(isinstance(asked, schema.Bipolar) for asked in section.fields):
        return pole_lines, "poles", []
    return question_lines, "questions", []


def question_lines(carnet, instrument, section, answers):
    lines, empty = [], []
    for _address, asked, _row in section.questions():
        if isinstance(asked, schema.Plan):
            empty += [] if carnet.plan_lines else [numbered(asked)]
            continue
        texts = texts_of(carnet, asked, answers)
        if not texts:
            empty.append(numbered(asked))
            continue
        lines.append(
            Answered(
                number=asked.number,
                label=asked.label,
                form=form_of(asked),
                texts=texts,
                picture=scale_picture(instrument, asked, answers),
            )
        )
    return lines, empty


def numbered(asked):
    return f"{asked.number}. {asked.label}" if asked.number else asked.label


def form_of(asked):
    if isinstance(asked, schema.LongText | schema.ShortText):
        return "text"
    return "position" if isinstance(asked, schema.Scale) else "list"


def texts_of(carnet, asked, answers):
    """The words of a question; a growing list gathers its rows."""
    stored = [answers[asked.key]] if asked.key in answers else []
    if isinstance(asked, schema.People):
        stored = [answer for address, answer in answers.items() if address.partition(".")[0] == asked.key]
    return [text for answer in stored for text in said(carnet, asked, answer)]


def said(carnet, asked, answer):
    texts = words(asked, answer.value, state=answer.state, objects=carnet.object_names)
    return [paragraph for text in texts for paragraph in paragraphs(text)]


def scale_picture(instrument, asked, answers):
    answer = answers.get(asked.key)
    if not isinstance(asked, schema.Scale) or answer is None or answer.state != AnswerState.ANSWERED:
        return None
    return draw_position(
        answer.value,
        positions=asked.maximum,
        said=f"{answer.value} sur {asked.maximum}",
        **({"look": STRATEGY_LOOKS[instrument.strategy]} if instrument.strategy else {}),
    )


def pole_lines(carnet, instrument, section, answers):
    lines, empty = [], []
    for address, asked, _row in section.questions():
        answer = answers.get(address)
        texts = said(carnet, asked, answer) if answer else []
        if not texts:
            empty.append(numbered(asked))
            continue
        placed = answer.state == AnswerState.ANSWERED
        picture = draw_position(answer.value, positions=asked.positions, said=texts[0]) if placed else None
        lines.append(PoleLine(label=asked.label, left=asked.left, right=asked.right, picture=picture, said=texts[0]))
    return lines, empty


def result_lines(carnet, instrument, section, answers):
    lines, empty = [], []
    kept = {asked.line: asked for asked in section.fields if isinstance(asked, schema.KeptObjects)}
    for asked in section.fields:
        if isinstance(asked, schema.KeptObjects):
            continue
        texts = texts_of(carnet, asked, answers)
        objects = [kept_object(one) for one in carnet.objects if asked.key in kept and one.line == asked.key]
        if texts or objects:
            lines.append(ResultLine(label=asked.label, texts=texts, kept=objects))
        else:
            empty.append(numbered(asked))
    return lines, empty


def grid_lines(carnet, instrument, section, answers):
    lines, empty = [], []
    for row in section.rows:
        cells = []
        for asked in section.fields:
            answer = answers.get(f"{asked.key}.{row.key}")
            cells.append("; ".join(said(carnet, asked, answer)) if answer else "")
        if any(cells):
            lines.append(GridLine(label=row.label, cells=cells))
        else:
            empty.append(row.label)
    return lines, empty


def kept_object(one):
    return KeptObject(name=own_words(one.name), nature=one.get_code_display(), fate=one.get_fate_display())


def plan_part(carnet):
    groups = [
        (group.strategy, Strategy(group.strategy).label, [plan_row(carnet, line) for line in group.lines])
        for group in plan_groups(carnet.plan_lines, today=carnet.today)
    ]
    return PlanPart(
        groups=[group for group in groups if group[2]], count=count_words(len(carnet.plan_lines), "mesure")
    )


def plan_row(carnet, line):
    return PlanRow(
        measure=own_words(line.measure),
        who=own_words(line.who),
        when=quebec_date(line.when) if line.when else "",
        needs=own_words(line.needs),
        object=own_words(line.object.name) if line.object else "",
        status=line.get_status_display(),
        is_overdue=line.is_overdue(carnet.today),
    )


def glance_of(carnet, plan):
    objects = sorted(carnet.objects, key=lambda one: (list(Fate.values).index(one.fate) if one.fate else 9, one.pk))
    open_lines = [
        line for line in carnet.plan_lines if line.status in {PlanStatus.TO_DO, PlanStatus.IN_PROGRESS} and line.when
    ]
    late = overdue(carnet.plan_lines, today=carnet.today)
    upcoming = sorted((line for line in open_lines if line not in late), key=lambda line: (line.when, line.pk))
    more = len(objects) - OBJECTS_AT_A_GLANCE
    return Glance(
        finished=finished_words(carnet),
        mobilisation=mobilisation_words(carnet),
        measures=measures_words(carnet, late),
        objects=[shortened(kept_object(one)) for one in objects[:OBJECTS_AT_A_GLANCE]],
        other_objects=f"Et {count_words(more, 'autre objet', 'autres objets')}, à la feuille FT1."
        if more > 0
        else "",
        importance=importance_of(carnet),
        overdue=[shortened(plan_row(carnet, line)) for line in late[:ACTIONS_AT_A_GLANCE]],
        upcoming=[shortened(plan_row(carnet, line)) for line in upcoming[:ACTIONS_AT_A_GLANCE]],
    )


def shortened(row):
    """The same row, its words cut to what one page holds."""
    if isinstance(row, KeptObject):
        return replace(row, name=cut(row.name, NAME_AT_A_GLANCE))
    return replace(row, measure=cut(row.measure, MEASURE_AT_A_GLANCE), who=cut(row.who, WHO_AT_A_GLANCE))


def cut(text, limit):
    """At the end of a word when there is one, with « … »."""
    return textwrap.shorten(text, limit, placeholder="…") if " " in text[:limit] else text[:limit]


def finished_words(carnet):
    done = sum(sheet.finished_at is not None for sheet in carnet.sheets.values())
    return f"{count_words(done, 'feuille terminée', 'feuilles terminées')} sur\u00a0{len(catalogue.all_latest())}"


def mobilisation_words(carnet):
    if not carnet.ratings:
        return "Pas encore notée"
    last = carnet.ratings[-1]
    return f"{last.level} – {MobilisationLevel(last.level).label}"


def measures_words(carnet, late):
    done = sum(line.status == PlanStatus.DONE for line in carnet.plan_lines)
    said = [count_words(len(carnet.plan_lines), "mesure")]
    if done:
        said.append(count_words(done, "faite"))
    if late:
        said.append(f"{len(late)}\u00a0en\u00a0retard")
    return ", ".join(said)


def importance_of(carnet):
    answers = []
    for instrument in instruments_of(carnet):
        stored = carnet.answers.get(instrument.key, {}).get("importance") if instrument.strategy else None
        if instrument.strategy:
            answers.append(strategy_answers(instrument, stored))
    if not any(one.values or one.passed for one in answers):
        return None
    return draw_importance(answers, measure=measure())


def strategy_answers(instrument, stored):
    is_value = stored is not None and stored.state == AnswerState.ANSWERED and stored.value is not None
    return StrategyAnswers(
        strategy=instrument.strategy,
        label=Strategy(instrument.strategy).label,
        values=(stored.value,) if is_value else (),
        passed=int(stored is not None and stored.state == AnswerState.PASSED),
    )


def timeline_of(carnet):
    return draw_timeline([DatedLevel(one.rated_on, one.level) for one in carnet.ratings], measure=measure())


def measure():
    return find_measure(settings.FONT_FOLDERS)
