"""A synthesis on paper: the sections of its document, then four annexes. Nothing but the document is read."""

import datetime
from dataclasses import dataclass

from django.conf import settings

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.syntheses.pages import quoted_by_sub
from rlp_portal.analysis.tables import pages
from rlp_portal.analysis.tables.summary import MEASURES, pair_key
from rlp_portal.reports.gather.minutes import Minutes, gather_minutes
from rlp_portal.reports.gather.typed import own_words, paragraphs
from rlp_portal.ui.typography import quebec_date
from worksheets.diagrams import bars, pairs, strips
from worksheets.diagrams.heat import draw_heat, table_of_heat
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import find_measure

MAP_TITLE = "Objets et stratégies"
BARS_TITLE = "Sous-stratégies"
TOTAL = "Total*"


@dataclass(frozen=True, kw_only=True)
class SectionPart:
    key: str
    title: str
    sentences: list
    paragraphs: list  # of each text, its own paragraphs
    quoted: list  # [(sub-strategy, [words])]
    drawings: list


@dataclass(frozen=True, kw_only=True)
class SynthesisReport:
    number: int
    title: str
    author: str
    function: str
    day: str
    state: str
    sample: str
    sections: list
    compared: object
    minutes: Minutes
    agreement: list
    tables: list
    codes: object


def gather_synthesis(document):
    summary, codes = document.numbers, codebook.get(document.summary["codebook_version"])
    measure = find_measure(settings.FONT_FOLDERS)
    return SynthesisReport(
        number=document.number,
        title=own_words(document.title),
        author=own_words(document.author),
        function=own_words(document.author_function),
        day=quebec_date(datetime.date.fromisoformat(document.dated_on)),
        state="Version finale" if document.is_final else "Document de travail",
        sample=f"{document.facts['drawn']} plans d’action sur {document.facts['universe']}",
        sections=[section_part(one, document, summary, codes, measure) for one in Section],
        compared=document.compared,
        minutes=gather_minutes(document.record),
        agreement=document.agreement,
        tables=tables_of(summary, codes),
        codes=codes,
    )


def section_part(section, document, summary, codes, measure):
    return SectionPart(
        key=section.value,
        title=section.label,
        sentences=document.sentences[section],
        paragraphs=[line for text in document.paragraphs[section] for line in paragraphs(text)],
        quoted=[
            (name, [own_words(words) for words in held])
            for name, held in quoted_by_sub(document.quoted[section], codes)
        ],
        drawings=drawings_of(section, summary, codes, measure),
    )


def drawings_of(section, summary, codes, measure):
    """[(drawing, class)]"""
    if summary.n == 0:
        return []
    if section == Section.OBJECTS:
        return [draw_map(summary, codes, measure)]
    if section == Section.MOBILISATION and summary.can_compare:
        lines, groups = list(pages.pair_lines(summary)), pages.pair_groups(summary)
        return [
            strips.draw_strips(pages.strip_panels(summary), title=pages.STRIPS_TITLE, measure=measure),
            pairs.draw_pairs(lines, groups, title=pages.PAIRS_TITLE, measure=measure),
        ]
    own = [one for one in pages.bar_groups(summary) if one.strategy == section]
    return [bars.draw_bars(own, of=summary.n, title=BARS_TITLE, measure=measure)] if own else []


def draw_map(summary, codes, measure):
    return draw_heat(*map_of(summary, codes), of=summary.n, title=MAP_TITLE, measure=measure)


def map_of(summary, codes):
    rows, columns = [one.name for one in codes.objects], [one.name for one in codes.strategies]
    cells = [
        [summary.count(pair_key(object_.key, strategy.key)) for strategy in codes.strategies]
        for object_ in codes.objects
    ]
    return rows, columns, cells


# ---- Annexe C ---------------------------------------------------------------------------------------------------


def tables_of(summary, codes):
    found = [
        map_table(summary, codes),
        passages_table(summary, codes),
        moments_table(summary, codes),
        bars.table_of_bars(pages.bar_groups(summary), of=summary.n, title=BARS_TITLE),
    ]
    if all(size >= LEAST_IN_A_GROUP for size in summary.sizes.values()):
        found.append(medians_table(summary))
        lines, groups = list(pages.pair_lines(summary)), pages.pair_groups(summary)
        found.append(pairs.table_of_pairs(lines, groups, title=pages.PAIRS_TITLE))
    return found


def map_table(summary, codes):
    """The map, and the RLPs of each object and of each strategy."""

    def said(key):
        count = summary.count(key)
        return f"{count} ({percentage(count, summary.n)})" if summary.n else str(count)

    return with_totals(table_of_heat(*map_of(summary, codes), of=summary.n, title=MAP_TITLE), codes, said)


def passages_table(summary, codes):
    rows = [
        (one.name, *[str(summary.count_passages(pair_key(one.key, s.key))) for s in codes.strategies])
        for one in codes.objects
    ]
    table = Table(
        f"{MAP_TITLE}, nombre de passages",
        ("Objet", *[one.name for one in codes.strategies]),
        tuple(rows),
    )
    return with_totals(table, codes, lambda key: str(summary.count_passages(key)))


def with_totals(table, codes, said):
    """Counted, not added: an RLP, or a passage, may carry several codes."""
    rows = [(*row, said(one.key)) for row, one in zip(table.rows, codes.objects, strict=True)]
    rows.append((TOTAL, *[said(one.key) for one in codes.strategies], ""))
    return Table(table.caption, (*table.columns, TOTAL), tuple(rows))


def moments_table(summary, codes):
    """RLPs by strategy and moment; an RLP counts in each moment that one of its passages has."""
    rows = [
        (one.name, *[str(summary.count(one.key, moment=moment.key)) for moment in codes.moments])
        for one in codes.strategies
    ]
    return Table(
        f"Stratégies par moment, nombre de RLP sur {summary.n}",
        ("Stratégie", *[one.name for one in codes.moments]),
        tuple(rows),
    )


def medians_table(summary):
    return Table(
        "Médianes de chaque groupe",
        ("Mesure", *[f"{pages.group_title(group)} ({summary.sizes[group]} RLP)" for group in GROUPS]),
        tuple(
            (pages.MEASURE_TITLES[name], *[pages.median_words(summary, name, group) for group in GROUPS])
            for name in MEASURES
        ),
    )
