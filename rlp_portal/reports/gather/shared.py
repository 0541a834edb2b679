"""The report of a frozen version: the same layout as the carnet's, and not one row of the carnet of today."""

from dataclasses import replace
from itertools import groupby

from django.conf import settings

from rlp_portal.reports.gather.carnet import CarnetReport, SharedPart
from rlp_portal.reports.gather.front_page import in_typography
from rlp_portal.reports.gather.glance import (
    LONGEST_MEASURE,
    LONGEST_NAME,
    LONGEST_WHO,
    MOST_ACTIONS,
    MOST_OBJECTS,
    Glance,
    other_actions_words,
    other_objects_words,
)
from rlp_portal.reports.gather.header import Header
from rlp_portal.reports.gather.lines import (
    ActorLine,
    Answered,
    FrontPageLine,
    GridLine,
    PoleLine,
    ResultLine,
    WedgeLine,
    rung_lines,
)
from rlp_portal.reports.gather.objects import KeptObject
from rlp_portal.reports.gather.plan import PlanPart, PlanRow
from rlp_portal.reports.gather.sheet import SectionPart, SheetPart
from rlp_portal.reports.gather.typed import cut, own_words, paragraphs
from rlp_portal.reports.gather.workshops import workshop_lines
from rlp_portal.rlps.sharing.pages import front_pages_of, importance_figure, label_of, picture_of, rows_of_ladder
from rlp_portal.ui.typography import count_words, quebec_date, quebec_time
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import DatedLevel, draw_timeline
from worksheets.figures import figures_of

KEPT_BY_THE_GROUP = "Le groupe a gardé cette réponse pour lui."
WHO_KEPT = "Le groupe a gardé pour lui les noms de la colonne «\u00a0Qui\u00a0»."
FATES = ["À pérenniser", "À transformer", "À laisser aller", ""]  # those not decided yet come last


def gather_shared(document):
    parts = [sheet_part(sheet, document) for sheet in document.sheets]
    printed = [part for part in parts if part.sections]
    return CarnetReport(
        header=header_of(document),
        glance=glance_of(document),
        phases=by_phase(printed),
        empty_sheets=[],
        unanswered_sheets=[
            part.instrument.title
            for part in parts
            if not part.sections and not (part.instrument.holds_plan and document.plan)
        ],
        plan=PlanPart(groups=plan_groups(document), note=WHO_KEPT if document.who_left_out else ""),
        mobilisation=timeline_of(document),
        ratings=[
            (quebec_date(one.rated_on), f"{one.level} – {one.label}", own_words(one.note)) for one in document.ratings
        ],
        workshops=[workshop_lines(one) for one in document.workshops or []],
        version=version_part(document),
    )


def version_part(document):
    return SharedPart(
        number=document.number,
        note=paragraphs(document.note),
        sheets_left_out=[one.title for one in document.left_out.sheets],
        people_left_out=[f"{one.title} ({one.count})" for one in document.left_out.people],
    )


def header_of(document):
    rlp, round_ = document.rlp, document.round
    return Header(
        rlp=own_words(rlp.name),
        of_the=rlp.of_the,
        region=rlp.region,
        territory=own_words(rlp.territory),
        host=own_words(rlp.host),
        round_title=own_words(round_.title),
        round_number=round_.number,
        started=quebec_date(round_.started_day),
        day=quebec_date(document.moment),
        hour=quebec_time(document.moment),
    )


def by_phase(parts):
    grouped = groupby(
        sorted(parts, key=lambda part: PHASES.index(part.instrument.phase)),
        key=lambda part: part.instrument.phase_label,
    )
    return [(label, list(same)) for label, same in grouped]


PHASES = ["before", "during", "after", "follow_up"]


# ---- The sheets -----------------------------------------------------------------------------------------------


def sheet_part(sheet, document):
    kept = document.objects or [] if sheet.holds_objects else []
    sections = [section_part(section, sheet, kept, document) for section in sheet.sections]
    return SheetPart(
        instrument=sheet,
        state=f"Terminée le {quebec_date(sheet.finished_day)}" if sheet.is_finished else "En cours",
        is_finished=sheet.is_finished,
        sections=[section for section in sections if section.lines],
        empty=[label for section in sections for label in section.empty],
        figures=figures_of(sheet),
    )


def section_part(section, sheet, kept, document):
    lines = list(LINES[section.layout](section, sheet, kept, document))
    return SectionPart(
        title=section.title,
        layout=section.layout,
        row_noun=section.row_noun,
        columns=section.columns,
        lines=[line for _label, line in lines if line],
        empty=[label for label, line in lines if line is None],
    )


def words_of(question):
    if question.left_out:
        return [KEPT_BY_THE_GROUP]
    return [paragraph for text in question.texts for paragraph in paragraphs(text)]


def question_lines(section, sheet, kept, document):
    for one in section.questions:
        yield label_of(one), answered(one, sheet)


def answered(question, sheet):
    texts = words_of(question)
    if not texts:
        return None
    form = "text" if question.left_out else question.form
    return Answered(
        number=question.number,
        label=question.label,
        form=form,
        texts=texts,
        picture=picture_of(question, sheet),
        note=question.note,
    )


def pole_lines(section, sheet, kept, document):
    for one in section.questions:
        yield label_of(one), pole_line(one)


def pole_line(question):
    texts = words_of(question)
    if not texts:
        return None
    scale = question.scale
    return PoleLine(
        label=question.label,
        left=scale.low,
        right=scale.high,
        said=texts[0],
    )


