"""What the coding screen draws: the sentences of one part with what is coded there, the form of one passage."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding import queries
from rlp_portal.analysis.coding.choices import EMPTY, Choice, choice_of, label_of, words_of
from rlp_portal.analysis.coding.passages import field_of
from rlp_portal.analysis.enums import Verdict
from rlp_portal.ui.icons import draw_icon
from rlp_portal.ui.typography import capped_marks, inside_quotes

LONGEST_SHOWN = 140
ITEM = (
    '<li data-item="{}" data-base="{}" data-verdict="{}" data-objects="{}" data-strategies="{}" data-moment="{}"{}{}>'
    '<a href="{}"><span class="item-label">{}</span> <q>{}</q></a> {}{}</li>'
)


@dataclass
class CodedPassage:
    """A passage as the margin and the list below the text show it."""

    number: int  # of the version
    start: int
    end: int
    quotation: str
    choice: Choice
    base: str
    codes: codebook.Codebook
    sentence: int = 0  # the first that it touches, from 0

    @classmethod
    def of(cls, coding, version):
        excerpt = coding.excerpt
        codes = codebook.get(coding.codebook_version)
        choice = choice_of(coding)
        place = (excerpt.start, excerpt.end, excerpt.quotation)
        return cls(version.number, *place, choice, coding.fingerprint, codes)

    @classmethod
    def saved(cls, saved, sentence):
        passage, codes = saved.passage, codebook.latest()
        place = (passage.start, passage.end, saved.quotation)
        return cls(passage.version.number, *place, saved.choice, saved.fingerprint, codes, sentence)

    @property
    def field(self):
        return field_of(self.number, self.start, self.end)

    @cached_property
    def label(self):
        return label_of(self.choice, version=self.codes.version)

    @property
    def is_nothing(self):
        return self.choice.verdict == Verdict.NOTHING

    @property
    def letters(self):
        """[(what the margin carries, its colour), …]: strategies, or objects where there is no strategy."""
        if self.is_nothing:
            return [("0", "nothing")]
        used = {codebook.strategy_of(key) for key in self.choice.strategies.split()}
        found = [(one.letter, one.key) for one in self.codes.strategies if one.key in used]
        return found or [(self.codes.by_key[key].sign, "object") for key in self.choice.objects.split()]

    @property
    def bracket(self):
        """In the margin of each sentence that it touches. No template: a page draws hundreds of them."""
        marks = format_html_join("", '<b class="mark mark-{1}">{0}</b>', self.letters)
        said = format_html('<span class="visually-hidden"> codé\u00a0: {}</span>', self.words)
        return format_html(
            '<span class="bracket" data-of="{}" title="{}">{}{}</span>', self.field, self.label, marks, said
        )

    @property
    def words(self):
        return words_of(self.choice, version=self.codes.version)

    def item(self, tail):
        """In the list below the text; the links of the page keep `tail`. No template either."""
        choice, flags, memo = self.choice, [], ""
        if choice.star:
            flags.append((draw_icon("star-fill"), "à citer"))
        if choice.doubt:
            flags.append((draw_icon("question-circle"), "doute"))
        if choice.memo:
            memo = format_html('<p class="item-memo" data-memo>{}</p>', capped_marks(choice.memo))
        return format_html(
            ITEM,
            self.field,
            self.base,
            choice.verdict,
            choice.objects,
            choice.strategies,
            choice.moment,
            " data-doubt" if choice.doubt else "",
            " data-star" if choice.star else "",
            f"?phrase={self.sentence + 1}&passage={self.start}-{self.end}{tail}#codes",
            self.label,
            inside_quotes(shortened(self.quotation)),
            format_html_join(" ", '<span class="item-flag">{}{}</span>', flags),
            memo,
        )


def shortened(text):
    return Truncator(text).chars(LONGEST_SHOWN) if len(text) > LONGEST_SHOWN else text


@dataclass
class ShownSentence:
    number: int  # from 0
    start: int
    end: int
    text: str
    kind: str
    begins: bool  # a paragraph
    passages: list = field(default_factory=list)

    @property
    def place(self):
        return self.number + 1


@dataclass
class Part:
    """Some hundred sentences of a text, which a screen draws at once."""

    first: int
    sentences: list
    coded: list
    count: int  # sentences of the whole text

    @property
    def count_nothing(self):
        return sum(passage.is_nothing for passage in self.coded)

    @property
    def count_coded(self):
        """Without « rien à coder », as the analysis counts passages."""
        return len(self.coded) - self.count_nothing

    @property
    def number(self):
        return self.first // queries.SENTENCES_PER_PART + 1

    @property
    def count_of_parts(self):
        return max(-(-self.count // queries.SENTENCES_PER_PART), 1)

    @property
    def links(self):
        """[(number, its first sentence, from 1), …] of the parts before and after, or None."""
        size = queries.SENTENCES_PER_PART
        before = self.first - size + 1 if self.first else None
        after = self.first + size + 1 if self.first + size < self.count else None
        return {"before": before, "after": after}


def read_part(version, person, sentence):
    """The part of the text that holds a sentence. Two queries."""
    first = sentence // queries.SENTENCES_PER_PART * queries.SENTENCES_PER_PART
    beyond = first + queries.SENTENCES_PER_PART
    sentences = [
        one
        for paragraph in queries.paragraphs_of_part(version, first, beyond)
        for one in shown_sentences(paragraph)
        if first <= one.number < beyond
    ]
    coded = []
    if sentences:
        found = queries.codings_between(version, person, sentences[0].start, sentences[-1].end)
        coded = [CodedPassage.of(coding, version) for coding in found]
    for passage in coded:
        touched = [one for one in sentences if one.start < passage.end and passage.start < one.end]
        for one in touched:
            one.passages.append(passage)
        passage.sentence = touched[0].number if touched else first
    return Part(first, sentences, coded, version.sentences)


def shown_sentences(paragraph):
    for rank, (start, end) in enumerate(paragraph.sentences):
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        yield ShownSentence(paragraph.first_sentence + rank, start, end, text, paragraph.kind, begins=rank == 0)


def words_between(part, start, end):
    """The words of a passage, as far as this part shows them."""
    touched = [one for one in part.sentences if one.start < end and start < one.end]
    return " ".join(one.text[max(start - one.start, 0) : end - one.start] for one in touched)


@dataclass
class Panel:
    """The form of one passage: what is chosen there, and the fingerprint of what is stored."""

    field: str
    quotation: str
    choice: Choice
    base: str
    op_id: object

    @property
    def is_coded(self):
        return bool(self.base)

    @property
    def objects(self):
        chosen = self.choice.objects.split()
        return [(code, code.key in chosen) for code in self.codes.objects]

    @property
    def strategies(self):
        """[(strategy, whether it or one of its subs is chosen, [(sub, whether it is), …]), …]"""
        chosen = self.choice.strategies.split()
        implied = {codebook.strategy_of(key) for key in chosen}
        return [
            (one, one.key in implied, [(sub, sub.key in chosen) for sub in one.subs]) for one in self.codes.strategies
        ]

    @property
    def moments(self):
        return [(code, code.key == self.choice.moment) for code in self.codes.moments]

    @property
    def codes(self):
        return codebook.latest()


def panel_of(part, passage, words, *, op_id):
    """For a passage: what is stored there, else nothing yet."""
    known = next((one for one in part.coded if (one.start, one.end) == (passage.start, passage.end)), None)
    choice, base = (known.choice, known.base) if known else (EMPTY, "")
    return Panel(passage.field, words, choice, base, op_id)
