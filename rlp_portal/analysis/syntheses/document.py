"""All that a synthesis says, as plain data: from the rows of today while it is a draft, from its seal once final.

The classes below are the schema of the seal: format 1, canonical JSON, read forever as it was written.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from rlp_portal.analysis import codebook
from rlp_portal.analysis.double.agreeing import agreement_by_code
from rlp_portal.analysis.double.queries import readings_of, two_readings_of
from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.samples.record import record_of
from rlp_portal.analysis.samples.wording import deposited_words, share_in_words
from rlp_portal.analysis.syntheses.comparing import compared_rows
from rlp_portal.analysis.syntheses.sentences import Facts, sentences_of
from rlp_portal.analysis.tables.figures import figures_of
from rlp_portal.analysis.tables.kept import state_of, summary_of
from rlp_portal.analysis.tables.summary import Summary
from rlp_portal.ui.typography import number

FORMAT = 1


class BrokenSeal(Exception):
    """What is stored is not what was made final."""

    message = "Le contenu gardé ne correspond plus à ce qui a été rendu final. Par prudence, il n’est pas montré."


@dataclass(frozen=True)
class Quoted:
    """A passage in the words that are printed. `sub_strategy` "" where it goes under no one in particular."""

    sub_strategy: str
    words: str


@dataclass(frozen=True)
class Compared:
    """An earlier synthesis beside this one: [(label, then, now)]. An older seal says nothing of its sample."""

    title: str
    number: int
    dated_on: str
    rows: list
    same_sample: bool = False


@dataclass(frozen=True)
class Document:
    """`facts`, `summary` and `record` are Facts, Summary and samples.record as data; days in ISO form."""

    format: int
    number: int
    title: str
    author: str
    author_function: str
    dated_on: str
    is_final: bool
    facts: dict
    summary: dict
    record: dict
    sentences: dict
    paragraphs: dict
    quoted: dict
    agreement: list  # [[code, n, agreed in per cent, alpha]], where two people read the same documents
    compared: Compared | None = None

    @property
    def numbers(self):
        return Summary(**self.summary)

    @property
    def figures(self):
        facts = self.facts
        return figures_of(
            self.numbers, universe=facts["universe"], plans=facts["drawn"], double_read=facts["double_read"]
        )


def document_of(synthesis, *, is_final=False):
    """Its sample counted today."""
    counted = count(synthesis)
    return Document(
        format=FORMAT,
        number=synthesis.number,
        title=synthesis.title,
        author=synthesis.author.name,
        author_function=synthesis.author_function,
        dated_on=synthesis.dated_on.isoformat(),
        is_final=is_final,
        facts=asdict(counted.facts),
        summary=counted.summary.as_data(),
        record=record_of(synthesis.sample),
        sentences=counted.sentences,
        paragraphs=paragraphs_of(synthesis),
        quoted=quoted_in(synthesis),
        agreement=agreement_rows(synthesis.sample),
        compared=comparison(synthesis, counted.figures),
    )


@dataclass(frozen=True)
class Counted:
    """What a draft computes today."""

    summary: Summary
    facts: Facts
    sentences: dict
    figures: dict


def count(synthesis, state=None):
    """Two queries, or one with the state of its sample."""
    sample = synthesis.sample
    state = state or state_of(sample)
    summary = summary_of(sample, state)
    facts = facts_of(sample, state)
    figures = figures_of(summary, universe=facts.universe, plans=facts.drawn, double_read=facts.double_read)
    return Counted(summary, facts, sentences_of(summary, facts), figures)


def facts_of(sample, state):
    return Facts(
        number=sample.number,
        drawn=sample.drawn_size,
        universe=sample.universe_size,
        excluded=state.excluded,
        share=share_in_words(sample.share),
        seed=sample.seed,
        by_level=sample.is_by_level,
        deposited=deposited_words(sample.universe_start, sample.universe_end),
        coder=sample.main_coder.name,
        double_read=state.double_read,
        codebook_version=sample.codebook_version,
    )


def paragraphs_of(synthesis):
    found = {section: [] for section in Section.values}
    for one in synthesis.texts.filter(deleted_at__isnull=True).order_by("position", "id"):
        if one.text:
            found[one.section].append(one.text)
    return found


def quoted_in(synthesis):
    found = {section: [] for section in Section.values}
    for one in synthesis.chosen_excerpts.order_by("position", "id"):
        found[one.section].append(asdict(Quoted(one.sub_strategy, one.words)))
    return found


def agreement_rows(sample):
    revealed = [one for one in readings_of(sample) if one.revealed_at]
    if not revealed:
        return []
    readings = two_readings_of(sample, revealed)
    found = agreement_by_code(readings, codebook.get(sample.codebook_version))
    return [agreement_row(one) for one in found if one.said.n]


def agreement_row(found):
    """Alpha is not defined where nobody used the code: a dash, never 1."""
    said = found.said
    alpha = "–" if said.alpha is None else number(Decimal(str(said.alpha)), decimals=2)
    return [found.code.name, said.n, percentage(said.agreed, said.n), alpha]


def comparison(synthesis, figures):
    """With an earlier one, which is final: read from its seal."""
    earlier = synthesis.compared_with
    if earlier is None:
        return None
    then = read(earlier)
    rows = compared_rows(then.figures, figures)
    return Compared(then.title, then.number, then.dated_on, rows, earlier.sample_id == synthesis.sample_id)


# ---- To bytes and back ----------------------------------------------------------------------------------------


def written(document):
    """The canonical form: the same document gives the same text."""
    return json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def read(synthesis):
    """The document of a final synthesis; raises BrokenSeal."""
    if digest_of(synthesis.frozen) != synthesis.frozen_digest:
        raise BrokenSeal
    held = json.loads(synthesis.frozen)
    if held["format"] != FORMAT:
        raise BrokenSeal
    compared = held.pop("compared")
    return Document(**held, compared=Compared(**compared) if compared else None)