def result_lines(section, sheet, kept, document):
    for one in section.questions:
        texts = words_of(one)
        objects = [kept_object(each) for each in kept if each.line == one.address]
        line = ResultLine(label=one.label, texts=texts, kept=objects) if texts or objects else None
        yield label_of(one), line


def grid_lines(section, sheet, kept, document):
    for label, asked in groupby(section.questions, key=lambda one: one.row):
        cells = ["; ".join(words_of(one)) for one in asked]
        yield label, GridLine(label=label, cells=cells) if any(cells) else None


def ladder_lines(section, sheet, kept, document):
    for one in section.questions:
        yield from rung_lines(one.label, rows_of_ladder(one))


def front_page_lines(section, sheet, kept, document):
    pages = front_pages_of(section, document)
    if not pages:
        yield section.title, None
    for label, page in pages:
        yield label, FrontPageLine(label=label, page=in_typography(page))


def wheel_lines(section, sheet, kept, document):
    for question in section.questions:
        for number, one in enumerate(question.wheel, start=1):
            label = own_words(one.name) if one.name else "Sans secteur"
            yield (
                label,
                WedgeLine(
                    number=number if one.name else None,
                    label=label,
                    involved=[own_words(name) for name in one.involved],
                    to_mobilise=[own_words(name) for name in one.to_mobilise],
                ),
            )


def matrix_lines(section, sheet, kept, document):
    for name, asked in groupby(section.questions, key=lambda one: one.row):
        label, said = own_words(name), list(asked)
        line = ActorLine(label=label, involvement=said[0].row_help, said=[(one.label, words_of(one)) for one in said])
        is_kept = all(one.left_out for one in said)
        yield label, replace(line, said=[], note=KEPT_BY_THE_GROUP) if is_kept else line


LINES = {
    "questions": question_lines,
    "results": result_lines,
    "poles": pole_lines,
    "grid": grid_lines,
    "ladder": ladder_lines,
    "front_pages": front_page_lines,
    "wheel": wheel_lines,
    "matrix": matrix_lines,
}


# ---- Objects, plan and drawings -------------------------------------------------------------------------------


def kept_object(one):
    return KeptObject(name=own_words(one.name), nature=one.nature, fate=one.fate)


def plan_groups(document):
    grouped = groupby(document.plan or [], key=lambda one: one.strategy_label)
    return [(label, [plan_row(one) for one in same]) for label, same in grouped]


def plan_row(one):
    return PlanRow(
        measure=own_words(one.measure),
        who=own_words(one.who),
        when=quebec_date(one.day) if one.day else "",
        needs=own_words(one.needs),
        object=own_words(one.object),
        status=one.status_label,
        is_overdue=one.is_overdue,
    )


def timeline_of(document):
    levels = [DatedLevel(one.rated_on, one.level) for one in document.ratings]
    return draw_timeline(levels, measure=find_measure(settings.FONT_FOLDERS)) if levels else None


def importance_of(document):
    figure = importance_figure(document)
    return figure.drawing if figure else None


# ---- « En un coup d’œil » -------------------------------------------------------------------------------------


def glance_of(document):
    objects = sorted(document.objects or [], key=lambda one: FATES.index(one.fate) if one.fate in FATES else 0)
    late = sorted((one for one in document.plan or [] if one.is_overdue), key=lambda one: one.when)
    coming = [one for one in document.plan or [] if one.is_open and one.when and not one.is_overdue]
    coming = sorted(coming, key=lambda one: one.when)
    return Glance(
        finished=sheets_words(document),
        mobilisation=level_words(document),
        measures=measures_words(document, late=len(late)),
        objects=[short_object(one) for one in objects[:MOST_OBJECTS]],
        other_objects=other_objects_words(len(objects) - MOST_OBJECTS),
        importance=importance_of(document),
        overdue=[short_action(one) for one in late[:MOST_ACTIONS]],
        other_overdue=other_actions_words(len(late) - MOST_ACTIONS),
        upcoming=[short_action(one) for one in coming[:MOST_ACTIONS]],
        other_upcoming=other_actions_words(len(coming) - MOST_ACTIONS),
        **nothing_words(document),
    )


def nothing_words(document):
    """What is said where there is nothing: not shared, or not written yet."""
    objects = "Aucun objet à pérenniser n’était noté."
    dates = "Aucune mesure à venir n’était datée."
    return {
        "no_object": objects if document.objects is not None else "Les objets à pérenniser n’ont pas été partagés.",
        "no_importance": "Aucune importance notée dans les feuilles partagées.",
        "no_date": dates if document.plan is not None else "Le plan n’a pas été partagé.",
    }


def sheets_words(document):
    shared = count_words(len(document.sheets), "feuille partagée", "feuilles partagées")
    going_on = sum(not sheet.is_finished for sheet in document.sheets)
    return f"{shared}, {count_words(going_on, 'en cours', 'en cours')}" if going_on else shared


def level_words(document):
    last = document.ratings[-1] if document.ratings else None
    return f"{last.level} – {last.label}" if last else "Pas encore notée"


def measures_words(document, *, late):
    if document.plan is None:
        return "Non partagé"
    said = [count_words(len(document.plan), "mesure")]
    done = sum(one.status == "done" for one in document.plan)
    if done:
        said.append(count_words(done, "faite"))
    if late:
        said.append(f"{late}\u00a0en\u00a0retard")
    return ", ".join(said)


def short_object(one):
    kept = kept_object(one)
    return replace(kept, name=cut(kept.name, LONGEST_NAME))


def short_action(one):
    row = plan_row(one)
    return replace(row, measure=cut(row.measure, LONGEST_MEASURE), who=cut(row.who, LONGEST_WHO))
