"""What two readers said, passage by passage, and what was settled. Pure functions."""

from dataclasses import dataclass, replace

from rlp_portal.analysis.coding.choices import EMPTY, Choice, choice_of, joined, label_of, nothing_here, words_of
from rlp_portal.analysis.enums import Verdict

FIRST, SECOND, BOTH, NOTHING = "first", "second", "both", "nothing"
CHOICES = {FIRST, SECOND, BOTH, NOTHING}


@dataclass(frozen=True)
class ComparedPassage:
    """`settled`: the coding that says what was decided, or None."""

    excerpt: object
    first: Choice
    second: Choice
    settled: object
    version: int  # of the codebook

    @property
    def agrees(self):
        return codes_of(self.first) == codes_of(self.second)

    @property
    def is_open(self):
        return not self.agrees and self.settled is None

    @property
    def sides(self):
        both = (self.first, self.second)
        return [(said_of(one, self.version), words_of(one, version=self.version), one) for one in both]

    @property
    def may_join(self):
        return not (self.first.is_empty or self.second.is_empty)

    @property
    def decision(self):
        """(its signs, what they mean): the moment shows in the words alone."""
        choice = choice_of(self.settled)
        return said_of(choice, self.version), words_of(choice, version=self.version)

    @property
    def base(self):
        return self.settled.fingerprint if self.settled else ""

    def outcome(self, choice):
        """What is written when that is chosen."""
        if choice == NOTHING:
            return nothing_here()
        if choice == BOTH:
            return joined(self.first, self.second, version=self.version)
        chosen = self.first if choice == FIRST else self.second
        if chosen.is_empty:
            return nothing_here()
        is_starred = chosen.verdict == Verdict.CODED and (self.first.star or self.second.star)
        return replace(chosen, star=is_starred)  # to be quoted is no matter of codes: either person’s star stays


def codes_of(choice):
    """What an analysis counts; a memo, a doubt or a star is no disagreement. Saying nothing is saying « nothing »."""
    return (choice.objects, choice.strategies, choice.moment)


def said_of(choice, version):
    return "aucun code" if choice.is_empty else label_of(choice, version=version)


def compared(first, second, settled, *, version):
    """[ComparedPassage, …] in the order of the text; `settled`: {excerpt: coding}."""
    sides = [{one.excerpt_id: one for one in codings} for codings in (first, second)]
    excerpts = {one.excerpt_id: one.excerpt for one in [*first, *second]}
    ordered = sorted(excerpts.values(), key=lambda one: (one.start, -one.end))
    return [
        ComparedPassage(
            excerpt,
            *(choice_of(side.get(excerpt.pk)) if excerpt.pk in side else EMPTY for side in sides),
            settled.get(excerpt.pk),
            version,
        )
        for excerpt in ordered
    ]
