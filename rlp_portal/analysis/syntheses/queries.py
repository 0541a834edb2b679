"""Reading syntheses: those of a person, one of them, its paragraphs, the passages that it may quote."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404

from rlp_portal.analysis.enums import Section, SynthesisState
from rlp_portal.analysis.models import Synthesis, SynthesisText
from rlp_portal.analysis.tables.excerpts import passages_open_to

NOT_HERS = "Seule la personne qui écrit cette synthèse peut la modifier."


class AlreadyFinal(PermissionDenied):
    """It is written no more: a new draft begins from it."""


def syntheses_of(person):
    """Those that she writes, and those of the samples that she drew or codes; newest first, withdrawn last."""
    hers = Q(author=person) | Q(sample__drawn_by=person) | Q(sample__main_coder=person)
    found = Synthesis.objects.filter(hers).select_related("sample__drawn_by", "sample__main_coder", "author")
    return found.order_by("withdrawn_at", "-number")


def find_synthesis(person, synthesis_id):
    found = syntheses_of(person).select_related("compared_with").filter(public_id=synthesis_id).first()
    if found is None:
        raise Http404
    return found


def find_draft(person, synthesis_id):
    """One that she may write in."""
    found = find_synthesis(person, synthesis_id)
    refuse_others(found, person)
    if found.state == SynthesisState.FINAL:
        raise AlreadyFinal("Cette synthèse est finale\u00a0: elle ne change plus. Commencez une nouvelle version.")
    return found


def refuse_others(synthesis, person):
    if synthesis.author_id != person.pk:
        raise PermissionDenied(NOT_HERS)


def find_text(synthesis, text_id):
    text = read_text(synthesis.texts, text_id)
    if text is None:
        raise Http404
    return text


def find_text_or_new(synthesis, text_id):
    """None for one that nobody wrote yet."""
    text = read_text(SynthesisText.objects, text_id)
    if text and text.synthesis_id != synthesis.pk:
        raise Http404
    return text


def read_text(texts, text_id):
    """With `cited`, {key: how it was read}; None if there is none. One query."""
    rows = texts.filter(public_id=text_id).order_by("cited_numbers__id")
    rows = list(rows.annotate(cited_key=F("cited_numbers__key"), cited_shown=F("cited_numbers__shown")))
    if not rows:
        return None
    rows[0].cited = {row.cited_key: row.cited_shown for row in rows if row.cited_key}
    return rows[0]


@dataclass
class Paragraph:
    """`cited`: {key: how it was read}."""

    public_id: object
    text: str
    cited: dict = field(default_factory=dict)


def paragraphs_by_section(synthesis):
    """{section: [Paragraph]}, with the numbers that each cites. One query."""
    found, known = {section: [] for section in Section.values}, {}
    texts = synthesis.texts.filter(deleted_at__isnull=True).order_by("position", "id", "cited_numbers__id")
    rows = texts.values_list("public_id", "section", "text", "cited_numbers__key", "cited_numbers__shown")
    for id_, section, text, key, shown in rows:
        if id_ not in known:
            known[id_] = Paragraph(id_, text)
            found[section].append(known[id_])
        if key:
            known[id_].cited[key] = shown
    return found


def passages_to_quote(synthesis, section, *, reader):
    """Starred passages of this strategy, of RLPs that she follows."""
    starred = passages_open_to(reader, synthesis.sample).filter(is_starred=True, strategies_coded__contains=section)
    return list(starred.select_related("excerpt", "plan__rlp"))
